"""Ranks of draws, ties shared."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = ["ranks"]


def ranks(values: Array) -> Array:
    """Rank of each value from one on; equal values share the mean of theirs.

    Parameters
    ----------
    values : (s,) [any]
        Without NaN.

    Returns
    -------
    ranks : (s,) [1]

    References
    ----------
    S49, S50.
    """
    xp = namespace(values)
    found = xp.unique_all(values)
    counts = xp.astype(found.counts, xp.float64)
    shared = xp.cumulative_sum(counts) - 0.5 * (counts - 1.0)
    return xp.take(shared, found.inverse_indices)
