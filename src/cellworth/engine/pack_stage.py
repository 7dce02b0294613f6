"""Modules, pack, electronics, cooling and summary of sized cells, top to bottom."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.cell_records import CellDesign
from cellworth.design.inputs import Couple, PackLayout, VehicleUse
from cellworth.design.pack.bms import bms_parts, bms_size
from cellworth.design.pack.cell_heat import cell_heat_path
from cellworth.design.pack.checks import PackChecks, pack_checks
from cellworth.design.pack.coolant import coolant_flow, coolant_pumping
from cellworth.design.pack.cooling_panels import pack_cooling
from cellworth.design.pack.cooling_unit import cooling_grade, cooling_unit
from cellworth.design.pack.design import PackDesign, PackDetail
from cellworth.design.pack.heat import heat_load, pulse_heat
from cellworth.design.pack.jacket import PackSize, jacket, pack_size
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
    layout, vehicle, counts, materials = inputs.layout, inputs.vehicle, cell.counts, numbers.materials
    module = module_parts(layout, vehicle, cell, numbers.module, materials)
    sheet, length = module.conductor_sheet_length, cell.geometry.positive_length
    rack = row_rack(layout, cell.envelope, length, sheet, numbers.rack, numbers.cooling, materials)
    cooling = pack_cooling(layout, cell.envelope, sheet, rack, numbers.cooling, materials, corrections)
    size = pack_size(layout, rack, cell.conductors, cell.goals.system_energy_target, numbers.jacket)
    volume, battery = module.modules_volume, inputs.battery_no
    case = jacket(volume, size, battery, numbers.jacket, materials, corrections)
    modules, mass = counts.modules_per_pack, case.jacket_mass
    wiring = pack_wiring(layout, modules, cell.conductors, mass, numbers.pack, materials, corrections)
    parts = bms_parts(layout, counts, cell.open_circuit, vehicle, numbers.bms, corrections)
    electronics = bms_size(parts, numbers.bms, corrections)
    totals = pack_totals(layout, module, rack, cooling, size, wiring, electronics)
    heat = heat_load(
        layout,
        vehicle,
        cell,
        inputs.temperature,
        size,
        totals,
        wiring,
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
        system_summary=system_summary(layout, cell, totals, unit, battery, corrections),
        pack_summary=pack_summary(layout, cell, totals, numbers.pack),
        checks=_checks(inputs, cell, size, numbers, corrections),
    )


def _checks(
    inputs: PackInputs,
    cell: CellDesign,
    size: PackSize,
    numbers: PackParameters,
    corrections: PackCorrections,
) -> PackChecks:
    return pack_checks(
        inputs.layout,
        inputs.vehicle,
        cell,
        size,
        inputs.couple.positive.positive_coating_minimum,
        inputs.couple_kind,
        inputs.charger_power,
        numbers.limits,
        corrections,
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
    layout, heat, unit, temperature = inputs.layout, pack.heat, pack.unit, inputs.temperature
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
    flow = coolant_flow(layout, cell, heat, path, numbers.coolant, numbers.heat, numbers.cooling)
    warmest, thermal_mass = flow.cell_temperature_max, heat.thermal_mass
    return PackDetail(
        pulse=pulse_heat(cell, temperature, thermal_mass, numbers.heat, corrections),
        cell_heat_path=path,
        flow=flow,
        pumping=coolant_pumping(layout, pack.size, flow, heat, unit, numbers.coolant, numbers.cooling),
        grade=cooling_grade(warmest, temperature, thermal_mass, numbers.heat, numbers.units),
        module_summary=module_summary(layout, cell, pack.module.module_mass, corrections),
        cell_summary=cell_summary(cell, corrections),
        split=pack_split(
            layout, cell, pack.module, pack.wiring, pack.rack, pack.cooling, pack.bms_size, corrections
        ),
        report=pack_report(layout, inputs.couple, pack.checks, numbers.jacket, numbers.materials),
    )
