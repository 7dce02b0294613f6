"""The numbers of the first screen with their ranges: saving per pack, walk-away price, price to buy below."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.scenarios.breakevens import SupplyTie
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.components import Drawn, Menu
from cellworth.engine.scenarios.deals import SaleDeal, sale_deal
from cellworth.engine.scenarios.decision import Decided
from cellworth.engine.scenarios.drawn_deals import drawn_offers, drawn_prices
from cellworth.engine.scenarios.result import Spread
from cellworth.uncertainty.errors import mean_error
from cellworth.uncertainty.tails import sorted_columns, value_quantile

__all__ = ["Headlines", "headlines"]

LEVELS = (0.05, 0.95)
BANDS = ("price_band_low", "price_band_middle", "price_band_high")
NONE = float("nan")


@dataclass(frozen=True)
class Headlines:
    """Numbers of the first screen; money in USD.

    Attributes
    ----------
    saving_per_pack : recommended strategy over the best that supplies the other way, per pack served, both at
        today's worth.
    walk_away : seller's reservation at the reference deal. zone : with the best bidder's.
    price_band : at low, middle and high bargaining power.
    ranges : over the draws, by name.
    compared : strategies behind a number. terms : what the numbers are made of, by name.
    """

    saving_per_pack: float
    walk_away: float
    zone: tuple[float, float]
    price_band: tuple[float, float, float]
    ranges: dict[str, Spread]
    compared: dict[str, tuple[str, str]]
    terms: dict[str, float]


def headlines(case: StrategyCase, menu: Menu, drawn: Drawn, decided: Decided, supply: SupplyTie) -> Headlines:
    """Numbers of the first screen.

    The numbers are those of the means. Their ranges are P5 and P95 over the draws: of the saving in each,
    and of the price in each at which the two sides of a comparison tie. A range of prices is what may come
    out, not one to negotiate in (S63).

    Parameters
    ----------
    case : StrategyCase
    menu : Menu
    drawn : Drawn
    decided : Decided
    supply : price at which buying and keeping tie.
    """
    saving, ranges, compared, terms = _saving(menu, drawn, decided)
    if np.isfinite(supply.price):
        compared["buy_below"] = (supply.buys, menu.keep)
        ranges["buy_below"] = _spread(supply.by_draw, _error_of_supply(decided, menu, supply))
        terms |= {"supply.expected": supply.today, "supply.gap": supply.gap, "supply.slope": supply.slope}
    deal = decided.reference
    if deal is None:
        return Headlines(saving, NONE, (NONE, NONE), (NONE,) * 3, ranges, compared, terms)
    in_draws = drawn_offers(case, drawn, deal, decided.fallback_value)
    ranges["walk_away"] = _spread(in_draws.least, float(mean_error(in_draws.least[:, None])[0]))
    band = []
    for name, power in zip(BANDS, case.bargaining, strict=True):
        at = sale_deal(case, drawn, deal.strategy, decided.fallback_value, power)
        band.append(at.signed_prices[at.winner])
        ranges[name] = _spread(drawn_prices(deal, in_draws, power), NONE)
    low, middle, high = band
    zone = (deal.offer.reservation, max(offer.bid for offer in deal.offers))
    terms |= _sale_terms(deal, decided)
    compared["sale"] = (deal.strategy.name, decided.fallback)
    return Headlines(saving, deal.offer.reservation, zone, (low, middle, high), ranges, compared, terms)


def _saving(
    menu: Menu, drawn: Drawn, decided: Decided
) -> tuple[float, dict[str, Spread], dict[str, tuple[str, str]], dict[str, float]]:
    """Saving per pack served over the best strategy that supplies the other way, draw by draw."""
    leader, rival = decided.leader(), decided.other_way(menu.keep)
    first, second = decided.acting_pair()
    compared = {"lead": (first.name, second.name)}
    packs = drawn.named["worth_of_packs"]
    served = float(ordered_mean(packs))
    terms = {"packs_served": served}
    some = packs > 0.0
    if rival is None or not np.any(some):
        return NONE, {}, compared, terms
    gap = decided.column(leader.name) - decided.column(rival.name)
    each = np.where(some, gap / np.where(some, packs, 1.0), NONE)
    error = float(mean_error(gap[:, None])[0]) / served
    compared["saving_per_pack"] = (leader.name, rival.name)
    saving = float(ordered_mean(gap)) / served
    return saving, {"saving_per_pack": _spread(each, error)}, compared, terms


def _sale_terms(deal: SaleDeal, decided: Decided) -> Mapping[str, float]:
    """What the walk-away price is made of: (alternative − sold for nothing) ÷ discount + fees + tax."""
    offer = deal.offer
    return {
        "sale.alternative": float(ordered_mean(decided.fallback_value)),
        "sale.sold_for_nothing": offer.sold_for_nothing,
        "sale.discount": offer.discount,
        "sale.fees": offer.fees,
        "sale.tax": offer.reservation - offer.net(offer.reservation),
    }


def _spread(values: Array, error: float) -> Spread:
    """P5 and P95 of the draws that have a value, and how many have none."""
    there = values[np.isfinite(values)]
    without = len(values) - len(there)
    if not len(there):
        return Spread(NONE, NONE, error, len(values), without)
    ordered = sorted_columns(there[:, None])
    low, high = (float(value_quantile(ordered, level)[0]) for level in LEVELS)
    return Spread(low, high, error, len(values), without)


def _error_of_supply(decided: Decided, menu: Menu, supply: SupplyTie) -> float:
    """Standard error of the mean difference of buying and keeping, over what a dollar on the price does."""
    gap = (decided.column(supply.buys) - decided.column(menu.keep))[:, None]
    return float(mean_error(gap)[0]) / abs(supply.slope)
