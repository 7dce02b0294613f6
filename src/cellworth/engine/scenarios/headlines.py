"""The numbers of the first screen with their ranges: saving per pack, walk-away price, price to buy below."""

from dataclasses import dataclass

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import Strategy, StrategyCase
from cellworth.engine.scenarios.components import Drawn, Menu
from cellworth.engine.scenarios.deals import sale_deal
from cellworth.engine.scenarios.decision import Decided
from cellworth.uncertainty.errors import mean_error
from cellworth.uncertainty.tails import sorted_columns, value_quantile

__all__ = ["Headlines", "headlines"]

LEVELS = (0.05, 0.95)
SCORE = 1.6449
"""Standard errors from the middle to P95 of a normal."""


@dataclass(frozen=True)
class Headlines:
    """Numbers of the first screen; money in USD.

    Attributes
    ----------
    saving_per_pack : recommended strategy over keeping, per pack, both at today's worth.
    walk_away : seller's reservation at the reference deal. zone : with the best bidder's.
    price_band : at low, middle and high bargaining power.
    ranges : (P5, P95) by name.
    """

    saving_per_pack: float
    walk_away: float
    zone: tuple[float, float]
    price_band: tuple[float, float, float]
    ranges: dict[str, tuple[float, float]]


def headlines(
    case: StrategyCase, menu: Menu, drawn: Drawn, decided: Decided, supply: tuple[float, float]
) -> Headlines:
    """Numbers of the first screen.

    The saving per pack spreads over the draws. The walk-away price is a mean, and spreads by what the draws
    leave unknown of it; outcomes of single draws are no range to negotiate in (S63).

    Parameters
    ----------
    case : StrategyCase
    menu : Menu
    drawn : Drawn
    decided : Decided
    supply : price at which buying and keeping tie, and the expected one.
    """
    gap = decided.column(decided.leader().name) - decided.column(menu.keep)
    packs = drawn.named["worth_of_packs"]
    some = packs > 0.0
    per_pack = np.where(some, gap / np.where(some, packs, 1.0), 0.0)
    saving = float(ordered_mean(gap) / ordered_mean(packs)) if np.any(some) else float("nan")
    ranges = {"saving_per_pack": _spread(per_pack)}
    if np.isfinite(supply[0]):
        error = _error_of_price(drawn, decided, menu)
        ranges["buy_below"] = (supply[0] - error, supply[0] + error)
    deal = decided.reference
    if deal is None:
        nothing = float("nan")
        return Headlines(saving, nothing, (nothing, nothing), (nothing,) * 3, ranges)
    walk_away = deal.offer.reservation
    apart = (deal.value - decided.column(decided.fallback))[:, None]
    error = SCORE * float(mean_error(apart)[0]) / max(deal.offer.closing * deal.offer.discount, 1e-9)
    ranges["walk_away"] = (walk_away - error, walk_away + error)
    fallback = decided.column(decided.fallback)
    low, middle, high = (_price(case, drawn, deal.strategy, fallback, power) for power in case.bargaining)
    zone = (walk_away, max(offer.bid for offer in deal.offers))
    return Headlines(saving, walk_away, zone, (low, middle, high), ranges)


def _price(case: StrategyCase, drawn: Drawn, strategy: Strategy, fallback: Array, power: float) -> float:
    deal = sale_deal(case, drawn, strategy, fallback, power)
    return deal.signed_prices[deal.winner]


def _spread(values: Array) -> tuple[float, float]:
    ordered = sorted_columns(values[:, None])
    low, high = (float(value_quantile(ordered, level)[0]) for level in LEVELS)
    return low, high


def _error_of_price(drawn: Drawn, decided: Decided, menu: Menu) -> float:
    """Error of the mean difference of buying and keeping, over the energy bought, after tax."""
    energy = float(ordered_mean(drawn.named["worth_of_energy"]))
    buys = [entry for entry in decided.strategies if entry.kind == "buy_close"]
    other = decided.column(buys[0].name) if buys else decided.column(decided.fallback)
    gap = (other - decided.column(menu.keep))[:, None]
    return SCORE * float(mean_error(gap)[0]) / energy
