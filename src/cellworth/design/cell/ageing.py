"""Capacity that a cell loses at rest and in use."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = ["advanced_loss", "calendar_rate", "pack_life", "pack_temperature", "relative_capacity"]


def calendar_rate(
    temperature: Array, charge: Array, factor: Array, by_temperature: Array, by_charge: Array
) -> Array:
    r"""Rate of loss at rest, :math:`k = A e^{B/T} e^{C z / T}`.

    Parameters
    ----------
    temperature : (s,) [K]
    charge : (s,) [1]
        State of charge.
    factor : (s,) [1/day^p]
    by_temperature, by_charge : (s,) [K]

    Returns
    -------
    rate : (s,) [1/day^p]

    References
    ----------
    X80.
    """
    xp = namespace(temperature, charge, factor, by_temperature, by_charge)
    return factor * xp.exp((by_temperature + by_charge * charge) / temperature)


def relative_capacity(
    rate: Array,
    days: Array,
    calendar_exponent: Array,
    full_cycles: Array,
    cycling_factor: Array,
    cycling_exponent: Array,
) -> Array:
    r"""Capacity over that at the start, :math:`q = 1 - k t^p - a N^m`.

    Parameters
    ----------
    rate : (s,) [1/day^p]
    days : (s,) [day]
    calendar_exponent, cycling_exponent : (s,) [1]
    full_cycles : (s,) [1]
        Equivalent full cycles.
    cycling_factor : (s,) [1]

    Returns
    -------
    capacity : (s,) [1]

    References
    ----------
    X80.
    """
    return 1.0 - rate * days**calendar_exponent - cycling_factor * full_cycles**cycling_exponent


def advanced_loss(loss: Array, rate: Array, days: Array, exponent: Array) -> Array:
    r"""Loss at rest after more days at another rate.

    .. math:: \ell' = k \bigl[ (\ell / k)^{1/p} + \Delta t \bigr]^p

    Parameters
    ----------
    loss : (s,) [1]
        So far.
    rate : (s,) [1/day^p]
        Above zero.
    days : (s,) [day]
    exponent : (s,) [1]

    Returns
    -------
    loss : (s,) [1]

    References
    ----------
    X80.
    """
    return rate * ((loss / rate) ** (1.0 / exponent) + days) ** exponent


def pack_life(cell_life: Array, derate: Array) -> Array:
    r"""Life of a pack from that of its cells, :math:`n (1 - d)`.

    Parameters
    ----------
    cell_life : (s,) [year]
    derate : (s,) [1]

    Returns
    -------
    life : (s,) [year]

    References
    ----------
    X82.
    """
    return cell_life * (1.0 - derate)


def pack_temperature(ambient: Array, is_liquid_cooled: Array, air_rise: Array, coolant: Array) -> Array:
    r"""Temperature of cells over the year: the coolant's, or a little above the air's.

    Parameters
    ----------
    ambient : (s,) [K]
    is_liquid_cooled : (s,) [1]
    air_rise : (s,) [K]
    coolant : (s,) [K]

    Returns
    -------
    temperature : (s,) [K]

    References
    ----------
    X82.
    """
    return is_liquid_cooled * coolant + (1.0 - is_liquid_cooled) * (ambient + air_rise)
