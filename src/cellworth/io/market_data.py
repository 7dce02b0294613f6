"""Market rows as known on a day: nothing later is ever handed out.

Only what a model may see leaves this module: number, unit, source, grade and the day it became known. The
rows' items and notes were written with hindsight and stay in the files, for people.
"""

import datetime
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from cellworth.core.errors import InputError, Problem
from cellworth.io.parameter_files import parameter_table

__all__ = ["MARKET_TABLES", "MarketRow", "MarketView", "known_later", "known_on"]

MARKET_TABLES = (
    "aesc",
    "suppliers_and_prices",
    "price_history",
    "published_cost_models",
    "plant_investments",
    "stakes_and_valuations",
)

_QUALIFIERS = re.compile(r"\(.*?\)|\b(?:cell|pack|LCE|vehicle|of MWh|of 2016 demand|new)\b(?=$|[^s])")


@dataclass(frozen=True)
class MarketRow:
    """One figure.

    Attributes
    ----------
    id : short name of the row.
    value : as printed; a number, a word or a date.
    unit : as printed, without qualifiers.
    source : who said it.
    url : where it can be read; may be empty.
    grade : B, C or D.
    known_from : first day a careful outsider could have had it.
    """

    id: str
    value: str
    unit: str
    source: str
    url: str
    grade: str
    known_from: datetime.date

    @property
    def given(self) -> str:
        """Number and unit as a case writes them."""
        return f"{self.value} {self.unit}".strip()


@dataclass(frozen=True)
class MarketView:
    """Rows a reader may use.

    Attributes
    ----------
    as_of : the reader's day.
    later : False for what was known on that day, True for what became known after it.
    rows : by id.
    """

    as_of: datetime.date
    later: bool
    rows: dict[str, MarketRow]

    def row(self, name: str) -> MarketRow:
        """One row.

        Raises
        ------
        InputError
            If there is no such row, or it belongs to the other side of the day.
        """
        found = self.rows.get(name)
        if found is not None:
            return found
        hidden = _all_rows().get(name)
        if hidden is None:
            near = get_close_matches(name, _all_rows(), n=1)
            instead = f"The nearest is '{near[0]}'." if near else "Rows stand in data/markets."
            raise InputError(Problem(f"market row '{name}'", "no such row", "a row must exist", instead))
        if self.later:
            why = f"it was known on {self.as_of}, so it is no hindsight"
            instead = "Move it out of known_later."
        else:
            why = f"the case is as of {self.as_of}"
            instead = "Use an earlier row, or move it under known_later, which no model reads."
        raise InputError(Problem(f"market row '{name}'", f"known from {hidden.known_from}", why, instead))


@cache
def _all_rows() -> dict[str, MarketRow]:
    rows = {}
    for table in MARKET_TABLES:
        for cells in parameter_table(f"markets/{table}.csv").rows:
            rows[cells["id"]] = MarketRow(
                id=cells["id"],
                value=cells["value"],
                unit=" ".join(_QUALIFIERS.sub(" ", cells["unit"]).split()),
                source=cells["source"],
                url=cells["url"],
                grade=cells["grade"],
                known_from=datetime.date.fromisoformat(cells["known_from"]),
            )
    return rows


def known_on(day: datetime.date) -> MarketView:
    """Rows known on a day, that day included."""
    rows = {name: row for name, row in _all_rows().items() if row.known_from <= day}
    return MarketView(as_of=day, later=False, rows=rows)


def known_later(day: datetime.date) -> MarketView:
    """Rows known only after a day, for overlays marked as known later."""
    rows = {name: row for name, row in _all_rows().items() if row.known_from > day}
    return MarketView(as_of=day, later=True, rows=rows)
