"""Lengths of the cell: layers, electrodes, tabs, terminals, outside."""

from cellworth.core.arrays import namespace
from cellworth.core.constants import PERCENT
from cellworth.core.types import Array
from cellworth.design.inputs import Couple
from cellworth.design.parameters import CellHardware, Physics
from cellworth.design.records import CellGeometry, Coatings, Operation, SizedCell

__all__ = [
    "bicell_parts",
    "cell_geometry",
    "cell_length",
    "container_density",
    "container_thickness",
    "effective_terminal_length",
    "electrode_width",
    "layers_in",
    "stack_thickness",
    "terminal_length",
]

UM_PER_MM = 1000.0
CM2_PER_MM2 = 100.0
MM3_PER_CM3 = 1000.0
FACES = 2.0


def container_thickness(hardware: CellHardware) -> Array:
    """Thickness of the pouch foil, the sum of its three layers.

    Parameters
    ----------
    hardware : CellHardware

    Returns
    -------
    thickness : (1,) [um]

    References
    ----------
    D61. [batpac5]_
    """
    return hardware.pouch_pet_thickness + hardware.pouch_aluminum_thickness + hardware.pouch_pp_thickness


def container_density(hardware: CellHardware, physics: Physics) -> Array:
    """Density of the pouch foil.

    Parameters
    ----------
    hardware : CellHardware
    physics : Physics

    Returns
    -------
    density : (1,) [g/cm^3]

    References
    ----------
    D61. [batpac5]_
    """
    mass = (
        hardware.pouch_pet_thickness * physics.density_pet
        + hardware.pouch_aluminum_thickness * physics.density_aluminum
        + hardware.pouch_pp_thickness * physics.density_polypropylene
    )
    return mass / container_thickness(hardware)


def bicell_parts(couple: Couple, ratio: Array) -> tuple[Array, Array]:
    r"""Foils and separators of a bicell, and coating per positive thickness.

    .. math:: t_{bi} = t_{f,+} + t_{f,-} + 2 t_{sep} + 2 (1 + r_t) t_+

    Parameters
    ----------
    couple : Couple
    ratio : (s,) [1]
        Negative over positive coating thickness.

    Returns
    -------
    bare, slope : (s,) [um], [1]

    References
    ----------
    D62. [batpac5]_
    """
    foils = couple.positive.positive_collector_thickness + couple.negative.negative_collector_thickness
    return foils + FACES * couple.between.separator_layer_thickness, FACES * (1.0 + ratio)


def layers_in(thickness: Array, bicell: Array, negative_foil: Array, hardware: CellHardware) -> Array:
    r"""Bicell layers that fill a cell, a real number.

    .. math:: N = 0.97 (1000 t_{cell} - 2 t_{cont} - t_{f,-}) / t_{bi}

    Parameters
    ----------
    thickness : (s,) [mm]
        Of the cell.
    bicell, negative_foil : (s,) [um]
    hardware : CellHardware

    Returns
    -------
    layers : (s,) [1]

    References
    ----------
    D63. [batpac5]_
    """
    inside = UM_PER_MM * thickness - FACES * container_thickness(hardware) - negative_foil
    return hardware.packing_density * inside / bicell


def stack_thickness(layers: Array, bicell: Array, negative_foil: Array, hardware: CellHardware) -> Array:
    r"""Thickness of a cell with a given number of layers.

    .. math:: t_{cell} = (N t_{bi}/0.97 + 2 t_{cont} + t_{f,-}) / 1000

    Parameters
    ----------
    layers : (s,) [1]
    bicell, negative_foil : (s,) [um]
    hardware : CellHardware

    Returns
    -------
    thickness : (s,) [mm]

    References
    ----------
    D63. [batpac5]_
    """
    stack = layers * bicell / hardware.packing_density
    return (stack + FACES * container_thickness(hardware) + negative_foil) / UM_PER_MM


def electrode_width(area: Array, layers: Array, aspect: Array) -> Array:
    r"""Width of the positive electrode, :math:`W = 10 \sqrt{A/(2 N \lambda)}`.

    Parameters
    ----------
    area : (s,) [cm^2]
    layers, aspect : (s,) [1]

    Returns
    -------
    width : (s,) [mm]

    References
    ----------
    D64. [batpac5]_
    """
    xp = namespace(area)
    return xp.sqrt(CM2_PER_MM2 * area / (FACES * layers * aspect))


def terminal_gap(thickness: Array, hardware: CellHardware) -> Array:
    r"""From the electrode to the terminal, :math:`0.1 t_{cell} + 2`.

    Parameters
    ----------
    thickness : (s,) [mm]
        Of the cell.
    hardware : CellHardware

    Returns
    -------
    gap : (s,) [mm]

    References
    ----------
    D67. [batpac5]_
    """
    return hardware.terminal_clearance_share * thickness + hardware.separator_excess_length / FACES


def terminal_length(thickness: Array, hardware: CellHardware) -> Array:
    r"""Whole length of a terminal, :math:`1.2 t_{cell} - l_{gap} + 5 + 8`.

    Parameters
    ----------
    thickness : (s,) [mm]
        Of the cell.
    hardware : CellHardware

    Returns
    -------
    length : (s,) [mm]

    References
    ----------
    D66, D67. [batpac5]_
    """
    inner = hardware.tab_length_factor * thickness - terminal_gap(thickness, hardware)
    return inner + hardware.feedthrough_length + hardware.weld_length


def effective_terminal_length(thickness: Array, hardware: CellHardware) -> Array:
    """Path of the current through a terminal, its length and a fifth.

    Parameters
    ----------
    thickness : (s,) [mm]
        Of the cell.
    hardware : CellHardware

    Returns
    -------
    length : (s,) [mm]

    References
    ----------
    D67. [batpac5]_
    """
    return hardware.terminal_path_factor * terminal_length(thickness, hardware)


def cell_length(thickness: Array, electrode_length: Array, hardware: CellHardware) -> Array:
    r"""Length of the cell, :math:`L + 2 (l_{term} + l_{gap})`.

    Parameters
    ----------
    thickness, electrode_length : (s,) [mm]
        Of the cell; of the positive.
    hardware : CellHardware

    Returns
    -------
    length : (s,) [mm]

    References
    ----------
    D68. [batpac5]_
    """
    ends = terminal_length(thickness, hardware) + terminal_gap(thickness, hardware)
    return electrode_length + FACES * ends


def cell_geometry(
    sized: SizedCell,
    couple: Couple,
    balance: Coatings,
    use: Operation,
    aspect: Array,
    hardware: CellHardware,
) -> CellGeometry:
    r"""All lengths of the sized cell.

    Parameters
    ----------
    sized : SizedCell
    couple : Couple
    balance : Coatings
    use : Operation
    aspect : (s,) [1]
        Length over width of the positive.
    hardware : CellHardware

    Returns
    -------
    geometry : CellGeometry

    References
    ----------
    D60, D62, D64, D65, D66, D67, D68, D38. [batpac5]_
    """
    thickness = sized.cell_thickness
    bare, slope = bicell_parts(couple, balance.coating_thickness_ratio)
    width = electrode_width(sized.positive_area, sized.bicell_layers, aspect)
    length = aspect * width
    grown = (width + hardware.negative_excess) * (length + hardware.negative_excess)
    excess = PERCENT * (grown / (width * length) - 1.0)
    tab = hardware.tab_length_factor * thickness
    gap = terminal_gap(thickness, hardware)
    whole = terminal_length(thickness, hardware)
    outer_width = width + FACES * hardware.fold_thickness + hardware.negative_excess
    outer_length = cell_length(thickness, length, hardware)
    return CellGeometry(
        bicell_thickness=bare + slope * sized.positive_coating_thickness,
        negative_coating_thickness=balance.coating_thickness_ratio * sized.positive_coating_thickness,
        positive_width=width,
        positive_length=length,
        excess_negative_area=excess,
        positive_tab_length=tab,
        negative_tab_length=tab - hardware.negative_tab_cut,
        terminal_gap=gap,
        internal_terminal_length=tab - gap,
        internal_terminal_width=width - FACES * hardware.terminal_buffer,
        terminal_length=whole,
        terminal_path_length=hardware.terminal_path_factor * whole,
        cell_width=outer_width,
        cell_length=outer_length,
        cell_volume=thickness * outer_width * outer_length / MM3_PER_CM3,
        thickness_addition=thickness - use.stack_thickness_target,
        negative_area=sized.positive_area * (1.0 + excess / PERCENT),
    )
