"""Numbers of the first screen of the first decision: today's, their ranges, and worths of the years after."""

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.decision_costs import Bought, Levels, at_the_supplier, landed
from cellworth.engine.decision_inputs import DecisionInputs
from cellworth.engine.decision_levels import OwnCosts
from cellworth.engine.decision_weighed import Weighed
from cellworth.strategy.make_or_buy import cost_to_serve, indifference_price, present_value

__all__ = ["headline_figures", "worth_figures"]


TODAY = (
    "own_pack_full",
    "own_pack_cash",
    "own_cell_full",
    "own_cell_cash",
    "landed_cell_price",
    "bought_pack_cost",
    "supplier_full_cost",
    "utilization_made",
    "saving_per_pack_full",
    "saving_per_pack_cash",
    "saving_per_year_full",
    "saving_per_year_cash",
    "breakeven_volume_full",
    "breakeven_volume_cash",
    "breakeven_price_full",
    "breakeven_price_cash",
)
"""Results by year whose figure of today is shown."""


def worth_figures(inputs: DecisionInputs, both: Weighed) -> dict[str, Array]:
    """Worth today of the years after, of making and of buying, and what follows (S40, S41)."""
    own, levels, bought = both.own, both.levels, both.bought
    xp, maker = inputs.library, inputs.maker
    after = slice(inputs.years.index(inputs.today) + 1, None)
    rate = xp.asarray([maker.discount_rate])

    def row(path: Array) -> Array:
        return path[None, after]

    packs, energy = row(own.cell.packs), row(both.energy)
    conversion = row(xp.asarray(maker.conversion) * own.cell.capital)
    make = cost_to_serve(
        row(own.cell.variable(levels.maker)),
        row(own.cell.fixed) + conversion,
        packs,
        rate,
        mid_year=True,
    )
    buy = cost_to_serve(row(bought.landed) * energy, 0.0 * packs, packs, rate, mid_year=True)
    volume = present_value(packs * energy, rate, mid_year=True)
    indifferent = indifference_price(make, xp.asarray([maker.closure]), volume)
    return {
        "make_cash_to_serve": make,
        "buy_cash_to_serve": buy,
        "conversion_cash": present_value(conversion, rate, mid_year=True),
        "closure_cash": xp.asarray([maker.closure]),
        "saving_worth": (make - buy) - maker.closure,
        "indifference_supply_price": at_the_supplier(inputs, indifferent),
        "level_supply_price": at_the_supplier(inputs, buy / volume),
    }


def headline_figures(
    inputs: DecisionInputs, both: Weighed, yearly: dict[str, Array]
) -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
    """Numbers of the first screen: today's, and worth today of the years after (S40, S41).

    Parameters
    ----------
    inputs : the case as numbers. both : both sides, costed. yearly : results by year.

    Returns
    -------
    figures, low and high of those of today : by name, in the unit of each.
    """
    now = inputs.years.index(inputs.today)
    headline = {name: float(yearly[name][now]) for name in TODAY}
    headline |= {name: float(figure[0]) for name, figure in worth_figures(inputs, both).items()}
    return headline, _ranges(inputs, both.own, both.levels, both.bought, yearly, now)


def _ranges(
    inputs: DecisionInputs, own: OwnCosts, levels: Levels, bought: Bought, yearly: dict[str, Array], now: int
) -> dict[str, tuple[float, float]]:
    """Low and high today: over the two published outputs, and over quoted and modelled price."""
    energy, capacity = yearly["pack_energy_made"][now], yearly["capacity_energy"][now]
    other = inputs.maker.alternative_packs
    variable = own.cell.variable(levels.maker)[now]
    fixed = own.cell.fixed[now]
    capital = (own.cell.capital * own.recovery)[now]
    cash = [float(yearly["own_cell_cash"][now]), float(variable + fixed / other) / energy]
    full = [float(yearly["own_cell_full"][now]), float(variable + (fixed + capital) / other) / energy]
    prices = [float(p[now]) for p in (bought.modelled, bought.quoted) if not np.isnan(p[now])]
    at_door = [float(p) for p in landed(inputs, np.asarray(prices))]
    savings_full = [(cost - price) * energy for cost in full for price in at_door]
    savings_cash = [(cost - price) * energy for cost in cash for price in at_door]
    used = [float(yearly["utilization_made"][now]), other * energy / capacity]
    breakeven = [float(at_the_supplier(inputs, np.asarray(cost))) for cost in full]
    breakeven_cash = [float(at_the_supplier(inputs, np.asarray(cost))) for cost in cash]
    spread = {
        "own_cell_full": full,
        "own_cell_cash": cash,
        "landed_cell_price": at_door,
        "utilization_made": used,
        "saving_per_pack_full": savings_full,
        "saving_per_pack_cash": savings_cash,
        "breakeven_price_full": breakeven,
        "breakeven_price_cash": breakeven_cash,
    }
    return {name: (float(min(values)), float(max(values))) for name, values in spread.items()}
