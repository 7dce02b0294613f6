"""Heat made in the pack: sustained discharge, hot surroundings, pulse, and what cooling has to remove."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.cell_records import CellDesign
from cellworth.design.inputs import PackLayout, VehicleUse
from cellworth.design.pack.jacket import PackSize
from cellworth.design.pack.parameters import HeatParameters, JacketHardware
from cellworth.design.pack.totals import PackTotals, PackWiring
from cellworth.design.pack_corrections import PackCorrections


@record
class HeatLoad:
    """Heat of sustained discharge: (s,) [kWh], [kg], [kW], [ohm], [V], [A], [W], [%], [degC], [cm^2]."""

    available_energy: Array
    thermal_mass: Array
    speed_power: Array
    third_rate_power: Array
    sustained_power: Array
    sustained_resistance: Array
    sustained_voltage: Array
    sustained_current: Array
    sustained_heat: Array
    sustained_efficiency: Array
    sustained_end_temperature: Array
    insulation_area: Array
    ambient_heat: Array
    heat_with_ambient: Array
    pack_heat_to_remove: Array
    system_heat_to_remove: Array


@record
class PulseHeat:
    """Heat of the rated pulse: (s,) [ohm], [V], [A], [W], [J], [degC], [K]."""

    pulse_resistance: Array
    pulse_voltage: Array
    pulse_current: Array
    pulse_heat: Array
    pulse_heat_total: Array
    pulse_end_temperature: Array
    pulse_temperature_rise: Array


def heat_load(
    layout: PackLayout,
    vehicle: VehicleUse,
    cell: CellDesign,
    temperature: Array,
    size: PackSize,
    totals: PackTotals,
    wiring: PackWiring,
    heat: HeatParameters,
    jacket: JacketHardware,
    corrections: PackCorrections,
) -> HeatLoad:
    r"""Heat at sustained discharge and in hot surroundings, and what cooling has to remove.

    .. math:: V = [U + \sqrt{U^2 - 4000 P R}]/2, \quad I = 1000 P/V, \quad Q = I^2 R

    Parameters
    ----------
    layout : PackLayout
    vehicle : VehicleUse
    cell : CellDesign
    temperature : (s,) [degC]
        Average in use.
    size : PackSize
    totals : PackTotals
    wiring : PackWiring
    heat : HeatParameters
    jacket : JacketHardware
    corrections : PackCorrections

    Returns
    -------
    load : HeatLoad

    Notes
    -----
    The sustained power is that of all packs against the resistance of one (``sustained_power_per_pack``
    compares like with like), and the number of packs enters twice in the heat handed on
    (``heat_packs_once``).
    With charging in force the largest cooling unit is floored for vehicles that ask for it.

    References
    ----------
    D120 to D124, D126, D127. [batpac5]_
    """
    available = cell.goals.energy_target * cell.operation.usable_share / 100.0
    thermal_mass = totals.pack_mass - 0.5 * wiring.jacket_and_hardware_mass
    speed, third, power, open_voltage = _sustained_power(layout, vehicle, cell, heat, corrections)
    resistance, voltage, current, lost = _discharge(cell, power, open_voltage)
    efficiency = 100.0 * power / (power + lost / 1000.0)
    capacity = heat.battery_heat_capacity * thermal_mass
    end = temperature + 36.0 * available * (100.0 - efficiency) / capacity
    area = _insulation_area(size, corrections)
    insulation = jacket.jacket_insulation_thickness / 10.0
    ambient = (heat.insulation_conductivity / insulation) * area * (heat.ambient_temperature - temperature)
    charging = cell.operation.charging_in_force
    total, selected = _selected(layout, vehicle, charging, lost + ambient, heat, corrections)
    return HeatLoad(
        available_energy=available,
        thermal_mass=thermal_mass,
        speed_power=speed,
        third_rate_power=third,
        sustained_power=power,
        sustained_resistance=resistance,
        sustained_voltage=voltage,
        sustained_current=current,
        sustained_heat=lost,
        sustained_efficiency=efficiency,
        sustained_end_temperature=end,
        insulation_area=area,
        ambient_heat=ambient,
        heat_with_ambient=total,
        pack_heat_to_remove=selected,
        system_heat_to_remove=selected * layout.packs_per_vehicle,
    )


def _sustained_power(
    layout: PackLayout,
    vehicle: VehicleUse,
    cell: CellDesign,
    heat: HeatParameters,
    corrections: PackCorrections,
) -> tuple[Array, Array, Array, Array]:
    """Power at speed, C/3 power, the larger [kW] and the voltage it meets [V] (D121, D122)."""
    xp = namespace(cell.goals.system_energy_target)
    speed = vehicle.sustained_speed
    ratio = vehicle.vehicle_energy / heat.reference_drive_energy
    road = heat.accessory_power + heat.rolling_factor * ratio * speed
    drag = heat.drag_factor * ratio**heat.drag_energy_exponent * (speed * speed * speed)
    at_speed = (road + drag) / heat.vehicle_efficiency
    third = cell.goals.system_energy_target / 3.0
    power = xp.maximum(third, at_speed)
    if corrections.sustained_power_per_pack:
        return at_speed, third, power / layout.packs_per_vehicle, cell.open_circuit.pack_ocv_average
    return at_speed, third, power, cell.open_circuit.system_ocv_average


def _discharge(cell: CellDesign, power: Array, open_voltage: Array) -> tuple[Array, Array, Array, Array]:
    """Resistance [ohm], voltage [V], current [A] and heat [W] of a steady discharge (D123)."""
    xp = namespace(power, open_voltage)
    resistance = cell.impedance.asi_energy * _cells_over_area(cell)
    watts = 1000.0 * power
    voltage = 0.5 * (open_voltage + xp.sqrt(open_voltage * open_voltage - 4.0 * watts * resistance))
    current = watts / voltage
    return resistance, voltage, current, current * current * resistance


def _cells_over_area(cell: CellDesign) -> Array:
    """Resistance of a pack [ohm] per area-specific impedance of its cells [1/cm^2]."""
    strings = cell.counts.strings_in_parallel
    return cell.counts.cells_per_pack / (strings * strings * cell.sized.positive_area)


def _insulation_area(size: PackSize, corrections: PackCorrections) -> Array:
    """Area of the insulation [cm^2] (D126)."""
    base = size.jacket_base_thickness
    length, width = size.pack_length - base, size.pack_width - base
    height = size.pack_height - base
    area = length * (width + height)
    if corrections.insulation_end_faces:
        area = area + width * height
    return area * (2.0 / 100.0)


def _selected(
    layout: PackLayout,
    vehicle: VehicleUse,
    charging: Array,
    pack_heat: Array,
    heat: HeatParameters,
    corrections: PackCorrections,
) -> tuple[Array, Array]:
    """Heat with hot surroundings and heat selected for cooling [W] (D127)."""
    xp = namespace(pack_heat, charging)
    total = pack_heat if corrections.heat_packs_once else pack_heat * layout.packs_per_vehicle
    fast = charging & vehicle.largest_cooling_unit
    floor = xp.where(fast, xp.asarray(heat.heat_floor_largest_unit), heat.heat_floor_smallest_unit)
    return total, xp.maximum(floor, total)


def pulse_heat(
    cell: CellDesign,
    temperature: Array,
    thermal_mass: Array,
    heat: HeatParameters,
    corrections: PackCorrections,
) -> PulseHeat:
    r"""Heat and temperature of the rated pulse without heat loss.

    .. math:: V = U v/100, \quad I = 1000 P/V, \quad \Delta T = I^2 R t/(1000 c m)

    Parameters
    ----------
    cell : CellDesign
    temperature : (s,) [degC]
        Average in use.
    thermal_mass : (s,) [kg]
    heat : HeatParameters
    corrections : PackCorrections

    Returns
    -------
    pulse : PulseHeat

    Notes
    -----
    The power is that of all packs, the voltage that of one; ``pulse_power_per_pack`` takes one pack's power.

    References
    ----------
    D125, D134. [batpac5]_
    """
    xp = namespace(thermal_mass)
    resistance = cell.impedance.asi_power * _cells_over_area(cell)
    voltage = cell.open_circuit.pack_ocv_power * cell.electrics.rated_voltage_share / 100.0
    goals = cell.goals
    power = goals.power_target if corrections.pulse_power_per_pack else goals.system_power_target
    current = 1000.0 * power / voltage
    watts = current * current * resistance
    joules = watts * cell.operation.pulse_time
    end = temperature + joules / (1000.0 * heat.battery_heat_capacity * thermal_mass)
    return PulseHeat(
        pulse_resistance=resistance,
        pulse_voltage=voltage,
        pulse_current=current,
        pulse_heat=watts,
        pulse_heat_total=joules,
        pulse_end_temperature=end,
        pulse_temperature_rise=xp.maximum(end - temperature, 0.0 * end),
    )
