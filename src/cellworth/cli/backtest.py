"""`cellworth backtest`: run a case on what was known, then score it against what came."""

import sys
from typing import Annotated

import typer

from cellworth.cli.executors import EXECUTOR, ExecutorOption, SchedulerOption, WorkersOption
from cellworth.cli.progress import progress_line
from cellworth.core.errors import InputError, Problem

__all__ = ["HELP", "backtest"]

HELP = """
Run a case on what was known on its day, then score it against what became known later.

Volumes and prices against P5 to P95, the structure of the deal, its price, whether the risk of not closing
was flagged. What came stands in files that no run reads. A few cases calibrate nothing: they show how it
would have done.

Example: cellworth backtest nissan-aesc-2016, or cellworth backtest --all --page docs/validation/backtest.md
"""


def backtest(
    cases: Annotated[
        list[str] | None, typer.Argument(metavar="CASE", help="Shipped cases whose outcome is known.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every such case.", metavar=" ")] = False,
    page: Annotated[str, typer.Option("--page", metavar="FILE", help="Write the scores as a page.")] = "",
    scenarios: Annotated[int, typer.Option(min=64, help="Scenarios drawn.")] = 4096,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 1,
    executor: ExecutorOption = EXECUTOR,
    workers: WorkersOption = 0,
    scheduler: SchedulerOption = "",
) -> None:
    """Score cases against what came."""
    from cellworth.app.backtest import backtest as run_backtest
    from cellworth.app.backtest import backtest_names
    from cellworth.app.backtest_page import sheet_lines, summary_lines, write_page
    from cellworth.engine.executors import opened
    from cellworth.io.targets import check_file

    names = list(backtest_names()) if every else list(cases or ())
    if not names:
        known = ", ".join(backtest_names())
        raise InputError(Problem("backtest", "no case named", "one is due, or --all", f"Known: {known}."))
    if page:
        check_file(page)
    with opened(executor, workers, scheduler) as who:
        tests = [
            run_backtest(name, n_scenarios=scenarios, seed=seed, workers=who, progress=progress_line())
            for name in names
        ]
    print("\n".join(sheet_lines(tests)))
    print("\n".join(summary_lines(tests)))
    if page:
        write_page(tests, page)
        print(page, file=sys.stderr)
