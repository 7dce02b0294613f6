"""The exact derivatives of the worth of a case's first decision to the numbers of the case."""

import re
from collections.abc import Mapping
from typing import Any

from cellworth.app.case_numbers import number_unit, numbers_by_place
from cellworth.app.explain_gradient import Gradient, Slope, needs_jax
from cellworth.core.errors import InputError, Problem
from cellworth.core.types import Array
from cellworth.engine.decision_inputs import DecisionInputs
from cellworth.engine.decision_rows import CELL_FORMAT
from cellworth.io.array_tables import array_table
from cellworth.io.case_records import decision_inputs
from cellworth.io.cases import load_case
from cellworth.io.column_sets import unit_of
from cellworth.io.input_columns import read_inputs
from cellworth.io.input_schema import input_definitions, nearest
from cellworth.io.pack_model import pack_model

__all__ = ["FIGURES", "decision_gradient", "is_count", "read_packs"]

FIGURES = (
    "saving_worth",
    "make_cash_to_serve",
    "buy_cash_to_serve",
    "conversion_cash",
    "indifference_supply_price",
    "level_supply_price",
)
"""Figures of the first decision that have derivatives."""

YEAR = re.compile(r"\.\d+$")


def decision_gradient(name: str, case: str) -> list[Gradient]:
    """Derivatives of a figure of the first decision of a case.

    Parameters
    ----------
    name : of the figure.
    case : name or path.

    Raises
    ------
    InputError
        If JAX is absent, the case cannot be used, or the figure has no derivatives.
    """
    if name not in FIGURES:
        why = "derivatives of a case are those of the first decision"
        raise InputError(
            Problem(f"output '{name}'", "none of these", why, nearest(name, FIGURES, what="outputs"))
        )
    needs_jax()
    from cellworth.engine.decision_gradients import case_numbers, decision_gradients

    read = load_case(case)
    inputs = decision_inputs(read)
    found = decision_gradients(inputs, read_packs, pack_model(), [name])
    value, by = found.values[name], found.by[name]
    numbers = case_numbers(inputs)
    groups: dict[str, list[str]] = {}
    for place in numbers:
        if not is_count(place):
            groups.setdefault(_group(place), []).append(place)
    stated = numbers_by_place(read.form)
    slopes = [
        _slope(group, number_unit(group, stated), {place: numbers[place] for place in places}, by, value)
        for group, places in groups.items()
    ]
    moving = [each for each in slopes if each.derivative != 0.0]
    moving.sort(key=lambda each: (-abs(each.elasticity or 0.0), each.name))
    return [Gradient(name, value, unit_of(name), tuple(moving), len(slopes) - len(moving), _held(inputs))]


def read_packs(block: Mapping[str, Any]) -> Mapping[str, Array]:
    """Inputs of the pack model from a block of packs.

    Raises
    ------
    InputError
        If a pack cannot be used, or has cells of a format of its own.
    """
    if CELL_FORMAT in block:
        why = "derivatives are those of pouch cells"
        raise InputError(Problem("cell format", "given for a pack of the case", why, "Leave it out."))
    found = read_inputs(array_table(dict(block), path="the packs of the case"), parity=False)
    if found.problems:
        raise InputError(*dict.fromkeys(found.problems.values()))
    return found.arrays


def is_count(place: str) -> bool:
    """Whether a number of a pack's design is a whole one."""
    head, _, last = place.rpartition(".")
    definition = input_definitions().get(last)
    return head.endswith(".inputs") and definition is not None and definition.kind != "number"


def _group(place: str) -> str:
    """Place of a path whose years move together; the energy of a pack stands once."""
    return YEAR.sub("", place).replace(".inputs.energy", ".energy")


def _slope(
    group: str, unit: str, numbers: Mapping[str, float], by: Mapping[str, float], value: float
) -> Slope:
    derivative = sum(by[place] for place in numbers)
    weighed = sum(by[place] * number for place, number in numbers.items())
    known = set(numbers.values())
    here = known.pop() if len(known) == 1 else None
    return Slope(group, unit, here, derivative, weighed / value if value else None, None)


def _held(inputs: DecisionInputs) -> dict[str, float | str]:
    return {"today": str(inputs.today), "packs": ", ".join(inputs.packs)}
