"""The exact derivative of a number of a pack to every continuous input and parameter."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from cellworth.app.explain_pack import PackFacts, refuse_result_of_case
from cellworth.app.explain_tree import Leaf
from cellworth.core.errors import InputError, Problem
from cellworth.core.record import named_arrays
from cellworth.core.types import Array
from cellworth.engine.pack_model import NOT_FREE
from cellworth.io.column_sets import unit_of
from cellworth.io.input_schema import input_definitions, nearest
from cellworth.io.parameter_origins import same_cell

if TYPE_CHECKING:
    from cellworth.engine.pack_gradients import PackGradients

__all__ = ["Gradient", "Slope", "explain_gradient", "gradient_json", "needs_jax"]

HELD = ("bicell_layers", "limited_by", "feedthrough_width", "cells_per_pack", "modules_per_pack")
"""Whole numbers and branches of a design that a derivative holds."""


@dataclass(frozen=True)
class Slope:
    """What one input does to the number, in the small.

    Attributes
    ----------
    name, unit : of the input.
    value : of the input; None for several numbers that move together, as the points of a curve.
    derivative : of the number, in its unit per the input's.
    elasticity : relative change of the number per relative change of the input; None for a number of zero.
    leaf : where the input comes from; None where no table is named for it.
    per_percent : change of the number where all draws of the input grow by one percent; None without draws.
    spread : standard deviation of the draws, in the input's unit.
    per_spread : change of the number where all draws are larger by that.
    group : heading under which the input is listed; empty where there is one list.
    by_year : derivative to each year of a path by itself; empty for a single number.
    """

    name: str
    unit: str
    value: float | None
    derivative: float
    elasticity: float | None
    leaf: Leaf | None
    per_percent: float | None = None
    spread: float | None = None
    per_spread: float | None = None
    group: str = ""
    by_year: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Gradient:
    """A number and its derivatives.

    Attributes
    ----------
    name, value, unit : of the number.
    slopes : of every input that moves it, the largest elasticity first; of draws, the largest effect.
    unmoved : how many continuous inputs and parameters do not move it.
    held : choices, counts and branches that the derivatives hold, by name.
    words : what the number is, where its name does not say.
    """

    name: str
    value: float
    unit: str
    slopes: tuple[Slope, ...]
    unmoved: int
    held: dict[str, float | str]
    words: str = ""


def needs_jax() -> None:
    """Refuse where derivatives cannot be taken.

    Raises
    ------
    InputError
        If JAX is not there.
    """
    try:
        import cellworth.engine.backends  # noqa: F401
    except ImportError as error:
        if error.name not in ("jax", "jaxlib"):
            raise
        why = "derivatives need the package jax, which is not installed"
        offer = "In the folder of the Makefile: .venv/bin/pip install -e '.[jax]'."
        raise InputError(Problem("gradients", "not available", why, offer)) from error


def explain_gradient(
    name: str, given: Mapping[str, tuple[str, str]], *, parity: bool = False
) -> list[Gradient]:
    """Derivatives of an output of one pack, or of every part of a name such as ``unit_cost``.

    Parameters
    ----------
    name : of an output that is a number.
    given : for each input given, where it stands and its text.
    parity : follow the published method with its quirks.

    Raises
    ------
    InputError
        If JAX is absent, the inputs cannot be used, or no number has this name.
    """
    needs_jax()
    from cellworth.engine.pack_gradients import pack_gradients

    facts = PackFacts.of(given, parity=parity)
    names = [
        each for each in ([name] if name in facts.outputs else facts.parts_of(name)) if _real(facts, each)
    ]
    if not names:
        refuse_result_of_case(name)
        numbers = [each for each in facts.outputs if _real(facts, each)]
        why = "a number of a pack is due that is not whole"
        raise InputError(
            Problem(f"output '{name}'", "no such number", why, nearest(name, numbers, what="outputs"))
        )
    found = pack_gradients(facts.arrays, facts.model, names, parity=parity)
    return [_gradient(each, facts, found) for each in names]


def gradient_json(found: list[Gradient]) -> dict[str, Any]:
    """Gradients as plain mappings and lists."""
    return {"gradients": [asdict(each) for each in found]}


def _real(facts: PackFacts, name: str) -> bool:
    value = facts.outputs[name]
    return isinstance(value, float) and math.isfinite(value)


def _gradient(name: str, facts: PackFacts, found: "PackGradients") -> Gradient:
    value = float(facts.outputs[name])
    slopes = [*_inputs(name, value, facts, found), *_parameters(name, value, facts, found)]
    moving = [each for each in slopes if each.derivative != 0.0 or each.elasticity]
    moving.sort(key=lambda each: (-abs(each.elasticity or 0.0), -abs(each.derivative), each.name))
    choices = {each: text for each, text in facts.choices.items() if each in input_definitions()}
    held = {each: facts.outputs[each] for each in HELD if each in facts.outputs}
    return Gradient(name, value, unit_of(name), tuple(moving), len(slopes) - len(moving), {**choices, **held})


def _inputs(name: str, value: float, facts: PackFacts, found: "PackGradients") -> Iterator[Slope]:
    for given, slope in found.by_input[name].items():
        definition = input_definitions()[given]
        if definition.kind == "number":
            here, derivative = float(facts.arrays[given][0]), float(slope[0])
            leaf = facts.node(given).leaf
            if leaf is not None and leaf.upper is not None:
                leaf = replace(leaf, upper=definition.upper)  # in the unit of the value here, as of a person
            yield Slope(given, definition.unit, here, derivative, _share(derivative * here, value), leaf)


def _parameters(name: str, value: float, facts: PackFacts, found: "PackGradients") -> Iterator[Slope]:
    numbers = dict(named_arrays(facts.model))
    slopes = dict(named_arrays(found.by_parameter[name]))
    done: set[str] = set()
    for each, values in numbers.items():
        if each in done or each in NOT_FREE or not np.issubdtype(np.asarray(values).dtype, np.floating):
            continue
        cells = [other for other in same_cell(each) if other in numbers]
        done.update(cells)
        derivative = sum(float(np.sum(slopes[other])) for other in cells)
        weighed = sum(_weighed(slopes[other], numbers[other]) for other in cells)
        node = facts.own_leaf(each)
        leaf = node.leaf if node is not None else None
        yield Slope(
            each, unit_of(each), _in_force(slopes[each], values), derivative, _share(weighed, value), leaf
        )


def _weighed(slope: Array, values: Array) -> float:
    """Derivative when all rows and points grow in proportion; rows of other designs do not act."""
    return float(np.sum(slope * np.where(slope != 0.0, values, 0.0)))


def _in_force(slope: Array, values: Array) -> float | None:
    """The one row that acts; None for a curve, of which several points act."""
    acting = np.broadcast_to(values, slope.shape)[slope != 0.0]
    return float(acting[0]) if acting.size == 1 else None


def _share(weighed: float, value: float) -> float | None:
    return weighed / value if value else None
