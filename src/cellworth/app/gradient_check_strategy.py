"""Exact derivatives of what one strategy is worth above another beside central differences."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from cellworth.app.explain_number_slopes import QUANTITIES, group_of
from cellworth.app.explain_strategy_gradient import DRAWS, compared_case
from cellworth.app.gradient_check import BRANCH, Compared, compare
from cellworth.app.run import SEED
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.strategy_gradients import strategy_gradients

if TYPE_CHECKING:
    from cellworth.engine.strategy_gradients import Compared as Strategies
    from cellworth.engine.strategy_gradients import StrategyGradients

__all__ = ["STEP", "CheckedStrategies", "Input", "check_strategies"]

STEP = 1e-5
"""Relative move of an input between the points of a difference: few draws pass a limit on the way."""


@dataclass(frozen=True)
class Input:
    """A number of a case that is moved.

    Attributes
    ----------
    name : printed. group : heading it belongs to.
    place : name of the quantity, or place of the number. year : position in a path; none for a single number.
    """

    name: str
    group: str
    place: str
    year: int | None = None


@dataclass(frozen=True)
class CheckedStrategies:
    """A case's differences in worth, checked.

    Attributes
    ----------
    case : name.
    pairs : names of the strategies compared, by name of the difference.
    compared : by difference and group of inputs, which stand in place of designs.
    inputs : by group, in that order.
    draws : over which the differences are means.
    exact_seconds, difference_seconds : processor time of all derivatives, and of all differences.
    """

    case: str
    pairs: dict[str, tuple[str, str]]
    compared: tuple[Compared, ...]
    inputs: dict[str, tuple[Input, ...]]
    draws: int
    exact_seconds: float
    difference_seconds: float


def check_strategies(case: StrategyCase, draws: int = DRAWS, seed: int = SEED) -> CheckedStrategies:
    """Compare for every number of a case that is not zero, years of a path one by one.

    Parameters
    ----------
    case : the case.
    draws, seed : over which the differences are means.
    """
    held = compared_case(case, draws, seed)
    inputs: dict[str, tuple[Input, ...]] = {}
    for each in _inputs(held):
        inputs[each.group] = (*inputs.get(each.group, ()), each)
    start = time.process_time()
    found = strategy_gradients(held)
    middle = time.process_time()
    compared = [each for group in inputs for each in _compared(held, found, group, inputs[group])]
    after = time.process_time()
    pairs = {pair: (one.name, other.name) for pair, (one, other) in held.pairs.items()}
    return CheckedStrategies(
        held.case.name, pairs, tuple(compared), inputs, draws, middle - start, after - middle
    )


def _inputs(held: "Strategies") -> Iterator[Input]:
    """Numbers that are not zero."""
    for name, values in held.drawn.values.items():
        if np.any(values != 0.0):
            yield Input(name, QUANTITIES, name)
    years = held.case.years
    for place, number in held.numbers.items():
        if isinstance(number, float):
            if number != 0.0:
                yield Input(place, group_of(place), place)
            continue
        for k in np.flatnonzero(np.asarray(number) != 0.0):
            year = years[k] if len(number) == len(years) else k + 1
            yield Input(f"{place}.{year}", group_of(place), place, int(k))


def _compared(
    held: "Strategies", found: "StrategyGradients", group: str, inputs: tuple[Input, ...]
) -> Iterator[Compared]:
    """Each difference to the inputs of a group, per share of themselves."""
    codes = {code: np.zeros(len(inputs)) for code in BRANCH}
    points = {}
    for steps in (-2, -1, 1, 2):
        rows = [held.differences(_moves(held, each, steps * STEP)) for each in inputs]
        points[steps] = codes | {pair: np.asarray([row[pair] for row in rows]) for pair in held.pairs}
    still = held.differences({})
    for pair in held.pairs:
        exact = np.asarray([_exact(held, found, pair, each) for each in inputs])
        base = codes | {pair: np.full(len(inputs), still[pair])}
        yield compare(pair, group, exact, np.ones(len(inputs)), base, points, step=STEP)


def _moves(held: "Strategies", moved: Input, share: float) -> dict[str, Any]:
    if moved.group == QUANTITIES:
        return {"share": {moved.place: share}}
    number = np.asarray(held.numbers[moved.place]).copy()
    number[() if moved.year is None else moved.year] *= 1.0 + share
    return {"case": {moved.place: number}}


def _exact(held: "Strategies", found: "StrategyGradients", pair: str, moved: Input) -> float:
    """Derivative per share of the number."""
    if moved.group == QUANTITIES:
        return found.by_share[pair][moved.place]
    at = () if moved.year is None else moved.year
    slope, number = found.by_number[pair][moved.place], np.asarray(held.numbers[moved.place])
    return float(np.asarray(slope)[at] * number[at])
