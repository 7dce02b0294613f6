"""Low sales, dear cells, low sales: demand that answers last year's pack cost."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def volume_factor(
    pack_cost_change: Array, pass_through: Array, vehicle_price: Array, elasticity: Array
) -> Array:
    r"""Programme volume against plan, from last year's pack cost against plan.

    .. math:: N_t / N^0_t = \left(1 + \pi \, \Delta C_{t-1} / P\right)^{-\epsilon}

    Parameters
    ----------
    pack_cost_change : (s,) [USD]
        Per vehicle, last year's cost less the plan's.
    pass_through : (s,) [1]
        Part of it that reaches the price of the car.
    vehicle_price : (s,) [USD]
    elasticity : (s,) [1]
        Own-price elasticity of the programme, as a positive number; zero switches the circle off.

    Returns
    -------
    volume_factor : (s,) [1]

    References
    ----------
    S76.
    """
    return (1.0 + pass_through * pack_cost_change / vehicle_price) ** -elasticity


def loop_gain(
    elasticity: Array, pass_through: Array, pack_share_of_price: Array, scale_elasticity: Array
) -> Array:
    r"""How much of a shock the circle hands on each time round.

    .. math:: g = \epsilon \, \pi \, (C / P) \, s

    Parameters
    ----------
    elasticity : (s,) [1]
    pass_through : (s,) [1]
    pack_share_of_price : (s,) [1]
    scale_elasticity : (s,) [1]
        Fall of unit cost for a rise in volume, both in per cent.

    Returns
    -------
    loop_gain : (s,) [1]
        Stable below one.

    References
    ----------
    S76.
    """
    return elasticity * pass_through * pack_share_of_price * scale_elasticity


def loop_multiplier(gain: Array) -> Array:
    r"""What the circle makes of a lasting shock in the long run, :math:`1 / (1 - g)`.

    Parameters
    ----------
    gain : (s,) [1]

    Returns
    -------
    loop_multiplier : (s,) [1]
        NaN from one on, where volumes run away.

    References
    ----------
    S76.
    """
    xp = namespace(gain)
    stable = gain < 1.0
    return xp.where(stable, 1.0 / xp.where(stable, 1.0 - gain, xp.ones_like(gain)), xp.nan)


def unit_cost_scale_elasticity(fixed: Array, unit_cost: Array, volume: Array) -> Array:
    r"""Fall of unit cost for a rise in volume, from variable and fixed cost.

    .. math:: s = \frac{F / y}{v + F / y}

    Parameters
    ----------
    fixed : (s, y) [USD million/year]
    unit_cost : (s, y) [USD/kWh]
    volume : (s, y) [GWh/year]

    Returns
    -------
    unit_cost_scale_elasticity : (s, y) [1]

    References
    ----------
    S21, S76.
    """
    return fixed / volume / unit_cost
