"""One vote per origin: relays of one story are one claim."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def heard_claims(strength: Array, origin: tuple[str, ...]) -> Array:
    """Which claims are heard: of each ultimate origin the strongest, the earlier one of equals.

    Parameters
    ----------
    strength : (s, c) [1]
    origin : tuple
        Ultimate origin of each claim.

    Returns
    -------
    heard : (s, c) [1]
        One for a claim that counts, zero for the others.

    References
    ----------
    S3.
    """
    xp = namespace(strength)
    beaten = stronger_claims(strength) * same_group(origin, strength)
    return xp.astype(xp.sum(beaten, axis=-1) == 0.0, strength.dtype)


def stronger_claims(strength: Array) -> Array:
    """Matrix over pairs of claims: one where the second beats the first.

    Parameters
    ----------
    strength : (s, c) [1]

    Returns
    -------
    beats : (s, c, c) [1]
        Equal strength: the earlier claim beats the later.

    References
    ----------
    S3, S4.
    """
    xp = namespace(strength)
    number = xp.arange(strength.shape[-1])
    mine, other = strength[..., :, None], strength[..., None, :]
    earlier = number[None, :] < number[:, None]
    return xp.astype((other > mine) | ((other == mine) & earlier), strength.dtype)


def same_group(label: tuple[str, ...], like: Array) -> Array:
    """Matrix over pairs of claims: one where both carry the same label.

    Parameters
    ----------
    label : tuple
        Of each claim.
    like : (s, c) [1]
        Gives library and precision.

    Returns
    -------
    same : (c, c) [1]

    References
    ----------
    S3, S4.
    """
    xp = namespace(like)
    return xp.asarray([[float(a == b) for b in label] for a in label], dtype=like.dtype)


def pooled_weight(reliability: Array, origin: tuple[str, ...]) -> Array:
    r"""Weight of all claims together, each ultimate origin heard once.

    .. math:: w = 1 - \prod_g \left(1 - \max_{c \in g} R_c\right)

    Parameters
    ----------
    reliability : (s, c) [1]
    origin : tuple
        Ultimate origin of each claim.

    Returns
    -------
    pooled_weight : (s,) [1]

    Notes
    -----
    Counting every relay as a witness of its own would overstate the weight.

    References
    ----------
    S3.
    """
    xp = namespace(reliability)
    return 1.0 - xp.prod(1.0 - reliability * heard_claims(reliability, origin), axis=-1)
