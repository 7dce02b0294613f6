"""Names and numbers of a result as the page needs them."""

import math
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from cellworth.engine.decision_result import DecisionResult
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.report.content import Column
from cellworth.report.figures import shown_unit, upper

__all__ = [
    "column",
    "known",
    "money_millions",
    "now",
    "per_kwh",
    "per_kwh_of_the_year",
    "title",
    "today",
    "word",
    "words_of",
    "yearly",
]


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("cellworth.report").joinpath("words.toml").read_text(encoding="utf-8"))


def words_of(group: str) -> dict[str, str]:
    """All words of a group, by name."""
    return _words()[group]


def word(group: str, name: str) -> str:
    """How a name reads on the page."""
    found = words_of(group).get(name)
    plain = name.replace("_", " ")
    return found if found is not None else upper(plain)


def known(value: Any) -> float | None:
    """Number, or None where there is none."""
    number = float(value)
    return None if math.isnan(number) else number


def column(name: str, label: str, unit: str, values: Sequence[Any]) -> Column:
    """Column of numbers or words; not-a-number and nothing become an empty entry."""
    words = unit in ("text", "date")
    shown = [value if words or value is None else known(value) for value in values]
    return Column(name=name, label=label, unit=unit, values=shown)


def yearly(result: DecisionResult, output: str, label: str, unit: str, *, name: str = "") -> Column:
    """Yearly output as a column."""
    return column(name or output, label, unit, list(result.yearly[output]))


def now(result: DecisionResult) -> int:
    """Place of today on the year axis."""
    return result.years.index(result.today)


def today(result: DecisionResult, output: str) -> float:
    """Yearly output of today."""
    return float(result.yearly[output][now(result)])


def title(result: DecisionResult) -> str:
    """Title of the case without the day it is known on, which the page adds."""
    return result.title.partition(", as known on")[0]


def per_kwh(result: DecisionResult | StrategyResult) -> str:
    """Money of the result per kWh, as a sentence writes it."""
    return shown_unit(result.unit("USD/kWh"))


def per_kwh_of_the_year(result: DecisionResult | StrategyResult) -> str:
    """The same, with what money a number of a year stands in."""
    return f"{per_kwh(result)}, {result.money.by_year}"


def money_millions(result: DecisionResult | StrategyResult) -> str:
    """Millions of the money of the result, as a sentence writes them."""
    return shown_unit(result.unit("MUSD"))
