"""Candidates for thickness and area once the cell is known, and which of them rules."""

from functools import reduce

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.design.corrections import DesignCorrections
from cellworth.design.electrode.charge import (
    charge_base,
    charge_capacity,
    charge_scale,
    charge_thickness,
)
from cellworth.design.inputs import Couple, DesignTargets, PackLayout, VehicleUse
from cellworth.design.parameters import DesignParameters
from cellworth.design.records import CellImpedance, Limits, SizedCell
from cellworth.design.sizing.problem import Start, area_per_volt
from cellworth.design.sizing.states import CURRENT_DENSITY, OVERRIDE, POWER

__all__ = ["limits", "ruling_limit"]

UM_PER_CM = 1.0e4
MILLI = 1000.0
UNUSED_FACTOR = 2.0


def ruling_limit(candidates: tuple[Array, ...], fixed: Array, enlarged: Array) -> Array:
    """Code of the smallest candidate thickness.

    Parameters
    ----------
    candidates : four of (s,) [um]
        By power, energy, charging, largest thickness.
    fixed, enlarged : (s,) bool
        Thickness given; area enlarged by the current-density limit.

    Returns
    -------
    code : (s,) [1]
        Integer, an index into `cellworth.design.sizing.states.LIMIT_NAMES`.

    References
    ----------
    D39. [batpac5]_
    """
    xp = namespace(fixed, *candidates)
    least = reduce(xp.minimum, candidates)
    smallest = 0
    for candidate in candidates[-2::-1]:
        smallest = xp.astype(candidate > least, xp.int64) * (1 + smallest)
    code = xp.where(enlarged, CURRENT_DENSITY, POWER + smallest)
    return xp.where(fixed, OVERRIDE, code)


def limits(
    sized: SizedCell,
    impedance: CellImpedance,
    start: Start,
    couple: Couple,
    targets: DesignTargets,
    layout: PackLayout,
    vehicle: VehicleUse,
    parameters: DesignParameters,
    corrections: DesignCorrections,
) -> Limits:
    """All candidates with the final impedances.

    Parameters
    ----------
    sized : SizedCell
    impedance : CellImpedance
    start : Start
    couple : Couple
    targets : DesignTargets
    layout : PackLayout
    vehicle : VehicleUse
    parameters : DesignParameters
    corrections : DesignCorrections

    Returns
    -------
    limits : Limits

    References
    ----------
    D31, D32, D33, D34, D35, D36, D37, D39. [batpac5]_
    """
    xp = namespace(sized.positive_area)
    fit, rules, charging = parameters.charge_fit, parameters.rules, start.use.charging_in_force
    strings, current = start.counts.strings_in_parallel, start.cell_current
    coating = sized.pack_capacity / (strings * start.balance.positive_volumetric_capacity)
    capacity = charge_capacity(start.goals, start.voltages, start.counts, targets, layout, corrections)
    power_area = impedance.asi_power * area_per_volt(
        current, start.voltages.cell_ocv_power, rules.voltage_share
    )
    energy_area = impedance.asi_energy * area_per_volt(
        current, start.voltages.cell_ocv_average, vehicle.soc_average
    )
    fast = charge_thickness(
        impedance.asi_power,
        charge_scale(start.use.charge_time, capacity, fit),
        charge_base(capacity, fit),
        fit,
    )
    thickest = couple.positive.positive_coating_limit
    slowest = xp.maximum(fast, couple.positive.positive_coating_minimum)
    charge = xp.where(charging, slowest, UNUSED_FACTOR * thickest)
    volume = UM_PER_CM * coating
    thin = (volume / power_area, volume / energy_area)
    fixed = ~xp.isnan(targets.positive_thickness)
    limited = MILLI * rules.current_limit_margin * current / couple.between.limiting_current_density
    shortest = xp.minimum(xp.minimum(*thin), xp.minimum(charge, thickest))
    shortest = xp.where(fixed, targets.positive_thickness, shortest)
    enlarged = limited * shortest > volume
    given = fixed & ~(enlarged & corrections.current_limit_with_override)
    return Limits(
        area_power=power_area,
        area_energy=energy_area,
        area_charge=volume / charge,
        area_max_thickness=volume / thickest,
        area_override=volume / targets.positive_thickness,
        coating_power=thin[0],
        coating_energy=thin[1],
        coating_charge=charge,
        coating_fast_charge=fast,
        charge_model_capacity=capacity,
        limited_by=ruling_limit((*thin, charge, thickest), given, enlarged),
    )
