"""Modules, pack, electronics, cooling and summary of sized cells, top to bottom."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.cell_records import CellDesign
from cellworth.design.inputs import Couple, PackLayout, VehicleUse
from cellworth.design.pack.bms import bms_parts, bms_size, bms_voltage
from cellworth.design.pack.cell_heat import cell_heat_path
from cellworth.design.pack.checks import pack_checks
from cellworth.design.pack.coolant import CoolantFlow, coolant_flow, coolant_pumping
from cellworth.design.pack.cooling_panels import pack_cooling
from cellworth.design.pack.cooling_unit import cooling_grade, cooling_unit
from cellworth.design.pack.design import PackDesign, PackDetail
from cellworth.design.pack.heat import heat_load, pulse_heat
from cellworth.design.pack.jacket import jacket, pack_size
from cellworth.design.pack.module import module_parts
from cellworth.design.pack.parameters import PackParameters
from cellworth.design.pack.parts_summary import cell_summary, module_summary
from cellworth.design.pack.rack import row_rack
from cellworth.design.pack.report import pack_report
from cellworth.design.pack.split import pack_split
from cellworth.design.pack.summary import pack_summary, system_summary
from cellworth.design.pack.totals import pack_totals, pack_wiring
from cellworth.design.pack_corrections import PackCorrections


@record
class PackInputs:
    """What packs need beside the sized cell.

    Attributes
    ----------
    layout : PackLayout
    vehicle : VehicleUse
    couple : Couple
    couple_kind : (s,) [code]
        0 neither or both, 1 energy, 2 power.
    temperature : (s,) [degC]
    charger_power : (s,) [kW]
    battery_no : (s,) [1]
        Column of the workbook; acts in the published method alone.
    """

    layout: PackLayout
    vehicle: VehicleUse
    couple: Couple
    couple_kind: Array
    temperature: Array
    charger_power: Array
    battery_no: Array


def pack_cells(
    inputs: PackInputs, cell: CellDesign, numbers: PackParameters, corrections: PackCorrections
) -> PackDesign:
    """Modules and packs of sized cells: masses, sizes, electronics, heat, summary, checks (D82 to D151)."""
    layout, vehicle, counts = inputs.layout, inputs.vehicle, cell.counts
    length = cell.geometry.positive_length
    module = module_parts(layout, vehicle, cell, numbers.module, numbers.materials)
    sheet = module.conductor_sheet_length
    rack = row_rack(layout, cell.envelope, length, sheet, numbers.rack, numbers.cooling, numbers.materials)
    cooling = pack_cooling(
        layout,
        cell.envelope,
        sheet,
        rack.rack_length,
        rack.rack_width,
        numbers.cooling,
        numbers.materials,
        corrections,
    )
    size = pack_size(layout, rack, cell.conductors, cell.goals.system_energy_target, numbers.jacket)
    case = jacket(
        module.modules_volume, size, inputs.battery_no, numbers.jacket, numbers.materials, corrections
    )
    wiring = pack_wiring(
        layout,
        counts.modules_per_pack,
        cell.conductors,
        case.jacket_mass,
        numbers.pack,
        numbers.materials,
        corrections,
    )
    voltage = bms_voltage(
        cell.open_circuit.system_ocv_average, cell.open_circuit.pack_ocv_average, corrections
    )
    parts = bms_parts(layout, counts, vehicle, voltage, numbers.bms)
    electronics = bms_size(parts, numbers.bms, corrections)
    hardware_mass = wiring.jacket_and_hardware_mass
    totals = pack_totals(
        layout,
        size,
        module.modules_mass,
        rack.rack_mass,
        cooling.pack_cooling_mass,
        hardware_mass,
        electronics.bms_mass,
        electronics.bms_volume,
    )
    heat = heat_load(
        layout,
        vehicle,
        cell,
        inputs.temperature,
        size,
        totals.pack_mass,
        hardware_mass,
        numbers.heat,
        numbers.jacket,
        corrections,
    )
    unit = cooling_unit(layout.packs_per_vehicle, heat.pack_heat_to_remove, numbers.units, corrections)
    return PackDesign(
        module=module,
        rack=rack,
        cooling=cooling,
        size=size,
        jacket=case,
        wiring=wiring,
        bms_parts=parts,
        bms_size=electronics,
        totals=totals,
        heat=heat,
        unit=unit,
        system_summary=system_summary(layout, cell, totals, unit, inputs.battery_no, corrections),
        pack_summary=pack_summary(layout, cell, totals, numbers.pack),
        checks=pack_checks(
            layout,
            vehicle,
            cell,
            size,
            inputs.couple.positive.positive_coating_minimum,
            inputs.couple_kind,
            inputs.charger_power,
            numbers.limits,
            corrections,
        ),
    )


def pack_detail(
    inputs: PackInputs,
    cell: CellDesign,
    pack: PackDesign,
    fold_thickness: Array,
    numbers: PackParameters,
    corrections: PackCorrections,
) -> PackDetail:
    """Pulse, heat paths, coolant, modules, cells, groups and shown values of packs (D125 to D145)."""
    heat, removed = pack.heat, pack.heat.pack_heat_to_remove
    path = cell_heat_path(
        inputs.vehicle,
        inputs.couple,
        cell,
        pack.module.conductor_sheet_length,
        fold_thickness,
        heat.sustained_heat,
        numbers.conduction,
        numbers.materials,
    )
    flow: CoolantFlow = coolant_flow(
        inputs.layout,
        cell,
        path.conductor_length,
        heat.sustained_heat,
        removed,
        path.cell_temperature_drop,
        heat.sustained_end_temperature,
        numbers.coolant,
        numbers.heat,
        numbers.cooling,
    )
    return PackDetail(
        pulse=pulse_heat(cell, inputs.temperature, heat.thermal_mass, numbers.heat, corrections),
        cell_heat_path=path,
        flow=flow,
        pumping=coolant_pumping(
            inputs.layout,
            pack.size,
            flow,
            removed,
            pack.unit.cooling_unit_performance,
            numbers.coolant,
            numbers.cooling,
        ),
        grade=cooling_grade(
            flow.cell_temperature_max, inputs.temperature, heat.thermal_mass, numbers.heat, numbers.units
        ),
        module_summary=module_summary(inputs.layout, cell, pack.module.module_mass, corrections),
        cell_summary=cell_summary(cell, corrections),
        split=pack_split(
            inputs.layout,
            cell,
            pack.module,
            pack.wiring,
            pack.rack.rack_mass,
            pack.cooling.pack_cooling_mass,
            pack.bms_size.bms_mass,
            corrections,
        ),
        report=pack_report(inputs.layout, inputs.couple, numbers.jacket, numbers.materials),
    )
