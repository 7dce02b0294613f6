"""How a sale may come out when it is signed: who bids, and what the parties know by then and we do not yet.

The price set from means is the one to expect today. When they sign, the parties have seen the plants, the
plans and the market: in a draw both limits move as far as the inputs of that draw explain them, the classes
that turned up bid against each other (S64), and where none can pay what the seller must have there is no
sale. Without this the chance that a sale is best is stated too surely (docs/validation.md).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from cellworth.core.least_squares import fitted, least_squares
from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.deal.bargaining import bargained_price
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.components import Drawn
from cellworth.engine.scenarios.deals import MONTHS_PER_YEAR, Offer, SaleDeal, bids, value_with

__all__ = ["Turnout", "turnouts"]

DRAWS_PER_INPUT = 4
"""Fewer draws for each uncertain input cannot tell what it explains; prices then stay at their means."""


@dataclass(frozen=True)
class Turnout:
    """One way in which classes of bidders may turn up.

    Attributes
    ----------
    chance : [1]
    values : (s,) [USD] of each sale; minus infinity in draws without agreement.
    """

    chance: float
    values: list[Array]


@dataclass(frozen=True)
class _Side:
    """Limits of both sides with one class in each draw, (s,) [USD on the day of closing]."""

    offer: Offer
    limit: Array
    reservation: Array


def turnouts(case: StrategyCase, drawn: Drawn, deals: Sequence[SaleDeal], fallback: Array) -> list[Turnout]:
    """All ways in which classes may turn up, with the worth of each sale in each draw.

    Parameters
    ----------
    case : StrategyCase
    drawn : Drawn
    deals : sales with their prices from means.
    fallback : (s,) [USD], worth of the best other strategy in each draw.

    Returns
    -------
    turnouts : their chances sum to one. With too few draws the one that deals at prices from means.
    """
    basis = _basis(case, drawn)
    if basis is None or not deals:
        return [Turnout(1.0, [deal.value for deal in deals])]
    sides = _sides(case, drawn, deals, fallback, basis)
    found = []
    offers = deals[0].offers
    for present in product((False, True), repeat=len(offers)):
        chance = math.prod(
            offer.interest if comes else 1.0 - offer.interest
            for offer, comes in zip(offers, present, strict=True)
        )
        if chance <= 0.0:
            continue
        values = []
        for deal, of_deal in zip(deals, sides, strict=True):
            there = [side for side, comes in zip(of_deal, present, strict=True) if comes]
            values.append(_signed(case, drawn, deal, there, fallback))
        found.append(Turnout(chance, values))
    return found


def _basis(case: StrategyCase, drawn: Drawn) -> Array | None:
    """One and the inputs that vary, scaled (s, p); none where the draws are too few."""
    columns = [np.ones(len(drawn))]
    for name in case.quantities:
        value = drawn.quantity(name)
        off = value - ordered_mean(value)
        spread = float(np.sqrt(ordered_mean(off**2)))
        if spread > 0.0:
            columns.append(off / spread)
    return np.stack(columns, axis=-1) if len(drawn) >= DRAWS_PER_INPUT * len(columns) else None


def _sides(
    case: StrategyCase, drawn: Drawn, deals: Sequence[SaleDeal], fallback: Array, basis: Array
) -> list[list[_Side]]:
    """Limits of both sides by sale and class: their means, moved by what the inputs explain."""
    columns = [fallback]
    for deal in deals:
        for offer in deal.offers:
            worth, shares = drawn.sale(case, deal.strategy, offer.bidder), deal.shares
            kept = shares.kept * worth["to_automaker"] + shares.kept_own * worth["to_automaker_own"]
            columns += [bids(case, drawn, deal.strategy, offer.bidder), worth["base"] + kept]
    targets = np.stack(columns, axis=-1)
    fit = np.asarray(fitted(basis, least_squares(basis, targets)))
    moves = iter((fit - ordered_mean(fit)).T)
    instead = next(moves)
    return [
        [_side(drawn, offer, instead, next(moves), next(moves)) for offer in deal.offers] for deal in deals
    ]


def _side(drawn: Drawn, offer: Offer, instead: Array, bid: Array, nothing: Array) -> _Side:
    """Limits with one class, from what moves worth today."""
    rate = float(ordered_mean(drawn.quantity(offer.bidder.discount_rate)))
    years = float(ordered_mean(drawn.quantity(offer.bidder.months_to_close))) / MONTHS_PER_YEAR
    left = 1.0 - offer.gains_tax if offer.reservation > offer.basis else 1.0
    limit = offer.bid + bid * (1.0 + rate) ** years
    return _Side(offer, limit, offer.reservation + (instead - nothing) / offer.discount / left)


def _signed(
    case: StrategyCase, drawn: Drawn, deal: SaleDeal, there: Sequence[_Side], fallback: Array
) -> Array:
    """Worth in each draw with the class that gains most, at its bargained price."""
    nothing: Array = np.full(len(drawn), -np.inf)
    if not there:
        return nothing
    surplus = np.stack([side.limit - side.reservation for side in there], axis=-1)
    power = np.full(1, case.bargaining[1])
    above = bargained_price(np.zeros(1), surplus, power)
    agreed = ~np.isnan(above)
    strongest, total = np.argmax(surplus, axis=-1), nothing
    for place, side in enumerate(there):
        price = side.reservation + np.where(agreed, above, 0.0)
        value = value_with(case, drawn, deal, side.offer, price, fallback)
        total = np.where(agreed & (strongest == place), value, total)
    return np.asarray(total)
