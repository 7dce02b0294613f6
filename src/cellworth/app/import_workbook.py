"""A BatPaC workbook in: its inputs as a table or as packs of a case, its results beside ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from cellworth.app.evaluate import evaluate_packs
from cellworth.app.unsolved import no_design
from cellworth.core.errors import InputError, Problem
from cellworth.io.batpac_workbook import BATTERIES, StoredWorkbook, read_workbook
from cellworth.io.column_sets import batpac_columns
from cellworth.io.input_columns import read_inputs
from cellworth.io.input_schema import column_rows
from cellworth.io.output_texts import in_words
from cellworth.io.pack_sections import pack_sections
from cellworth.io.table_writing import text_cell, whole_file, write_table
from cellworth.io.tables import Table

__all__ = [
    "WITHIN",
    "Compared",
    "SideBySide",
    "Summary",
    "import_workbook",
    "input_table",
    "write_inputs",
    "write_packs",
]

ENERGY, CAPACITY = "in_target_pack_energy_kwh", "in_target_pack_capacity_ah"
CONVERGED = 1e-4
"""Relative distance of pack energy or capacity from its target above which a workbook is not converged."""

WHOLE = 0.02
"""Distance of the number of layers from a whole number; the workbook itself stops at 0.01."""

LAYERS = "bd_number_of_bicell_layers_97_pct_packing_density"
NEXT_TO_NOTHING = 1e-12
WITHIN = 4e-4
"""How far the workbook's own answer depends on the way it was found."""


@dataclass(frozen=True)
class Compared:
    """One number of one battery.

    Attributes
    ----------
    column : of the reference designs. battery : 1 to 7.
    stored, here : of the workbook and computed here. difference : relative; absolute where stored is zero.
    """

    column: str
    battery: int
    stored: float
    here: float
    difference: float


@dataclass(frozen=True)
class Summary:
    """All numbers compared, in short.

    Attributes
    ----------
    compared : numbers. median : of the sizes of their differences. within : share not beyond `WITHIN`.
    far : those beyond it, the farthest first.
    """

    compared: int
    median: float
    within: float
    far: tuple[Compared, ...]


@dataclass(frozen=True)
class SideBySide:
    """A workbook's results beside ours.

    Attributes
    ----------
    workbook : as read.
    batteries : numbers of those that were computed here.
    numbers : every number compared.
    texts_differ : columns and batteries whose words differ, with both.
    notes : sentences on what the workbook is lacking: not converged, error values, labels not found.
    problems : why a battery could not be computed here.
    """

    workbook: StoredWorkbook
    batteries: tuple[int, ...]
    numbers: tuple[Compared, ...]
    texts_differ: tuple[tuple[str, int, str, str], ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    def shown(self) -> list[tuple[str, dict[int, Compared]]]:
        """The few results that are printed, each with its batteries."""
        found = []
        for row in column_rows("workbook_shown.csv"):
            title = ", ".join(filter(None, (row["title"], row["unit"])))
            lines = {entry.battery: entry for entry in self.numbers if entry.column == row["batpac_column"]}
            if lines:
                found.append((title, lines))
        return found

    def summary(self) -> Summary | None:
        """All numbers, not only those shown; None where there is none."""
        sizes = sorted(abs(entry.difference) for entry in self.numbers)
        if not sizes:
            return None
        ranked = sorted(self.numbers, key=lambda entry: -abs(entry.difference))
        far = tuple(entry for entry in ranked if abs(entry.difference) > WITHIN)
        within = 1.0 - len(far) / len(sizes)
        return Summary(len(sizes), sizes[len(sizes) // 2], within, far)


def import_workbook(path: str) -> SideBySide:
    """Read a BatPaC 5 workbook and compute its batteries here, quirks of the workbook included.

    Raises
    ------
    InputError
        As `read_workbook`, or if no battery can be computed.
    """
    return _side_by_side(read_workbook(path))


def _filled(workbook: StoredWorkbook) -> list[int]:
    """Numbers of the batteries with a size."""
    return [
        number
        for number in range(1, BATTERIES + 1)
        if any(workbook.inputs[name][number - 1] is not None for name in (ENERGY, CAPACITY))
    ]


def input_table(workbook: StoredWorkbook) -> Table:
    """Inputs of the batteries with a size, one row each, under the headings `batch` reads."""
    numbers = _filled(workbook)
    if not numbers:
        why = "an energy or a capacity is due on the Dashboard"
        raise InputError(Problem(workbook.path, "no battery has a size", why))
    columns: dict[str, Any] = {"battery_no": [str(number) for number in numbers]}
    for name, values in workbook.inputs.items():
        columns[name] = [_text(values[number - 1]) for number in numbers]
    made = {name: pa.array(texts, type=pa.string()) for name, texts in columns.items()}
    return Table(workbook.path, made, len(numbers), is_csv=False, bare_units=True)


def _text(value: str | float | None) -> str:
    if value is None:
        return ""
    return (
        text_cell(value.strip())
        if isinstance(value, str)
        else repr(int(value) if value == int(value) else value)
    )


def write_inputs(side: "SideBySide", target: str) -> None:
    """Write the inputs as a table for `cellworth batch`."""
    write_table(target, input_table(side.workbook).columns)


def _side_by_side(workbook: StoredWorkbook) -> SideBySide:
    """Compute the batteries of a workbook and put the numbers side by side."""
    table = input_table(workbook)
    numbers = _filled(workbook)
    inputs = read_inputs(table, parity=True)
    problems = [_placed(numbers[row], problem) for row, problem in inputs.problems.items()]
    kept = [row for row in range(table.n_rows) if row not in inputs.problems]
    if not kept:
        raise InputError(*problems)
    arrays = {name: array if len(array) == 1 else array[kept] for name, array in inputs.arrays.items()}
    arrays["battery_no"] = np.array([float(numbers[row]) for row in kept])
    mapping = {column: name for column, name in batpac_columns().items() if column in workbook.results}
    results = evaluate_packs(arrays, parity=True, outputs=tuple(dict.fromkeys(mapping.values())))
    solved = []
    for position, row in enumerate(kept):
        if results.reason[position]:
            problems.append(_placed(numbers[row], no_design(results, position)))
        else:
            solved.append((position, numbers[row]))
    compared, texts = _compared(workbook, mapping, results.outputs, solved)
    notes = tuple(_notes(workbook, numbers))
    done = tuple(number for _, number in solved)
    return SideBySide(workbook, done, tuple(compared), tuple(texts), notes, tuple(problems))


def _placed(number: int, problem: Problem) -> Problem:
    return Problem(f"battery {number}, {problem.where}", problem.found, problem.why, problem.instead)


def _compared(
    workbook: StoredWorkbook,
    mapping: Mapping[str, str],
    outputs: Mapping[str, Any],
    solved: list[tuple[int, int]],
) -> tuple[list[Compared], list[tuple[str, int, str, str]]]:
    """Numbers side by side, and words that differ."""
    compared, texts = [], []
    for column, name in mapping.items():
        if name not in outputs:
            continue
        ours = in_words(name, outputs[name], batpac=True)
        for position, number in solved:
            stored, here = workbook.results[column][number - 1], ours[position if len(ours) > 1 else 0]
            if stored is None:
                continue
            if isinstance(stored, float) and not isinstance(here, str) and np.isfinite(float(here)):
                own = float(here)
                size = abs(stored) if abs(stored) > NEXT_TO_NOTHING else 1.0
                compared.append(Compared(column, number, stored, own, (own - stored) / size))
            elif _plain(stored) != _plain(here):
                texts.append((column, number, str(stored).strip(), str(here).strip()))
    return compared, texts


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return " ".join(str(value).split()).casefold()


def _notes(workbook: StoredWorkbook, numbers: list[int]) -> list[str]:
    """What the workbook itself is lacking."""
    notes = []
    if workbook.version != "5.0":
        told = f"it says version {workbook.version}" if workbook.version else "it does not say its version"
        notes.append(f"Read as BatPaC 5.0; {told}.")
    for number in numbers:
        if places := workbook.errors.get(number):
            first = ", ".join(places[:3])
            notes.append(f"Battery {number} holds error values in {len(places)} cells (first: {first}).")
        elif lack := _not_converged(workbook, number):
            notes.append(f"Battery {number} is not converged: {lack}.")
    if any("holds error" in note or "not converged" in note for note in notes):
        notes.append("Open the workbook in Excel, restart its calculation and save it when it has settled.")
    if workbook.missing:
        notes.append(f"Labels not found: {', '.join(workbook.missing)}.")
    return notes


def _not_converged(workbook: StoredWorkbook, number: int) -> str:
    """Why the stored results of a battery are not those of its inputs; empty where they may be."""

    def stored(column: str) -> float | None:
        value = workbook.results.get(column, (None,) * BATTERIES)[number - 1]
        return value if isinstance(value, float) else None

    def given(column: str) -> float | None:
        value = workbook.inputs[column][number - 1]
        return value if isinstance(value, float) else None

    sizes = (
        ("energy", given(ENERGY), stored("sum_pack_total_energy_kwh"), "kWh"),
        ("capacity", None if given(ENERGY) else given(CAPACITY), stored("sum_pack_capacity_ah"), "Ah"),
    )
    for title, target, found, unit in sizes:
        if target and found is not None and abs(found / target - 1.0) > CONVERGED:
            return f"its {title} is {found:.6g} {unit}, its target {target:.6g} {unit}"
    layers = stored(LAYERS)
    if layers is not None and abs(layers - round(layers)) > WHOLE:
        return f"it has {layers:.3f} layers, not a whole number"
    return ""


def write_packs(side: SideBySide, target: str) -> tuple[str, ...]:
    """Write the batteries as packs of a case; returns the inputs entered that a case does not take."""
    text, left_out = pack_sections(side.workbook, _filled(side.workbook))
    with whole_file(target) as part:
        Path(part).write_text(text, encoding="utf-8")
    return left_out
