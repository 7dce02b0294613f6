"""Negotiator's frontier: headline and supply prices between which each side is indifferent (S42, S82)."""

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.deal.clean_price import undominated
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.components import Drawn
from cellworth.engine.scenarios.deals import MONTHS_PER_YEAR, Offer, SaleDeal
from cellworth.engine.scenarios.decision import Decided
from cellworth.engine.scenarios.sale_worth import of_supply

__all__ = ["frontier", "frontier_of", "terms_no_other_beats"]

POINTS = 9


def frontier(case: StrategyCase, drawn: Drawn, decided: Decided) -> dict[str, Array]:
    """Supply price that leaves each party as well off as at its reservation price, over headline prices.

    Empty without a sale with agreed supply.
    """
    deal = _with_supply(drawn, case, decided)
    return {} if deal is None else frontier_of(case, drawn, deal)


def frontier_of(case: StrategyCase, drawn: Drawn, deal: SaleDeal) -> dict[str, Array]:
    """The same of one sale with agreed supply.

    Parameters
    ----------
    case : with the sale among its strategies.
    drawn : Drawn
    deal : the sale, its prices set.

    Returns
    -------
    frontier : ``headline`` [USD], and by party [USD/kWh], (9,) each

    References
    ----------
    S42, S82.
    """
    limits = [deal.offer.reservation, *(offer.bid for offer in deal.offers)]
    low, high = min(limits), max(limits)
    room = max(high - low, abs(high), 1.0) / 4.0
    headline = np.linspace(low - room, high + room, POINTS)
    agreed = float(ordered_mean(_worth(drawn, case, deal, deal.offer)["agreed_price"]))
    found = {"headline": headline}
    slope = _seller_slope(case, drawn, deal, deal.offer)
    found["seller"] = agreed + (headline - deal.offer.reservation) / slope
    for offer in deal.offers:
        slope = _bidder_slope(case, drawn, deal, offer)
        found[offer.bidder.name] = agreed + (headline - offer.bid) / slope
    return found


def _worth(drawn: Drawn, case: StrategyCase, deal: SaleDeal, offer: Offer) -> dict[str, Array]:
    return drawn.sale(case, deal.strategy, offer.bidder)


def _with_supply(drawn: Drawn, case: StrategyCase, decided: Decided) -> SaleDeal | None:
    """The reference deal if it has agreed supply, else the best one that has."""
    deals = [decided.reference, *sorted(decided.deals.values(), key=lambda deal: -_mean(deal.value))]
    for deal in deals:
        if deal is not None and _mean(_worth(drawn, case, deal, deal.offer)["supplied"]) > 0.0:
            return deal
    return None


def _mean(values: Array) -> float:
    return float(ordered_mean(values))


def _seller_slope(case: StrategyCase, drawn: Drawn, deal: SaleDeal, offer: Offer) -> float:
    """Headline the seller needs for a supply price one higher: supply after tax, less what it keeps of it."""
    tax = _mean(drawn.quantity(case.money["tax_rate"]))
    worth = _worth(drawn, case, deal, offer)
    kept = of_supply(worth, deal.shares.kept, deal.shares.kept_own)
    return (1.0 - tax) * _mean(worth["supplied"]) * (1.0 - kept) / offer.discount


def _bidder_slope(case: StrategyCase, drawn: Drawn, deal: SaleDeal, offer: Offer) -> float:
    """Headline a bidder can add for a supply price one higher: its share of what that brings after tax."""
    tax = _mean(drawn.quantity(case.money["tax_rate"]))
    worth = _worth(drawn, case, deal, offer)
    bought = of_supply(worth, deal.shares.bought, deal.shares.bought_own)
    rate = _mean(drawn.quantity(offer.bidder.discount_rate))
    years = _mean(drawn.quantity(offer.bidder.months_to_close)) / MONTHS_PER_YEAR
    return float((1.0 - tax) * _mean(worth["supplied_bidder"]) * bought * (1.0 + rate) ** years)


def terms_no_other_beats(decided: Decided) -> tuple[str, ...]:
    """Sales of the menu that no other sale beats for seller and bidder at once (S82)."""
    deals = list(decided.deals.values())
    if not deals:
        return ()
    worth = np.asarray(
        [[deal.offer.sold_for_nothing, deal.offer.discount * deal.offer.bid] for deal in deals]
    )
    kept = undominated(worth)
    return tuple(deal.strategy.name for deal, on in zip(deals, kept, strict=True) if on > 0.0)
