"""`cellworth check`: is a case fit to run."""

import sys
from typing import Annotated

import typer

from cellworth.cli.wording import CASE_HELP
from cellworth.core.errors import InputError

__all__ = ["check"]


def check(
    case: Annotated[str, typer.Argument(metavar="CASE", help=CASE_HELP)],
) -> None:
    """Say what is wrong with a case, every flaw at once, without running it."""
    from cellworth.app.check import check as run_check

    found = run_check(case)
    if found.problems:
        raise InputError(*found.problems)
    for warning in found.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print(f"{case}: fit to run, {len(found.warnings)} warning{'s' * (len(found.warnings) != 1)}.")
