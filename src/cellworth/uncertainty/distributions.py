"""From uniform draws to values: inverse distribution functions, and what experts' figures mean."""

import math
from functools import cache
from typing import Any

from scipy.special import betaincinv, betaln, log_ndtr, ndtri

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

WIDEST_SCORE = 9.0
"""Normal score beyond which no uniform number lies."""

PIECES_PER_SCORE = 32
"""Pieces of the table per unit of the normal score."""

SCORE_OF_P90 = 1.2815515655446004
"""Standard normal score with nine tenths below it."""


def lognormal_location(p10: Array, p90: Array) -> Array:
    r"""Mean of the logarithm, :math:`\mu = (\ln p_{10} + \ln p_{90}) / 2`.

    Parameters
    ----------
    p10 : (s,) [any]
        Above zero.
    p90 : (s,) [any]
        Above `p10`.

    Returns
    -------
    location : (s,) [1]

    References
    ----------
    S8.
    """
    xp = namespace(p10, p90)
    return (xp.log(p10) + xp.log(p90)) / 2.0


def lognormal_spread(p10: Array, p90: Array) -> Array:
    r"""Standard deviation of the logarithm, :math:`\sigma = \ln(p_{90} / p_{10}) / (2 z_{90})`.

    Parameters
    ----------
    p10 : (s,) [any]
    p90 : (s,) [any]

    Returns
    -------
    spread : (s,) [1]

    References
    ----------
    S8.
    """
    xp = namespace(p10, p90)
    return xp.log(p90 / p10) / (2.0 * SCORE_OF_P90)


def lognormal_mean(location: Array, spread: Array) -> Array:
    r"""Mean of a lognormal number, :math:`e^{\mu + \sigma^2 / 2}`.

    Parameters
    ----------
    location : (s,) [1]
    spread : (s,) [1]

    Returns
    -------
    mean : (s,) [any]

    References
    ----------
    S8.
    """
    xp = namespace(location, spread)
    return xp.exp(location + spread**2 / 2.0)


def lognormal_value(uniform: Array, p10: Array, p90: Array) -> Array:
    r"""Lognormal draw, :math:`e^{\mu + \sigma \Phi^{-1}(u)}`.

    Parameters
    ----------
    uniform : (s,) [1]
    p10 : (s,) [any]
    p90 : (s,) [any]

    Returns
    -------
    value : (s,) [any]

    References
    ----------
    S8.
    """
    xp = namespace(uniform)
    p10, p90 = xp.asarray(p10, dtype=xp.float64), xp.asarray(p90, dtype=xp.float64)
    return xp.exp(lognormal_location(p10, p90) + lognormal_spread(p10, p90) * ndtri(uniform))


def normal_value(uniform: Array, mean: Array, sd: Array) -> Array:
    r"""Normal draw, :math:`\mu + \sigma \Phi^{-1}(u)`.

    Parameters
    ----------
    uniform : (s,) [1]
    mean : (s,) [any]
    sd : (s,) [any]

    Returns
    -------
    value : (s,) [any]

    References
    ----------
    S8.
    """
    return mean + sd * ndtri(uniform)


def uniform_value(uniform: Array, low: Array, high: Array) -> Array:
    """Draw between two ends, all equally likely.

    Parameters
    ----------
    uniform : (s,) [1]
    low : (s,) [any]
    high : (s,) [any]

    Returns
    -------
    value : (s,) [any]

    References
    ----------
    S8.
    """
    return low + (high - low) * uniform


def triangular_value(uniform: Array, low: Array, mode: Array, high: Array) -> Array:
    r"""Triangular draw.

    .. math:: x = a + \sqrt{u (b - a)(m - a)} \text{ up to } m, \quad
        x = b - \sqrt{(1 - u)(b - a)(b - m)} \text{ from } m \text{ on}

    Parameters
    ----------
    uniform : (s,) [1]
    low : (s,) [any]
    mode : (s,) [any]
    high : (s,) [any]
        Above `low`; the mode lies between, ends included.

    Returns
    -------
    value : (s,) [any]

    References
    ----------
    S8.
    """
    xp = namespace(uniform)
    width = high - low
    rising = low + xp.sqrt(uniform * (width * (mode - low)))
    falling = high - xp.sqrt((1.0 - uniform) * (width * (high - mode)))
    return xp.where(uniform * width < mode - low, rising, falling)


def pert_mean(low: Array, mode: Array, high: Array) -> Array:
    r"""Mean of a PERT number, :math:`(a + 4 m + b) / 6`.

    Parameters
    ----------
    low : (s,) [any]
    mode : (s,) [any]
    high : (s,) [any]

    Returns
    -------
    mean : (s,) [any]

    References
    ----------
    S8.
    """
    return (low + 4.0 * mode + high) / 6.0


def pert_value(uniform: Array, low: float, mode: float, high: float) -> Array:
    r"""PERT draw: beta with :math:`\alpha = 1 + 4 (m - a)/(b - a)`, :math:`\beta = 1 + 4 (b - m)/(b - a)`.

    Parameters
    ----------
    uniform : (s,) [1]
    low : float [any]
    mode : float [any]
    high : float [any]
        Above `low`; the mode lies between, ends included.

    Returns
    -------
    value : (s,) [any]

    Raises
    ------
    ValueError
        If the three do not stand in order.

    Notes
    -----
    Inverse by table, within 1e-10 in the chance.

    References
    ----------
    S8.
    """
    if not (low <= mode <= high and low < high):
        raise ValueError(f"low, mode and high must stand in order: {low}, {mode}, {high}")
    width = high - low
    alpha, beta = 1.0 + 4.0 * (mode - low) / width, 1.0 + 4.0 * (high - mode) / width
    return low + width * _beta_value(uniform, alpha, beta)


def _beta_value(uniform: Array, alpha: float, beta: float) -> Array:
    """Beta draw: its logit is smooth in the normal score and read from a table by cubic pieces."""
    xp = namespace(uniform)
    logits, slopes = (xp.asarray(column) for column in _beta_table(alpha, beta))
    place = (ndtri(uniform) + WIDEST_SCORE) * PIECES_PER_SCORE
    piece = xp.astype(xp.floor(place), xp.int64)
    part = place - xp.floor(place)
    start, end = xp.take(logits, piece), xp.take(logits, piece + 1)
    from_start, from_end = xp.take(slopes, piece), xp.take(slopes, piece + 1)
    rise = end - start
    square = 3.0 * rise - 2.0 * from_start - from_end
    cube = from_start + from_end - 2.0 * rise
    logit = start + part * (from_start + part * (square + part * cube))
    return 1.0 / (1.0 + xp.exp(-logit))


@cache
def _beta_table(alpha: float, beta: float) -> tuple[Any, Any]:
    """Logits of the quantiles at evenly spaced normal scores, and their rise per piece."""
    count = 2 * int(WIDEST_SCORE) * PIECES_PER_SCORE + 2
    score = ndtri([0.5]) + [k / PIECES_PER_SCORE - WIDEST_SCORE for k in range(count)]
    below, above = log_ndtr(score), log_ndtr(-score)
    xp = namespace(score)
    low, high = betaincinv(alpha, beta, xp.exp(below)), betaincinv(beta, alpha, xp.exp(above))
    left, none = score < 0.0, xp.zeros_like(score)
    log_low = xp.where(left, xp.log(low), xp.log1p(-xp.where(left, none, high)))
    log_high = xp.where(left, xp.log1p(-xp.where(left, low, none)), xp.log(high))
    log_density = -0.5 * score * score - 0.5 * math.log(2.0 * math.pi)
    slope = xp.exp(log_density - alpha * log_low - beta * log_high + betaln(alpha, beta))
    return log_low - log_high, slope / PIECES_PER_SCORE


def chosen(uniform: Array, chance: tuple[float, ...]) -> Array:
    """Number of the scenario drawn at the top level.

    Parameters
    ----------
    uniform : (s,) [1]
    chance : tuple
        Of each scenario; not negative, scaled to sum to one. Zero is never drawn.

    Returns
    -------
    number : (s,) [1]
        From zero on.

    References
    ----------
    S8, named scenarios.
    """
    xp = namespace(uniform)
    total, reached = sum(chance), 0.0
    number = xp.zeros_like(uniform, dtype=xp.int64)
    for part in chance[:-1]:
        reached += part
        number = number + xp.astype(uniform * total >= reached, xp.int64)
    return number
