"""What claims do to a number: the linear opinion pool."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record, static
from cellworth.core.types import Array
from cellworth.evidence.origins import heard_claims


@record
class NumberClaims:
    """Claims about one number, beside a base estimate.

    Attributes
    ----------
    base_mean : (s,) [any]
    base_sd : (s,) [any]
    claim_mean : (s, c) [any]
    claim_sd : (s, c) [any]
    reliability : (s, c) [1]
        After ageing.
    origin : tuple
        Ultimate origin of each claim.
    confirmed : tuple
        True for a claim confirmed by the parties or a filing.
    """

    base_mean: Array
    base_sd: Array
    claim_mean: Array
    claim_sd: Array
    reliability: Array
    origin: tuple[str, ...] = static()
    confirmed: tuple[bool, ...] = static()


@record
class PoolLimits:
    """Guards of the pool.

    Attributes
    ----------
    unconfirmed_most : float [1]
        Most weight that unconfirmed claims carry together.
    base_least : float [1]
        Least weight the base estimate keeps.
    """

    unconfirmed_most: float
    base_least: float


@record
class PooledNumber:
    """A number after its claims.

    Attributes
    ----------
    claim_weight : (s, c) [1]
        The base keeps the rest.
    pooled_mean : (s,) [any]
    pooled_sd : (s,) [any]
    """

    claim_weight: Array
    pooled_mean: Array
    pooled_sd: Array


def claim_weight(claims: NumberClaims, limits: PoolLimits) -> Array:
    r"""Weight of each claim in the pool.

    .. math:: w = \min\Bigl(1 - \prod_g (1 - R_g), \; 1 - w_{\min}\Bigr), \quad w_g = w R_g / \sum R

    Unconfirmed claims together stay below their limit; what they lose falls to the base.

    Parameters
    ----------
    claims : NumberClaims
    limits : PoolLimits

    Returns
    -------
    claim_weight : (s, c) [1]

    References
    ----------
    S5.
    """
    xp = namespace(claims.reliability)
    counted = claims.reliability * heard_claims(claims.reliability, claims.origin)
    total = xp.sum(counted, axis=-1, keepdims=True)
    together = 1.0 - xp.prod(1.0 - counted, axis=-1, keepdims=True)
    together = xp.minimum(together, xp.full_like(together, 1.0 - limits.base_least))
    share = counted / xp.where(total > 0.0, total, xp.ones_like(total)) * together
    unconfirmed = xp.asarray([float(not known) for known in claims.confirmed], dtype=counted.dtype)
    loose = xp.sum(share * unconfirmed, axis=-1, keepdims=True)
    excess = loose > limits.unconfirmed_most
    cut = xp.where(excess, limits.unconfirmed_most / xp.where(excess, loose, xp.ones_like(loose)), 1.0)
    return share * (1.0 - unconfirmed + unconfirmed * cut)


def pooled_mean(base_mean: Array, claim_mean: Array, weight: Array) -> Array:
    r"""Mean of the pool.

    .. math:: \mu = \Bigl(1 - \sum w_c\Bigr) \mu_b + \sum w_c \mu_c

    Parameters
    ----------
    base_mean : (s,) [any]
    claim_mean : (s, c) [any]
    weight : (s, c) [1]

    Returns
    -------
    pooled_mean : (s,) [any]

    References
    ----------
    S5. [stone1961]_
    """
    xp = namespace(claim_mean, weight)
    return base_mean * (1.0 - xp.sum(weight, axis=-1)) + xp.sum(weight * claim_mean, axis=-1)


def pooled_sd(base_mean: Array, base_sd: Array, claim_mean: Array, claim_sd: Array, weight: Array) -> Array:
    r"""Standard deviation of the pool: claims that disagree widen it.

    .. math:: \sigma^2 = \sum_i w_i \left(\sigma_i^2 + (\mu_i - \mu)^2\right)

    over the base and the claims; with one claim
    :math:`w \sigma_c^2 + (1 - w) \sigma_b^2 + w (1 - w) (\mu_c - \mu_b)^2`.

    Parameters
    ----------
    base_mean : (s,) [any]
    base_sd : (s,) [any]
    claim_mean : (s, c) [any]
    claim_sd : (s, c) [any]
    weight : (s, c) [1]

    Returns
    -------
    pooled_sd : (s,) [any]

    References
    ----------
    S5. [clemen1999]_
    """
    xp = namespace(claim_mean, weight)
    mean = pooled_mean(base_mean, claim_mean, weight)
    of_claims = weight * (claim_sd**2 + (claim_mean - mean[..., None]) ** 2)
    of_base = (1.0 - xp.sum(weight, axis=-1)) * (base_sd**2 + (base_mean - mean) ** 2)
    return xp.sqrt(of_base + xp.sum(of_claims, axis=-1))


def linear_pool(claims: NumberClaims, limits: PoolLimits) -> PooledNumber:
    """A number after its claims: mean, spread and the weight each claim got.

    Parameters
    ----------
    claims : NumberClaims
    limits : PoolLimits

    Returns
    -------
    PooledNumber

    Notes
    -----
    The pool keeps both modes: draw the component first, then the value, to see them in a run.

    References
    ----------
    S3, S5.
    """
    weight = claim_weight(claims, limits)
    return PooledNumber(
        claim_weight=weight,
        pooled_mean=pooled_mean(claims.base_mean, claims.claim_mean, weight),
        pooled_sd=pooled_sd(claims.base_mean, claims.base_sd, claims.claim_mean, claims.claim_sd, weight),
    )


def mean_without(claims: NumberClaims, limits: PoolLimits) -> Array:
    """Mean of the pool with each claim removed in turn; a relay it hid speaks up.

    Parameters
    ----------
    claims : NumberClaims
    limits : PoolLimits

    Returns
    -------
    mean_without : (s, c) [any]

    References
    ----------
    S5, the audit view.
    """
    xp = namespace(claims.reliability)
    number = xp.arange(len(claims.origin))
    found = []
    for left_out in range(len(claims.origin)):
        present = xp.astype(number != left_out, claims.reliability.dtype)
        others = NumberClaims(
            base_mean=claims.base_mean,
            base_sd=claims.base_sd,
            claim_mean=claims.claim_mean,
            claim_sd=claims.claim_sd,
            reliability=claims.reliability * present,
            origin=claims.origin,
            confirmed=claims.confirmed,
        )
        found.append(linear_pool(others, limits).pooled_mean)
    return xp.stack(found, axis=-1)
