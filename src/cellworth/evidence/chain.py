"""How far a claim can be trusted: its chain of sources, its age, its stance."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def chain_reliability(link_reliability: Array) -> Array:
    r"""Reliability of a claim that passed through a chain of sources.

    .. math:: R = r_{\mathrm{origin}} \prod_k r_{\mathrm{relay}, k}

    Parameters
    ----------
    link_reliability : (s, l) [1]
        From the origin to the page read.

    Returns
    -------
    chain_reliability : (s,) [1]

    Notes
    -----
    Grades are ordinal; their numbers are editable defaults, not calibrated.

    References
    ----------
    S1. Letters after the Admiralty scale [ajp21_2016]_.
    """
    xp = namespace(link_reliability)
    return xp.prod(link_reliability, axis=-1)


def aged_reliability(reliability: Array, age: Array, half_life: Array) -> Array:
    r"""Reliability left some time after the claim was made.

    .. math:: R(a) = R \, 2^{-a / h}

    Parameters
    ----------
    reliability : (s, c) [1]
    age : (s, c) [year]
        Not negative.
    half_life : (s, c) [year]
        Infinite for facts that hold until superseded.

    Returns
    -------
    aged_reliability : (s, c) [1]

    References
    ----------
    S2.
    """
    return reliability * 2.0 ** (-age / half_life)


def signed_reliability(stance: Array, reliability: Array, limit: float) -> Array:
    r"""Strength with which a claim speaks for (positive) or against an event.

    .. math:: \rho = \mathrm{sign}(s) \min(|s| R, \rho_{\max})

    Parameters
    ----------
    stance : (s, c) [1]
        From -1 (filed denial) to 1 (signed).
    reliability : (s, c) [1]
    limit : float [1]
        Largest strength, below one: no claim is taken for certain.

    Returns
    -------
    signed_reliability : (s, c) [1]

    References
    ----------
    S4.
    """
    xp = namespace(stance, reliability)
    strength = stance * reliability
    return xp.sign(strength) * xp.minimum(xp.abs(strength), xp.full_like(strength, limit))
