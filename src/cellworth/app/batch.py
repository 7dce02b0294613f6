"""A table of designs in, a table of results out: one row for each row, in order, part by part."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from cellworth.app.batch_part import PROBLEM_HEADING, Asked, PartFacts, computed_part, part_facts
from cellworth.core.errors import InputError, Problem
from cellworth.engine.blocks import BLOCK, Progress
from cellworth.engine.executors import ALONE, Workers, in_order
from cellworth.io.input_columns import as_numbers, number_headings
from cellworth.io.input_schema import InputDefinition
from cellworth.io.pack_texts import tag_sentences
from cellworth.io.part_files import Parts, file_hash, job_plan, open_parts
from cellworth.io.plant_range import size_notes
from cellworth.io.table_writing import check_target, write_tables
from cellworth.io.tables import Table, file_form, is_text, table_parts

__all__ = ["PART_ROWS", "BatchReport", "batch"]

PROBLEMS_SHOWN = 10
PART_ROWS = 2 * BLOCK
"""Rows of a part, which each worker holds: the memory of a longer table is that of some parts."""


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
    workers: Workers | None = None,
    progress: Progress | None = None,
) -> BatchReport:
    """Design and cost every row of a table file.

    A table longer than one part is computed part by part in ``target.parts``, and never held as a whole; the
    same call after a stop takes up the whole parts. The bytes of the target depend on neither.

    Parameters
    ----------
    source, target : table files, CSV, compressed CSV or Parquet.
    parity : follow the published method with its quirks.
    column_set : ``cellworth`` for own names, ``batpac`` for the columns of the reference designs.
    everything : all outputs instead of the default ones.
    strict : refuse the table if any row is flawed.
    restart : begin again where parts of another input or version stand.
    part_rows : rows of a part.
    workers : who does it; all cores by default.
    progress : called with rows done and all rows; zero while the end of the table is not known.

    Raises
    ------
    InputError
        If the table cannot be read, no row could be done, or any is flawed in strict mode, nothing is
        written then; if parts of another job stand there, or another process writes them.
    """
    asked = Asked(parity, column_set, everything)
    asked.titles()
    # What is freed goes back to the system, or to the next part: the library's own pool keeps several parts.
    pa.set_memory_pool(pa.system_memory_pool())
    check_target(target, source)
    workers = workers or Workers()
    tables = table_parts(source, part_rows)
    first = list(_next(tables)) + list(_next(tables))
    numbers = number_headings(first[0])
    if len(first) == 1:
        content = computed_part(first[0], asked=asked, workers=workers, progress=progress)
        done = _Done(source, strict, numbers, [pa.BufferReader(content)])
        done.add(part_facts(done.sources[0]))
        done.write(target)
        return done.report(0)
    options = {"parity": parity, "columns": column_set, "all": everything, "part_rows": part_rows}
    plan = job_plan({"input": file_hash(Path(source))}, options)
    with open_parts(target, plan, restart=restart) as parts:
        done = _Done(source, strict, numbers)
        for name in _computed(chain(first, tables), parts, asked, workers):
            done.sources.append(parts.path(name))
            done.add(part_facts(parts.path(name)))
            if progress:
                progress(done.n_rows, 0)
        done.write(target)
    if progress:
        progress(done.n_rows, done.n_rows)
    return done.report(parts.taken)


def _next(tables: Iterator[Table]) -> Iterator[Table]:
    yield from (table for _, table in zip(range(1), tables, strict=False))


def _computed(tables: Iterable[Table], parts: Parts, asked: Asked, workers: Workers) -> Iterator[str]:
    """Names of all parts in order, each when it is there and whole."""
    names: deque[tuple[str, bool]] = deque()

    def missing() -> Iterator[tuple[str, Table]]:
        for number, table in enumerate(tables):
            name = f"{number:06}.parquet"
            whole = parts.whole(name)
            names.append((name, whole))
            if not whole:
                yield name, table

    settled = workers.for_arrays(large=True)
    work = partial(_kept_part, asked=asked, parts=None if settled.remote else parts)
    for content in in_order(work, missing(), settled, ahead=settled.count + 1):
        while names[0][1]:
            yield names.popleft()[0]
        name, _ = names.popleft()
        if content is not None:
            parts.write(name, content)
        yield name
    yield from (name for name, _ in names)


def _kept_part(task: tuple[str, Table], *, asked: Asked, parts: Parts | None) -> Any:
    """A part written by the worker itself; its content where the worker may have another disk."""
    name, table = task
    content = computed_part(table, asked=asked, workers=ALONE)
    if parts is None:
        return content
    parts.write(name, content)
    return None


@dataclass
class _Done:
    """Parts that are done.

    Attributes
    ----------
    path : of the table they are of.
    strict : whether a flawed row refuses the table.
    numbers : inputs that are numbers by heading.
    sources : file or buffer of each, in order.
    facts : of each.
    """

    path: str
    strict: bool
    numbers: Mapping[str, InputDefinition]
    sources: list[Any] = field(default_factory=list)
    facts: list[PartFacts] = field(default_factory=list)

    @property
    def n_rows(self) -> int:
        """Rows of all parts."""
        return sum(each.n_rows for each in self.facts)

    @property
    def n_problems(self) -> int:
        """Rows without results."""
        return sum(each.n_problems for each in self.facts)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The first ones."""
        return tuple(chain.from_iterable(each.problems for each in self.facts))[:PROBLEMS_SHOWN]

    def add(self, facts: PartFacts) -> None:
        """Take in what is known of the next part, or refuse its rows."""
        self.facts.append(facts)
        if self.strict and self.n_problems:
            self._refuse()

    def _refuse(self) -> None:
        more = self.n_problems - len(self.problems)
        rest = [Problem(self.path, f"{more} more rows", "they are flawed as well")] if more else []
        raise InputError(*self.problems, *rest)

    def write(self, target: str) -> None:
        """All parts under one another; refused if no row has a result."""
        if self.n_problems == self.n_rows:
            self._refuse()
        schemas = [parquet.read_schema(source).remove_metadata() for source in self.sources]
        schema = pa.unify_schemas(schemas, promote_options="permissive")
        if not self.n_problems:
            schema = schema.remove(schema.get_field_index(PROBLEM_HEADING))
        if file_form(target) == "parquet":
            schema = self._with_numbers(schema)
        tables = (_in_form(source, schema, self.numbers) for source in self.sources)
        write_tables(target, schema, tables, quotes=any(each.quotes for each in self.facts))

    def _with_numbers(self, schema: Any) -> Any:
        """Inputs as numbers, wherever all texts of all parts can be read so."""
        texts = set(chain.from_iterable(each.texts for each in self.facts))
        for place, each in enumerate(schema):
            if each.name in self.numbers and each.name not in texts and is_text(each.type):
                schema = schema.set(place, each.with_type(pa.float64()))
        return schema

    def report(self, taken: int) -> BatchReport:
        """What was done; `taken` parts were there already."""
        used = f"{taken} of {len(self.facts)} parts were there already and were used again."
        plants = size_notes(
            [each.plants for each in self.facts], shared=all(each.shared for each in self.facts)
        )
        return BatchReport(
            n_rows=self.n_rows,
            n_done=self.n_rows - self.n_problems,
            problems=self.problems,
            n_problems=self.n_problems,
            notes=(*([used] if taken else []), *self._error_notes(), *plants),
        )

    def _error_notes(self) -> list[str]:
        """What is wrong with designs that have results nonetheless."""
        counts: Counter[str] = Counter()
        for each in self.facts:
            counts.update(each.errors)
        return [
            f"{counts[tag]:,} computed row{'s have' if counts[tag] > 1 else ' has'} design error {tag} "
            f"(docs/how-to/designs-in-tables.md): {sentence} Its numbers stand all "
            "the same."
            for tag, sentence in tag_sentences().items()
            if counts[tag]
        ]


def _in_form(source: Any, schema: Any, numbers: Mapping[str, InputDefinition]) -> Any:
    """A part with the columns of the whole; one that is empty in it takes the others' type."""
    table = parquet.read_table(source)
    columns: dict[str, Any] = {}
    for each in schema:
        if each.name not in table.column_names:
            columns[each.name] = pa.nulls(table.num_rows, type=each.type)
            continue
        column = table.column(each.name)
        if pa.types.is_floating(each.type) and is_text(column.type) and each.name in numbers:
            column = as_numbers(numbers[each.name], column)
        columns[each.name] = column.cast(each.type)
    return pa.table(columns, schema=schema)
