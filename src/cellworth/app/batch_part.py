"""Some rows of a table of designs: read, designed, costed, and put down as one Parquet file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.parquet as parquet

from cellworth.app.evaluate import evaluate_packs
from cellworth.app.unsolved import no_solution
from cellworth.core.errors import InputError, Problem
from cellworth.engine.blocks import Progress
from cellworth.engine.executors import Workers
from cellworth.io.column_sets import heading, headings
from cellworth.io.input_columns import as_numbers, input_headings, number_headings, read_inputs
from cellworth.io.input_values import default_arrays
from cellworth.io.output_texts import in_words
from cellworth.io.pack_texts import NO_TAG, TAG_NAMES
from cellworth.io.plant_range import PlantSizes, plant_sizes
from cellworth.io.table_writing import as_column, needs_quotes
from cellworth.io.tables import Column, Table, is_text

__all__ = ["PROBLEM_HEADING", "Asked", "PartFacts", "computed_part", "part_facts"]

PROBLEM_HEADING = "problem"
BATTERY_HEADING = "battery_no"
ERROR_HEADINGS = ("design_errors", "bd_error_tags")
"""Under one of which the errors stand, after the set of columns."""

PROBLEMS_TOLD = 10
FACTS = b"cellworth.part"
"""Key of the metadata that tells of a part what its rows do not."""


@dataclass(frozen=True)
class Asked:
    """What is wanted of each row.

    Attributes
    ----------
    parity : follow the published method with its quirks.
    column_set : ``cellworth`` or ``batpac``.
    everything : all outputs instead of the default ones.
    """

    parity: bool
    column_set: str
    everything: bool

    @property
    def batpac(self) -> bool:
        """Whether texts are those of the reference designs."""
        return self.column_set == "batpac"

    def titles(self) -> dict[str, str] | None:
        """Outputs by heading; None for all."""
        return headings(self.column_set, everything=self.everything)


@dataclass(frozen=True)
class PartFacts:
    """What is known of a part.

    Attributes
    ----------
    n_rows, n_problems : rows, and those without results.
    problems : the first of these, with file and line.
    quotes : whether a text needs quotes in CSV.
    texts : headings of inputs that should be numbers and hold a text that is none.
    errors : computed rows with an error, by its tag.
    plants : how far the plants are from the baseline; shared where no column gives their size.
    """

    n_rows: int
    n_problems: int
    problems: tuple[Problem, ...]
    quotes: bool
    texts: tuple[str, ...]
    errors: dict[str, int]
    plants: PlantSizes
    shared: bool


def part_facts(source: Any) -> PartFacts:
    """What is known of a part.

    Parameters
    ----------
    source : path or buffer of its file.
    """
    told = json.loads(parquet.read_schema(source).metadata[FACTS])
    problems = tuple(Problem(**each) for each in told.pop("problems"))
    texts = tuple(told.pop("texts"))
    return PartFacts(problems=problems, texts=texts, plants=PlantSizes(**told.pop("plants")), **told)


def computed_part(table: Table, *, asked: Asked, workers: Workers, progress: Progress | None = None) -> Any:
    """Design and cost the rows of a part.

    Parameters
    ----------
    table : rows of the table.
    asked : Asked
    workers : who does its blocks.
    progress : called with rows done and all of the part.

    Returns
    -------
    content : Arrow buffer with a Parquet file: columns as they stood, outputs, and what was wrong with a row.

    Raises
    ------
    InputError
        If a heading cannot be used.
    """
    inputs = read_inputs(table, parity=asked.parity)
    problems, arrays = _lost_before(table) | inputs.problems, dict(inputs.arrays)
    made = np.atleast_1d(arrays["energy"] * arrays["packs_per_year"])
    if asked.parity and BATTERY_HEADING in table.columns:
        arrays[BATTERY_HEADING] = _battery_numbers(table)
    outputs = _outputs(table.n_rows, arrays, problems, asked, workers, progress)
    kept = made if len(made) == 1 else np.delete(made, list(problems))
    columns = _columns_out(table, problems, outputs)
    found = pa.table(columns)
    facts = PartFacts(
        n_rows=table.n_rows,
        n_problems=len(problems),
        problems=tuple(_placed(table, problems)),
        quotes=needs_quotes(found),
        texts=_no_numbers(table),
        errors=_tagged(outputs[next(title for title in ERROR_HEADINGS if title in outputs)]),
        plants=plant_sizes(kept),
        shared=len(made) == 1 < table.n_rows,
    )
    return _as_file(found.replace_schema_metadata({FACTS: json.dumps(asdict(facts))}))


def _as_file(table: Any) -> Any:
    """A table as the bytes of a Parquet file; texts repeat, numbers do not."""
    sink = pa.BufferOutputStream()
    texts = [field.name for field in table.schema if pa.types.is_string(field.type)]
    parquet.write_table(table, sink, use_dictionary=texts)
    return sink.getvalue()


def _outputs(
    n_rows: int,
    arrays: Mapping[str, Any],
    problems: dict[int, Problem],
    asked: Asked,
    workers: Workers,
    progress: Progress | None,
) -> dict[str, Column]:
    """Outputs of some rows by heading; adds to the problems the designs without a solution."""
    flawed = list(problems)
    kept = np.delete(np.arange(n_rows), flawed)
    titles = asked.titles()
    names = None if titles is None else tuple(dict.fromkeys(titles.values()))
    given = {name: array if len(array) == 1 < n_rows else array[kept] for name, array in arrays.items()}
    results = evaluate_packs(
        given if len(kept) else default_arrays(),
        parity=asked.parity,
        outputs=names,
        workers=workers,
        progress=progress,
    )
    chosen = titles or {heading(name): name for name in results.outputs}
    if not len(kept):
        return dict.fromkeys(chosen, pa.nulls(n_rows))
    unsolved = {int(kept[row]): int(results.reason[row]) for row in np.flatnonzero(results.reason)}
    problems |= {row: no_solution(code) for row, code in unsolved.items()}
    without, columns = [*flawed, *unsolved], {}
    for title, name in chosen.items():
        values = in_words(name, results.outputs[name], batpac=asked.batpac)
        if name in TAG_NAMES and not asked.batpac:
            values = np.where(values == NO_TAG, None, values)
        spread = _spread(values, kept, n_rows, without)
        columns[title] = pa.array(spread, pa.string()) if spread.dtype == object else as_column(spread)
    return columns


def _spread(values: Any, kept: Any, n_rows: int, without: Sequence[int]) -> Any:
    """Values of the computed rows at their place among all rows; nothing in the rows without."""
    numeric = values.dtype.kind in "fiub"
    full = np.full(n_rows, np.nan) if numeric else np.full(n_rows, None, dtype=object)
    full[kept] = values
    full[np.asarray(without, dtype=int)] = np.nan if numeric else None
    return full


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
    texts = [str(problems[row]) if row in problems else None for row in range(table.n_rows)]
    columns[PROBLEM_HEADING] = pa.array(texts, type=pa.string())
    return columns


def _lost_before(table: Table) -> dict[int, Problem]:
    """Rows of which an earlier batch left its problem alone: they are no designs of defaults."""
    if PROBLEM_HEADING not in table.columns:
        return {}
    told = compute.fill_null(table.columns[PROBLEM_HEADING].cast(pa.string()), "")
    empty = np.asarray(compute.not_equal(told, ""))
    for name, column in table.columns.items():
        if name != PROBLEM_HEADING:
            no_text = compute.equal(column, "") if pa.types.is_string(column.type) else column.is_null()
            empty = empty & np.asarray(compute.fill_null(no_text, True))
    why = "its cells are not here; write them again, or take the row out"
    return {
        int(row): Problem("the row", f"the problem of an earlier batch alone ({told[int(row)].as_py()})", why)
        for row in np.flatnonzero(empty)
    }


def _no_numbers(table: Table) -> tuple[str, ...]:
    """Headings of inputs that should be numbers and hold a text that is none."""
    return tuple(
        name
        for name, definition in number_headings(table).items()
        if is_text(table.columns[name].type) and as_numbers(definition, table.columns[name]) is None
    )


def _tagged(errors: Column) -> dict[str, int]:
    """Rows with an error, by its tag, from the tags of each row."""
    if pa.types.is_null(errors.type):
        return {}
    tags = compute.list_flatten(compute.split_pattern(errors, ", "))
    return {
        each["values"]: each["counts"]
        for each in compute.value_counts(tags).to_pylist()
        if each["values"] not in (None, "", NO_TAG)
    }


def _placed(table: Table, problems: Mapping[int, Problem]) -> list[Problem]:
    """The first problems with file and line in front."""
    first = sorted(problems)[:PROBLEMS_TOLD]
    return [replace(problems[row], where=f"{table.place(row)}, {problems[row].where}") for row in first]


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
