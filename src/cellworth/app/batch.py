"""A table of designs in, a table of results out: one row for each row, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute

from cellworth.app.evaluate import evaluate_packs
from cellworth.app.unsolved import no_design
from cellworth.core.errors import InputError, Problem
from cellworth.io.column_sets import heading, headings
from cellworth.io.input_columns import input_headings, read_inputs
from cellworth.io.output_texts import in_words
from cellworth.io.pack_texts import NO_TAG, TAG_NAMES
from cellworth.io.plant_range import scale_notes
from cellworth.io.table_writing import as_column, check_target, write_table
from cellworth.io.tables import Column, Table, read_table

__all__ = ["BatchReport", "batch"]

PROBLEM_HEADING = "problem"
BATTERY_HEADING = "battery_no"
PROBLEMS_SHOWN = 10


@dataclass(frozen=True)
class BatchReport:
    """What a batch did.

    Attributes
    ----------
    n_rows, n_done : rows read and rows with results.
    problems : the first flawed rows, with file and line.
    n_problems : number of flawed rows.
    notes : what else should be known, a sentence each.
    """

    n_rows: int
    n_done: int
    problems: tuple[Problem, ...]
    n_problems: int
    notes: tuple[str, ...] = ()


def batch(
    source: str,
    target: str,
    *,
    parity: bool = False,
    column_set: str = "cellworth",
    everything: bool = False,
    strict: bool = False,
) -> BatchReport:
    """Design and cost every row of a table file.

    Parameters
    ----------
    source, target : table files, CSV, compressed CSV or Parquet.
    parity : follow the published method with its quirks.
    column_set : ``cellworth`` for own names, ``batpac`` for the columns of the reference designs.
    everything : all outputs instead of the default ones.
    strict : refuse the table if any row is flawed.

    Raises
    ------
    InputError
        If the table cannot be read, no row could be done, or any is flawed in strict mode; nothing is
        written then.
    """
    wanted = headings(column_set, everything=everything)
    check_target(target, source)
    table = read_table(source)
    inputs = read_inputs(table, parity=parity)
    problems = dict(inputs.problems)
    _refuse(table, problems, strict=strict)
    kept = np.array([row for row in range(table.n_rows) if row not in problems])
    arrays = {name: array if len(array) == 1 else array[kept] for name, array in inputs.arrays.items()}
    if parity and BATTERY_HEADING in table.columns:
        arrays[BATTERY_HEADING] = _battery_numbers(table)[kept]
    names = None if wanted is None else tuple(dict.fromkeys(wanted.values()))
    results = evaluate_packs(arrays, parity=parity, outputs=names)
    for position in np.flatnonzero(results.reason):
        problems[int(kept[position])] = no_design(results, int(position))
    _refuse(table, problems, strict=strict)
    batpac = column_set == "batpac"
    write_table(target, _columns_out(table, problems, kept, results.outputs, wanted, batpac=batpac))
    made = np.asarray(arrays["energy"] * arrays["packs_per_year"])
    return replace(_report(table, problems), notes=tuple(scale_notes(made)))


def _refuse(table: Table, problems: Mapping[int, Problem], *, strict: bool) -> None:
    """Stop where no row can be done, or in strict mode where one cannot."""
    if not problems or (len(problems) < table.n_rows and not strict):
        return
    shown = _placed(table, problems)
    more = len(problems) - len(shown)
    rest = [Problem(table.path, f"{more} more rows", "they are flawed as well")] if more else []
    raise InputError(*shown, *rest)


def _placed(table: Table, problems: Mapping[int, Problem]) -> list[Problem]:
    """The first problems with file and line in front."""
    first = sorted(problems)[:PROBLEMS_SHOWN]
    return [replace(problems[row], where=f"{table.place(row)}, {problems[row].where}") for row in first]


def _report(table: Table, problems: Mapping[int, Problem]) -> BatchReport:
    return BatchReport(
        n_rows=table.n_rows,
        n_done=table.n_rows - len(problems),
        problems=tuple(_placed(table, problems)),
        n_problems=len(problems),
    )


def _battery_numbers(table: Table) -> Any:
    """Column of the workbook each design stood in; the first where none is given."""
    column = table.columns[BATTERY_HEADING]
    try:
        numbers = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        texts = compute.if_else(compute.equal(column.cast(pa.string()), ""), "1", column.cast(pa.string()))
        try:
            numbers = texts.cast(pa.float64()).to_numpy(zero_copy_only=False)
        except pa.ArrowInvalid:
            why = "it is the number of a battery, 1 to 7"
            raise InputError(Problem(table.path, f"text in column {BATTERY_HEADING}", why)) from None
    return np.where(np.isnan(numbers), 1.0, numbers)


def _columns_out(
    table: Table,
    problems: Mapping[int, Problem],
    kept: Any,
    outputs: Mapping[str, Any],
    wanted: Mapping[str, str] | None,
    *,
    batpac: bool,
) -> dict[str, Column]:
    """Columns of the table as they stood, then the outputs, then what was wrong with a row."""
    chosen = {heading(name): name for name in outputs} if wanted is None else wanted
    inputs = set(input_headings(table))
    columns = {
        name: column
        for name, column in table.columns.items()
        if name != PROBLEM_HEADING and (name in inputs or name not in chosen)
    }
    for title, name in chosen.items():
        if title not in columns:
            values = in_words(name, outputs[name], batpac=batpac)
            if name in TAG_NAMES and not batpac:
                values = np.where(values == NO_TAG, None, values)
            columns[title] = as_column(_spread(values, kept, table.n_rows, problems))
    if problems:
        texts = [str(problems[row]) if row in problems else None for row in range(table.n_rows)]
        columns[PROBLEM_HEADING] = pa.array(texts, type=pa.string())
    return columns


def _spread(values: Any, kept: Any, n_rows: int, problems: Mapping[int, Problem]) -> Any:
    """Values of the computed rows at their place among all rows; nothing where a row is flawed."""
    numeric = values.dtype.kind in "fiub"
    full = np.full(n_rows, np.nan) if numeric else np.full(n_rows, None, dtype=object)
    full[kept] = values
    if problems:
        full[np.fromiter(problems, dtype=int)] = np.nan if numeric else None
    return full
