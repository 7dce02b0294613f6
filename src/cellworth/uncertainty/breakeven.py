"""Where the answer turns: zero of a mean difference on fixed draws."""

from collections.abc import Callable
from functools import cache

from scipy.optimize import brentq


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
    S41, S51, section 8.
    """
    # The search asks for both ends again, and each costs an evaluation of the case.
    difference = cache(difference)
    at_low, at_high = difference(low), difference(high)
    if at_low == 0.0:
        return low
    if at_high == 0.0:
        return high
    if at_low * at_high > 0.0:
        return float("nan")
    return float(brentq(difference, low, high, xtol=tolerance))
