"""What stands beside the files of a run for the workbench: page, numbers explained, tables one by one."""

import csv
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from cellworth.app.case_numbers import numbers_by_place
from cellworth.app.cell_plants import designed_cell_plants
from cellworth.app.explain_case import FirstFacts
from cellworth.app.explain_full import FullFacts
from cellworth.app.explain_tree import tree
from cellworth.app.run import CaseRun
from cellworth.app.show import run_tables, show_table
from cellworth.core.errors import InputError, Problem
from cellworth.io.arrow_units import arrow_of, with_units
from cellworth.io.column_sets import unit_of
from cellworth.io.result_json import TableForm
from cellworth.io.table_writing import text_cell, whole_file
from cellworth.report.decision.content import decision_content
from cellworth.report.page_document import page_document
from cellworth.report.strategies.content import strategies_content

__all__ = [
    "DRAWS",
    "EXPLAINED",
    "PAGE",
    "TABLE_FORMS",
    "explained_of",
    "run_table_names",
    "write_extras",
    "write_run_table",
]

PAGE = "page.json"
EXPLAINED = "explained.json"
DRAWS = "draws.parquet"
TABLE_FORMS = (".csv", ".parquet")
DEPTH = 3
"""Levels of the trees that are kept."""


def write_extras(done: CaseRun, folder: Path) -> None:
    """The page of a run as plain content, its numbers explained, and its draws.

    Parameters
    ----------
    done : of a case.
    folder : of its files.
    """
    layers = done.case.layers
    if done.strategies is None:
        content = decision_content(done.result, layers=layers)
    else:
        content = strategies_content(done.strategies, done.result, layers=layers)
        _write_draws(done, folder / DRAWS)
    _write_json(page_document(content), folder / PAGE)
    _write_json(_explained(done), folder / EXPLAINED)


def _explained(done: CaseRun) -> dict[str, Any]:
    """Tree below every number by name; those of the decision under uncertainty go first."""
    first = FirstFacts(done.case, done.result, numbers_by_place(done.case.form), done.result.today)
    found = {name: (tree(name, first, DEPTH), first.note(name, False)) for name in first.names}
    if done.strategies is not None:
        case = done.strategies.case
        full = FullFacts(done.strategies, designed_cell_plants(case.packs, case.places), case.years[0])
        found |= {name: (tree(name, full, DEPTH), full.note(name, False)) for name in full.named}
    return {
        name: {"root": asdict(root), "effects": [], "unchanged": [], "note": note}
        for name, (root, note) in found.items()
    }


def _write_draws(done: CaseRun, path: Path) -> None:
    """Draws by scenario, one column each."""
    assert done.strategies is not None
    draws = {name: values for name, values in done.strategies.draws.items() if values.ndim == 1}
    units = {name: unit_of(name) for name in draws}
    table = with_units(pa.table({name: pa.array(values) for name, values in draws.items()}), None, **units)
    with whole_file(str(path)) as part:
        parquet.write_table(table, part)


def _write_json(content: Any, path: Path) -> None:
    with whole_file(str(path)) as part:
        text = json.dumps(content, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
        Path(part).write_text(text, encoding="utf-8")


def run_table_names(folder: Path) -> list[str]:
    """Names of the tables of a run that can be written one by one."""
    return [*run_tables(str(folder))]


def write_run_table(folder: Path, name: str, target: Path) -> Path:
    """One table of a run as CSV or Parquet, by the end of the target's name; whole or not at all.

    Parameters
    ----------
    folder : of the run.
    name : of the table.
    target : file to write.

    Raises
    ------
    InputError
        If the run has no such table, or the end is of neither form.
    """
    if target.suffix not in TABLE_FORMS:
        why = f"tables are written as {' or '.join(TABLE_FORMS)}"
        raise InputError(Problem("name", target.name, why, ""))
    table = show_table(run_tables(str(folder)), name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(str(target)) as part:
        if target.suffix == ".csv":
            _write_csv(table, Path(part))
        else:
            parquet.write_table(arrow_of(table, _heads(table)), part)
    return target


def _heads(table: TableForm) -> list[str]:
    return [f"{c.name} [{c.unit}]" if c.unit not in ("", "1") else c.name for c in table.columns]


def _write_csv(table: TableForm, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_heads(table))
        writer.writerows([_cell(cell) for cell in row] for row in table.rows)


def _cell(cell: Any) -> Any:
    if isinstance(cell, str):
        return text_cell(cell)
    return "" if cell is None else cell


def explained_of(folder: Path, name: str, depth: int) -> dict[str, Any]:
    """A number of a run explained, or all whose names begin so, as the run wrote them.

    Parameters
    ----------
    folder : of the run.
    name : of the number.
    depth : levels of the tree, at most those that were written.

    Raises
    ------
    InputError
        If the run has no such number.
    """
    book = json.loads((folder / EXPLAINED).read_text(encoding="utf-8"))
    names = [name] if name in book else [n for n in book if n.startswith((f"{name}_", f"{name}."))]
    if not names:
        raise InputError(Problem("name", f"'{name[:80]}'", "no number of the run has this name"))
    return {"explained": [{**book[each], "root": _cut(book[each]["root"], depth)} for each in names]}


def _cut(node: dict[str, Any], depth: int) -> dict[str, Any]:
    """A tree down to a depth."""
    parents = [_cut(parent, depth - 1) for parent in node["parents"]] if depth > 0 else []
    return {**node, "parents": parents}
