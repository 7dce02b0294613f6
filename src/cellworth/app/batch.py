"""A table of designs in, a table of results out: one row for each row, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute

from cellworth.app.evaluate import evaluate_packs
from cellworth.app.unsolved import no_solution
from cellworth.core.errors import InputError, Problem
from cellworth.engine.blocks import Progress
from cellworth.io.column_sets import heading, headings
from cellworth.io.input_columns import input_headings, read_inputs
from cellworth.io.output_texts import in_words
from cellworth.io.pack_texts import NO_TAG, TAG_NAMES
from cellworth.io.part_files import job_plan, open_parts
from cellworth.io.plant_range import scale_notes
from cellworth.io.table_writing import as_column, check_target, write_table
from cellworth.io.tables import Column, Table, read_table

__all__ = ["PART_ROWS", "BatchReport", "batch"]

PROBLEM_HEADING = "problem"
BATTERY_HEADING = "battery_no"
REASON_HEADING = "reason code"
PROBLEMS_SHOWN = 10
PART_ROWS = 200_000
"""Rows of a part: some seconds of work, and enough for blocks on every core."""


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
    restart: bool = False,
    part_rows: int = PART_ROWS,
    progress: Progress | None = None,
) -> BatchReport:
    """Design and cost every row of a table file.

    A table longer than one part is computed part by part in ``target.parts``; the same call after a stop
    takes up the whole parts. The bytes of the target depend on neither.

    Parameters
    ----------
    source, target : table files, CSV, compressed CSV or Parquet.
    parity : follow the published method with its quirks.
    column_set : ``cellworth`` for own names, ``batpac`` for the columns of the reference designs.
    everything : all outputs instead of the default ones.
    strict : refuse the table if any row is flawed.
    restart : begin again where parts of another input or version stand.
    part_rows : rows of a part.
    progress : called with rows done and all rows.

    Raises
    ------
    InputError
        If the table cannot be read, no row could be done, or any is flawed in strict mode, nothing is
        written then; if parts of another job stand there, or another process writes them.
    """
    wanted = headings(column_set, everything=everything)
    check_target(target, source)
    table = read_table(source)
    inputs = read_inputs(table, parity=parity)
    problems = dict(inputs.problems)
    _refuse(table, problems, strict=strict)
    arrays = dict(inputs.arrays)
    if parity and BATTERY_HEADING in table.columns:
        arrays[BATTERY_HEADING] = _battery_numbers(table)
    job = _Job(table, arrays, problems, wanted, parity=parity, batpac=column_set == "batpac")
    cuts = [slice(start, min(start + part_rows, table.n_rows)) for start in range(0, table.n_rows, part_rows)]
    notes = []
    if len(cuts) == 1:
        job.finish(job.rows(cuts[0]), target, strict=strict)
    else:
        options = {"parity": parity, "columns": column_set, "all": everything, "part_rows": part_rows}
        with open_parts(target, job_plan(source, options), restart=restart) as parts:
            for number, cut in enumerate(cuts):
                if parts.read(number) is None:
                    parts.write(number, job.rows(cut))
                if progress:
                    progress(cut.stop, table.n_rows)
            job.finish(parts.read_all(len(cuts)), target, strict=strict)
        if parts.taken:
            notes.append(f"{parts.taken} of {len(cuts)} parts were there already and were used again.")
    made = np.atleast_1d(arrays["energy"] * arrays["packs_per_year"])
    kept = made if len(made) == 1 else np.delete(made, list(inputs.problems))
    return replace(_report(table, job.problems), notes=(*notes, *scale_notes(kept)))


@dataclass
class _Job:
    """A table on its way: what was read, and what is wanted of it.

    Attributes
    ----------
    table : as read.
    arrays : inputs by name, as long as the table or of length one.
    problems : flawed rows by position.
    wanted : outputs by heading; all if None.
    parity, batpac : method, and form of the words.
    """

    table: Table
    arrays: Mapping[str, Any]
    problems: dict[int, Problem]
    wanted: Mapping[str, str] | None
    parity: bool
    batpac: bool

    def rows(self, cut: slice) -> Any:
        """Outputs of some rows and why a row has none, as an Arrow table."""
        n_rows = cut.stop - cut.start
        flawed = [row - cut.start for row in self.problems if cut.start <= row < cut.stop]
        kept = np.delete(np.arange(n_rows), flawed)
        reason = np.zeros(n_rows, dtype=np.int8)
        if not len(kept):
            return pa.table({REASON_HEADING: pa.array(reason)})
        names = None if self.wanted is None else tuple(dict.fromkeys(self.wanted.values()))
        results = evaluate_packs(self._given(cut, kept), parity=self.parity, outputs=names)
        reason[kept] = results.reason
        without = [*flawed, *np.flatnonzero(reason)]
        chosen = {heading(name): name for name in results.outputs} if self.wanted is None else self.wanted
        columns = {}
        for title, name in chosen.items():
            values = in_words(name, results.outputs[name], batpac=self.batpac)
            if name in TAG_NAMES and not self.batpac:
                values = np.where(values == NO_TAG, None, values)
            columns[title] = as_column(_spread(values, kept, n_rows, without))
        return pa.table({**columns, REASON_HEADING: pa.array(reason)})

    def _given(self, cut: slice, kept: Any) -> dict[str, Any]:
        shared = self.table.n_rows > 1
        return {
            name: array if len(array) == 1 and shared else array[cut][kept]
            for name, array in self.arrays.items()
        }

    def finish(self, found: Any, target: str, *, strict: bool) -> None:
        """Write what was found for all rows, or refuse it."""
        reason = found.column(REASON_HEADING).to_numpy()
        self.problems |= {int(row): no_solution(int(reason[row])) for row in np.flatnonzero(reason)}
        _refuse(self.table, self.problems, strict=strict)
        outputs = {
            name: found.column(name).combine_chunks() for name in found.column_names if name != REASON_HEADING
        }
        write_table(target, _columns_out(self.table, self.problems, outputs))


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
    table: Table, problems: Mapping[int, Problem], outputs: Mapping[str, Column]
) -> dict[str, Column]:
    """Columns of the table as they stood, then the outputs, then what was wrong with a row."""
    inputs = set(input_headings(table))
    columns = {
        name: column
        for name, column in table.columns.items()
        if name != PROBLEM_HEADING and (name in inputs or name not in outputs)
    }
    columns |= {name: column for name, column in outputs.items() if name not in columns}
    if problems:
        texts = [str(problems[row]) if row in problems else None for row in range(table.n_rows)]
        columns[PROBLEM_HEADING] = pa.array(texts, type=pa.string())
    return columns


def _spread(values: Any, kept: Any, n_rows: int, without: Sequence[int]) -> Any:
    """Values of the computed rows at their place among all rows; nothing in the rows without."""
    numeric = values.dtype.kind in "fiub"
    full = np.full(n_rows, np.nan) if numeric else np.full(n_rows, None, dtype=object)
    full[kept] = values
    full[np.asarray(without, dtype=int)] = np.nan if numeric else None
    return full
