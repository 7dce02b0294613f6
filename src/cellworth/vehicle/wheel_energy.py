"""Energy at the wheels over a drive cycle, traction and braking apart."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.vehicle.records import Car, Cycle, CycleSums, DriveModel

__all__ = ["CHUNK", "cycle_sums"]

CHUNK = 128
"""Steps of the cycle in one piece: with blocks of 512 cars the operands stay in the second-level cache."""


def cycle_sums(car: Car, cycle: Cycle, drive: DriveModel) -> CycleSums:
    r"""Traction and braking energy of one cycle.

    .. math:: P_k = (A + B v_k + C v_k^2 + m a_k) v_k, \quad
        E_+ = \sum_k t_k \max(P_k, 0), \quad E_- = \sum_k t_k \max(-P_k, 0)

    .. math:: g_k = \min\left(\max(-P_k, 0), \chi P_m\right), \quad b_k = \min(1, v_k/v_r), \quad
        G = \sum_k t_k b_k g_k

    Parameters
    ----------
    car : Car
    cycle : Cycle
    drive : DriveModel

    Returns
    -------
    cycle_sums : CycleSums

    Notes
    -----
    Exact for these formulas: equal steps are told once with the time spent in them, nothing else is merged.
    The power of a step is that at its mean speed.

    References
    ----------
    V2, V3, V5. [cfr86]_
    """
    xp = namespace(car.road.road_constant, car.test_mass)
    speed, rate, time = (xp.asarray(array) for array in (cycle.speed, cycle.acceleration, cycle.moving_time))
    steps = xp.stack([speed, speed**2, speed**3, rate * speed])
    road = car.road
    parts = (road.road_constant, road.road_linear, road.road_square, car.test_mass)
    cars = xp.stack(xp.broadcast_arrays(*parts), axis=-1)
    largest = (drive.regeneration_power_share * car.motor_power)[:, None]
    fade = xp.minimum(speed / drive.regeneration_speed, xp.ones_like(speed))
    sums = [xp.zeros_like(cars[:, 0]) for _ in range(5)]
    n_steps = speed.shape[0]
    for start in range(0, n_steps, CHUNK):
        part = slice(start, min(start + CHUNK, n_steps))
        found = _chunk_sums(xp, cars @ steps[:, part], largest, time[part], fade[part])
        sums = [total + piece for total, piece in zip(sums, found, strict=True)]
    return CycleSums(
        traction_energy=sums[0],
        traction_square=sums[1],
        braking_energy=sums[2],
        caught_energy=sums[3],
        caught_square=sums[4],
    )


def _chunk_sums(xp: Array, power: Array, largest: Array, time: Array, fade: Array) -> tuple[Array, ...]:
    """The five sums over some steps."""
    traction = xp.maximum(power, xp.zeros_like(power))
    braking = traction - power
    caught = xp.minimum(braking, largest)
    return (
        traction @ time,
        (traction * traction) @ time,
        braking @ time,
        caught @ (time * fade),
        (caught * caught) @ (time * fade * fade),
    )
