"""Errors and warnings of a design, by tag."""

from collections.abc import Mapping

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.cell_records import CellDesign
from cellworth.design.inputs import PackLayout, VehicleUse
from cellworth.design.pack.jacket import PackSize
from cellworth.design.pack.parameters import CheckLimits
from cellworth.design.pack_corrections import PackCorrections

SOLVED = 1.0e-9
"""Relative difference of two thicknesses that the solve does not tell apart."""


@record
class PackChecks:
    """What is wrong or doubtful with a design.

    Attributes
    ----------
    design_error, design_warning : mapping of tag to (s,) bool
    coating_too_thin : (s,) [code]
        One where a coating is below its minimum.
    charger_current_limit : (s,) [A]
    """

    design_error: dict[str, Array]
    design_warning: dict[str, Array]
    coating_too_thin: Array
    charger_current_limit: Array


def pack_checks(
    layout: PackLayout,
    vehicle: VehicleUse,
    cell: CellDesign,
    size: PackSize,
    coating_minimum: Array,
    couple_kind: Array,
    charger_power: Array,
    limits: CheckLimits,
    corrections: PackCorrections,
) -> PackChecks:
    r"""Errors 1 to 4 and warnings 5 to 12.

    Parameters
    ----------
    layout : PackLayout
    vehicle : VehicleUse
    cell : CellDesign
    size : PackSize
    coating_minimum : (s,) [um]
    couple_kind : (s,) [code]
        0 neither or both, 1 energy, 2 power, by the couple's name.
    charger_power : (s,) [kW]
    limits : CheckLimits
    corrections : PackCorrections

    Returns
    -------
    checks : PackChecks

    Notes
    -----
    Error 2 looks at rows, though its text says modules; ``modules_divisible`` looks at modules.
    A coating at its minimum is not below it, whatever the last digits of the solve are.
    Warning 7 stands wherever error 3 does.

    References
    ----------
    D150 to D152. [batpac5]_
    """
    xp = namespace(cell.sized.positive_coating_thickness, layout.rows)
    positive = cell.sized.positive_coating_thickness
    thinnest = xp.minimum(positive, cell.geometry.negative_coating_thickness)
    end, lower = cell.pulse.soc_pulse_end, cell.operation.soc_at_lower
    split = cell.counts.modules_per_pack if corrections.modules_divisible else layout.rows
    kind, ideal = couple_kind, vehicle.ideal_couple_kind
    charge_current = limits.charged_share * cell.electrics.system_capacity * 60.0 / cell.operation.charge_time
    charger_current = 1000.0 * charger_power / limits.charger_voltage
    largest = limits.largest_dimension
    least = (1.0 - SOLVED) * coating_minimum
    errors = {
        "1": _indivisible(layout.cells_per_module, layout.cells_in_parallel),
        "2": _indivisible(split, layout.modules_in_parallel),
        "3": end < lower,
        "4": positive < least,
    }
    warnings = {
        "5": _unusual(layout.rows, limits.usual_rows),
        "6": _unusual(layout.modules_in_parallel, limits.usual_modules_in_parallel),
        "7": end < lower + vehicle.soc_reserve,
        "8": (ideal == 1.0) & (kind == 2.0),
        "9": (ideal == 2.0) & (kind == 1.0),
        "10": (size.pack_length > largest) & (size.pack_width > largest),
        "11": cell.open_circuit.system_ocv_average > limits.largest_system_voltage,
        "12": cell.operation.charging_in_force & (charge_current > charger_current),
    }
    return PackChecks(
        design_error=errors,
        design_warning=warnings,
        coating_too_thin=xp.astype(thinnest < least, positive.dtype),
        charger_current_limit=charger_current,
    )


def _indivisible(count: Array, by: Array) -> Array:
    """True where a count is no multiple of another."""
    ratio = count / by
    return namespace(ratio).floor(ratio) != ratio


def _unusual(count: Array, usual: tuple[float, ...]) -> Array:
    """True where a count is none of the usual ones."""
    unusual = count != usual[0]
    for value in usual[1:]:
        unusual = unusual & (count != value)
    return unusual


def tag_code(flags: Mapping[str, Array]) -> Array:
    """Tags raised as one number: the sum of two to the power of each.

    Parameters
    ----------
    flags : mapping of tag to (s,) bool

    Returns
    -------
    code : (s,) [code]

    References
    ----------
    Shown rows of D150 and D151. [batpac5]_
    """
    xp = namespace(*flags.values())
    return sum(xp.where(flag, xp.asarray(2.0 ** int(tag)), 0.0) for tag, flag in flags.items())
