"""What every strategy of a block of scenarios reads: rates, plants by year, prices, contributions."""

from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.constants import DAYS_PER_YEAR
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import OwnPlant, StrategyCase
from cellworth.engine.scenarios.columns import in_columns, numbers
from cellworth.engine.scenarios.draws import central_values
from cellworth.engine.scenarios.paths import PlantPath, ScenarioPaths, SupplyPath
from cellworth.strategy.depreciation import wear, written_off

__all__ = ["Options", "PlantYears", "Setting", "discount_factors", "joined", "write_off_table"]

ROUNDING = 1e-9
"""Part of the demand that is no delivery: the year in which a new supplier comes hangs on no last digit."""


@dataclass(frozen=True)
class Options:
    """How values are taken; the defaults are the case as it stands.

    Attributes
    ----------
    mid_year : flows of a year fall in its middle, else at its end (S27).
    rate_shift : [1/year] added to the rates of automaker and bidders.
    end_value : salvage and release of working capital at the end.
    n_years : years counted; none for all.
    volume_factor : [1] on the demand of every year, plants and contracts as they are.
    price_shift : [USD/kWh] on what every supplier asks.
    """

    mid_year: bool = True
    rate_shift: float = 0.0
    end_value: bool = True
    n_years: int | None = None
    volume_factor: float = 1.0
    price_shift: float = 0.0


@dataclass(frozen=True)
class PlantYears:
    """One plant at one volume, with what it invests.

    Attributes
    ----------
    capacity : (s, y) [kWh/year], what it can deliver.
    variable : (s, y) [USD/kWh]
    fixed : (s, y) [USD/year], cash. lasting : within it, borne by other plants once this one is closed.
    investment : (s, y) [USD/year], renewal of wear that no earlier payment bears, conversion to another pack.
    write_off : (s, y) [USD/year], while it is open.
    book : (s, y + 1) [USD], in the tax accounts at the start of each year, and at the end.
    """

    capacity: Array
    variable: Array
    fixed: Array
    lasting: Array
    investment: Array
    write_off: Array
    book: Array


def discount_factors(rate: Array, n_years: int, *, mid_year: bool) -> tuple[Array, Array]:
    """Worth today of money of each year, and of money at the start of each year and at the end (S27).

    Parameters
    ----------
    rate : (s,) [1/year]
    n_years : years.
    mid_year : flows of a year fall in its middle, else at its end.

    Returns
    -------
    discount : (s, y) ; opening : (s, y + 1)
    """
    year = np.arange(n_years + 1)
    base = 1.0 / (1.0 + rate)[:, None]
    opening = base**year
    shift = base**0.5 if mid_year else base
    return in_columns(opening[:, :-1] * shift), in_columns(opening)


def joined(before: Array, later: Array, start: int) -> Array:
    """One array up to a year, another from it on; the array itself where both are the same."""
    if later is before:
        return before
    return namespace(before, later).where(np.arange(before.shape[1]) >= start, later, before)


def write_off_table(case: StrategyCase) -> Array:
    """Shares written off per year of service: the case's table, else straight over the plant's life (S23)."""
    if case.write_off:
        return numbers(case.write_off)
    name = case.money["plant_life"]
    of_life = replace(case, quantities={name: case.quantities[name]})
    life = max(round(float(central_values(of_life)[name][0])), 1)
    return np.full(life, 1.0 / life)


@dataclass(frozen=True)
class Setting:
    """A block of scenarios, ready for the strategies.

    Attributes
    ----------
    case, paths, options : as given.
    years : {plant: {volume: PlantYears}}, filled on demand.
    known : other things made once, by what they are.
    """

    case: StrategyCase
    paths: ScenarioPaths
    options: Options = field(default_factory=Options)
    years: dict[str, dict[str, PlantYears]] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)

    def under(self, options: Options) -> "Setting":
        """The same scenarios under other options; what these do not change is not made again."""
        if options.n_years != self.options.n_years:
            return Setting(self.case, self.paths, options)
        return replace(self, options=options)

    def draw(self, quantity: str) -> Array:
        """Draws of a quantity, (s,) or (1,)."""
        return self.paths.draws[quantity]

    def money(self, name: str) -> Array:
        """Draws of one of the quantities of money."""
        return self.draw(self.case.money[name])

    @cached_property
    def n_years(self) -> int:
        """Years counted."""
        return self.options.n_years or len(self.case.years)

    @cached_property
    def shape(self) -> tuple[int, int]:
        """Scenarios and years."""
        return self.paths.packs.shape[0], self.n_years

    @cached_property
    def demand(self) -> Array:
        """(s, y) [kWh/year] of cells."""
        return self.cut(self.paths.demand) * self.options.volume_factor

    @cached_property
    def some_demand(self) -> Array:
        """(s, y) [kWh/year] to divide by: the demand, one where there is none."""
        return namespace(self.demand).where(self.demand > 0.0, self.demand, 1.0)

    @cached_property
    def planned(self) -> Array:
        """(1, y) [kWh/year] of cells by the plan, which contracts are written on."""
        total: Array = np.zeros((1, len(self.case.years)))
        for programme in self.case.programmes:
            energy = numbers([self.case.packs[name].energy for name in programme.pack])
            total = total + (numbers(programme.packs) * energy)[None, :]
        return total[:, : self.n_years]

    @cached_property
    def discount(self) -> tuple[Array, Array]:
        """Factors of the automaker: of a year, and of the start of a year."""
        rate = self.money("discount_rate") + self.options.rate_shift
        return discount_factors(rate, self.n_years, mid_year=self.options.mid_year)

    @cached_property
    def table(self) -> Array:
        """Shares of an investment written off per year of service."""
        return write_off_table(self.case)

    @cached_property
    def tax(self) -> Array:
        """(s,) [1], tax rate."""
        return self.money("tax_rate")

    @cached_property
    def contribution(self) -> Array:
        """(s, y) [USD/kWh], lost with each kWh of cells that a vehicle lacks, cells not yet paid.

        Vehicles of several programmes count by their planned packs.
        """
        plans = numbers([programme.packs for programme in self.case.programmes])
        weights = plans / namespace(plans).sum(plans, axis=0)
        lost: Array = 0.0
        for weight, programme in zip(weights, self.case.programmes, strict=True):
            energy = numbers([self.case.packs[name].energy for name in programme.pack])
            lost = lost + self.draw(programme.vehicle_contribution)[:, None] * (weight / energy)[None, :]
        return in_columns(self.cut(lost))

    @cached_property
    def vehicles(self) -> Array:
        """(s, y) [USD/year], contribution of all vehicles asked for, before their cells and tax.

        The same for every strategy: it moves no difference, but tells good scenarios from bad ones, as in
        cost alone the years with the most cars would be the worst.
        """
        return self.contribution * self.demand

    @cached_property
    def reference_cost(self) -> Array:
        """(s, y) [USD/kWh], what cells cost where none are made: the first supplier's price at the door.

        Own cost on the reference path without suppliers.
        """
        if self.case.suppliers:
            return self.landed(self.case.suppliers[0].name, "none")
        return self.cut(self.paths.pack_cost)

    def cut(self, array: Array) -> Array:
        """The years counted of an array over all years."""
        return array if array.shape[1] in (1, self.n_years) else array[:, : self.n_years]

    def lacking(self, asked: Array, delivered: Array) -> Array:
        """What is asked for and not delivered (s, y) [kWh/year]; rounding aside."""
        left = asked - delivered
        return left * namespace(left).astype(left > ROUNDING * self.demand, left.dtype) + 0.0

    def supply(self, supplier: str, volume: str) -> SupplyPath:
        """A supplier at a volume of the buyer; at none where that volume was not costed."""
        paths = self.paths.supply[supplier]
        return paths[volume] if volume in paths else paths["none"]

    def landed(self, supplier: str, volume: str) -> Array:
        """(s, y) [USD/kWh], price of a supplier at the buyer's plant."""
        return self.asked(self.supply(supplier, volume).landed)

    def asked(self, price: Array) -> Array:
        """What a supplier asks (s, y) [USD/kWh], under the options, from what it does on its path."""
        shift = self.options.price_shift
        return self.cut(price) if isinstance(shift, float) and shift == 0.0 else self.cut(price) + shift

    def way(self, supplier: str, volume: str) -> Array:
        """(s, y) [USD/kWh], freight, duty and transit of a supplier's cells."""
        key = f"way {supplier} {volume}"
        if key not in self.known:
            path = self.supply(supplier, volume)
            self.known[key] = self.cut(path.landed) - self.cut(path.price)
        return self.known[key]

    def discount_at(self, rate: str) -> tuple[Array, Array]:
        """Factors at another party's rate, a quantity."""
        key = f"discount {rate} {self.options.rate_shift} {self.options.mid_year}"
        if key not in self.known:
            drawn = self.draw(rate) + self.options.rate_shift
            self.known[key] = discount_factors(drawn, self.n_years, mid_year=self.options.mid_year)
        return self.known[key]  # type: ignore[no-any-return]

    def stitched(self, plant: OwnPlant, volume: str, start: int) -> PlantYears:
        """A plant at a volume from a year on, at all of the demand before."""
        later = self.plant_years(plant, volume)
        if start == 0 or volume == "all":
            return later
        key = f"{plant.name} {volume} {start}"
        if key not in self.known:
            before = self.plant_years(plant, "all")
            parts = {
                entry.name: joined(getattr(before, entry.name), getattr(later, entry.name), start)
                for entry in fields(PlantYears)
            }
            parts["book"] = joined(before.book, later.book, start + 1)
            self.known[key] = PlantYears(**parts)
        return self.known[key]  # type: ignore[no-any-return]

    def opening_need(self, plant: OwnPlant) -> Array:
        """(s,) [USD], working capital a plant binds when the axis starts."""
        key = f"need {plant.name} {self.options.volume_factor}"
        if key not in self.known:
            first = self.plant_years(plant, "all")
            days = self.money("working_capital_days") / DAYS_PER_YEAR
            wanted, can = self.demand[:, 0] * plant.share[0], first.capacity[:, 0]
            made = namespace(wanted, can).minimum(wanted, can)
            self.known[key] = days * (first.variable[:, 0] * made + first.fixed[:, 0])
        return self.known[key]

    def plant_years(self, plant: OwnPlant, volume: str) -> PlantYears:
        """A plant at a volume, with its investments; all of the demand where that volume was not costed."""
        known = self.years.setdefault(plant.name, {})
        if volume not in known:
            paths = self.paths.own[plant.name]
            known[volume] = self._plant_years(plant, paths[volume] if volume in paths else paths["all"])
        return known[volume]

    def _plant_years(self, plant: OwnPlant, path: PlantPath) -> PlantYears:
        """Costs of a plant at a volume; volumes of one size share capacity and investments."""
        key = f"size {plant.name} {id(path.capacity)} {id(path.capital)}"
        if key not in self.known:
            self.known[key] = self._invested(plant, path)
        sized: PlantYears = self.known[key]
        return replace(sized, variable=self.cut(path.variable), fixed=self.cut(path.fixed))

    def _invested(self, plant: OwnPlant, path: PlantPath) -> PlantYears:
        """Investments of a plant: conversions, renewal of what wears; what the tax accounts make of them."""
        xp, life = namespace(path.capital), self.money("plant_life")
        capital = self.cut(xp.broadcast_to(path.capital, (path.capital.shape[0], len(self.case.years))))
        straight = capital / life[:, None]
        share = self.draw(plant.conversion_share)
        converts = np.asarray([year in plant.conversion_years for year in self.case.years[: self.n_years]])
        conversion = xp.where(converts, share[:, None] * capital, 0.0)
        there = straight[:, 0] > 0.0
        left = xp.where(there, self.draw(plant.book_value) / xp.where(there, straight[:, 0], 1.0), 0.0)
        parts = wear(left, in_columns(xp.where(converts, (share * life)[:, None], 0.0)))
        age = np.arange(self.n_years)
        old = in_columns(straight[:, :1] * xp.minimum(xp.maximum(left[:, None] - age, 0.0), 1.0))
        of_conversion = written_off(conversion, self.table)
        renewal = straight * parts.renewed
        start = xp.broadcast_to(self.draw(plant.book_value)[:, None], (old.shape[0], 1))
        gone = xp.cumulative_sum(conversion - old - of_conversion, axis=1)
        book = xp.concat([start, start + gone], axis=1)
        return PlantYears(
            capacity=self.cut(xp.broadcast_to(path.capacity, path.output.shape)),
            variable=self.cut(path.variable),
            fixed=self.cut(path.fixed),
            lasting=self.cut(path.lasting),
            investment=renewal + conversion,
            write_off=old + renewal + of_conversion,
            book=book,
        )
