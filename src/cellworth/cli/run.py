"""`cellworth run`: a case in, its results out."""

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
from cellworth.cli.wording import CASE_HELP
from cellworth.core.errors import InputError, Problem
from cellworth.report.drawers import start_drawing

__all__ = ["run_case"]


def run_case(
    case: Annotated[str, typer.Argument(metavar="CASE", help=CASE_HELP)],
    folder: Annotated[
        str, typer.Option("--out", metavar="FOLDER", help="Folder of the files; out/NAME if not given.")
    ] = "",
    json_file: Annotated[
        str,
        typer.Option(
            "--json",
            metavar="FILE",
            help="A second copy of result.json, with every number; its folder must exist.",
        ),
    ] = "",
    scenarios: Annotated[int, typer.Option(min=64, help="Scenarios drawn.")] = 16_384,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the draws.")] = 1,
    audit: Annotated[bool, typer.Option("--audit", help="More draws for what is worth finding out.")] = False,
    currency: Annotated[
        str, typer.Option("--currency", metavar="CODE", help="Money of all results: USD, EUR or JPY.")
    ] = "USD",
    real: Annotated[
        int | None,
        typer.Option("--real", metavar="YEAR", help="Results in money of a year, not nominal."),
    ] = None,
    executor: ExecutorOption = EXECUTOR,
    workers: WorkersOption = 0,
    scheduler: SchedulerOption = "",
    restart: RestartOption = False,
    every: EveryOption = 10.0,
) -> None:
    """Run a case: print its answer on one screen, write report.html, its tables and result.json to a folder.

    All strategies are valued on the same drawn scenarios; the same case and seed give the same numbers.

    Of a case of stake deals the tables are printed, and the report and result.json are written.

    With --currency or --real everything the run writes stands in that money, at the rate known on the day of
    the case; inputs stay as they were given.

    A folder with a run of the same case is written anew; one with a run of another case is refused.

    Example: cellworth run nissan-aesc-2016 --currency EUR --real 2016
    """
    start_drawing()
    from cellworth.app.run_json import write_result
    from cellworth.app.stakes import is_stakes
    from cellworth.io.targets import check_file, check_folder

    if json_file:
        check_file(json_file)
    if is_stakes(case):
        if currency != "USD" or real is not None:
            why = "a case of stake deals is shown in nominal USD"
            raise InputError(Problem("--currency or --real", "given", why, "Leave it out."))
        _run_stakes(case, folder, json_file)
        return
    from cellworth.app.kept_run import kept_run
    from cellworth.app.run import run, write_run
    from cellworth.app.run_money import money_of, run_in_money
    from cellworth.engine.executors import opened
    from cellworth.io.cases import load_case
    from cellworth.io.run_store import refuse_other_case

    money = money_of(case, currency, real)
    asked = load_case(case)
    target = folder or f"out/{asked.form.name}"
    check_folder(target)
    refuse_other_case(target, asked.form.name)
    with (
        opened(executor, workers, scheduler) as who,
        kept_run(
            asked, target, n_scenarios=scenarios, seed=seed, audit=audit, restart=restart, every=every
        ) as store,
    ):
        done = run(
            asked,
            n_scenarios=scenarios,
            seed=seed,
            audit=audit,
            workers=who,
            progress=progress_line(),
            store=store,
        )
        done = run_in_money(done, money)
        for note in store.notes:
            print(f"note: {note}", file=sys.stderr)
        for warning in done.case.warnings:
            print(f"warning: {warning}", file=sys.stderr)
        print(done.summary)
        for path in write_run(done, target):
            print(path, file=sys.stderr)
    if json_file:
        print(write_result(done.document, json_file), file=sys.stderr)


def _run_stakes(case: str, folder: str, json_file: str) -> None:
    """Run a case of stake deals."""
    from cellworth.app.run_json import RESULT_FILE, stakes_document, write_result
    from cellworth.app.stakes import stakes, write_stakes_report
    from cellworth.io.run_store import refuse_other_case
    from cellworth.io.targets import check_folder

    found = stakes(case)
    target = folder or f"out/{found.case.form.name}"
    check_folder(target)
    refuse_other_case(target, found.case.form.name)
    print(found.summary)
    print(write_stakes_report(found, target), file=sys.stderr)
    document = stakes_document(found.case, found.result)
    for file in filter(None, (f"{target}/{RESULT_FILE}", json_file)):
        print(write_result(document, file), file=sys.stderr)
