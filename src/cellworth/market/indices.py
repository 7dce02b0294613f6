"""Metal prices and exchange rates from year to year."""

import math
from collections.abc import Mapping

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

SMALL_PULL = 1e-9
"""Speed times years below which a price wanders freely to the last bit."""


def pulled_mean(log_price: Array, log_level: Array, speed: Array, years: Array) -> Array:
    r"""Mean of the logarithm of a price that is pulled to a level, some years on.

    .. math:: x e^{-\kappa \Delta} + \alpha (1 - e^{-\kappa \Delta})

    Parameters
    ----------
    log_price : (s,) [1]
        Today.
    log_level : (s,) [1]
    speed : (s,) [1/year]
    years : (s,) [year]

    Returns
    -------
    pulled_mean : (s,) [1]

    References
    ----------
    S17. [schwartz1997]_
    """
    xp = namespace(log_price, log_level, speed, years)
    kept = xp.exp(-speed * years)
    return log_price * kept + log_level * (1.0 - kept)


def pulled_variance(speed: Array, volatility: Array, years: Array) -> Array:
    r"""Variance of the logarithm of a price that is pulled to a level, some years on.

    .. math:: \sigma^2 \frac{1 - e^{-2 \kappa \Delta}}{2 \kappa}

    Parameters
    ----------
    speed : (s,) [1/year]
        Zero lets the price wander.
    volatility : (s,) [1]
        Per root year.
    years : (s,) [year]

    Returns
    -------
    pulled_variance : (s,) [1]

    References
    ----------
    S17. [schwartz1997]_
    """
    xp = namespace(speed, volatility, years)
    pull = 2.0 * speed * years
    free = xp.abs(pull) < SMALL_PULL
    safe = xp.where(free, xp.ones_like(pull), pull)
    share = xp.where(free, 1.0 - pull / 2.0, -xp.expm1(-safe) / safe)
    return volatility * volatility * years * share


def expected_price(mean: Array, variance: Array) -> Array:
    r"""Mean price from mean and variance of its logarithm, :math:`e^{m + v/2}`.

    Parameters
    ----------
    mean, variance : (s,) [1]

    Returns
    -------
    expected_price : (s,) [any]

    References
    ----------
    S17.
    """
    xp = namespace(mean, variance)
    return xp.exp(mean + variance / 2.0)


def half_life(speed: Array) -> Array:
    r"""Time in which half of a deviation is gone, :math:`\ln 2 / \kappa`.

    Parameters
    ----------
    speed : (s,) [1/year]

    Returns
    -------
    half_life : (s,) [year]

    References
    ----------
    S17.
    """
    return math.log(2.0) / speed


def parity_rate(spot: Array, domestic: Array, foreign: Array, years: Array) -> Array:
    r"""Exchange rate that two interest rates imply.

    .. math:: S_0 \left(\frac{1 + r_d}{1 + r_f}\right)^t

    Parameters
    ----------
    spot : (s, y) [any]
        Units of the first money per unit of the second.
    domestic, foreign : (s, y) [1/year]
        Interest in the first and in the second money.
    years : (s, y) [year]

    Returns
    -------
    parity_rate : (s, y) [any]

    References
    ----------
    S18.
    """
    return spot * ((1.0 + domestic) / (1.0 + foreign)) ** years


def exchange_change(volatility: Array, score: Array) -> Array:
    r"""Exchange rate over last year's, around parity; its mean is one.

    .. math:: e^{\sigma z - \sigma^2 / 2}

    Parameters
    ----------
    volatility : (s,) [1]
    score : (s,) [1]
        Standard normal.

    Returns
    -------
    exchange_change : (s,) [1]

    References
    ----------
    S18.
    """
    xp = namespace(volatility, score)
    return xp.exp(volatility * score - volatility * volatility / 2.0)


def contained_metal_cost(amounts: Mapping[str, Array], prices: Mapping[str, Array], part: Array) -> Array:
    r"""Cost of the metals in a cell.

    .. math:: \sum_i m_i P_i / Y

    Parameters
    ----------
    amounts : dict of (s,) [kg/kWh]
    prices : dict of (s,) [USD/kg]
    part : (s,) [1]
        Of the metal bought that ends in good cells.

    Returns
    -------
    cost : (s,) [USD/kWh]

    References
    ----------
    S19.
    """
    total = 0.0 * part
    for metal, amount in amounts.items():
        total = total + amount * prices[metal]
    return total / part
