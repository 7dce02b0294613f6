"""The world around the plants, year by year: volumes, indices, exchange rates, materials, the industry.

Arrays have years on the first axis and scenarios on the second (or one column where all scenarios share
them), so that a year is one piece of memory.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.special import normal_quantile
from cellworth.core.types import Array
from cellworth.engine.decision_rows import held_index
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.columns import numbers, of_years
from cellworth.engine.scenarios.structure import Programme
from cellworth.market.demand import common_shock, jump_factor, next_shock, shock_factor, shock_variance
from cellworth.market.indices import exchange_change, pulled_mean, pulled_variance
from cellworth.market.prices import answered_capacity, indexed_price, industry_utilization
from cellworth.uncertainty.streams import stream_uniforms

__all__ = ["Market", "Noise", "calm", "lead_packs", "market", "noise", "planned_energy"]

Values = Mapping[str, Array]
"""Draws by quantity, (s,) or (1,)."""

Noise = Callable[[str], Array]
"""Uniform numbers (y, s) of a stream by its name."""

MARKET_STREAM = "market"


@dataclass(frozen=True)
class Market:
    """The world in a block of scenarios; arrays (y, s) or (y, 1).

    Attributes
    ----------
    volume : [1] factor on the plan before the scale circle, by programme.
    index, exchange : price of each index; USD per unit of each currency, start = 1.
    prices : material prices by path.
    industry_energy : [kWh/year]
    utilization : [1] of the industry.
    """

    volume: dict[str, Array]
    index: dict[str, Array]
    exchange: dict[str, Array]
    prices: dict[str, Array]
    industry_energy: Array
    utilization: Array


def noise(seed: int, scenario: Array, years: int) -> Noise:
    """Yearly uniform numbers by stream name; the same in any block."""

    def stream(name: str) -> Array:
        return np.ascontiguousarray(stream_uniforms(seed, name, scenario, years).T)

    return stream


def calm(years: int) -> Noise:
    """Every stream at its median: no shock."""
    return lambda _: np.full((years, 1), 0.5)


def market(case: StrategyCase, values: Values, stream: Noise, *, shocked: bool = True) -> Market:
    """The world from draws and yearly noise.

    Parameters
    ----------
    case : StrategyCase
    values : draws by quantity.
    stream : yearly uniform numbers by name.
    shocked : whether programme volumes have shocks and jumps.
    """
    index = _indices(case, values, stream)
    growth = values[case.industry["growth_factor"]]
    energy = of_years(case.industry_energy) * growth
    return Market(
        volume=_volumes(case, values, stream, shocked),
        index=index,
        exchange=_exchange(case, values, stream),
        prices=_materials(case, index),
        industry_energy=energy,
        utilization=_utilization(case, values, energy, growth),
    )


def planned_energy(case: StrategyCase) -> tuple[Array, Array]:
    """Energy per pack by programme (p, y), and of the mean pack as planned (1, y) (S12)."""
    energy = numbers([[case.packs[name].energy for name in each.pack] for each in case.programmes])
    plan = numbers([each.packs for each in case.programmes])
    xp = namespace(energy, plan)
    total = xp.sum(plan, axis=0)
    mean = xp.sum(plan * energy, axis=0) / xp.where(total > 0.0, total, 1.0)
    return energy, xp.where(total > 0.0, mean, energy[0, :])[None, :]


def lead_packs(case: StrategyCase) -> tuple[str, ...]:
    """Pack whose cells stand for all, per year: the one with most energy in the plan."""
    leads = []
    for y in range(len(case.years)):
        total: dict[str, float] = {}
        for each in case.programmes:
            name = each.pack[y]
            total[name] = total.get(name, 0.0) + each.packs[y] * case.packs[name].energy
        leads.append(max(total, key=lambda name: total[name]))
    return tuple(leads)


def _volumes(case: StrategyCase, values: Values, stream: Noise, shocked: bool) -> dict[str, Array]:
    """Factor on the plan: lasting factor, shocks around it, jumps (S11)."""
    years = len(case.years)
    found = {}
    common = normal_quantile(stream(MARKET_STREAM)) if shocked else None
    for each in case.programmes:
        lasting = values[each.volume_factor]
        if common is None:
            found[each.name] = namespace(lasting).broadcast_to(lasting, (years, lasting.shape[0]))
            continue
        own = normal_quantile(stream(f"programme.{each.name}"))
        jumps = stream(f"programme.{each.name}.jump")
        score = common_shock(common, own, values[each.market_weight])
        found[each.name] = lasting * _shocks(each, values, score, jumps)
    return found


def _shocks(each: Programme, values: Values, score: Array, jumps: Array) -> Array:
    persistence, sd = values[each.shock_persistence], values[each.shock_sd]
    rate, loss = values[each.jump_rate], values[each.jump_loss]
    shock, variance = np.zeros(1), np.zeros(1)
    rows = []
    for row, jump in zip(score, jumps, strict=True):
        shock = next_shock(shock, persistence, sd, row)
        variance = shock_variance(variance, persistence, sd)
        rows.append(shock_factor(shock, variance) * jump_factor(jump, rate, loss))
    return namespace(*rows).stack(rows)


def _indices(case: StrategyCase, values: Values, stream: Noise) -> dict[str, Array]:
    """Price of each index by year: pulled to its level (S17), or held at the last one known."""
    years = np.asarray(case.years)
    found = {}
    for name, by_year in case.indices.items():
        if name not in case.index_paths:
            found[name] = held_index(by_year, years)[:, None]
            continue
        speed, level, volatility = (values[key] for key in case.index_paths[name])
        xp = namespace(speed, level, volatility)
        known = max(by_year)
        score = normal_quantile(stream(f"index.{name}"))
        log_price, log_level = xp.log(numbers([by_year[known]])), xp.log(level)
        rows = []
        for row, year in zip(score, case.years, strict=True):
            step = np.asarray([float(max(year - known, 0))])
            spread = xp.sqrt(pulled_variance(speed, volatility, step))
            log_price = pulled_mean(log_price, log_level, speed, step) + spread * row
            known = year
            rows.append(xp.exp(log_price))
        found[name] = xp.stack(rows)
    return found


def _exchange(case: StrategyCase, values: Values, stream: Noise) -> dict[str, Array]:
    """Dollars per unit of each currency, one at the start (S18)."""
    found: dict[str, Array] = {"USD": np.ones((len(case.years), 1))}
    for name, volatility in case.currencies.items():
        change = exchange_change(values[volatility], normal_quantile(stream(f"exchange.{name}")))
        found[name] = namespace(change).cumulative_prod(change, axis=0)
    return found


def _materials(case: StrategyCase, index: Mapping[str, Array]) -> dict[str, Array]:
    """Price of each bought material by year (S34)."""
    years = np.asarray(case.years)
    found = {}
    for name, path in case.prices.items():
        start = np.asarray([path.year])
        ratios = {metal: index[metal] / held_index(case.indices[metal], start) for metal in path.metals}
        weights = {metal: numbers([share]) for metal, share in path.metals.items()}
        since = (years - path.year).astype(float)[:, None]
        found[name] = indexed_price(
            numbers([path.start]), weights, ratios, numbers([path.productivity]), since
        )
    return found


def _utilization(case: StrategyCase, values: Values, energy: Array, growth: Array) -> Array:
    """Use of the industry's capacity: announced plants come late and not all, others answer (S79)."""
    slip = values[case.industry["slip"]]
    known = numbers([0.0, *case.industry_announced])
    place = np.arange(1.0, len(known))
    xp = namespace(slip)
    arrived = xp.stack([xp.interp(year - slip, np.arange(len(known)), known) for year in place])
    answer, years = case.industry_answer
    reached = xp.minimum((place - 1.0) / max(years, 1e-9), 1.0) if answer else np.zeros(len(place))
    operating = answered_capacity(
        of_years(case.industry_capacity), growth[None, :], numbers([[answer]]), reached[:, None]
    )
    return industry_utilization(energy, operating, arrived, values[case.industry["realised"]])
