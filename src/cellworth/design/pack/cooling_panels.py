"""Coolant panels, manifolds, tubes and coolant inside the pack."""

from math import pi

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.inputs import PackLayout
from cellworth.design.pack.parameters import CoolingHardware, PackMaterials
from cellworth.design.pack.rack import RowRack
from cellworth.design.pack_corrections import PackCorrections
from cellworth.design.records import ModuleEnvelope


@record
class PackCooling:
    """Cooling inside one pack: lengths (s,) [mm], steel tubes (s,) [g], the rest (s,) [kg]."""

    coolant_panel_length: Array
    coolant_panels_mass: Array
    manifold_length: Array
    connecting_tube_length: Array
    manifold_pipe_mass: Array
    connecting_tube_mass: Array
    manifold_mass: Array
    coolant_mass: Array
    pack_cooling_mass: Array


def pack_cooling(
    layout: PackLayout,
    size: ModuleEnvelope,
    panel_width: Array,
    rack: RowRack,
    hardware: CoolingHardware,
    materials: PackMaterials,
    corrections: PackCorrections,
) -> PackCooling:
    r"""Length and mass of coolant panels, manifolds, tubes and coolant of one pack.

    .. math:: m = m_{panels} + m_{manifold} + m_{coolant}

    Parameters
    ----------
    layout : PackLayout
    size : ModuleEnvelope
    panel_width : (s,) [mm]
        Equal to the length of the conductor sheets.
    rack : RowRack
    hardware : CoolingHardware
    materials : PackMaterials
    corrections : PackCorrections

    Returns
    -------
    cooling : PackCooling

    Notes
    -----
    The coolant is counted with 30 and 15 mm wide tubes instead of 25 and 12, and for one panel per row
    instead of two; ``coolant_diameters`` and ``coolant_panel_count`` put that right.

    References
    ----------
    D91 to D93. [batpac5]_
    """
    steel = materials.density_steel / 1000.0
    channel = hardware.coolant_channel_thickness
    twice_rows = 2.0 * layout.rows
    panel_length = rack.rack_length - hardware.coolant_panel_end_gap
    panel_area = panel_width * panel_length
    wall = panel_area + channel * (panel_width + panel_length)
    panels = twice_rows * wall * (2.0 * hardware.coolant_wall_thickness * steel / 1000.0)
    main_length = twice_rows * rack.rack_width
    tube_length = twice_rows * (hardware.connecting_tube_extra + size.module_height)
    main = main_length * (_ring(hardware.manifold_diameter, hardware.manifold_wall) * steel)
    fittings = hardware.fittings_per_row * hardware.fitting_mass
    tube = (
        tube_length * (_ring(hardware.tubing_diameter, hardware.tubing_wall) * steel) + layout.rows * fittings
    )
    manifold = (main + tube) / 1000.0
    coolant = _coolant(layout.rows * panel_area, main_length, tube_length, hardware, corrections)
    return PackCooling(
        coolant_panel_length=panel_length,
        coolant_panels_mass=panels,
        manifold_length=main_length,
        connecting_tube_length=tube_length,
        manifold_pipe_mass=main,
        connecting_tube_mass=tube,
        manifold_mass=manifold,
        coolant_mass=coolant,
        pack_cooling_mass=panels + manifold + coolant,
    )


def _ring(inner_diameter: Array, wall: Array) -> Array:
    """Section of a pipe wall [mm^2]."""
    outer = inner_diameter + 2.0 * wall
    return pi / 4.0 * (outer * outer - inner_diameter * inner_diameter)


def _coolant(
    row_panels: Array,
    main_length: Array,
    tube_length: Array,
    hardware: CoolingHardware,
    corrections: PackCorrections,
) -> Array:
    """Mass of the coolant in one pack [kg] (D93)."""
    if corrections.coolant_diameters:
        main, tube = hardware.manifold_diameter, hardware.tubing_diameter
    else:
        main, tube = hardware.manifold_fluid_diameter, hardware.tubing_fluid_diameter
    panels_per_row = 2.0 if corrections.coolant_panel_count else 1.0
    volume = (
        row_panels * (panels_per_row * hardware.coolant_channel_thickness)
        + main_length * (pi / 4.0 * main * main)
        + tube_length * (pi / 4.0 * tube * tube)
    )
    return volume * (hardware.coolant_density / 1e6)
