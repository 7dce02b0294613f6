"""What the design hands to the factory: contents of cell, module and pack, with their couple."""

from cellworth.core.types import Array
from cellworth.design.cell_records import CellDesign
from cellworth.design.inputs import Couple
from cellworth.design.inputs import PackLayout as DesignLayout
from cellworth.design.pack.design import PackDesign
from cellworth.engine.pack_model import CoupleFacts
from cellworth.factory.amounts import (
    CellContents,
    ModuleContents,
    PackAmounts,
    PackContents,
    PackLayout,
    PackRatings,
)
from cellworth.factory.recycling import RecyclingInputs


def pack_amounts(layout: DesignLayout, cell: CellDesign, pack: PackDesign, bms_cost: Array) -> PackAmounts:
    """Amounts of one pack for the factory.

    Parameters
    ----------
    layout : PackLayout of the design room
    cell : CellDesign
    pack : PackDesign
    bms_cost : (s,) [USD/pack]

    Returns
    -------
    amounts : PackAmounts

    References
    ----------
    Section 1 of the cost method. [batpac5]_
    """
    return PackAmounts(
        layout=_layout(layout, cell, pack),
        ratings=_ratings(cell, pack),
        cell=_cell(cell),
        module=_module(pack),
        pack=_pack(pack, bms_cost),
    )


def _layout(layout: DesignLayout, cell: CellDesign, pack: PackDesign) -> PackLayout:
    return PackLayout(
        packs_per_system=layout.packs_per_vehicle,
        cells_per_module=layout.cells_per_module,
        cells_in_parallel=layout.cells_in_parallel,
        modules_per_row=layout.modules_per_row,
        rows_per_pack=layout.rows,
        modules_per_pack=cell.counts.modules_per_pack,
        cells_per_pack=cell.counts.cells_per_pack,
        module_interconnect_count=cell.conductors.cell_interconnect_count,
        module_interconnect_count_with_tabs=pack.module.cell_interconnects_with_tabs,
    )


def _ratings(cell: CellDesign, pack: PackDesign) -> PackRatings:
    energy, usable = cell.electrics.pack_energy, cell.electrics.usable_energy
    modules, cells = cell.counts.modules_per_pack, cell.counts.cells_per_pack
    return PackRatings(
        cell_capacity=cell.electrics.cell_capacity,
        module_capacity=cell.electrics.module_capacity,
        pack_energy=energy,
        pack_useable_energy=usable,
        system_energy=pack.system_summary.system_energy,
        system_useable_energy=pack.system_summary.system_usable_energy,
        module_energy=energy / modules,
        module_useable_energy=usable / modules,
        cell_energy=energy / cells,
        cell_useable_energy=usable / cells,
        system_heat=pack.heat.system_heat_to_remove,
    )


def _cell(cell: CellDesign) -> CellContents:
    made = cell.materials
    return CellContents(
        positive_active=made.positive_active_mass,
        positive_conductive=made.positive_carbon_mass,
        positive_binder=made.positive_binder_mass,
        negative_active=made.negative_active_mass,
        negative_conductive=made.negative_carbon_mass,
        negative_binder=made.negative_binder_mass,
        positive_additive=made.positive_additive_mass,
        negative_additive=made.negative_additive_mass,
        electrolyte_additive=made.electrolyte_additive_mass,
        positive_foil=made.positive_foil_area,
        negative_foil=made.negative_foil_area,
        separator=made.separator_area,
        electrolyte=made.electrolyte_volume,
        electrolyte_mass=made.electrolyte_mass,
        positive_electrode_area=cell.sized.positive_area,
        negative_electrode_area=cell.geometry.negative_area,
        positive_terminal=made.positive_terminal_mass,
        negative_terminal=made.negative_terminal_mass,
        cell_container=made.container_mass,
    )


def _module(pack: PackDesign) -> ModuleContents:
    parts = pack.module
    return ModuleContents(
        module_interconnect=parts.cell_interconnects_mass,
        module_interconnect_panels=parts.interconnect_panels_mass,
        module_tabs=parts.tabs_mass,
        module_terminals=parts.module_terminals_mass,
        module_thermal_conductor=parts.conductor_sheets_mass,
        module_enclosure=parts.module_enclosure_mass,
    )


def _pack(pack: PackDesign, bms_cost: Array) -> PackContents:
    return PackContents(
        row_pads=pack.rack.pads_mass,
        row_rack_hardware=pack.rack.rack_mass,
        cooling_panels=pack.cooling.coolant_panels_mass,
        coolant_manifold=pack.cooling.manifold_mass,
        jacket_angle_iron=pack.jacket.angle_iron_mass,
        jacket_base_steel=pack.jacket.jacket_steel_mass,
        jacket_aluminium_base=pack.jacket.jacket_base_aluminum_mass,
        jacket_insulation_base=pack.jacket.jacket_base_insulation_area,
        jacket_aluminium_top=pack.jacket.jacket_top_aluminum_mass,
        jacket_insulation_top=pack.jacket.jacket_top_insulation_area,
        module_to_module_interconnect=pack.wiring.module_interconnect_mass,
        bus_bar=pack.wiring.bus_bars_mass,
        pack_terminals=pack.wiring.pack_terminals_mass,
        bms_cost=bms_cost,
        thermal_system_cost=pack.unit.thermal_base_price,
    )


def recycling_inputs(couple: Couple, facts: CoupleFacts, index: Array) -> RecyclingInputs:
    """Composition of the materials of each design, for the recycling balance (section 14).

    Parameters
    ----------
    couple : Couple
        In force for the designs.
    facts : CoupleFacts
    index : (s,) [1]
        Couple of each design.
    """
    aluminium = facts.positive_foil_is_aluminium[index], facts.negative_foil_is_aluminium[index]
    return RecyclingInputs(
        positive_element_fraction={e: row[index] for e, row in facts.positive_element_fraction.items()},
        negative_element_fraction={e: row[index] for e, row in facts.negative_element_fraction.items()},
        positive_material_number=facts.positive_material_number[index],
        negative_material_number=facts.negative_material_number[index],
        positive_foil_is_aluminium=aluminium[0],
        positive_foil_is_copper=1.0 - aluminium[0],
        negative_foil_is_aluminium=aluminium[1],
        negative_foil_is_copper=1.0 - aluminium[1],
        recycled_positive_foil_density=facts.positive_foil_density[index],
        recycled_negative_foil_density=facts.negative_foil_density[index],
        recycled_positive_foil_thickness=couple.positive.positive_collector_thickness,
        recycled_negative_foil_thickness=couple.negative.negative_collector_thickness,
        recycled_separator_density=couple.kinetics.separator_density,
        recycled_separator_thickness=couple.between.separator_layer_thickness,
        recycled_electrolyte_density=couple.between.electrolyte_density,
        electrolyte_lithium=facts.electrolyte_lithium[index],
        positive_additive_lithium=facts.positive_additive_lithium[index],
        negative_additive_lithium=facts.negative_additive_lithium[index],
        electrolyte_additive_lithium=couple.between.electrolyte_additive_lithium,
        electrolyte_additive_share=couple.between.electrolyte_additive_fraction,
    )
