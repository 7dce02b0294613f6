"""Exact derivatives of random designs beside central differences of the plain program."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cellworth.app.inputs_in_force import inputs_in_force
from cellworth.core.record import named_arrays
from cellworth.core.types import Array
from cellworth.engine.backends import mapped
from cellworth.engine.pack_gradients import continuous, pack_derivative, pack_gradients
from cellworth.engine.pack_model import NOT_FREE, PackModel
from cellworth.engine.packs import evaluate_packs
from cellworth.io.input_schema import input_definitions
from cellworth.io.input_values import default_arrays
from cellworth.io.pack_model import pack_model
from cellworth.io.random_designs import random_designs

__all__ = [
    "OUTPUTS",
    "TOLERANCE",
    "Compared",
    "Worst",
    "check_gradients",
    "check_parameters",
    "checked_designs",
    "compare",
]

OUTPUTS = ("unit_cost.pack", "pack_specific_energy", "pack_energy_density")
TOLERANCE = 1e-6
"""Largest relative difference where the program is smooth."""

STEP = 1e-4
"""Relative move of an input between the five points of a difference."""

BRANCH = ("bicell_layers", "limited_by", "feedthrough_width", "design_state", "cooling_unit")
"""Whole numbers and codes; where one differs between the points there is no derivative to compare."""

HALF = 0.5
AGREES = "agrees"
REASONS = (AGREES, "branch", "rounding", "kink", "missed")

SMOOTH = 1e-5
"""Relative difference of the slopes over one and two steps from which the program has a kink between them."""

ONE_SIDED = 1e-2
"""Relative difference of the slopes to left and right from which it has one at the point itself."""

ROUNDING = 32.0 * np.finfo(float).eps
"""Relative scatter of an output that was solved for."""

TARGETS = {"capacity": "pack_capacity", "positive_thickness": "positive_coating_thickness"}
"""Output that stands for an input which replaces another target; a few designs take them."""

NEAR = 0.03
EVERY = 8

ON_A_KNOT = frozenset({"soc_average", "vehicle_soc_for_power", "vehicle_soc_lower", "vehicle_soc_upper"})
"""Parameters that stand on a point of the tabulated curves, where slopes from left and right differ."""


@dataclass(frozen=True)
class Worst:
    """One comparison that misses, or comes nearest to missing.

    Attributes
    ----------
    design : its number.
    output, given : names of output and input.
    exact, difference : derivatives by the one way and the other.
    error : relative.
    why : ``agrees``, ``branch``, ``kink``, ``rounding`` or ``missed``.
    switched : whole numbers and codes that differ between the points.
    """

    design: int
    output: str
    given: str
    exact: float
    difference: float
    error: float
    why: str
    switched: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """One output and one input, over all designs.

    Attributes
    ----------
    output, given : names.
    agrees : designs within the tolerance.
    branch, kink, rounding : designs outside it because a whole number or code differs between the points,
        because the slope does, or because the difference is all rounding.
    missed : designs outside it for none of these reasons.
    none : designs whose output does not feel the input by either way.
    median, largest : relative difference over those that agree.
    worst : the largest difference of each of these kinds.
    """

    output: str
    given: str
    agrees: int
    branch: int
    kink: int
    rounding: int
    missed: int
    none: int
    median: float
    largest: float
    worst: tuple[Worst, ...]


def checked_designs(n: int, seed: int, model: PackModel) -> dict[str, Array]:
    """Random designs of the bench; half of them with every open input given, near what is in force.

    Parameters
    ----------
    n, seed : as `cellworth.io.random_designs.random_designs` takes them.
    model : tables and parameters.
    """
    inputs = {**default_arrays(), **random_designs(n, seed)}
    inputs = {name: np.broadcast_to(array, n).copy() for name, array in inputs.items()}
    found = evaluate_packs(inputs, model).outputs
    source = np.random.default_rng(seed)
    number = np.arange(n)
    for name, values in inputs_in_force(inputs, model).items():
        off = 1.0 - NEAR * source.random(n)
        inputs[name] = np.where((number % 2 == 1) & np.isnan(inputs[name]), values * off, inputs[name])
    for place, (name, output) in enumerate(TARGETS.items()):
        off = 1.0 - NEAR * source.random(n)
        inputs[name] = np.where(number % EVERY == place, found[output] * off, np.nan)
    inputs["energy"] = np.where(np.isnan(inputs["capacity"]), inputs["energy"], np.nan)
    inputs["default_power"] = number % 4 < 2
    return inputs


def check_gradients(
    n: int, seed: int, *, outputs: Sequence[str] = OUTPUTS, model: PackModel | None = None
) -> list[Compared]:
    """Compare for every continuous input of random designs.

    Parameters
    ----------
    n, seed : number of designs, and of the generator.
    outputs : names.
    model : tables and parameters; those of the package if left out.
    """
    model = model or pack_model()
    inputs = checked_designs(n, seed, model)
    moving = [name for name in continuous(inputs) if input_definitions()[name].kind == "number"]
    found = pack_gradients(inputs, model, outputs)
    base = evaluate_packs(inputs, model, outputs=[*outputs, *BRANCH]).outputs
    compared = []
    for name in moving:
        points = {k: _moved(inputs, name, k, model, outputs) for k in (-2, -1, 1, 2)}
        for output in outputs:
            exact = found.by_input[output][name]
            compared.append(compare(output, name, exact, inputs[name], base, points))
    return compared


def check_parameters(
    n: int, seed: int, *, outputs: Sequence[str] = OUTPUTS, model: PackModel | None = None
) -> list[Compared]:
    """Compare along one random direction in which every parameter moves in proportion to itself.

    Held are those that choose, that add up to a whole, or that stand on a knot of a curve.

    Parameters
    ----------
    n, seed : number of designs, and of the generator.
    outputs : names.
    model : tables and parameters; those of the package if left out.
    """
    model = model or pack_model()
    inputs = checked_designs(n, seed, model)
    source = np.random.default_rng(seed)
    held = {id(values) for name, values in named_arrays(model) if name in NOT_FREE | ON_A_KNOT}

    def move(leaf: Any) -> Any:
        share = source.uniform(-1.0, 1.0, np.shape(leaf))
        moves = np.isfinite(leaf) & (id(leaf) not in held) & _real(leaf)
        return np.where(moves, leaf, 0.0) * share

    def moved(steps: int) -> PackModel:
        there: PackModel = mapped(
            lambda leaf, go: leaf + steps * STEP * go if _real(leaf) else leaf, model, direction
        )
        return there

    direction = mapped(move, model)
    exact = pack_derivative(inputs, model, direction, outputs)
    names = [*outputs, *BRANCH]
    base = evaluate_packs(inputs, model, outputs=names).outputs
    points = {k: evaluate_packs(inputs, moved(k), outputs=names).outputs for k in (-2, -1, 1, 2)}
    return [
        compare(output, "all parameters together", exact[output], np.ones(n), base, points)
        for output in outputs
    ]


def _real(leaf: Any) -> bool:
    return bool(np.issubdtype(np.asarray(leaf).dtype, np.floating))


def _moved(
    inputs: Mapping[str, Array], name: str, steps: int, model: PackModel, outputs: Sequence[str]
) -> dict[str, Array]:
    """Outputs with one input moved."""
    moved = {**inputs, name: inputs[name] * (1.0 + steps * STEP)}
    return evaluate_packs(moved, model, outputs=[*outputs, *BRANCH]).outputs


def compare(
    output: str,
    name: str,
    exact: Array,
    here: Array,
    base: Mapping[str, Array],
    points: Mapping[int, Mapping[str, Array]],
    *,
    step: float = STEP,
) -> Compared:
    """Derivative beside a difference of fourth order, and why a pair that differs does.

    Parameters
    ----------
    output, name : of output and input.
    exact : (s,) derivative.
    here : (s,) the input.
    base, points : outputs and codes at the input, and by steps of it to both sides.
    step : relative move of the input between the points.
    """
    value = {k: found[output] for k, found in points.items()}
    with np.errstate(invalid="ignore", divide="ignore"):
        near = (value[1] - value[-1]) / (2.0 * step * here)
        far = (value[2] - value[-2]) / (4.0 * step * here)
        difference = (4.0 * near - far) / 3.0
        size = np.maximum(np.abs(exact), np.abs(difference))
        error = np.abs(exact - difference) / size
        noise = ROUNDING * np.abs(base[output]) / np.abs(step * here)
        differ = {
            code: np.any([np.abs(found[code] - base[code]) > HALF for found in points.values()], axis=0)
            for code in BRANCH
        }
        branch = np.any(list(differ.values()), axis=0)
        right, left = (way * (value[way] - base[output]) / (step * here) for way in (1, -1))
        kink = np.abs(near - far) > SMOOTH * np.abs(near)
        kink |= np.abs(right - left) > ONE_SIDED * np.maximum(np.abs(right), np.abs(left))
    known = ~np.isnan(here) & (here != 0.0) & (base["design_state"] == 0)
    none = known & (exact == 0.0) & (np.abs(difference) <= noise)
    close = error <= TOLERANCE
    why = np.select([close, branch, noise > TOLERANCE * size, kink], REASONS[:-1], REASONS[-1])
    why = np.where(known & ~none, why, "")
    agree = error[why == AGREES]
    return Compared(
        output=output,
        given=name,
        **{reason: int(np.sum(why == reason)) for reason in REASONS},
        none=int(np.sum(none)),
        median=float(np.median(agree)) if agree.size else 0.0,
        largest=float(np.max(agree, initial=0.0)),
        worst=tuple(_worst(output, name, exact, difference, error, why, differ)),
    )


def _worst(
    output: str,
    name: str,
    exact: Array,
    difference: Array,
    error: Array,
    why: Array,
    differ: Mapping[str, Array],
) -> Iterator[Worst]:
    """The largest difference of each kind."""
    for reason in REASONS:
        (designs,) = np.nonzero(why == reason)
        if designs.size:
            k = int(designs[np.argmax(error[designs])])
            switched = tuple(code for code, where in differ.items() if where[k])
            found = float(exact[k]), float(difference[k]), float(error[k])
            yield Worst(k, output, name, *found, reason, switched)
