"""Worth today of one unit of money a year, and its inverse; shared by factory, strategy and deal."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

SMALL_RATE = 1e-9
"""Below it the series is exact to the last bit."""


def annuity(rate: Array, years: Array) -> Array:
    r"""Worth today of one unit of money at the end of each of the next years.

    .. math:: a(r, n) = \frac{1 - (1 + r)^{-n}}{r}

    Parameters
    ----------
    rate : (s,) [1/year]
        Above -1; zero gives the number of years.
    years : (s,) [year]
        Finite.

    Returns
    -------
    annuity : (s,) [year]

    References
    ----------
    S27.

    Examples
    --------
    >>> import numpy as np
    >>> annuity(np.asarray([0.1]), np.asarray([10.0])).round(4)
    array([6.1446])
    """
    xp = namespace(rate, years)
    rate, years = xp.asarray(rate, dtype=xp.float64), xp.asarray(years, dtype=xp.float64)
    near_zero = xp.abs(rate) < SMALL_RATE
    safe_rate = xp.where(near_zero, xp.ones_like(rate), rate)
    exact = -xp.expm1(-years * xp.log1p(safe_rate)) / safe_rate
    series = years - rate * years * (years + 1.0) / 2.0
    return xp.where(near_zero, series, exact)


def capital_recovery(rate: Array, years: Array) -> Array:
    r"""Level yearly payment that returns one unit of capital with interest.

    .. math:: \mathrm{CRF}(r, n) = 1 / a(r, n)

    Parameters
    ----------
    rate : (s,) [1/year]
    years : (s,) [year]

    Returns
    -------
    capital_recovery : (s,) [1/year]

    References
    ----------
    S27.
    """
    return 1.0 / annuity(rate, years)
