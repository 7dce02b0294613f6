"""Voltage of a designed cell under steady current, and what comes out until a cut-off."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = ["discharge_voltage", "steady_discharge"]


def discharge_voltage(ocv: Array, impedance: Array, current: Array, area: Array) -> Array:
    r"""Voltage by a resistance per area, :math:`U = U_0 - I R / A`.

    Parameters
    ----------
    ocv : (..., k) [V], open-circuit voltage by state of charge.
    impedance : (..., k) [ohm cm^2]
    current : (...) [A]
    area : (...) [cm^2]

    Returns
    -------
    discharge_voltage : (..., k) [V]

    References
    ----------
    D56, with another current.
    """
    return ocv - (current / area)[..., None] * impedance


def steady_discharge(voltage: Array, charge_share: Array, cut_off: Array) -> tuple[Array, Array]:
    r"""Share of the charge given before the cut-off, and the mean voltage until then.

    Parameters
    ----------
    voltage : (..., k) [V], falling with the state of charge, straight between the points.
    charge_share : (k,) [1], state of charge of the points, rising from 0 to 1.
    cut_off : (...) [V]

    Returns
    -------
    given_share : (...) [1]
    mean_voltage : (...) [V]
        NaN where nothing is given.

    References
    ----------
    D57, with the charge that is given.
    """
    xp = namespace(voltage)
    width = charge_share[1:] - charge_share[:-1]
    low, high, floor = voltage[..., :-1], voltage[..., 1:], cut_off[..., None]
    rise = xp.where(high > low, high - low, xp.ones_like(high))
    above = xp.where(high > floor, xp.clip((high - floor) / rise, 0.0, 1.0), xp.zeros_like(high))
    above = xp.where(low >= floor, xp.ones_like(above), above)
    start = high - above * (high - low)
    given = xp.sum(above * width, axis=-1)
    energy = xp.sum(above * width * 0.5 * (high + start), axis=-1)
    some = given > 0.0
    return given, xp.where(some, energy / xp.where(some, given, xp.ones_like(given)), xp.nan)
