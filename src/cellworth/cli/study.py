"""`cellworth study`: many designs to one question."""

import sys
from typing import Annotated

import typer

from cellworth.cli.executors import (
    EXECUTOR,
    EveryOption,
    ExecutorOption,
    RestartOption,
    SchedulerOption,
    WorkersOption,
)
from cellworth.cli.progress import progress_line
from cellworth.cli.store import print_table
from cellworth.core.errors import InputError, Problem

__all__ = ["HELP", "study"]

HELP = """
Answer one question by many designs, or by many decisions of a case: a grid, one input at a time, an inverse
question, a switch map, a Pareto front, the best design within limits, the shares of the inputs in the spread
of an output (Sobol'), or which few inputs put the answer into its bad tail.

The question stands in a TOML file; docs/how-to/study.md has one of each kind.

Example: cellworth study nickel.toml --out nickel.csv
"""


def study(
    question: Annotated[str, typer.Argument(metavar="STUDY", help="TOML file of the study.")],
    out: Annotated[
        str, typer.Option("--out", metavar="FILE", help="Write the rows: .csv, .csv.gz or .parquet.")
    ] = "",
    chart: Annotated[
        str, typer.Option("--chart", metavar="FILE", help="Draw a switch map: .svg or .png.")
    ] = "",
    executor: ExecutorOption = EXECUTOR,
    workers: WorkersOption = 0,
    scheduler: SchedulerOption = "",
    restart: RestartOption = False,
    every: EveryOption = 10.0,
) -> None:
    """Answer a study."""
    from cellworth.app.kept_study import kept_study
    from cellworth.app.study import study as run_study
    from cellworth.app.study import write_chart, write_study
    from cellworth.engine.executors import opened
    from cellworth.io.study_files import read_study
    from cellworth.io.table_writing import check_target

    if out:
        check_target(out, question)
    if chart:
        _check_chart(chart, question)
    with (
        opened(executor, workers, scheduler) as who,
        kept_study(question, out, restart=restart, every=every) as kept,
    ):
        told = progress_line(read_study(question).counted)
        found = run_study(question, workers=who, kept=kept, progress=told)
        for note in (*(kept.notes if kept else ()), *found.notes):
            print(f"note: {note}", file=sys.stderr)
        print_table({name: array.tolist() for name, array in found.columns.items()})
        if out:
            write_study(found, out)
    if chart:
        write_chart(found, chart)
    print(f"{found.evaluations:,} {found.counted}{f': {out}' if out else ''}", file=sys.stderr)


def _check_chart(chart: str, question: str) -> None:
    """Refuse a chart that cannot be drawn or written, before any work is done."""
    from cellworth.io.study_files import read_study
    from cellworth.io.targets import check_file

    if not chart.lower().endswith((".svg", ".png")):
        raise InputError(Problem("--chart", f"'{chart}'", "a chart is written as .svg or .png"))
    if read_study(question).kind != "switch-map":
        why = "only a switch map has a chart"
        raise InputError(Problem("--chart", chart, why, 'Ask for kind = "switch-map".'))
    check_file(chart)
