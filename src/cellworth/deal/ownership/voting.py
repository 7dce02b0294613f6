"""What votes can do: power indices and vetoes at each threshold."""

from math import factorial

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

MOST_HOLDERS = 12
"""Coalitions double with each holder."""


def banzhaf_power(votes: Array, quota: Array) -> Array:
    r"""Share of all decisive votes that are a holder's.

    .. math:: \beta_i = \frac{\#\{C : i \text{ decides } C\}}{\sum_k \#\{C : k \text{ decides } C\}}

    Parameters
    ----------
    votes : (s, n) [1]
        At most twelve holders; one block counts as one holder.
    quota : (s,) [1]
        Votes that carry a resolution; reached, not exceeded.

    Returns
    -------
    banzhaf_power : (s, n) [1]
        NaN where nobody ever decides. Contracts may override it.

    Raises
    ------
    ValueError
        If there are more than twelve holders.

    References
    ----------
    S71. [banzhaf1965]_
    """
    xp = namespace(votes)
    counts = xp.stack([_decided(votes, quota, holder, False) for holder in range(votes.shape[-1])], axis=-1)
    total = xp.sum(counts, axis=-1, keepdims=True)
    some = total > 0.0
    return xp.where(some, counts / xp.where(some, total, xp.ones_like(total)), xp.nan)


def shapley_shubik_power(votes: Array, quota: Array) -> Array:
    r"""Share of all orders of voting in which a holder is the one that carries the resolution.

    .. math:: \phi_i = \sum_{C : i \text{ decides } C} \frac{|C|! \, (n - |C| - 1)!}{n!}

    Parameters
    ----------
    votes : (s, n) [1]
        At most twelve holders.
    quota : (s,) [1]

    Returns
    -------
    shapley_shubik_power : (s, n) [1]
        Sums to one where the quota can be reached.

    Raises
    ------
    ValueError
        If there are more than twelve holders.

    References
    ----------
    S71. [shapley1954]_
    """
    xp = namespace(votes)
    return xp.stack([_decided(votes, quota, holder, True) for holder in range(votes.shape[-1])], axis=-1)


def blocks_resolution(votes: Array, quota: Array) -> Array:
    r"""Whether each holder alone can stop a resolution, :math:`\sum_{k \ne i} w_k < q`.

    Parameters
    ----------
    votes : (s, n) [1]
    quota : (s,) [1]

    Returns
    -------
    blocks_resolution : (s, n) [1]
        One or zero.

    References
    ----------
    S71.
    """
    xp = namespace(votes)
    others = xp.sum(votes, axis=-1, keepdims=True) - votes
    return xp.astype(others < _column(xp, votes, quota), votes.dtype)


def _decided(votes: Array, quota: Array, holder: int, by_order: bool) -> Array:
    """Coalitions without a holder that it turns, each counted by one or by its share of all orders."""
    n = votes.shape[-1]
    if n > MOST_HOLDERS:
        raise ValueError(f"power of {n} holders is not computed; join small ones to at most {MOST_HOLDERS}")
    xp = namespace(votes)
    needed = _column(xp, votes, quota)[..., 0]
    total = xp.zeros_like(votes[..., 0])
    for number in range(2**n):
        if number >> holder & 1:
            continue
        size = number.bit_count()
        share = factorial(size) * factorial(n - size - 1) / factorial(n) if by_order else 1.0
        reached = xp.zeros_like(total)
        for other in range(n):
            if number >> other & 1:
                reached = reached + votes[..., other]
        turns = (reached < needed) & (reached + votes[..., holder] >= needed)
        total = total + share * xp.astype(turns, total.dtype)
    return total


def _column(xp: Array, votes: Array, quota: Array) -> Array:
    return xp.zeros_like(votes[..., :1]) + xp.asarray(quota, dtype=votes.dtype)[..., None]
