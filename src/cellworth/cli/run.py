"""`cellworth run`: a case in, its results out."""

import sys
from typing import Annotated

import typer

from cellworth.cli.wording import CASE_HELP

__all__ = ["run_case"]


def run_case(
    case: Annotated[str, typer.Argument(metavar="CASE", help=CASE_HELP)],
    folder: Annotated[
        str, typer.Option("--out", metavar="FOLDER", help="Where the tables go; out/NAME if not given.")
    ] = "",
) -> None:
    """Run a case, print its numbers and write its tables."""
    from cellworth.app.run import run, write_run
    from cellworth.io.glossary import glossary

    done = run(case)
    for warning in done.case.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print(done.result.title)
    for name, value in done.result.headline.items():
        term = glossary().get(name)
        label, unit = (term.meaning, term.unit) if term else (name, "")
        print(f"  {value:>16,.4g} {unit:10} {label}")
    target = folder or f"out/{done.result.name}"
    for path in write_run(done, target):
        print(path, file=sys.stderr)
