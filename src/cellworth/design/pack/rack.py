"""Rack that holds one row of modules."""

from math import sqrt

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.inputs import PackLayout
from cellworth.design.pack.parameters import CoolingHardware, PackMaterials, RackHardware
from cellworth.design.records import ModuleEnvelope

_BRACES = 4.0 * sqrt(2.0)
"""Length of the two crossed braces of a rack over its clear height."""


@record
class RowRack:
    """One row rack: lengths (s,) [mm], area (s,) [cm^2], volume (s,) [cm^3], masses (s,) [kg]."""

    coolant_panel_thickness: Array
    rack_coolant_length: Array
    rack_length: Array
    rack_width: Array
    rack_height: Array
    rack_lower_channel_mass: Array
    rack_vertical_length: Array
    rack_upper_channel_mass: Array
    restraint_plate_area: Array
    end_plate_volume: Array
    restraint_mass: Array
    pads_mass: Array
    rack_mass: Array


def row_rack(
    layout: PackLayout,
    size: ModuleEnvelope,
    positive_length: Array,
    sheet_length: Array,
    hardware: RackHardware,
    cooling: CoolingHardware,
    materials: PackMaterials,
) -> RowRack:
    r"""Size and mass of the rack of one row of modules, without its coolant panels.

    .. math:: L = n_{mr} W_{mod} + 2 (n_{mr} - 1) + 15 + 48.8, \quad W = L_{mod} + 5, \quad
        H = H_{mod} + 2 \cdot 5.6 + 2

    Parameters
    ----------
    layout : PackLayout
    size : ModuleEnvelope
    positive_length : (s,) [mm]
        Of the coated positive.
    sheet_length : (s,) [mm]
        Length of the conductor sheets of a module.
    hardware : RackHardware
    cooling : CoolingHardware
    materials : PackMaterials

    Returns
    -------
    rack : RowRack

    References
    ----------
    D90. [batpac5]_
    """
    steel = materials.density_steel / 1000.0
    thickness = hardware.rack_steel_thickness
    panel = cooling.coolant_channel_thickness + 2.0 * cooling.coolant_wall_thickness
    walls = 2.0 * (cooling.manifold_wall + cooling.tubing_wall)
    coolant_length = (
        hardware.rack_bus_bar_length + cooling.manifold_diameter + cooling.tubing_diameter + walls
    )
    pads_between = layout.modules_per_row - 1.0
    length = (
        layout.modules_per_row * size.module_width
        + pads_between * hardware.pad_thickness
        + (hardware.rack_adjustment_length + coolant_length)
    )
    width = size.module_length + hardware.rack_width_extra
    height = size.module_height + (2.0 * panel + 2.0 * thickness)
    rails = 2.0 * (hardware.rack_rail_width - thickness)
    lower = length * (width + rails) * (thickness * steel / 1000.0)
    vertical = _vertical_members(layout.modules_per_row, height - hardware.vertical_member_cut)
    upper_volume = length * (width - 2.0 * thickness) + hardware.vertical_member_section * vertical
    upper = upper_volume * (thickness * steel / 1000.0)
    plate_area, plate_volume, restraint = _restraint(
        size, positive_length, sheet_length, height, hardware, steel
    )
    pad_area = (positive_length + hardware.end_plate_overlap) * (
        size.module_height - hardware.end_plate_height_cut
    )
    pads = pads_between * pad_area * (hardware.pad_thickness * materials.density_polymer_pad / 1e6)
    return RowRack(
        coolant_panel_thickness=panel,
        rack_coolant_length=coolant_length,
        rack_length=length,
        rack_width=width,
        rack_height=height,
        rack_lower_channel_mass=lower,
        rack_vertical_length=vertical,
        rack_upper_channel_mass=upper,
        restraint_plate_area=plate_area,
        end_plate_volume=plate_volume,
        restraint_mass=restraint,
        pads_mass=pads,
        rack_mass=lower + upper + restraint + pads,
    )


def _vertical_members(modules_per_row: Array, clear_height: Array) -> Array:
    """Length of all vertical members of a rack [mm] (D90c)."""
    xp = namespace(modules_per_row, clear_height)
    posts = xp.where(modules_per_row == 1.0, 4.0, 2.0 * modules_per_row + (2.0 + _BRACES))
    return posts * clear_height


def _restraint(
    size: ModuleEnvelope,
    positive_length: Array,
    sheet_length: Array,
    rack_height: Array,
    hardware: RackHardware,
    steel: Array,
) -> tuple[Array, Array, Array]:
    """Area of a restraint plate [cm^2], volume of an end plate with bolts [cm^3], mass of all [kg] (D90d)."""
    face = (sheet_length + hardware.restraint_plate_overlap) * (
        size.module_height - hardware.restraint_plate_height_cut
    )
    sides = (size.module_length - sheet_length - hardware.restraint_side_cut) * (
        2.0 * (rack_height + hardware.restraint_side_rise)
    )
    area = (face + sides) / 100.0
    plate = (size.module_height - hardware.end_plate_height_cut) * (
        positive_length + hardware.end_plate_overlap
    )
    volume = plate * (hardware.end_plate_thickness / 1000.0) + hardware.bolts_per_plate * hardware.bolt_volume
    mass = (area * (hardware.restraint_plate_thickness / 10.0) + volume) * (2.0 * steel)
    return area, volume, mass
