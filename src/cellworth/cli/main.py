"""The command: every verb, and what happens when something is wrong."""

import os
import sys
from typing import Annotated, Any, NoReturn

import typer

from cellworth.cli.backtest import HELP as BACKTEST_HELP
from cellworth.cli.backtest import backtest
from cellworth.cli.batch import HELP as BATCH_HELP
from cellworth.cli.batch import batch
from cellworth.cli.bench import bench
from cellworth.cli.cases import cases
from cellworth.cli.check import check
from cellworth.cli.claims import claims_command
from cellworth.cli.compare import HELP as COMPARE_HELP
from cellworth.cli.compare import compare
from cellworth.cli.docs import HELP as DOCS_HELP
from cellworth.cli.docs import docs
from cellworth.cli.explain import HELP as EXPLAIN_HELP
from cellworth.cli.explain import explain_command
from cellworth.cli.export import HELP as EXPORT_HELP
from cellworth.cli.export import export
from cellworth.cli.import_workbook import HELP as IMPORT_HELP
from cellworth.cli.import_workbook import import_command
from cellworth.cli.new import new
from cellworth.cli.pack import HELP as PACK_HELP
from cellworth.cli.pack import pack_command
from cellworth.cli.powertrains import HELP as POWERTRAINS_HELP
from cellworth.cli.powertrains import powertrains
from cellworth.cli.quote import HELP as QUOTE_HELP
from cellworth.cli.quote import quote
from cellworth.cli.range import HELP as RANGE_HELP
from cellworth.cli.range import range_of_cars
from cellworth.cli.run import run_case
from cellworth.cli.search import HELP as SEARCH_HELP
from cellworth.cli.search import search
from cellworth.cli.serve import HELP as SERVE_HELP
from cellworth.cli.serve import serve
from cellworth.cli.show import HELP as SHOW_HELP
from cellworth.cli.show import show
from cellworth.cli.store import RUNS_HELP, SQL_HELP, runs, sql
from cellworth.cli.study import HELP as STUDY_HELP
from cellworth.cli.study import study
from cellworth.cli.timeline import HELP as TIMELINE_HELP
from cellworth.cli.timeline import timeline
from cellworth.cli.trial import HELP as TRIAL_HELP
from cellworth.cli.trial import trial
from cellworth.cli.wording import paragraphs
from cellworth.core.errors import InputError
from cellworth.core.version import version

__all__ = ["command", "run", "usage_told"]

HELP = """
What a battery cell business is worth: to make, to buy, to sell.

Quantities are texts with a unit, such as "60 kWh". Results go to the screen or to the file named, remarks to
the error stream. Exit code 0: done; 2: an input cannot be used, and nothing was written.
"""
OF_FILES = {
    FileNotFoundError: "there is no such file or folder",
    IsADirectoryError: "this is a folder; a file is due",
    NotADirectoryError: "a part of this path is a file; a folder is due",
    PermissionError: "this user may not read or write it",
}
"""What the system says of files, in the words of the house."""

STOPPED = "cellworth: stopped; no file was left half written."
SHOWN = 24
"""Flaws told at once."""

BAD_INPUT = 2
INTERRUPTED = 130
BROKEN_PIPE = 141


def show_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        print(f"cellworth {version()}")
        raise typer.Exit


def main(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", metavar=" ", callback=show_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Take the options that stand before a verb."""


def command() -> typer.Typer:
    """All verbs under one name."""
    verbs = typer.Typer(
        name="cellworth",
        help=paragraphs(HELP),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    verbs.callback()(main)
    verbs.command("pack", help=paragraphs(PACK_HELP))(pack_command())
    verbs.command("batch", help=paragraphs(BATCH_HELP))(batch)
    verbs.command("range", help=paragraphs(RANGE_HELP))(range_of_cars)
    verbs.command("powertrains", help=paragraphs(POWERTRAINS_HELP))(powertrains)
    verbs.command("run")(run_case)
    verbs.command("explain", help=paragraphs(EXPLAIN_HELP))(explain_command())
    verbs.command("show", help=paragraphs(SHOW_HELP))(show)
    verbs.command("runs", help=paragraphs(RUNS_HELP))(runs)
    verbs.command("sql", help=paragraphs(SQL_HELP))(sql)
    verbs.command("study", help=paragraphs(STUDY_HELP))(study)
    verbs.command("compare", help=paragraphs(COMPARE_HELP))(compare)
    verbs.command("backtest", help=paragraphs(BACKTEST_HELP))(backtest)
    verbs.command("timeline", help=paragraphs(TIMELINE_HELP))(timeline)
    verbs.command("quote", help=paragraphs(QUOTE_HELP))(quote)
    verbs.command("search", help=paragraphs(SEARCH_HELP))(search)
    verbs.command("check")(check)
    verbs.command("new")(new)
    verbs.command("cases")(cases)
    verbs.add_typer(claims_command(), name="claims")
    verbs.command("export", help=paragraphs(EXPORT_HELP))(export)
    verbs.command("import", help=paragraphs(IMPORT_HELP))(import_command)
    verbs.command("serve", help=paragraphs(SERVE_HELP))(serve)
    verbs.command("bench")(bench)
    verbs.command("trial", help=paragraphs(TRIAL_HELP))(trial)
    verbs.command("docs", help=paragraphs(DOCS_HELP))(docs)
    return verbs


def run() -> None:
    """Run the command line; bad input ends with a sentence, never with a traceback."""
    try:
        code = command()(standalone_mode=False) or 0
        sys.stdout.flush()
        if code == INTERRUPTED:
            print(STOPPED, file=sys.stderr)
        sys.exit(code)
    except InputError as error:
        for problem in error.problems[:SHOWN]:
            print(f"cellworth: {problem}", file=sys.stderr)
        if len(error.problems) > SHOWN:
            print(f"cellworth: {len(error.problems) - SHOWN} more flaws.", file=sys.stderr)
        sys.exit(BAD_INPUT)
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _end_unread()
    except SystemExit as ended:
        # the libraries of the command line end with 1 themselves when nobody reads on
        if isinstance(ended.__context__, BrokenPipeError):
            _end_unread()
        raise
    except OSError as error:
        told = next(
            (why for kind, why in OF_FILES.items() if isinstance(error, kind)), error.strerror or error
        )
        print(f"cellworth: {error.filename or 'a file'}: {told}.", file=sys.stderr)
        sys.exit(BAD_INPUT)
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        told = usage_told(error)
        if told:
            print(f"cellworth: {told}", file=sys.stderr)
        sys.exit(BAD_INPUT)


def _end_unread() -> NoReturn:
    """End as a command does whose reader is gone; what is still held back goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(BROKEN_PIPE)


def usage_told(error: Any) -> str:
    """What is wrong with a command line, and where its help stands; empty where the help was shown.

    Parameters
    ----------
    error : of the parser of command lines.
    """
    told = error.format_message()
    if not told:
        return ""
    if error.__cause__ is not None:
        from cellworth.io.form_problems import value_refused

        told = told.replace(error.message, value_refused(error.__cause__) or error.message)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "cellworth"
    return f"{told}{'' if told.endswith(('.', '?')) else '.'} See {path} --help."
