"""The range on the label: two cycles with one factor, or five cycles."""

from cellworth.core.types import Array
from cellworth.vehicle.records import LabelModel

__all__ = ["combined_label", "five_cycle_city", "five_cycle_highway", "two_cycle_label"]


def two_cycle_label(driving_range: Array, model: LabelModel) -> Array:
    r"""Label range from a laboratory range on UDDS (city) or HWFET (highway), :math:`f R`.

    Parameters
    ----------
    driving_range : (s,) [m]
    model : LabelModel

    Returns
    -------
    label_range : (s,) [m]

    Notes
    -----
    The default of the regulation for cars without fuel. A maker may run five cycles and use its own factor,
    and may print less than it earned.

    References
    ----------
    V10. [cfr600]_
    """
    return model.two_cycle_factor * driving_range


def combined_label(city: Array, highway: Array, model: LabelModel) -> Array:
    r"""City and highway in one, :math:`w_c R_c + (1 - w_c) R_h`.

    Parameters
    ----------
    city : (s,) [m]
    highway : (s,) [m]
    model : LabelModel

    Returns
    -------
    label_range : (s,) [m]

    References
    ----------
    V10. [cfr600]_
    """
    return model.city_share * city + (1.0 - model.city_share) * highway


def five_cycle_city(first_bag: Array, second_bag: Array, us06_city: Array, model: LabelModel) -> Array:
    r"""Consumption in the city by five cycles.

    .. math:: e_c = \frac{1}{f_r}\left[w\,(w_2 e_2 + w_1 e_1 + w_u e_u)
        + (1 - w)\left(f_k (k_2 e_2 + k_1 e_1) + \frac{P_h}{v_k}\right) + s\,h_c \frac{P_c}{v_h}\right]

    Parameters
    ----------
    first_bag : (s,) [J/m]
        First 505 s of the UDDS; a start costs a battery car nothing, so they stand for the third bag too.
    second_bag : (s,) [J/m]
        The rest of the UDDS.
    us06_city : (s,) [J/m]
        City part of the US06.
    model : LabelModel

    Returns
    -------
    energy_use : (s,) [J/m]

    Notes
    -----
    The hot test enters as the power of the air conditioning over its mean speed, the cold test as a factor
    and the power of heating over its mean speed. Both are guesses, so this is a second figure. Which makers
    choose five cycles is not known to the model.

    References
    ----------
    V11. [cfr600]_
    """
    warm = model.city_second_bag * second_bag + model.city_first_bag * first_bag + model.city_us06 * us06_city
    cold = model.cold_use_factor * (model.cold_second_bag * second_bag + model.cold_first_bag * first_bag)
    heating = model.cabin_heating_power / model.cold_speed
    cooling = model.cooling_share * model.cooling_city * model.cabin_cooling_power / model.hot_speed
    driven = model.warm_share * warm + (1.0 - model.warm_share) * (cold + heating)
    return (driven + cooling) / model.road_factor


def five_cycle_highway(us06_highway: Array, hwfet: Array, model: LabelModel) -> Array:
    r"""Consumption on the highway by five cycles.

    .. math:: e_h = \frac{1}{f_r}\left[f_h (w_u e_u + w_w e_w) + s\,h_h \frac{P_c}{v_h}\right]

    Parameters
    ----------
    us06_highway : (s,) [J/m]
        Highway part of the US06.
    hwfet : (s,) [J/m]
    model : LabelModel

    Returns
    -------
    energy_use : (s,) [J/m]

    Notes
    -----
    As for the city.

    References
    ----------
    V12. [cfr600]_
    """
    dry = model.highway_factor * (model.highway_us06 * us06_highway + model.highway_hwfet * hwfet)
    cooling = model.cooling_share * model.cooling_highway * model.cabin_cooling_power / model.hot_speed
    return (dry + cooling) / model.road_factor
