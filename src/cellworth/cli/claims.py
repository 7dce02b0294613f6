"""`cellworth claims`: from an article to draft claims, and how good the drafts are."""

import sys
from typing import Annotated

import typer

from cellworth.cli.wording import paragraphs
from cellworth.core.errors import InputError, Problem

__all__ = ["claims_command"]

HELP = """
From an article to claims: drafts by rules, for a person to confirm; nothing unreviewed enters a run.
"""
DRAFT_HELP = """
Draft the claims of an article: who, what, figure and unit, stance, chain of sources, date, and its place.

Prints TOML in the form of a file of claims, each with reviewed = false and the article's words beside it.
Read each, mend it, set reviewed = true, and name the file in a case (claims_from).

Example: cellworth claims draft electrek.txt --published 2016-08-05 --out drafts.toml
"""
SCORE_HELP = """
Hold the drafts of articles against a table of statements: how many are drafted rightly, wrongly, not at all.

Example: cellworth claims score electrek.txt hybridcars.txt statements.csv --published electrek=2016-08-05
"""


def claims_command() -> typer.Typer:
    """The verb with its two parts."""
    verbs = typer.Typer(help=paragraphs(HELP), no_args_is_help=True, rich_markup_mode="rich")
    verbs.command("draft", help=paragraphs(DRAFT_HELP))(draft)
    verbs.command("score", help=paragraphs(SCORE_HELP))(score)
    return verbs


def draft(
    article: Annotated[str, typer.Argument(metavar="ARTICLE.txt", help="Text of the article, UTF-8.")],
    outlet: Annotated[
        str, typer.Option(metavar="NAME", help="Paper or site; from the file's name if left out.")
    ] = "",
    published: Annotated[str, typer.Option(metavar="DATE", help="Day it appeared, like 2016-08-05.")] = "",
    out: Annotated[str, typer.Option(metavar="FILE", help="Write here instead of the screen.")] = "",
) -> None:
    """Draft the claims of an article."""
    from cellworth.app.claims import draft_claims, write_drafts
    from cellworth.io.targets import check_file

    if out:
        check_file(out)
    found = draft_claims(article, outlet=outlet, published=published)
    if found.published is None:
        print("note: without --published, dates like 'on Friday' stay open.", file=sys.stderr)
    if out:
        write_drafts(found, out)
    else:
        print(found.toml)
    number = len(found.drafts)
    print(f"{number} draft{'s' * (number != 1)} of {found.outlet}, none reviewed yet.", file=sys.stderr)


def score(
    files: Annotated[
        list[str], typer.Argument(metavar="ARTICLE.txt... STATEMENTS.csv", help="Texts, and the table last.")
    ],
    published: Annotated[
        list[str] | None,
        typer.Option(metavar="ARTICLE=DATE", help="Day each article appeared; may be repeated."),
    ] = None,
) -> None:
    """Hold drafts against statements."""
    from cellworth.app.claims import score_claims

    *articles, table = files
    if not articles or not table.endswith(".csv"):
        why = "one article and the table of statements are due, the table last"
        raise InputError(Problem("claims score", " ".join(files), why))
    days = dict(entry.split("=", 1) for entry in published or [] if "=" in entry)
    print(score_claims(table, articles, days).sheet)
