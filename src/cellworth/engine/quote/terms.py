"""Terms of an offer: price by year, what is taken, what is owed for what is not (S29, S32 to S34)."""

from dataclasses import dataclass, field

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.quote.cost import QuoteWorld, SupplyPlan
from cellworth.engine.scenarios.market import planned_energy
from cellworth.market.prices import indexed_price, landed_factor, landed_price
from cellworth.strategy.contracts import banded_payment, make_up_payments

__all__ = ["Offer", "Payments", "discount", "levelized", "payments", "volume_factor", "weights"]

WIDEST = 1e30


@dataclass(frozen=True)
class Offer:
    """A supplier's offer; money in USD, energy in kWh.

    Attributes
    ----------
    plan : what it makes, and where.
    price : [USD/kWh] in the first year, at the base levels, list. currency : it is written in.
    fall : [1/year]. shares, bases : by index; share of the price that follows it, and its level there.
    collar : least and most factor on the price by the indices.
    bands : volume [kWh/year] from which a band holds, and its factor on the price of what is in it.
    minimum_share : [1] of the volume paid for in any case. carry_years : a shortfall stays good for.
    at_buyer : whether the price is at the buyer's door.
    """

    plan: SupplyPlan
    price: float
    currency: str = "USD"
    fall: float = 0.0
    shares: dict[str, float] = field(default_factory=dict)
    bases: dict[str, float] = field(default_factory=dict)
    collar: tuple[float, float] = (0.0, float("inf"))
    bands: tuple[tuple[float, float], ...] = ()
    minimum_share: float = 0.0
    carry_years: int = 0
    at_buyer: bool = False


@dataclass(frozen=True)
class Payments:
    """Money of an offer in the draws; arrays (y, s).

    Attributes
    ----------
    price : [USD/kWh] in the place the offer names, mean over the bands. at_works : at the supplier's door.
    landed : at the buyer's (S29). taken : [kWh/year]. owed : [USD/year] for what was due and not taken.
    within : [1], one where the indices move the price, zero where the collar holds it.
    """

    price: Array
    at_works: Array
    landed: Array
    taken: Array
    owed: Array
    within: Array


def volume_factor(world: QuoteWorld, years: tuple[int, ...]) -> Array:
    """What is taken over what was planned (y, s), as the programmes of the case go (S11)."""
    energy = planned_energy(world.case)[0]
    plan = np.asarray([each.packs for each in world.case.programmes]) * energy
    total = np.sum(plan, axis=0)
    factors = np.zeros((len(years), world.n_draws))
    for k, each in enumerate(world.case.programmes):
        share = plan[k] / np.where(total > 0.0, total, 1.0)
        factors = factors + share[list(years), None] * world.market.volume[each.name][list(years)]
    return factors


def payments(world: QuoteWorld, offer: Offer, slip: int = 0) -> Payments:
    """Prices and payments of an offer (S29, S32, S33, S34).

    Parameters
    ----------
    world : QuoteWorld
    offer : Offer
    slip : years by which the buyer's car comes late; what is due does not move.
    """
    years = offer.plan.years
    due = np.asarray(offer.plan.energy)
    planned = np.concatenate([np.zeros(slip), due])[: len(due)]
    taken = planned[:, None] * volume_factor(world, years)
    price, within = _price(world, offer)
    price = price * _band_factor(offer, taken)
    made_up = make_up_payments(
        price.T,
        taken.T,
        (offer.minimum_share * due)[None, :] * np.ones((world.n_draws, 1)),
        offer.carry_years,
    )
    owed = made_up.make_up_payment.T - price * taken
    each, values = world.supplier, world.values
    duty, freight, transit = (values[name] for name in (each.duty, each.freight, each.transit))
    rate = values[world.case.money["discount_rate"]]
    if offer.at_buyer:
        works, landed = (price - freight) / landed_factor(duty, rate, transit), price
    else:
        works, landed = price, np.asarray(landed_price(price, duty, freight, rate, transit))
    return Payments(price, works, landed, taken, owed, within)


def _price(world: QuoteWorld, offer: Offer) -> tuple[Array, Array]:
    """List price by year from the formula, its collar and the exchange rate (S34, S18)."""
    years = list(offer.plan.years)
    since = np.arange(float(len(years)))[:, None]
    still = np.zeros((1, 1))
    ratios = {name: world.market.index[name][years] / base for name, base in offer.bases.items()}
    shares = {name: np.asarray([[share]]) for name, share in offer.shares.items()}
    followed = indexed_price(np.ones((1, 1)), shares, ratios, still, 0.0 * since)
    followed = np.broadcast_to(followed, (len(years), world.n_draws))
    low, high = offer.collar
    within = ((followed > low) & (followed < high)).astype(float)
    rate = world.market.exchange.get(offer.currency, np.ones((len(world.case.years), 1)))[years]
    fallen = (1.0 - offer.fall) ** since
    return offer.price * np.clip(followed, low, high) * fallen * rate, within


def _band_factor(offer: Offer, energy: Array) -> Array:
    """Mean factor on the price over the bands that a volume fills (S33)."""
    if not offer.bands:
        return np.ones((1, 1))
    starts = [volume for volume, _ in offer.bands]
    widths = np.asarray([*np.diff(starts), WIDEST])
    paid = banded_payment(energy, widths, np.asarray([factor for _, factor in offer.bands]))
    some = energy > 0.0
    return np.where(some, paid / np.where(some, energy, 1.0), offer.bands[0][1])


def weights(world: QuoteWorld, plan: SupplyPlan) -> Array:
    """Discounted planned volume over the term, adding up to one (y, s): the buyer's rate, middle of the year.

    References
    ----------
    S27.
    """
    factors = discount(world, plan.years)
    volume = np.asarray(plan.energy)[:, None] * factors
    return volume / np.sum(volume, axis=0)


def discount(world: QuoteWorld, years: tuple[int, ...]) -> Array:
    """Worth today of a dollar in the middle of each year (y, s) (S27)."""
    rate = world.values[world.case.money["discount_rate"]]
    return np.asarray((1.0 + rate) ** -(np.asarray(years, dtype=float)[:, None] + 0.5))


def levelized(values: Array, weight: Array) -> Array:
    """Mean over the term (s,), each year by its discounted volume."""
    return np.sum(values * weight, axis=0)
