"""`cellworth search`: over the levers that are negotiated or decided."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cellworth.cli.executors import EXECUTOR, ExecutorOption, SchedulerOption, WorkersOption
from cellworth.cli.progress import progress_line
from cellworth.cli.wording import CASE_HELP

__all__ = ["HELP", "search"]

HELP = """
Search over what is decided and negotiated: which plants to keep, convert, close or sell, what to buy in each
year, when to sell, what stake to keep, and how much supply for how long.

Prints the best few ways that differ in kind, on draws the search has not seen, and the negotiator's sheet:
headline price against supply price. Stop it with Ctrl-C to get what is known then. The same seed gives the
same figures on any number of cores.

Example: cellworth search nissan-aesc-2016 --ways 400
"""

AS_SHIPPED = "as many as data/search/levels.csv says"


def search(
    case: Annotated[str, typer.Argument(metavar="CASE", help=CASE_HELP)],
    ways: Annotated[
        int | None, typer.Option(min=1, help=f"Most ways valued; {AS_SHIPPED} if not given.")
    ] = None,
    scenarios: Annotated[
        int | None, typer.Option(min=64, help=f"Scenarios of the search; {AS_SHIPPED} if not given.")
    ] = None,
    final: Annotated[
        int | None, typer.Option(min=64, help=f"Fresh scenarios for those shown; {AS_SHIPPED} if not given.")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option(min=0.0, help="Most seconds of the search; no bound if not given.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 1,
    folder: Annotated[
        str,
        typer.Option("--out", metavar="FOLDER", help="Folder of the files; out/search-CASE if not given."),
    ] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print as JSON, write nothing.", metavar=" ")
    ] = False,
    executor: ExecutorOption = EXECUTOR,
    workers: WorkersOption = 0,
    scheduler: SchedulerOption = "",
) -> None:
    """Search over the levers of a case."""
    from cellworth.app.search import search_case, search_json, search_lines, write_search
    from cellworth.engine.executors import opened
    from cellworth.io.targets import check_folder

    target = folder or f"out/search-{Path(case).stem}"
    if not as_json:
        check_folder(target)
    with opened(executor, workers, scheduler) as who:
        done = search_case(
            case,
            ways=ways,
            scenarios=scenarios,
            final=final,
            seconds=seconds,
            seed=seed,
            workers=who,
            progress=progress_line("ways"),
        )
    if as_json:
        print(search_json(done))
        return
    print("\n".join(search_lines(done)))
    for path in write_search(done, target):
        print(path, file=sys.stderr)
