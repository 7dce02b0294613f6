"""The stages of the solve: a real number of layers at both feedthrough widths, then whole layers."""

from typing import NamedTuple, TypeVar

from cellworth.core.arrays import namespace, solution
from cellworth.core.types import Array
from cellworth.design.cell.geometry import electrode_width, layers_in, stack_thickness
from cellworth.design.choice import either
from cellworth.design.corrections import DesignCorrections
from cellworth.design.parameters import DesignParameters
from cellworth.design.records import SizedCell
from cellworth.design.sizing.hardware import Body, Resistance, Stack, real_body, whole_body
from cellworth.design.sizing.newton import Guess, first_guess, newton_step, positive_width
from cellworth.design.sizing.problem import Problem
from cellworth.design.sizing.states import (
    DESIGNED,
    MISSING,
    NO_ENERGY,
    NO_POWER,
    NOT_CONVERGED,
    RATE_TOO_HIGH,
)
from cellworth.design.sizing.steps import stepped

__all__ = ["Parts", "solve_real_layers", "solve_whole_layers"]

FIRST_STEPS = 2, 5
OTHER_STEPS = 2, 2
TRIAL_STEPS = 1, 1
FINAL_STEPS = 1, 3
"""Of every design, and at most."""

NEAR = 1.0e-5
"""Relative change that is enough on the way: whole layers and the feedthrough's width hang on it."""

STILL = 1.0e-10
"""And at the end."""

CONVERGED = 1.0e-5
LEAST_COATING = 1.0
RUNAWAY = 0.1
LARGEST_GAP = 1.0
RATE_SHARE = 0.99
LARGEST_SAG = 1.9


class Parts(NamedTuple):
    """What the stages share.

    Attributes
    ----------
    problem : Problem
    layers : Stack
    thickness : (s,) [mm]
        Target of the cell, with the addition where one is given.
    narrow, wide, far : Resistance
        Of cells with narrow and wide feedthrough; of modules and packs.
    """

    problem: Problem
    layers: Stack
    thickness: Array
    narrow: Resistance
    wide: Resistance
    far: Resistance


class _Stage(NamedTuple):
    """Solution of one stage, its coefficients, and the width of its electrode."""

    guess: Guess
    body: Body
    width: Array


Some = TypeVar("Some", Guess, Body, Resistance)


def _chosen(pick: Array, first: Some, second: Some) -> Some:
    """Each entry from the first or the second."""
    xp = namespace(pick)
    pairs = zip(first, second, strict=True)
    return type(first)(*(a if a is b else xp.where(pick, a, b) for a, b in pairs))


def _run(
    problem: Problem, body: Body, guess: Guess, steps: tuple[int, int], corrections: DesignCorrections
) -> _Stage:
    _, guess = stepped(problem, body, guess, steps, NEAR, corrections)
    xp = namespace(guess.area)
    area = xp.maximum(guess.area, problem.least_area)
    return _Stage(guess, body, positive_width(body, area, guess.capacity * (area / guess.area)))


def _coating(problem: Problem, guess: Guess) -> Array:
    return problem.area_scale * guess.capacity / guess.area


def _real_layers(parts: Parts, guess: Guess, parameters: DesignParameters) -> Array:
    bicell = parts.layers.bare + parts.layers.slope * _coating(parts.problem, guess)
    return layers_in(parts.thickness, bicell, parts.layers.foil, parameters.cell)


def _whole_layers(parts: Parts, guess: Guess, parameters: DesignParameters) -> Array:
    xp = namespace(guess.area)
    return xp.maximum(xp.floor(_real_layers(parts, guess, parameters) + 0.5), 1.0)


def _real_stages(
    parts: Parts, parameters: DesignParameters, corrections: DesignCorrections
) -> tuple[_Stage, _Stage]:
    """Narrow and wide feedthrough with real layers; the wide first, as it needs the smaller area."""
    p = parts.problem
    body = real_body(p, parts.layers, parts.thickness, parts.wide, parts.far, parameters)
    wide = _run(p, body, first_guess(p, body), FIRST_STEPS, corrections)
    more = parts.narrow.per_thickness - parts.wide.per_thickness
    more = parts.narrow.fixed - parts.wide.fixed + more * parts.thickness
    body = body._replace(area=body.area + more)
    return _run(p, body, wide.guess, OTHER_STEPS, corrections), wide


def solve_real_layers(
    parts: Parts, parameters: DesignParameters, corrections: DesignCorrections
) -> SizedCell:
    """Cells of a given thickness, the number of layers real.

    Parameters
    ----------
    parts : Parts
    parameters : DesignParameters
    corrections : DesignCorrections

    Returns
    -------
    cell : SizedCell

    Notes
    -----
    With the workbook's addition to the thickness this gives the workbook's state; without, it is smooth
    in all inputs but for the feedthrough's width.

    References
    ----------
    D60, D63, D67. [batpac5]_
    """
    narrow, wide = _real_stages(parts, parameters, corrections)
    broad = narrow.width > parameters.cell.feedthrough_switch
    guess = _chosen(broad, wide.guess, narrow.guess)
    body = _chosen(broad, wide.body, narrow.body)
    guess, change = _finish(parts.problem, body, guess, corrections)
    layers = _real_layers(parts, guess, parameters)
    return _sized(parts, guess, change, layers, parts.thickness, broad, parameters)


def solve_whole_layers(
    parts: Parts, parameters: DesignParameters, corrections: DesignCorrections
) -> SizedCell:
    """Cells with whole layers.

    Parameters
    ----------
    parts : Parts
    parameters : DesignParameters
    corrections : DesignCorrections

    Returns
    -------
    cell : SizedCell

    Notes
    -----
    The layers of the real solution are rounded for both widths of the feedthrough; the width that the
    narrow real solution asks for is taken unless the whole solution contradicts it and the other agrees.
    One step with whole layers tells the width of the first to a hundredth of a millimetre; that of the
    other, which hardly ever matters, comes from the area of its real layers.

    References
    ----------
    D63, D67. [batpac5]_
    """
    xp = namespace(parts.problem.target)
    p, switch = parts.problem, parameters.cell.feedthrough_switch
    narrow, wide = _real_stages(parts, parameters, corrections)
    numbers = _whole_layers(parts, narrow.guess, parameters), _whole_layers(parts, wide.guess, parameters)
    broad = narrow.width > switch

    def filled(pick: Array) -> tuple[Array, Body]:
        number = xp.where(pick, numbers[1], numbers[0])
        near = _chosen(pick, parts.wide, parts.narrow)
        return number, whole_body(p, parts.layers, number, near, parts.far, parameters)

    _, body = filled(broad)
    first = _run(p, body, _chosen(broad, wide.guess, narrow.guess), TRIAL_STEPS, corrections)
    other = _chosen(broad, narrow.guess, wide.guess)
    other_number = xp.where(broad, numbers[0], numbers[1])
    other_width = electrode_width(xp.maximum(other.area, p.least_area), other_number, parts.layers.aspect)
    moved = ((first.width > switch) != broad) & ((other_width > switch) != broad)
    broad = broad != moved
    number, body = filled(broad)
    guess, change = _finish(p, body, _chosen(moved, other, first.guess), corrections)
    bicell = parts.layers.bare + parts.layers.slope * _coating(p, guess)
    thickness = stack_thickness(number, bicell, parts.layers.foil, parameters.cell)
    gap = xp.abs(layers_in(parts.thickness, bicell, parts.layers.foil, parameters.cell) - number)
    change = xp.where(gap > LARGEST_GAP, xp.nan, change)
    return _sized(parts, guess, change, number, thickness, broad, parameters)


def _finish(
    problem: Problem, body: Body, guess: Guess, corrections: DesignCorrections
) -> tuple[Guess, Array]:
    """Last steps, and the relative change in the very last, of area or capacity, whichever moved more."""

    def step(state: Guess) -> Guess:
        return newton_step(problem, body, state, corrections)

    previous, guess = stepped(problem, body, guess, FINAL_STEPS, STILL, corrections)
    guess = solution(step, guess)
    xp = namespace(guess.area)
    growth = guess.area / previous.area - 1.0
    shift = xp.abs(guess.capacity / previous.capacity - 1.0)
    return guess, xp.where(xp.abs(growth) >= shift, growth, shift)


def _sized(
    parts: Parts,
    guess: Guess,
    change: Array,
    layers: Array,
    thickness: Array,
    broad: Array,
    parameters: DesignParameters,
) -> SizedCell:
    """Solution with its state; no numbers where there is none."""
    p = parts.problem
    xp = namespace(guess.area)
    coating = _coating(p, guess)
    area = xp.maximum(guess.area, p.least_area)
    moving = ~(xp.abs(change) <= CONVERGED)
    runaway = (moving & (change > RUNAWAY)) | (coating < LEAST_COATING)
    state = either(moving, NOT_CONVERGED, DESIGNED)
    state = xp.where(runaway, NO_POWER, state)
    state = xp.where(guess.capacity * p.voltage > LARGEST_SAG * p.target, NO_ENERGY, state)
    state = xp.where(p.limit_capacity >= RATE_SHARE * guess.capacity, RATE_TOO_HIGH, state)
    state = xp.where(xp.isnan(area * guess.capacity), MISSING, state)
    good = state == DESIGNED
    cell = parameters.cell

    none = xp.where(good, xp.zeros_like(area), xp.nan)

    def known(value: Array) -> Array:
        return value + none

    return SizedCell(
        positive_coating_thickness=known(coating),
        positive_area=known(area),
        pack_capacity=known(guess.capacity),
        bicell_layers=known(layers),
        cell_thickness=known(thickness),
        feedthrough_width=either(broad, cell.feedthrough_wide, cell.feedthrough_narrow),
        design_state=state,
    )
