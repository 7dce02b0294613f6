"""The pack a car carries: its mass, and the energy that gives a range."""

from cellworth.core.record import replace
from cellworth.core.types import Array
from cellworth.vehicle.records import Car
from cellworth.vehicle.road_load import heavier_road

__all__ = ["car_with_pack", "energy_toward_range", "mass_elasticity"]


def car_with_pack(
    car: Car,
    added_mass: Array,
    discharge_energy: Array,
    battery_loss_share: Array,
    rolling_coefficient: Array,
    gravity: float,
) -> Car:
    r"""The same car with another pack, :math:`m' = m + \Delta m`, body and springs left as they are.

    Parameters
    ----------
    car : Car
    added_mass : (s,) [kg]
        Mass of the new pack less that of the old one.
    discharge_energy : (s,) [J]
        Of the new pack.
    battery_loss_share : (s,) [1]
        Of the new pack.
    rolling_coefficient : (s,) [1]
        Of the added mass.
    gravity : float [m/s^2]

    Returns
    -------
    car : Car

    References
    ----------
    V16.
    """
    return replace(
        car,
        road=heavier_road(car.road, added_mass, rolling_coefficient, gravity),
        test_mass=car.test_mass + added_mass,
        discharge_energy=discharge_energy,
        battery_loss_share=battery_loss_share,
    )


def energy_toward_range(energy: Array, driving_range: Array, wanted_range: Array) -> Array:
    r"""Next guess of the pack that gives a range, :math:`E' = E\,R^*/R(E)`.

    Parameters
    ----------
    energy : (s,) [J]
    driving_range : (s,) [m]
        With this energy, the pack's own mass included.
    wanted_range : (s,) [m]

    Returns
    -------
    energy : (s,) [J]

    Notes
    -----
    The distance to the solution shrinks at each step by one less the elasticity of range to energy, which is
    0.1 to 0.3 for a usual car; where added energy adds no range there is no solution.

    References
    ----------
    V17. Replaces S77 where a car is named.
    """
    return energy * wanted_range / driving_range


def mass_elasticity(energy_use: Array, heavier_use: Array, mass: Array, added_mass: Array) -> Array:
    r"""Rise of consumption for a rise in mass, both relative, :math:`k = \frac{\Delta e / e}{\Delta m / m}`.

    Parameters
    ----------
    energy_use : (s,) [J/m]
    heavier_use : (s,) [J/m]
        Of the same car with the added mass.
    mass : (s,) [kg]
    added_mass : (s,) [kg]

    Returns
    -------
    mass_elasticity : (s,) [1]

    References
    ----------
    V18. Serves S77.
    """
    return (heavier_use / energy_use - 1.0) * mass / added_mass
