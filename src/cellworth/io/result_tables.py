"""Headline numbers and tables of a result, as the JSON document holds them."""

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

import numpy as np

from cellworth.engine.decision_result import DecisionResult
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.result import OwnershipSide, StrategyResult
from cellworth.io.column_sets import unit_of
from cellworth.io.glossary import term
from cellworth.io.input_schema import column_rows
from cellworth.io.result_json import ColumnForm, HeadlineForm, TableForm

__all__ = [
    "asked_tables",
    "first_headline",
    "first_tables",
    "full_headline",
    "full_tables",
    "plain",
    "table_columns",
]

Column: TypeAlias = tuple[str, str, str]
"""Name, unit and meaning."""

WITHOUT_CHANCES = "over the published outputs and prices"
OVER_SCENARIOS = "from one scenario in twenty below to one in twenty above"


def plain(value: Any) -> Any:
    """A value as JSON holds it; numbers that do not exist are None, lists are joined to one text."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return ", ".join(str(part) for part in value)
    return value


@cache
def table_columns(source: str) -> dict[str, tuple[tuple[str, Column], ...]]:
    """Columns of the tables of a kind of result, with the field each comes from."""
    found: dict[str, list[tuple[str, Column]]] = {}
    for row in column_rows("result_tables.csv"):
        if row["source"] == source:
            column = (row["column"], row["unit"], row["meaning"])
            found.setdefault(row["table"], []).append((row["field"], column))
    return {name: tuple(columns) for name, columns in found.items()}


def _field(record: Any, path: str) -> Any:
    for part in path.split("."):
        record = record[int(part)] if part.isdigit() else getattr(record, part)
    return plain(record)


def _of_records(source: str, table: str, records: Iterable[Any]) -> TableForm:
    columns = table_columns(source)[table]
    rows = tuple(tuple(_field(record, path) for path, _ in columns) for record in records)
    return _table([column for _, column in columns], rows)


def _table(columns: Iterable[Column], rows: Iterable[Sequence[Any]]) -> TableForm:
    heads = tuple(ColumnForm(name=name, unit=unit, meaning=meaning) for name, unit, meaning in columns)
    return TableForm(columns=heads, rows=tuple(tuple(plain(cell) for cell in row) for row in rows))


def _known(name: str, meaning: str = "") -> Column:
    """Column of a name; its unit and meaning from the glossary where it stands there."""
    try:
        found = term(name)
    except KeyError:
        return name, "1", meaning or name.replace("_", " ")
    return name, found.unit, found.meaning


def _of_arrays(arrays: Mapping[str, Any], first: Mapping[str, Any] | None = None) -> TableForm:
    """Arrays of one length side by side."""
    given = {**(first or {}), **arrays}
    return _table([_known(name) for name in given], zip(*given.values(), strict=True))


def _of_pairs(name: str, value: str, unit: str, meaning: str, pairs: Mapping[str, Any]) -> TableForm:
    return _table([(name, "1", name), (value, unit, meaning)], pairs.items())


def _headline(
    values: Mapping[str, float], ranges: Mapping[str, tuple[float, float]], spans: str
) -> tuple[HeadlineForm, ...]:
    found = []
    for name, value in values.items():
        low, high = ranges.get(name, (math.nan, math.nan))
        has_range = math.isfinite(low) and math.isfinite(high)
        found.append(
            HeadlineForm(
                name=name,
                value=plain(float(value)),
                unit=unit_of(name),
                low=plain(float(low)),
                high=plain(float(high)),
                range=spans if has_range else "",
                meaning=_known(name)[2],
            )
        )
    return tuple(found)


def first_headline(result: DecisionResult) -> tuple[HeadlineForm, ...]:
    """Numbers of the first decision."""
    return _headline(result.headline, result.ranges, WITHOUT_CHANCES)


def first_tables(result: DecisionResult) -> dict[str, TableForm]:
    """Tables of the first decision."""
    years = {"year": result.years}
    shares = [(key, "1", f"output over capacity of the plant {key}") for key in result.plant_utilization]
    used = zip(result.years, *result.plant_utilization.values(), strict=True)
    of_records = {
        "calibration": result.calibration,
        "compared": result.compared,
        "known_later": result.later,
        "packs": result.packs,
    }
    return {
        "yearly": _of_arrays(result.yearly, {**years, "pack": result.pack_of_year}),
        "plants": _of_arrays(result.plants),
        "plant_utilization": _table([("year", "1", "year"), *shares], used),
        "volume": _of_arrays(result.sweep),
        "cost_by_step": _of_pairs(
            "step", "cost", "USD/kWh", term("cost_by_step").meaning, result.cost_by_step
        ),
        "cost_by_item": _of_pairs(
            "item", "cost", "USD/kWh", term("cost_by_item").meaning, result.cost_by_item
        ),
        **{name: _of_records("first", name, records) for name, records in of_records.items()},
    }


def asked_tables(case: StrategyCase) -> dict[str, TableForm]:
    """What the decision under uncertainty is asked with: inputs, claims, odds, companies, holdings."""
    of_records = {
        "inputs": case.quantities.values(),
        "claims": case.claims,
        "events": case.events,
        "companies": case.companies,
        "holdings": case.holdings,
    }
    return {name: _of_records("asked", name, records) for name, records in of_records.items()}


def full_headline(result: StrategyResult) -> tuple[HeadlineForm, ...]:
    """Numbers of the decision under uncertainty."""
    values = {
        "chance_of_family": result.chance,
        "walk_away_price": result.walk_away,
        "price_band_low": result.price_band[0],
        "price_band_middle": result.price_band[1],
        "price_band_high": result.price_band[2],
        "seller_reservation": result.zone[0],
        "best_bidder_reservation": result.zone[1],
        "deal_chance": result.deal_chance,
        "buy_below": result.buy_below,
        "saving_per_pack": result.saving_per_pack,
        "information_worth": result.information_worth[0],
        "ledger_residual": result.ledger_residual,
    }
    return _headline(values, result.headline_ranges, OVER_SCENARIOS)


def full_tables(result: StrategyResult) -> dict[str, TableForm]:
    """Tables of the decision under uncertainty."""
    of_records = {
        "strategies": result.strategies,
        "families": result.families,
        "bidders": result.bidders,
        "breakevens": result.breakevens,
        "drivers": result.drivers,
    }
    return {
        **{name: _of_records("full", name, records) for name, records in of_records.items()},
        "by_scenario": _by_scenario(result),
        "by_year": _by_year(result),
        "movers": _movers(result),
        "wait": _of_pairs("name", "value", "as the name says", "what waiting is worth", result.wait),
        "risk_switches": _table(
            [("risk_aversion", "1", "from here on"), ("leader", "1", "strategy that leads")],
            result.risk_switches,
        ),
        "switch_map": _switch_map(result.switch_map),
        "frontier": _of_arrays(result.frontier),
        "sensitivities": _of_mappings(result.sensitivities),
        "accounts": _of_mappings(result.accounts),
        "ownership": _ownership(result.ownership),
        "identities": _of_pairs(
            "identity", "error", "1", "largest error over draws and years", result.identities
        ),
    }


def _by_scenario(result: StrategyResult) -> TableForm:
    rows = (
        (row.name, scenario, mean) for row in result.strategies for scenario, mean in row.by_scenario.items()
    )
    columns = [("strategy", "1", "key"), ("scenario", "1", "named state of the world")]
    return _table([*columns, ("mean", "USD", "mean worth in it")], rows)


def _by_year(result: StrategyResult) -> TableForm:
    rows = [
        (name, _known(name)[1], year, *values)
        for name, stack in result.by_year.items()
        for year, values in zip(result.case.years, np.asarray(stack).T, strict=True)
    ]
    heads = [("name", "1", "path"), ("unit", "1", "of the three values"), ("year", "year", "year")]
    values = [(name, "as in the column unit", "over all scenarios") for name in ("mean", "p5", "p95")]
    return _table([*heads, *values], rows)


def _movers(result: StrategyResult) -> TableForm:
    rows = [(bidder.name, *mover) for bidder in result.bidders for mover in bidder.movers]
    columns = [("bidder", "1", "class"), ("term", "1", "term that would move it")]
    return _table([*columns, ("worth", "USD", "by how much")], rows)


def _switch_map(found: Mapping[str, Any]) -> TableForm:
    volumes, prices = np.asarray(found.get("volumes", ())), np.asarray(found.get("prices", ()))
    best = np.asarray(found.get("best", np.empty((0, 0))), dtype=object)
    rows = [(volume, price, best[v, p]) for v, volume in enumerate(volumes) for p, price in enumerate(prices)]
    columns = [("volume", "1/year", "packs a year"), ("price", "USD/kWh", "supplier's price")]
    return _table([*columns, ("best", "1", "best family there")], rows)


def _of_mappings(records: Sequence[Mapping[str, Any]]) -> TableForm:
    names = list(dict.fromkeys(name for record in records for name in record))
    return _table([_known(name) for name in names], ([record.get(n) for n in names] for record in records))


def _ownership(sides: Sequence[OwnershipSide]) -> TableForm:
    rows = []
    for side in sides:
        shares, votes, through = (np.asarray(a) for a in (side.shares, side.votes, side.look_through))
        for h, holder in enumerate(side.companies):
            for c, company in enumerate(side.companies):
                if shares[h, c] or votes[h, c] or through[h, c]:
                    rows.append((side.title, holder, company, shares[h, c], votes[h, c], through[h, c]))
    columns = [
        ("side", "1", "before or after the deal"),
        ("holder", "1", "who holds"),
        ("company", "1", "what is held"),
        ("shares", "1", "share of the cash flow"),
        ("votes", "1", "share of the votes"),
        ("look_through", "1", "share held directly and through others"),
    ]
    return _table(columns, rows)
