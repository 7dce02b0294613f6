"""Headline numbers and tables of a case of stake deals, as the JSON document holds them."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from cellworth.core.types import Array
from cellworth.engine.scenarios.stakes import Side, StakesResult
from cellworth.io.result_json import ColumnForm, HeadlineForm, TableForm
from cellworth.io.result_tables import plain

__all__ = ["stakes_headline", "stakes_tables"]

Column: TypeAlias = tuple[str, str, str]

ENDS = ("low", "middle", "high")
MONEY = {
    "price": "paid for the stake",
    "whole": "what the price implies for all shares, new money with them",
    "before_money": "the same before the new money",
    "minority_level": "the same without the worth of control",
}


def stakes_headline(result: StakesResult) -> tuple[HeadlineForm, ...]:
    """What is left over, and the cells a year behind the holder."""
    low, middle, high = (float(value) for value in result.net_funds)
    lines = [
        _line("net_funds", middle, "USD", "stakes sold less stakes bought", low, high),
        _line(
            "capacity_before", result.before.capacity, "kWh/year", "cells behind the holder before the deals"
        ),
        _line("capacity_after", result.after.capacity, "kWh/year", "cells behind the holder after them"),
    ]
    for deal in result.deals:
        low, middle, high = (float(value) for value in deal.whole)
        told = f"whole implied by: {deal.deal.title}"
        lines.append(_line(f"whole.{deal.deal.name}", middle, "USD", told, low, high))
    return tuple(lines)


def _line(
    name: str, value: float, unit: str, meaning: str, low: float | None = None, high: float | None = None
) -> HeadlineForm:
    spans = "over the prices published" if low is not None else ""
    return HeadlineForm(
        name=name,
        value=plain(value),
        unit=unit,
        low=plain(low),
        high=plain(high),
        range=spans,
        meaning=meaning,
    )


def stakes_tables(result: StakesResult) -> dict[str, TableForm]:
    """Tables of a case of stake deals."""
    return {
        "deals": _deals(result),
        "control": _control(result),
        "ownership": _ownership(result),
        "funds": _funds(result),
        "pools": _pools(result),
    }


def _table(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> TableForm:
    heads = tuple(ColumnForm(name=name, unit=unit, meaning=meaning) for name, unit, meaning in columns)
    return TableForm(columns=heads, rows=tuple(tuple(plain(cell) for cell in row) for row in rows))


def _deals(result: StakesResult) -> TableForm:
    columns: list[Column] = [
        ("deal", "1", "key"),
        ("title", "1", "printed name"),
        ("day", "1", "agreed or reported"),
        ("buyer", "1", "who pays"),
        ("seller", "1", "who is paid"),
        ("new_shares", "1", "whether the money goes into the company"),
        ("share", "1", "of all shares after the deal"),
    ]
    columns += [(f"{name}_{end}", "USD", f"{told}, {end}") for name, told in MONEY.items() for end in ENDS]
    rows = []
    for found in result.deals:
        deal = found.deal
        money = [value for name in MONEY for value in getattr(found, name)]
        rows.append(
            (deal.name, deal.title, deal.day, deal.buyer, deal.seller, deal.new_shares, deal.share, *money)
        )
    return _table(columns, rows)


def _sides(result: StakesResult) -> Iterator[tuple[str, Side]]:
    yield "before", result.before
    yield "after", result.after


def _control(result: StakesResult) -> TableForm:
    thresholds = result.case.thresholds
    columns: list[Column] = [
        ("side", "1", "before or after the deals"),
        ("company", "1", "in which"),
        ("look_through", "1", "holder's share, directly and through others"),
        ("controls", "1", "whether the holder controls it"),
    ]
    for right in ("carries", "blocks"):
        told = "carries" if right == "carries" else "stops"
        columns += [
            (f"{right}_{t.name}", "1", f"whether the holder alone {told} a {t.title}") for t in thresholds
        ]
    rows = []
    for title, side in _sides(result):
        for name in result.after.carries:
            at = side.companies.index(name)
            rights = [
                getattr(side, right)[name][t.name] for right in ("carries", "blocks") for t in thresholds
            ]
            rows.append((title, name, side.look_through[at], side.controls[at], *rights))
    return _table(columns, rows)


def _ownership(result: StakesResult) -> TableForm:
    columns: list[Column] = [
        ("side", "1", "before or after the deals"),
        ("holder", "1", "who holds"),
        ("company", "1", "what is held"),
        ("share", "1", "of the shares"),
    ]
    rows = [
        (title, holder, company, float(side.shares[h, c]))
        for title, side in _sides(result)
        for h, holder in enumerate(side.companies)
        for c, company in enumerate(side.companies)
        if side.shares[h, c]
    ]
    return _table(columns, rows)


def _funds(result: StakesResult) -> TableForm:
    columns: list[Column] = [("line", "1", "of sources and uses")]
    columns += [(end, "USD", f"for the holder, {end}") for end in ("poor", "middle", "good")]
    lines: dict[str, Array] = {
        "stakes sold": result.source_total,
        "stakes bought": result.use_total,
        "left over": result.net_funds,
    }
    return _table(columns, [(name, *values) for name, values in lines.items()])


def _pools(result: StakesResult) -> TableForm:
    columns: list[Column] = [
        ("pool", "1", "volume brought together"),
        ("volume_alone", "kWh/year", "of the first maker"),
        ("volume_pooled", "kWh/year", "of all together"),
        ("cost_alone", "USD/kWh", "at the first maker's volume"),
        ("cost_pooled", "USD/kWh", "at the volume of all"),
    ]
    rows = [
        (found.pool.title, found.volume_alone, found.volume_pooled, found.cost_alone, found.cost_pooled)
        for found in result.pools
    ]
    return _table(columns, rows)
