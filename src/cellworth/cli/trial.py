"""`cellworth trial`: the decision tried on synthetic worlds."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cellworth.cli.executors import EXECUTOR, ExecutorOption, SchedulerOption, WorkersOption
from cellworth.cli.progress import progress_line
from cellworth.cli.wording import CASE_HELP

__all__ = ["HELP", "trial"]

HELP = """
Try the decision on synthetic worlds: hidden truths that the program sees through claims alone.

Prints how often the family stated best was best, how often the stated ranges held, and what the program
loses against the best choice beside three rules in use. What is done is kept in a folder: a trial that was
stopped goes on from there, and the same seed gives the same figures on any number of cores.

Example: cellworth trial nissan-aesc-2016 --worlds 500 --page docs/validation.md
"""


def trial(
    case: Annotated[str, typer.Argument(metavar="CASE", help=CASE_HELP)] = "nissan-aesc-2016",
    worlds: Annotated[int, typer.Option(min=2, help="Worlds of each variant.")] = 500,
    scenarios: Annotated[int, typer.Option(min=64, help="Scenarios the program draws in a world.")] = 512,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the worlds.")] = 1,
    variant: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="fair, wrong, exact, or told; may be repeated. fair and wrong if not given.",
        ),
    ] = None,
    folder: Annotated[
        str,
        typer.Option("--out", metavar="FOLDER", help="Folder of the outcomes; out/trial-CASE if not given."),
    ] = "",
    page: Annotated[
        str, typer.Option(metavar="FILE", help="Page whose section on the trial is written, with its tables.")
    ] = "",
    restart: Annotated[bool, typer.Option("--restart", help="Forget the outcomes in the folder.")] = False,
    executor: ExecutorOption = EXECUTOR,
    workers: WorkersOption = 0,
    scheduler: SchedulerOption = "",
) -> None:
    """Try the decision on synthetic worlds."""
    from cellworth.app.trial import run_trial
    from cellworth.app.trial_page import sheet
    from cellworth.app.trial_scores import scores
    from cellworth.app.trial_write import check_trial_page, write_trial
    from cellworth.engine.executors import opened
    from cellworth.io.targets import check_folder

    if page:
        check_trial_page(page)
    kept = folder or f"out/trial-{Path(case).stem}"
    check_folder(kept)
    with opened(executor, workers, scheduler) as who:
        done = run_trial(
            case,
            worlds=worlds,
            scenarios=scenarios,
            seed=seed,
            wanted=tuple(variant) if variant else ("fair", "wrong"),
            folder=kept,
            restart=restart,
            workers=who,
            progress=progress_line("worlds"),
        )
    scored = [scores(name, outcomes) for name, outcomes in done.outcomes.items()]
    print(sheet(done, scored))
    for path in write_trial(done, scored, page) if page else []:
        print(path, file=sys.stderr)
