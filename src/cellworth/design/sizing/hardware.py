"""Hardware impedance in the solve: eleven terms as a few coefficients, from the kernels of the report."""

from typing import NamedTuple

from cellworth.core.types import Array
from cellworth.design.cell.collectors import (
    negative_metal,
    negative_terminal_thickness,
    sheet_factor,
    terminal_resistance,
)
from cellworth.design.cell.geometry import (
    bicell_parts,
    cell_length,
    effective_terminal_length,
    layers_in,
    stack_thickness,
)
from cellworth.design.corrections import DesignCorrections
from cellworth.design.inputs import Couple, PackLayout, VehicleUse
from cellworth.design.pack.conductors import (
    bus_bar_length,
    module_length,
    module_width,
    row_bridge_length,
)
from cellworth.design.pack.copper import (
    bus_bar_counts,
    copper_resistance,
    interconnect_length,
    interconnect_resistance,
    interconnect_section,
    module_joint_count,
    tab_length,
    tab_resistance,
    tab_share,
    terminal_path,
)
from cellworth.design.parameters import DesignParameters
from cellworth.design.sizing.problem import Problem, Start

__all__ = [
    "Body",
    "Resistance",
    "Stack",
    "cell_resistance",
    "pack_resistance",
    "real_body",
    "stack",
    "whole_body",
]

MILLI = 1000.0
CM2_PER_MM2 = 100.0
FACES = 2.0
ROOT_THIRD = 3.0


class Resistance(NamedTuple):
    """Resistance per cell of all conductors, linear in cell thickness and electrode width.

    Attributes
    ----------
    fixed : (s,) [ohm]
    per_thickness, per_width : (s,) [ohm/mm]
    """

    fixed: Array
    per_thickness: Array
    per_width: Array


class Stack(NamedTuple):
    """Layers and collectors of a design.

    Attributes
    ----------
    bare, slope : (s,) [um], [1]
        Bicell without coating; per positive coating thickness.
    foil : (s,) [um]
        Negative.
    sheet : (s,) [ohm]
        Sheet resistances of both collectors.
    aspect : (s,) [1]
    """

    bare: Array
    slope: Array
    foil: Array
    sheet: Array
    aspect: Array


class Body(NamedTuple):
    r"""Coefficients of width and hardware impedance, for N real or N whole.

    With :math:`c = C A/a`: :math:`W^2 = \omega_A A + \omega_C c` and
    :math:`R = \alpha_A A + \alpha_C c + W (\rho A + \kappa + \tau c/A)`.

    Attributes
    ----------
    area, capacity : (s,) [ohm], [ohm cm^2/Ah]
    width, width_area, width_ratio : (s,) [ohm cm^2/mm], [ohm/mm], [ohm cm^4/(mm Ah)]
    square_area, square_capacity : (s,) [mm^2/cm^2], [mm^2/Ah]
        The last of each is None where it vanishes.
    """

    area: Array
    capacity: Array
    width: Array
    width_area: Array
    width_ratio: Array | None
    square_area: Array
    square_capacity: Array | None


def stack(start: Start, couple: Couple, aspect: Array, parameters: DesignParameters) -> Stack:
    """Layers and collectors.

    Parameters
    ----------
    start : Start
    couple : Couple
    aspect : (s,) [1]
    parameters : DesignParameters

    Returns
    -------
    stack : Stack

    References
    ----------
    D45, D62. [batpac5]_
    """
    bare, slope = bicell_parts(couple, start.balance.coating_thickness_ratio)
    metal = negative_metal(couple, parameters.physics)
    sheet = sheet_factor(
        couple.positive.positive_collector_thickness, parameters.physics.conductivity_aluminum
    ) + sheet_factor(couple.negative.negative_collector_thickness, metal.conductivity)
    return Stack(bare, slope, couple.negative.negative_collector_thickness, sheet, aspect)


def cell_resistance(
    feedthrough: Array,
    start: Start,
    couple: Couple,
    layout: PackLayout,
    parameters: DesignParameters,
    corrections: DesignCorrections,
) -> Resistance:
    """Terminals, cell interconnects and tabs, which depend on the feedthrough's width.

    Parameters
    ----------
    feedthrough : (1,) [mm]
        Width.
    start : Start
    couple : Couple
    layout : PackLayout
    parameters : DesignParameters
    corrections : DesignCorrections

    Returns
    -------
    resistance : Resistance

    References
    ----------
    D46, D47, D48. [batpac5]_
    """
    cell, copper, physics = parameters.cell, parameters.conductors, parameters.physics
    metal = negative_metal(couple, physics)
    terminals = terminal_resistance(
        1.0, feedthrough, cell.terminal_thickness_aluminum, physics.conductivity_aluminum
    ) + terminal_resistance(1.0, feedthrough, negative_terminal_thickness(couple, cell), metal.conductivity)
    strip = copper_resistance(1.0, interconnect_section(feedthrough, copper), physics)
    straight = copper_resistance(tab_length(feedthrough, copper), start.sections.tab, physics)
    extra = tab_resistance(0.0, strip, tab_share(layout, copper, corrections), corrections)
    strips = (
        interconnect_resistance(strip, layout) + copper.tabs_per_module * extra
    ) / layout.cells_per_module
    path, joint = effective_terminal_length(0.0, cell), interconnect_length(0.0, cell)
    path_slope = effective_terminal_length(1.0, cell) - path
    joint_slope = interconnect_length(1.0, cell) - joint
    return Resistance(
        fixed=terminals * path + strips * joint + copper.tabs_per_module * straight / layout.cells_per_module,
        per_thickness=terminals * path_slope + strips * joint_slope,
        per_width=0.0,
    )


def pack_resistance(
    start: Start, layout: PackLayout, vehicle: VehicleUse, aspect: Array, parameters: DesignParameters
) -> Resistance:
    """Module terminals, module interconnects, bus bars, bridges and pack terminals.

    Parameters
    ----------
    start : Start
    layout : PackLayout
    vehicle : VehicleUse
    aspect : (s,) [1]
    parameters : DesignParameters

    Returns
    -------
    resistance : Resistance

    References
    ----------
    D49, D50, D51, D52, D53, D81. [batpac5]_
    """
    cell, copper, physics = parameters.cell, parameters.conductors, parameters.physics
    sections, cells = start.sections, start.counts.cells_per_pack
    bars, bridges = bus_bar_counts(layout)
    bus = copper_resistance(1.0, sections.bus_bar, physics) / cells
    width = module_width(0.0, vehicle.conductor_sheet_thickness, layout, copper)
    bar = bus_bar_length(width, layout, copper)
    bar_slope = bus_bar_length(layout.cells_per_module, layout, copper) - copper.terminal_bus_bar_extra
    bridge = row_bridge_length(module_length(cell_length(0.0, 0.0, cell), copper), copper)
    bridge_slope = row_bridge_length(module_length(cell_length(1.0, 0.0, cell), copper), copper) - bridge
    per_length = row_bridge_length(module_length(cell_length(0.0, 1.0, cell), copper), copper) - bridge
    module = FACES * copper_resistance(terminal_path(copper), sections.module_terminal, physics)
    joints = copper_resistance(copper.interconnect_path, sections.module_interconnect, physics)
    ends = FACES * copper.pack_terminal_path
    return Resistance(
        fixed=module / layout.cells_per_module
        + joints * module_joint_count(layout) / cells
        + bus * (bars * bar + bridges * bridge + ends),
        per_thickness=bus * (bars * bar_slope + bridges * bridge_slope),
        per_width=bus * bridges * (per_length * aspect),
    )


def real_body(
    problem: Problem,
    layers: Stack,
    thickness: Array,
    near: Resistance,
    far: Resistance,
    parameters: DesignParameters,
) -> Body:
    """Coefficients with a given cell thickness and a real number of layers.

    Parameters
    ----------
    problem : Problem
    layers : Stack
    thickness : (s,) [mm]
        Of the cell.
    near, far : Resistance
        Of cells; of modules and packs.
    parameters : DesignParameters

    Returns
    -------
    body : Body

    References
    ----------
    D45, D54, D60, D63, D64. [batpac5]_
    """
    filled = layers_in(thickness, 1.0, layers.foil, parameters.cell)
    coated = layers.slope * problem.area_scale
    spread = layers.sheet * layers.aspect / (ROOT_THIRD * filled)
    square = CM2_PER_MM2 / (FACES * filled * layers.aspect)
    straight = near.fixed + far.fixed + (near.per_thickness + far.per_thickness) * thickness
    tab = parameters.cell.tab_length_factor * thickness
    return Body(
        area=straight + spread * layers.bare,
        capacity=spread * coated,
        width=FACES / CM2_PER_MM2 * layers.aspect * layers.sheet * tab,
        width_area=near.per_width + far.per_width,
        width_ratio=None,
        square_area=square * layers.bare,
        square_capacity=square * coated,
    )


def whole_body(
    problem: Problem,
    layers: Stack,
    number: Array,
    near: Resistance,
    far: Resistance,
    parameters: DesignParameters,
) -> Body:
    """Coefficients with a whole number of layers, which sets the cell thickness.

    Parameters
    ----------
    problem : Problem
    layers : Stack
    number : (s,) [1]
        Of bicell layers.
    near, far : Resistance
        Of cells; of modules and packs.
    parameters : DesignParameters

    Returns
    -------
    body : Body

    References
    ----------
    D45, D54, D63, D64. [batpac5]_
    """
    cell = parameters.cell
    thickness = stack_thickness(number, layers.bare, layers.foil, cell)
    growth = number * layers.slope * (problem.area_scale / (MILLI * cell.packing_density))
    lengthwise = near.per_thickness + far.per_thickness
    crosswise = FACES / CM2_PER_MM2 * cell.tab_length_factor * layers.aspect * layers.sheet
    spread = layers.sheet * layers.aspect / (ROOT_THIRD * number)
    return Body(
        area=near.fixed + far.fixed + lengthwise * thickness + spread,
        capacity=lengthwise * growth,
        width=crosswise * thickness,
        width_area=near.per_width + far.per_width,
        width_ratio=crosswise * growth,
        square_area=CM2_PER_MM2 / (FACES * number * layers.aspect),
        square_capacity=None,
    )
