"""A car as far as it is known, and what stands in for what is not."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.vehicle.records import RoadLoad
from cellworth.vehicle.road_load import road_from_drag

__all__ = [
    "CarGiven",
    "EstimateModel",
    "Estimated",
    "discharge_energy",
    "known_or",
    "mass_in_test",
    "relative_error",
    "road_in_test",
]


@record
class CarGiven:
    """What is told of a car; NaN where nothing is. Labels and test results have no place here.

    Attributes
    ----------
    total_energy : (s,) [J]
        Of the battery.
    stated_energy : (s,) [J]
        Usable energy as somebody states it.
    given_motor_power : (s,) [W]
    given_model_year : (s,) [year]
    curb_mass : (s,) [kg]
    weight_class : (s,) [kg]
        Equivalent test weight.
    given_road : RoadLoad
        By coast-down.
    drag_coefficient : (s,) [1]
    frontal_area : (s,) [m^2]
    charger_efficiency : (s,) [1]
        From the wall to the battery.
    """

    total_energy: Array
    stated_energy: Array
    given_motor_power: Array
    given_model_year: Array
    curb_mass: Array
    weight_class: Array
    given_road: RoadLoad
    drag_coefficient: Array
    frontal_area: Array
    charger_efficiency: Array


@record
class EstimateModel:
    """Numbers that stand in for what is not told, the same for all cars.

    Attributes
    ----------
    stated_weight : (s,) [1]
        Weight of the stated usable energy where the total energy is known as well.
    usual_usable_share : (s,) [1]
        Usable over total energy of a usual battery.
    test_load : float [kg]
        From curb mass to test mass, by regulation.
    mass_without_battery : (s,) [kg]
        Curb mass of a usual car without its battery.
    mass_per_energy : (s,) [kg/J]
        What a battery and its carriage add.
    power_per_mass : (s,) [W/kg]
    usual_model_year : float [year]
    usual_drag_coefficient : (s,) [1]
    usual_frontal_area : (s,) [m^2]
    coastdown_drag_factor : (s,) [1]
    rolling_coefficient : (s,) [1]
    added_rolling_coefficient : (s,) [1]
        Of mass added to a car whose coast-down is known.
    usual_charging_efficiency : (s,) [1]
    air_density : float [kg/m^3]
    gravity : float [m/s^2]
    """

    stated_weight: Array
    usual_usable_share: Array
    test_load: float
    mass_without_battery: Array
    mass_per_energy: Array
    power_per_mass: Array
    usual_model_year: float
    usual_drag_coefficient: Array
    usual_frontal_area: Array
    coastdown_drag_factor: Array
    rolling_coefficient: Array
    added_rolling_coefficient: Array
    usual_charging_efficiency: Array
    air_density: float
    gravity: float


@record
class Estimated:
    """Which numbers of a car are estimates, true where they are.

    Attributes
    ----------
    usable_estimated : (s,) [1]
    total_estimated : (s,) [1]
    mass_estimated : (s,) [1]
        Neither test weight nor curb mass is known.
    road_estimated : (s,) [1]
    drag_estimated : (s,) [1]
        Neither the coast-down nor both drag coefficient and area are known.
    power_estimated : (s,) [1]
    year_estimated : (s,) [1]
    charging_estimated : (s,) [1]
    """

    usable_estimated: Array
    total_estimated: Array
    mass_estimated: Array
    road_estimated: Array
    drag_estimated: Array
    power_estimated: Array
    year_estimated: Array
    charging_estimated: Array


def known_or(given: Array, estimate: Array) -> Array:
    """The number told, or the estimate where none is.

    Parameters
    ----------
    given : (s,) [any]
    estimate : (s,) [any]

    Returns
    -------
    known : (s,) [any]

    References
    ----------
    V20.
    """
    xp = namespace(given)
    return xp.where(xp.isnan(given), estimate, given)


def discharge_energy(total_energy: Array, stated_energy: Array, model: EstimateModel) -> Array:
    r"""Energy a full battery gives, :math:`E_u = w E_s + (1 - w)\,u E_t`; one of the two if only it is known.

    Parameters
    ----------
    total_energy : (s,) [J]
    stated_energy : (s,) [J]
    model : EstimateModel

    Returns
    -------
    discharge_energy : (s,) [J]

    Notes
    -----
    Sources of the usable energy differ by up to 10 % for one car; a share of the total energy is a second
    witness, and two are better than one.

    References
    ----------
    V13.
    """
    by_total = model.usual_usable_share * total_energy
    both = model.stated_weight * stated_energy + (1.0 - model.stated_weight) * by_total
    return known_or(both, known_or(stated_energy, by_total))


def mass_in_test(weight_class: Array, curb_mass: Array, total_energy: Array, model: EstimateModel) -> Array:
    r"""Mass in the test: the weight class; else :math:`m_c + m_l`; else :math:`m_g + k E_t + m_l`.

    Parameters
    ----------
    weight_class : (s,) [kg]
    curb_mass : (s,) [kg]
    total_energy : (s,) [J]
    model : EstimateModel

    Returns
    -------
    mass_in_test : (s,) [kg]

    References
    ----------
    V14. [cfr86]_
    """
    usual = model.mass_without_battery + model.mass_per_energy * total_energy
    return known_or(weight_class, known_or(curb_mass, usual) + model.test_load)


def road_in_test(given: CarGiven, test_mass: Array, model: EstimateModel) -> RoadLoad:
    """Road load by coast-down where all three coefficients are told, else by drag and mass: never a mix.

    Parameters
    ----------
    given : CarGiven
    test_mass : (s,) [kg]
    model : EstimateModel

    Returns
    -------
    road : RoadLoad

    References
    ----------
    V15.
    """
    xp = namespace(test_mass)
    coefficient = known_or(given.drag_coefficient, model.usual_drag_coefficient)
    area = known_or(given.frontal_area, model.usual_frontal_area)
    usual = road_from_drag(
        coefficient * area,
        test_mass,
        model.coastdown_drag_factor,
        model.rolling_coefficient,
        model.air_density,
        model.gravity,
    )
    road = given.given_road
    known = ~xp.isnan(road.road_constant + road.road_linear + road.road_square)
    return RoadLoad(
        road_constant=xp.where(known, road.road_constant, usual.road_constant),
        road_linear=xp.where(known, road.road_linear, usual.road_linear),
        road_square=xp.where(known, road.road_square, usual.road_square),
    )


def relative_error(parts: tuple[Array, ...]) -> Array:
    r"""One standard deviation of the range over the range, :math:`\sigma = \sqrt{\sum_i \sigma_i^2}`.

    Parameters
    ----------
    parts : tuple of (s,) [1]
        Error of the model on cars it has not seen, and what each estimate adds; zero where none stands.

    Returns
    -------
    relative_error : (s,) [1]

    Notes
    -----
    Estimates are taken as independent.

    References
    ----------
    V22.
    """
    xp = namespace(*parts)
    return xp.sqrt(sum(part * part for part in parts))
