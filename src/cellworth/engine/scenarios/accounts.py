"""The venture's published fiscal years beside the model's, line by line: volume times transfer price (S39).

Years behind the case stand on the first decision's evaluations of each plant, its cost level moved with the
draws; years on the axis on the plants kept as they are.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.decision_inputs import or_nan
from cellworth.engine.plant_history import SpentPart
from cellworth.engine.scenarios.case import AccountLine, AccountYear
from cellworth.engine.scenarios.draws import central_values
from cellworth.engine.scenarios.fans import spread
from cellworth.engine.scenarios.serve import minimum_purchases
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.units import Plan, operate, shared_out, transfer_price_revenue
from cellworth.strategy.contracts import deficiency_payment

__all__ = ["reconciled"]

MONTHS = 12
CELLS = AccountLine("cells of the plants inside, at the transfer price", "cells", "", True, "", "")
REST = "published, and in none of these lines"
NOTHING = np.zeros((1, 1))


@dataclass(frozen=True)
class _Made:
    """What plants inside the accounts, and all of them, did by year, behind and ahead; (s, y) or (1, y).

    Attributes
    ----------
    years : calendar years.
    inside, total : [kWh/year]
    cells, rest : revenue at the transfer price and its profit, [USD/year]
    """

    years: Array
    inside: Array
    total: Array
    cells: tuple[Array, Array]
    rest: tuple[Array, Array]


def reconciled(setting: Setting) -> tuple[dict[str, Any], ...]:
    """One row per published fiscal year with its lines, means and P5 to P95 over the draws.

    A year of which the model has no month is held against the nearest it has; ``months_modelled`` says so.
    """
    return tuple(_row(setting, entry) for entry in setting.case.accounts)


def _row(setting: Setting, entry: AccountYear) -> dict[str, Any]:
    made = _made(setting, entry)
    months = _months(made.years, entry)
    weights = months / np.sum(months) if np.any(months) else _nearest(made.years, entry)
    sold = [(line, *_sold(setting, made, line)) for line in entry.lines or (CELLS,)]
    lines = [_line(line, revenue, profit, weights) for line, revenue, profit in sold]
    total = sum((revenue for _, revenue, _ in sold), NOTHING)
    rest = AccountLine(REST, "", "", False, "", entry.rest_identified_by)
    published = or_nan(entry.revenue)
    unexplained = _line(rest, published - total, np.full_like(total, np.nan), weights)
    known = [line for line in lines if line["in_accounts"] == "yes"]
    revenue, profit = (sum(line[key] for line in known) for key in ("revenue", "profit"))
    whole, gain = (sum(line[key] for line in lines) for key in ("revenue", "profit"))
    return {
        "title": entry.title,
        "revenue_published": published,
        "revenue_modelled": revenue,
        "revenue_with_open": whole,
        "revenue_missing": published - revenue,
        "revenue_missing_with_open": published - whole,
        "profit_published": or_nan(entry.operating_profit),
        "profit_modelled": profit,
        "profit_with_open": gain,
        "output_modelled": _mean(made.inside, weights),
        "output_of_all": _mean(made.total, weights),
        "year_modelled": int(made.years[int(np.argmax(weights))]),
        "months_modelled": int(np.sum(months)),
        "lines": (*lines, {**unexplained, "in_accounts": "rest"}),
    }


def _line(line: AccountLine, revenue: Array, profit: Array, weights: Array) -> dict[str, Any]:
    yearly = np.sum(revenue * weights, axis=1)
    low, high = spread(yearly)
    return {
        "line": line.title,
        "in_accounts": "yes" if line.known else "open",
        "revenue": _mean(revenue, weights),
        "revenue_p5": low,
        "revenue_p95": high,
        "profit": _mean(profit, weights),
        "rests_on": line.rests_on,
        "identified_by": line.identified_by,
    }


def _mean(amount: Array, weights: Array) -> float:
    return float(ordered_mean(np.sum(amount * weights, axis=1)[:, None])[0])


def _months(years: Array, entry: AccountYear) -> Array:
    """Months of the fiscal year in each calendar year."""
    first = entry.first[0] * MONTHS + entry.first[1] - 1
    last = entry.last[0] * MONTHS + entry.last[1]
    starts = years * MONTHS
    return np.maximum(np.minimum(last, starts + MONTHS) - np.maximum(first, starts), 0).astype(float)


def _nearest(years: Array, entry: AccountYear) -> Array:
    return (years == years[np.argmin(np.abs(years - entry.first[0]))]).astype(float)


def _sold(setting: Setting, made: _Made, line: AccountLine) -> tuple[Array, Array]:
    """Revenue and profit of a line (s, y) [USD/year]; what is resold or passed on leaves no profit."""
    if line.sells == "cells":
        return made.cells
    if line.sells == "rest":
        return made.rest
    entry = next(each for each in setting.case.purchases if each.name == line.purchase)
    price, minimum = (setting.draw(name)[:, None] for name in (entry.price, entry.minimum))
    runs = made.years <= entry.last_year
    if line.sells == "used":
        revenue = price * (made.total - made.inside)
    else:
        revenue = deficiency_payment(price, made.total, minimum) * runs
    return revenue, np.zeros_like(revenue)


def _made(setting: Setting, entry: AccountYear) -> _Made:
    """Years behind the case, then those of the axis."""
    behind, ahead = _behind(setting, entry), _ahead(setting, entry)
    if behind is None:
        return ahead
    if entry.lines:
        ahead = _with_rest(ahead, behind)
    kept = behind.years < ahead.years[0]

    def joined(before: Array, after: Array) -> Array:
        rows = max(before.shape[0], after.shape[0])
        parts = [np.broadcast_to(each, (rows, each.shape[1])) for each in (before[:, kept], after)]
        return np.concatenate(parts, axis=1)

    return _Made(
        np.concatenate([behind.years[kept], ahead.years]),
        joined(behind.inside, ahead.inside),
        joined(behind.total, ahead.total),
        (joined(behind.cells[0], ahead.cells[0]), joined(behind.cells[1], ahead.cells[1])),
        (joined(behind.rest[0], ahead.rest[0]), joined(behind.rest[1], ahead.rest[1])),
    )


def _with_rest(ahead: _Made, behind: _Made) -> _Made:
    """The rest of the packs on the axis, at what it sold for per kWh in the last year behind."""
    made = np.where(behind.inside > 0.0, behind.inside, 1.0)
    rest = tuple((part / made)[:, -1:] * ahead.inside for part in behind.rest)
    return _Made(ahead.years, ahead.inside, ahead.total, ahead.cells, (rest[0], rest[1]))


def _behind(setting: Setting, entry: AccountYear) -> _Made | None:
    """Plants in the years of the first decision; none where the case has none."""
    histories = setting.case.histories
    if not histories:
        return None
    inside = [histories[name] for name in entry.plants]
    markup = setting.money("transfer_markup")[:, None]
    rows = {}
    for name in ("cells", "rest"):
        parts = [_cost(setting, getattr(each, name), each.life) for each in inside]
        cost = sum(parts, NOTHING)
        rows[name] = cost * (1.0 + markup), cost * markup
    return _Made(
        np.asarray(inside[0].years),
        sum((each.output for each in inside), np.zeros(1))[None, :],
        sum((each.output for each in histories.values()), np.zeros(1))[None, :],
        rows["cells"],
        rows["rest"],
    )


def _cost(setting: Setting, spent: SpentPart, life: float) -> Array:
    """Cost with write-off (s, y) [USD/year], its level moved as the draws move that of the axis."""
    case = setting.case
    names = case.learning["conversion_level"], case.learning["capital_level"]
    middle = central_values(case)
    conversion, capital = ((setting.draw(name), middle[name]) for name in names)
    above = (conversion[0] - 1.0) / np.maximum(conversion[1] - 1.0, 1e-9)
    level = capital[0] / capital[1]
    standing = (spent.fixed + spent.capital / life)[None, :] * level[:, None]
    return np.asarray(spent.varies[None, :] + above[:, None] * spent.above[None, :] + standing)


def _ahead(setting: Setting, entry: AccountYear) -> _Made:
    """Plants inside the accounts on the axis, kept as they are."""
    case = setting.case
    whole = Plan(plants=case.plants, volume="all", start=0, open={})
    made = shared_out(setting, whole, setting.demand)
    inside = tuple(plant for plant in case.plants if plant.name in entry.plants)
    run = operate(setting, Plan(plants=inside, volume="all", start=0, open={}), made)
    total = sum(made.values(), NOTHING)
    minimum = {} if entry.lines else minimum_purchases(setting, total, case.venture, setting.n_years)
    markup = setting.money("transfer_markup")[:, None]
    revenue = transfer_price_revenue(run, minimum, markup, np.ones(setting.n_years))
    unused = sum(minimum.values(), NOTHING)
    return _Made(
        np.asarray(case.years[: setting.n_years]),
        run.output,
        total,
        (revenue, revenue - run.variable - run.fixed - run.write_off - unused),
        (NOTHING * run.output, NOTHING * run.output),
    )
