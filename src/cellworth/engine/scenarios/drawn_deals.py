"""Prices of a sale in each draw: where each side walks away, and what they would agree on (S61 to S64)."""

from dataclasses import dataclass

import numpy as np

from cellworth.core.types import Array
from cellworth.deal.bargaining import bargained_price
from cellworth.deal.reservation import seller_reservation
from cellworth.engine.scenarios.case import BidderClass, Strategy, StrategyCase
from cellworth.engine.scenarios.components import Drawn
from cellworth.engine.scenarios.deals import MONTHS_PER_YEAR, SaleDeal, bids, tax_basis, turnouts
from cellworth.engine.scenarios.sale_worth import sale_shares

__all__ = ["DrawnOffers", "drawn_offers", "drawn_prices"]


@dataclass(frozen=True)
class DrawnOffers:
    """Both sides' limits in each draw, money on the day of closing.

    Attributes
    ----------
    least : (s,) [USD], price at which the sale, closed, is worth what is done without it (S61).
    most : (s, b) [USD], most each class can pay (S62).
    """

    least: Array
    most: Array


def drawn_offers(case: StrategyCase, drawn: Drawn, deal: SaleDeal, fallback: Array) -> DrawnOffers:
    """Limits of a deal in each draw; the seller's against the class most likely to be signed with.

    Outcomes, not a range to bargain in: nobody knows the draw when a price is agreed (S63).

    Parameters
    ----------
    case : StrategyCase
    drawn : Drawn
    deal : with its prices set.
    fallback : (s,) [USD], worth today of the best other strategy.
    """
    strategy, bidder = deal.strategy, deal.offer.bidder
    discount = _discount(case, drawn, bidder)
    nothing = _sold_for_nothing(case, drawn, strategy, bidder)
    bought_out = strategy.partner_bought_out
    partner = drawn.quantity(case.money["partner_price"]) if bought_out else np.zeros(len(drawn))
    least = seller_reservation(
        nothing / discount,
        fallback / discount,
        drawn.quantity(bidder.fees),
        drawn.quantity(case.money["gains_tax"]),
        tax_basis(case, strategy, drawn.quantity) + partner,
    )
    most = [
        bids(case, drawn, strategy, offer.bidder)
        * (1.0 + drawn.quantity(offer.bidder.discount_rate))
        ** (drawn.quantity(offer.bidder.months_to_close) / MONTHS_PER_YEAR)
        for offer in deal.offers
    ]
    return DrawnOffers(least, np.stack(most, axis=-1))


def drawn_prices(deal: SaleDeal, found: DrawnOffers, power: float) -> Array:
    """Price of the class signed with in each draw, over the ways in which others turn up (S64), (s,) [USD].

    NaN where that class cannot pay the seller's least.
    """
    place = deal.winner
    ways = [(present, chance) for present, chance in turnouts(deal.offers) if place in present]
    total = sum(chance for _, chance in ways)
    price: Array = np.zeros_like(found.least)
    for present, chance in ways:
        bid = found.most[:, place]
        bargained = bargained_price(found.least, found.most[:, present], np.asarray([power]))
        strongest = np.max(found.most[:, present], axis=1) <= bid
        paid = np.where(strongest, bargained, bid)
        price = price + (chance / total if total > 0.0 else 1.0 / len(ways)) * paid
    return np.where(found.most[:, place] >= found.least, price, np.nan)


def _discount(case: StrategyCase, drawn: Drawn, bidder: BidderClass) -> Array:
    """(s,) [1] of the automaker, from closing to today."""
    years = drawn.quantity(bidder.months_to_close) / MONTHS_PER_YEAR
    return (1.0 + drawn.quantity(case.money["discount_rate"])) ** -years


def _sold_for_nothing(case: StrategyCase, drawn: Drawn, strategy: Strategy, bidder: BidderClass) -> Array:
    """(s,) [USD], worth today to the automaker at a price of zero, partner paid."""
    worth, shares = drawn.sale(case, strategy, bidder), sale_shares(case, strategy)
    total = worth["base"] + shares.kept * worth["to_automaker"] + shares.kept_own * worth["to_automaker_own"]
    if strategy.partner_bought_out:
        total = total - _discount(case, drawn, bidder) * drawn.quantity(case.money["partner_price"])
    return total
