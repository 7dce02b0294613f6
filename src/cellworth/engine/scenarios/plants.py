"""Own plants bottom-up at every volume that a strategy may ask of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cellworth.core.arrays import above_zero, held, namespace, or_one
from cellworth.core.types import Array
from cellworth.engine.scenarios.allocations import ALL, Allocation, own_allocations
from cellworth.engine.scenarios.batch import LEAST_PACKS, Batch, Ticket
from cellworth.engine.scenarios.case import BidderClass, OwnPlant, StrategyCase
from cellworth.engine.scenarios.cell_plant import CellPlant
from cellworth.engine.scenarios.columns import Rows, numbers, of_years
from cellworth.engine.scenarios.experience import Learning, running_total
from cellworth.engine.scenarios.paths import PlantPath
from cellworth.engine.scenarios.places import in_place
from cellworth.factory.cash import plant_output
from cellworth.strategy.make_or_buy import full_cost

__all__ = ["OwnPlants"]

ONE = np.ones(1)


@dataclass(frozen=True)
class _Asked:
    """Evaluations of one plant at one volume in a run of years; none at capacity where ``all`` has it."""

    pack: str
    output: Ticket
    capacity: Ticket | None
    size: Array
    made: Array
    level: Array


@dataclass(frozen=True)
class _Built:
    """A plant of one size and design in a run of years, (k, s).

    Attributes
    ----------
    crew : [USD/year], labour in full use.
    fixed : [USD/year], cash, without idle crew.
    conversion : [USD] of a pack, in full use.
    capital : [USD]. lasting : [USD/year]
    """

    crew: Array
    fixed: Array
    conversion: Array
    capital: Array
    lasting: Array


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
    """The venture's plants in a block of scenarios: `ask` first, then `take`; at the end `paths`.

    ``all`` of the demand comes first, year by year, as the cost of a year moves the demand of the next. The
    other volumes follow, in runs of years with the same plants.

    Attributes
    ----------
    left : (y, s) [1], learnable cost over its value at the start, floor aside, at ``all`` of the demand.
    others : names of the other volumes.
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
        self.others = tuple(name for name in self._plans if name != ALL)
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
        self._built = {plant.name: (Rows(*shape), Rows(*shape), Rows(*shape)) for plant in case.plants}
        self._asked: dict[tuple[str, str], _Asked] = {}
        self._installed = sum(values[plant.capacity] for plant in case.plants)

    def changes(self, lead: Sequence[str]) -> list[int]:
        """Years from which on some volume has other plants than the year before, the first one included.

        Parameters
        ----------
        lead : pack whose cells are made, by year.
        """
        kinds = [
            (pack, *((plan.added[year], plan.pack[year : year + 1]) for plan in self._plans.values()))
            for year, pack in enumerate(lead)
        ]
        return [year for year, kind in enumerate(kinds) if not year or kind != kinds[year - 1]]

    def ask(self, names: Sequence[str], years: slice, demand: Array, lead: str, batch: Batch) -> None:
        """Share out the demand of some years and ask for the evaluations it takes.

        Parameters
        ----------
        names : volumes.
        years : a run of them with the same plants.
        demand : (k, s) [kWh/year]
        lead : pack whose cells are made.
        batch : evaluations of these years.
        """
        plants = self._case.plants
        capacity: dict[tuple[str, str, float], Ticket | None] = {}
        if ALL not in names:
            capacity = {(each.name, in_place(lead, each.place), 0.0): None for each in plants}
            sized_for = self._learning.reject(self.left[years])
        for name in names:
            plan = self._plans[name]
            sizes = [self._size(plant, plan, years.start) for plant in plants]
            made = self._shared_out(sizes, self._wanted(plan, years, demand), years)
            experience = running_total(self._experience[name], sum(made))
            self._experience[name] = experience[-1]
            left = self._learning.left(years, experience)
            level = self._learning.conversion_level(left) * self._cost_factor(plan)
            learned = self._learning.reject(left)
            if name == ALL:
                self.left[years], sized_for = left, learned
            for plant, size, output in zip(plants, sizes, made, strict=True):
                pack = in_place(_pack_made(plan, plant, years.start, lead), plant.place)
                key = (plant.name, pack, plan.added[years.start])
                if key not in capacity:
                    as_built = sized_for if plant.ramp is None else numbers([plant.ramp.lasting_scrap])
                    capacity[key] = batch.ask_capacity(pack, size, as_built)
                reject = learned if plant.ramp is None else of_years(plant.ramp.scrap[years])
                ticket = batch.ask_output(pack, output, reject)
                self._asked[name, plant.name] = _Asked(pack, ticket, capacity[key], size, output, level)

    def take(self, names: Sequence[str], years: slice, batch: Batch, exchange: Mapping[str, Array]) -> None:
        """Read the evaluations of some years, `exchange` in USD per unit of each currency, (k, s), (k, 1)."""
        for plant in self._case.plants:
            built: dict[Ticket | None, _Built] = {}
            opened = np.flatnonzero(held(numbers(plant.share)) > 0.0)
            opens = int(opened[0]) if opened.size else len(plant.share)
            works = of_years([float(year >= opens) for year in range(years.start, years.stop)])
            rate = exchange[plant.currency]
            for name in names:
                asked, path = self._asked[name, plant.name], self._paths[name, plant.name]
                if asked.capacity not in built:
                    built[asked.capacity] = self._one_built(plant, asked, years, batch, rate)
                of = built[asked.capacity]
                path.output[years] = asked.made
                variable, fixed = self._cash(asked, of, batch, rate)
                path.variable[years], path.fixed[years] = variable, fixed * works
                if name == _sized_like(name, self._plans[name]):
                    path.capacity[years] = asked.size * self._effectiveness(plant, years)
                    path.capital[years] = of.capital
                    path.lasting[years] = of.lasting * works
                if name == ALL:
                    for rows, values in zip(
                        self._built[plant.name], (of.crew, of.fixed, of.conversion), strict=True
                    ):
                        rows[years] = values

    def unit_cost(self, years: slice, recovery: Array) -> Array:
        """Cost of all cells made on the reference path, plants paid back (k, s) [USD/kWh]; NaN where none.

        References
        ----------
        S30.
        """
        rows = [self._paths[ALL, plant.name] for plant in self._case.plants]
        made = sum(path.output[years] for path in rows)
        xp, works = namespace(made), made > 0.0
        energy = self._cells[self._asked[ALL, self._case.plants[0].name].pack].energy
        volume = xp.maximum(made, LEAST_PACKS * energy)
        variable = sum(path.variable[years] * path.output[years] for path in rows) / volume
        fixed = sum(path.fixed[years] for path in rows)
        capital = sum(path.capital[years] for path in rows)
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

    def _wanted(self, plan: Allocation, years: slice, demand: Array) -> Array:
        """Output asked of all plants [kWh/year], sales to others of a class of bidders included."""
        wanted = of_years(plan.kept[years]) * demand
        return wanted + self._sold_to_others(self._bidder(plan), years) if plan.bidder else wanted

    def _shared_out(self, sizes: list[Array], wanted: Array, years: slice) -> list[Array]:
        """Output of each plant (S20); what one cannot make goes to those that have room."""
        plants = self._case.plants
        can = [size * self._effectiveness(plant, years) for plant, size in zip(plants, sizes, strict=True)]
        shares = [of_years(plant.share[years]) for plant in plants]
        asked = [share * wanted for share in shares]
        made = [plant_output(a, c, ONE, ONE) for a, c in zip(asked, can, strict=True)]
        over = sum(a - m for a, m in zip(asked, made, strict=True))
        room = [(c - m) * (share > 0.0) for c, m, share in zip(can, made, shares, strict=True)]
        total = sum(room)
        filled = namespace(over, total).minimum(over, total) / or_one(total)
        return [m + r * filled for m, r in zip(made, room, strict=True)]

    def _effectiveness(self, plant: OwnPlant, years: slice) -> Array:
        """Good output over nameplate; less in the first years of a plant with a ramp (X62)."""
        lasting = self._values[plant.effectiveness]
        return lasting if plant.ramp is None else lasting * of_years(plant.ramp.output[years])

    def _bidder(self, plan: Allocation) -> BidderClass:
        return next(each for each in self._case.bidders if each.name == plan.bidder)

    def _sold_to_others(self, bidder: BidderClass, years: slice) -> Array:
        """Sales to others of a class of bidders [kWh/year], reached linearly from the first sale on."""
        starts = [each.start_year for each in self._case.strategies if each.kind == "sell"]
        first = min(starts, default=self._case.years[0])
        since = of_years([max(year - first + 1.0, 0.0) for year in self._case.years[years]])
        reached = since / self._values[bidder.ramp_years]
        return self._values[bidder.third_party] * namespace(reached).minimum(reached, 1.0)

    def _cost_factor(self, plan: Allocation) -> Array:
        """Conversion cost under a plan over the venture's own."""
        return self._values[self._bidder(plan).cost_factor] if plan.bidder else ONE

    def _one_built(
        self, plant: OwnPlant, asked: _Asked, years: slice, batch: Batch, exchange: Array
    ) -> _Built:
        """What stands with the size of a plant, in its money."""
        if asked.capacity is None:
            path = self._paths[ALL, plant.name]
            rows = (*self._built[plant.name], path.capital, path.lasting)
            return _Built(*(each[years] for each in rows))
        standing, there = batch.standing(asked.capacity), asked.size > 0.0
        xp = namespace(there, standing.labor, exchange)
        full = xp.maximum(asked.size / self._cells[asked.pack].energy, LEAST_PACKS)
        level = self._learning.capital_level
        crew, fixed = standing.labor * exchange, standing.fixed * level
        capital = standing.capital + (exchange - 1.0) * standing.building
        kept = self._values[self._case.money["kept_administration"]]
        lasting = (standing.research + kept * standing.administration) * level
        return _Built(
            crew=crew * full,
            fixed=fixed,
            conversion=crew + fixed / full,
            capital=xp.where(there, capital * level, 0.0),
            lasting=xp.where(there, lasting, 0.0),
        )

    def _cash(self, asked: _Asked, of: _Built, batch: Batch, exchange: Array) -> tuple[Array, Array]:
        """Variable [USD/kWh] and fixed cash [USD/year], with the part of the idle crew that is kept."""
        varying, energy = batch.varying(asked.output), self._cells[asked.pack].energy
        there, labor, packs = asked.size > 0.0, varying.labor * exchange, asked.made / energy
        xp = namespace(there, labor)
        idle = self._values[self._case.money["idle_labor"]] * above_zero(of.crew - labor * packs)
        variable = varying.materials + labor + (asked.level - 1.0) * of.conversion
        return variable / energy, xp.where(there, of.fixed + idle, 0.0)


def _sized_like(name: str, plan: Allocation) -> str:
    """Volume whose plants have the same size and design."""
    return name if any(plan.added) or plan.pack else ALL


def _pack_made(plan: Allocation, plant: OwnPlant, year: int, lead: str) -> str:
    """Pack whose cells a plant makes."""
    changed = plant.name in plan.converted and plan.pack[year]
    return plan.pack[year] if changed else lead
