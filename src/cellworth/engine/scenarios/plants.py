"""Own plants bottom-up, year by year, at every volume that a strategy may ask of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.decision_costs import OwnPart
from cellworth.engine.scenarios.allocations import ALL, Allocation, own_allocations
from cellworth.engine.scenarios.batch import LEAST_PACKS, Ticket, YearBatch
from cellworth.engine.scenarios.case import OwnPlant, StrategyCase
from cellworth.engine.scenarios.cell_plant import CellPlant, Standing
from cellworth.engine.scenarios.columns import Rows
from cellworth.engine.scenarios.experience import Learning
from cellworth.engine.scenarios.paths import PlantPath
from cellworth.engine.scenarios.places import in_place
from cellworth.factory.cash import plant_output
from cellworth.strategy.make_or_buy import full_cost

__all__ = ["OwnPlants"]

ONE = np.ones(1)


@dataclass(frozen=True)
class _Asked:
    """Evaluations of one plant at one volume in one year."""

    output: Ticket
    capacity: Ticket
    size: Array
    made: Array
    level: Array


@dataclass(frozen=True)
class _Path:
    """One plant at one volume, all years: arrays (y, s); volumes of one size and design share the first."""

    capacity: Rows
    capital: Rows
    lasting: Rows
    output: Rows
    variable: Rows
    fixed: Rows


class OwnPlants:
    """The venture's plants in a block of scenarios: each year `ask` first, then `take`; at the end `paths`.

    Attributes
    ----------
    left : (y, s) [1], learnable cost over its value at the start, floor aside, at ``all`` of the demand.
    """

    def __init__(
        self,
        case: StrategyCase,
        cells: Mapping[str, CellPlant],
        values: Mapping[str, Array],
        learning: Learning,
        scenarios: int,
        *,
        only_all: bool = False,
    ) -> None:
        self._case, self._cells, self._values, self._learning = case, cells, values, learning
        plans = own_allocations(case)
        self._plans = {ALL: plans[ALL]} if only_all else plans
        self._experience = dict.fromkeys(self._plans, learning.own_start)
        shape = (len(case.years), scenarios)
        self.left = Rows(*shape)
        sized = {
            (name, plant.name): (Rows(*shape), Rows(*shape), Rows(*shape))
            for name, plan in self._plans.items()
            for plant in case.plants
            if name == _sized_like(name, plan)
        }
        self._paths = {
            (name, plant.name): _Path(
                *sized[_sized_like(name, plan), plant.name], *(Rows(*shape) for _ in range(3))
            )
            for name, plan in self._plans.items()
            for plant in case.plants
        }
        self._asked: dict[tuple[str, str], _Asked] = {}
        self._installed = sum(values[plant.capacity] for plant in case.plants)

    def ask(self, year: int, demand: Array, lead: str, batch: YearBatch) -> None:
        """Share out the demand of a year and ask for the evaluations it takes.

        Parameters
        ----------
        year : position on the axis.
        demand : (s,) [kWh/year]
        lead : pack whose cells are made.
        batch : evaluations of the year.
        """
        standing: dict[tuple[str, str, float], Ticket] = {}
        for name, plan in self._plans.items():
            wanted = plan.kept[year] * demand + self._sold_to_others(plan, year)
            sizes = [self._size(plant, plan, year) for plant in self._case.plants]
            made = self._shared_out(sizes, wanted, year)
            self._experience[name] = self._experience[name] + sum(made)
            left = self._learning.left(year, self._experience[name])
            if name == ALL:
                self.left[year] = left
            level = self._learning.conversion_level(left) * self._cost_factor(plan)
            learned = self._learning.reject(left)
            sized_for = self._learning.reject(self.left[year])
            for plant, size, output in zip(self._case.plants, sizes, made, strict=True):
                pack = in_place(_pack_made(plan, plant, year, lead), plant.place)
                reject, as_built = _rejects(plant, year, learned, sized_for)
                key = (plant.name, pack, plan.added[year])
                if key not in standing:
                    standing[key] = batch.ask_capacity(pack, size, as_built)
                ticket = batch.ask_output(pack, output, reject)
                self._asked[name, plant.name] = _Asked(ticket, standing[key], size, output, level)

    def take(self, year: int, batch: YearBatch, exchange: Mapping[str, Array]) -> None:
        """Read the evaluations of a year, `exchange` in USD per unit of each currency, (s,) or (1,)."""
        for plant in self._case.plants:
            opens = next((y for y, share in enumerate(plant.share) if share > 0.0), len(plant.share))
            for name in self._plans:
                asked = self._asked[name, plant.name]
                part = self._cash(asked, batch, exchange[plant.currency])
                energy = self._cells[asked.output[0]].energy
                path = self._paths[name, plant.name]
                path.output[year] = asked.made
                path.variable[year] = part.variable(asked.level) / energy
                path.fixed[year] = part.fixed if year >= opens else 0.0
                if name == _sized_like(name, self._plans[name]):
                    path.capacity[year] = asked.size * self._effectiveness(plant, year)
                    path.capital[year] = part.capital
                    lasting = self._lasting(batch.standing(asked.capacity))
                    lasting = namespace(lasting).where(asked.size > 0.0, lasting, 0.0)
                    path.lasting[year] = lasting * float(year >= opens)

    def unit_cost(self, year: int, recovery: Array) -> Array:
        """Cost of all cells made on the reference path, plants paid back (s,) [USD/kWh]; NaN where none are.

        References
        ----------
        S30.
        """
        rows = [self._paths[ALL, plant.name] for plant in self._case.plants]
        made = sum(path.output[year] for path in rows)
        xp, works = namespace(made), made > 0.0
        energy = self._cells[self._asked[ALL, self._case.plants[0].name].output[0]].energy
        volume = xp.maximum(made, LEAST_PACKS * energy)
        variable = sum(path.variable[year] * path.output[year] for path in rows) / volume
        fixed = sum(path.fixed[year] for path in rows)
        capital = sum(path.capital[year] for path in rows)
        cost = full_cost(variable, fixed, capital, recovery, volume)
        return xp.where(works, cost, np.nan)

    def paths(self) -> dict[str, dict[str, PlantPath]]:
        """Every plant by volume and name, scenarios first; volumes of one size share their arrays."""
        sized = {
            id(rows): rows
            for path in self._paths.values()
            for rows in (path.capacity, path.capital, path.lasting)
        }
        shared = {key: rows.whole.T for key, rows in sized.items()}
        return {
            plant.name: {
                name: PlantPath(
                    capacity=shared[id(path.capacity)],
                    output=path.output.whole.T,
                    variable=path.variable.whole.T,
                    fixed=path.fixed.whole.T,
                    capital=shared[id(path.capital)],
                    lasting=shared[id(path.lasting)],
                )
                for name in self._plans
                for path in [self._paths[name, plant.name]]
            }
            for plant in self._case.plants
        }

    def _size(self, plant: OwnPlant, plan: Allocation, year: int) -> Array:
        """Nameplate [kWh/year]; what is added is spread like what is there."""
        there = self._values[plant.capacity]
        if not plan.added[year]:
            return there
        return there * (1.0 + plan.added[year] / self._installed)

    def _shared_out(self, sizes: list[Array], wanted: Array, year: int) -> list[Array]:
        """Output of each plant (S20); what one cannot make goes to those that have room."""
        plants = self._case.plants
        can = [size * self._effectiveness(plant, year) for plant, size in zip(plants, sizes, strict=True)]
        asked = [plant.share[year] * wanted for plant in plants]
        made = [plant_output(a, c, ONE, ONE) for a, c in zip(asked, can, strict=True)]
        over = sum(a - m for a, m in zip(asked, made, strict=True))
        room = [(c - m) * (plant.share[year] > 0.0) for c, m, plant in zip(can, made, plants, strict=True)]
        total = sum(room)
        xp = namespace(total)
        filled = xp.minimum(over, total) / xp.where(total > 0.0, total, 1.0)
        return [m + r * filled for m, r in zip(made, room, strict=True)]

    def _effectiveness(self, plant: OwnPlant, year: int) -> Array:
        """Good output over nameplate; less in the first years of a plant with a ramp (X62)."""
        lasting = self._values[plant.effectiveness]
        return lasting if plant.ramp is None else lasting * plant.ramp.output[year]

    def _sold_to_others(self, plan: Allocation, year: int) -> Array:
        """Sales to others of a class of bidders [kWh/year], reached linearly from the first sale on."""
        if not plan.bidder:
            return np.zeros(1)
        bidder = next(each for each in self._case.bidders if each.name == plan.bidder)
        starts = [each.start_year for each in self._case.strategies if each.kind == "sell"]
        since = self._case.years[year] - min(starts, default=self._case.years[0]) + 1.0
        reached = max(since, 0.0) / self._values[bidder.ramp_years]
        return self._values[bidder.third_party] * namespace(reached).minimum(reached, 1.0)

    def _cost_factor(self, plan: Allocation) -> Array:
        """Conversion cost under a plan over the venture's own."""
        if not plan.bidder:
            return ONE
        bidder = next(each for each in self._case.bidders if each.name == plan.bidder)
        return self._values[bidder.cost_factor]

    def _lasting(self, standing: Standing) -> Array:
        """Of a plant's fixed cost, what does not end with it: research, and administration so far as kept."""
        kept = self._values[self._case.money["kept_administration"]]
        return (standing.research + kept * standing.administration) * self._learning.capital_level

    def _cash(self, asked: _Asked, batch: YearBatch, exchange: Array) -> OwnPart:
        """One plant: what varies at its output, what stands at its size, idle crew as far as it is kept."""
        varying, standing = batch.varying(asked.output), batch.standing(asked.capacity)
        energy = self._cells[asked.output[0]].energy
        there = asked.size > 0.0
        xp = namespace(there, varying.labor, exchange)
        full, packs = xp.maximum(asked.size / energy, LEAST_PACKS), asked.made / energy
        labor, crew = varying.labor * exchange, standing.labor * exchange
        fixed = standing.fixed * self._learning.capital_level
        capital = standing.capital + (exchange - 1.0) * standing.building
        idle = xp.maximum(crew * full - labor * packs, 0.0)
        return OwnPart(
            materials=varying.materials,
            labor=labor,
            fixed=xp.where(there, fixed + self._values[self._case.money["idle_labor"]] * idle, 0.0),
            capital=xp.where(there, capital * self._learning.capital_level, 0.0),
            packs=packs,
            conversion=crew + fixed / full,
        )


def _sized_like(name: str, plan: Allocation) -> str:
    """Volume whose plants have the same size and design."""
    return name if any(plan.added) or plan.pack else ALL


def _pack_made(plan: Allocation, plant: OwnPlant, year: int, lead: str) -> str:
    """Pack whose cells a plant makes."""
    changed = plant.name in plan.converted and plan.pack[year]
    return plan.pack[year] if changed else lead


def _rejects(plant: OwnPlant, year: int, learned: Array, sized_for: Array) -> tuple[Array, Array]:
    """Rejected share at the output, and the one the equipment is sized for (X66)."""
    if plant.ramp is None:
        return learned, sized_for
    return np.asarray([plant.ramp.scrap[year]]), np.asarray([plant.ramp.lasting_scrap])
