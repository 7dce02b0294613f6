"""What each strategy brings the automaker: the same vehicles on the same draws, one ledger each (S40)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.scenarios.allocations import own_name, shares_by_year, supply_name
from cellworth.engine.scenarios.case import OwnPlant, Strategy
from cellworth.engine.scenarios.lanes import pay_way, way_of_own_cells
from cellworth.engine.scenarios.ledger import (
    AUTOMAKER,
    FULL,
    OTHERS,
    OWNERS,
    PARTNER,
    SUPPLIERS,
    VENTURE,
    Books,
    Ledger,
)
from cellworth.engine.scenarios.partners import (
    markup_of,
    owners,
    partner_days,
    partner_running,
    tolled_price,
)
from cellworth.engine.scenarios.serve import (
    Purchases,
    buy,
    deduct,
    minimum_purchases,
    pay_once_deductible,
    pay_purchases,
    with_new_source,
)
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.supply_contract import SIGNED, contract_terms
from cellworth.engine.scenarios.units import (
    Plan,
    close_plant,
    end_value,
    lasting_borne,
    operate,
    pay_owners,
    pay_owners_once,
    settle,
    shared_out,
    transfer_price_revenue,
)

__all__ = ["Valued", "evaluate", "split_plants", "start_index", "valued", "worth"]


PLANTS_KEPT = 2
"""Strategies whose plants are kept: one is compared with another again and again."""


@dataclass(frozen=True)
class Valued:
    """A strategy on a block of scenarios.

    Attributes
    ----------
    value : (s,) [USD], worth today to the automaker.
    partner_value : (s,) [USD], to the partner, at the automaker's rate.
    ledger : Ledger
    output : (s, y) [kWh/year] of own plants.
    """

    value: Array
    partner_value: Array
    ledger: Ledger
    output: Array

    @property
    def cash(self) -> Array:
        """(s, y) [USD/year] of the automaker; what falls on a day, in the year it opens."""
        cash = self.ledger.yearly[AUTOMAKER]
        n_years = cash.shape[1]
        for at, amount in self.ledger.once[AUTOMAKER].items():
            column = np.arange(n_years) == min(at, n_years - 1)
            cash = cash + namespace(amount).where(column, amount[:, None], 0.0)
        return cash


@dataclass(frozen=True)
class _Acting:
    """A strategy from the year it acts.

    Attributes
    ----------
    strategy : Strategy
    begin : position of that year.
    open : (y,) one or zero, by plant.
    share : (y,) [1] of the demand bought by choice.
    """

    strategy: Strategy
    begin: int
    open: Mapping[str, Array]
    share: Array


def start_index(setting: Setting, strategy: Strategy) -> int:
    """Position of the first year in which a strategy acts; the number of years if beyond them."""
    return min(max(strategy.start_year - setting.case.years[0], 0), setting.n_years)


def split_plants(setting: Setting) -> tuple[tuple[OwnPlant, ...], tuple[OwnPlant, ...]]:
    """Plants of the venture, and plants of the automaker itself."""
    case = setting.case
    theirs = tuple(plant for plant in case.plants if plant.owner == case.automaker)
    return tuple(plant for plant in case.plants if plant.owner != case.automaker), theirs


def evaluate(setting: Setting, strategy: Strategy, start: int | None = None, books: Books = FULL) -> Valued:
    """Value a strategy that does not sell the venture.

    Parameters
    ----------
    setting : Setting
    strategy : any kind but ``sell`` and ``wait``.
    start : position of the year in which it acts, instead of its own.
    books : what its ledger keeps.
    """
    acting = _acting(setting, strategy, start)
    ledger = Ledger(setting.shape, books)
    return _served(setting, acting, ledger, *_run_plants(setting, ledger, acting))


def worth(setting: Setting, strategy: Strategy) -> Array:
    """What a strategy that does not sell is worth to the automaker today, (s,) [USD].

    The plants of the strategies asked last are kept: neither a contract nor what suppliers ask moves them.
    """
    options, known = setting.options, setting.known.setdefault("plants run", {})
    key = (strategy.name, id(strategy.plants), options.volume_factor, options.end_value)
    acting = _acting(setting, strategy, None)
    if key not in known:
        while len(known) >= PLANTS_KEPT:
            del known[next(iter(known))]
        ledger = Ledger(setting.shape, OWNERS)
        known[key] = strategy, ledger, *_run_plants(setting, ledger, acting)
    _, ledger, made, spare = known[key]
    return _served(setting, acting, ledger.again(), made, spare).value


def _acting(setting: Setting, strategy: Strategy, start: int | None) -> _Acting:
    begin = start_index(setting, strategy) if start is None else min(start, setting.n_years)
    acts = np.arange(setting.n_years) >= begin
    open_ = {
        plant.name: np.where(acts, float(strategy.plants.get(plant.name) != "close"), 1.0)
        for plant in setting.case.plants
    }
    return _Acting(strategy, begin, open_, _bought_share(strategy, open_) * acts)


def _served(setting: Setting, acting: _Acting, ledger: Ledger, made: Array, spare: Array) -> Valued:
    """All that follows the plants' part: cells bought for the rest of the demand, and single days."""
    strategy, begin = acting.strategy, acting.begin
    chosen = setting.demand * acting.share
    volume = supply_name(setting.case, strategy)
    short = setting.lacking(setting.demand - chosen, made)
    bought = buy(setting, strategy.supplier, volume, chosen, short)
    brought: Array = np.zeros((1, 1))
    if not np.any(acting.share > 0.0):
        bought, brought = with_new_source(setting, ledger, bought)
    sole = begin if begin < setting.n_years and np.all(acting.share[begin:] >= 1.0) else None
    price, owed = _agreed_price(setting, acting, volume, bought)
    paid = pay_purchases(setting, ledger, bought, spare=spare, sole_from=sole, first_price=price)
    if owed is not None:
        ledger.pay(AUTOMAKER, SUPPLIERS, "supply not taken", owed)
        paid = paid + owed
    paid = paid + brought
    deduct(setting, ledger, paid + partner_running(setting, ledger, strategy, begin, made, bought))
    _days(setting, ledger, acting)
    return valued(setting, ledger, made)


def _agreed_price(
    setting: Setting, acting: _Acting, volume: str, bought: Purchases
) -> tuple[Array | None, Array | None]:
    """Price of the first source if not the market's, and what is due to it for supply not taken."""
    strategy = acting.strategy
    if not bought.sources or not np.any(acting.share > 0.0):
        return None, None
    supplier, at, energy = bought.sources[0]
    market = setting.asked(setting.supply(supplier.name, at).price)
    toll = tolled_price(setting, strategy, volume)
    if toll is not None:
        return namespace(toll, market).where(acting.share > 0.0, toll, market), None
    if not strategy.terms.get(SIGNED):
        return None, None
    agreed = setting.planned * acting.share
    terms = contract_terms(setting, supplier, market, energy, agreed, acting.begin)
    return (None, None) if terms is None else (terms.price, terms.owed)


def _bought_share(strategy: Strategy, open_: Mapping[str, Array]) -> Array:
    """Share of the demand bought by choice: as stated, or all where no plant stays open."""
    if strategy.shares:
        return np.asarray(shares_by_year(strategy, len(next(iter(open_.values()), strategy.shares))))
    if strategy.supplier_share > 0.0 or not open_:
        return np.asarray(strategy.supplier_share if open_ else 1.0)
    return 1.0 - np.max(np.stack(list(open_.values())), axis=0)


def _run_plants(setting: Setting, ledger: Ledger, acting: _Acting) -> tuple[Array, Array]:
    """Run plants of the venture and of the automaker; output and spare capacity together."""
    case, of = setting.case, {}
    whole = _plan(setting, acting, case.plants)
    whole = replace(whole, lasting_borne=lasting_borne(setting, whole))
    made = shared_out(setting, whole, setting.demand * (1.0 - acting.share))
    for owner, plants in zip((case.venture, case.automaker), split_plants(setting), strict=True):
        of[owner] = operate(setting, replace(whole, plants=plants), made)
    output = of[case.venture].output + of[case.automaker].output
    deduct(setting, ledger, pay_way(ledger, AUTOMAKER, way_of_own_cells(setting, made, setting.demand)))
    markup = markup_of(setting, acting.strategy, acting.begin)
    for owner, run in of.items():
        minimum = minimum_purchases(setting, output, owner, setting.n_years)
        company, shares = owners(setting, acting.strategy, acting.begin, venture=owner == case.venture)
        revenue = transfer_price_revenue(run, minimum, markup, company)
        ledger.pay(AUTOMAKER, VENTURE, "cells of own plants", revenue)
        deduct(setting, ledger, revenue)
        free = settle(setting, ledger, run, revenue=revenue, minimum=minimum, company=company)
        pay_owners(ledger, free, shares)
        pay_owners_once(ledger, end_value(setting, ledger, run), shares, setting.n_years)
    return output, of[case.venture].spare + of[case.automaker].spare


def _plan(setting: Setting, acting: _Acting, plants: Sequence[OwnPlant]) -> Plan:
    """How a strategy runs some plants."""
    strategy, begin = acting.strategy, acting.begin
    added: dict[str, Array] | None = None
    volume = own_name(setting.case, strategy)
    if begin < setting.n_years and (strategy.kind in ("expand", "convert") or strategy.pack):
        added = {plant.name: _added(setting, acting, plant, volume) for plant in plants}
    down = strategy.terms.get("downtime", 0.0)
    converted = [plant.name for plant in plants if strategy.plants.get(plant.name) == "convert"]
    return Plan(
        plants=plants,
        volume=volume,
        start=begin,
        open={name: years for name, years in acting.open.items() if strategy.plants.get(name) == "close"},
        variable_factor=strategy.terms.get("variable_factor", 1.0),
        fixed_factor=strategy.terms.get("fixed_factor", 1.0),
        added=added,
        downtime=dict.fromkeys(converted, down),
    )


def _added(setting: Setting, acting: _Acting, plant: OwnPlant, volume: str) -> Array:
    """(s,) [USD] invested in a plant at the start: more capacity, or another cell (S24)."""
    paths, nothing = setting.paths.own[plant.name], np.zeros(1)
    at = min(acting.begin, paths["all"].capital.shape[1] - 1)
    if acting.strategy.kind == "expand" and volume in paths:
        more = paths[volume].capital[:, at] - paths["all"].capital[:, at]
        return namespace(more).maximum(more, 0.0)
    if acting.strategy.kind in ("convert", "dual") and acting.strategy.plants.get(plant.name) == "convert":
        share = acting.strategy.terms.get("capital_share")
        part = setting.draw(plant.conversion_share) if share is None else np.asarray([share])
        return part * paths["all"].capital[:, at]
    return nothing


def _days(setting: Setting, ledger: Ledger, acting: _Acting) -> None:
    """Enter what falls on single days: closures, net debt, a new source, the partner's terms."""
    strategy, begin = acting.strategy, acting.begin
    pay_debt(setting, ledger, owners(setting, strategy, begin, venture=True)[1])
    if begin >= setting.n_years:
        return
    for venture, plants in zip((True, False), split_plants(setting), strict=True):
        _, shares = owners(setting, strategy, begin, venture=venture)
        for plant in plants:
            if strategy.plants.get(plant.name) == "close":
                left = close_plant(setting, ledger, plant, begin)
                pay_owners_once(ledger, left, shares, begin)
    if np.any(acting.share > 0.0):
        cost = setting.money("switching_cost")
        pay_once_deductible(setting, ledger, OTHERS, "new source", cost, begin)
    partner_days(setting, ledger, strategy, begin)


def pay_debt(setting: Setting, ledger: Ledger, shares: Mapping[str, Array]) -> None:
    """Enter the venture's net debt at its worth on the day of the decision."""
    debt = np.zeros(setting.shape[0]) + setting.money("venture_net_debt")
    ledger.pay_once(VENTURE, OTHERS, "net debt", debt, 0)
    pay_owners_once(ledger, -debt, shares, 0)


def valued(setting: Setting, ledger: Ledger, made: Array) -> Valued:
    """Worth today of a ledger to automaker and partner."""
    discount, opening = setting.discount
    return Valued(
        value=ledger.worth(AUTOMAKER, discount, opening),
        partner_value=ledger.worth(PARTNER, discount, opening),
        ledger=ledger,
        output=made,
    )
