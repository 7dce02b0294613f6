"""What claims do to the odds of an event."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record, static
from cellworth.core.types import Array
from cellworth.evidence.origins import heard_claims, same_group, stronger_claims


@record
class EventClaims:
    """Claims about one event.

    Attributes
    ----------
    signed_reliability : (s, c) [1]
        Above -1 and below 1; positive speaks for the event.
    origin : tuple
        Ultimate origin of each claim.
    source_class : tuple
        Claims of one class may share a leaker (unnamed-source press, the company, filings ...).
    """

    signed_reliability: Array
    origin: tuple[str, ...] = static()
    source_class: tuple[str, ...] = static()


def log_likelihood_ratio(signed_reliability: Array) -> Array:
    r"""Evidence a claim carries if its source is a symmetric noisy channel.

    .. math:: \lambda = \ln \frac{1 + \rho}{1 - \rho}

    Parameters
    ----------
    signed_reliability : (s, c) [1]

    Returns
    -------
    log_likelihood_ratio : (s, c) [nat]

    Notes
    -----
    The source asserts the truth with chance :math:`(1 + \rho) / 2`: nothing at zero, certainty at one.

    References
    ----------
    S4.
    """
    xp = namespace(signed_reliability)
    return xp.log1p(signed_reliability) - xp.log1p(-signed_reliability)


def tempering(claims: EventClaims, factor: float) -> Array:
    r"""Share of its evidence that each claim keeps.

    .. math:: \tau = f^{k}

    with :math:`k` the number of stronger claims heard within its class; a claim whose origin
    speaks louder elsewhere keeps nothing.

    Parameters
    ----------
    claims : EventClaims
    factor : float [1]
        Kept from one claim of a class to the next, one half by default.

    Returns
    -------
    tempering : (s, c) [1]

    References
    ----------
    S4.
    """
    xp = namespace(claims.signed_reliability)
    strength = xp.abs(claims.signed_reliability)
    heard = heard_claims(strength, claims.origin)
    ahead = stronger_claims(strength) * same_group(claims.source_class, strength) * heard[..., None, :]
    return heard * factor ** xp.sum(ahead, axis=-1)


def event_probability(prior: Array, evidence: Array, tempering: Array) -> Array:
    r"""Chance of an event after the claims.

    .. math:: \operatorname{logit} P = \operatorname{logit} P_0 + \sum_k \tau_k \lambda_k

    Parameters
    ----------
    prior : (s,) [1]
    evidence : (s, c) [nat]
        Log likelihood ratio of each claim.
    tempering : (s, c) [1]

    Returns
    -------
    event_probability : (s,) [1]

    References
    ----------
    S4.
    """
    xp = namespace(evidence)
    against = (1.0 - prior) * xp.exp(-xp.sum(evidence * tempering, axis=-1))
    return prior / (prior + against)


def claimed_probability(prior: Array, claims: EventClaims, factor: float) -> Array:
    """Chance of an event from its claims, tempered within class and origin.

    Parameters
    ----------
    prior : (s,) [1]
    claims : EventClaims
    factor : float [1]

    Returns
    -------
    event_probability : (s,) [1]

    References
    ----------
    S4.
    """
    evidence = log_likelihood_ratio(claims.signed_reliability)
    return event_probability(prior, evidence, tempering(claims, factor))


def probability_without(prior: Array, claims: EventClaims, factor: float) -> Array:
    """Chance of the event with each claim removed in turn; what it hid or tempered speaks up.

    Parameters
    ----------
    prior : (s,) [1]
    claims : EventClaims
    factor : float [1]

    Returns
    -------
    probability_without : (s, c) [1]

    References
    ----------
    S4, the audit view.
    """
    xp = namespace(claims.signed_reliability)
    n = len(claims.origin)
    found = []
    for left_out in range(n):
        kept = [claim for claim in range(n) if claim != left_out]
        if not kept:
            found.append(xp.zeros_like(claims.signed_reliability[..., 0]) + prior)
            continue
        others = EventClaims(
            signed_reliability=xp.stack([claims.signed_reliability[..., k] for k in kept], axis=-1),
            origin=tuple(claims.origin[k] for k in kept),
            source_class=tuple(claims.source_class[k] for k in kept),
        )
        found.append(claimed_probability(prior, others, factor))
    return xp.stack(found, axis=-1)
