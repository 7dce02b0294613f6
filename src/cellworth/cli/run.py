"""`cellworth run`: a case in, its results out."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cellworth.cli.progress import progress_line
from cellworth.cli.wording import CASE_HELP
from cellworth.core.errors import InputError, Problem
from cellworth.report.drawers import start_drawing

if TYPE_CHECKING:
    from cellworth.app.run import CaseRun
    from cellworth.io.report_money import ReportMoney

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
        str, typer.Option("--currency", metavar="CODE", help="Headline numbers in USD, EUR or JPY as well.")
    ] = "USD",
    real: Annotated[
        int | None,
        typer.Option("--real", metavar="YEAR", help="Headline numbers in money of a year as well."),
    ] = None,
) -> None:
    """Run a case: print its answer on one screen, write report.html, its tables and result.json to a folder.

    All strategies are valued on the same drawn scenarios; the same case and seed give the same numbers.

    Of a case of stake deals the tables are printed and nothing is written.

    With --currency or --real the headline numbers stand in that money too; the report stays in nominal USD.

    Example: cellworth run nissan-aesc-2016
    """
    start_drawing()
    from cellworth.app.run_json import RESULT_FILE, check_folder, stakes_document, write_result
    from cellworth.app.stakes import is_stakes, stakes

    if json_file:
        check_folder(json_file)
    if is_stakes(case):
        if currency != "USD" or real is not None:
            why = "a case of stake deals is shown in nominal USD"
            raise InputError(Problem("--currency or --real", "given", why, "Leave it out."))
        found = stakes(case)
        print(found.summary)
        document = stakes_document(found.case, found.result)
        for target in filter(None, (f"{folder or f'out/{document.case.name}'}/{RESULT_FILE}", json_file)):
            print(write_result(document, target), file=sys.stderr)
        return
    from cellworth.app.run import run, write_run
    from cellworth.app.run_money import money_of

    money = money_of(case, currency, real)
    done = run(case, n_scenarios=scenarios, seed=seed, audit=audit, progress=progress_line())
    for warning in done.case.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print(done.summary)
    target = folder or f"out/{done.result.name}"
    for path in write_run(done, target):
        print(path, file=sys.stderr)
    if money.currency != "USD" or real is not None:
        _print_money(done, money, target)
    if json_file:
        print(write_result(done.document, json_file), file=sys.stderr)


def _print_money(done: "CaseRun", money: "ReportMoney", folder: str) -> None:
    """Headline numbers in another money, and their file."""
    from cellworth.app.run_money import in_money, money_lines, write_money

    shown = in_money(done.document, done.case, money)
    print("\n".join(money_lines(shown, money)))
    print(write_money(shown, money, folder), file=sys.stderr)
