"""Exact derivatives of the worth of the first decision to the numbers of the case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.backends import gradients, on_jax, to_numpy
from cellworth.engine.decision_headline import worth_figures
from cellworth.engine.decision_inputs import DecisionInputs
from cellworth.engine.decision_weighed import weighed
from cellworth.engine.pack_gradients import named_outputs
from cellworth.engine.pack_model import PackModel
from cellworth.engine.placed_numbers import numbers_of, with_numbers

__all__ = [
    "DecisionGradients",
    "case_numbers",
    "coded_packs",
    "decision_gradients",
    "worth_at",
]

Read: TypeAlias = Callable[[Mapping[str, Any]], Mapping[str, Array]]

CASH_LINES = ("cash_materials", "cash_labor", "fixed_cash", "capital")
CASH = (
    "cells_per_pack",
    *(f"{line}.{level}" for line in CASH_LINES for level in ("cell", "pack")),
    "cash_warranty.pack",
    "excluded_depreciation.pack",
    "excluded_profit.pack",
)
"""Outputs of a pack that the decision computes with."""

ASIDE = ("later", "numbers", "sweep_volumes", "agrees_within")
"""Parts of the inputs that no worth follows from."""


@dataclass(frozen=True)
class DecisionGradients:
    """Figures of the decision and their derivatives.

    Attributes
    ----------
    values : by figure.
    by : for each figure the derivative by place of the number, kWh, year and USD.
    """

    values: dict[str, float]
    by: dict[str, dict[str, float]]


def case_numbers(inputs: DecisionInputs) -> dict[str, float]:
    """Every finite real number of the inputs by its place, years of a path by their position."""
    return {place: value for place, value in numbers_of(inputs, ASIDE).items() if isinstance(value, float)}


def coded_packs(inputs: DecisionInputs, read: Read, model: PackModel) -> dict[str, Array]:
    """Inputs of all packs the decision evaluates, texts as codes, open ones filled.

    Parameters
    ----------
    inputs : DecisionInputs
    read : inputs of the pack model from a block of the case's packs.
    model : tables and parameters.
    """
    coded: dict[str, Array] = {}

    def keep(block: Mapping[str, Any]) -> dict[str, Array]:
        coded.update(read(block))
        return named_outputs(coded, model, CASH)

    weighed(inputs, keep)
    return coded


def worth_at(
    inputs: DecisionInputs,
    values: Mapping[str, Array],
    coded: Mapping[str, Array],
    model: PackModel,
    also: Sequence[str] = (),
) -> dict[str, Array]:
    """Figures of the decision with other numbers, on the array library of these.

    Parameters
    ----------
    inputs : DecisionInputs
    values : numbers by place.
    coded : as `coded_packs` gives them.
    model : tables and parameters.
    also : outputs of the packs to add.
    """
    moved, found = with_numbers(inputs, values), {}
    free = [name for name, array in coded.items() if array.dtype == float]

    def evaluate(block: Mapping[str, Any]) -> dict[str, Array]:
        given = dict(coded)
        for name in free:
            if name in block:
                xp = namespace(block[name])
                given[name] = xp.where(xp.isnan(block[name]), coded[name], block[name])
        found.update(named_outputs(given, model, [*CASH, *also]))
        return found

    return {**worth_figures(moved, weighed(moved, evaluate)), **{name: found[name] for name in also}}


def decision_gradients(
    inputs: DecisionInputs, read: Read, model: PackModel, figures: Sequence[str]
) -> DecisionGradients:
    """Derivatives through packs, plants, learning, level of the time and supplier's price.

    Parameters
    ----------
    inputs : DecisionInputs
    read : inputs of the pack model from a block of the case's packs, texts as codes, open ones filled.
    model : tables and parameters.
    figures : names of `cellworth.engine.decision_headline.worth_figures`.

    Notes
    -----
    Years, plants, couples, counts, whole layers and branches are held.
    """
    coded, tables = on_jax(coded_packs(inputs, read, model)), on_jax(model)

    def function(values: Any, _constants: Any) -> dict[str, Array]:
        found = worth_at(inputs, values, coded, tables)
        return {name: found[name] for name in figures}

    numbers = {place: np.asarray(value) for place, value in case_numbers(inputs).items()}
    values, by = gradients(function, on_jax(numbers), {})
    return DecisionGradients(
        values={name: float(value[0]) for name, value in to_numpy(values).items()},
        by={name: {place: float(slope) for place, slope in each.items()} for name, each in by.items()},
    )
