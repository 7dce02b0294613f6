"""Force and power that the road asks of a car."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.vehicle.records import RoadLoad

__all__ = ["heavier_road", "road_force", "road_from_drag"]


def road_force(road: RoadLoad, speed: Array) -> Array:
    r"""Force at steady speed, :math:`F = A + B v + C v^2`.

    Parameters
    ----------
    road : RoadLoad
    speed : (s,) [m/s]

    Returns
    -------
    road_force : (s,) [N]

    Notes
    -----
    Level road, no wind. Coefficients trade off against each other; only forces compare.

    References
    ----------
    V1. [cfr86]_
    """
    return road.road_constant + speed * (road.road_linear + speed * road.road_square)


def heavier_road(road: RoadLoad, added_mass: Array, rolling_coefficient: Array, gravity: float) -> RoadLoad:
    r"""Road load of the car with more or less mass on the same tyres, :math:`A' = A + c\,g\,\Delta m`.

    Parameters
    ----------
    road : RoadLoad
    added_mass : (s,) [kg]
    rolling_coefficient : (s,) [1]
    gravity : float [m/s^2]

    Returns
    -------
    road : RoadLoad

    References
    ----------
    V16.
    """
    return RoadLoad(
        road_constant=road.road_constant + rolling_coefficient * gravity * added_mass,
        road_linear=road.road_linear,
        road_square=road.road_square,
    )


def road_from_drag(
    drag_area: Array,
    test_mass: Array,
    coastdown_drag_factor: Array,
    rolling_coefficient: Array,
    air_density: float,
    gravity: float,
) -> RoadLoad:
    r"""Road load of a car whose coast-down is not known.

    .. math:: A = c\,g\,m, \quad B = 0, \quad C = f\,\tfrac12\rho\,c_d S

    Parameters
    ----------
    drag_area : (s,) [m^2]
        Drag coefficient times frontal area, as published.
    test_mass : (s,) [kg]
    coastdown_drag_factor : (s,) [1]
        Coast-down over published drag area: tunnel figures are low, and tyres and bearings grow with speed.
    rolling_coefficient : (s,) [1]
    air_density : float [kg/m^3]
    gravity : float [m/s^2]

    Returns
    -------
    road : RoadLoad

    Notes
    -----
    Factor and coefficient are fitted together on coast-downs; one is not to be used without the other.

    References
    ----------
    V15.
    """
    xp = namespace(drag_area, test_mass)
    constant = rolling_coefficient * gravity * test_mass + xp.zeros_like(drag_area)
    return RoadLoad(
        road_constant=constant,
        road_linear=xp.zeros_like(constant),
        road_square=coastdown_drag_factor * 0.5 * air_density * drag_area + xp.zeros_like(constant),
    )
