"""One design as a sheet of labelled lines and sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from cellworth.io.input_schema import column_rows, input_definitions

__all__ = ["NOT_THERE", "Line", "PackSheet", "Section", "pack_sheet"]

TAGS = {"error": "design_errors", "warning": "design_warnings"}
NOT_THERE = "-"


@dataclass(frozen=True)
class Line:
    """One line: label, number or words, unit; names of the numbers it shows."""

    label: str
    value: str
    unit: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """Lines under a heading, on the ``left`` or the ``right`` of the sheet."""

    side: str
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class PackSheet:
    """The sheet.

    Attributes
    ----------
    title : what was designed.
    sections : in order.
    limits : what sets the coating, a sentence.
    errors, warnings : sentences.
    """

    title: str
    sections: tuple[Section, ...]
    limits: str
    errors: tuple[str, ...]
    warnings: tuple[str, ...]


def pack_sheet(
    inputs: Mapping[str, float | str | bool | None], outputs: Mapping[str, float | str]
) -> PackSheet:
    """Sheet of one design from its inputs and outputs by name."""
    rows = column_rows("pack_sheet.csv")
    both = {**{name: value for name, value in inputs.items() if value is not None}, **outputs}
    sections = tuple(
        Section(side, heading, tuple(_line(row, both) for row in group))
        for (side, heading), group in groupby(rows, key=lambda row: (row["side"], row["section"]))
    )
    return PackSheet(
        title=_title(inputs),
        sections=sections,
        limits=_limits(outputs),
        errors=tuple(_sentences("error", outputs)),
        warnings=tuple(_sentences("warning", outputs)),
    )


def _title(inputs: Mapping[str, float | str | bool | None]) -> str:
    size = "energy" if inputs["energy"] is not None else "capacity"
    unit = input_definitions()[size].unit
    return (
        f"{inputs['couple']}, {inputs[size]:g} {unit}, {inputs['power']:g} kW, {inputs['vehicle']}; "
        f"{inputs['packs_per_year']:,.0f} packs a year"
    )


def _line(row: Mapping[str, str], values: Mapping[str, float | str | bool]) -> Line:
    scale = float(row["scale"])
    names = tuple(row["names"].split())
    shown = [_shown(values[name], scale, row["form"]) for name in names]
    joint = " x " if len(shown) == 3 else " / "
    return Line(row["label"], joint.join(shown), row["unit"], names)


def _shown(value: float | str | bool, scale: float, form: str) -> str:
    if isinstance(value, str):
        return value or NOT_THERE
    return format(value * scale, form) if value == value else NOT_THERE


def _limits(outputs: Mapping[str, float | str]) -> str:
    thickness = outputs["positive_coating_thickness"]
    return f"Positive coating of {thickness:.0f} um, set by: {outputs['limited_by']}."


def _sentences(kind: str, outputs: Mapping[str, float | str]) -> Iterator[str]:
    """Sentence of each tag raised; tags stand in the output as ``3, 4``."""
    raised = {tag.strip() for tag in str(outputs[TAGS[kind]]).split(",")}
    for row in column_rows("tag_sentences.csv"):
        if row["kind"] == kind and row["tag"] in raised:
            yield row["sentence"]
