"""When something was said or happened: dates of an article, relative to the day it appeared."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from cellworth.io.articles.lexicon import NUMBER_WORDS
from cellworth.io.articles.text import dateline, plain_marks

__all__ = ["When", "dates", "middle_day", "printed_day"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
MONTH += r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
COUNT = {"a": 1, "an": 1, **NUMBER_WORDS}
SATURDAY = 5
HEAD_LINES, LINE_OF_DATE, LINE_OF_TITLE = 8, 60, 100
DAYS_PER_WEEK = 7
MIDDLE_MONTH, MIDDLE_DAY = 7, 15


@dataclass(frozen=True)
class When:
    """A date in a sentence.

    Attributes
    ----------
    start, end : characters of the sentence.
    date : as precise as it was said: day, month or year, like 2016-08-05, 2016-08 or 2016.
    """

    start: int
    end: int
    date: str


def middle_day(date: str) -> datetime.date:
    """The day, or the middle of the month or year."""
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return datetime.date(parts[0], MIDDLE_MONTH, 1)
    return datetime.date(parts[0], parts[1], parts[2] if len(parts) > 2 else MIDDLE_DAY)


def printed_day(text: str) -> datetime.date | None:
    """Day at the head of an article, in a short line, a title or a dateline, if one stands there."""
    for line in plain_marks(text).strip().splitlines()[:HEAD_LINES]:
        most = LINE_OF_DATE if line.rstrip().endswith(".") else LINE_OF_TITLE
        found = [when.date for when in dates(line if len(line) < most else dateline(line), None)]
        days = [date for date in found if len(date) == len("2016-08-05")]
        if days:
            return datetime.date.fromisoformat(days[0])
    return None


def dates(text: str, published: datetime.date | None) -> list[When]:
    """Dates of a sentence, the longest words first where they overlap."""
    found: list[When] = []
    readers = (_fixed, _relative) if published else (_fixed,)
    for reader in readers:
        for when in reader(text, published):
            if not any(when.start < other.end and other.start < when.end for other in found):
                found.append(when)
    return sorted(found, key=lambda when: when.start)


def _fixed(text: str, published: datetime.date | None) -> Iterator[When]:
    """Days, months and years by their names."""
    day_first = rf"\b(\d{{1,2}})(?:st|nd|rd|th)? {MONTH},? ((?:19|20)\d\d)\b"
    for match in re.finditer(day_first, text, re.I):
        yield When(match.start(), match.end(), _day(int(match[3]), match[2], int(match[1])))
    month_first = rf"\b{MONTH} (\d{{1,2}})(?:st|nd|rd|th)?(?:,? ((?:19|20)\d\d))?(?![\d%])\b"
    for match in re.finditer(month_first, text, re.I):
        if match[3] or published:
            year = int(match[3]) if match[3] else _last_year(match[1], published)
            yield When(match.start(), match.end(), _day(year, match[1], int(match[2])))
    for match in re.finditer(rf"\b{MONTH},?(?: of)? ((?:19|20)\d\d)\b", text, re.I):
        yield When(match.start(), match.end(), f"{match[2]}-{_month(match[1]):02d}")
    for match in re.finditer(
        r"\b(?:in|during|since|entering|by|until|through|for|of|late|early|mid-?) ?((?:19|20)\d\d)\b",
        text,
        re.I,
    ):
        yield When(match.start(), match.end(), match[1])


def _month(name: str) -> int:
    return MONTHS.index(name.lower()[:3]) + 1


def _day(year: int, month: str, day: int) -> str:
    try:
        return datetime.date(year, _month(month), day).isoformat()
    except ValueError:
        return f"{year}-{_month(month):02d}"


def _last_year(month: str, published: datetime.date | None) -> int:
    """Year of the last such month."""
    if published is None:
        return datetime.MINYEAR
    return published.year - (_month(month) > published.month)


def _relative(text: str, published: datetime.date | None) -> Iterator[When]:
    """Dates told from the day the article appeared."""
    if published is None:
        return
    for match in re.finditer(rf"\b(?:on |late |early |last )?({'|'.join(WEEKDAYS)})\b", text, re.I):
        back = (published.weekday() - WEEKDAYS.index(match[1].lower())) % DAYS_PER_WEEK
        yield When(match.start(), match.end(), _before(published, back))
    for match in re.finditer(r"\b(?:this |the |over the |last |from this )*weekend\b", text, re.I):
        yield When(
            match.start(), match.end(), _before(published, (published.weekday() - SATURDAY) % DAYS_PER_WEEK)
        )
    for match in re.finditer(
        r"\b(today|yesterday|(?:this|last) week|(?:earlier )?this (?:month|year)|last (?:month|year))\b",
        text,
        re.I,
    ):
        yield When(match.start(), match.end(), _named(match[1].lower(), published))
    counts = "|".join(COUNT)
    for match in re.finditer(
        rf"\b({counts}|\d+) (day|week|month|year)s? (?:ago|earlier|before)\b", text, re.I
    ):
        number = COUNT.get(match[1].lower()) or int(match[1])
        yield When(match.start(), match.end(), _ago(number, match[2].lower(), published))
    for match in re.finditer(rf"\b(?:in|last|back in|since|early|late) {MONTH}(?! \d)", text, re.I):
        if match[1][0].isupper():
            year = _last_year(match[1], published)
            yield When(match.start(), match.end(), f"{year}-{_month(match[1]):02d}")


def _before(published: datetime.date, days: int) -> str:
    return (published - datetime.timedelta(days=days)).isoformat()


def _named(words: str, published: datetime.date) -> str:
    if words.endswith("year"):
        return str(published.year - words.startswith("last"))
    if words.endswith("month"):
        first = published.replace(day=1) - datetime.timedelta(days=1)
        return first.strftime("%Y-%m") if words.startswith("last") else published.strftime("%Y-%m")
    back = {"today": 0, "yesterday": 1, "this week": 0, "last week": DAYS_PER_WEEK}
    return _before(published, back[words])


def _ago(number: int, unit: str, published: datetime.date) -> str:
    if unit == "year":
        return str(published.year - number)
    if unit == "month":
        months = published.year * len(MONTHS) + published.month - 1 - number
        return f"{months // len(MONTHS)}-{months % len(MONTHS) + 1:02d}"
    return _before(published, number * (DAYS_PER_WEEK if unit == "week" else 1))
