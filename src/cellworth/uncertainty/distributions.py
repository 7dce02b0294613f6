"""From uniform draws to values: inverse distribution functions, and what experts' figures mean."""

from functools import cache
from typing import Any

from scipy.special import ndtri
from scipy.stats.sampling import NumericalInversePolynomial

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

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
    table = _beta_table(1.0 + 4.0 * (mode - low) / width, 1.0 + 4.0 * (high - mode) / width)
    return low + width * table.ppf(uniform)


class _Beta:
    """Density of a beta number up to a factor, as the table builder wants it."""

    def __init__(self, alpha: float, beta: float) -> None:
        self.alpha, self.beta = alpha, beta

    def pdf(self, x: float) -> float:
        """Density at a point."""
        return float(x ** (self.alpha - 1.0) * (1.0 - x) ** (self.beta - 1.0))


@cache
def _beta_table(alpha: float, beta: float) -> Any:
    peak = (alpha - 1.0) / (alpha + beta - 2.0)
    return NumericalInversePolynomial(_Beta(alpha, beta), center=peak, domain=(0.0, 1.0))


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
