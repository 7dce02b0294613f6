"""Hardware resistances as area-specific impedance of the cell."""

from cellworth.core.types import Array
from cellworth.design.cell.collectors import (
    NegativeMetal,
    collector_asi,
    sheet_factor,
    terminal_resistance,
)
from cellworth.design.inputs import Couple, PackLayout
from cellworth.design.parameters import CellHardware, Physics
from cellworth.design.records import CellGeometry, Conductors, Counts, HardwareImpedance, SizedCell

__all__ = ["hardware_impedance"]

BOTH = 2.0


def hardware_impedance(
    sized: SizedCell,
    geometry: CellGeometry,
    copper: Conductors,
    couple: Couple,
    metal: NegativeMetal,
    negative_terminal: Array,
    tabs: Array,
    aspect: Array,
    layout: PackLayout,
    numbers: Counts,
    hardware: CellHardware,
    physics: Physics,
) -> HardwareImpedance:
    r"""The eleven terms, each resistance per cell times :math:`A_+`, and their sum.

    Parameters
    ----------
    sized : SizedCell
    geometry : CellGeometry
    copper : Conductors
    couple : Couple
    metal : NegativeMetal
    negative_terminal : (s,) [mm]
        Thickness of the negative terminal.
    tabs : (1,) [1]
        Per module.
    aspect : (s,) [1]
    layout : PackLayout
    numbers : Counts
    hardware : CellHardware
    physics : Physics

    Returns
    -------
    impedance : HardwareImpedance

    References
    ----------
    D45, D46, D47, D48, D49, D50, D51, D52, D53, D54. [batpac5]_
    """
    area = sized.positive_area
    stack = (area, sized.bicell_layers, geometry.positive_width, aspect, geometry.positive_tab_length)
    positive_sheet = sheet_factor(couple.positive.positive_collector_thickness, physics.conductivity_aluminum)
    negative_sheet = sheet_factor(couple.negative.negative_collector_thickness, metal.conductivity)
    feedthrough, path = sized.feedthrough_width, geometry.terminal_path_length
    per_module = area / layout.cells_per_module
    per_pack = area / numbers.cells_per_pack
    terms = {
        "asi_positive_collector": collector_asi(*stack, positive_sheet),
        "asi_negative_collector": collector_asi(*stack, negative_sheet),
        "asi_positive_terminal": area
        * terminal_resistance(
            path, feedthrough, hardware.terminal_thickness_aluminum, physics.conductivity_aluminum
        ),
        "asi_negative_terminal": area
        * terminal_resistance(path, feedthrough, negative_terminal, metal.conductivity),
        "asi_cell_interconnect": copper.cell_interconnect_resistance * per_module,
        "asi_tab": tabs * copper.tab_resistance * per_module,
        "asi_module_terminal": BOTH * copper.module_terminal_resistance * per_module,
        "asi_module_interconnect": copper.module_interconnect_resistance
        * copper.module_joint_count
        * per_pack,
        "asi_terminal_bus_bar": copper.terminal_bus_bar_resistance * copper.terminal_bus_bar_count * per_pack,
        "asi_row_bridge": copper.row_bridge_resistance * copper.row_bridge_count * per_pack,
        "asi_pack_terminal": BOTH * copper.pack_terminal_resistance * per_pack,
    }
    total = terms["asi_positive_collector"]
    for name in list(terms)[1:]:
        total = total + terms[name]
    return HardwareImpedance(**terms, asi_hardware=total)
