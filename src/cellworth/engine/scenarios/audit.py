"""Total Sobol' indices of the leading difference over groups of independent inputs (S50, decision 8).

Groups whose quantities are correlated, or that one named scenario changes, are taken together; the yearly
shocks are a group of their own. Prices stay as the run set them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.executors import Answers, Workers, side_by_side
from cellworth.engine.scenarios.case import Strategy, StrategyCase
from cellworth.engine.scenarios.components import Drawn, Menu, components
from cellworth.engine.scenarios.deals import signed_value
from cellworth.engine.scenarios.decision import Decided
from cellworth.engine.scenarios.draws import Draws, draw
from cellworth.engine.scenarios.first_pass import FirstPass, PathMaker
from cellworth.engine.scenarios.information import WEAK, groups_of
from cellworth.engine.scenarios.parts import short_menu
from cellworth.engine.scenarios.setting import Setting
from cellworth.uncertainty.sensitivity import sobol_indices
from cellworth.uncertainty.streams import stream_uniforms

__all__ = ["Indices", "independent_groups", "total_indices"]

POINTS = 1024
SHOCKS = "yearly shocks"
WEAK_GROUP = "inputs of grade D and E"
OTHER = 1
"""Added to the seed for the second, independent set of draws."""


@dataclass(frozen=True)
class Indices:
    """Total indices of the leading difference.

    Attributes
    ----------
    total, error : [1] and its standard error, by heading; headings taken together share one.
    weak : [1], of all inputs of grade D and E as one group.
    """

    total: Mapping[str, float]
    error: Mapping[str, float]
    weak: float


def independent_groups(case: StrategyCase, drawn: Drawn) -> list[tuple[tuple[str, ...], frozenset[str]]]:
    """Headings taken together, with their quantities, so that groups are independent of each other."""
    parts = [({name}, {entry.name for entry in entries}) for name, entries in groups_of(case, drawn).items()]
    links = [{first, second} for first, second, _ in case.correlations]
    links.append({name for entry in case.scenarios if entry.chance > 0.0 for name in entry.factors})
    for link in links:
        touched = [part for part in parts if part[1] & link]
        if len(touched) > 1:
            joined = set.union(*(part[0] for part in touched)), set.union(*(part[1] for part in touched))
            parts = [part for part in parts if part not in touched] + [joined]
    return [(tuple(sorted(names)), frozenset(quantities)) for names, quantities in parts]


def total_indices(
    case: StrategyCase,
    model: Any,
    paths_of: PathMaker,
    passed: FirstPass,
    decided: Decided,
    *,
    seed: int,
    workers: Workers,
    points: int = POINTS,
    kept: Answers | None = None,
) -> Indices:
    """Evaluate the leading difference again with each group of inputs drawn anew in turn.

    Parameters
    ----------
    case : StrategyCase
    model : of the case.
    paths_of : takes values of the quantities as ``drawn``.
    passed, decided : of the run; waiting is left out, its place goes to the next family.
    seed, workers : as in the run.
    points : base points.
    kept : results of a stopped run; those of this one are kept there.
    """
    pair = decided.acting_pair()
    lead = partial(_lead, case, _menu_for(passed.menu, decided, pair), decided, pair)
    base, other = _two_sets(case, model, seed, points)
    numbers = np.arange(points)

    def at(values: Draws, noise: int) -> Array:
        return lead(paths_of(case, model, numbers, noise, drawn=values))

    groups = independent_groups(case, passed.drawn)
    weak = frozenset().union(*(names for _, names in groups if _is_weak(case, names)))
    jobs: dict[str, Callable[[], Array]] = {
        "base": partial(at, base, seed),
        "other": partial(at, other, seed + OTHER),
        SHOCKS: partial(at, base, seed + OTHER),
        WEAK_GROUP: partial(at, _mixed(case, base, other, weak), seed),
    }
    jobs |= {
        f"group {k}": partial(at, _mixed(case, base, other, names), seed)
        for k, (_, names) in enumerate(groups)
    }
    found = side_by_side(jobs, workers, kept)
    columns = [SHOCKS, WEAK_GROUP, *(f"group {k}" for k in range(len(groups)))]
    mixed = np.stack([found[name] for name in columns], axis=-1)
    indices = sobol_indices(found["base"], found["other"], mixed)
    headings: Sequence[tuple[str, ...]] = [(SHOCKS,), (WEAK_GROUP,), *(names for names, _ in groups)]
    total = {name: float(indices.total_index[k]) for k, names in enumerate(headings) for name in names}
    error = {name: float(indices.total_index_error[k]) for k, names in enumerate(headings) for name in names}
    return Indices(total, error, total[WEAK_GROUP])


def _menu_for(menu: Menu, decided: Decided, pair: tuple[Strategy, Strategy]) -> Menu:
    """Only what the difference needs."""
    short = short_menu(menu, decided)
    names = {entry.name for entry in pair} | {menu.keep}
    plain = tuple(entry for entry in menu.plain if entry.name in names)
    sells = any(entry.kind == "sell" for entry in pair)
    if sells:
        return Menu(plain, short.sales, short.operations, None, menu.keep)
    return Menu(plain, (), {}, None, menu.keep)


def _lead(
    case: StrategyCase, menu: Menu, decided: Decided, pair: tuple[Strategy, Strategy], paths: Any
) -> Array:
    drawn = Drawn(components(Setting(case, paths), menu, yearly=False, checked=False))

    def value(strategy: Strategy) -> Array:
        if strategy.kind != "sell":
            return drawn.value(strategy.name)
        assert decided.reference is not None
        return signed_value(case, drawn, decided.reference, drawn.value(menu.keep))

    return value(pair[0]) - value(pair[1])


def _two_sets(case: StrategyCase, model: Any, seed: int, points: int) -> tuple[Draws, Draws]:
    """Two independent sets of draws; the second is shuffled, its points being those of the first, shifted."""
    base = draw(case, model.together, model.dimensions, 0, points, seed)
    other = draw(case, model.together, model.dimensions, 0, points, seed + OTHER)
    order = np.argsort(stream_uniforms(seed, "audit", np.arange(points), 1)[:, 0], kind="stable")
    values = {name: array[order] if array.shape[0] > 1 else array for name, array in other.values.items()}
    return base, Draws(values, np.asarray(other.scenario)[order])


def _mixed(case: StrategyCase, base: Draws, other: Draws, names: frozenset[str]) -> Draws:
    """Base draws with some quantities from the other set, the named scenario with those that it changes."""
    factors = {name for entry in case.scenarios for name in entry.factors}
    values = {name: other.values[name] if name in names else array for name, array in base.values.items()}
    return Draws(values, other.scenario if names & factors else base.scenario)


def _is_weak(case: StrategyCase, names: frozenset[str]) -> bool:
    return any(case.quantities[name].grade in WEAK for name in names)
