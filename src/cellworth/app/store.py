"""Runs in a folder as a list, and questions to them in SQL."""

from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from cellworth.app.show import tables_of
from cellworth.core.errors import InputError, Problem
from cellworth.io.arrow_units import with_units
from cellworth.io.run_store import RunFolder, ask, find_runs
from cellworth.io.table_writing import check_target, whole_file, write_table
from cellworth.io.tables import file_form

__all__ = ["query", "run_list", "write_answer"]

COLUMNS = {
    "run": ("1", "folder below the one that was searched"),
    "case": ("1", "name of the case"),
    "answer": ("1", "family of the recommended strategy"),
    "chance": ("1", "chance that the family is best"),
    "money": ("1", "money of the numbers of the run"),
    "as_of": ("1", "day of the case; nothing known later is used"),
    "case_sha256": ("1", "hash of the case as it was read, whatever the options of the run"),
    "version": ("1", "of the program"),
    "scenarios": ("1", "drawn"),
    "seed": ("1", "of the draws"),
    "seconds": ("s", "wall time of the run"),
    "state": ("1", "whole, changed, unfinished, or result only"),
}


def run_list(folder: str) -> tuple[Any, list[Problem]]:
    """Every run in a folder and below that can be read, and what is wrong with the others.

    Parameters
    ----------
    folder : of the runs.

    Returns
    -------
    table, problems : Arrow table with units, a row for each run; flaws of results that cannot be read.

    Raises
    ------
    InputError
        If there is no such folder, or not one of its runs can be read.
    """
    runs, problems = find_runs(folder)
    if problems and not runs:
        raise InputError(*problems)
    return _listed(runs), problems


def _listed(runs: list[RunFolder]) -> Any:
    rows = [_row(run) for run in runs]
    kinds = {name: pa.string() for name in COLUMNS}
    kinds |= {"chance": pa.float64(), "seconds": pa.float64(), "scenarios": pa.int64(), "seed": pa.int64()}
    table = pa.table(
        {name: pa.array([row[place] for row in rows], type=kinds[name]) for place, name in enumerate(COLUMNS)}
    )
    units = {name: unit for name, (unit, _) in COLUMNS.items()}
    return with_units(table, {name: meaning for name, (_, meaning) in COLUMNS.items()}, **units)


def _row(run: RunFolder) -> tuple[Any, ...]:
    document = run.document
    manifest, answer = document.manifest, document.answer
    return (
        run.name,
        manifest.case,
        answer.family if answer else None,
        answer.chance if answer else None,
        document.money.short,
        manifest.as_of,
        manifest.case_sha256,
        manifest.version,
        manifest.scenarios,
        manifest.seed,
        run.seconds,
        run.state,
    )


def query(sql: str, folder: str) -> tuple[Any, list[str]]:
    """Answer of one SELECT over the runs and Parquet files of a folder.

    Parameters
    ----------
    sql : over ``runs``, ``columns_of_tables``, the tables of `cellworth.app.show.run_tables` with the name
        of the run in the column ``run``, and the Parquet files by stem.
    folder : of the runs.

    Returns
    -------
    answer, notes : Arrow table; a line for each table asked whose runs stand in several moneys.

    Raises
    ------
    InputError
        If the folder or a result in it cannot be read, or the question is no single SELECT the database
        takes.
    """
    runs, problems = find_runs(folder)
    if problems:
        raise InputError(*problems)
    told = ((run.name, run.document.money.short, tables_of(run.document)) for run in runs)
    return ask(sql, folder, _listed(runs), told)


def write_answer(table: Any, target: str) -> None:
    """Write an answer as CSV, compressed CSV or Parquet, by the end of the name.

    Parquet keeps the units the columns have; the columns of a SELECT have none, as it may compute anything.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    check_target(target)
    if file_form(target) == "parquet":
        with whole_file(target) as part:
            parquet.write_table(table, part)
        return
    write_table(target, {name: table.column(name).combine_chunks() for name in table.column_names})
