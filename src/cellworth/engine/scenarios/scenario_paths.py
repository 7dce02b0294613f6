"""From a case to the paths of a block of scenarios: draws, market, plants and suppliers, year by year.

The scale circle (S76) makes the volume of a year answer the cost of the last, so the plants run through the
years one after the other at what they make today; other volumes and suppliers follow, some years at a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from cellworth.core.annuity import capital_recovery
from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.blocks import slices
from cellworth.engine.memory import keep_freed_memory
from cellworth.engine.scenarios.allocations import ALL
from cellworth.engine.scenarios.batch import ELEMENTS, Batch
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
        """Volumes, then costs, of each year in turn; then what no later year hangs on."""
        for year in range(len(self._case.years)):
            self._volumes(slice(year, year + 1))
            if self._circle:
                self._costs_at_all(slice(year, year + 1))
        for years in [] if self._circle else self._runs():
            self._costs_at_all(years)
        if self.suppliers:
            for years in self._runs():
                self._costs_of_others(years, self.suppliers)

    def _runs(self) -> list[slice]:
        """Runs of years with the same plants and published prices, short enough for the cache."""
        prices = self.suppliers.changes() if self.suppliers else []
        starts = sorted({*self.plants.changes(self._leads), *prices})
        most = max(ELEMENTS // (self._count * len(self._case.plants)), 1)
        return [
            part
            for start, stop in pairwise((*starts, len(self._case.years)))
            for part in slices(stop, most, start)
        ]

    def _volumes(self, years: slice) -> None:
        """Packs and energy of a year: plan, shocks, and the answer to last year's cost (S11, S12, S76)."""
        planned = np.zeros(1)
        packs, demand = np.zeros(1), np.zeros(1)
        for k, each in enumerate(self._case.programmes):
            without = each.packs[years.start] * self._world.volume[each.name][years]
            volume = without * self._answer(k, years.start)
            service = self._values[each.service_fraction]
            planned, packs = planned + without, packs + volume
            demand = demand + energy_demand(volume, self._energy[k, years.start], ONE, service)
        self.packs[years], self.demand[years] = packs, demand
        some = planned > 0.0
        xp = namespace(packs)
        self.effect[years] = xp.where(some, packs, 1.0) / xp.where(some, planned, 1.0)

    def _answer(self, programme: int, year: int) -> Array:
        """Volume over plan, from last year's cost over plan."""
        if not self._circle or year == 0:
            return ONE
        each, values, last = self._case.programmes[programme], self._values, slice(year - 1, year)
        change = (self.cost[last] - self._model.plan_cost[year - 1]) * self._energy[programme, year - 1]
        xp = namespace(change)
        known = xp.where(xp.isnan(change), 0.0, change)
        pass_through, price = values[each.pass_through], values[each.vehicle_price]
        return volume_factor(known, pass_through, price, values[each.price_elasticity])

    def _costs_at_all(self, years: slice) -> None:
        """Plants in a year at what is asked of them today."""
        batch, exchange = self._batch(years)
        self.plants.ask((ALL,), years, self.demand[years], self._leads[years.start], batch)
        batch.evaluate()
        self.plants.take((ALL,), years, batch, exchange)
        self.cost[years] = self.plants.unit_cost(years, self._recovery)
        self.evaluations += batch.count

    def _costs_of_others(self, years: slice, suppliers: Suppliers) -> None:
        """Plants at all other volumes, and suppliers, in a run of years: all evaluations together."""
        batch, exchange = self._batch(years)
        lead, demand = self._leads[years.start], self.demand[years]
        self.plants.ask(self.plants.others, years, demand, lead, batch)
        suppliers.ask(years, demand, lead, batch)
        batch.evaluate()
        self.plants.take(self.plants.others, years, batch, exchange)
        suppliers.take(years, batch, exchange)
        self.evaluations += batch.count

    def _batch(self, years: slice) -> tuple[Batch, dict[str, Array]]:
        """Evaluations of some years, and the exchange rates of these."""
        prices = {name: rows[years] for name, rows in self._world.prices.items()}
        exchange = {name: rows[years] for name, rows in self._world.exchange.items()}
        return Batch(self._model.cells, prices, (years.stop - years.start, self._count)), exchange
