"""`cellworth docs`: the reference pages, and the questions with their answers."""

import contextlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import typer

__all__ = ["HELP", "docs", "run_line", "verbs_page"]

HELP = """
Write the reference pages into a folder: parameters, inputs, outputs, verbs and the form of a result.

They are made from the tables, the glossary and the commands themselves. With --answers, the pages of
questions and statements as well, each with its command and what that prints. With --sanity, the real case
with one thing changed at a time, and whether the answers make sense. With --choices, the new plant of a
case by country, format and chemistry. With --gallery, charts as files, each with the command that makes it.
"""

EXAMPLE = "Example: "
EXAMPLE_OR = re.compile(r"(cellworth .*?)(?=, or |$)")


def docs(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Where the reference pages go.")],
    answers: Annotated[
        str, typer.Option("--answers", metavar="FOLDER", help="Where questions and statements go.")
    ] = "",
    sanity: Annotated[
        str, typer.Option("--sanity", metavar="FOLDER", help="Where the page of changed cases goes.")
    ] = "",
    choices: Annotated[
        str,
        typer.Option("--choices", metavar="FOLDER", help="Where the page of choices goes."),
    ] = "",
    gallery: Annotated[
        str, typer.Option("--gallery", metavar="FOLDER", help="Where the page of charts goes.")
    ] = "",
    estimators: Annotated[
        str, typer.Option("--estimators", metavar="FOLDER", help="Where the page of estimators goes.")
    ] = "",
    studies: Annotated[
        str, typer.Option("--studies", metavar="PAGE", help="Page of studies; its answers are made again.")
    ] = "",
) -> None:
    """Write the reference pages."""
    from cellworth.app.docs import reference_pages, write_pages
    from cellworth.io.targets import check_folder

    for target in (folder, answers, sanity, choices, gallery, estimators):
        if target:
            check_folder(target)
    if studies:
        from cellworth.app.docs_studies import check_page

        check_page(studies)
    pages = {**reference_pages(), "verbs.md": verbs_page()}
    written = write_pages(pages, folder)
    if answers:
        from cellworth.app.docs_answers import answer_pages

        with elsewhere():
            made = answer_pages(run_line)
        written += write_pages(made, answers)
    if sanity:
        from cellworth.app.docs_sanity import sanity_page, sanity_results

        written += write_pages(sanity_page(sanity_results()), sanity)
    if choices:
        from cellworth.app.docs_choices import choice_plan, choices_page
        from cellworth.app.docs_choices import choices as all_choices
        from cellworth.app.docs_choices_case import case_changes

        plan = choice_plan()
        changed = case_changes(plan.case, plan.changes)
        written += write_pages(choices_page(plan, all_choices(plan), changed), choices)
    if gallery:
        from cellworth.app.docs_gallery import gallery as all_pictures
        from cellworth.app.docs_gallery import gallery_files, gallery_plan

        written += write_pages(gallery_files(all_pictures(gallery_plan())), gallery)
    if estimators:
        from cellworth.app.docs_estimators import estimator_page

        written += write_pages(estimator_page(), estimators)
    if studies:
        from cellworth.app.docs_studies import write_answers

        written.append(write_answers(studies, run_line))
    for path in written:
        print(path, file=sys.stderr)


def verbs_page() -> str:
    """Every verb with its arguments and options."""
    from cellworth.app.docs import MADE, table

    command: Any = typer.main.get_command(_command())
    parts = [MADE, "# Verbs", "As `cellworth VERB --help` prints them, without the inputs of a pack."]
    for name, verb in command.commands.items():
        rows = [row for parameter in verb.params for row in _parameter_row(parameter)]
        told = "\n\n".join(_told(paragraph) for paragraph in (verb.help or "").split("\n\n"))
        parts.append(f"## {name}\n\n{told}\n\n" + table(("argument or option", "default", "meaning"), rows))
    return "\n\n".join(parts) + "\n"


def _parameter_row(parameter: Any) -> Iterator[tuple[str, str, str]]:
    from cellworth.io.input_schema import input_definitions

    if parameter.name in input_definitions():
        return
    flag = parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar
    default = parameter.default
    shown = str(default) if isinstance(default, str | int) and default is not False else ""
    yield f"`{flag}`", shown, _plain(getattr(parameter, "help", "") or "")


def _plain(text: str) -> str:
    """Help text without the marks of the terminal."""
    return " ".join(text.replace("\\[", "[").replace("[dim]", "").replace("[/dim]", "").split())


def _told(paragraph: str) -> str:
    """A paragraph of help; the commands of an example as code."""
    text = _plain(paragraph)
    if not text.startswith(EXAMPLE):
        return text
    return EXAMPLE + EXAMPLE_OR.sub(r"`\1`", text.removeprefix(EXAMPLE))


def _command() -> typer.Typer:
    from cellworth.cli.main import command

    return command()


@contextlib.contextmanager
def elsewhere() -> Iterator[None]:
    """Work in an empty folder, so that what a command writes is read by the next and by no one else."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory() as empty:
        os.chdir(empty)
        try:
            yield
        finally:
            os.chdir(before)


def run_line(arguments: list[str]) -> str:
    """What a command line prints."""
    printed = io.StringIO()
    run: Callable[..., Any] = _command()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        run(arguments, standalone_mode=False)
    return printed.getvalue()
