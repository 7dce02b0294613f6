"""Copper between cells, modules and rows, and the outside of a module, which sets its lengths."""

from typing import NamedTuple

from cellworth.core.types import Array
from cellworth.design.corrections import DesignCorrections
from cellworth.design.inputs import PackLayout
from cellworth.design.pack.copper import (
    bus_bar_counts,
    copper_resistance,
    copper_section,
    interconnect_count,
    interconnect_length,
    interconnect_resistance,
    interconnect_section,
    module_joint_count,
    tab_length,
    tab_resistance,
    tab_share,
    terminal_path,
)
from cellworth.design.parameters import ConductorHardware, DesignParameters, Physics
from cellworth.design.records import CellGeometry, Conductors, ModuleEnvelope, Operation

__all__ = [
    "CopperSections",
    "bus_bar_length",
    "conductors",
    "copper_sections",
    "module_envelope",
    "module_length",
    "module_width",
    "row_bridge_length",
]

MM_PER_CM = 10.0
MM3_PER_L = 1.0e6
BOTH = 2.0


def module_width(thickness: Array, sheet: Array, layout: PackLayout, hardware: ConductorHardware) -> Array:
    r"""Width of a module, :math:`n_{cm}(t_{cell} + t_{al}) + 2 \cdot 0.3`.

    Parameters
    ----------
    thickness, sheet : (s,) [mm]
        Of the cell; of its conductor sheet.
    layout : PackLayout
    hardware : ConductorHardware

    Returns
    -------
    width : (s,) [mm]

    References
    ----------
    D81. [batpac5]_
    """
    return layout.cells_per_module * (thickness + sheet) + BOTH * hardware.wall_thickness


def module_length(length: Array, hardware: ConductorHardware) -> Array:
    r"""Length of a module, :math:`L_{cell} + 6 + 2`.

    Parameters
    ----------
    length : (s,) [mm]
        Of the cell.
    hardware : ConductorHardware

    Returns
    -------
    length : (s,) [mm]

    References
    ----------
    D81. [batpac5]_
    """
    return length + (hardware.gap_front + hardware.gap_back)


def bus_bar_length(width: Array, layout: PackLayout, hardware: ConductorHardware) -> Array:
    r"""Length of the bus bar to a pack terminal, :math:`n_{mr} W_{mod}/10 + 4`.

    Parameters
    ----------
    width : (s,) [mm]
        Of a module.
    layout : PackLayout
    hardware : ConductorHardware

    Returns
    -------
    length : (s,) [cm]

    References
    ----------
    D51. [batpac5]_
    """
    return layout.modules_per_row * width / MM_PER_CM + hardware.terminal_bus_bar_extra


def row_bridge_length(length: Array, hardware: ConductorHardware) -> Array:
    r"""Length of a bridge between rows, :math:`2 L_{mod}/10 + 2.5`.

    Parameters
    ----------
    length : (s,) [mm]
        Of a module.
    hardware : ConductorHardware

    Returns
    -------
    length : (s,) [cm]

    References
    ----------
    D52. [batpac5]_
    """
    return BOTH * length / MM_PER_CM + hardware.row_bridge_extra


def module_envelope(
    thickness: Array,
    geometry: CellGeometry,
    sheet: Array,
    layout: PackLayout,
    hardware: ConductorHardware,
) -> ModuleEnvelope:
    r"""Outside of a module; its height is :math:`W_{cell} + 2 t_{al} + 2 \cdot 0.3`.

    Parameters
    ----------
    thickness : (s,) [mm]
        Of the cell.
    geometry : CellGeometry
    sheet : (s,) [mm]
        Thickness of the conductor sheet.
    layout : PackLayout
    hardware : ConductorHardware

    Returns
    -------
    envelope : ModuleEnvelope

    References
    ----------
    D80, D81. [batpac5]_
    """
    length = module_length(geometry.cell_length, hardware)
    width = module_width(thickness, sheet, layout, hardware)
    height = geometry.cell_width + BOTH * sheet + BOTH * hardware.wall_thickness
    return ModuleEnvelope(
        module_length=length,
        module_width=width,
        module_height=height,
        module_volume=length * width * height / MM3_PER_L,
    )


class CopperSections(NamedTuple):
    """Sections that follow from the currents.

    Attributes
    ----------
    tab, module_terminal, module_interconnect, bus_bar : (s,) [cm^2]
    """

    tab: Array
    module_terminal: Array
    module_interconnect: Array
    bus_bar: Array


def copper_sections(
    pack_current: Array, module_current: Array, use: Operation, hardware: ConductorHardware, physics: Physics
) -> CopperSections:
    """Sections of tabs, module terminals, module interconnects and bus bars.

    Parameters
    ----------
    pack_current, module_current : (s,) [A]
    use : Operation
    hardware : ConductorHardware
    physics : Physics

    Returns
    -------
    sections : CopperSections

    References
    ----------
    D48, D49, D50, D51. [batpac5]_
    """
    return CopperSections(
        tab=copper_section(module_current, hardware.tab_heating, physics),
        module_terminal=copper_section(module_current, hardware.module_terminal_heating, physics),
        module_interconnect=copper_section(module_current, hardware.module_interconnect_heating, physics),
        bus_bar=copper_section(pack_current, use.bus_bar_heating_rate, physics),
    )


def conductors(
    sections: CopperSections,
    thickness: Array,
    feedthrough: Array,
    envelope: ModuleEnvelope,
    layout: PackLayout,
    parameters: DesignParameters,
    corrections: DesignCorrections,
) -> Conductors:
    """Sections, lengths, numbers and resistances of all copper parts.

    Parameters
    ----------
    sections : CopperSections
    thickness, feedthrough : (s,) [mm]
        Of the cell; width of its feedthrough.
    envelope : ModuleEnvelope
    layout : PackLayout
    parameters : DesignParameters
    corrections : DesignCorrections

    Returns
    -------
    conductors : Conductors

    References
    ----------
    D47, D48, D49, D50, D51, D52, D53. [batpac5]_
    """
    physics, copper = parameters.physics, parameters.conductors
    strip = interconnect_section(feedthrough, copper)
    strip_length = interconnect_length(thickness, parameters.cell)
    piece = copper_resistance(strip_length, strip, physics)
    tab = tab_length(feedthrough, copper)
    share = tab_share(layout, copper, corrections)
    terminal_bars, bridges = bus_bar_counts(layout)
    bar_length = bus_bar_length(envelope.module_width, layout, copper)
    bridge = row_bridge_length(envelope.module_length, copper)
    return Conductors(
        cell_interconnect_section=strip,
        tab_section=sections.tab,
        module_terminal_section=sections.module_terminal,
        module_interconnect_section=sections.module_interconnect,
        bus_bar_section=sections.bus_bar,
        cell_interconnect_length=strip_length,
        tab_length=tab,
        terminal_bus_bar_length=bar_length,
        row_bridge_length=bridge,
        cell_interconnect_count=interconnect_count(layout),
        module_joint_count=module_joint_count(layout),
        terminal_bus_bar_count=terminal_bars,
        row_bridge_count=bridges,
        cell_interconnect_resistance=interconnect_resistance(piece, layout),
        tab_resistance=tab_resistance(
            copper_resistance(tab, sections.tab, physics), piece, share, corrections
        ),
        module_terminal_resistance=copper_resistance(
            terminal_path(copper), sections.module_terminal, physics
        ),
        module_interconnect_resistance=copper_resistance(
            copper.interconnect_path, sections.module_interconnect, physics
        ),
        terminal_bus_bar_resistance=copper_resistance(bar_length, sections.bus_bar, physics),
        row_bridge_resistance=copper_resistance(bridge, sections.bus_bar, physics),
        pack_terminal_resistance=copper_resistance(copper.pack_terminal_path, sections.bus_bar, physics),
    )
