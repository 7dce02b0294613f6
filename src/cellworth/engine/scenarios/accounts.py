"""The venture's published fiscal years beside the model's: output times transfer price, and margin (S39)."""

from typing import Any

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import AccountYear
from cellworth.engine.scenarios.serve import minimum_purchases
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.units import Plan, operate, shared_out, transfer_price_revenue

__all__ = ["reconciled"]

MONTHS = 12


def reconciled(setting: Setting) -> tuple[dict[str, Any], ...]:
    """One row per published fiscal year, means over the draws.

    A year beyond the axis is held against the nearest year of the axis; ``months_modelled`` says how many of
    its months lie on it.
    """
    return tuple(_row(setting, entry) for entry in setting.case.accounts)


def _row(setting: Setting, entry: AccountYear) -> dict[str, Any]:
    months = _months(setting, entry)
    weights = months / np.sum(months) if np.any(months) else _nearest(setting, entry)
    output, revenue, profit = (
        float(ordered_mean(np.sum(part * weights, axis=1)[:, None])[0]) for part in _modelled(setting, entry)
    )
    return {
        "title": entry.title,
        "revenue_published": entry.revenue,
        "revenue_modelled": revenue,
        "profit_published": entry.operating_profit,
        "profit_modelled": profit,
        "output_modelled": output,
        "year_modelled": int(setting.case.years[int(np.argmax(weights))]),
        "months_modelled": int(np.sum(months)),
    }


def _months(setting: Setting, entry: AccountYear) -> Array:
    """Months of the fiscal year in each year of the axis."""
    first = entry.first[0] * MONTHS + entry.first[1] - 1
    last = entry.last[0] * MONTHS + entry.last[1]
    starts = np.asarray(setting.case.years[: setting.n_years]) * MONTHS
    return np.maximum(np.minimum(last, starts + MONTHS) - np.maximum(first, starts), 0).astype(float)


def _nearest(setting: Setting, entry: AccountYear) -> Array:
    years = np.asarray(setting.case.years[: setting.n_years])
    return (years == years[np.argmin(np.abs(years - entry.first[0]))]).astype(float)


def _modelled(setting: Setting, entry: AccountYear) -> tuple[Array, Array, Array]:
    """Output, revenue and operating profit of the plants inside the accounts, kept as they are, (s, y)."""
    case = setting.case
    open_ = {plant.name: np.ones(setting.n_years) for plant in case.plants}
    whole = Plan(plants=case.plants, volume="all", start=0, open=open_)
    made = shared_out(setting, whole, setting.demand)
    inside = tuple(plant for plant in case.plants if plant.name in entry.plants)
    run = operate(setting, Plan(plants=inside, volume="all", start=0, open=open_), made)
    total = sum(made.values(), np.zeros((1, 1)))
    minimum = minimum_purchases(setting, total, case.venture, setting.n_years)
    markup = setting.money("transfer_markup")[:, None]
    revenue = transfer_price_revenue(run, minimum, markup, np.ones(setting.n_years))
    unused = sum(minimum.values(), np.zeros((1, 1)))
    return run.output, revenue, revenue - run.variable - run.fixed - run.write_off - unused
