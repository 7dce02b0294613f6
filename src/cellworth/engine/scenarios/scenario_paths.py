"""From a case to the paths of a block of scenarios: draws, market, plants and suppliers, year by year.

The scale circle (S76) makes the volume of a year answer last year's cost, so years run one after the other;
inside a year all plants, volumes and suppliers are evaluated together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from cellworth.core.annuity import capital_recovery
from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.memory import keep_freed_memory
from cellworth.engine.scenarios.batch import YearBatch
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.cell_plant import CellPlant
from cellworth.engine.scenarios.columns import Rows
from cellworth.engine.scenarios.draws import Dependence, Draws, central_values, dependence, draw
from cellworth.engine.scenarios.experience import Learning
from cellworth.engine.scenarios.market import Market, Noise, calm, lead_packs, market, noise, planned_energy
from cellworth.engine.scenarios.paths import ScenarioPaths
from cellworth.engine.scenarios.plants import OwnPlants
from cellworth.engine.scenarios.suppliers import Suppliers
from cellworth.market.demand import energy_demand
from cellworth.strategy.scale_circle import volume_factor

__all__ = ["PathModel", "path_model", "scenario_paths"]

SCALE_CIRCLE = "scale_circle"
ONE = np.ones(1)


@dataclass(frozen=True)
class PathModel:
    """All that does not change from block to block.

    Attributes
    ----------
    cells : cell plant of every pack, designed.
    dimensions : dimension of the Sobol' points by quantity; the rest have points of their own.
    together : how quantities hang together.
    plan_cost : (y,) [USD/kWh], own cell cost at plan: every quantity at its median, no shock, circle off.
    evaluations : designs and cost evaluations this took.
    """

    cells: dict[str, CellPlant]
    dimensions: dict[str, int]
    together: Dependence
    plan_cost: Array
    evaluations: int


def path_model(
    case: StrategyCase,
    cells: Mapping[str, CellPlant],
    dimensions: Mapping[str, int] | None = None,
    values: Mapping[str, Array] | None = None,
) -> PathModel:
    """Prepare a case: correlations, and the cost its plan was made on.

    Parameters
    ----------
    case : StrategyCase
    cells : cell plant of every pack of the case (`cellworth.engine.scenarios.cell_plant.cell_plants`).
    dimensions : dimension of the Sobol' points by quantity, kept for good.
    values : every quantity at its median, if known.
    """
    model = PathModel(
        cells=dict(cells),
        dimensions=dict(dimensions or {}),
        together=dependence(case),
        plan_cost=np.full(len(case.years), np.nan),
        evaluations=0,
    )
    values = values if values is not None else central_values(case)
    world = market(case, values, calm(len(case.years)), shocked=False)
    run = _Run(case, model, values, world, 1, circle=False, plan_only=True)
    run.through_all_years()
    return replace(model, plan_cost=run.cost.whole[:, 0], evaluations=len(cells) + run.evaluations)


def scenario_paths(
    case: StrategyCase,
    model: PathModel,
    scenarios: Array,
    seed: int,
    *,
    held: str = "",
    drawn: Draws | None = None,
    stream: Noise | None = None,
) -> ScenarioPaths:
    """Paths of a block of scenarios; the same for a scenario in any block.

    Parameters
    ----------
    case : StrategyCase
    model : of this case.
    scenarios : (s,) whole numbers, each one above the one before.
    seed : zero is a seed like any other.
    held : named scenario that holds in all draws, for a stress; empty to draw it.
    drawn : values of the quantities in these scenarios, if they are not to be drawn.
    stream : yearly uniform numbers of these scenarios, if they are not to be drawn.

    Returns
    -------
    paths : ScenarioPaths

    Raises
    ------
    ValueError
        If the scenarios leave a gap.
    """
    keep_freed_memory()
    first, count = int(scenarios[0]), len(scenarios)
    if int(scenarios[-1]) != first + count - 1:
        raise ValueError("the scenarios of a block leave a gap")
    if drawn is None:
        drawn = draw(case, model.together, model.dimensions, first, count, seed, held)
    if stream is None:
        stream = noise(seed, np.arange(first, first + count), len(case.years))
    world = market(case, drawn.values, stream)
    run = _Run(case, model, drawn.values, world, count, circle=case.switches.get(SCALE_CIRCLE, True))
    run.through_all_years()
    shape = (len(case.years), count)

    def by_scenario(rows: Array) -> Array:
        return namespace(rows).broadcast_to(rows, shape).T

    return ScenarioPaths(
        draws=drawn.values,
        scenario=drawn.scenario,
        packs=run.packs.whole.T,
        pack_energy=planned_energy(case)[1],
        demand=run.demand.whole.T,
        own=run.plants.paths(),
        supply=run.suppliers.paths() if run.suppliers else {},
        industry_utilization=by_scenario(world.utilization),
        tightness_margin=run.suppliers.margin.T if run.suppliers else by_scenario(np.zeros((1, 1))),
        index={name: by_scenario(rows) for name, rows in world.index.items()},
        exchange={name: by_scenario(rows) for name, rows in world.exchange.items()},
        learned=run.learning.cost(run.plants.left.whole).T,
        pack_cost=run.cost.whole.T,
        volume_effect=run.effect.whole.T,
        evaluations=run.evaluations,
    )


class _Run:
    """One pass through the years."""

    def __init__(
        self,
        case: StrategyCase,
        model: PathModel,
        values: Mapping[str, Array],
        world: Market,
        count: int,
        *,
        circle: bool,
        plan_only: bool = False,
    ) -> None:
        self._case, self._model, self._values, self._world = case, model, values, world
        self._circle = circle
        self._leads = lead_packs(case)
        self._energy = planned_energy(case)[0]
        money = values[case.money["discount_rate"]], values[case.money["plant_life"]]
        self._recovery = capital_recovery(*money)
        self.learning = Learning(case, values, world.industry_energy)
        self.plants = OwnPlants(case, model.cells, values, self.learning, count, only_all=plan_only)
        self.suppliers = None
        if not plan_only:
            self.suppliers = Suppliers(case, model.cells, values, self.learning, world.utilization, count)
        self._count = count
        self.packs, self.demand, self.cost, self.effect = (Rows(len(case.years), count) for _ in range(4))
        self.evaluations = 0

    def through_all_years(self) -> None:
        """Volumes, then costs, of each year in turn."""
        for year in range(len(self._case.years)):
            self._volumes(year)
            self._costs(year)

    def _volumes(self, year: int) -> None:
        """Packs and energy of a year: plan, shocks, and the answer to last year's cost (S11, S12, S76)."""
        planned = np.zeros(1)
        packs, demand = np.zeros(1), np.zeros(1)
        for k, each in enumerate(self._case.programmes):
            without = each.packs[year] * self._world.volume[each.name][year]
            volume = without * self._answer(k, year)
            service = self._values[each.service_fraction]
            planned, packs = planned + without, packs + volume
            demand = demand + energy_demand(volume, self._energy[k, year], ONE, service)
        self.packs[year], self.demand[year] = packs, demand
        some = planned > 0.0
        xp = namespace(packs)
        self.effect[year] = xp.where(some, packs, 1.0) / xp.where(some, planned, 1.0)

    def _answer(self, programme: int, year: int) -> Array:
        """Volume over plan, from last year's cost over plan."""
        if not self._circle or year == 0:
            return ONE
        each, values = self._case.programmes[programme], self._values
        change = (self.cost[year - 1] - self._model.plan_cost[year - 1]) * self._energy[programme, year - 1]
        xp = namespace(change)
        known = xp.where(xp.isnan(change), 0.0, change)
        pass_through, price = values[each.pass_through], values[each.vehicle_price]
        return volume_factor(known, pass_through, price, values[each.price_elasticity])

    def _costs(self, year: int) -> None:
        """Plants and suppliers of a year, all evaluations together."""
        prices = {name: rows[year] for name, rows in self._world.prices.items()}
        exchange = {name: rows[year] for name, rows in self._world.exchange.items()}
        batch = YearBatch(self._model.cells, prices, self._count)
        lead, demand = self._leads[year], self.demand[year]
        self.plants.ask(year, demand, lead, batch)
        if self.suppliers:
            self.suppliers.ask(year, demand, lead, batch)
        batch.evaluate()
        self.plants.take(year, batch, exchange)
        if self.suppliers:
            self.suppliers.take(year, batch, exchange)
        self.cost[year] = self.plants.unit_cost(year, self._recovery)
        self.evaluations += batch.count
