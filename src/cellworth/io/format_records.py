"""Cell formats: names, numbers with their grades, and the record the engine takes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.constants import PERCENT
from cellworth.core.types import Array
from cellworth.engine.format_inputs import CYLINDER, STACK, FormatInputs, FormatLine
from cellworth.factory.format_steps import cell_yield_of
from cellworth.io.extension_values import SourcedNumber, extension_numbers, sourced, unknown
from cellworth.io.parameter_files import parameter_table

__all__ = [
    "POUCH",
    "FormatStep",
    "GradedNumber",
    "cell_format",
    "coating_limit",
    "format_inputs",
    "format_numbers",
    "format_steps",
    "format_title",
    "format_titles",
    "grade_spread",
]

POUCH = "pouch_batpac"
OUTSIDE = ("diameter", "height", "width", "thickness", "n_jelly_rolls", "end_turns", "case_density", "tabs")
SHARES = ("stack_fill_of_inner_thickness",)
ABSENT = ("tabs", "flag_width", "uncoated_fraction")
"""Numbers that are zero where a format has no row for them."""
LINE = {
    "seam_speed": "laser_seam_speed",
    "uptime": "oee",
    "hours": "hours_per_year",
    "occupancy": "formation_occupancy",
    "formation_rate": "formation_c_rate",
    "channel_fixed": "channel_price_fixed",
    "channel_current": "channel_price_per_ampere",
    "channel_share": "channel_share_of_formation_capital",
    "near_low": "formation_near_low",
    "near_high": "formation_near_high",
    "surplus": "pack_surplus",
}
FIXED_LINE = ("surplus", "near_low", "near_high", "hours", "channel_share", "seam_handling")
BASE_STEPS = {"notch": ("notch_positive", "notch_negative")}
LAWS = ("fixed", "sheets", "winding")


@dataclass(frozen=True)
class GradedNumber:
    """A number of a format, and what kind it is for its spread; ``fixed`` ones have none."""

    number: SourcedNumber
    kind: str


@dataclass(frozen=True)
class FormatStep:
    """What a process step does for a format, and what it does for the pouch."""

    step: str
    does: str
    pouch: str
    seconds: str
    applies: bool
    grade: str


def _kinds() -> dict[str, dict[str, str]]:
    return parameter_table("extensions/format_kinds.csv").by("format_id")


def format_titles() -> dict[str, str]:
    """Identifier by title of each format, the pouch first."""
    return {row["title"]: name for name, row in _kinds().items()}


def cell_format(text: str, where: str = "--format") -> str:
    """Identifier of a format from its title or another name.

    Raises
    ------
    InputError
        If there is no such format.
    """
    wanted = " ".join(text.replace("_", " ").split()).casefold()
    for name, row in _kinds().items():
        known = (name, row["title"], *row["aliases"].split(";"))
        if wanted in {each.replace("_", " ").casefold() for each in known}:
            return name
    raise unknown(where, text, format_titles())


def coating_limit(format_id: str) -> float | None:
    """Thickest positive coating of a format [um]; nothing where it is that of the couple."""
    text = _kinds()[format_id]["coating_limit"]
    return float(text) if text else None


def format_title(format_id: str) -> str:
    """Name of a format as people write it."""
    return _kinds()[format_id]["title"]


def _rows(table: str, format_id: str) -> list[dict[str, str]]:
    return [row for row in parameter_table(f"extensions/{table}.csv").rows if row["format_id"] == format_id]


def format_numbers(format_id: str) -> dict[str, GradedNumber]:
    """Every number of a format with its grade, by the part of the record and its name there."""
    found = {}
    for row in _rows("formats", format_id):
        name = row["parameter"]
        kind = "fixed" if name in OUTSIDE else "share" if name in SHARES else "loss"
        found[f"shape.{name}"] = GradedNumber(sourced(name, row), kind)
    for row in _rows("format_steps", format_id):
        found.update(_step_numbers(row))
    kind_row, line = _kinds()[format_id], extension_numbers("line_parameters")
    chosen = {name: line[row] for name, row in LINE.items()}
    for field, column in (
        ("wind_speed", "wind_speed"),
        ("wind_index", "wind_index"),
        ("sheet_time", "sheet_time"),
    ):
        if kind_row[column]:
            chosen[field] = line[kind_row[column]]
    shape = "cylindrical" if kind_row["kind"] == CYLINDER else "prismatic"
    chosen["seam_handling"] = line[f"seam_handling_{shape}"]
    for field, number in chosen.items():
        found[f"line.{field}"] = GradedNumber(number, "fixed" if field in FIXED_LINE else "machine")
    return found | _bought(format_id, kind_row)


def _step_numbers(row: Mapping[str, str]) -> dict[str, GradedNumber]:
    """Seconds, factor, price and yield of a step."""
    step, found = row["step"], {}

    def add(part: str, column: str, unit: str, kind: str) -> None:
        if row[column] != "":
            what = f"{step}: {column.replace('_', ' ')}"
            number = sourced(what, {**row, "unit": unit}, column)
            found[f"{part}.{step}"] = GradedNumber(number, kind)

    if row["time_law"] in LAWS:
        add("seconds", "machine_seconds", "s/cell", "machine")
        add("factor", "time_factor", "1", "fixed")
        add("machine", "price_ratio", "1", "machine")
    if row["time_law"] != "area":
        add("yield", "step_yield", "1", "reject")
    return found


def _bought(format_id: str, kind_row: Mapping[str, str]) -> dict[str, GradedNumber]:
    """Can, its metal, and electrolyte over pore volume."""
    rows = parameter_table("extensions/format_hardware.csv").rows
    by_item = {row["item"]: row for row in rows if row["format_id"] in {format_id, "all"}}
    how = "stacked" if kind_row["kind"] == STACK else "hardcase"
    wanted = {
        "case_price": ("case_piece_price", "price"),
        "case_metal_price": (f"case_metal_price_{kind_row['case_metal']}", "price"),
        "fabrication_factor": ("case_fabrication_factor", "fixed"),
        "electrolyte_excess": (f"electrolyte_excess_{how}", "share"),
    }
    return {
        f"bought.{name}": GradedNumber(sourced(item, by_item[item]), kind)
        for name, (item, kind) in wanted.items()
    }


def grade_spread(kind: str, grade: str) -> float:
    """Half width of a number by kind and grade: P95 over the number, less one.

    Raises
    ------
    KeyError
        If the table of spreads has no such row.
    """
    rows = parameter_table("extensions/grade_spreads.csv").rows
    return {(row["kind"], row["grade"]): float(row["value"]) for row in rows}[kind, grade]


def format_inputs(format_id: str, values: Mapping[str, Array]) -> FormatInputs:
    """The record of a format.

    Parameters
    ----------
    format_id : identifier.
    values : (s,) by the names of `format_numbers`.
    """
    parts: dict[str, dict[str, Array]] = {}
    for name, value in values.items():
        part, _, field = name.partition(".")
        parts.setdefault(part, {})[field] = value
    none = np.zeros(1)
    steps = _rows("format_steps", format_id)
    pouch = {row["step"]: row["machine_seconds"] for row in _rows("format_steps", POUCH)}
    timed = [row for row in steps if row["time_law"] in LAWS]
    left_out = [row["step"] for row in steps if row["applies"] == "0"]
    surplus = parts["line"].pop("surplus")
    line = {"wind_speed": none, "wind_index": none, "sheet_time": none} | parts["line"]
    return FormatInputs(
        kind=_kinds()[format_id]["kind"],
        shape=dict.fromkeys(ABSENT, none) | parts["shape"],
        line=FormatLine(
            time_law=tuple((row["step"], row["time_law"]) for row in timed),
            left_out=tuple(name for step in left_out for name in BASE_STEPS.get(step, (step,))),
            machine_seconds=parts.get("seconds", {}),
            time_factor=parts["factor"],
            machine_price=parts["machine"],
            base_seconds={row["step"]: np.asarray([float(pouch[row["step"]])]) for row in timed},
            **line,
        ),
        cell_yield=PERCENT * cell_yield_of(parts["yield"].values()),
        surplus=surplus,
        **parts["bought"],
    )


def format_steps(format_id: str) -> tuple[FormatStep, ...]:
    """Process steps that depend on the format, with what the pouch has in their place."""
    pouch = {row["step"]: row["does"] for row in _rows("format_steps", POUCH)}
    return tuple(
        FormatStep(
            step=row["step"],
            does=row["does"],
            pouch=pouch[row["step"]],
            seconds=row["machine_seconds"],
            applies=row["applies"] == "1",
            grade=row["grade"],
        )
        for row in _rows("format_steps", format_id)
    )
