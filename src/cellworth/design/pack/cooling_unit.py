"""Cooling unit outside the pack, grade of the cooling, heating up from cold."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.pack.parameters import CoolingUnits, HeatParameters
from cellworth.design.pack.steps import stepped, steps_at, value_of_step
from cellworth.design.pack_corrections import PackCorrections


@record
class CoolingUnit:
    """The unit chosen: (s,) [code], its mass [kg], volume [L], performance [1], price [USD/pack]."""

    cooling_unit: Array
    cooling_unit_mass: Array
    cooling_unit_volume: Array
    cooling_unit_performance: Array
    thermal_base_price: Array


@record
class CoolingGrade:
    """How well the pack is cooled (s,) [code], and heating it up from cold: (s,) [Wh], [min]."""

    cooling_grade: Array
    cooling_grade_number: Array
    heat_up_energy: Array
    heat_up_time: Array


def cooling_unit(
    packs_per_vehicle: Array, heat_to_remove: Array, units: CoolingUnits, corrections: PackCorrections
) -> CoolingUnit:
    r"""Cooling unit by the heat to remove from one pack.

    .. math:: m = m_k \sqrt{n_{packs}}, \quad v = v_k \sqrt{n_{packs}}

    Parameters
    ----------
    packs_per_vehicle : (s,) [1]
    heat_to_remove : (s,) [W]
        Of one pack.
    units : CoolingUnits
    corrections : PackCorrections

    Returns
    -------
    unit : CoolingUnit

    Notes
    -----
    Above the largest unit the published method has no value (NaN here); ``several_cooling_units`` takes as
    many of the largest as are needed.

    References
    ----------
    D133. [batpac5]_
    """
    xp = namespace(heat_to_remove, packs_per_vehicle)
    starts = units.heat_from
    codes = [float(number) for number in range(1, len(starts) + 1)]
    beyond = heat_to_remove >= units.heat_limit
    if corrections.several_cooling_units:
        number = xp.where(beyond, xp.ceil(heat_to_remove / units.heat_limit), 1.0)
    else:
        number = xp.where(beyond, xp.asarray(xp.nan), 1.0)
    valid = xp.where(number == number, heat_to_remove, xp.nan)
    packs = number * xp.sqrt(packs_per_vehicle)
    steps = steps_at(valid, starts)
    return CoolingUnit(
        cooling_unit=value_of_step(steps, codes),
        cooling_unit_mass=packs * value_of_step(steps, units.unit_mass),
        cooling_unit_volume=packs * value_of_step(steps, units.unit_volume),
        cooling_unit_performance=value_of_step(steps, units.unit_performance),
        thermal_base_price=number * value_of_step(steps, units.unit_price),
    )


def cooling_grade(
    temperature_max: Array,
    temperature: Array,
    thermal_mass: Array,
    heat: HeatParameters,
    units: CoolingUnits,
) -> CoolingGrade:
    r"""Grade of the cooling by the rise of the warmest cell, and heating up from cold.

    .. math:: E = \Delta T\, c\, m / 3.6

    Parameters
    ----------
    temperature_max : (s,) [degC]
        Of the warmest cell centre.
    temperature : (s,) [degC]
        Average in use.
    thermal_mass : (s,) [kg]
    heat : HeatParameters
    units : CoolingUnits

    Returns
    -------
    grade : CoolingGrade

    References
    ----------
    D134. [batpac5]_
    """
    xp = namespace(temperature_max, thermal_mass)
    rise = xp.maximum(temperature_max - temperature, units.smallest_rise)
    codes = [float(number) for number in range(1, len(units.grade_from) + 1)]
    warming = (heat.warm_temperature - heat.startup_temperature) * heat.battery_heat_capacity
    energy = thermal_mass * (warming / 3.6)
    grade = stepped(rise, units.grade_from, codes)
    return CoolingGrade(
        cooling_grade=grade,
        cooling_grade_number=grade,
        heat_up_energy=energy,
        heat_up_time=energy * 60.0 / heat.heating_element_power,
    )
