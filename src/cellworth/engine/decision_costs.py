"""Own and bought cost by year from the cash of the evaluated plants."""

from dataclasses import dataclass

import numpy as np

from cellworth.core.annuity import capital_recovery
from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.cash_view import CashPart
from cellworth.engine.decision_evaluations import Evaluations
from cellworth.engine.decision_inputs import DecisionInputs, plain
from cellworth.evidence.numbers import pooled_mean
from cellworth.market.prices import (
    industry_utilization,
    landed_factor,
    landed_price,
    market_price,
    tightness_margin,
)
from cellworth.strategy.make_or_buy import full_cost, unit_cost

__all__ = [
    "Bought",
    "Levels",
    "OwnPart",
    "at_the_supplier",
    "bought_price",
    "landed",
    "landed_share",
    "own_parts",
    "pack_energy",
    "plan_parts",
    "recovery",
    "supplier_cost",
]


@dataclass(frozen=True)
class OwnPart:
    """One part of the maker's plants together, by year.

    Attributes
    ----------
    materials, labor : (y,) [USD]
        Per pack.
    fixed : (y,) [USD/year]
        At plant size.
    capital : (y,) [USD]
    packs : (y,) [1/year]
    conversion : (y,) [USD]
        Labour and fixed cash per pack in full use. What is above the cost method's level is charged on it for
        each pack made: idle machines neither learn nor waste.
    """

    materials: Array
    labor: Array
    fixed: Array
    capital: Array
    packs: Array
    conversion: Array

    def variable(self, level: Array) -> Array:
        """Variable cost per pack at a level of conversion cost."""
        return self.materials + self.labor + (level - 1.0) * self.conversion

    def cash(self, level: Array) -> Array:
        """Cash cost per pack (S21)."""
        return unit_cost(self.variable(level), self.fixed, self.packs)

    def full(self, level: Array, recovery: float) -> Array:
        """Cost per pack with the plant paid back (S30)."""
        return full_cost(
            self.variable(level),
            self.fixed,
            self.capital,
            namespace(self.capital).asarray([recovery]),
            self.packs,
        )


@dataclass(frozen=True)
class Levels:
    """Multipliers on the conversion cost of the cost method.

    Attributes
    ----------
    maker, supplier : (y,) [1]
    """

    maker: Array
    supplier: Array


def recovery(rate: float, life: float) -> float:
    """Capital recovery factor (S27)."""
    xp = np if isinstance(rate, float) else namespace(rate)
    return plain(capital_recovery(xp.asarray([rate]), xp.asarray([life]))[0])


@dataclass(frozen=True)
class _Plants:
    """How plants are added up.

    Attributes
    ----------
    share : (p, y) [1], of the output.
    there : (p, y) [1], 1 where the plant is open.
    full : (p, y) [1/year], packs in full use.
    packs : (y,) [1/year], made together.
    """

    share: Array
    there: Array
    full: Array
    packs: Array


def _together(at_output: CashPart, at_capacity: CashPart, plants: _Plants) -> OwnPart:
    """Plants added up: what varies by share of output, what is fixed by plant."""
    xp = namespace(at_output.materials)
    share, there = plants.share, plants.there
    in_full_use = at_capacity.labor + at_capacity.fixed / plants.full
    return OwnPart(
        materials=xp.sum(share * at_output.materials, axis=0),
        labor=xp.sum(share * at_output.labor, axis=0),
        fixed=xp.sum(there * at_capacity.fixed, axis=0),
        capital=xp.sum(there * at_capacity.capital, axis=0),
        packs=plants.packs,
        conversion=xp.sum(share * in_full_use, axis=0),
    )


def own_parts(inputs: DecisionInputs, found: Evaluations) -> tuple[OwnPart, OwnPart, Array]:
    """Cells, the rest, and the warranty per pack of the maker, at the real output."""
    xp = inputs.library
    share = xp.asarray([plant.share for plant in inputs.plants])
    works = xp.asarray(found.at_output) >= 0
    share = xp.where(works, share, 0.0)
    plants = _Plants(
        share=share / xp.sum(share, axis=0),
        there=xp.where(xp.asarray(found.at_capacity) >= 0, 1.0, 0.0),
        full=found.volumes[found.at_capacity],
        packs=xp.asarray(inputs.output_energy) / pack_energy(inputs),
    )
    varies, stays = found.take(found.at_output), found.take(found.at_capacity)
    cell = _together(varies.cell, stays.cell, plants)
    rest = _together(varies.rest, stays.rest, plants)
    return cell, rest, xp.sum(plants.share * varies.warranty, axis=0)


def plan_parts(found: Evaluations) -> tuple[OwnPart, OwnPart, Array]:
    """The same with every plant in full use, as planned."""
    xp = namespace(found.volumes)
    there = xp.where(xp.asarray(found.at_capacity) >= 0, 1.0, 0.0)
    full = found.volumes[found.at_capacity]
    packs = xp.sum(there * full, axis=0)
    plants = _Plants(share=there * full / packs, there=there, full=full, packs=packs)
    stays = found.take(found.at_capacity)
    cell = _together(stays.cell, stays.cell, plants)
    rest = _together(stays.rest, stays.rest, plants)
    return cell, rest, xp.sum(plants.share * stays.warranty, axis=0)


def pack_energy(inputs: DecisionInputs) -> Array:
    """Energy of the pack made, by year."""
    xp = inputs.library
    return xp.asarray([inputs.packs[name].energy for name in inputs.pack_of_year])


def supplier_cost(inputs: DecisionInputs, found: Evaluations, levels: Levels) -> tuple[Array, Array]:
    """Cash and full cost of the supplier's cells, USD/kWh, at its own scale and experience (S30)."""
    varies = found.take(found.supplier_at_output).cell
    stays = found.take(found.supplier_at_capacity).cell
    part = OwnPart(
        materials=varies.materials,
        labor=varies.labor,
        fixed=stays.fixed,
        capital=stays.capital,
        packs=found.volumes[found.supplier_at_output],
        conversion=stays.labor + stays.fixed / found.volumes[found.supplier_at_capacity],
    )
    energy = pack_energy(inputs)
    factor = recovery(inputs.supplier.discount_rate, inputs.supplier.plant_life)
    full = part.full(levels.supplier, factor)
    return part.cash(levels.supplier) / energy, full / energy


@dataclass(frozen=True)
class Bought:
    """Price of bought cells by year, USD/kWh but for the first two.

    Attributes
    ----------
    industry_use, margin : (y,) [1]
    cash_cost, full_cost : (y,) of the supplier.
    modelled, quoted, used : (y,) price at the supplier's door; the last is the pool of both.
    landed : (y,) price used, at the buyer's door.
    """

    industry_use: Array
    margin: Array
    cash_cost: Array
    full_cost: Array
    modelled: Array
    quoted: Array
    used: Array
    landed: Array


def bought_price(inputs: DecisionInputs, found: Evaluations, levels: Levels) -> Bought:
    """Supplier price from cost and tightness, pooled with the quoted one, at the door (S29, S31, S79, S5)."""
    xp, supplier = inputs.library, inputs.supplier
    use = industry_utilization(
        xp.asarray(inputs.industry_energy),
        xp.asarray(inputs.industry_capacity),
        xp.asarray(inputs.industry_announced),
        xp.asarray([inputs.industry_realised]),
    )
    margin = tightness_margin(use, *(xp.asarray([part]) for part in supplier.margin))
    cash, full = supplier_cost(inputs, found, levels)
    modelled = market_price(cash, full, margin)
    quoted = xp.asarray(supplier.quoted)
    heard = ~xp.isnan(quoted)
    weight = xp.where(heard, supplier.quote_weight, 0.0)
    used = pooled_mean(modelled, xp.where(heard, quoted, 0.0)[:, None], weight[:, None])
    return Bought(use, margin, cash, full, modelled, quoted, used, landed(inputs, used))


def landed(inputs: DecisionInputs, price: Array) -> Array:
    """Price at the buyer's door (S29)."""
    xp, supplier = inputs.library, inputs.supplier
    terms = (supplier.duty, supplier.freight, inputs.maker.discount_rate, supplier.transit)
    return landed_price(price, *(xp.asarray([term]) for term in terms))


def landed_share(inputs: DecisionInputs) -> float:
    """Landed price per unit of supplier's price, freight aside (S29)."""
    xp = inputs.library
    terms = (inputs.supplier.duty, inputs.maker.discount_rate, inputs.supplier.transit)
    return plain(landed_factor(*(xp.asarray([term]) for term in terms))[0])


def at_the_supplier(inputs: DecisionInputs, at_the_door: Array) -> Array:
    """Supplier's price that lands at a cost (S29 turned round)."""
    return (at_the_door - inputs.supplier.freight) / landed_share(inputs)
