"""A sale to each class of bidders, before any price: what is left to the automaker, what the bidder gets.

What the venture does under a bidder depends on the terms of supply, not on who holds how much of it; so it is
run once per terms and class, and shares are laid over it (S40, S62).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from cellworth.core.arrays import namespace, or_one
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import BidderClass, OwnPlant, Strategy
from cellworth.engine.scenarios.columns import numbers
from cellworth.engine.scenarios.lanes import pay_way, ways_of_groups
from cellworth.engine.scenarios.ledger import (
    AUTOMAKER,
    BIDDER,
    FULL,
    OTHERS,
    PARTNER,
    VENTURE,
    Books,
    Ledger,
    added_up,
)
from cellworth.engine.scenarios.partners import held_by_automaker, markup_of
from cellworth.engine.scenarios.sale_terms import (
    Sale,
    from_sale,
    is_open,
    one_sale,
    plan_of,
    sold_and_kept,
    volume_of,
)
from cellworth.engine.scenarios.sale_worth import SaleWorth, third_party_energy
from cellworth.engine.scenarios.serve import (
    buy,
    deduct,
    minimum_purchases,
    pay_once_deductible,
    pay_purchases,
    with_new_source,
)
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.strategies import pay_debt, valued
from cellworth.engine.scenarios.units import (
    Operated,
    close_plant,
    end_value,
    operate,
    pay_owners,
    pay_owners_once,
    settle,
    shared_out,
    transfer_price_revenue,
)
from cellworth.engine.scenarios.winding_up import open_years, wind_up, wound_up
from cellworth.strategy.contracts import deficiency_payment

__all__ = ["sale_ledger", "sell"]


def sell(
    setting: Setting,
    strategy: Strategy,
    bidder: BidderClass,
    start: int | None = None,
    books: Books = FULL,
) -> SaleWorth:
    """Run the terms of a sale under one class of bidders.

    Parameters
    ----------
    setting : Setting
    strategy : of kind ``sell``.
    bidder : class.
    start : position of the first year in new hands, instead of the strategy's own.
    books : what its ledger keeps; its residual is left out unless all parties are kept.
    """
    sale = one_sale(setting, strategy, bidder, start)
    ledger, flows, supply = _run(setting, sale, books)
    return _worth(setting, ledger, sale, flows, supply)


def sale_ledger(setting: Setting, strategy: Strategy, bidder: BidderClass) -> Ledger:
    """Ledger of a sale for nothing, with its items (S40)."""
    return _run(setting, one_sale(setting, strategy, bidder, None), FULL)[0]


def _run(setting: Setting, sale: Sale, books: Books) -> tuple[Ledger, list["_Flow"], "_Supply"]:
    """Enter all flows of a sale but the price."""
    ledger = Ledger(setting.shape, books)
    sold, kept = sold_and_kept(setting, sale)
    made, agreed = _outputs(setting, sale, sold, kept)
    runs = [operate(setting, plan_of(sale, plants), made) for plants in sold]
    supply = _supply(setting, sale, agreed, runs[0].output + runs[1].output)
    made_kept = sum((made[plant.name] for plant in kept), np.zeros((1, 1)))
    ways = ways_of_groups(setting, sale.acts, sold, made, supply.captive + made_kept)
    open_ = _stays_open(setting, sale, runs, supply, ways)
    if open_ is not None:
        runs = [wound_up(run, open_) for run in runs]
        made = made | {plant.name: made[plant.name] * open_ for group in sold for plant in group}
        supply = _supply(setting, sale, agreed, supply.output * open_)
        ways = ways_of_groups(setting, sale.acts, sold, made, supply.captive + made_kept)
    flows = [
        _run_sold(setting, ledger, sale, (number, plants, run, ways[number]), supply, open_)
        for number, (plants, run) in enumerate(zip(sold, runs, strict=True))
    ]
    deduct(setting, ledger, pay_way(ledger, AUTOMAKER, ways[-1]))
    _run_kept(setting, ledger, sale, kept, made)
    _buy_rest(setting, ledger, sale, supply, made_kept)
    _days(setting, ledger, sale, sold, kept)
    return ledger, flows, supply


def _outputs(
    setting: Setting, sale: Sale, sold: tuple[tuple[OwnPlant, ...], ...], kept: tuple[OwnPlant, ...]
) -> tuple[dict[str, Array], Array]:
    """Output of every plant, and what is asked of the sold ones, (s, y) [kWh/year].

    Supply once agreed goes on after its term, at the market's price: there the automaker has no reason to
    change. Without an agreement the captive volume is lost.
    """
    gone = tuple(plant for group in sold for plant in group)
    asked: Array = 0.0
    for plant in kept:
        asked = asked + setting.demand * numbers(plant.share[: setting.n_years]) * is_open(sale, plant)
    own = shared_out(setting, plan_of(sale, kept), asked) if kept else {}
    rest = setting.demand - sum(own.values(), np.zeros((1, 1)))
    agreed = (sale.acts & np.any(sale.in_term)) * sale.strategy.agreement_share * rest
    others = third_party_energy(setting, sale.bidder, sale.begin)
    after = own | shared_out(setting, plan_of(sale, gone), agreed + others)
    if sale.begin > 0:
        before = shared_out(setting, plan_of(sale, gone + kept), setting.demand)
        after = {name: from_sale(sale, output, before[name]) for name, output in after.items()}
    return after, agreed


@dataclass(frozen=True)
class _Supply:
    """Sold plants together, (s, y).

    Attributes
    ----------
    output, captive : [kWh/year], what they make, and what of it the automaker takes.
    price : [USD/kWh], payment : [USD/year] of the automaker.
    others : [USD/year], worth of all that is not captive to others.
    some_output : [kWh/year] to divide by: the output, one where there is none.
    """

    output: Array
    captive: Array
    price: Array
    payment: Array
    others: Array
    some_output: Array


def _supply(setting: Setting, sale: Sale, agreed: Array, output: Array) -> _Supply:
    """Agreed supply and what is paid for it, a minimum included (S32)."""
    terms = sale.strategy.terms
    xp = namespace(agreed, output)
    captive = from_sale(sale, xp.minimum(agreed, output), 0.0)
    market = setting.landed(sale.main, sale.volume)
    price = market + terms.get("price_above_market", 0.0) * sale.in_term
    payment = price * captive
    if terms.get("take_or_pay", 0.0):
        least = terms["take_or_pay"] * sale.strategy.agreement_share * setting.planned
        payment = payment + deficiency_payment(price, captive, least) * sale.in_term
    factor = setting.draw(sale.bidder.third_party_price_factor)[:, None]
    return _Supply(
        output=output,
        captive=captive,
        price=price,
        payment=payment,
        others=factor * market * (output - captive),
        some_output=or_one(output),
    )


def _stays_open(
    setting: Setting,
    sale: Sale,
    runs: list[Operated],
    supply: _Supply,
    ways: tuple[Array | None, ...],
) -> Array | None:
    """Years in which the buyer keeps the sold plants open, its sales ramped up and the term over."""
    spent = runs[0].variable + runs[0].fixed + runs[1].variable + runs[1].fixed
    spent = sum((way for way in ways[:-1] if way is not None), spent)
    since = np.arange(setting.n_years) - sale.begin
    term = sale.strategy.agreement_years if np.any(sale.in_term) else 0
    ramped = since + 1.0 >= setting.draw(sale.bidder.ramp_years)[:, None]
    return open_years(supply.payment + supply.others - spent, ramped & (since >= term))


@dataclass(frozen=True)
class _Flow:
    """A group of sold plants: later cash by year and at the end, output, investments, unused commitments."""

    free: Array
    end: Array
    output: Array
    investment: Array
    unused: Array


def _run_sold(
    setting: Setting,
    ledger: Ledger,
    sale: Sale,
    group: tuple[int, tuple[OwnPlant, ...], Operated, Array | None],
    supply: _Supply,
    open_: Array | None,
) -> _Flow:
    """Enter a group of sold plants: the venture's, or those of the automaker that go with it."""
    case, (number, plants, run, way) = setting.case, group
    minimum = minimum_purchases(
        setting, supply.output, case.automaker if number else case.venture, sale.begin
    )
    part = run.output / supply.some_output
    mine = supply.payment * part
    others = from_sale(sale, supply.others, 0.0) * part
    before = ~sale.acts * (1.0 - number)
    transfer = transfer_price_revenue(run, minimum, markup_of(setting, sale.strategy, sale.begin), before)
    ledger.pay(AUTOMAKER, VENTURE, "cells of own plants", transfer)
    ledger.pay(AUTOMAKER, VENTURE, "cells of the sold venture", mine)
    ledger.pay(OTHERS, VENTURE, "cells to others", others)
    deduct(setting, ledger, transfer + mine)
    company = np.where(sale.acts, 1.0, before)
    revenue = transfer + mine + others - pay_way(ledger, VENTURE, way)
    free = settle(setting, ledger, run, revenue=revenue, minimum=minimum, company=company)
    if open_ is not None:
        free = free + wind_up(setting, ledger, plants, volume_of(sale), sale.begin, open_)
    owners = _owners(setting, sale, number)
    pay_owners(ledger, free, owners)
    end = end_value(setting, ledger, run)
    pay_owners_once(ledger, end, owners, setting.n_years)
    unused = sum(minimum.values(), np.zeros((1, 1)))
    return _Flow(
        free=from_sale(sale, free, 0.0),
        end=end * float(sale.begin < setting.n_years),
        output=run.output,
        investment=from_sale(sale, run.investment, 0.0),
        unused=from_sale(sale, unused, 0.0),
    )


def _owners(setting: Setting, sale: Sale, number: int) -> Mapping[str, Array]:
    """Shares of a group of sold plants by year: the venture's, or the automaker's own."""
    held = 1.0 if number else held_by_automaker(setting.case)
    shares = sale.shares
    kept, bought = (shares.kept_own, shares.bought_own) if number else (shares.kept, shares.bought)
    partner = 0.0 if number else shares.partner
    return {
        AUTOMAKER: np.where(sale.acts, kept, held),
        PARTNER: np.where(sale.acts, partner, 1.0 - held),
        BIDDER: np.where(sale.acts, bought, 0.0),
    }


def _run_kept(
    setting: Setting, ledger: Ledger, sale: Sale, kept: tuple[OwnPlant, ...], made: Mapping[str, Array]
) -> None:
    """Enter plants that the automaker keeps for itself."""
    if not kept:
        return
    run = operate(setting, replace(plan_of(sale, kept), volume="all", invests_at="all"), made)
    nobody = np.zeros(setting.n_years)
    free = settle(setting, ledger, run, revenue=np.zeros((1, 1)), minimum={}, company=nobody)
    alone = {AUTOMAKER: np.ones(setting.n_years)}
    pay_owners(ledger, free, alone)
    pay_owners_once(ledger, end_value(setting, ledger, run), alone, setting.n_years)


def _buy_rest(setting: Setting, ledger: Ledger, sale: Sale, supply: _Supply, made_kept: Array) -> None:
    """Buy what venture and kept plants do not deliver: of the supplier after the sale, as short before it."""
    delivered = from_sale(sale, supply.captive, supply.output) + made_kept
    rest = setting.lacking(setting.demand, delivered)
    chosen = from_sale(sale, rest, 0.0)
    bought = buy(setting, sale.main, sale.volume, chosen, rest - chosen)
    brought: Array = np.zeros((1, 1))
    if not np.any(chosen):
        bought, brought = with_new_source(setting, ledger, bought)
    alone = not np.any(sale.in_term) and sale.begin < setting.n_years
    paid = pay_purchases(
        setting, ledger, bought, spare=np.zeros((1, 1)), sole_from=sale.begin if alone else None
    )
    deduct(setting, ledger, paid + brought)


def _days(
    setting: Setting,
    ledger: Ledger,
    sale: Sale,
    sold: tuple[tuple[OwnPlant, ...], ...],
    kept: tuple[OwnPlant, ...],
) -> None:
    """Enter what falls on single days but the price: net debt, closures, a new source."""
    pay_debt(setting, ledger, _owners(setting, sale, 0))
    if sale.begin >= setting.n_years:
        return
    for number, plants in ((0, sold[0]), (1, kept)):
        for plant in plants:
            if sale.strategy.plants.get(plant.name) == "close":
                left = close_plant(setting, ledger, plant, sale.begin)
                held = _held_before(setting, number)
                pay_owners_once(ledger, left, held, sale.begin)
    if sale.strategy.agreement_share < 1.0 or not np.any(sale.in_term):
        cost = setting.money("switching_cost")
        pay_once_deductible(setting, ledger, OTHERS, "new source", cost, sale.begin)


def _held_before(setting: Setting, number: int) -> dict[str, Array]:
    """Owners up to the sale."""
    held, ones = (1.0 if number else held_by_automaker(setting.case)), np.ones(setting.n_years)
    return {AUTOMAKER: held * ones, PARTNER: (1.0 - held) * ones}


def _worth(
    setting: Setting,
    ledger: Ledger,
    sale: Sale,
    flows: list[_Flow],
    supply: _Supply,
) -> SaleWorth:
    """Worth today of all that hangs on who holds what, and of the rest."""
    mine = setting.discount
    theirs = setting.discount_at(sale.bidder.discount_rate)
    debt = setting.money("venture_net_debt") * float(sale.begin == 0)
    whole = valued(setting, ledger, supply.output)
    worths = {}
    for party, (discount, opening) in (("A", mine), ("B", theirs)):
        for number, flow in enumerate(flows):
            owed = debt if number == 0 else 0.0
            worths[party, number] = added_up(flow.free * discount) + flow.end * opening[:, -1] - owed
    shares = sale.shares
    later = shares.kept * worths["A", 0] + shares.kept_own * worths["A", 1]
    contracted = supply.captive * sale.in_term
    supplied = added_up(contracted * mine[0])
    some = supplied > 0.0
    paid = added_up(supply.price * contracted * mine[0])
    xp = namespace(contracted, paid)
    own_part = flows[1].output / supply.some_output
    by_own = added_up(contracted * own_part * mine[0])
    return SaleWorth(
        base=whole.value - later,
        to_automaker=worths["A", 0],
        to_automaker_own=worths["A", 1],
        to_bidder=worths["B", 0],
        to_bidder_own=worths["B", 1],
        invested=added_up((flows[0].investment + flows[1].investment) * theirs[0]),
        unused=added_up((flows[0].unused + flows[1].unused) * theirs[0]),
        partner_before=whole.partner_value - shares.partner * worths["A", 0],
        supplied=supplied,
        supplied_bidder=added_up(contracted * theirs[0]),
        supplied_by_own=xp.where(some, by_own / xp.where(some, supplied, 1.0), 0.0),
        agreed_price=xp.where(some, paid / xp.where(some, supplied, 1.0), 0.0),
        residual=ledger.residual() if ledger.checks else None,
    )
