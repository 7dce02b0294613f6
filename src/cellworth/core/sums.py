"""Sums over scenarios whose bits do not depend on blocks, threads or memory layout."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

TILE = 1024
"""Scenarios per tile; tile ``k`` holds the scenarios from ``1024 k`` on."""


def tile_sums(values: Array) -> Array:
    """Sum of each tile of 1,024 scenarios, by halving: the same additions in the same order always.

    Parameters
    ----------
    values : (s, ...) [any]
        The first scenario opens a tile; the last tile is filled up with zeros.

    Returns
    -------
    sums : (tiles, ...) [any]
    """
    xp = namespace(values)
    n, *rest = values.shape
    # Of few scenarios the upper halves hold zeros alone: the first halvings would change nothing.
    width = min(TILE, 1 << max(n - 1, 0).bit_length())
    n_tiles = -(-n // width)
    missing = n_tiles * width - n
    if missing:
        values = xp.concat([values, xp.zeros((missing, *rest), dtype=values.dtype)], axis=0)
    if n_tiles == 1:
        while width > 1:
            width //= 2
            values = values[:width, ...] + values[width:, ...]
        # The zeros left out would have made a sum of negative zeros a zero.
        return values + 0 if n < TILE else values
    values = xp.reshape(values, (n_tiles, width, *rest))
    while width > 1:
        width //= 2
        values = values[:, :width, ...] + values[:, width:, ...]
    return values[:, 0, ...]


def ordered_sum(values: Array) -> Array:
    """Sum over the scenario axis, tile by tile in order.

    Parameters
    ----------
    values : (s, ...) [any]

    Returns
    -------
    sum : (...) [any]
    """
    sums = tile_sums(values)
    total = sums[0, ...]
    for tile in range(1, sums.shape[0]):
        total = total + sums[tile, ...]
    return total


def ordered_mean(values: Array, weight: Array | None = None) -> Array:
    """Mean over the scenario axis, equal or weighted.

    Parameters
    ----------
    values : (s, ...) [any]
    weight : (s,) [1]
        Not negative, not all zero; need not sum to one.

    Returns
    -------
    mean : (...) [any]
    """
    if weight is None:
        return ordered_sum(values) / values.shape[0]
    xp = namespace(values, weight)
    shaped = xp.reshape(weight, (weight.shape[0],) + (1,) * (values.ndim - 1))
    return ordered_sum(values * shaped) / ordered_sum(weight)
