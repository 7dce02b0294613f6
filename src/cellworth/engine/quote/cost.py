"""What a supplier's cells cost by line, at its own scale, in the draws of a case (S30)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.annuity import capital_recovery
from cellworth.core.types import Array
from cellworth.engine.decision_costs import OwnPart
from cellworth.engine.decision_rows import held_index
from cellworth.engine.scenarios.case import StrategyCase, SupplierCase
from cellworth.engine.scenarios.cell_plant import CellPlant, Standing, at_capacity, at_output
from cellworth.engine.scenarios.draws import dependence, draw
from cellworth.engine.scenarios.experience import Learning
from cellworth.engine.scenarios.market import Market, market, noise
from cellworth.engine.scenarios.places import in_format, in_place
from cellworth.strategy.make_or_buy import full_cost, unit_cost

__all__ = [
    "LINES",
    "QuoteWorld",
    "ShouldCost",
    "SupplyPlan",
    "full_by_utilization",
    "quote_world",
    "should_cost",
]

OTHER_MATERIALS, ENERGY, LABOR = "other_materials", "energy", "labor"
ABOVE_METHOD, FIXED, CAPITAL = "above_method", "fixed_cash", "capital"
LINES = (OTHER_MATERIALS, ENERGY, LABOR, ABOVE_METHOD, FIXED, CAPITAL)
"""Lines after the materials with a price path; what is above the cost method's level is time and maker."""

NONE = np.zeros(1)


@dataclass(frozen=True)
class QuoteWorld:
    """A block of draws of a case, and the supplier looked at.

    Attributes
    ----------
    case, supplier : of the offer. cells : cell plants by pack, and by pack in a country.
    values : draws by quantity (s,) or (1,). market : years first.
    """

    case: StrategyCase
    supplier: SupplierCase
    cells: Mapping[str, CellPlant]
    values: Mapping[str, Array]
    market: Market
    n_draws: int


@dataclass(frozen=True)
class SupplyPlan:
    """What the supplier makes for the buyer, and where.

    Attributes
    ----------
    pack, place : whose cells, and the country of its plant; empty for that of the cost method.
    years : positions on the axis of the case, one after another.
    energy : (y,) [kWh/year] for the buyer.
    output : [kWh/year] of the plant for all its customers, the buyer within; NaN for all that it makes.
    utilization : [1] of its plant; NaN for that of the case.
    """

    pack: str
    place: str
    years: tuple[int, ...]
    energy: Array
    output: float = float("nan")
    utilization: float = float("nan")


@dataclass(frozen=True)
class ShouldCost:
    """Cost by line; arrays (y, s) [USD/kWh] at the supplier's door.

    Attributes
    ----------
    lines : materials by price path, then `LINES`; they add up to the full cost.
    cash_cost, full_cost : S21, S30.
    metals : money in each metal that an index follows.
    output : (y, s) [kWh/year]; utilization : (y, s) [1] of its plant.
    """

    lines: dict[str, Array]
    cash_cost: Array
    full_cost: Array
    metals: dict[str, Array]
    output: Array
    utilization: Array


@dataclass(frozen=True)
class _Year:
    """One year at the supplier: cell plant, what it makes, its level, prices, and money per dollar."""

    cell: CellPlant
    made: Array
    use: Array
    good: Array
    good_as_built: Array
    level: Array
    prices: dict[str, Array]
    exchange: Array


def quote_world(
    case: StrategyCase,
    cells: Mapping[str, CellPlant],
    supplier: SupplierCase,
    dimensions: Mapping[str, int],
    n_draws: int,
    seed: int,
) -> QuoteWorld:
    """Draws of a case and the world they make (S7, S8, S17, S18)."""
    drawn = draw(case, dependence(case), dimensions, 0, n_draws, seed)
    stream = noise(seed, np.arange(n_draws), len(case.years))
    return QuoteWorld(case, supplier, cells, drawn.values, market(case, drawn.values, stream), n_draws)


def should_cost(world: QuoteWorld, plan: SupplyPlan) -> ShouldCost:
    """Cost of the supplier's cells by line and year (S21, S30), and the metals in it (S34)."""
    rows = []
    for year, state in zip(plan.years, _states(world, plan), strict=True):
        part, lines = _part(world, state)
        rows.append((_metals(world, state, lines, year), part, lines, state))
    recovery = _recovery(world)

    def stacked(entries: list[Array]) -> Array:
        return np.stack([np.broadcast_to(entry, (world.n_draws,)) for entry in entries])

    energy = rows[0][3].cell.energy
    cash = [unit_cost(p.variable(s.level), p.fixed, p.packs) / energy for _, p, _, s in rows]
    full = [
        full_cost(p.variable(s.level), p.fixed, p.capital, recovery, p.packs) / energy for _, p, _, s in rows
    ]
    return ShouldCost(
        lines={name: stacked([lines[name] for _, _, lines, _ in rows]) for name in rows[0][2]},
        cash_cost=stacked(cash),
        full_cost=stacked(full),
        metals={name: stacked([metals[name] for metals, *_ in rows]) for name in rows[0][0]},
        output=stacked([state.made for *_, state in rows]),
        utilization=stacked([state.use for *_, state in rows]),
    )


def full_by_utilization(world: QuoteWorld, plan: SupplyPlan, grid: Array) -> Array:
    """Full cost (g, y, s) [USD/kWh] of the same output from a plant used as each entry of a grid (g,) says.

    References
    ----------
    S30.
    """
    found = []
    for state in _states(world, plan):
        varying = at_output(state.cell, _packs(state), _row(world, state.good), state.prices)
        size = _packs(state) / grid[:, None]
        good = np.broadcast_to(state.good_as_built, size.shape)
        standing = at_capacity(state.cell, size, good, state.prices)
        part = _own_part(world, state, varying.materials, varying.labor, standing, size)
        full = full_cost(part.variable(state.level), part.fixed, part.capital, _recovery(world), part.packs)
        found.append(full / state.cell.energy)
    return np.stack(found, axis=1)


def _recovery(world: QuoteWorld) -> Array:
    money = world.supplier.discount_rate, world.supplier.plant_life
    return np.asarray(capital_recovery(*(world.values[name] for name in money)))


def _row(world: QuoteWorld, value: Array) -> Array:
    return np.broadcast_to(value, (1, world.n_draws))


def _packs(state: _Year) -> Array:
    """Packs a year (1, s)."""
    return (state.made / state.cell.energy)[None, :]


def _states(world: QuoteWorld, plan: SupplyPlan) -> list[_Year]:
    """The supplier in each year of the offer, its experience grown by all it has made (S14 to S16, S79)."""
    each, values = world.supplier, world.values
    learning = Learning(world.case, values, world.market.industry_energy)
    experience = np.broadcast_to(values[each.experience_start], (world.n_draws,))
    bought = dict(zip(plan.years, plan.energy, strict=True))
    use = values[each.utilization] if np.isnan(plan.utilization) else np.asarray([plan.utilization])
    found = []
    for year in range(plan.years[-1] + 1):
        others = each.energy[year] * values[each.volume_factor]
        made = np.broadcast_to(others + bought.get(year, 0.0), (world.n_draws,))
        experience = experience + made
        if year in bought and not np.isnan(plan.output):
            made = np.full(world.n_draws, max(plan.output, bought[year]))
        if year not in bought:
            continue
        left = learning.left(year, experience, learning.own_start)
        reject = as_built = learning.reject(left)
        if each.ramp is not None:
            reject, as_built = np.asarray([each.ramp.scrap[year]]), np.asarray([each.ramp.lasting_scrap])
        found.append(
            _Year(
                cell=world.cells[in_place(in_format(plan.pack, each.cell_format), plan.place)],
                made=made,
                use=use,
                good=1.0 - reject,
                good_as_built=1.0 - as_built,
                level=learning.conversion_level(left) * values[each.cost_factor],
                prices={name: rows[year] for name, rows in world.market.prices.items()},
                exchange=world.market.exchange[each.currency][year],
            )
        )
    return found


def _part(world: QuoteWorld, state: _Year) -> tuple[OwnPart, dict[str, Array]]:
    """Cash of the plant in a year, and its lines [USD/kWh]."""
    packs, good = _packs(state), _row(world, state.good)
    varying = at_output(state.cell, packs, good, state.prices)
    size = packs / state.use
    standing = at_capacity(state.cell, size, _row(world, state.good_as_built), state.prices)
    part = _own_part(world, state, varying.materials, varying.labor, standing, size)
    lines: dict[str, Array] = {}
    for path in dict.fromkeys(state.cell.price_paths.values()):
        free = {**state.prices, path: state.prices[path] * 0.0}
        lines[path] = varying.materials - at_output(state.cell, packs, good, free).materials
    follows = state.cell.energy_following
    stands = state.cell.energy_standing * size / packs * _capital_level(world, state)
    lines[OTHER_MATERIALS] = varying.materials - sum(lines.values()) - follows
    lines[ENERGY] = follows + stands
    lines[LABOR] = part.labor
    lines[ABOVE_METHOD] = (state.level - 1.0) * part.conversion
    lines[FIXED] = part.fixed / packs - stands
    lines[CAPITAL] = part.capital * _recovery(world) / packs
    shape = (world.n_draws,)
    scaled = {name: np.broadcast_to(line, (1, *shape))[0] / state.cell.energy for name, line in lines.items()}
    return _flat(part), scaled


def _capital_level(world: QuoteWorld, state: _Year) -> Array:
    """Money of the supplier's capital over the method's: level of the time, exchange rate."""
    return world.values[world.case.learning["capital_level"]] * state.exchange


def _own_part(
    world: QuoteWorld, state: _Year, materials: Array, labor: Array, standing: Standing, size: Array
) -> OwnPart:
    """Materials in dollars, all else in the supplier's own money, as in the paths of a run."""
    level = _capital_level(world, state)
    fixed = standing.fixed * level
    return OwnPart(
        materials=materials,
        labor=labor * state.exchange,
        fixed=fixed,
        capital=standing.capital * level,
        packs=_packs(state),
        conversion=standing.labor * state.exchange + fixed / size,
    )


def _flat(part: OwnPart) -> OwnPart:
    names = ("materials", "labor", "fixed", "capital", "packs", "conversion")
    return OwnPart(**{name: np.asarray(getattr(part, name))[0] for name in names})


def _metals(world: QuoteWorld, state: _Year, lines: Mapping[str, Array], year: int) -> dict[str, Array]:
    """Money in each metal: the part of each price path that goes with its index (S34)."""
    found = {name: np.zeros(world.n_draws) for name in world.case.indices}
    for path in dict.fromkeys(state.cell.price_paths.values()):
        given = world.case.prices[path]
        start = np.asarray([given.year])
        fallen = (1.0 - given.productivity) ** float(world.case.years[year] - given.year)
        for metal, share in given.metals.items():
            ratio = world.market.index[metal][year] / held_index(world.case.indices[metal], start)
            found[metal] = (
                found[metal] + lines[path] * given.start * share * ratio * fallen / state.prices[path]
            )
    return found
