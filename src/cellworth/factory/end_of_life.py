"""What a pack is worth when it leaves the car: metals, direct recycling, second life."""

from collections.abc import Mapping

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = [
    "best_route",
    "direct_route_value",
    "metal_value",
    "present_worth",
    "recycled_content",
    "recycling_credit",
    "second_life_value",
]


def metal_value(
    contents: Mapping[str, Array], recoveries: Mapping[str, Array], prices: Mapping[str, Array]
) -> Array:
    r"""Value of the metals that come back, :math:`\sum_e m_e R_e p_e`.

    Parameters
    ----------
    contents : dict of (s,) [kg/kWh]
    recoveries : dict of (s,) [1]
    prices : dict of (s,) [USD/kg]

    Returns
    -------
    value : (s,) [USD/kWh]

    Raises
    ------
    ValueError
        If there is no metal.

    References
    ----------
    X70.
    """
    if not contents:
        raise ValueError("no metal")
    values = [mass * recoveries[name] * prices[name] for name, mass in contents.items()]
    return sum(values[1:], start=values[0])


def recycling_credit(
    value: Array,
    payable: Array,
    cell_mass: Array,
    process_cost: Array,
    pack_mass: Array,
    handling_cost: Array,
) -> Array:
    r"""Net credit of recycling, :math:`\phi V - c\, m_{cell} - h\, m_{pack}`; may be below zero.

    Parameters
    ----------
    value : (s,) [USD/kWh]
    payable : (s,) [1]
    cell_mass, pack_mass : (s,) [kg/kWh]
    process_cost, handling_cost : (s,) [USD/kg]
        Of a kg of cells, and of a kg of pack: collection and disassembly.

    Returns
    -------
    credit : (s,) [USD/kWh]

    References
    ----------
    X71.
    """
    return payable * value - process_cost * cell_mass - handling_cost * pack_mass


def direct_route_value(
    cathode_mass: Array,
    recovery: Array,
    cathode_price: Array,
    price_share: Array,
    process_cost: Array,
    cell_mass: Array,
) -> Array:
    r"""Net value of the direct route, :math:`m R\, p\, \psi - c\, m_{cell}`.

    Parameters
    ----------
    cathode_mass, cell_mass : (s,) [kg/kWh]
    recovery, price_share : (s,) [1]
    cathode_price, process_cost : (s,) [USD/kg]

    Returns
    -------
    value : (s,) [USD/kWh]

    References
    ----------
    X72.
    """
    return cathode_mass * recovery * cathode_price * price_share - process_cost * cell_mass


def second_life_value(
    health: Array,
    discount: Array,
    new_price: Array,
    repurposing: Array,
    share_fit: Array,
) -> Array:
    r"""Value of a second life when it starts, :math:`\phi \max(q (1 - d) p_{new} - c, 0)`.

    Parameters
    ----------
    health : (s,) [1]
        Capacity left over new.
    discount : (s,) [1]
        Of used against new storage.
    new_price, repurposing : (s,) [USD/kWh]
        Per kWh when new.
    share_fit : (s,) [1]

    Returns
    -------
    value : (s,) [USD/kWh]

    References
    ----------
    X73.
    """
    worth = health * (1.0 - discount) * new_price - repurposing
    xp = namespace(worth, share_fit)
    return share_fit * xp.maximum(worth, 0.0 * worth)


def present_worth(value: Array, rate: Array, years: Array) -> Array:
    r"""Worth today, :math:`V (1 + r)^{-n}`.

    Parameters
    ----------
    value : (s,) [USD/kWh]
    rate : (s,) [1/year]
    years : (s,) [year]

    Returns
    -------
    value : (s,) [USD/kWh]

    References
    ----------
    X71, X73.
    """
    return value * (1.0 + rate) ** -years


def recycled_content(recycled: Array, needed: Array) -> Array:
    r"""Share of a metal that comes from recycling, :math:`\sum m_{recycled} / m_{needed}`.

    Parameters
    ----------
    recycled, needed : (s,) [kg]

    Returns
    -------
    share : (s,) [1]

    References
    ----------
    X74.
    """
    return recycled / needed


def best_route(*values: Array) -> Array:
    """Value of the route that pays most.

    Parameters
    ----------
    values : of (s,) [USD/kWh]

    Returns
    -------
    value : (s,) [USD/kWh]

    References
    ----------
    X74.
    """
    xp = namespace(*values)
    best = values[0]
    for value in values[1:]:
        best = xp.maximum(best, value)
    return best
