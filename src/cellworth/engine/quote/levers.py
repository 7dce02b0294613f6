"""What a change of one term is worth to the buyer over the term of an offer (S27, S32 to S34)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.quote.cost import QuoteWorld, ShouldCost, full_by_utilization, should_cost
from cellworth.engine.quote.terms import Offer, Payments, discount, payments
from cellworth.market.prices import tightness_margin

__all__ = ["Lever", "levers", "margins", "worth_paid"]


@dataclass(frozen=True)
class Lever:
    """One term changed.

    Attributes
    ----------
    name : of the kind. values : what it is changed from and to, as numbers; detail : name within the kind.
    worth : (s,) [USD] less to pay over the term, in money of today.
    equations : it rests on.
    """

    name: str
    detail: str
    values: tuple[float, float]
    worth: Array
    equations: str


def worth_paid(world: QuoteWorld, offer: Offer, paid: Payments) -> Array:
    """All the buyer pays, landed, what is owed within, in money of today (s,) [USD] (S27, S29, S32)."""
    factors = discount(world, offer.plan.years)
    return np.asarray(np.sum(factors * (paid.landed * paid.taken + paid.owed), axis=0))


def margins(world: QuoteWorld, years: tuple[int, ...]) -> tuple[Array, Array, Array]:
    """Margins on full cost: thin (s,), normal (s,), and that of the market by year (y, s) (S31).

    Thin is that of a glut, never below zero; normal lies half way between glut and tight market.
    """
    each, values = world.supplier, world.values
    low, high, middle, width = (
        values[name] for name in (each.margin_low, each.margin_high, each.margin_middle, each.margin_width)
    )
    whole = np.zeros(world.n_draws)
    market = tightness_margin(world.market.utilization[list(years)], low, high, middle, width)
    return (
        np.maximum(low, 0.0) + whole,
        np.asarray(tightness_margin(middle, low, high, middle, width)) + whole,
        np.asarray(market) + whole,
    )


def levers(
    world: QuoteWorld, offer: Offer, cost: ShouldCost, places: Mapping[str, str], minimum_step: float
) -> tuple[Lever, ...]:
    """Changes of one term each, by their mean worth, largest first.

    Parameters
    ----------
    world : QuoteWorld
    offer : Offer
    cost : of the offer's cells.
    places : printed name of each other country the cells could come from.
    minimum_step : [1] by which the take-or-pay level is lowered.
    """
    base = worth_paid(world, offer, payments(world, offer))
    found = []
    for name, detail, values, changed, equations in _changes(world, offer, cost, minimum_step):
        worth = base - worth_paid(world, changed, payments(world, changed))
        found.append(Lever(name, detail, values, worth, equations))
    found += _of_cost(world, offer, cost, places)
    found += _of_term(world, offer, cost)
    return tuple(sorted(found, key=lambda lever: -float(np.mean(lever.worth))))


def _changes(
    world: QuoteWorld, offer: Offer, cost: ShouldCost, minimum_step: float
) -> Iterator[tuple[str, str, tuple[float, float], Offer, str]]:
    """Terms that change what is paid without a change at the supplier."""
    volume = float(np.max(offer.plan.energy))
    nexts = [(start, factor) for start, factor in offer.bands if start > volume]
    reached = [factor for start, factor in offer.bands if start <= volume]
    wanted = nexts[0] if nexts else (offer.bands[-1] if offer.bands else None)
    if wanted is not None:
        yield (
            "band",
            f"{wanted[0] / 1e6:g}",
            (reached[0] if reached else 1.0, wanted[1]),
            replace(offer, bands=((0.0, wanted[1]),)),
            "S33",
        )
    first = offer.plan.years[0]
    for name, base in offer.bases.items():
        level = float(np.mean(world.market.index[name][first]))
        changed = replace(offer, bases={**offer.bases, name: level})
        yield "index_base", name, (base, level), changed, "S34"
    if offer.minimum_share > 0.0:
        lower = max(offer.minimum_share - minimum_step, 0.0)
        yield "minimum", "", (offer.minimum_share, lower), replace(offer, minimum_share=lower), "S32"
    steps = len(offer.plan.years) - 1
    if steps:
        mean = np.mean(cost.full_cost, axis=1)
        fall = 1.0 - float(mean[-1] / mean[0]) ** (1.0 / steps)
        if fall > offer.fall:
            yield "fall", "", (offer.fall, fall), replace(offer, fall=fall), "S34, S30"


def _bought(world: QuoteWorld, offer: Offer) -> Array:
    """Planned energy of each year in money of today (y, s)."""
    return np.asarray(offer.plan.energy)[:, None] * discount(world, offer.plan.years)


def _of_cost(world: QuoteWorld, offer: Offer, cost: ShouldCost, places: Mapping[str, str]) -> Iterator[Lever]:
    """What the supplier would save, if all of it came into the price; of a saving, what the price holds."""
    bought, price = _bought(world, offer), payments(world, offer).at_works

    def won(there: Array) -> Array:
        saved = np.minimum(cost.full_cost - there, np.maximum(price - there, 0.0))
        return np.asarray(np.sum(saved * bought, axis=0))

    use = float(np.mean(cost.utilization))
    best = float(np.mean(world.values[world.supplier.effectiveness]))
    if best > use:
        full = full_by_utilization(world, offer.plan, np.asarray([best]))[0]
        yield Lever("idle_plant", "", (use, best), won(full), "S30")
    for place, title in places.items():
        there = should_cost(world, replace(offer.plan, place=place)).full_cost
        ratio = float(np.mean(there) / np.mean(cost.full_cost))
        yield Lever("place", title, (1.0, ratio), won(there), "S30, X40 to X43")


def _of_term(world: QuoteWorld, offer: Offer, cost: ShouldCost) -> Iterator[Lever]:
    """A year less: the last year at what the market then asks (S31)."""
    years = offer.plan.years
    if len(years) < 2:
        return
    price = payments(world, offer).at_works[-1]
    full = cost.full_cost[-1]
    asked = np.maximum(cost.cash_cost[-1], full * (1.0 + margins(world, years)[2][-1]))
    worth = (price - asked) * _bought(world, offer)[-1]
    yield Lever("term", "", (float(len(years)), float(len(years) - 1)), worth, "S31")
