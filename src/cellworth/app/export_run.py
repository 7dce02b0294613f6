"""A run as a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cellworth.app.compare import load_run
from cellworth.app.run import run as run_case
from cellworth.app.run_json import case_hash
from cellworth.app.run_money import money_of, run_in_money
from cellworth.core.errors import InputError, Problem
from cellworth.io.case_files import shipped_names
from cellworth.io.cases import load_case
from cellworth.io.result_json import ResultForm
from cellworth.io.sip_library import write_sip_library
from cellworth.io.table_writing import whole_file
from cellworth.io.targets import check_file
from cellworth.io.workbook.run_book import write_run_book

__all__ = ["DRAWS_WRITTEN", "MOST_DRAWS", "ExportedBook", "export_draws", "export_run"]

DRAWS_WRITTEN = 1000
MOST_DRAWS = 16_384
DRAWS_FILE = "draws.parquet"


@dataclass(frozen=True)
class ExportedBook:
    """What was written: names of the sheets, and what is not among them, a sentence each."""

    sheets: tuple[str, ...]
    notes: tuple[str, ...]


def export_run(run: str, target: str, *, draws: int = DRAWS_WRITTEN) -> ExportedBook:
    """Write a run as an .xlsx workbook with live formulas.

    Parameters
    ----------
    run : folder of a run, its JSON file, or a case, which is then run.
    target : .xlsx file.
    draws : of each strategy and uncertain input written in SIPmath's sheet form; zero for none.

    Raises
    ------
    InputError
        If it is no run, the file cannot be written, or too many draws are asked for.
    """
    if not target.lower().endswith(".xlsx"):
        raise InputError(Problem("--xlsx", f"'{target}'", "a workbook is written as .xlsx"))
    _check_count(draws, 0)
    check_file(target)
    document, drawn = _document_and_draws(run, wanted=draws > 0)
    if document.money.real is not None:
        why = "the ledgers of a workbook are discounted at a nominal rate"
        raise InputError(
            Problem(f"run '{run}'", f"money of {document.money.real}", why, "Run it without --real.")
        )
    notes = []
    has_strategies = document.answer is not None
    if has_strategies and "ledgers" not in document.tables:
        notes.append("The run holds no ledgers: an older version wrote it. Run it again.")
    if has_strategies and draws and not drawn:
        notes.append("The run keeps no draws and its case is not at hand: the sheet Library is left out.")
    with whole_file(target) as part:
        made = write_run_book(part, document, _first(drawn, draws))
    return ExportedBook(made, tuple(notes))


def export_draws(run: str, target: str, *, draws: int = DRAWS_WRITTEN) -> int:
    """Write the draws of a run as a library of SIPmath 2.0 in XML; returns how many names it holds.

    Parameters
    ----------
    run : folder of a run, its JSON file, or a case, which is then run.
    target : .xml file.
    draws : of each strategy and uncertain input.

    Raises
    ------
    InputError
        If it is no run or keeps no draws, the file cannot be written, or too few or many are asked for.
    """
    if not target.lower().endswith(".xml"):
        raise InputError(Problem("--sip", f"'{target}'", "a library is written as .xml"))
    _check_count(draws, 1)
    check_file(target)
    document, drawn = _document_and_draws(run, wanted=True)
    first = _first(drawn, draws)
    if not first:
        why = "it keeps none and its case is not at hand"
        instead = "Name the case itself: it is then run."
        raise InputError(Problem(f"run '{run}'", "no draws", why, instead))
    with whole_file(target) as part:
        write_sip_library(part, document, first)
    return len(first)


def _check_count(draws: int, least: int) -> None:
    if not least <= draws <= MOST_DRAWS:
        raise InputError(Problem("--draws", str(draws), f"between {least} and {MOST_DRAWS} are written"))


def _document_and_draws(run: str, *, wanted: bool) -> tuple[ResultForm, Mapping[str, Any]]:
    """The run, and its draws: kept beside it, or of the same case run again with the same seed."""
    path = Path(run)
    if not path.is_dir() and path.suffix != ".json" and (run in shipped_names() or path.suffix == ".toml"):
        done = run_case(run)
        return done.document, (done.strategies.draws if done.strategies else {})
    document = load_run(run)
    if not wanted or document.answer is None:
        return document, {}
    kept = path / DRAWS_FILE
    if kept.is_file():
        return document, _kept(kept)
    return document, _again(document)


def _kept(path: Path) -> dict[str, Any]:
    import pyarrow.parquet as parquet

    table = parquet.read_table(path)
    return {name: table.column(name).to_numpy() for name in table.column_names}


def _again(document: ResultForm) -> Mapping[str, Any]:
    """Draws of the same case, shipped and unchanged; none where it gives other numbers now."""
    manifest = document.manifest
    if manifest.case not in shipped_names() or manifest.seed is None or manifest.scenarios is None:
        return {}
    if case_hash(load_case(manifest.case)) != manifest.case_sha256:
        return {}
    money = money_of(manifest.case, document.money.currency, document.money.real)
    found = run_case(manifest.case, n_scenarios=manifest.scenarios, seed=manifest.seed)
    done = run_in_money(found, money)
    same = done.document.tables["strategies"] == document.tables["strategies"]
    return done.strategies.draws if done.strategies and same else {}


def _first(drawn: Mapping[str, Any], count: int) -> dict[str, Any]:
    """First draws of each name that has a number in all of them."""
    first = {name: np.asarray(values)[:count] for name, values in drawn.items() if np.ndim(values) == 1}
    return {name: values for name, values in first.items() if len(values) and np.isfinite(values).all()}
