"""Where the answer turns: zero of a mean difference on fixed draws."""

import math
from collections.abc import Callable

ROUNDING = 8.881784197001252e-16
"""Four units in the last place of one: no root is found more closely."""


def breakeven(difference: Callable[[float], float], low: float, high: float, tolerance: float) -> float:
    """Value of one input at which two strategies are worth the same on average.

    Parameters
    ----------
    difference : callable
        Mean of one strategy less mean of the other, on the same draws whatever its argument.
    low : float [any]
    high : float [any]
    tolerance : float [any]

    Returns
    -------
    breakeven : float [any]
        NaN if the difference keeps its sign between the ends.

    Notes
    -----
    The spread of the difference over the draws is outcome risk, not a range to negotiate in.

    References
    ----------
    S41, S51, section 8. [brent1973]_
    """
    at_low, at_high = difference(low), difference(high)
    if at_low == 0.0:
        return low
    if at_high == 0.0:
        return high
    if not at_low * at_high < 0.0:
        return math.nan
    return _between(difference, (low, at_low), (high, at_high), tolerance)


def _between(
    difference: Callable[[float], float],
    before: tuple[float, float],
    here: tuple[float, float],
    tolerance: float,
) -> float:
    """Zero between two points of opposite sign: secants, parabolas, halves where these do not help (Brent).

    Points are arguments with their differences. `other` is the last one across the zero.
    """
    other, last, step = before, 0.0, 0.0
    while True:
        if before[1] * here[1] < 0.0:
            other = before
            last = step = here[0] - before[0]
        if abs(other[1]) < abs(here[1]):
            before, here, other = here, other, here
        close = (tolerance + ROUNDING * abs(here[0])) / 2.0
        half = (other[0] - here[0]) / 2.0
        if here[1] == 0.0 or abs(half) < close:
            return here[0]
        tried = (
            _tried(before, here, other) if abs(last) > close and abs(here[1]) < abs(before[1]) else math.inf
        )
        if 2.0 * abs(tried) < min(abs(last), 3.0 * abs(half) - close):
            last, step = step, tried
        else:
            last = step = half
        before = here
        at = here[0] + (step if abs(step) > close else math.copysign(close, half))
        here = (at, difference(at))


def _tried(before: tuple[float, float], here: tuple[float, float], other: tuple[float, float]) -> float:
    """Step to the zero of the secant, or of the parabola that lies on its side through three points."""
    if before[0] == other[0]:
        return -here[1] * (here[0] - before[0]) / (here[1] - before[1])
    slope = (before[1] - here[1]) / (before[0] - here[0])
    across = (other[1] - here[1]) / (other[0] - here[0])
    found = -here[1] * (other[1] * across - before[1] * slope)
    return found / (across * slope * (other[1] - before[1]))
