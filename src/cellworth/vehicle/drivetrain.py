"""From the wheels to the cells: motor, inverter and gear, regeneration, auxiliaries, battery."""

from cellworth.core.arrays import namespace
from cellworth.core.constants import SECONDS_PER_HOUR
from cellworth.core.types import Array
from cellworth.vehicle.records import Car, Cycle, CycleSums, CycleUse, DriveModel

__all__ = ["battery_loss_share", "cycle_use", "driving_range", "immaturity", "wall_use"]


def immaturity(model_year: Array, first_year: float, maturing_time: Array) -> Array:
    r"""How far a car of a year is from a mature one, :math:`e^{-\max(y - y_0, 0)/\tau}`.

    Parameters
    ----------
    model_year : (s,) [year]
    first_year : float [year]
        Before it nothing is known; such cars count as of this year.
    maturing_time : (s,) [year]

    Returns
    -------
    immaturity : (s,) [1]
        One in the first year, falling to zero.

    References
    ----------
    V6.
    """
    xp = namespace(model_year)
    age = model_year - first_year
    return xp.exp(-xp.maximum(age, xp.zeros_like(age)) / maturing_time)


def battery_loss_share(area_resistance: Array, areal_charge: Array, cell_voltage: Array) -> Array:
    r"""Share of the power lost in the battery at the one-hour current, :math:`r = \mathrm{asi}\,q / U`.

    Parameters
    ----------
    area_resistance : (s,) [ohm m^2]
        Area-specific impedance of the designed cell, hardware included, at the rate of driving.
    areal_charge : (s,) [A h/m^2]
    cell_voltage : (s,) [V]

    Returns
    -------
    battery_loss_share : (s,) [1]

    Notes
    -----
    Free of the layout: cells in series and in parallel change resistance, current and voltage alike.

    References
    ----------
    V21.
    """
    return area_resistance * areal_charge / cell_voltage


def cycle_use(car: Car, cycle: Cycle, sums: CycleSums, drive: DriveModel) -> CycleUse:
    r"""Energy from the cells per distance, and where it goes.

    With :math:`\lambda = \lambda_\infty + \lambda_0 e(y)` and :math:`\rho = \rho_\infty - \rho_0 e(y)`, the
    battery gives :math:`(1+\lambda)P + \kappa P_m + P_a` in traction, takes
    :math:`(1-\lambda)\rho b g - \kappa P_m - P_a` in braking, and loses

    .. math:: E_i = \frac{r}{E_u / 1\,\mathrm{h}} \sum_k t_k P_{b,k}^2

    Parameters
    ----------
    car : Car
    cycle : Cycle
    sums : CycleSums
        Of the same car and cycle.
    drive : DriveModel

    Returns
    -------
    cycle_use : CycleUse
        NaN where the car has no energy or no mass, or its road load is negative at some speed.

    Notes
    -----
    The square of the battery power is summed exactly, as traction and braking never meet in a step.

    References
    ----------
    V4, V5, V6, V7, V8.
    """
    xp = namespace(car.test_mass, car.discharge_energy)
    early = immaturity(car.model_year, drive.first_year, drive.maturing_time)
    loss = drive.loss_share + drive.loss_share_early * early
    taken = drive.regeneration_share - drive.regeneration_share_early * early
    no_load = drive.no_load_share * car.motor_power
    moving_time = xp.sum(xp.asarray(cycle.moving_time))
    moving_power, auxiliary = no_load + drive.auxiliary_power, drive.auxiliary_power
    giving, taking = 1.0 + loss, taken * (1.0 - loss)
    returned = taken * sums.caught_energy
    square = (
        giving**2 * sums.traction_square
        + 2.0 * giving * moving_power * sums.traction_energy
        + taking**2 * sums.caught_square
        - 2.0 * taking * moving_power * sums.caught_energy
        + moving_power**2 * moving_time
        + auxiliary**2 * cycle.standing_time
    )
    hour_power = car.discharge_energy / SECONDS_PER_HOUR
    battery = car.battery_loss_share * square / hour_power
    drivetrain = loss * (sums.traction_energy + returned) + no_load * moving_time
    accessories = auxiliary * (moving_time + cycle.standing_time)
    total = sums.traction_energy - returned + drivetrain + accessories + battery
    valid = xp.where(_is_car(car), xp.ones_like(total), xp.nan) / cycle.distance
    return CycleUse(
        road_use=(sums.traction_energy - sums.braking_energy) * valid,
        braking_loss=(sums.braking_energy - returned) * valid,
        drivetrain_loss=drivetrain * valid,
        auxiliary_use=accessories * valid,
        battery_loss=battery * valid,
        energy_use=total * valid,
    )


def _is_car(car: Car) -> Array:
    """Whether mass and energy are above zero and the road never pushes."""
    xp = namespace(car.test_mass, car.road.road_constant)
    road = car.road
    backwards = xp.minimum(road.road_linear, xp.zeros_like(road.road_linear))
    resists = (road.road_constant > 0.0) & (backwards**2 < 4.0 * road.road_constant * road.road_square)
    return resists & (car.test_mass > 0.0) & (car.discharge_energy > 0.0)


def driving_range(discharge_energy: Array, energy_use: Array) -> Array:
    r"""Distance from full to empty, :math:`R = E_u / e`.

    Parameters
    ----------
    discharge_energy : (s,) [J]
    energy_use : (s,) [J/m]

    Returns
    -------
    driving_range : (s,) [m]
        NaN where the car would gain energy.

    References
    ----------
    V9.
    """
    xp = namespace(discharge_energy, energy_use)
    uses = energy_use > 0.0
    return xp.where(uses, discharge_energy / xp.where(uses, energy_use, xp.ones_like(energy_use)), xp.nan)


def wall_use(energy_use: Array, charging_efficiency: Array) -> Array:
    r"""Energy from the wall per distance, :math:`e_w = e / \eta_c`.

    Parameters
    ----------
    energy_use : (s,) [J/m]
    charging_efficiency : (s,) [1]
        From the wall to inside the cells.

    Returns
    -------
    wall_use : (s,) [J/m]

    References
    ----------
    V19.
    """
    return energy_use / charging_efficiency
