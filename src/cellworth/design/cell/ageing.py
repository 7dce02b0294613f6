"""Capacity that a cell loses at rest and in use."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = ["calendar_rate", "relative_capacity"]


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
