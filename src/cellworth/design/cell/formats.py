"""Cells in cans: what a wound or stacked electrode fills, and the capacity it gives."""

import math

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array

__all__ = [
    "FilledCan",
    "LayerThicknesses",
    "cylinder",
    "facing_length",
    "flat_roll",
    "format_capacity",
    "prism_stack",
    "repeat_thickness",
    "roll_length",
    "roll_turns",
    "sheet_count",
]

FACES = 2.0
UM_PER_MM = 1000.0
MM2_PER_CM2 = 100.0


@record
class LayerThicknesses:
    """What is wound or stacked.

    Attributes
    ----------
    positive_coat, negative_coat : (s,) [um]
        One side.
    positive_sheet, negative_sheet, separator_sheet : (s,) [um]
        Foils and one separator.
    """

    positive_coat: Array
    negative_coat: Array
    positive_sheet: Array
    negative_sheet: Array
    separator_sheet: Array


@record
class FilledCan:
    """Electrodes in a can.

    Attributes
    ----------
    repeat : (s,) [um]
    strip_length : (s,) [mm]
        Of a jelly roll; of all positive sheets end to end where they are stacked.
    facing_strip : (s,) [mm]
        Part of it with a positive electrode, width of the coating.
    coated_width : (s,) [mm]
    layers : (s,) [1]
        Turns of a roll, or positive sheets.
    can_positive_area, can_negative_area : (s,) [cm^2]
        Both faces.
    can_separator_area : (s,) [m^2]
    can_positive_foil, can_negative_foil : (s,) [m^2]
    """

    repeat: Array
    strip_length: Array
    facing_strip: Array
    coated_width: Array
    layers: Array
    can_positive_area: Array
    can_negative_area: Array
    can_separator_area: Array
    can_positive_foil: Array
    can_negative_foil: Array


def repeat_thickness(sheets: LayerThicknesses) -> Array:
    r"""Thickness that repeats, :math:`s = t_{f+} + t_{f-} + 2 t_+ + 2 t_- + 2 t_s`.

    Parameters
    ----------
    sheets : LayerThicknesses

    Returns
    -------
    thickness : (s,) [um]

    References
    ----------
    X1.
    """
    pairs = sheets.positive_coat + sheets.negative_coat + sheets.separator_sheet
    return sheets.positive_sheet + sheets.negative_sheet + FACES * pairs


def roll_length(diameter: Array, core: Array, repeat: Array) -> Array:
    r"""Length of a strip wound around a core, :math:`L = \pi (D_j^2 - d_0^2)/(4 s)`.

    Parameters
    ----------
    diameter, core : (s,) [mm]
        Of the roll and of its empty core.
    repeat : (s,) [um]

    Returns
    -------
    length : (s,) [mm]

    Notes
    -----
    Area over thickness; the spiral integral agrees to 3e-5 for a 4680.

    References
    ----------
    X2.
    """
    return math.pi * (diameter * diameter - core * core) / (4.0 * repeat / UM_PER_MM)


def roll_turns(diameter: Array, core: Array, repeat: Array) -> Array:
    r"""Turns of a roll, :math:`n = (D_j - d_0)/(2 s)`.

    Parameters
    ----------
    diameter, core : (s,) [mm]
    repeat : (s,) [um]

    Returns
    -------
    turns : (s,) [1]

    References
    ----------
    X3.
    """
    return (diameter - core) / (FACES * repeat / UM_PER_MM)


def facing_length(length: Array, end_turns: Array, mean_turn: Array) -> Array:
    r"""Strip with a positive electrode, :math:`L_p = L - n_{end} u`.

    Parameters
    ----------
    length : (s,) [mm]
    end_turns : (s,) [1]
        Turns of negative and separator alone.
    mean_turn : (s,) [mm]
        Length of one of them.

    Returns
    -------
    length : (s,) [mm]

    References
    ----------
    X4, X8.
    """
    return length - end_turns * mean_turn


def format_capacity(areal_capacity: Array, positive_area: Array) -> Array:
    r"""Capacity of a cell, :math:`C = q_a A_+ / 1000`.

    Parameters
    ----------
    areal_capacity : (s,) [mAh/cm^2]
        Of the positive.
    positive_area : (s,) [cm^2]

    Returns
    -------
    capacity : (s,) [Ah]

    References
    ----------
    X5.
    """
    return areal_capacity * positive_area / UM_PER_MM


def cylinder(
    sheets: LayerThicknesses,
    diameter: Array,
    core: Array,
    coated_width: Array,
    end_turns: Array,
    uncoated: Array,
    overhang: Array,
    flag: Array,
) -> FilledCan:
    r"""Roll in a cylinder.

    .. math:: A_+ = 2 L_p w_p (1 - f), \quad A_- = A_+ + 2 (2 L_p o + u (w_p + 2 o)),
       \quad S = 2 (L + \pi D_j)(w_p + 4 o)

    Parameters
    ----------
    sheets : LayerThicknesses
    diameter, core : (s,) [mm]
        Of the roll.
    coated_width : (s,) [mm]
        Height of the can less what it loses.
    end_turns : (s,) [1]
    uncoated : (s,) [1]
        Share of the positive strip without coating.
    overhang : (s,) [mm]
        Of the negative, on each edge; the separator has twice as much.
    flag : (s,) [mm]
        Bare edge of each foil of a cell without tabs, zero with tabs.

    Returns
    -------
    can : FilledCan

    References
    ----------
    X1, X2, X3, X4, X6.
    """
    repeat = repeat_thickness(sheets)
    length = roll_length(diameter, core, repeat)
    mean_turn = math.pi * (diameter + core) / FACES
    facing = facing_length(length, end_turns, mean_turn)
    return _wound(
        repeat,
        (length, facing, mean_turn, math.pi * diameter),
        roll_turns(diameter, core, repeat),
        coated_width,
        (uncoated, overhang, flag),
        1.0,
    )


def flat_roll(
    sheets: LayerThicknesses,
    inner_width: Array,
    thickness: Array,
    core: Array,
    coated_width: Array,
    end_turns: Array,
    rolls: Array,
    overhang: Array,
) -> FilledCan:
    r"""Flat rolls in a prism, wound along its width.

    .. math:: L = [(W_i - b)(b - d_c) + \pi (b^2 - d_c^2)/4]/s, \quad
       A_+ = 2 n [L - n_{end}(2 (W_i - b) + \pi b)] w_p

    Parameters
    ----------
    sheets : LayerThicknesses
    inner_width, thickness, core : (s,) [mm]
        Room for the rolls, thickness of one, slit within it.
    coated_width : (s,) [mm]
    end_turns, rolls : (s,) [1]
    overhang : (s,) [mm]

    Returns
    -------
    can : FilledCan

    References
    ----------
    X1, X7, X8, X9.
    """
    repeat = repeat_thickness(sheets)
    straight = inner_width - thickness
    section = straight * (thickness - core) + math.pi * (thickness * thickness - core * core) / 4.0
    length = section / (repeat / UM_PER_MM)
    outer = FACES * straight + math.pi * thickness
    facing = facing_length(length, end_turns, outer)
    turns = (thickness - core) / (FACES * repeat / UM_PER_MM)
    none = 0.0 * length
    return _wound(repeat, (length, facing, outer, outer), turns, coated_width, (none, overhang, none), rolls)


def _wound(
    repeat: Array,
    lengths: tuple[Array, Array, Array, Array],
    turns: Array,
    width: Array,
    edges: tuple[Array, Array, Array],
    rolls: Array,
) -> FilledCan:
    """Areas of rolls from strip, facing part, end turn and outer turn (X4, X6, X8, X9)."""
    length, facing, end_turn, outer_turn = lengths
    uncoated, overhang, flag = edges
    positive = FACES * facing * width * (1.0 - uncoated)
    more = FACES * (facing * FACES * overhang + end_turn * (width + FACES * overhang))
    separator = FACES * (length + outer_turn) * (width + 4.0 * overhang)
    square_metre = rolls / (MM2_PER_CM2 * 1.0e4)
    return FilledCan(
        repeat=repeat,
        strip_length=length,
        facing_strip=facing,
        coated_width=width + 0.0 * length,
        layers=turns,
        can_positive_area=rolls * positive / MM2_PER_CM2,
        can_negative_area=rolls * (positive + more) / MM2_PER_CM2,
        can_separator_area=separator * square_metre,
        can_positive_foil=(facing * width + facing * flag) * square_metre,
        can_negative_foil=((positive + more) / FACES + length * flag) * square_metre,
    )


def sheet_count(sheets: LayerThicknesses, inner_thickness: Array, fill: Array) -> Array:
    r"""Positive sheets in a stack, :math:`N = \lfloor (\phi T_i - (2 t_- + t_{f-}) - 2 t_s)/s \rfloor`.

    Parameters
    ----------
    sheets : LayerThicknesses
    inner_thickness : (s,) [mm]
    fill : (s,) [1]
        Usable share of it.

    Returns
    -------
    sheets : (s,) [1]

    References
    ----------
    X12.
    """
    last = FACES * (sheets.negative_coat + sheets.separator_sheet) + sheets.negative_sheet
    room = fill * inner_thickness * UM_PER_MM - last
    return namespace(room).floor(room / repeat_thickness(sheets))


def prism_stack(
    sheets: LayerThicknesses,
    inner_thickness: Array,
    fill: Array,
    sheet_width: Array,
    sheet_height: Array,
    overhang: Array,
) -> FilledCan:
    r"""Stack in a prism or blade: one more negative sheet than positive ones.

    .. math:: A_+ = 2 N w h, \quad A_- = 2 (N + 1)(w + 2 o)(h + 2 o), \quad
       S = (2 N + 2)(w + 4 o)(h + 4 o)

    Parameters
    ----------
    sheets : LayerThicknesses
    inner_thickness : (s,) [mm]
    fill : (s,) [1]
    sheet_width, sheet_height : (s,) [mm]
        Of the positive coating.
    overhang : (s,) [mm]

    Returns
    -------
    can : FilledCan

    References
    ----------
    X1, X12, X13.
    """
    count = sheet_count(sheets, inner_thickness, fill)
    face = sheet_width * sheet_height
    negative = (count + 1.0) * (sheet_width + FACES * overhang) * (sheet_height + FACES * overhang)
    separator = (sheet_width + 4.0 * overhang) * (sheet_height + 4.0 * overhang)
    square_metre = 1.0 / (MM2_PER_CM2 * 1.0e4)
    return FilledCan(
        repeat=repeat_thickness(sheets),
        strip_length=count * sheet_width,
        facing_strip=count * sheet_width,
        coated_width=sheet_height + 0.0 * count,
        layers=count,
        can_positive_area=FACES * count * face / MM2_PER_CM2,
        can_negative_area=FACES * negative / MM2_PER_CM2,
        can_separator_area=(FACES * count + FACES) * separator * square_metre,
        can_positive_foil=count * face * square_metre,
        can_negative_foil=negative * square_metre,
    )
