"""What draws, market, plants and suppliers hand to the strategies: a block of scenarios by year."""

from dataclasses import dataclass

from cellworth.core.types import Array

__all__ = ["PlantPath", "ScenarioPaths", "SupplyPath"]


@dataclass(frozen=True)
class PlantPath:
    """One plant of the venture at one allocation of volume.

    Attributes
    ----------
    capacity : (s, 1) or (s, y) [kWh/year], what it can deliver.
    output : (s, y) [kWh/year]
    variable : (s, y) [USD/kWh], materials and labour of the output.
    fixed : (s, y) [USD/year], cash, at plant size, with the part of the idle crew that is paid; zero before
        the plant has output to make.
    capital : (s, y) [USD], equipment, building and launch of a plant of this size today.
    lasting : (s, y) [USD/year], within the fixed: what other plants bear once this one is closed.
    """

    capacity: Array
    output: Array
    variable: Array
    fixed: Array
    capital: Array
    lasting: Array


@dataclass(frozen=True)
class SupplyPath:
    """A supplier at one volume for the buyer.

    Attributes
    ----------
    cash_cost, full_cost : (s, y) [USD/kWh], of its own factory (S30).
    price : (s, y) [USD/kWh], by tightness, pooled with published prices (S31, S5).
    landed : (s, y) [USD/kWh] at the buyer's plant, for the energy that one kWh of own cells stands for
        (S29, S77).
    available : (s, y) [kWh/year] of own cells, what it can deliver to the buyer (S79, S77).
    """

    cash_cost: Array
    full_cost: Array
    price: Array
    landed: Array
    available: Array


@dataclass(frozen=True)
class ScenarioPaths:
    """A block of scenarios.

    Attributes
    ----------
    draws : (s,) or (1,) of every quantity by name, factors of the named scenario applied.
    scenario : (s,) position of the named scenario.
    packs : (s, y) [1/year]; pack_energy : (1, y) [kWh]
    demand : (s, y) [kWh/year] of cells, service included.
    own : plants by name, by allocation; `cellworth.engine.scenarios.allocations.own_name` gives that of a
        strategy: ``all``, ``part`` (what dual sourcing leaves them), ``expanded:NAME``, ``converted:NAME``;
        and ``pooled:CLASS``, ``all`` plus the sales to others of a class, its cost factor applied.
    supply : suppliers by name, by volume: ``all`` and ``none`` of the buyer's demand, and ``part`` for those
        a strategy shares it with; that of a strategy by
        `cellworth.engine.scenarios.allocations.supply_name`.
    industry_utilization, tightness_margin : (s, y) [1]; the margin is the mean of the suppliers.
    index : (s, y) price of each index; exchange : (s, y) units of USD per unit of each currency, start = 1.
    learned : (s, y) [1], learnable cost over its value at the start.
    pack_cost : (s, y) [USD/kWh], own cell cost on the reference path, as the scale circle saw it.
    volume_effect : (s, y) [1], factor of the scale circle on the plan.
    evaluations : cost evaluations made for this block, one per plant or supplier, volume, year and scenario;
        designs are made once for all blocks.
    """

    draws: dict[str, Array]
    scenario: Array
    packs: Array
    pack_energy: Array
    demand: Array
    own: dict[str, dict[str, PlantPath]]
    supply: dict[str, dict[str, SupplyPath]]
    industry_utilization: Array
    tightness_margin: Array
    index: dict[str, Array]
    exchange: dict[str, Array]
    learned: Array
    pack_cost: Array
    volume_effect: Array
    evaluations: int
