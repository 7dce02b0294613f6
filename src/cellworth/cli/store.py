"""`cellworth runs` and `cellworth sql`: what stands in a folder of runs."""

import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer

__all__ = ["RUNS_HELP", "SQL_HELP", "print_table", "runs", "sql"]

RUNS_HELP = """
List the runs in a folder and below: answer, day of the case, hash, version, scenarios, seed, wall time.

The state is "whole" where every file has the hash of the manifest, "changed" where one has not, "unfinished"
where the run was stopped while it wrote. A result that cannot be read is told and left out.

Example: cellworth runs out
"""

SQL_HELP = """
Ask all runs in a folder one question in SQL (the dialect of DuckDB).

The tables of cellworth show stand under one another, with the run in the column "run"; so do the Parquet
files in the folder, by the name of the file. The tables "runs" and "columns_of_tables" tell what there is,
with units and the runs each holds for. A table whose runs stand in several moneys is noted. Nothing is
changed, and nothing outside the folder is read.

Example: cellworth sql "SELECT run, value FROM headline WHERE name = 'saving_worth'" out
"""

DEFAULT = "out"
SHOWN_ROWS = 200
LONGEST = 60
HASH_SIGNS = 12
GAP = "  "
LOCATION = typer.Argument(metavar="FOLDER", help="Folder of the runs; out if not given.")
OUT = typer.Option("--out", metavar="FILE", help="Write the rows instead: .csv, .csv.gz or .parquet.")


def runs(
    folder: Annotated[str, LOCATION] = DEFAULT,
    out: Annotated[str, OUT] = "",
) -> None:
    """List runs."""
    from cellworth.app.store import run_list

    _check_out(out)
    table, problems = run_list(folder)
    for problem in problems:
        print(f"cellworth: {problem}", file=sys.stderr)
    if not table.num_rows and not out:
        print(f"{folder}: no runs. Write one: cellworth run CASE --out {folder}/NAME", file=sys.stderr)
        return
    _given_out(table, out)


def sql(
    question: Annotated[str, typer.Argument(metavar="SELECT", help="One SELECT, in quotes.")],
    folder: Annotated[str, LOCATION] = DEFAULT,
    out: Annotated[str, OUT] = "",
) -> None:
    """Ask runs."""
    from cellworth.app.store import query

    _check_out(out)
    table, notes = query(question, folder)
    for note in notes:
        print(f"note: {note}", file=sys.stderr)
    _given_out(table, out)


def _check_out(out: str) -> None:
    """Refuse a file that cannot be written."""
    if out:
        from cellworth.io.table_writing import check_target

        check_target(out)


def _given_out(table: Any, out: str) -> None:
    if out:
        from cellworth.app.store import write_answer

        write_answer(table, out)
        print(f"{table.num_rows:,} rows: {out}", file=sys.stderr)
        return
    print_table({name: table.column(name).to_pylist() for name in table.column_names})


def print_table(columns: Mapping[str, Sequence[Any]]) -> None:
    """Columns side by side, numbers to the right; the first rows of a long table.

    Parameters
    ----------
    columns : lists of one length by heading.
    """
    n_rows = len(next(iter(columns.values()), ()))
    sides = [_side(name, values[:SHOWN_ROWS]) for name, values in columns.items()]
    for row in zip(*sides, strict=True):
        print(GAP.join(row).rstrip())
    if n_rows > SHOWN_ROWS:
        print(f"{n_rows - SHOWN_ROWS:,} more rows; all of them with --out FILE.", file=sys.stderr)


def _side(name: str, values: Sequence[Any]) -> list[str]:
    """Cells of a column, numbers to the right."""
    numbers = all(isinstance(value, int | float | None) for value in values)
    cells = [name, *(_cell(name, value) for value in values)]
    wide = max(map(len, cells))
    return [cell.rjust(wide) if numbers else cell.ljust(wide) for cell in cells]


def _cell(name: str, value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, float):
        return f"{value:.6g}"
    text = " ".join(str(value).split())
    if name.endswith("sha256"):
        return text[:HASH_SIGNS]
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
