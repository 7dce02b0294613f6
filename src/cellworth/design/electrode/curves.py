"""Curves against state of charge, by index arithmetic."""

from typing import NamedTuple

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = ["CurvePlace", "curve_place", "curve_points", "curve_value"]

STEP = 10.0
LAST = 10
POINTS = 11


class CurvePlace(NamedTuple):
    """Where a state of charge falls on the curves of a design's couple.

    Attributes
    ----------
    index : (s,) [1]
        Of the point below in the flattened table, integer.
    fraction : (s,) [1]
        Of the way to the point above.
    """

    index: Array
    fraction: Array


def curve_place(soc: Array, couple: Array) -> CurvePlace:
    r"""Place of a state of charge, :math:`i = \lfloor s/10 \rfloor`.

    Parameters
    ----------
    soc : (s,) [%]
        Kept within 0 and 100, where the curves end.
    couple : (s,) [1]
        Row in the table of curves, integer.

    Returns
    -------
    place : CurvePlace

    Notes
    -----
    The workbook has no value at 100 %; the last piece is taken to its end.

    References
    ----------
    D23, D26. [batpac5]_
    """
    xp = namespace(soc)
    inside = xp.minimum(xp.maximum(soc, 0.0), STEP * LAST) / STEP
    below = xp.minimum(xp.floor(inside), LAST - 1.0)
    known = xp.where(xp.isnan(below), 0.0, below)
    return CurvePlace(couple * POINTS + xp.astype(known, couple.dtype), inside - below)


def curve_points(curve: Array, couple: Array) -> dict[str, Array]:
    """Points of the curve of each design's couple.

    Parameters
    ----------
    curve : (c, 11) [any]
    couple : (s,) [1]
        Row of each design, integer.

    Returns
    -------
    points : dict of (s,) [any]
        By state of charge in percent.

    References
    ----------
    D23. [batpac5]_
    """
    xp = namespace(curve)
    return {str(int(STEP * point)): xp.take(curve[:, point], couple) for point in range(POINTS)}


def curve_value(curve: Array, place: CurvePlace) -> Array:
    r"""Linear interpolation, :math:`T_i + (T_{i+1} - T_i)(s - 10 i)/10`.

    Parameters
    ----------
    curve : (c, 11) [any]
    place : CurvePlace

    Returns
    -------
    value : (s,) [any]

    References
    ----------
    D23. [batpac5]_
    """
    xp = namespace(curve)
    flat = xp.reshape(curve, (-1,))
    low = xp.take(flat, place.index)
    return low + (xp.take(flat, place.index + 1) - low) * place.fraction
