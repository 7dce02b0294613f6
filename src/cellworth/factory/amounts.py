"""What the design of a pack hands to the factory: counts, ratings, contents."""

from cellworth.core.record import record
from cellworth.core.types import Array


@record
class PackLayout:
    """Counts of one pack.

    Attributes
    ----------
    packs_per_system : (s,) [1]
    cells_per_module : (s,) [1]
    cells_in_parallel : (s,) [1]
        Cells in a parallel group.
    modules_per_row : (s,) [1]
    rows_per_pack : (s,) [1]
    modules_per_pack : (s,) [1]
    cells_per_pack : (s,) [1]
    module_interconnect_count : (s,) [1]
        Cell interconnects per module without the two tabs to the terminals.
    module_interconnect_count_with_tabs : (s,) [1]
    """

    packs_per_system: Array
    cells_per_module: Array
    cells_in_parallel: Array
    modules_per_row: Array
    rows_per_pack: Array
    modules_per_pack: Array
    cells_per_pack: Array
    module_interconnect_count: Array
    module_interconnect_count_with_tabs: Array


@record
class PackRatings:
    """Capacities, energies and heat of one design.

    Attributes
    ----------
    cell_capacity : (s,) [Ah]
    module_capacity : (s,) [Ah]
    pack_energy : (s,) [kWh]
        Total energy of one pack.
    pack_useable_energy : (s,) [kWh]
    system_energy : (s,) [kWh]
    system_useable_energy : (s,) [kWh]
    module_energy : (s,) [kWh]
    module_useable_energy : (s,) [kWh]
    cell_energy : (s,) [kWh]
    cell_useable_energy : (s,) [kWh]
    system_heat : (s,) [W]
        Heat to remove from the battery system on discharge.
    """

    cell_capacity: Array
    module_capacity: Array
    pack_energy: Array
    pack_useable_energy: Array
    system_energy: Array
    system_useable_energy: Array
    module_energy: Array
    module_useable_energy: Array
    cell_energy: Array
    cell_useable_energy: Array
    system_heat: Array


@record
class CellContents:
    """What one cell holds.

    Attributes
    ----------
    positive_active, positive_conductive, positive_binder : (s,) [g]
    negative_active, negative_conductive, negative_binder : (s,) [g]
    positive_additive, negative_additive, electrolyte_additive : (s,) [g]
    positive_foil, negative_foil, separator : (s,) [m^2]
    electrolyte : (s,) [L]
    electrolyte_mass : (s,) [g]
    positive_electrode_area, negative_electrode_area : (s,) [cm^2]
    positive_terminal, negative_terminal, cell_container : (s,) [g]
    """

    positive_active: Array
    positive_conductive: Array
    positive_binder: Array
    negative_active: Array
    negative_conductive: Array
    negative_binder: Array
    positive_additive: Array
    negative_additive: Array
    electrolyte_additive: Array
    positive_foil: Array
    negative_foil: Array
    separator: Array
    electrolyte: Array
    electrolyte_mass: Array
    positive_electrode_area: Array
    negative_electrode_area: Array
    positive_terminal: Array
    negative_terminal: Array
    cell_container: Array


@record
class ModuleContents:
    """Hardware of one module.

    Attributes
    ----------
    module_interconnect : (s,) [g]
        All cell interconnects.
    module_interconnect_panels : (s,) [g]
        Both panels.
    module_tabs : (s,) [g]
        Both tabs to the terminals.
    module_terminals : (s,) [g]
        Both terminals.
    module_thermal_conductor : (s,) [g]
        Aluminium heat conductors.
    module_enclosure : (s,) [g]
    """

    module_interconnect: Array
    module_interconnect_panels: Array
    module_tabs: Array
    module_terminals: Array
    module_thermal_conductor: Array
    module_enclosure: Array


@record
class PackContents:
    """Hardware of one pack, and the two systems that design prices.

    Attributes
    ----------
    row_pads, row_rack_hardware : (s,) [kg]
        Per row of modules; the hardware includes the pads.
    cooling_panels, coolant_manifold : (s,) [kg]
    jacket_angle_iron, jacket_base_steel : (s,) [kg]
        Frame, and plate of the base.
    jacket_aluminium_base, jacket_aluminium_top : (s,) [kg]
    jacket_insulation_base, jacket_insulation_top : (s,) [m^2]
    module_to_module_interconnect : (s,) [g]
        One of them.
    bus_bar, pack_terminals : (s,) [g]
    bms_cost : (s,) [USD]
        Battery management system, per pack; depends on the annual volume.
    thermal_system_cost : (s,) [USD]
        Baseline thermal system, per pack.
    """

    row_pads: Array
    row_rack_hardware: Array
    cooling_panels: Array
    coolant_manifold: Array
    jacket_angle_iron: Array
    jacket_base_steel: Array
    jacket_aluminium_base: Array
    jacket_insulation_base: Array
    jacket_aluminium_top: Array
    jacket_insulation_top: Array
    module_to_module_interconnect: Array
    bus_bar: Array
    pack_terminals: Array
    bms_cost: Array
    thermal_system_cost: Array


@record
class PackAmounts:
    """All a factory needs to know of one design.

    Attributes
    ----------
    layout : PackLayout
    ratings : PackRatings
    cell : CellContents
    module : ModuleContents
    pack : PackContents
    """

    layout: PackLayout
    ratings: PackRatings
    cell: CellContents
    module: ModuleContents
    pack: PackContents
