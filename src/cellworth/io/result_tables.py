"""Headline numbers and tables of a result, as the JSON document holds them."""

import datetime
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

import numpy as np

from cellworth.engine.decision_result import DecisionResult
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.io.column_sets import unit_of
from cellworth.io.glossary import term
from cellworth.io.input_schema import column_rows
from cellworth.io.ownership_rows import control_rows, ownership_rows
from cellworth.io.result_json import ColumnForm, HeadlineForm, TableForm
from cellworth.io.supplier_tables import supplier_tables

__all__ = [
    "asked_tables",
    "decision_tables",
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
        **({"pledge": _pledge(result.pledge)} if result.pledge else {}),
    }


def _pledge(figures: Mapping[str, tuple[float, float]]) -> TableForm:
    told = named_rows("pledge")
    columns = [("name", "1", "key"), ("low", "as in the column unit", "low end")]
    columns += [
        ("high", "as in the column unit", "high end"),
        ("unit", "1", "of the two"),
        ("meaning", "1", ""),
    ]
    rows = [(name, *ends, told[name]["unit"], told[name]["meaning"]) for name, ends in figures.items()]
    return _table(columns, rows)


def asked_tables(case: StrategyCase) -> dict[str, TableForm]:
    """What the decision under uncertainty is asked with: inputs, claims, odds, companies, holdings."""
    of_records = {
        "inputs": case.quantities.values(),
        "claims": case.claims,
        "events": case.events,
        "companies": case.companies,
        "holdings": case.holdings,
    }
    without = [
        (event.name, claim, event.probability, chance, event.probability - chance)
        for event in case.events
        for claim, chance in event.without.items()
    ]
    columns = [
        ("event", "1", "key"),
        ("claim", "1", "left out"),
        ("probability", "1", "after all claims"),
        ("without", "1", "after all others"),
        ("moved_by", "1", "what the claim adds to it"),
    ]
    tables = {name: _of_records("asked", name, records) for name, records in of_records.items()}
    return {**tables, "leave_one_out": _table(columns, without)}


def full_headline(result: StrategyResult) -> tuple[HeadlineForm, ...]:
    """Numbers of the decision under uncertainty."""
    found = []
    for row in named_rows("headline").values():
        spread = result.headline_ranges.get(row["range"])
        found.append(
            HeadlineForm(
                name=row["name"],
                value=_field(result, row["field"]),
                unit=row["unit"],
                low=plain(spread.low) if spread else None,
                high=plain(spread.high) if spread else None,
                range=row["spans"] if spread and math.isfinite(spread.low) else "",
                meaning=row["meaning"],
            )
        )
    return tuple(found)


@cache
def named_rows(group: str) -> dict[str, dict[str, str]]:
    """Unit, meaning and place of the numbers of a group, by name."""
    return {row["name"]: row for row in column_rows("result_names.csv") if row["group"] == group}


def decision_tables(result: StrategyResult) -> dict[str, TableForm]:
    """Those tables that a decision has which was not taken apart; those of the switch map if there is one."""
    of_records = {"strategies": result.strategies, "families": result.families, "bidders": result.bidders}
    tables = {name: _of_records("full", name, records) for name, records in of_records.items()}
    return tables | _switches(result.switch_map)


def full_tables(result: StrategyResult) -> dict[str, TableForm]:
    """Tables of the decision under uncertainty."""
    of_records = {
        "strategies": result.strategies,
        "families": result.families,
        "bidders": result.bidders,
        "breakevens": result.breakevens,
        "drivers": result.drivers,
        "comparisons": result.compared.items(),
        "spreads": result.headline_ranges.items(),
    }
    return {
        **{name: _of_records("full", name, records) for name, records in of_records.items()},
        "by_scenario": _by_scenario(result),
        "by_year": _by_year(result),
        "movers": _movers(result),
        "wait": _of_numbers("wait", result.wait),
        "deal": _of_numbers("deal", result.deal),
        "terms": _of_numbers("terms", result.terms),
        "bridge": _bridge(result),
        "risk_switches": _table(
            [("risk_aversion", "1", "from here on"), ("leader", "1", "strategy that leads")],
            result.risk_switches,
        ),
        **_switches(result.switch_map),
        "frontier": _frontier(result),
        "sensitivities": _of_mappings("sensitivities", result.sensitivities),
        **_accounts(result),
        **supplier_tables(result),
        "ownership": _table(*ownership_rows(result.ownership)),
        "control": _table(*control_rows(result.ownership)),
        "identities": _of_pairs(
            "identity", "error", "1", "largest error over draws and years", result.identities
        ),
    }


def _accounts(result: StrategyResult) -> dict[str, TableForm]:
    """Published fiscal years, and what each may consist of."""
    years = [{k: v for k, v in row.items() if k != "lines"} for row in result.accounts]
    lines = [{"title": row["title"], **line} for row in result.accounts for line in row.get("lines", ())]
    return {"accounts": _of_mappings("accounts", years), "account_lines": _of_mappings("accounts", lines)}


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


def _of_numbers(group: str, values: Mapping[str, float]) -> TableForm:
    """Numbers of a group, one to a row, each with its unit."""
    told = named_rows(group)
    rows = [
        (name, value, told[name]["unit"], told[name]["meaning"])
        if name in told
        else (name, value, "1", name.replace("_", " "))
        for name, value in values.items()
    ]
    columns = [("name", "1", "key"), ("value", "as in the column unit", "mean over all scenarios")]
    return _table([*columns, ("unit", "1", "of the value"), ("meaning", "1", "one line")], rows)


def _bridge(result: StrategyResult) -> TableForm:
    rows = [(name, item, worth) for name, items in result.bridge.items() for item, worth in items.items()]
    columns = [("strategy", "1", "key"), ("item", "1", "part of its worth")]
    return _table([*columns, ("worth", "USD", "mean; the items add up to that of the strategy")], rows)


def _switches(found: Mapping[str, Any]) -> dict[str, TableForm]:
    """Best family over volume and price, and the chances at the planned volume."""
    if not found:
        return {}
    volumes, prices = np.asarray(found["volumes"]), np.asarray(found["prices"])
    best = np.asarray(found["best"], dtype=object)
    rows = [(volume, price, best[v, p]) for v, volume in enumerate(volumes) for p, price in enumerate(prices)]
    chances = [
        (price, family, chance[p])
        for p, price in enumerate(prices)
        for family, chance in found.get("chance", {}).items()
    ]
    over = [("volume", "1/year", "packs a year"), ("price", "USD/kWh", "supplier's price")]
    return {
        "switch_map": _table([*over, ("best", "1", "best family there")], rows),
        "switch_chance": _table(
            [over[1], ("family", "1", "family"), ("chance", "1", "chance that it is best at the plan")],
            chances,
        ),
        "switch_today": _table(over, [found["today"]]),
    }


def _frontier(result: StrategyResult) -> TableForm:
    columns = [
        (name, "USD", "headline price")
        if name == "headline"
        else (name, "USD/kWh", f"supply price that leaves {name} as well off as without the deal")
        for name in result.frontier
    ]
    return _table(columns, zip(*result.frontier.values(), strict=True))


def _of_mappings(group: str, records: Sequence[Mapping[str, Any]]) -> TableForm:
    told = named_rows(group)
    names = list(dict.fromkeys(name for record in records for name in record))
    columns = [
        (name, told[name]["unit"], told[name]["meaning"]) if name in told else _known(name) for name in names
    ]
    return _table(columns, ([record.get(name) for name in names] for record in records))
