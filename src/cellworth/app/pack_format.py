"""One pack with cells of a format: design, cost, steps that differ, spread by the grades of its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.app.format_spread import FormatSpread, format_spread
from cellworth.app.pack import PackDesign, pack_design
from cellworth.core.constants import PERCENT
from cellworth.core.types import Array
from cellworth.engine.format_cell import FormatCell
from cellworth.engine.format_stage import StepLoad, format_packs
from cellworth.engine.pack_model import PackModel
from cellworth.io.couple_tables import newer_couples
from cellworth.io.extension_values import SourcedNumber
from cellworth.io.format_records import (
    POUCH,
    FormatStep,
    cell_format,
    coating_limit,
    format_inputs,
    format_numbers,
    format_steps,
    format_title,
)
from cellworth.io.input_values import single_design
from cellworth.io.output_texts import in_words
from cellworth.io.pack_model import pack_model

__all__ = ["FormatDesign", "format_design"]

COMPUTED = ("--metals", "the case")
"""Inputs from here are estimates, not choices: they are drawn."""
THICKEST = "positive_thickness_max"
YIELD = "cell_yield"


@dataclass(frozen=True)
class FormatDesign(PackDesign):
    """A design with cells of a format.

    Attributes
    ----------
    format_id, format_title : of the format.
    cell : FormatCell, or None for a pouch.
    load : StepLoad or None
    steps : what each step does, and what it does for a pouch.
    spread : FormatSpread
    couple_grade : weakest grade of the couple's numbers, and a note; empty for those of the published method.
    used : numbers of the format with source and grade.
    """

    format_id: str
    format_title: str
    cell: FormatCell | None
    load: StepLoad | None
    steps: tuple[FormatStep, ...]
    spread: FormatSpread
    couple_grade: tuple[str, str]
    used: tuple[SourcedNumber, ...]


def format_design(
    text: str, given: Mapping[str, tuple[str, str]], *, model: PackModel | None = None
) -> FormatDesign:
    """Design and cost one pack with cells of a format.

    Parameters
    ----------
    text : name of the format, as given.
    given : for each input given, where it stands and its text.
    model : tables and parameters other than those of the package, of a place for instance.

    Raises
    ------
    InputError
        If there is no such format, an input cannot be used or no design meets them all.
    """
    format_id, tables = cell_format(text), model or pack_model()
    inputs = dict(given)
    limit = coating_limit(format_id)
    if limit is not None and THICKEST not in inputs:
        inputs[THICKEST] = ("--format", f"{limit:g} um")
    plain = pack_design(inputs, model=tables)
    arrays, _ = single_design(inputs, parity=False)
    couple = str(plain.inputs["couple"])
    fixed = {name for name, (where, _) in given.items() if where not in COMPUTED}
    row = newer_couples().get(couple)
    grade = (row["grade"], row["note"]) if row else ("", "")
    if format_id == POUCH:
        spread = format_spread(format_id, couple, arrays, tables, fixed)
        return FormatDesign(
            plain.inputs, plain.outputs, plain.notes, format_id, format_title(format_id), None, None,
            (), spread, grade, (),
        )  # fmt: skip
    if YIELD not in given:
        arrays[YIELD] = np.asarray([np.nan])
    numbers = format_numbers(format_id)
    values = {name: np.asarray([each.number.value]) for name, each in numbers.items()}
    made = format_packs(arrays, tables, format_inputs(format_id, values))
    spread = format_spread(format_id, couple, arrays, tables, fixed)
    return FormatDesign(
        inputs=plain.inputs | {YIELD: _yield(made.outputs)},
        outputs={name: _plain(name, value) for name, value in made.outputs.items()},
        notes=(*plain.notes, *_pack_notes(plain, made.cell)),
        format_id=format_id,
        format_title=format_title(format_id),
        cell=made.cell,
        load=made.load,
        steps=format_steps(format_id),
        spread=spread,
        couple_grade=grade,
        used=tuple(each.number for each in numbers.values()),
    )


def _plain(name: str, values: Array) -> float | str:
    value = in_words(name, np.atleast_1d(values))[0]
    return value if isinstance(value, str) else float(value)


def _yield(outputs: Mapping[str, Array]) -> float:
    built = outputs["cells_built_per_year"][0]
    return PERCENT * float(outputs["cells_accepted_per_year"][0] / built)


def _pack_notes(plain: PackDesign, cell: FormatCell) -> tuple[str, ...]:
    """What a reader must know of the pack around the cells."""
    series, strings = (float(each[0]) for each in (cell.in_series, cell.in_parallel))
    voltage = series * float(cell.format_voltage[0])
    asked = float(plain.outputs["pack_voltage"])
    notes = [
        "modules, electronics, cooling and jacket are those of the pack of pouch cells with the same energy; "
        "mass and volume change by those of the cells"
    ]
    if abs(voltage / asked - 1.0) > NEAR_VOLTAGE:
        notes.append(
            f"{series:.0f} in series and {strings:.0f} in parallel: the pack has {voltage:.0f} V in place of "
            f"{asked:.0f} V, so that large cells do not hold more than was asked for"
        )
    return tuple(notes)


NEAR_VOLTAGE = 0.1
