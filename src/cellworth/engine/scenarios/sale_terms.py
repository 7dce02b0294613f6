"""What one sale to one class of bidders is, before it is run: its years, its plants, and how they are run."""

from dataclasses import dataclass

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.scenarios.allocations import supply_name
from cellworth.engine.scenarios.case import BidderClass, OwnPlant, Strategy
from cellworth.engine.scenarios.sale_worth import Shares, sale_shares
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.strategies import split_plants, start_index
from cellworth.engine.scenarios.units import Plan

__all__ = ["Sale", "from_sale", "is_open", "one_sale", "plan_of", "sold_and_kept", "volume_of"]


@dataclass(frozen=True)
class Sale:
    """Years, prices and shares of one sale to one class."""

    strategy: Strategy
    bidder: BidderClass
    begin: int
    acts: Array
    in_term: Array
    main: str
    volume: str
    shares: Shares


def one_sale(setting: Setting, strategy: Strategy, bidder: BidderClass, start: int | None) -> Sale:
    """A sale on its terms; `start` is the position of its first year, instead of the strategy's own."""
    begin = start_index(setting, strategy) if start is None else min(start, setting.n_years)
    year = np.arange(setting.n_years)
    has_term = strategy.agreement_years > 0 and strategy.agreement_share > 0.0
    in_term = (year >= begin) & (year < begin + strategy.agreement_years) & has_term
    named = bool(strategy.supplier)
    return Sale(
        strategy=strategy,
        bidder=bidder,
        begin=begin,
        acts=year >= begin,
        in_term=in_term,
        main=strategy.supplier if named else setting.case.suppliers[0].name,
        volume=supply_name(setting.case, strategy) if named else ("none" if has_term else "all"),
        shares=sale_shares(setting.case, strategy),
    )


def sold_and_kept(
    setting: Setting, sale: Sale
) -> tuple[tuple[tuple[OwnPlant, ...], tuple[OwnPlant, ...]], tuple[OwnPlant, ...]]:
    """Plants that go with the venture, plants of the automaker that go too, and those it keeps or closes."""
    theirs, own = split_plants(setting)
    fate = sale.strategy.plants
    gone = tuple(plant for plant in own if fate.get(plant.name) == "sell")
    return (theirs, gone), tuple(plant for plant in own if plant not in gone)


def is_open(sale: Sale, plant: OwnPlant) -> Array:
    """One while a plant of the sale is open, zero once it is closed, (y,)."""
    closes = sale.strategy.plants.get(plant.name) == "close"
    return np.where(sale.acts, float(not closes), 1.0)


def volume_of(sale: Sale) -> str:
    """Volume at which the plants are costed: pooled with the bidder's."""
    return f"pooled:{sale.bidder.name}"


def from_sale(sale: Sale, later: Array, before: Array | float) -> Array:
    """(s, y) of one array from the sale on, of another up to it."""
    return later if sale.begin == 0 else namespace(later).where(sale.acts, later, before)


def plan_of(sale: Sale, plants: tuple[OwnPlant, ...]) -> Plan:
    """How sold plants are run; kept ones at the same volume, for all of the demand."""
    volume = volume_of(sale)
    closed = [plant for plant in plants if sale.strategy.plants.get(plant.name) == "close"]
    open_ = {plant.name: is_open(sale, plant) for plant in closed}
    return Plan(plants=plants, volume=volume, start=sale.begin, open=open_, invests_at=volume)
