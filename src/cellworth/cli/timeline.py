"""`cellworth timeline`: a case at several dates, each with what was known by then."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cellworth.cli.executors import EXECUTOR, ExecutorOption, SchedulerOption, WorkersOption
from cellworth.cli.progress import progress_line
from cellworth.cli.wording import CASE_HELP

if TYPE_CHECKING:
    import datetime

__all__ = ["HELP", "timeline"]

HELP = """
Run a case as of several dates, each with what was known by then, and show how the answer, the walk-away
price, the price to buy below and the chance of a deal moved.

Going back, later rows, claims and prices are taken out, and the values of a timeline file that were known
then take their place; going forward, what became known since is laid over the case. Writes report.html and
timeline.csv.

Example: cellworth timeline nissan-aesc-2016, or with --dates 2015-10 --dates 2016-08
"""


def timeline(
    case: Annotated[str, typer.Argument(metavar="CASE", help=CASE_HELP)],
    dates: Annotated[
        list[str] | None, typer.Option("--dates", metavar="YYYY-MM", help="A month or day; may be repeated.")
    ] = None,
    layers: Annotated[str, typer.Option("--layers", metavar="FILE", help="Timeline file of your own.")] = "",
    folder: Annotated[
        str,
        typer.Option("--out", metavar="FOLDER", help="Folder of the files; out/timeline-NAME if not given."),
    ] = "",
    page: Annotated[
        str, typer.Option("--page", metavar="FILE", help="Write the tables into this page, too.")
    ] = "",
    scenarios: Annotated[int, typer.Option(min=64, help="Scenarios drawn at each date.")] = 4096,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 1,
    executor: ExecutorOption = EXECUTOR,
    workers: WorkersOption = 0,
    scheduler: SchedulerOption = "",
) -> None:
    """Run a case at several dates."""
    from cellworth.app.timeline import timeline as run_timeline
    from cellworth.app.timeline import write_timeline
    from cellworth.app.timeline_page import check_timeline_section, write_timeline_section
    from cellworth.engine.executors import opened
    from cellworth.io.cases import load_case
    from cellworth.io.targets import check_folder

    target = folder or f"out/timeline-{load_case(case).form.name}"
    check_folder(target)
    if page:
        check_timeline_section(page)
    with opened(executor, workers, scheduler) as who:
        done = run_timeline(
            case,
            dates=dates or (),
            layers=layers,
            n_scenarios=scenarios,
            seed=seed,
            workers=who,
            progress=progress_line(),
            told=_told,
        )
    print("\n".join(done.lines))
    written = write_timeline(done, target)
    if page:
        written.append(write_timeline_section(done, page))
    for path in written:
        print(path, file=sys.stderr)


def _told(day: "datetime.date") -> None:
    """The date being run, on the error stream of a terminal."""
    if sys.stderr.isatty():
        print(day, file=sys.stderr)
