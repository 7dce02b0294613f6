"""The stages of the solve: a real number of layers at both feedthrough widths, then whole layers."""

from typing import NamedTuple

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.design.cell.geometry import layers_in, stack_thickness
from cellworth.design.corrections import DesignCorrections
from cellworth.design.parameters import DesignParameters
from cellworth.design.records import SizedCell
from cellworth.design.sizing.hardware import Body, Resistance, Stack, real_body, whole_body
from cellworth.design.sizing.newton import Guess, first_guess, newton_step, positive_width
from cellworth.design.sizing.problem import Problem
from cellworth.design.sizing.states import DESIGNED, MISSING, NO_POWER, NOT_CONVERGED, RATE_TOO_HIGH

__all__ = ["Parts", "solve_real_layers", "solve_whole_layers"]

FIRST_STEPS = 5
SECOND_STEPS = 3
FINAL_STEPS = 3
CONVERGED = 1.0e-5
LEAST_COATING = 1.0
RUNAWAY = 0.1


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
    """Solution of one stage with the width of its electrode."""

    guess: Guess
    width: Array


def _run(problem: Problem, body: Body, guess: Guess, steps: int, corrections: DesignCorrections) -> _Stage:
    for _ in range(steps):
        guess = newton_step(problem, body, guess, corrections)
    xp = namespace(guess.area)
    area = xp.maximum(guess.area, problem.least_area)
    return _Stage(guess, positive_width(body, area, guess.capacity * (area / guess.area)))


def _chosen(pick: Array, first: Guess | Resistance, second: Guess | Resistance) -> tuple[Array, ...]:
    xp = namespace(pick)
    return tuple(a if a is b else xp.where(pick, a, b) for a, b in zip(first, second, strict=True))


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
    """Stages 1a and 1b: narrow and wide feedthrough; the wide first, as it needs the smaller area."""
    p = parts.problem
    body = real_body(p, parts.layers, parts.thickness, parts.wide, parts.far, parameters)
    wide = _run(p, body, first_guess(p), FIRST_STEPS, corrections)
    body = real_body(p, parts.layers, parts.thickness, parts.narrow, parts.far, parameters)
    return _run(p, body, wide.guess, SECOND_STEPS, corrections), wide


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
    guess = Guess(*_chosen(broad, wide.guess, narrow.guess))
    layers = _real_layers(parts, guess, parameters)
    return _sized(parts, guess, layers, parts.thickness, broad, parameters)


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

    References
    ----------
    D63, D67. [batpac5]_
    """
    xp = namespace(parts.problem.target)
    p, switch = parts.problem, parameters.cell.feedthrough_switch
    narrow, wide = _real_stages(parts, parameters, corrections)
    broad = narrow.width > switch
    number_narrow = _whole_layers(parts, narrow.guess, parameters)
    number_wide = _whole_layers(parts, wide.guess, parameters)

    def whole(pick: Array) -> tuple[_Stage, Array]:
        number = xp.where(pick, number_wide, number_narrow)
        near = Resistance(*_chosen(pick, parts.wide, parts.narrow))
        start = Guess(*_chosen(pick, wide.guess, narrow.guess))
        body = whole_body(p, parts.layers, number, near, parts.far, parameters)
        return _run(p, body, start, FINAL_STEPS, corrections), number

    first, first_number = whole(broad)
    second, second_number = whole(~broad)
    other = ((first.width > switch) != broad) & ((second.width > switch) != broad)
    guess = Guess(*_chosen(other, second.guess, first.guess))
    number = xp.where(other, second_number, first_number)
    bicell = parts.layers.bare + parts.layers.slope * _coating(p, guess)
    thickness = stack_thickness(number, bicell, parts.layers.foil, parameters.cell)
    return _sized(parts, guess, number, thickness, broad != other, parameters)


def _sized(
    parts: Parts, guess: Guess, layers: Array, thickness: Array, broad: Array, parameters: DesignParameters
) -> SizedCell:
    """Solution with its state; no numbers where there is none."""
    p = parts.problem
    xp = namespace(guess.area)
    coating = _coating(p, guess)
    area = xp.maximum(guess.area, p.least_area)
    moving = ~(xp.abs(guess.change) <= CONVERGED)
    runaway = moving & (guess.change > RUNAWAY) | (coating < LEAST_COATING)
    state = xp.where(moving, NOT_CONVERGED, DESIGNED)
    state = xp.where(runaway, NO_POWER, state)
    state = xp.where(p.limit_capacity >= guess.capacity, RATE_TOO_HIGH, state)
    state = xp.where(xp.isnan(area * guess.capacity), MISSING, state)
    good = state == DESIGNED
    cell = parameters.cell

    def known(value: Array) -> Array:
        return xp.where(good, value, xp.nan)

    return SizedCell(
        positive_coating_thickness=known(coating),
        positive_area=known(area),
        pack_capacity=known(guess.capacity),
        bicell_layers=known(layers),
        cell_thickness=known(thickness),
        feedthrough_width=xp.where(broad, cell.feedthrough_wide, cell.feedthrough_narrow),
        design_state=state,
    )
