"""From an article to drafts of claims, and how good the drafts are."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cellworth.core.errors import InputError, Problem
from cellworth.io.articles.dates import printed_day
from cellworth.io.articles.drafts import drafts_toml, page_name
from cellworth.io.articles.reader import Draft, read_article
from cellworth.io.articles.score import FIELDS, Scored, scored, statements
from cellworth.io.table_writing import whole_file

__all__ = ["ArticleDrafts", "Score", "draft_claims", "score_claims", "write_drafts"]


@dataclass(frozen=True)
class ArticleDrafts:
    """Drafts of an article.

    Attributes
    ----------
    drafts : in the order of the article.
    toml : the file for the person who confirms them.
    outlet : last of every chain.
    published : day the article appeared, or None if nobody said.
    """

    drafts: list[Draft]
    toml: str
    outlet: str
    published: datetime.date | None


@dataclass(frozen=True)
class Score:
    """What became of the statements of some articles.

    Attributes
    ----------
    rows : one for each statement.
    extra : drafts that tell none of the statements.
    """

    rows: list[Scored]
    extra: list[Draft]

    def count(self, outcome: str) -> int:
        """Number of statements drafted rightly, wrongly or not at all."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def sheet(self) -> str:
        """The score as lines to read."""
        lines = [_line(row) for row in self.rows]
        total = len(self.rows)
        counts = [f"{outcome} {self.count(outcome)}" for outcome in ("rightly", "wrongly", "not at all")]
        dated = [row.date_right for row in self.rows if row.date_right is not None]
        lines += ["", f"{total} statements: {', '.join(counts)}; {len(self.extra)} more drafts beside them."]
        drafted = [row for row in self.rows if row.draft]
        parts = [f"{field} {sum(row.right[field] for row in drafted)}" for field in FIELDS]
        lines += [f"Right of {len(drafted)} drafted: {', '.join(parts)}; date {sum(dated)} of {len(dated)}."]
        return "\n".join(lines)


def _line(row: Scored) -> str:
    found = row.draft
    wrong = [field for field in FIELDS if not row.right.get(field, True)]
    told = f"{found.subject}: {found.attribute}: {found.value} {found.unit}".strip() if found else ""
    wrongly = f" ({', '.join(wrong)})" if wrong else ""
    return f"{row.statement.id:5} {row.outcome:10}{wrongly} {told}".rstrip()


def draft_claims(article: str, *, outlet: str = "", published: str = "") -> ArticleDrafts:
    """Drafts of the claims of an article.

    Parameters
    ----------
    article : path of a text.
    outlet : name of the paper or site; from the name of the file if empty.
    published : day it appeared, like 2016-08-05; looked for at the head of the text if empty.

    Raises
    ------
    InputError
        If the text cannot be read or the day is none.
    """
    text = _text(article)
    page = outlet or page_name(Path(article).stem)
    day = _day(published) if published else printed_day(text)
    drafts = read_article(text, page, day)
    return ArticleDrafts(
        drafts, drafts_toml(drafts, text, article, day.isoformat() if day else ""), page, day
    )


def write_drafts(found: ArticleDrafts, path: str) -> None:
    """Write the drafts beside their place and rename them when whole."""
    with whole_file(path) as part:
        Path(part).write_text(found.toml, encoding="utf-8")


def score_claims(table: str, articles: list[str], published: Mapping[str, str]) -> Score:
    """Hold the drafts of articles against statements that a person wrote down.

    Parameters
    ----------
    table : CSV of statements; its column `article` is the name of the file without its ending.
    articles : paths of the texts.
    published : day of each article by its name.

    Raises
    ------
    InputError
        If a file cannot be read.
    """
    try:
        given = statements(_text(table))
    except ValueError as error:
        why = "statements are held against drafts column by column"
        raise InputError(
            Problem(table, str(error), why, "Take the heading of the example in the docs.")
        ) from error
    rows: list[Scored] = []
    extra: list[Draft] = []
    for article in articles:
        stem = Path(article).stem
        mine = [statement for statement in given if statement.article == stem]
        if not mine:
            why = f"the table has no statements of '{stem}'"
            raise InputError(Problem(article, "nothing to score", why, "Check the column article."))
        drafts = draft_claims(article, published=published.get(stem, "")).drafts
        done = scored(mine, drafts)
        used = {id(row.draft) for row in done}
        rows += done
        extra += [draft for draft in drafts if id(draft) not in used]
    return Score(rows, extra)


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InputError(Problem(path, "no such file", "a text is due here")) from error
    except UnicodeDecodeError as error:
        why = "texts are read as UTF-8"
        raise InputError(
            Problem(path, f"a byte that is not UTF-8 at {error.start}", why, "Save it so.")
        ) from error


def _day(given: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(given)
    except ValueError as error:
        why = "the day the article appeared is due"
        raise InputError(Problem("--published", f"'{given}'", why, "Write it like 2016-08-05.")) from error
