"""Results in another money than nominal dollars: every number converted once, by the unit it stands in.

Worths and prices of today are changed at the level of the day of the case, numbers of a year at that of the
year. Inputs of the case stay in the money they were given in.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np

from cellworth.engine.decision_result import DecisionResult
from cellworth.engine.result_money import DOLLARS, SIGNS, ResultMoney
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.engine.scenarios.yearly_books import LedgerLine
from cellworth.io.column_sets import unit_of
from cellworth.io.report_money import ReportMoney
from cellworth.io.result_json import TableForm
from cellworth.io.result_tables import named_rows, table_columns

__all__ = ["first_in_money", "full_in_money", "money_power", "named_in_money"]

Record = TypeVar("Record")

STAYS = "Inputs and quoted sources stay in the money they were given in."
OF_TODAY = (
    "Worths and prices count as money of the day of the case, the numbers of a year as money of that year."
)
SPOKEN = re.compile(r"(\d[\d,]*(?:\.\d+)?) (USD/kWh|M\$)")
"""Money in a sentence of the run."""
BOTH = ("today", "breakeven", "likely.0", "likely.1", "most")
"""Numbers of a breakeven, in its unit."""


def money_power(unit: str) -> int:
    """Power with which money stands in a unit: 1 of USD/kWh, 0 of USD per USD/kWh, -1 of kWh/USD."""
    over, _, below = unit.partition(" per ")
    return _power(over) - _power(below)


def _power(unit: str) -> int:
    over, _, below = unit.partition("/")
    return ("USD" in over) - ("USD" in below)


def _scaled(value: Any, factor: float) -> Any:
    """Numbers of a value times a factor; what is no number stays."""
    if isinstance(value, tuple):
        return tuple(_scaled(part, factor) for part in value)
    if isinstance(value, dict):
        return {name: _scaled(part, factor) for name, part in value.items()}
    return value if value is None or isinstance(value, str) else value * factor


def _at(record: Any, path: str, factor: float) -> Any:
    """A record with the number at a path times a factor."""
    name, _, rest = path.partition(".")
    inner = record[int(name)] if name.isdigit() else getattr(record, name)
    changed = _at(inner, rest, factor) if rest else _scaled(inner, factor)
    if name.isdigit():
        place = int(name)
        return (*record[:place], changed, *record[place + 1 :])
    return replace(record, **{name: changed})


def _paths(record: Record, paths: Iterable[str], factor: float) -> Record:
    for path in paths:
        record = _at(record, path, factor)
    return record


def _money_fields(source: str, table: str) -> list[str]:
    """Fields of the records of a table that hold money."""
    return [path for path, (_, unit, _) in table_columns(source)[table] if money_power(unit)]


def _group(group: str, values: Mapping[str, Any], factor: float) -> dict[str, Any]:
    """Numbers of a group by name, each by its unit."""
    powers = {name: money_power(row["unit"]) for name, row in named_rows(group).items()}
    return {
        name: _scaled(value, factor ** powers[name]) if powers.get(name) else value
        for name, value in values.items()
    }


def _by_name(values: Mapping[str, Any], factor: Any) -> dict[str, Any]:
    """Arrays or numbers by glossary name, each by its unit."""
    return {
        name: value * factor ** money_power(unit_of(name)) if money_power(unit_of(name)) else value
        for name, value in values.items()
    }


def _record_money(money: ReportMoney, now: float) -> ResultMoney:
    said = f"{money.words} {STAYS}" if money.real is None else f"{money.words} {OF_TODAY} {STAYS}"
    return ResultMoney(money.currency, money.real, now, said)


def first_in_money(result: DecisionResult, money: ReportMoney) -> DecisionResult:
    """The first decision in another money: numbers of a year at its level, all others at that of today.

    Parameters
    ----------
    result : in nominal dollars.
    money : to show.
    """
    now = money.factor(result.today)
    years = np.asarray([money.factor(year) for year in result.years])
    opened = np.asarray([money.factor(int(year)) for year in result.plants["opens"]])
    return replace(
        result,
        yearly=_by_name(result.yearly, years),
        plants=_by_name(result.plants, opened),
        sweep=_by_name(result.sweep, now),
        cost_by_step=_scaled(result.cost_by_step, now),
        cost_by_item=_scaled(result.cost_by_item, now),
        headline=_by_name(result.headline, now),
        ranges={
            name: _scaled(ends, now ** money_power(unit_of(name))) for name, ends in result.ranges.items()
        },
        compared=tuple(
            _paths(each, _money_fields("first", "compared"), money.factor(each.evidence.year))
            for each in result.compared
        ),
        later=tuple(
            _paths(each, _money_fields("first", "known_later"), money.factor(each.year))
            for each in result.later
        ),
        pledge=_group("pledge", result.pledge, now),
        histories={},
        money=_record_money(money, now),
    )


def full_in_money(result: StrategyResult, money: ReportMoney) -> StrategyResult:
    """The decision under uncertainty in another money.

    Worths, prices and draws at the level of the day of the case, paths and ledgers at that of each year.

    Parameters
    ----------
    result : in nominal dollars.
    money : to show.
    """
    now = money.factor(result.case.as_of.year)
    shown = _record_money(money, now)
    records = {
        name: tuple(
            _paths(each, (*_money_fields("full", name), *more), now) for each in getattr(result, name)
        )
        for name, more in (("strategies", ("by_scenario",)), ("bidders", ()), ("drivers", ()))
    }
    bidders = tuple(
        replace(each, movers=tuple((_spoken(text, shown), worth * now) for text, worth in each.movers))
        for each in records["bidders"]
    )
    headline = [row["field"] for row in named_rows("headline").values() if money_power(row["unit"])]
    names = {each.name for each in result.strategies}
    changed = replace(
        result,
        strategies=records["strategies"],
        bidders=bidders,
        drivers=records["drivers"],
        case=replace(result.case, materiality=result.case.materiality * now),
        breakevens=tuple(
            replace(_paths(each, BOTH, now ** money_power(each.unit)), unit=shown.unit(each.unit))
            for each in result.breakevens
        ),
        headline_ranges=_ranges(result, now),
        wait=_group("wait", result.wait, now),
        deal=_group("deal", result.deal, now),
        terms=_group("terms", result.terms, now),
        switch_map=_map(result.switch_map, now),
        frontier={name: np.asarray(values) * now for name, values in result.frontier.items()},
        by_year=_by_name(result.by_year, np.asarray([money.factor(year) for year in result.case.years])),
        bridge=_scaled(result.bridge, now),
        sensitivities=tuple(_group("sensitivities", row, now) for row in result.sensitivities),
        accounts=tuple(_accounts(row, money) for row in result.accounts),
        ledgers=tuple(_line(line, result.case.years, money, now) for line in result.ledgers),
        draws={name: values * now if name in names else values for name, values in result.draws.items()},
        notes=tuple(_spoken(note, shown) for note in result.notes),
        confidence_reasons=tuple(_spoken(text, shown) for text in result.confidence_reasons),
        money=shown,
    )
    return _paths(changed, (*headline, "zone.0"), now)


def _ranges(result: StrategyResult, now: float) -> dict[str, Any]:
    """Spreads of the headline numbers, each by the unit of its number."""
    units = {row["range"]: row["unit"] for row in named_rows("headline").values() if row["range"]}
    return {
        name: _paths(spread, ("low", "high", "error"), now ** money_power(units[name]))
        for name, spread in result.headline_ranges.items()
    }


def _map(found: Mapping[str, Any], now: float) -> dict[str, Any]:
    """The switch map: volumes and chances stay."""
    if not found:
        return {}
    volume, price = found["today"]
    return {**found, "prices": np.asarray(found["prices"]) * now, "today": (volume, price * now)}


def _accounts(row: Mapping[str, Any], money: ReportMoney) -> dict[str, Any]:
    """A published fiscal year and the lines it may consist of."""
    factor = money.factor(int(row["year_modelled"]))
    lines = tuple(_group("accounts", line, factor) for line in row.get("lines", ()))
    return _group("accounts", row, factor) | ({"lines": lines} if "lines" in row else {})


def _line(line: LedgerLine, years: tuple[int, ...], money: ReportMoney, now: float) -> LedgerLine:
    """A line of a ledger; the end of the last year has the level of the next."""
    of_years = (*years, years[-1] + 1)[: len(line.cash)]
    cash = tuple(paid * money.factor(year) for paid, year in zip(line.cash, of_years, strict=True))
    return replace(line, cash=cash, worth=line.worth * now)


def _spoken(text: str, money: ResultMoney) -> str:
    """A sentence of the run with the money in it changed, to three digits."""

    def changed(found: re.Match[str]) -> str:
        value = float(found[1].replace(",", "")) * money.per_dollar
        sign = SIGNS[money.currency]
        return f"{float(f'{value:.3g}'):,.10g} {money.unit(found[2]).replace('$', sign)}"

    return text if money == DOLLARS else SPOKEN.sub(changed, text)


def named_in_money(tables: Mapping[str, TableForm], money: ResultMoney) -> dict[str, TableForm]:
    """Tables of a result with their units in its money: heads, and cells of a column ``unit``."""
    return {name: _named(table, money) for name, table in tables.items()}


def _named(table: TableForm, money: ResultMoney) -> TableForm:
    columns = tuple(each.model_copy(update={"unit": money.unit(each.unit)}) for each in table.columns)
    place = next((k for k, each in enumerate(columns) if each.name == "unit"), None)
    rows = table.rows
    if place is not None:
        rows = tuple((*row[:place], money.unit(str(row[place])), *row[place + 1 :]) for row in rows)
    return TableForm(columns=columns, rows=rows)
