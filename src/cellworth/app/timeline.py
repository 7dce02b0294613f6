"""A case run as of several dates, each with what was known by then."""

import datetime
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cellworth.app.run import SEED, decide
from cellworth.core.errors import InputError, Problem
from cellworth.engine.blocks import Progress
from cellworth.engine.executors import Workers
from cellworth.engine.timeline import DatedRun
from cellworth.io.cases import load_case
from cellworth.io.strategy_records import strategy_case
from cellworth.io.table_writing import as_column, write_table
from cellworth.io.timeline_files import MARK, Timeline, case_on, load_timeline
from cellworth.report.content import Table
from cellworth.report.figures import amount
from cellworth.report.page_document import page_document
from cellworth.report.timeline import answers_table, timeline_content, write_timeline_page

__all__ = [
    "SCENARIOS",
    "TimelineRun",
    "dated",
    "known_dates",
    "timeline",
    "timeline_page",
    "write_timeline",
]

SCENARIOS = 4096


@dataclass(frozen=True)
class TimelineRun:
    """A case at several dates.

    Attributes
    ----------
    name : of the case. runs : by date. layers : name and SHA-256 of each file read.
    """

    name: str
    runs: tuple[DatedRun, ...]
    layers: tuple[tuple[str, str], ...]

    @property
    def lines(self) -> list[str]:
        """Table for the terminal, at most 110 columns."""
        return _lines(self.runs)


def dated(text: str) -> datetime.date:
    """A day as 2016-08-31, or the last day of a month as 2016-08.

    Raises
    ------
    InputError
        If it is neither.
    """
    try:
        if text.count("-") == 1:
            first = datetime.date.fromisoformat(f"{text}-01")
            return first.replace(day=monthrange(first.year, first.month)[1])
        return datetime.date.fromisoformat(text)
    except ValueError:
        why = "a date is a day or a month"
        raise InputError(Problem("--dates", f"'{text}'", why, "Write 2016-08 or 2016-08-31.")) from None


def timeline(
    name_or_path: str,
    *,
    dates: Sequence[str] = (),
    layers: str = "",
    n_scenarios: int = SCENARIOS,
    seed: int = SEED,
    workers: Workers | None = None,
    progress: Progress | None = None,
    told: Callable[[datetime.date], None] | None = None,
) -> TimelineRun:
    """Run a case at several dates on the same draws.

    Parameters
    ----------
    name_or_path : of the case.
    dates : days or months; those of its timeline file if none is given.
    layers : path of a timeline file of one's own; the shipped one of the case if empty.
    n_scenarios, seed : of each run.
    workers : who does it; all cores by default.
    progress : called with scenarios done and `n_scenarios`.
    told : called with each date before it is run.

    Raises
    ------
    InputError
        If the case cannot be used at one of the dates.
    """
    case = load_case(name_or_path)
    known = load_timeline(layers or case.form.name)
    days = sorted(set(map(dated, dates))) or list(known.dates)
    _refuse_unknown(days, known, case.form.as_of)
    runs: list[DatedRun] = []
    read = dict((*case.layers, known.file))
    for day in days:
        if told is not None:
            told(day)
        at = case_on(name_or_path, day, known)
        asked = strategy_case(at)
        runs.append(
            DatedRun(
                day=day,
                news=_news(known, day, case.form.as_of, runs[-1].day if runs else None),
                result=decide(asked, n_scenarios=n_scenarios, seed=seed, workers=workers, progress=progress),
                numbers=len(asked.numbers),
                judged_later=sum(MARK in number.where for number in asked.numbers),
                claims=len(asked.claims),
            )
        )
    files = tuple((Path(place).name, digest) for place, digest in read.items())
    return TimelineRun(case.form.name, tuple(runs), files)


def _refuse_unknown(days: Sequence[datetime.date], known: Timeline, own_day: datetime.date) -> None:
    """Refuse days of which nothing says what was known: before the first layer and after the last."""
    told = [own_day, *(layer.day for layer in known.layers)]
    outside = [day for day in days if not min(told) <= day <= max(told)]
    if outside:
        found = f"what was known is told from {min(told)} to {max(told)}, in {known.file[0]}"
        instead = "Write a day between them, or a layer of your own (--layers)."
        raise InputError(*(Problem("--dates", str(day), found, instead) for day in outside))


def _news(known: Timeline, day: datetime.date, own_day: datetime.date, before: datetime.date | None) -> str:
    """What became known since the date before."""
    told = [
        layer.why for layer in known.layers if layer.day <= day and (before is None or layer.day > before)
    ]
    if own_day <= day and (before is None or own_day > before):
        told.append("the day of the case itself")
    return "; ".join(told[-1:]) if before is None else "; ".join(told)


def known_dates(name_or_path: str) -> tuple[datetime.date, ...]:
    """Dates of the timeline file of a case.

    Raises
    ------
    InputError
        If it has none.
    """
    return load_timeline(load_case(name_or_path).form.name).dates


def timeline_page(done: TimelineRun) -> dict[str, Any]:
    """The page as plain JSON, for the workbench."""
    return page_document(timeline_content(done.runs, done.layers))


def write_timeline(done: TimelineRun, folder: str) -> list[Path]:
    """Page and table; the files in the order written."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    page = write_timeline_page(done.runs, target / "report.html", done.layers)
    path = target / "timeline.csv"
    shown = answers_table(done.runs)
    columns = {f"{each.name} [{_unit(each.unit)}]": _plain(each.values) for each in shown.columns}
    write_table(str(path), {heading: as_column(values) for heading, values in columns.items()})
    return [page, path]


def _unit(unit: str) -> str:
    return {"share": "1", "text": "1", "date": "1", "MUSD": "million USD"}.get(unit, unit)


def _plain(values: Sequence[Any]) -> Any:
    if all(value is None or isinstance(value, float) for value in values):
        return np.asarray([np.nan if value is None else value for value in values])
    return np.asarray(list(values), dtype=object)


WIDTHS = {"answer": 38, "sale": 0, "confidence": 0}
"""Most letters of a column of words in the terminal; zero leaves it to the page."""


def _lines(runs: Sequence[DatedRun]) -> list[str]:
    shown: Table = answers_table(runs)
    columns = [each for each in shown.columns if WIDTHS.get(each.name, 1)]
    heads = [each.label for each in columns]
    cells = [[amount(value, each.unit, first_screen=True) for value in each.values] for each in columns]
    cells = [
        [_short(cell, WIDTHS.get(each.name, len(cell))) for cell in own]
        for each, own in zip(columns, cells, strict=True)
    ]
    units = [{"share": "%", "MUSD": "M$", "USD/kWh": "$/kWh"}.get(each.unit, "") for each in columns]
    stacked = [_two_lines(head) for head in heads]
    rows = [
        [top for top, _ in stacked],
        [low for _, low in stacked],
        units,
        *map(list, zip(*cells, strict=True)),
    ]
    widths = [max(len(row[k]) for row in rows) for k in range(len(columns))]
    return [
        "  ".join(
            cell.ljust(width) if k < 2 else cell.rjust(width)
            for k, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _two_lines(head: str) -> tuple[str, str]:
    """A head over two lines, parted near its middle."""
    parts = head.split()
    at = (len(parts) + 1) // 2
    return " ".join(parts[:at]), " ".join(parts[at:])
