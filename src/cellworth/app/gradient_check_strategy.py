"""Exact derivatives of what one strategy is worth above another beside central differences."""

import time
from dataclasses import dataclass

import numpy as np

from cellworth.app.explain_strategy_gradient import DRAWS, compared_case
from cellworth.app.gradient_check import BRANCH, Compared, compare
from cellworth.app.run import SEED
from cellworth.engine.strategy_gradients import strategy_gradients

__all__ = ["STEP", "CheckedStrategies", "check_strategies"]

STEP = 1e-5
"""Relative move of a quantity between the points of a difference: few draws pass a limit on the way."""


@dataclass(frozen=True)
class CheckedStrategies:
    """A case's differences in worth, checked.

    Attributes
    ----------
    pairs : names of the strategies compared, by name of the difference.
    compared : by difference, the quantities in place of designs.
    names : the quantities, in that order.
    draws : over which the differences are means.
    exact_seconds, difference_seconds : processor time of all derivatives, and of all differences.
    """

    pairs: dict[str, tuple[str, str]]
    compared: tuple[Compared, ...]
    names: tuple[str, ...]
    draws: int
    exact_seconds: float
    difference_seconds: float


def check_strategies(case: str, draws: int = DRAWS, seed: int = SEED) -> CheckedStrategies:
    """Compare for every quantity of a case that is not zero.

    Parameters
    ----------
    case : name or path.
    draws, seed : over which the differences are means.
    """
    held = compared_case(case, draws, seed)
    names = tuple(name for name, values in held.drawn.values.items() if np.any(values != 0.0))
    start = time.process_time()
    found = strategy_gradients(held)
    middle = time.process_time()
    codes = {code: np.zeros(len(names)) for code in BRANCH}
    points = {}
    for steps in (-2, -1, 1, 2):
        rows = [held.differences({"share": {name: steps * STEP}}) for name in names]
        points[steps] = codes | {pair: np.asarray([row[pair] for row in rows]) for pair in held.pairs}
    after = time.process_time()
    here = np.ones(len(names))
    compared = tuple(
        compare(
            pair,
            f"{len(names)} quantities",
            np.asarray([found.by_share[pair][name] for name in names]),
            here,
            codes | {pair: np.full(len(names), found.values[pair])},
            points,
            step=STEP,
        )
        for pair in held.pairs
    )
    pairs = {pair: (one.name, other.name) for pair, (one, other) in held.pairs.items()}
    return CheckedStrategies(pairs, compared, names, draws, middle - start, after - middle)
