"""`cellworth batch`: a table of designs in, a table of results out."""

import sys
from typing import Annotated

import typer

from cellworth.cli.executors import EXECUTOR, ExecutorOption, RestartOption, SchedulerOption, WorkersOption
from cellworth.cli.progress import progress_line
from cellworth.cli.wording import PARITY_HELP

__all__ = ["HELP", "batch"]

HELP = """
Design and cost every row of a table, one row out for each row in.

A heading is the name of an input with its unit, such as "energy \\[kWh]"; the headings of BatPaC designs
(in_target_pack_energy_kwh) are read as well. Columns that are no inputs are carried through. An empty cell
takes the default.

A flawed row stays in place without results, with the reason in the column "problem". OUT appears when it is
whole. Comma, semicolon or tab may part the columns. A long table is computed in parts, which stand in
OUT.parts meanwhile: if the batch is stopped, the same command goes on with them.

Example: cellworth batch designs.csv results.parquet
"""


def batch(
    source: Annotated[str, typer.Argument(metavar="IN", help="Table of designs: .csv, .csv.gz, .parquet.")],
    target: Annotated[str, typer.Argument(metavar="OUT", help="Table of results, in the form of its name.")],
    parity: Annotated[bool, typer.Option("--parity", help=PARITY_HELP, metavar=" ")] = False,
    columns: Annotated[
        str, typer.Option("--columns", metavar="SET", help="Headings of the results: cellworth or batpac.")
    ] = "cellworth",
    everything: Annotated[
        bool, typer.Option("--all", help="All outputs, not only the usual sixty columns.", metavar=" ")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Write nothing if any row is flawed.", metavar=" ")
    ] = False,
    restart: RestartOption = False,
    part_rows: Annotated[
        int | None,
        typer.Option(
            "--part-rows", min=1, metavar="ROWS", help="Rows of a part; two blocks of designs if not given."
        ),
    ] = None,
    executor: ExecutorOption = EXECUTOR,
    workers: WorkersOption = 0,
    scheduler: SchedulerOption = "",
) -> None:
    """Run a table and say how many rows were done."""
    from cellworth.app.batch import PART_ROWS
    from cellworth.app.batch import batch as run_batch
    from cellworth.engine.executors import opened

    with opened(executor, workers, scheduler) as who:
        report = run_batch(
            source,
            target,
            parity=parity,
            column_set=columns,
            everything=everything,
            strict=strict,
            restart=restart,
            part_rows=part_rows or PART_ROWS,
            workers=who,
            progress=progress_line("rows"),
        )
    for problem in report.problems:
        print(f"cellworth: {problem}", file=sys.stderr)
    if report.n_problems > len(report.problems):
        rest = report.n_problems - len(report.problems)
        print(f"cellworth: {rest} more rows are flawed; see the column problem.", file=sys.stderr)
    for note in report.notes:
        print(f"note: {note}", file=sys.stderr)
    print(f"{report.n_done:,} of {report.n_rows:,} rows done: {target}", file=sys.stderr)
