"""An offer held against cost: margin, utilisation, indices, take-or-pay, levers, counter-offer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.quote.cost import QuoteWorld, ShouldCost, full_by_utilization, should_cost
from cellworth.engine.quote.levers import Lever, levers, margins
from cellworth.engine.quote.terms import Offer, Payments, discount, levelized, payments, weights

__all__ = ["IndexExposure", "Money", "QuoteResult", "QuoteRules", "Range", "TakeOrPayYear", "quote_result"]

LEVELS = (0.10, 0.50, 0.90)
HIGH = 0.95


@dataclass(frozen=True)
class QuoteRules:
    """Changes that are priced (`data/quote/rules.csv`)."""

    index_step: float
    minimum_step: float
    slip: int
    lowest_utilization: float
    utilization_steps: int
    draws: int


@dataclass(frozen=True)
class Money:
    """What is shown for a dollar: units of the report's money per nominal USD.

    Attributes
    ----------
    by_year : (y,), of each year of the offer. today : of money of today.
    """

    by_year: Array
    today: float


@dataclass(frozen=True)
class Range:
    """Mean over the draws, P10 and P90; NaN where there is none."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class IndexExposure:
    """An index in cost and price.

    Attributes
    ----------
    name : of the index.
    cost_share : [1] of the full cost. price_share : [1] of the price that moves with it, within the collar.
    cost_step, price_step : [money/kWh] for the step of the rules.
    mismatch : [money] of today by which the price moves more than the cost for a step, over the term.
    """

    name: str
    cost_share: Range
    price_share: Range
    cost_step: Range
    price_step: Range
    mismatch: Range


@dataclass(frozen=True)
class TakeOrPayYear:
    """One year: [kWh/year] due and taken, chance [1] to take less, owed [money/year] as mean and P95."""

    year: int
    due: float
    taken: Range
    short: float
    owed: float
    owed_p95: float


@dataclass(frozen=True)
class QuoteResult:
    """What the program has to say of an offer, in the money of the report.

    Attributes
    ----------
    offer : Offer. years : calendar. n_draws : scenarios.
    lines : [money/kWh] of the should-cost over the term, by discounted planned volume.
    cash_cost, full_cost, price, landed : the same; price at the supplier's door.
    by_year : means by year of price, cash and full cost [money/kWh], margin [1], planned [kWh/year].
    margin : [1] of the price over full cost. below_full, below_cash : share of draws with a price below it.
    thin, normal, market : margins on full cost (S31).
    utilization : [1] of the plant in the should-cost.
    implied, breakeven : [1], utilisation at which mean full cost with the normal margin, or without any, is
        the mean price; NaN for none. implied_drawn : the first by draw, where there is one.
    implied_none : share of draws in which even full use is too dear. implied_any : share in which the price
        is enough at the lowest use looked at.
    exposures : by index.
    take_or_pay : by year; owed_today, slipped_today : [money] worth today, as planned, and a year late.
    levers : largest first. counter : (lowest, highest) [money/kWh] to offer.
    counter_worth : [money] of today the buyer pays less over the term at each; negative where the offer is
        lower.
    """

    offer: Offer
    years: tuple[int, ...]
    n_draws: int
    lines: dict[str, Range]
    cash_cost: Range
    full_cost: Range
    price: Range
    landed: Range
    by_year: dict[str, list[float]]
    margin: Range
    below_full: float
    below_cash: float
    thin: Range
    normal: Range
    market: Range
    utilization: Range
    implied: float
    breakeven: float
    implied_drawn: Range
    implied_none: float
    implied_any: float
    exposures: tuple[IndexExposure, ...]
    take_or_pay: tuple[TakeOrPayYear, ...]
    owed_today: Range
    slipped_today: Range
    levers: tuple[Lever, ...]
    counter: tuple[Range, Range]
    counter_worth: tuple[Range, Range]


def ranged(values: Array) -> Range:
    """Mean, P10 and P90 of draws (s,); draws without a number are left out."""
    kept = values[np.isfinite(values)]
    if not len(kept):
        return Range(float("nan"), float("nan"), float("nan"))
    low, _, high = np.quantile(kept, LEVELS)
    return Range(float(np.mean(kept)), float(low), float(high))


def quote_result(
    world: QuoteWorld,
    offer: Offer,
    rules: QuoteRules,
    money: Money,
    places: Mapping[str, str] | None = None,
) -> QuoteResult:
    """Should-cost (S30), margin and use (S31), indices (S34), take-or-pay (S32), levers, counter-offer.

    Parameters
    ----------
    world : draws of the case.
    offer : Offer
    rules : QuoteRules
    money : of the report; prices and costs of a year are shown in it.
    places : printed name of each other country the cells could come from.
    """
    cost, paid = should_cost(world, offer.plan), payments(world, offer)
    weight = weights(world, offer.plan)
    shown = weight * money.by_year[:, None]
    thin, normal, market = margins(world, offer.plan.years)
    cash, full, price = (levelized(each, shown) for each in (cost.cash_cost, cost.full_cost, paid.at_works))
    bought = np.asarray(offer.plan.energy)[:, None] * discount(world, offer.plan.years) * money.today
    ends = cost.cash_cost * (1.0 + thin), cost.full_cost * (1.0 + normal)
    use = _implied(world, offer, rules, price, normal, shown)
    owed, slipped = (
        money.today * np.sum(discount(world, offer.plan.years) * each.owed, axis=0)
        for each in (paid, payments(world, offer, rules.slip))
    )
    return QuoteResult(
        offer=offer,
        years=tuple(world.case.years[year] for year in offer.plan.years),
        n_draws=world.n_draws,
        lines={name: ranged(levelized(line, shown)) for name, line in cost.lines.items()},
        cash_cost=ranged(cash),
        full_cost=ranged(full),
        price=ranged(price),
        landed=ranged(levelized(paid.landed, shown)),
        by_year=_by_year(offer, cost, paid, money.by_year),
        margin=ranged(price / full - 1.0),
        below_full=float(np.mean(price < full)),
        below_cash=float(np.mean(price < cash)),
        thin=ranged(thin),
        normal=ranged(normal),
        market=ranged(levelized(market, weight)),
        utilization=ranged(levelized(cost.utilization, weight)),
        **use,
        exposures=_exposures(world, offer, cost, paid, rules.index_step, money),
        take_or_pay=_take_or_pay(world, offer, paid, money.by_year),
        owed_today=ranged(owed),
        slipped_today=ranged(slipped),
        levers=tuple(
            replace(lever, worth=money.today * lever.worth)
            for lever in levers(world, offer, cost, places or {}, rules.minimum_step)
        ),
        counter=(ranged(levelized(ends[0], shown)), ranged(levelized(ends[1], shown))),
        counter_worth=(
            ranged(np.sum((paid.at_works - ends[0]) * bought, axis=0)),
            ranged(np.sum((paid.at_works - ends[1]) * bought, axis=0)),
        ),
    )


def _by_year(offer: Offer, cost: ShouldCost, paid: Payments, money: Array) -> dict[str, list[float]]:
    """Means of each year."""
    price, full = money * np.mean(paid.at_works, axis=1), money * np.mean(cost.full_cost, axis=1)
    columns = {
        "planned": np.asarray(offer.plan.energy),
        "price": price,
        "cash_cost": money * np.mean(cost.cash_cost, axis=1),
        "full_cost": full,
        "margin": price / full - 1.0,
        "plant_output": np.mean(cost.output, axis=1),
    }
    return {name: [float(value) for value in values] for name, values in columns.items()}


def _implied(
    world: QuoteWorld, offer: Offer, rules: QuoteRules, price: Array, normal: Array, shown: Array
) -> dict[str, Any]:
    """Utilisation at which the full cost is what the price leaves for it, by means and by draw (S30, S31)."""
    grid = np.linspace(rules.lowest_utilization, 1.0, rules.utilization_steps)
    curve = np.sum(full_by_utilization(world, offer.plan, grid) * shown, axis=1)
    wanted = price / (1.0 + normal)
    none, enough = wanted < curve[-1], wanted > curve[0]
    found = np.full(world.n_draws, np.nan)
    for place in np.flatnonzero(~none & ~enough):
        found[place] = np.interp(wanted[place], curve[::-1, place], grid[::-1])
    mean = np.mean(curve, axis=1)

    def at_means(level: Array) -> float:
        return float(np.interp(np.mean(level), mean[::-1], grid[::-1], left=np.nan, right=np.nan))

    return {
        "implied": at_means(wanted),
        "breakeven": at_means(price),
        "implied_drawn": ranged(found),
        "implied_none": float(np.mean(none)),
        "implied_any": float(np.mean(enough)),
    }


def _exposures(
    world: QuoteWorld, offer: Offer, cost: ShouldCost, paid: Payments, step: float, shown: Money
) -> tuple[IndexExposure, ...]:
    """Each index that moves the cost or the price; the largest mismatch first (S34)."""
    years = list(offer.plan.years)
    weight = weights(world, offer.plan)
    bought = np.asarray(offer.plan.energy)[:, None] * discount(world, offer.plan.years)
    ratios = {name: world.market.index[name][years] / base for name, base in offer.bases.items()}
    whole = 1.0 + sum(offer.shares[name] * (ratio - 1.0) for name, ratio in ratios.items())
    found = []
    for name, money in cost.metals.items():
        moving = np.zeros(money.shape)
        if name in ratios:
            moving = paid.price * offer.shares[name] * ratios[name] / whole * paid.within
        if not np.any(money) and not np.any(moving):
            continue
        found.append(
            IndexExposure(
                name=name,
                cost_share=ranged(levelized(money / cost.full_cost, weight)),
                price_share=ranged(levelized(moving / paid.price, weight)),
                cost_step=ranged(step * levelized(money, weight * shown.by_year[:, None])),
                price_step=ranged(step * levelized(moving, weight * shown.by_year[:, None])),
                mismatch=ranged(step * shown.today * np.sum((moving - money) * bought, axis=0)),
            )
        )
    return tuple(sorted(found, key=lambda each: -abs(each.mismatch.mean)))


def _take_or_pay(world: QuoteWorld, offer: Offer, paid: Payments, money: Array) -> tuple[TakeOrPayYear, ...]:
    """What is due and what is taken, as volumes go (S32, S11)."""
    found = []
    for row, year in enumerate(offer.plan.years):
        due = offer.minimum_share * float(offer.plan.energy[row])
        owed = money[row] * paid.owed[row]
        found.append(
            TakeOrPayYear(
                year=world.case.years[year],
                due=due,
                taken=ranged(paid.taken[row]),
                short=float(np.mean(paid.taken[row] < due)),
                owed=float(np.mean(owed)),
                owed_p95=float(np.quantile(owed, HIGH)),
            )
        )
    return tuple(found)
