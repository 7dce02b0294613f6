"""Prices of a sale from the means of both sides, and what the sale is then worth (S61 to S66)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.deal.bargaining import bargained_price
from cellworth.deal.certainty import breakeven_closing_chance, certain_value, closing_chance, failure_value
from cellworth.deal.clean_price import clean_price
from cellworth.deal.reservation import bidder_reservation, seller_reservation
from cellworth.engine.scenarios.case import BidderClass, Strategy, StrategyCase
from cellworth.engine.scenarios.columns import numbers
from cellworth.engine.scenarios.components import Drawn
from cellworth.engine.scenarios.partners import held_by_automaker
from cellworth.engine.scenarios.sale_worth import Shares, sale_shares

__all__ = [
    "Offer",
    "SaleDeal",
    "bids",
    "offers_of",
    "price_of",
    "sale_deal",
    "signed_value",
    "tax_basis",
    "turnouts",
]

MONTHS_PER_YEAR = 12.0
NOTHING = np.zeros(1)


@dataclass(frozen=True)
class Offer:
    """A class of bidders at the terms of one sale; money in USD on the day of closing unless said otherwise.

    Numbers are those of the array library of the draws.

    Attributes
    ----------
    bidder : class.
    interest : [1], chance that it bids at all.
    reservation : least the seller takes (S61). bid : most the class can pay (S62).
    sold_for_nothing : worth today to the automaker at a price of zero, partner paid.
    discount : [1] of the automaker, from closing to today.
    chances : (4,) [1], funding, regulation, partner's consent, no adverse change.
    fees, reverse_fee, damage : of the seller, to the seller, if it fails.
    basis : cost of what is sold, for the tax on the gain; gains_tax : [1].
    failing : price at which nothing would be lost by failing, less damage, with the fee (S66).
    overpaid : worth today of supply above the market price, after tax (S42).
    """

    bidder: BidderClass
    interest: float
    reservation: float
    bid: float
    sold_for_nothing: float
    discount: float
    chances: tuple[float, float, float, float]
    fees: float
    reverse_fee: float
    damage: float
    basis: float
    gains_tax: float
    failing: float
    overpaid: float

    @property
    def surplus(self) -> float:
        """Width of the zone of agreement (S63)."""
        return self.bid - self.reservation

    @property
    def closing(self) -> Array:
        """Chance that a signed deal is paid (S66)."""
        return closing_chance(*_alone(*self.chances))[0]

    def net(self, price: float) -> Array:
        """Price after tax on the gain."""
        return price - self.gains_tax * max(0.0, price - self.basis)

    def certain(self, price: float, chance: float | None = None) -> Array:
        """Certainty-adjusted worth today of a price, against being sold for nothing (S66)."""
        clean = clean_price(self.net(price), 0.0)
        sure = self.closing if chance is None else chance
        return certain_value(sure, clean, self.fees, self.failing, self.discount)

    def least_to_sign(self, fallback: float) -> Array:
        """Price from which signing is worth a fallback today, the risk of not closing counted (S61, S66)."""
        lost = (1.0 - self.closing) / self.closing * (self.damage - self.reverse_fee)
        sums = (self.sold_for_nothing / self.discount, fallback / self.discount + lost)
        return seller_reservation(*_alone(*sums, self.fees, self.gains_tax, self.basis))[0]

    def breakeven(self, rival: float, price: float) -> Array:
        """Chance of closing at which it is worth a rival value today (S66)."""
        scaled = (rival - self.sold_for_nothing) / self.discount
        return breakeven_closing_chance(*_alone(scaled, self.net(price) - self.fees, self.failing))[0]


@dataclass(frozen=True)
class SaleDeal:
    """A sale with its prices set.

    Attributes
    ----------
    strategy : Strategy
    shares : holdings after it.
    offers : by class, in the order of the case.
    prices : [USD] by class, expected where the class is in.
    winner : place of the class most likely to be signed with.
    weights : [1] by class, chance that it is signed with, given that anyone is.
    signed_prices : [USD] by class, expected where it is signed with.
    value : (s,) [USD], worth today to the automaker once signed, risk of not closing within.
    has_zone : whether any class can pay the seller's reservation.
    """

    strategy: Strategy
    shares: Shares
    offers: tuple[Offer, ...]
    prices: tuple[float, ...]
    winner: int
    weights: tuple[float, ...]
    signed_prices: tuple[float, ...]
    value: Array
    has_zone: bool

    @property
    def offer(self) -> Offer:
        """Of the class most likely to be signed with."""
        return self.offers[self.winner]


def bids(case: StrategyCase, drawn: Drawn, strategy: Strategy, bidder: BidderClass) -> Array:
    """Most a class can pay in each draw, worth today at its rate (S62), (s,) [USD]."""
    worth, shares = drawn.sale(case, strategy, bidder), sale_shares(case, strategy)
    of_own = shares.bought_own * worth["to_bidder_own"]
    return of_own + bidder_reservation(
        worth["to_bidder"],
        NOTHING,
        np.asarray([shares.bought]),
        drawn.quantity(bidder.synergy),
        drawn.quantity(bidder.integration),
        NOTHING,
        drawn.quantity(bidder.other_bid),
    )


def price_of(offers: Sequence[Offer], place: int, present: Sequence[int], power: float) -> Array:
    """Price one class pays when some are present: bargained, lifted to what the next one would (S64).

    Parameters
    ----------
    offers : all classes.
    place : of the class that buys.
    present : places of the classes that bid, itself among them.
    power : [1] of the seller.
    """
    offer = offers[place]
    others = [offers[other].surplus for other in present if other != place]
    if offer.surplus < 0.0 or offer.surplus < max(others, default=-np.inf):
        return offer.bid
    row = namespace(NOTHING, offer.surplus).asarray([[offer.surplus, *others]])
    return offer.reservation + bargained_price(NOTHING, row, numbers([power]))[0]


def offers_of(case: StrategyCase, drawn: Drawn, strategy: Strategy, fallback: float) -> tuple[Offer, ...]:
    """Both sides' reservation prices for every class, from means.

    Parameters
    ----------
    case : StrategyCase
    drawn : Drawn
    strategy : a sale.
    fallback : [USD], worth today of the best other strategy, waiting included.
    """
    return tuple(_offer(case, drawn, strategy, bidder, fallback) for bidder in case.bidders)


def _offer(
    case: StrategyCase, drawn: Drawn, strategy: Strategy, bidder: BidderClass, fallback: float
) -> Offer:
    worth, shares = drawn.sale(case, strategy, bidder), sale_shares(case, strategy)
    mean = drawn.mean
    years = mean(bidder.months_to_close) / MONTHS_PER_YEAR
    discount = (1.0 + mean(case.money["discount_rate"])) ** -years
    partner = mean(case.money["partner_price"]) if strategy.partner_bought_out else 0.0
    kept = shares.kept * worth["to_automaker"] + shares.kept_own * worth["to_automaker_own"]
    nothing = ordered_mean(worth["base"] + kept) - discount * partner
    basis = tax_basis(case, strategy, mean) + partner
    fees, damage = mean(bidder.fees), mean(case.money["failure_damage"])
    gains_tax, reverse = mean(case.money["gains_tax"]), mean(bidder.reverse_fee)
    sums = (nothing / discount, fallback / discount, fees, gains_tax, basis)
    consent = mean(case.money["consent"]) if case.partner else 1.0
    failing = failure_value((fallback - nothing) / discount, damage, reverse)
    tax = mean(case.money["tax_rate"])
    above = strategy.terms.get("price_above_market", 0.0)
    return Offer(
        bidder=bidder,
        interest=mean(bidder.interest),
        reservation=seller_reservation(*_alone(*sums))[0],
        bid=ordered_mean(bids(case, drawn, strategy, bidder)) * (1.0 + mean(bidder.discount_rate)) ** years,
        sold_for_nothing=nothing,
        discount=discount,
        chances=(mean(bidder.funding), mean(bidder.regulation), consent, mean(bidder.no_adverse_change)),
        fees=fees,
        reverse_fee=reverse,
        damage=damage,
        basis=basis,
        gains_tax=gains_tax,
        failing=failing,
        overpaid=above * (1.0 - tax) * ordered_mean(worth["supplied"]),
    )


def _alone(*numbers: Array) -> list[Array]:
    """Numbers as arrays of one entry each."""
    xp = namespace(NOTHING, *numbers)
    return [xp.asarray([number]) for number in numbers]


def tax_basis(case: StrategyCase, strategy: Strategy, drawn: Callable[[str], Any]) -> Any:
    """Book value of what the automaker sells, its part of the venture's net debt taken off.

    `drawn` gives the mean of a quantity, or its draws.
    """
    shares, held = sale_shares(case, strategy), held_by_automaker(case)
    of_venture, of_own = -drawn(case.money["venture_net_debt"]), 0.0
    for plant in case.plants:
        book = drawn(plant.book_value)
        if plant.owner != case.automaker:
            of_venture = of_venture + book
        elif strategy.plants.get(plant.name) == "sell":
            of_own = of_own + book
    sold = max(held - shares.kept, 0.0)
    return namespace(NOTHING, of_venture).maximum(sold * of_venture, 0.0) + shares.bought_own * of_own


def sale_deal(
    case: StrategyCase,
    drawn: Drawn,
    strategy: Strategy,
    fallback: Array,
    power: float | None = None,
) -> SaleDeal:
    """Set the prices of a sale over all ways in which classes may turn up, and value it once signed.

    The class signed with is the one worth most to the automaker, certainty counted. Where no class reaches
    the seller's reservation the best of them buys at its own limit.

    Parameters
    ----------
    case : StrategyCase
    drawn : Drawn
    strategy : a sale.
    fallback : (s,) [USD], worth of the best other strategy in each draw.
    power : [1] of the seller; the case's middle one if not given.
    """
    offers = offers_of(case, drawn, strategy, ordered_mean(fallback))
    turnout = _turnouts(offers, case.bargaining[1] if power is None else power)
    deal = SaleDeal(
        strategy=strategy,
        shares=sale_shares(case, strategy),
        offers=offers,
        prices=turnout.prices,
        winner=max(range(len(offers)), key=lambda place: turnout.weights[place]),
        weights=turnout.weights,
        signed_prices=turnout.signed_prices,
        value=np.empty(0),
        has_zone=turnout.has_zone,
    )
    return replace(deal, value=signed_value(case, drawn, deal, fallback))


def turnouts(offers: Sequence[Offer]) -> Iterator[tuple[list[int], float]]:
    """All ways in which classes may turn up: places of those that bid, and the chance of it."""
    for turnout in product((False, True), repeat=len(offers)):
        chance = 1.0
        for offer, is_in in zip(offers, turnout, strict=True):
            chance *= offer.interest if is_in else 1.0 - offer.interest
        yield [place for place, is_in in enumerate(turnout) if is_in], chance


@dataclass(frozen=True)
class _Turnouts:
    """Prices over all ways in which classes may turn up; fields as in `SaleDeal`."""

    prices: tuple[float, ...]
    weights: tuple[float, ...]
    signed_prices: tuple[float, ...]
    has_zone: bool


def _turnouts(offers: Sequence[Offer], power: float) -> _Turnouts:
    """Go through all ways in which classes may turn up."""
    places = range(len(offers))
    chance_in, paid_in, chance_won, paid_won = ([0.0] * len(offers) for _ in range(4))
    for present, chance in turnouts(offers):
        prices = {place: price_of(offers, place, present, power) for place in present}
        for place, price in prices.items():
            chance_in[place] += chance
            paid_in[place] += chance * price
        able = [place for place in present if offers[place].surplus >= 0.0]
        if able:
            best = max(able, key=lambda place: _total(offers[place], prices[place]))
            chance_won[best] += chance
            paid_won[best] += chance * prices[best]
    alone = [price_of(offers, place, [place], power) for place in places]
    expected = [paid_in[k] / chance_in[k] if chance_in[k] > 0.0 else alone[k] for k in places]
    has_zone = any(chance > 0.0 for chance in chance_won)
    if not has_zone:
        best = max(places, key=lambda place: _total(offers[place], expected[place]))
        chance_won[best], paid_won[best] = 1.0, expected[best]
    signed = [paid_won[k] / chance_won[k] if chance_won[k] > 0.0 else expected[k] for k in places]
    xp = namespace(NOTHING, *chance_won)
    won = xp.asarray(chance_won)
    return _Turnouts(tuple(expected), tuple(won / xp.sum(won)), tuple(signed), has_zone)


def _total(offer: Offer, price: float) -> Array:
    """Worth today to the automaker of signing at a price."""
    return offer.sold_for_nothing + offer.certain(price)


def signed_value(case: StrategyCase, drawn: Drawn, deal: SaleDeal, fallback: Array) -> Array:
    """Worth in each draw at set prices: paid with the chance of closing, else the fallback after the damage.

    Parameters
    ----------
    case : StrategyCase
    drawn : Drawn
    deal : with its prices.
    fallback : (s,) [USD], worth of the best other strategy in each draw.
    """
    total: Array = np.zeros(len(drawn))
    for offer, weight, price in zip(deal.offers, deal.weights, deal.signed_prices, strict=True):
        if weight > 0.0:
            (paid,) = _alone(price)
            total = total + weight * value_with(case, drawn, deal, offer, paid, fallback)
    return total


def value_with(
    case: StrategyCase, drawn: Drawn, deal: SaleDeal, offer: Offer, price: Array, fallback: Array
) -> Array:
    """Worth in each draw of a sale signed with one class: paid with the chance of closing, else the fallback.

    Parameters
    ----------
    case : StrategyCase
    drawn : Drawn
    deal : sale.
    offer : of the class.
    price : (s,) [USD] on the day of closing.
    fallback : (s,) [USD], worth of the best other strategy in each draw.
    """
    shares, worth = deal.shares, drawn.sale(case, deal.strategy, offer.bidder)
    kept = shares.kept * worth["to_automaker"] + shares.kept_own * worth["to_automaker_own"]
    years = drawn.quantity(offer.bidder.months_to_close) / MONTHS_PER_YEAR
    later = (1.0 + drawn.quantity(case.money["discount_rate"])) ** -years
    bought_out = deal.strategy.partner_bought_out
    partner = drawn.quantity(case.money["partner_price"]) if bought_out else 0.0
    gain = price - offer.basis
    net = price - offer.gains_tax * namespace(gain).maximum(gain, 0.0)
    closed = worth["base"] + kept + later * (net - offer.fees - partner)
    failed = fallback + later * (offer.reverse_fee - offer.damage)
    return offer.closing * closed + (1.0 - offer.closing) * failed
