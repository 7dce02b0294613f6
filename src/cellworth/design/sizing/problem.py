"""What the solve needs of a design, gathered once before it starts."""

from typing import NamedTuple

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.design.cell.operation import counts, goals, open_circuit, operation
from cellworth.design.corrections import DesignCorrections
from cellworth.design.electrode.charge import charge_base, charge_capacity, charge_scale
from cellworth.design.electrode.coating import coatings
from cellworth.design.electrode.interface import interfacial_scale
from cellworth.design.electrode.pulse import pulse_impedance
from cellworth.design.inputs import Couple, DesignTargets, PackLayout, VehicleUse
from cellworth.design.pack.conductors import CopperSections, copper_sections
from cellworth.design.parameters import ChargeFit, DesignParameters, Physics, SizingRules
from cellworth.design.records import Coatings, Counts, Goals, OpenCircuit, Operation, PulseImpedance

__all__ = ["Problem", "Start", "area_per_volt", "sizing_problem", "starting_point"]

UM_PER_CM = 1.0e4
MILLI = 1000.0
FULL = 100.0
LEAST_ROOM = 0.02
HALF = 0.5


class Start(NamedTuple):
    """Results of the steps before the solve.

    Attributes
    ----------
    counts : Counts
    use : Operation
    goals : Goals
    voltages : OpenCircuit
    pulse : PulseImpedance
    balance : Coatings
    pack_current, cell_current : (s,) [A]
        At rated power.
    sections : CopperSections
    """

    counts: Counts
    use: Operation
    goals: Goals
    voltages: OpenCircuit
    pulse: PulseImpedance
    balance: Coatings
    pack_current: Array
    cell_current: Array
    sections: CopperSections


class Problem(NamedTuple):
    """Coefficients of the two equations in area and capacity that do not depend on hardware.

    Attributes
    ----------
    area_scale : (s,) [cm^2 um/Ah]
        Area times thickness over pack capacity.
    voltage, target : (s,) [kV], [kWh]
        With capacity as the target one, and the capacity.
    sag : (s,) [kV cm^2/(Ah ohm cm^2)]
        Loss of voltage per capacity over area and impedance; zero with capacity as the target.
    power_area, energy_area : (s,) [1/ohm]
        Area per impedance that power and energy ask for; zero under a thickness override.
    ohmic, energy_ohmic : (s,) [ohm cm^2]
        Impedance of the electrodes without interfaces, for power; all of it, for energy.
    interface, rate_interface : (s,) [ohm Ah]
        Interfaces times capacity over area; the part that grows with the rate.
    current_area : (s,) [cm^2]
        Area at which the current density is at its limit.
    limit_capacity : (s,) [Ah]
        Capacity at which the rate is at its limit.
    least_area : (s,) [cm^2]
        Area that the current density asks for.
    charge_scale, charge_base : (s,) [um]
        Of the charge fit; the scale at 1 ohm cm^2.
    charge_exponent : float [1]
        Of the impedance in the charge fit, negative.
    thinnest, thickest : (s,) [um]
        Bounds of the coating by charging and by its limit.
    thinnest_area : (s,) [cm^2/Ah]
        Area per pack capacity of the thinnest coating.
    first_capacity : (s,) [Ah]
        Estimate, with the loss of voltage of the thickest coating.
    smallest_area, smallest_capacity : (s,) [cm^2], [Ah]
        Below any solution.
    least_voltage, least_room : (s,) [kV], [1]
        Floors of slopes; whole arrays, as a maximum of two arrays is faster than that of one and a number.
    """

    area_scale: Array
    voltage: Array
    target: Array
    sag: Array
    power_area: Array
    energy_area: Array
    ohmic: Array
    energy_ohmic: Array
    interface: Array
    rate_interface: Array
    current_area: Array
    limit_capacity: Array
    least_area: Array
    charge_scale: Array
    charge_base: Array
    charge_exponent: float
    thinnest: Array
    thickest: Array
    thinnest_area: Array
    first_capacity: Array
    smallest_area: Array
    smallest_capacity: Array
    least_voltage: Array
    least_room: Array


def starting_point(
    couple: Couple,
    targets: DesignTargets,
    layout: PackLayout,
    vehicle: VehicleUse,
    parameters: DesignParameters,
    corrections: DesignCorrections,
) -> Start:
    r"""All that needs no solution; the pack current at rated power is :math:`1000 P/U_{pack,P}`.

    Parameters
    ----------
    couple : Couple
    targets : DesignTargets
    layout : PackLayout
    vehicle : VehicleUse
    parameters : DesignParameters
    corrections : DesignCorrections

    Returns
    -------
    start : Start

    References
    ----------
    D15, D20, D24, D28, D40. [batpac5]_
    """
    numbers = counts(layout)
    use = operation(targets, vehicle, parameters, corrections)
    voltages = open_circuit(couple, vehicle, use, numbers, layout)
    asked = goals(targets, layout, voltages, corrections)
    pack_current = MILLI * targets.power / voltages.pack_ocv_power
    cell_current = pack_current / numbers.strings_in_parallel
    return Start(
        counts=numbers,
        use=use,
        goals=asked,
        voltages=voltages,
        pulse=pulse_impedance(
            couple, vehicle, use, asked, voltages, targets.temperature, parameters, corrections
        ),
        balance=coatings(couple),
        pack_current=pack_current,
        cell_current=cell_current,
        sections=copper_sections(
            pack_current,
            cell_current * layout.cells_in_parallel,
            use,
            parameters.conductors,
            parameters.physics,
        ),
    )


def area_per_volt(cell_current: Array, voltage: Array, share: Array) -> Array:
    r"""Area per impedance at a share of the voltage, :math:`(p_n/U) 10^4/[v (100 - v)]`.

    Parameters
    ----------
    cell_current : (s,) [A]
    voltage : (s,) [V]
    share : (s,) [%]

    Returns
    -------
    slope : (s,) [1/ohm]

    References
    ----------
    D32, D33. [batpac5]_
    """
    return cell_current / voltage * (FULL * FULL) / (share * (FULL - share))


def sizing_problem(
    start: Start,
    couple: Couple,
    targets: DesignTargets,
    layout: PackLayout,
    vehicle: VehicleUse,
    parameters: DesignParameters,
    corrections: DesignCorrections,
) -> Problem:
    """Coefficients of the solve.

    Parameters
    ----------
    start : Start
    couple : Couple
    targets : DesignTargets
    layout : PackLayout
    vehicle : VehicleUse
    parameters : DesignParameters
    corrections : DesignCorrections

    Returns
    -------
    problem : Problem

    References
    ----------
    D32, D33, D35, D36, D37, D42, D43, D44, D56, D57. [batpac5]_
    """
    xp = namespace(targets.power, couple.positive.positive_collector_thickness)
    fixed = ~xp.isnan(targets.positive_thickness)
    scale = UM_PER_CM / (start.counts.strings_in_parallel * start.balance.positive_volumetric_capacity)
    energy = _energy_terms(start, targets, parameters.rules)
    bounds = _bounds(start, couple, targets, layout, fixed, parameters.charge_fit, corrections)
    voltage, thickest = energy["voltage"], bounds["thickest"]
    loss = energy["sag"] * start.pulse.asi_energy_electrode * thickest / scale
    capacity = energy["target"] / xp.maximum(voltage - loss, HALF * voltage)
    return Problem(
        area_scale=scale,
        **energy,
        **_demands(start, vehicle, fixed, parameters.rules),
        **_impedances(start, couple, scale, parameters.physics),
        **_rate_limits(start, couple, fixed, parameters.rules, corrections),
        **bounds,
        charge_exponent=-parameters.charge_fit.charge_asi_exponent,
        thinnest_area=scale / bounds["thinnest"],
        first_capacity=capacity,
        smallest_area=HALF * scale * capacity / thickest,
        smallest_capacity=HALF * capacity,
        least_voltage=LEAST_ROOM * voltage,
        least_room=xp.full_like(voltage, LEAST_ROOM),
    )


def _energy_terms(start: Start, targets: DesignTargets, rules: SizingRules) -> dict[str, Array]:
    """Terms of the energy equation (D56, D57)."""
    xp = namespace(targets.power)
    given = ~xp.isnan(targets.capacity)
    hours = rules.energy_rate_hours * MILLI
    sag = start.counts.cells_in_series / (hours * start.counts.strings_in_parallel)
    return {
        "voltage": xp.where(given, 1.0, start.voltages.pack_ocv_average / MILLI),
        "sag": xp.where(given, 0.0, sag),
        "target": xp.where(given, targets.capacity, targets.energy),
    }


def _demands(start: Start, vehicle: VehicleUse, fixed: Array, rules: SizingRules) -> dict[str, Array]:
    """Area per impedance (D32, D33)."""
    xp = namespace(fixed)
    current, voltages = start.cell_current, start.voltages
    power = area_per_volt(current, voltages.cell_ocv_power, rules.voltage_share)
    energy = area_per_volt(current, voltages.cell_ocv_average, vehicle.soc_average)
    return {
        "power_area": xp.where(fixed, 0.0, power),
        "energy_area": xp.where(fixed, 0.0, energy),
    }


def _impedances(start: Start, couple: Couple, scale: Array, physics: Physics) -> dict[str, Array]:
    """Electrode impedances (D28, D42, D43, D44)."""
    p, n, kinetics, pulse = couple.positive, couple.negative, couple.kinetics, start.pulse
    positive = interfacial_scale(physics, p.positive_exchange_current, kinetics.positive_specific_area)
    negative = interfacial_scale(physics, n.negative_exchange_current, kinetics.negative_specific_area)
    reference = kinetics.positive_interfacial_reference + kinetics.negative_interfacial_reference
    per_thickness = pulse.asi_temperature_factor / scale
    return {
        "ohmic": pulse.asi_temperature_factor * (pulse.asi_pulse_reference - reference),
        "energy_ohmic": pulse.asi_energy_electrode,
        "interface": per_thickness * negative / start.balance.coating_thickness_ratio,
        "rate_interface": per_thickness * positive,
    }


def _rate_limits(
    start: Start, couple: Couple, fixed: Array, rules: SizingRules, corrections: DesignCorrections
) -> dict[str, Array]:
    """Limits of current density and rate (D37, D43); none under a thickness override in parity."""
    xp = namespace(fixed)
    free = fixed & (not corrections.current_limit_with_override)
    current_area = MILLI * start.cell_current / couple.between.limiting_current_density
    limit = start.pack_current / couple.kinetics.limiting_c_rate
    return {
        "current_area": xp.where(free, 0.0, current_area),
        "limit_capacity": xp.where(free, 0.0, limit),
        "least_area": xp.where(free, 0.0, rules.current_limit_margin * current_area),
    }


def _bounds(
    start: Start,
    couple: Couple,
    targets: DesignTargets,
    layout: PackLayout,
    fixed: Array,
    fit: ChargeFit,
    corrections: DesignCorrections,
) -> dict[str, Array]:
    """Charge fit and bounds of the coating (D35, D36)."""
    xp = namespace(fixed, couple.positive.positive_coating_limit)
    capacity = charge_capacity(start.goals, start.voltages, start.counts, targets, layout, corrections)
    charging = start.use.charging_in_force & ~fixed
    thickest = xp.where(fixed, targets.positive_thickness, couple.positive.positive_coating_limit)
    shallow = xp.minimum(couple.positive.positive_coating_minimum, thickest)
    scale = charge_scale(start.use.charge_time, capacity, fit)
    return {
        "charge_scale": xp.where(charging, scale, 0.0),
        "charge_base": xp.where(charging, charge_base(capacity, fit), thickest),
        "thinnest": xp.where(charging, shallow, thickest),
        "thickest": thickest,
    }
