"""Pack jacket: outer size of the pack, angle iron, base and top."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.inputs import PackLayout
from cellworth.design.pack.parameters import JacketHardware, PackMaterials
from cellworth.design.pack.rack import RowRack
from cellworth.design.pack.steps import stepped, steps_at, value_of_step
from cellworth.design.pack_corrections import PackCorrections
from cellworth.design.records import Conductors


@record
class PackSize:
    """Outer and inner size of one pack and the layers of its jacket, all (s,) [mm]."""

    jacket_top_sheet_thickness: Array
    jacket_base_thickness: Array
    jacket_top_thickness: Array
    pack_width_for_bus_bars: Array
    pack_inner_length: Array
    pack_inner_width: Array
    pack_inner_height: Array
    pack_length: Array
    pack_width: Array
    pack_height: Array


@record
class Jacket:
    """Jacket of one pack: (s,) [kg], insulation (s,) [m^2], angle iron (s,) [g/mm] and its label [code]."""

    angle_iron: Array
    angle_iron_mass_per_length: Array
    angle_iron_mass: Array
    jacket_steel_mass: Array
    jacket_base_aluminum_mass: Array
    jacket_base_insulation_area: Array
    jacket_base_mass: Array
    jacket_top_aluminum_mass: Array
    jacket_top_insulation_area: Array
    jacket_top_mass: Array
    jacket_mass: Array


def pack_size(
    layout: PackLayout,
    rack: RowRack,
    conductors: Conductors,
    system_energy_target: Array,
    hardware: JacketHardware,
) -> PackSize:
    r"""Outer and inner size of a pack.

    .. math:: L = L_{rack} + 2 + 2 t_b, \quad W = n_r W_{rack} + 2 + w_{extra} + 2 t_b, \quad
        H = H_{rack} + 2 + t_b + t_{top}

    Parameters
    ----------
    layout : PackLayout
    rack : RowRack
    conductors : Conductors
    system_energy_target : (s,) [kWh]
    hardware : JacketHardware

    Returns
    -------
    size : PackSize

    Notes
    -----
    The outer sheet of the top steps with the energy asked of the system.

    References
    ----------
    D94, D95. [batpac5]_
    """
    starts, sheets = zip(*hardware.jacket_top_steps, strict=True)
    top_sheet = stepped(system_energy_target, starts, sheets)
    insulation, tolerance = hardware.jacket_insulation_thickness, hardware.interior_tolerance
    base = insulation + hardware.jacket_base_aluminum_thickness + hardware.jacket_base_steel_thickness
    top = top_sheet + (insulation + hardware.jacket_top_aluminum_thickness)
    bridges = conductors.row_bridge_count + _is_even(layout.rows)
    between = hardware.width_between_bus_bars
    bus_bars = (
        (hardware.width_of_terminal_bus_bar + between) * conductors.terminal_bus_bar_count
        + (hardware.width_of_row_bridge + between) * bridges
        - between
    )
    inner_length = rack.rack_length + tolerance
    inner_width = layout.rows * rack.rack_width + bus_bars + tolerance
    height = rack.rack_height + top + (base + tolerance)
    return PackSize(
        jacket_top_sheet_thickness=top_sheet,
        jacket_base_thickness=base,
        jacket_top_thickness=top,
        pack_width_for_bus_bars=bus_bars,
        pack_inner_length=inner_length,
        pack_inner_width=inner_width,
        pack_inner_height=height - 2.0 * base,
        pack_length=inner_length + 2.0 * base,
        pack_width=inner_width + 2.0 * base,
        pack_height=height,
    )


def _is_even(count: Array) -> Array:
    """One where a count is even, else zero (D94b)."""
    xp = namespace(count)
    half = 0.5 * count
    return xp.astype(xp.floor(half) == half, half.dtype)


def jacket(
    modules_volume: Array,
    size: PackSize,
    battery_no: Array,
    hardware: JacketHardware,
    materials: PackMaterials,
    corrections: PackCorrections,
) -> Jacket:
    r"""Mass of the jacket of one pack: angle iron, base and top.

    .. math:: m = u \cdot 2 (L + W) + m_{steel} + m_{Al,base} + m_{Al,top}
        + \rho_{ins} t_{ins} (S_{base} + S_{top})

    Parameters
    ----------
    modules_volume : (s,) [L]
        Of all modules of the pack.
    size : PackSize
    battery_no : (s,) [1]
        Column of the workbook; acts on the label of the angle iron alone.
    hardware : JacketHardware
    materials : PackMaterials
    corrections : PackCorrections

    Returns
    -------
    jacket : Jacket

    References
    ----------
    D96, D97. [batpac5]_
    """
    aluminum, steel = materials.density_aluminum / 1e6, materials.density_steel / 1e6
    insulation = hardware.jacket_insulation_thickness * materials.density_jacket_insulation
    label, unit_mass = _angle_iron(modules_volume, battery_no, hardware, materials, corrections)
    perimeter = 2.0 * (size.pack_length + size.pack_width)
    angle_iron = unit_mass * perimeter / 1000.0
    base_area = size.pack_inner_length * size.pack_inner_width
    inner_perimeter = 2.0 * (size.pack_inner_length + size.pack_inner_width)
    base_steel = base_area * (hardware.jacket_base_steel_thickness * steel)
    base_edge = size.jacket_base_thickness - hardware.base_aluminum_edge_cut
    base_aluminum = (
        hardware.jacket_base_aluminum_thickness * base_area + inner_perimeter * base_edge
    ) * aluminum
    base_insulation = base_area / 1e6
    base = angle_iron + base_steel + base_aluminum + base_insulation * insulation
    top_sheet = size.jacket_top_sheet_thickness
    outer_sheet = (perimeter * size.pack_height + size.pack_length * size.pack_width) * top_sheet
    inner_sheet = inner_perimeter * size.pack_inner_height + base_area
    top_aluminum = (outer_sheet + inner_sheet * hardware.jacket_top_aluminum_thickness) * aluminum
    twice = 2.0 * top_sheet
    top_insulation = (
        (size.pack_length - twice) * (size.pack_width - twice)
        + (perimeter - 4.0 * size.jacket_base_thickness) * size.pack_inner_height
    ) / 1e6
    top = top_aluminum + top_insulation * insulation
    return Jacket(
        angle_iron=label,
        angle_iron_mass_per_length=unit_mass,
        angle_iron_mass=angle_iron,
        jacket_steel_mass=base_steel,
        jacket_base_aluminum_mass=base_aluminum,
        jacket_base_insulation_area=base_insulation,
        jacket_base_mass=base,
        jacket_top_aluminum_mass=top_aluminum,
        jacket_top_insulation_area=top_insulation,
        jacket_top_mass=top,
        jacket_mass=base + top,
    )


def _angle_iron(
    modules_volume: Array,
    battery_no: Array,
    hardware: JacketHardware,
    materials: PackMaterials,
    corrections: PackCorrections,
) -> tuple[Array, Array]:
    """Label code and mass per length [g/mm] of the angle iron (D96a)."""
    xp = namespace(modules_volume, battery_no)
    starts, sections = zip(*hardware.angle_iron_steps, strict=True)
    steps = steps_at(modules_volume, starts)
    unit_mass = value_of_step(steps, sections) * (materials.density_steel / 1000.0)
    label = value_of_step(steps, hardware.angle_iron_codes)
    if not corrections.angle_iron_label:
        label = xp.where((battery_no != 1.0) & (label == 0.0), 1.0, label)
    return label, unit_mass
