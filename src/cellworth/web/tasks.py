"""What the calculating processes can be asked: plain arguments in, JSON out."""

import json
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from cellworth.app.case_page import case_page, stakes_page, timeline
from cellworth.app.check import check
from cellworth.app.compare import compare as compare_runs
from cellworth.app.compare import comparison_json, load_run
from cellworth.app.compare_page import compared_tables
from cellworth.app.explain import explain, explanation_json
from cellworth.app.pack_page import given_texts, pack_inputs, pack_page, pack_sweep
from cellworth.app.question import question_answer, question_at_once, question_explained, question_file
from cellworth.app.stakes import is_stakes
from cellworth.core.errors import InputError
from cellworth.io.case_edits import Edits
from cellworth.io.case_files import STAKES, case_kind
from cellworth.io.cases import CaseFile, load_case
from cellworth.io.result_json import TableForm
from cellworth.io.stakes_records import load_stakes

__all__ = ["BOOK_FILES", "TASKS", "encoded"]

KEPT_CASES = 8
BOOK_FILES = ("designs.csv", "packs.toml")
"""What is made of a workbook: its inputs as a table, and as packs of a case."""

SHIPPED, UPLOADED = "shipped", "uploaded"


def encoded(content: Any) -> bytes:
    """JSON of plain content; a number that does not exist is an error, not a word."""
    return json.dumps(content, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=KEPT_CASES)
def _case(place: str) -> CaseFile:
    return load_case(place)


def _edits(asked: Mapping[str, Any]) -> Edits:
    return Edits(
        values={name: float(value) for name, value in asked.get("edits", {}).items()},
        claims_off=tuple(asked.get("claims_off", ())),
        risk_aversion=asked.get("risk_aversion"),
    )


def list_case(place: str) -> dict[str, Any]:
    """Title, day and kind of a case, which is checked on the way.

    Raises
    ------
    InputError
        If it cannot be used.
    """
    found = check(place)
    if found.problems:
        raise InputError(*found.problems)
    kind = case_kind(place)
    form = load_stakes(place).form if kind == STAKES else _case(place).form
    return {"title": form.title, "as_of": form.as_of.isoformat(), "kind": kind}


def show_case(place: str) -> dict[str, Any]:
    """Everything a page shows of a case."""
    return stakes_page(load_stakes(place)) if is_stakes(place) else case_page(_case(place))


def show_timeline(place: str) -> dict[str, Any]:
    """Claims of a case by day."""
    return {"events": [] if is_stakes(place) else timeline(_case(place))}


def write_case(place: str, base: str, own: str | None, asked: dict[str, Any]) -> dict[str, Any]:
    """Name and text of a case that says what differs."""
    name, text = question_file(_case(place), _edits(asked), base, own)
    return {"name": name, "text": text}


def answer(place: str, base: str, asked: dict[str, Any]) -> dict[str, Any]:
    """The decision part of a result on few scenarios, and its page."""
    started = time.perf_counter()
    draws = {"n_scenarios": asked["scenarios"], "seed": asked["seed"]}
    if asked["light"]:
        found = question_at_once(_case(place), _edits(asked), base, **draws, with_map=asked["map"])
    else:
        found = question_answer(_case(place), _edits(asked), base, **draws, sections=asked["sections"])
    return {**found, "seconds": time.perf_counter() - started}


def design(designs: list[dict[str, Any]]) -> dict[str, Any]:
    """Packs side by side; each flaw says which design it is of.

    Raises
    ------
    InputError
        With the flaws of every design.
    """
    return {"designs": [pack_page(given) for given in designs]}


def sweep(inputs: dict[str, Any], swept: str, values: list[float]) -> dict[str, Any]:
    """Totals of a design over one input."""
    return pack_sweep(inputs, swept, values)


def explain_design(name: str, inputs: dict[str, Any], depth: int) -> dict[str, Any]:
    """A number of a design explained."""
    return explanation_json(explain(name, given=given_texts(inputs), depth=depth, with_effects=False))


def explain_answer(place: str, base: str, asked: dict[str, Any], name: str, depth: int) -> dict[str, Any]:
    """A number of a case explained, on few scenarios."""
    return question_explained(
        _case(place),
        _edits(asked),
        base,
        name,
        depth=depth,
        n_scenarios=asked["scenarios"],
        seed=asked["seed"],
    )


def compare(first: str, second: str) -> dict[str, Any]:
    """What differs between two runs, and as tables."""
    found = compare_runs(first, second)
    return {**comparison_json(found), "tables_shown": compared_tables(found)}


def ownership(folder: str) -> dict[str, Any]:
    """Holdings and control before and after the reference deal of a run."""
    tables = load_run(folder).tables
    return {name: _records(tables[name]) for name in ("ownership", "control") if name in tables}


def _records(table: TableForm) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def table_file(folder: str, name: str, target: str) -> dict[str, Any]:
    """Write a table of a run as CSV or Parquet, whole or not at all."""
    from cellworth.app.run_extras import write_run_table

    return {"path": str(write_run_table(Path(folder), name, Path(target)))}


def run_book(folder: str, target: str) -> dict[str, Any]:
    """Write a run as a workbook, whole or not at all."""
    from cellworth.app.export_run import export_run

    Path(target).parent.mkdir(parents=True, exist_ok=True)
    return {"sheets": list(export_run(folder, target).sheets)}


def read_book(path: str, folder: str) -> dict[str, Any]:
    """A BatPaC workbook beside ours, and its inputs written as a table and as packs of a case."""
    from cellworth.app.import_content import side_content
    from cellworth.app.import_workbook import import_workbook, write_inputs, write_packs

    side = import_workbook(path)
    write_inputs(side, str(Path(folder) / BOOK_FILES[0]))
    left_out = write_packs(side, str(Path(folder) / BOOK_FILES[1]))
    return {**side_content(side), "left_out": list(left_out)}


def inputs_of_packs() -> dict[str, Any]:
    """Inputs of a design."""
    return pack_inputs()


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    task.__name__: task
    for task in (
        list_case,
        show_case,
        show_timeline,
        write_case,
        answer,
        design,
        sweep,
        explain_design,
        explain_answer,
        compare,
        ownership,
        table_file,
        run_book,
        read_book,
        inputs_of_packs,
    )
}
"""By name, as a request carries it."""
