"""What a cell format adds to the design of a couple: shape, line, bought parts."""

from cellworth.core.record import record, static
from cellworth.core.types import Array

__all__ = ["CYLINDER", "FLAT", "STACK", "FormatInputs", "FormatLine"]

CYLINDER, FLAT, STACK = "cylinder", "flat", "stack"


@record
class FormatLine:
    """Line of a format.

    Attributes
    ----------
    time_law : static
        By step: ``fixed``, ``winding`` or ``sheets``.
    left_out : static
        Steps of the base plant that the format does without.
    machine_seconds : dict of (s,) [s]
        Of a cell, by step with a fixed time.
    time_factor, machine_price : dict of (s,) [1]
        Slower machine, dearer machine, by step.
    base_seconds : dict of (s,) [s]
        Of the pouch cell of the base plant, by step.
    wind_speed, wind_index, sheet_time : (s,) [m/s], [s], [s]
    seam_speed, seam_handling : (s,) [m/s], [s]
    uptime, hours : (s,) [1], [h/year]
    occupancy, formation_rate : (s,) [h], [1/h]
    channel_fixed, channel_current, channel_share : (s,) [USD], [USD/A], [1]
    near_low, near_high : (s,) [Ah]
        Between them formation costs what it does in the base plant.
    """

    time_law: tuple[tuple[str, str], ...] = static()
    left_out: tuple[str, ...] = static()
    machine_seconds: dict[str, Array]
    time_factor: dict[str, Array]
    machine_price: dict[str, Array]
    base_seconds: dict[str, Array]
    wind_speed: Array
    wind_index: Array
    sheet_time: Array
    seam_speed: Array
    seam_handling: Array
    uptime: Array
    hours: Array
    occupancy: Array
    formation_rate: Array
    channel_fixed: Array
    channel_current: Array
    channel_share: Array
    near_low: Array
    near_high: Array


@record
class FormatInputs:
    """A cell format.

    Attributes
    ----------
    kind : static
        ``cylinder``, ``flat`` (wound) or ``stack``.
    shape : dict of (s,) [mm, g, g/cm^3 or 1]
        Outside, losses, case.
    line : FormatLine
    cell_yield : (s,) [%]
        Cells accepted over built.
    electrolyte_excess : (s,) [1]
    case_price : (s,) [USD]
        Can, lid and what is inside, at the base volume.
    case_metal_price, fabrication_factor : (s,) [USD/kg], [1]
    surplus : (s,) [1]
        Energy of the pack beyond what was asked for, before the voltage gives way.
    """

    kind: str = static()
    shape: dict[str, Array]
    line: FormatLine
    cell_yield: Array
    electrolyte_excess: Array
    case_price: Array
    case_metal_price: Array
    fabrication_factor: Array
    surplus: Array
