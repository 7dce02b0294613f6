"""Parts of a module and its mass."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.cell_records import CellDesign
from cellworth.design.inputs import PackLayout, VehicleUse
from cellworth.design.pack.parameters import ModuleHardware, PackMaterials
from cellworth.design.records import ModuleEnvelope


@record
class ModuleParts:
    """Parts of one module: lengths (s,) [mm], counts (s,) [1], masses (s,) [g], the module (s,) [kg].

    ``modules_mass`` (s,) [kg] and ``modules_volume`` (s,) [L] are those of all modules of a pack.
    """

    cell_interconnect_width: Array
    cell_interconnect_strip_length: Array
    cell_interconnects_with_tabs: Array
    cell_interconnects_mass: Array
    interconnect_panel_length: Array
    interconnect_panel_width: Array
    interconnect_panels_mass: Array
    tab_strip_length: Array
    tabs_mass: Array
    module_terminals_mass: Array
    conductor_sheet_length: Array
    conductor_sheets_mass: Array
    module_electronics_mass: Array
    module_enclosure_mass: Array
    module_mass: Array
    modules_mass: Array
    modules_volume: Array


def module_parts(
    layout: PackLayout,
    vehicle: VehicleUse,
    cell: CellDesign,
    hardware: ModuleHardware,
    materials: PackMaterials,
) -> ModuleParts:
    r"""Parts of a module: interconnects, panels, tabs, terminals, sheets, electronics, enclosure.

    .. math:: m_{mod} = (m_{ic} + m_{panel} + n_{cm} m_{cell} + m_{tab} + m_{term} + m_{el} + m_{al} + m_{gas}
        + m_{wall}) / 1000

    Parameters
    ----------
    layout : PackLayout
    vehicle : VehicleUse
    cell : CellDesign
    hardware : ModuleHardware
    materials : PackMaterials

    Returns
    -------
    parts : ModuleParts

    Notes
    -----
    A pack of one module has no module terminals.

    References
    ----------
    D82 to D88. [batpac5]_
    """
    xp = namespace(cell.sized.cell_thickness)
    conductors, thickness = cell.conductors, cell.sized.cell_thickness
    copper, modules = materials.density_copper, cell.counts.modules_per_pack
    pitch = thickness + vehicle.conductor_sheet_thickness
    strip = pitch + 2.0 * (hardware.weld_tab_length - hardware.weld_tab_buffer)
    strips = conductors.cell_interconnect_count + 2.0 * (layout.cells_in_parallel - 1.0)
    interconnects = strips * strip * conductors.cell_interconnect_section * (copper / 10.0)
    panel_length = layout.cells_per_module * pitch - hardware.panel_end_gap * thickness
    panel_width = hardware.panel_width_share * cell.geometry.cell_width
    panel_factor = 2.0 * hardware.panel_thickness * materials.density_interconnect_panel / 1000.0
    panels = panel_length * panel_width * panel_factor
    tab_length = cell.sized.feedthrough_width + hardware.tab_length_extra
    tabs = tab_length * conductors.tab_section * (2.0 * copper / 10.0)
    terminal_factor = (
        hardware.module_terminal_mass_factor * 2.0 * hardware.module_terminal_length / 10.0 * copper
    )
    terminals = xp.where(modules == 1.0, 0.0, conductors.module_terminal_section * terminal_factor)
    sheet_length, sheets = _conductor_sheets(layout, vehicle, cell, hardware, materials)
    electronics = (
        hardware.module_electronics_length
        * hardware.module_electronics_width
        * hardware.module_electronics_height
        / 1000.0
        * materials.density_module_electronics
    )
    enclosure = _enclosure(cell.envelope, hardware.module_wall_thickness * materials.density_steel)
    fixed = electronics + hardware.gas_release_mass
    cells = layout.cells_per_module * cell.materials.cell_mass
    total = interconnects + panels + cells + tabs + terminals + sheets + enclosure + fixed
    return ModuleParts(
        cell_interconnect_width=pitch,
        cell_interconnect_strip_length=strip,
        cell_interconnects_with_tabs=strips,
        cell_interconnects_mass=interconnects,
        interconnect_panel_length=panel_length,
        interconnect_panel_width=panel_width,
        interconnect_panels_mass=panels,
        tab_strip_length=tab_length,
        tabs_mass=tabs,
        module_terminals_mass=terminals,
        conductor_sheet_length=sheet_length,
        conductor_sheets_mass=sheets,
        module_electronics_mass=electronics,
        module_enclosure_mass=enclosure,
        module_mass=total / 1000.0,
        modules_mass=modules * (total / 1000.0),
        modules_volume=modules * cell.envelope.module_volume,
    )


def _conductor_sheets(
    layout: PackLayout,
    vehicle: VehicleUse,
    cell: CellDesign,
    hardware: ModuleHardware,
    materials: PackMaterials,
) -> tuple[Array, Array]:
    """Length [mm] and mass [g] of the aluminium sheets around the cells (D86)."""
    thickness = vehicle.conductor_sheet_thickness
    length = cell.geometry.positive_length + hardware.conductor_sheet_extra
    around = thickness + hardware.conductor_wrap_share * cell.sized.cell_thickness
    wrap = cell.geometry.cell_width + 2.0 * around
    area = length * wrap * (layout.cells_per_module + 1.0)
    return length, area * thickness * (materials.density_aluminum / 1000.0)


def _enclosure(size: ModuleEnvelope, wall_mass: Array) -> Array:
    """Mass of the module walls [g], wall mass in g/cm^3 mm (D87)."""
    length, width, height = size.module_length, size.module_width, size.module_height
    return (length * (width + height) + width * height) * (wall_mass * 2.0 / 1000.0)
