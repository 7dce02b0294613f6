"""A cell of a format from the electrodes of a designed couple, and the pack it makes."""

import math

from cellworth.core.record import record, replace
from cellworth.core.types import Array
from cellworth.design.cell.can_contents import CanContents, can_contents, layer_thicknesses
from cellworth.design.cell.cans import (
    cells_in_pack,
    cells_near_energy,
    cylinder_array_fill,
    cylinder_can,
    cylinder_volume,
    prism_array_fill,
    prism_can,
    prism_volume,
    stack_fill,
)
from cellworth.design.cell.foil_paths import collector_impedance, tabbed_path
from cellworth.design.cell.formats import (
    FilledCan,
    LayerThicknesses,
    cylinder,
    flat_roll,
    format_capacity,
    prism_stack,
)
from cellworth.design.cell_records import CellDesign
from cellworth.design.inputs import Couple
from cellworth.design.parameters import DesignParameters
from cellworth.engine.format_inputs import CYLINDER, FLAT, FormatInputs

__all__ = ["FormatCell", "exactly_filled", "format_cell", "lid_perimeter"]

MILLI = 1000.0


@record
class FormatCell:
    """One cell of a format and the pack made of it.

    Attributes
    ----------
    can : FilledCan
    contents : CanContents
    format_voltage : (s,) [V]
        Mean, as of the pouch cell.
    format_cell_capacity : (s,) [Ah]
    format_cell_energy : (s,) [Wh]
    format_volume : (s,) [cm^3]
    format_fill, array_fill : (s,) [1]
        Stack in the cell; cells in the room they stand in.
    format_specific_energy, format_energy_density : (s,) [Wh/kg], [Wh/L]
    positive_path, negative_path : (s,) [ohm cm^2]
        Impedance of the foils.
    in_series, in_parallel : (s,) [1]
    """

    can: FilledCan
    contents: CanContents
    format_voltage: Array
    format_cell_capacity: Array
    format_cell_energy: Array
    format_volume: Array
    format_fill: Array
    array_fill: Array
    format_specific_energy: Array
    format_energy_density: Array
    positive_path: Array
    negative_path: Array
    in_series: Array
    in_parallel: Array


def format_cell(
    pouch: CellDesign, couple: Couple, form: FormatInputs, parameters: DesignParameters
) -> FormatCell:
    """Cell of a format of given dimensions, and how many make the pack (X1 to X18).

    Parameters
    ----------
    pouch : CellDesign
        Of the couple; its electrodes are taken over, its pack sets voltage and energy.
    couple : Couple
    form : FormatInputs
    parameters : DesignParameters

    Returns
    -------
    cell : FormatCell
    """
    physics, shape = parameters.physics, form.shape
    can = _filled(layer_thicknesses(pouch, couple), form)
    aluminum = 1.0 * couple.negative.negative_foil_aluminum
    foil = aluminum * physics.density_aluminum + (1.0 - aluminum) * physics.density_copper
    conduct = aluminum * physics.conductivity_aluminum + (1.0 - aluminum) * physics.conductivity_copper
    held = can_contents(
        can, pouch, couple, form.electrolyte_excess, _case_mass(form), shape["lid_and_internal_mass"], foil,
        parameters,
    )  # fmt: skip
    electrics, counts = pouch.electrics, pouch.counts
    voltage = MILLI * electrics.pack_energy / counts.cells_per_pack / electrics.cell_capacity
    capacity = format_capacity(electrics.positive_areal_capacity, can.can_positive_area)
    energy, volume = voltage * capacity, _volume(form)
    asked = cells_in_pack(counts.cells_in_series * voltage, electrics.pack_energy, voltage, capacity)
    series, strings = cells_near_energy(*asked, electrics.pack_energy, energy, form.surplus)
    way, breadth = tabbed_path(can.facing_strip, can.coated_width, shape["tabs"])
    sides = (
        (physics.conductivity_aluminum, couple.positive.positive_collector_thickness),
        (conduct, couple.negative.negative_collector_thickness),
    )
    paths = [
        collector_impedance(can.can_positive_area / shape["n_jelly_rolls"], way, breadth, metal, thickness)
        for metal, thickness in sides
    ]
    return FormatCell(
        can=can,
        contents=held,
        format_voltage=voltage,
        format_cell_capacity=capacity,
        format_cell_energy=energy,
        format_volume=volume,
        format_fill=stack_fill(can.can_positive_area, can.repeat, volume),
        array_fill=_array_fill(form),
        format_specific_energy=MILLI * energy / held.whole_mass,
        format_energy_density=MILLI * energy / volume,
        positive_path=paths[0],
        negative_path=paths[1],
        in_series=series,
        in_parallel=strings,
    )


def exactly_filled(cell: FormatCell, pack_energy: Array) -> FormatCell:
    """The same cells, in parts, so that the pack holds just the energy asked for: what a plant sells by kWh.

    Parameters
    ----------
    cell : FormatCell
    pack_energy : (s,) [kWh]

    Returns
    -------
    cell : FormatCell
        Strings of X10 before they are rounded, at the cells in series that were found.
    """
    whole = cell.in_series * cell.format_cell_energy / MILLI
    return replace(cell, in_parallel=pack_energy / whole)


def _filled(sheets: LayerThicknesses, form: FormatInputs) -> FilledCan:
    """Rolls or stack in the can, by kind of format."""
    d = form.shape
    if form.kind == CYLINDER:
        roll = d["diameter"] - 2.0 * d["wall_thickness"] - d["radial_clearance_diametral"]
        return cylinder(
            sheets, roll, d["core_diameter"], d["height"] - d["height_loss"], d["end_turns"],
            d["uncoated_fraction"], d["overhang"], d["flag_width"],
        )  # fmt: skip
    depth = d["thickness"] - 2.0 * d["wall_thickness"]
    if form.kind == FLAT:
        inner = d["width"] - 2.0 * d["wall_thickness"] - d["width_clearance"]
        return flat_roll(
            sheets, inner, (depth - d["thickness_clearance"]) / d["n_jelly_rolls"], d["core_thickness"],
            d["height"] - d["height_loss"], d["end_turns"], d["n_jelly_rolls"], d["overhang"],
        )  # fmt: skip
    return prism_stack(
        sheets, depth, d["stack_fill_of_inner_thickness"], d["width"] - d["width_loss"],
        d["height"] - d["height_loss"], d["overhang"],
    )  # fmt: skip


def _case_mass(form: FormatInputs) -> Array:
    d = form.shape
    if form.kind == CYLINDER:
        wall, base = d["wall_thickness"], d["base_thickness"]
        return cylinder_can(d["diameter"], d["height"], wall, base, d["case_density"])
    return prism_can(
        d["width"], d["height"], d["thickness"], d["wall_thickness"], d["base_thickness"],
        d["lid_thickness"], d["case_density"],
    )  # fmt: skip


def _volume(form: FormatInputs) -> Array:
    d = form.shape
    if form.kind == CYLINDER:
        return cylinder_volume(d["diameter"], d["height"])
    return prism_volume(d["width"], d["height"], d["thickness"])


def _array_fill(form: FormatInputs) -> Array:
    d = form.shape
    if form.kind == CYLINDER:
        return cylinder_array_fill(d["diameter"], d["gap"])
    return prism_array_fill(d["thickness"], d["gap"])


def lid_perimeter(form: FormatInputs) -> Array:
    """Length of the seam of the lid [mm] (X25).

    Parameters
    ----------
    form : FormatInputs

    Returns
    -------
    perimeter : (s,) [mm]
    """
    d = form.shape
    return math.pi * d["diameter"] if form.kind == CYLINDER else 2.0 * (d["width"] + d["thickness"])
