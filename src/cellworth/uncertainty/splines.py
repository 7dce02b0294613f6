"""Cubic splines on given knots, as columns of a fit."""

from collections.abc import Sequence

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = ["spline_columns"]

DEGREE = 3


def spline_columns(score: Array, inner: Sequence[float]) -> Array:
    r"""Values of all cubic B-splines on knots between the smallest and the largest score.

    .. math:: B_{i,j}(x) = \frac{x - t_i}{t_{i+j} - t_i} B_{i,j-1}(x)
        + \frac{t_{i+j+1} - x}{t_{i+j+1} - t_{i+1}} B_{i+1,j-1}(x)

    Parameters
    ----------
    score : (s,) [any]
        Not all the same.
    inner : sequence of [any]
        Knots strictly between the ends, rising.

    Returns
    -------
    columns : (s, p) [1]
        Four more than inner knots; they add up to one.

    References
    ----------
    S49. [deboor1978]_
    """
    xp = namespace(score)
    low, high = float(xp.min(score)), float(xp.max(score))
    knots = xp.asarray([low] * (DEGREE + 1) + list(inner) + [high] * (DEGREE + 1))
    place = xp.astype(xp.zeros_like(score), xp.int64) + DEGREE
    for at in inner:
        place = place + xp.astype(score >= at, xp.int64)
    knot = [xp.take(knots, place + shift) for shift in range(1 - DEGREE, DEGREE + 1)]
    parts = [xp.ones_like(score)]
    for degree in range(1, DEGREE + 1):
        grown = [xp.zeros_like(score)]
        for number, part in enumerate(parts, start=1):
            above, below = knot[number + DEGREE - 1], knot[number - degree + DEGREE - 1]
            share = part / (above - below)
            grown[-1] = grown[-1] + share * (above - score)
            grown.append(share * (score - below))
        parts = grown
    nothing = xp.zeros_like(score)
    columns = []
    for column in range(len(inner) + DEGREE + 1):
        total = nothing
        for number, part in enumerate(parts):
            total = xp.where(place - DEGREE + number == column, part, total)
        columns.append(total)
    return xp.stack(columns, axis=-1)
