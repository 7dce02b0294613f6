"""What differs between two runs: inputs, results, versions."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cellworth.app.run import run
from cellworth.app.run_json import stakes_document
from cellworth.app.stakes import is_stakes, stakes
from cellworth.core.errors import InputError, Problem
from cellworth.io.case_files import shipped_names
from cellworth.io.input_schema import nearest
from cellworth.io.result_json import NumberForm, ResultForm, TableForm, read_run

__all__ = [
    "CellChange",
    "Comparison",
    "InputChange",
    "ResultChange",
    "TableChange",
    "compare",
    "comparison_json",
    "load_run",
]

TOLERANCE = 1e-12
"""Relative difference below which two numbers are the same."""

SHOWN_CELLS = 3


@dataclass(frozen=True)
class InputChange:
    """A number of the case; a side where it does not stand is None."""

    place: str
    first: str | None
    second: str | None
    first_source: str | None
    second_source: str | None


@dataclass(frozen=True)
class ResultChange:
    """A result, or a line of the manifest; `relative` is second over first, less one, of positive numbers."""

    name: str
    unit: str
    first: Any
    second: Any
    relative: float | None


@dataclass(frozen=True)
class CellChange:
    """One cell of a table."""

    row: str
    column: str
    unit: str
    first: Any
    second: Any
    relative: float | None


@dataclass(frozen=True)
class TableChange:
    """A table that differs.

    Attributes
    ----------
    cells, differing : number of cells both have, and of those that differ.
    only_first, only_second : rows and columns that stand on one side.
    largest : cells with the largest relative difference, texts first.
    """

    table: str
    cells: int
    differing: int
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    largest: tuple[CellChange, ...]


@dataclass(frozen=True)
class Comparison:
    """Two runs side by side.

    Attributes
    ----------
    first, second : how they were named.
    manifest : lines that differ, versions and hashes among them.
    inputs, answer, headline, tables : what differs; empty where nothing does.
    titles : of the strategies of both, by their names.
    """

    first: str
    second: str
    manifest: tuple[ResultChange, ...]
    inputs: tuple[InputChange, ...]
    answer: tuple[ResultChange, ...]
    headline: tuple[ResultChange, ...]
    tables: tuple[TableChange, ...]
    titles: Mapping[str, str]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.manifest or self.inputs or self.answer or self.headline or self.tables)


def load_run(name: str, like: ResultForm | None = None) -> ResultForm:
    """A run by its folder, by its JSON file, or by the name of a case, which is then run.

    Parameters
    ----------
    name : of the folder, the file or the case.
    like : run whose number of scenarios and seed a case is run with.

    Raises
    ------
    InputError
        If it is none of these.
    """
    path = Path(name)
    if not path.is_dir() and (name in shipped_names() or path.suffix == ".toml"):
        if is_stakes(name):
            found = stakes(name)
            return stakes_document(found.case, found.result)
        return run(name, **_draws(like)).document
    if path.exists():
        return read_run(name)
    why = "a run is a folder written by cellworth run, a JSON file of it, or a case"
    raise InputError(
        Problem(f"run '{name}'", "there is none", why, nearest(name, shipped_names(), what="cases"))
    )


def _draws(like: ResultForm | None) -> dict[str, Any]:
    if like is None or like.manifest.scenarios is None:
        return {}
    return {"n_scenarios": like.manifest.scenarios, "seed": like.manifest.seed}


def _both(first: str, second: str) -> tuple[ResultForm, ResultForm]:
    """Two runs; a case beside a finished run is run on its draws, as other draws are a difference too."""
    if _is_case(first) and not _is_case(second):
        other = load_run(second)
        return load_run(first, other), other
    one = load_run(first)
    return one, load_run(second, one)


def _is_case(name: str) -> bool:
    return not Path(name).is_dir() and Path(name).suffix != ".json"


def compare(first: str, second: str) -> Comparison:
    """Compare two runs.

    Parameters
    ----------
    first, second : folders of runs, JSON files, or names of cases; a case is run on the draws of the other.

    Raises
    ------
    InputError
        If one is no run.

    Examples
    --------
    >>> from cellworth.app.run import run, write_run
    >>> written = write_run(run("cell-venture-2010", n_scenarios=64), "out/first")
    >>> found = compare("out/first", "out/first")
    >>> found.inputs, found.headline
    ((), ())
    """
    one, other = _both(first, second)
    if one.money != other.money:
        why = f"'{second}' is in {other.money.short}, and one money is due on both sides"
        offer = "Run one again with the --currency and --real of the other."
        raise InputError(Problem(f"run '{first}'", f"it is in {one.money.short}", why, offer))
    return Comparison(
        first=first,
        second=second,
        manifest=tuple(_manifest_changes(one, other)),
        inputs=tuple(_input_changes(one.numbers, other.numbers)),
        answer=tuple(_pairs(_answer(one), _answer(other))),
        headline=tuple(_headline_changes(one, other)),
        tables=tuple(_table_changes(one.tables, other.tables)),
        titles=_titles(one) | _titles(other),
    )


def _titles(document: ResultForm) -> dict[str, str]:
    """Titles of the strategies of a run, by name."""
    table = document.tables.get("strategies")
    if table is None:
        return {}
    heads = [column.name for column in table.columns]
    name, title = heads.index("name"), heads.index("title")
    return {str(row[name]): str(row[title]) for row in table.rows}


def _answer(document: ResultForm) -> dict[str, Any]:
    given = document.answer.model_dump() if document.answer else {}
    return {"question": document.case.question, **document.case.parties, **given}


def _manifest_changes(one: ResultForm, other: ResultForm) -> Iterator[ResultChange]:
    sides = []
    for document in (one, other):
        manifest = document.manifest
        plain = {
            key: getattr(manifest, key)
            for key in ("version", "case", "case_sha256", "as_of", "seed", "scenarios")
        }
        tables = {f"table {path}": digest for path, digest in manifest.data.items()}
        missing = {f"missing {name}": count for name, count in manifest.missing.items()}
        sides.append({**plain, **tables, **missing})
    return _pairs(*sides)


def _pairs(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[ResultChange]:
    for name in dict.fromkeys([*one, *other]):
        first, second = one.get(name), other.get(name)
        if _differ(first, second):
            yield ResultChange(name, "", first, second, _relative(first, second))


def _input_changes(one: tuple[NumberForm, ...], other: tuple[NumberForm, ...]) -> Iterator[InputChange]:
    sides = {number.place: number for number in one}, {number.place: number for number in other}
    for place in dict.fromkeys([*sides[0], *sides[1]]):
        first, second = (side.get(place) for side in sides)
        told = [(number.given, number.source, number.where) if number else None for number in (first, second)]
        if told[0] != told[1]:
            yield InputChange(
                place=place,
                first=first.given if first else None,
                second=second.given if second else None,
                first_source=_source(first),
                second_source=_source(second),
            )


def _source(number: NumberForm | None) -> str | None:
    if number is None:
        return None
    row = f", row {number.row}" if number.row else ""
    return f"{number.source}{row}, grade {number.grade}, known from {number.known_from}"


def _headline_changes(one: ResultForm, other: ResultForm) -> Iterator[ResultChange]:
    sides = {line.name: line for line in one.headline}, {line.name: line for line in other.headline}
    for name in dict.fromkeys([*sides[0], *sides[1]]):
        found = [side.get(name) for side in sides]
        first, second = (line.value if line else None for line in found)
        unit = next(line.unit for line in found if line)
        if _differ(first, second):
            yield ResultChange(name, unit, first, second, _relative(first, second))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _differ(first: Any, second: Any) -> bool:
    if _is_number(first) and _is_number(second):
        return not math.isclose(first, second, rel_tol=TOLERANCE)
    return bool(first != second)


def _relative(first: Any, second: Any) -> float | None:
    """Change as a share of the first; none where one is not positive, as a share of a loss means nothing."""
    if _is_number(first) and _is_number(second) and first > 0 and second > 0:
        return float(second / first - 1.0)
    return None


def _apart(cell: CellChange) -> float:
    """How far the sides are apart, as a share of the larger; texts are furthest."""
    if not (_is_number(cell.first) and _is_number(cell.second)):
        return math.inf
    return float(abs(cell.second - cell.first) / max(abs(cell.first), abs(cell.second)))


def _keyed(table: TableForm) -> dict[tuple[str, str], tuple[str, Any]]:
    """Cells by row and column, with their unit; a row is known by its first cell, and by its turn."""
    cells = {}
    turns: dict[str, int] = {}
    for row in table.rows:
        key = f"{row[0]:,.6g}" if isinstance(row[0], float) else str(row[0])
        turns[key] = turns.get(key, 0) + 1
        label = key if turns[key] == 1 else f"{key} ({turns[key]})"
        for column, cell in zip(table.columns, row, strict=True):
            cells[label, column.name] = (column.unit, cell)
    return cells


def _table_changes(one: Mapping[str, TableForm], other: Mapping[str, TableForm]) -> Iterator[TableChange]:
    for name in dict.fromkeys([*one, *other]):
        first = _keyed(one[name]) if name in one else {}
        second = _keyed(other[name]) if name in other else {}
        both = [key for key in first if key in second]
        changed = [
            CellChange(
                *key, first[key][0], first[key][1], second[key][1], _relative(first[key][1], second[key][1])
            )
            for key in both
            if _differ(first[key][1], second[key][1])
        ]
        alone = _alone(first, second), _alone(second, first)
        if changed or alone[0] or alone[1]:
            changed.sort(key=_apart, reverse=True)
            yield TableChange(name, len(both), len(changed), *alone, tuple(changed[:SHOWN_CELLS]))


def _alone(here: Mapping[tuple[str, str], Any], there: Mapping[tuple[str, str], Any]) -> tuple[str, ...]:
    """Rows and columns that only one side has."""
    rows = dict.fromkeys(row for row, _ in here if row not in {other for other, _ in there})
    columns = dict.fromkeys(column for _, column in here if column not in {other for _, other in there})
    return (*(f"row {row}" for row in rows), *(f"column {column}" for column in columns))


def comparison_json(found: Comparison) -> dict[str, Any]:
    """The comparison as plain mappings and lists."""
    return {"same": found.same, **asdict(found)}
