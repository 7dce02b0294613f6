"""How many of the statements of an article its drafts tell rightly, wrongly or not at all."""

import csv
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cellworth.io.articles.dates import middle_day
from cellworth.io.articles.lexicon import names
from cellworth.io.articles.reader import Draft
from cellworth.io.parameter_files import parameter_table

__all__ = ["FIELDS", "Scored", "Statement", "scored", "statements"]

FIELDS = ("who", "what", "value", "stance", "chain")
"""All must be right for a statement to be drafted rightly; the date is told beside."""
COLUMNS = (
    "id",
    "article",
    "statement",
    "subject",
    "attribute",
    "value",
    "unit",
    "stance",
    "chain",
    "said_when",
)
ABOUT = ("who", "what", "value")
LEAST_ABOUT = 2
HALF = 0.5
STEM = 5
DAYS = 7
SAME = 1e-6
SMALL = {
    "of",
    "the",
    "in",
    "for",
    "to",
    "on",
    "since",
    "by",
    "a",
    "an",
    "its",
    "than",
    "and",
    "is",
    "with",
    "s",
    "at",
    "against",
}


@dataclass(frozen=True)
class Statement:
    """A statement of an article, as a person wrote it down; columns of the table."""

    id: str
    article: str
    statement: str
    subject: str
    attribute: str
    value: str
    unit: str
    stance: str
    chain: str
    said_when: str


@dataclass(frozen=True)
class Scored:
    """What became of a statement.

    Attributes
    ----------
    statement : Statement
    draft : that tells it, or None.
    right : truth by field of `FIELDS`; empty without a draft.
    date_right : None where the statement gives no date.
    """

    statement: Statement
    draft: Draft | None
    right: Mapping[str, bool]
    date_right: bool | None

    @property
    def outcome(self) -> str:
        """Rightly, wrongly, or not at all."""
        if self.draft is None:
            return "not at all"
        return "rightly" if all(self.right.values()) else "wrongly"


def statements(text: str) -> list[Statement]:
    """Statements of a table with the columns of `Statement`; others are left.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    rows = list(csv.DictReader(text.splitlines()))
    missing = [name for name in COLUMNS if not rows or name not in rows[0]]
    if missing:
        raise ValueError(f"no column {', '.join(missing)}")
    return [Statement(**{name: row[name] or "" for name in COLUMNS}) for row in rows]


def scored(given: list[Statement], drafts: list[Draft]) -> list[Scored]:
    """Each statement with the draft that tells it best, a draft for one statement at most."""
    pairs = []
    for number, statement in enumerate(given):
        for place, draft in enumerate(drafts):
            right = _right(statement, draft)
            if sum(right[field] for field in ABOUT) >= LEAST_ABOUT:
                pairs.append((-sum(right.values()), number, place, right))
    chosen: dict[int, tuple[int, dict[str, bool]]] = {}
    used: set[int] = set()
    for _, number, place, right in sorted(pairs, key=lambda pair: pair[:3]):
        if number not in chosen and place not in used:
            chosen[number] = (place, right)
            used.add(place)
    return [_outcome(statement, drafts, chosen.get(number)) for number, statement in enumerate(given)]


def _outcome(statement: Statement, drafts: list[Draft], chosen: tuple[int, dict[str, bool]] | None) -> Scored:
    if chosen is None:
        return Scored(statement, None, {}, None)
    draft = drafts[chosen[0]]
    return Scored(statement, draft, chosen[1], _date_right(statement.said_when, draft.said))


def _right(statement: Statement, draft: Draft) -> dict[str, bool]:
    return {
        "who": _same_name(statement.subject, draft.subject),
        "what": _covers(statement.attribute, draft.attribute),
        "value": _same_value(statement, draft),
        "stance": draft.stance in _meant("stance", re.sub(r" *\(.*\)", "", statement.stance)),
        "chain": _same_chain(statement.chain, [source.name for source in draft.chain]),
    }


@cache
def _table(field: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in parameter_table("language/scoring.csv").rows:
        if row["field"] == field:
            found[row["word"]] = (*found.get(row["word"], ()), row["same_as"])
    return found


def _meant(field: str, word: str) -> tuple[str, ...]:
    return _table(field).get(word, (word,))


def _words(text: str) -> set[str]:
    """Beginnings of the words that carry the sense."""
    found = re.findall(r"[a-zà-ÿ0-9][\w.]*", text.replace("'s", "").lower())
    known = {word.lower(): same[0].lower() for word, same in _table("word").items()}
    return {known.get(word, word.removesuffix("s"))[:STEM] for word in found if word not in SMALL}


def _covers(wanted: str, given: str) -> bool:
    words = _words(wanted)
    return bool(words) and len(words & _words(given)) >= HALF * len(words)


def _same_name(wanted: str, given: str) -> bool:
    """The same name under any alias, or one that holds the other."""
    known = {alias.lower(): entry.name.lower() for alias, entry in names().items()}
    first, second = (known.get(text.lower(), text.lower()) for text in (wanted, given))
    one, other = set(first.split()), set(second.split())
    return bool(one and other) and (one <= other or other <= one)


def _same_value(statement: Statement, draft: Draft) -> bool:
    try:
        wanted, given = float(statement.value), float(draft.value)
    except ValueError:
        return statement.value == draft.value or (
            not _is_number(statement.value)
            and not _is_number(draft.value)
            and _covers(statement.value, draft.value)
        )
    units = {*_meant("unit", statement.unit), statement.unit}
    return abs(wanted - given) <= SAME * max(abs(wanted), 1.0) and draft.unit.removesuffix("/year") in units


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[+-]?[\d.]+(?:e[+-]?\d+)?", text.strip(), re.IGNORECASE) is not None


def _same_chain(wanted: str, given: list[str]) -> bool:
    """Link by link; a person may be named by the family name alone."""
    links = [link.strip().lower() for link in wanted.split(">")]
    told = [link.lower() for link in given]
    return len(links) == len(told) and all(
        one == other or other.split()[-1:] == [one] for one, other in zip(links, told, strict=True)
    )


def _date_right(wanted: str, given: str) -> bool | None:
    """To the coarser of both, days within a week."""
    if not wanted:
        return None
    if not given:
        return False
    parts = min(wanted.count("-"), given.count("-"))
    if parts < len(("month", "day")):
        return wanted.split("-")[: parts + 1] == given.split("-")[: parts + 1]
    return abs(middle_day(wanted) - middle_day(given)) <= datetime.timedelta(days=DAYS)
