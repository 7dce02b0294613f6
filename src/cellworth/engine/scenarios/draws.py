"""Draws of every quantity of a case, by scenario number: the same in any block and order."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.scenarios.case import NamedScenario, Quantity, StrategyCase
from cellworth.uncertainty.correlation import correlated_uniforms, nearest_correlation, pearson_of_spearman
from cellworth.uncertainty.distributions import (
    chosen,
    lognormal_value,
    normal_value,
    pert_value,
    triangular_value,
    uniform_value,
)
from cellworth.uncertainty.draws import quasi_uniforms
from cellworth.uncertainty.mixture import mixture_value
from cellworth.uncertainty.padded import padded_uniforms

__all__ = [
    "SCENARIO",
    "Dependence",
    "Draws",
    "central_values",
    "dependence",
    "draw",
    "quantile",
    "uncertain_names",
    "uniforms",
]

SCENARIO = "named_scenario"
"""Stream that chooses the named scenario."""

VALUES: dict[str, Callable[..., Array]] = {
    "normal": normal_value,
    "lognormal": lognormal_value,
    "triangular": triangular_value,
    "pert": pert_value,
    "uniform": uniform_value,
    "pool": mixture_value,
}
"""Inverse distribution function by kind."""


@dataclass(frozen=True)
class Dependence:
    """How quantities hang together (S7).

    Attributes
    ----------
    names : correlated quantities, in the order in which the case first names them.
    correlation : (k, k) of their normal scores, repaired.
    largest_change : largest change the repair made to an entry; zero if it was good.
    """

    names: tuple[str, ...]
    correlation: Array
    largest_change: float


@dataclass(frozen=True)
class Draws:
    """Draws of a block of scenarios.

    Attributes
    ----------
    values : (s,), or (1,) where certain and in all named scenarios the same, by quantity.
    scenario : (s,) position of the named scenario.
    """

    values: dict[str, Array]
    scenario: Array


def uncertain_names(case: StrategyCase) -> tuple[str, ...]:
    """Names of all quantities that are drawn."""
    return tuple(name for name, quantity in case.quantities.items() if quantity.kind != "fixed")


def dependence(case: StrategyCase) -> Dependence:
    """Wanted rank correlations as a matrix that can be drawn from; pairs with a certain one are left out.

    References
    ----------
    S7.
    """
    uncertain = set(uncertain_names(case))
    pairs = [(a, b, rank) for a, b, rank in case.correlations if {a, b} <= uncertain]
    names = tuple(dict.fromkeys(name for a, b, _ in pairs for name in (a, b)))
    wanted = np.eye(len(names))
    for first, second, rank in pairs:
        i, j = names.index(first), names.index(second)
        wanted[i, j] = wanted[j, i] = rank
    if not names:
        return Dependence((), wanted, 0.0)
    off = 1.0 - np.eye(len(names))
    repair = nearest_correlation(pearson_of_spearman(wanted) * off + np.eye(len(names)))
    return Dependence(names, repair.correlation, float(repair.largest_change))


def uniforms(
    seed: int, names: tuple[str, ...], dimensions: Mapping[str, int], first: int, count: int
) -> dict[str, Array]:
    """Independent uniform numbers of some quantities, for a block of scenarios.

    Parameters
    ----------
    seed : zero is a seed like any other.
    names : quantities.
    dimensions : dimension of the Sobol' points by name; a name without one gets points of its own, evenly
        spread by themselves, so that a new name moves no other.
    first, count : scenarios.
    """
    listed = [name for name in names if name in dimensions]
    found: dict[str, Array] = {}
    if listed:
        points = quasi_uniforms(seed, listed, dimensions, first, count)
        found = {name: np.ascontiguousarray(points[:, k]) for k, name in enumerate(listed)}
    number = np.arange(first, first + count)
    return {name: found[name] if name in found else padded_uniforms(seed, name, number) for name in names}


def draw(
    case: StrategyCase,
    together: Dependence,
    dimensions: Mapping[str, int],
    first: int,
    count: int,
    seed: int,
    held: str = "",
) -> Draws:
    """Values of all quantities for a block of scenarios (S5, S7, S8).

    A named scenario is drawn first; its factors act on the draws. Limits hold before and after.

    Parameters
    ----------
    case : StrategyCase
    together : how quantities hang together, of this case.
    dimensions : dimension of the Sobol' points by name.
    first, count : scenarios.
    seed : int
    held : named scenario that holds in all draws, for a stress; empty to draw it.
    """
    names = uncertain_names(case)
    uniform = uniforms(seed, (SCENARIO, *names), dimensions, first, count)
    chances = tuple(_chance(entry, held) for entry in case.scenarios)
    scenario = chosen(uniform[SCENARIO], chances)
    if together.names:
        columns = np.stack([uniform[name] for name in together.names], axis=-1)
        joined = correlated_uniforms(columns, together.correlation)
        uniform |= {name: np.ascontiguousarray(joined[:, k]) for k, name in enumerate(together.names)}
    values = {}
    possible = [chance > 0.0 for chance in chances]
    for name, quantity in case.quantities.items():
        value = quantile(quantity, uniform.get(name))
        factors = np.asarray([entry.factors.get(name, 1.0) for entry in case.scenarios])
        if np.any(factors[possible] != 1.0):
            value = _within(quantity, value * factors[scenario])
        values[name] = value
    return Draws(values, np.asarray(scenario))


def _chance(entry: NamedScenario, held: str) -> float:
    return entry.chance if not held else float(entry.name == held)


def central_values(case: StrategyCase) -> dict[str, Array]:
    """Every quantity at its median, as the plan has it; no named scenario."""
    half = np.asarray([0.5])
    return {name: quantile(quantity, half) for name, quantity in case.quantities.items()}


def quantile(quantity: Quantity, uniform: Array | None) -> Array:
    """Value of a quantity, within its limits, at a chance of lying below (s,); no chance for a fixed one."""
    if quantity.kind == "fixed":
        return np.asarray([quantity.numbers[0]], dtype=float)
    if quantity.kind == "pool" and quantity.lower >= 0.0 and np.isinf(quantity.upper):
        return _within(quantity, _pool_above_zero(uniform, *quantity.numbers))
    return _within(quantity, VALUES[quantity.kind](uniform, *quantity.numbers))


def _pool_above_zero(uniform: Array | None, weight: float, *moments: float) -> Array:
    """Pool of a number that cannot be negative: lognormal parts of the same means and spreads (S5, S8)."""
    means, spreads = moments[0::2], moments[1::2]
    if min(means) <= 0.0:
        return mixture_value(uniform, weight, *moments)
    wide = [math.sqrt(math.log1p((spread / mean) ** 2)) for mean, spread in zip(means, spreads, strict=True)]
    parts = [(math.log(mean) - 0.5 * sd**2, sd) for mean, sd in zip(means, wide, strict=True)]
    return np.exp(mixture_value(uniform, weight, *parts[0], *parts[1]))


def _within(quantity: Quantity, value: Array) -> Array:
    return np.minimum(np.maximum(value, quantity.lower), quantity.upper)
