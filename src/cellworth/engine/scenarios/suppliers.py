"""Suppliers as factories of their own at every volume that a strategy may buy."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.annuity import capital_recovery
from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.decision_costs import OwnPart
from cellworth.engine.scenarios.allocations import NOTHING, supply_shares
from cellworth.engine.scenarios.batch import Batch, Ticket
from cellworth.engine.scenarios.case import StrategyCase, SupplierCase
from cellworth.engine.scenarios.cell_plant import CellPlant
from cellworth.engine.scenarios.columns import Rows, numbers, of_years
from cellworth.engine.scenarios.experience import Learning, running_total
from cellworth.engine.scenarios.paths import SupplyPath
from cellworth.engine.scenarios.places import in_format, in_place
from cellworth.market.prices import free_capacity, landed_price, market_price, tightness_margin
from cellworth.strategy.equal_range import pack_energy_at_range
from cellworth.strategy.make_or_buy import full_cost, unit_cost

__all__ = ["Suppliers", "energy_for_range"]

NONE = np.zeros(1)
ONE = np.ones(1)


@dataclass(frozen=True)
class _Asked:
    """Evaluations of one supplier at one volume in a run of years."""

    design: str
    output: Ticket
    capacity: Ticket
    made: Array
    size: Array
    level: Array


@dataclass(frozen=True)
class _Path:
    """One supplier at one volume, all years: arrays (y, s); its volumes share what it has on offer."""

    available: Rows
    cash_cost: Rows
    full_cost: Rows
    price: Rows
    landed: Rows


class Suppliers:
    """All suppliers in a block of scenarios: for some years `ask` first, then `take`; at the end `paths`.

    Attributes
    ----------
    margin : (y, s) [1], on full cost, mean of the suppliers.
    """

    def __init__(
        self,
        case: StrategyCase,
        cells: Mapping[str, CellPlant],
        values: Mapping[str, Array],
        learning: Learning,
        utilization: Array,
        scenarios: int,
    ) -> None:
        self._case, self._cells, self._values, self._learning = case, cells, values, learning
        self._shares = {each.name: supply_shares(case, each.name) for each in case.suppliers}
        shape = (len(case.years), scenarios)
        offered = {each.name: Rows(*shape) for each in case.suppliers}
        self._paths = {
            (each.name, name): _Path(offered[each.name], *(Rows(*shape) for _ in range(4)))
            for each in case.suppliers
            for name in self._shares[each.name]
        }
        self._experience = {
            (each.name, name): values[each.experience_start]
            for each in case.suppliers
            for name in self._shares[each.name]
        }
        self._asked: dict[tuple[str, str], _Asked] = {}
        self._margin = {each.name: self._margins(each, utilization) for each in case.suppliers}
        self._recovery = {
            each.name: capital_recovery(values[each.discount_rate], values[each.plant_life])
            for each in case.suppliers
        }
        self._range = {each.name: energy_for_range(case, each, values) for each in case.suppliers}
        total = sum(self._margin.values(), np.zeros(utilization.shape))
        self.margin = namespace(total).broadcast_to(total / max(len(case.suppliers), 1), shape)

    def changes(self) -> list[int]:
        """Years from which on another published price holds than the year before, the first one included."""
        known = [
            tuple(self._heard(each, year) for each in self._case.suppliers)
            for year in range(len(self._case.years))
        ]
        return [year for year, heard in enumerate(known) if not year or heard != known[year - 1]]

    def ask(self, years: slice, demand: Array, lead: str, batch: Batch) -> None:
        """Ask for the evaluations of some years: each supplier at its plan and what it makes for the buyer.

        Parameters
        ----------
        years : a run of them with the same lead and the same published prices.
        demand : (k, s) [kWh/year], of the buyer in its own cells.
        lead : pack whose cells are made.
        batch : evaluations of these years.
        """
        for each in self._case.suppliers:
            planned = of_years(each.energy[years]) * self._values[each.volume_factor]
            use, ramp = self._values[each.utilization], each.ramp
            free = self._free(each, planned / use)
            if ramp is not None:
                free = free * of_years(ramp.output[years])
            design = in_place(in_format(lead, each.cell_format), each.place)
            xp = namespace(free)
            for name, share in self._shares[each.name].items():
                bought = xp.minimum(of_years(share[years]) * demand * self._range[each.name], free)
                made = planned + bought
                experience = running_total(self._experience[each.name, name], made)
                self._experience[each.name, name] = experience[-1]
                taught = self._learning.own_start * xp.astype(bought > 0.0, bought.dtype)
                left = self._learning.left(years, experience, taught)
                reject = as_built = self._learning.reject(left)
                if ramp is not None:
                    reject, as_built = of_years(ramp.scrap[years]), numbers([ramp.lasting_scrap])
                self._asked[each.name, name] = _Asked(
                    design=design,
                    output=batch.ask_output(design, made, reject),
                    capacity=batch.ask_capacity(design, made / use, as_built),
                    made=made,
                    size=made / use,
                    level=self._learning.conversion_level(left) * self._values[each.cost_factor],
                )
            self._paths[each.name, NOTHING].available[years] = free / self._range[each.name]

    def take(self, years: slice, batch: Batch, exchange: Mapping[str, Array]) -> None:
        """Read the evaluations of some years, `exchange` in USD per unit of each currency, (k, s), (k, 1)."""
        for each in self._case.suppliers:
            rate, recovery = exchange[each.currency], self._recovery[each.name]
            margin = self._margin[each.name][years]
            for name in self._shares[each.name]:
                path, asked = self._paths[each.name, name], self._asked[each.name, name]
                part = self._cash(asked, batch, rate)
                energy = self._cells[asked.design].energy
                variable = part.variable(asked.level)
                cash = unit_cost(variable, part.fixed, part.packs) / energy
                full = full_cost(variable, part.fixed, part.capital, recovery, part.packs) / energy
                price = self._with_quote(each, years.start, market_price(cash, full, margin), rate)
                price = price * each.price_factor
                path.cash_cost[years], path.full_cost[years], path.price[years] = cash, full, price
                path.landed[years] = self._landed(each, price)

    def paths(self) -> dict[str, dict[str, SupplyPath]]:
        """Every supplier by name and volume, scenarios first."""
        return {
            each.name: {
                name: SupplyPath(
                    cash_cost=path.cash_cost.whole.T,
                    full_cost=path.full_cost.whole.T,
                    price=path.price.whole.T,
                    landed=path.landed.whole.T,
                    available=path.available.whole.T,
                )
                for name in self._shares[each.name]
                for path in [self._paths[each.name, name]]
            }
            for each in self._case.suppliers
        }

    def _margins(self, each: SupplierCase, utilization: Array) -> Array:
        names = each.margin_low, each.margin_high, each.margin_middle, each.margin_width
        return tightness_margin(utilization, *(self._values[name] for name in names))

    def _free(self, each: SupplierCase, capacity: Array) -> Array:
        """What the supplier can deliver to the buyer (S79)."""
        committed = self._values[each.capacity_committed] * capacity
        return free_capacity(capacity, self._values[each.effectiveness], committed)

    def _cash(self, asked: _Asked, batch: Batch, exchange: Array) -> OwnPart:
        """Its factory: materials in dollars, all else in its own money."""
        varying, standing = batch.varying(asked.output), batch.standing(asked.capacity)
        energy = self._cells[asked.design].energy
        level = self._learning.capital_level * exchange
        crew, fixed = standing.labor * exchange, standing.fixed * level
        return OwnPart(
            materials=varying.materials,
            labor=varying.labor * exchange,
            fixed=fixed,
            capital=standing.capital * level,
            packs=asked.made / energy,
            conversion=crew + fixed / (asked.size / energy),
        )

    def _with_quote(self, each: SupplierCase, year: int, modelled: Array, exchange: Array) -> Array:
        """Price of the draw: the modelled one, or the last published one where the draw follows it (S5)."""
        heard = self._heard(each, year)
        if heard is None:
            return modelled
        quoted = self._values[each.quoted[heard]] * exchange
        weight = self._values[each.quote]
        return weight * quoted + (1.0 - weight) * modelled

    def _heard(self, each: SupplierCase, year: int) -> int | None:
        """Year of the last published price that is known in a year; none before the first."""
        return max((when for when in each.quoted if when <= self._case.years[year]), default=None)

    def _landed(self, each: SupplierCase, price: Array) -> Array:
        """Price at the buyer's door for the energy that one kWh of own cells stands for (S29, S77)."""
        rate = self._values[self._case.money["discount_rate"]]
        duty, freight = (self._values[name] for name in (each.duty, each.freight))
        return self._range[each.name] * landed_price(price, duty, freight, rate, self._values[each.transit])


def energy_for_range(case: StrategyCase, supplier: SupplierCase, values: Mapping[str, Array]) -> Array:
    """Energy of a supplier's cells that carries the car as far as one kWh of own cells (s,) or (1,) [1].

    One where the case says nothing about the car.

    References
    ----------
    S77.
    """
    if not case.equal_range:
        return ONE
    elasticity, share = (values[case.equal_range[name]] for name in ("mass_elasticity", "cell_mass_share"))
    specific_energy = values[supplier.specific_energy_factor] / share
    return pack_energy_at_range(ONE, ONE, elasticity, ONE, 1.0 - share, ONE, specific_energy)
