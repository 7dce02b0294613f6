"""Newton steps: the first ones of all designs, further ones of those that still move."""

from typing import TypeVar

from cellworth.core.arrays import eager, namespace
from cellworth.core.types import Array
from cellworth.design.corrections import DesignCorrections
from cellworth.design.sizing.hardware import Body
from cellworth.design.sizing.newton import Guess, newton_step
from cellworth.design.sizing.problem import Problem

__all__ = ["stepped"]

Some = TypeVar("Some", Problem, Body, Guess)


def stepped(
    problem: Problem,
    body: Body,
    guess: Guess,
    steps: tuple[int, int],
    still: float,
    corrections: DesignCorrections,
) -> tuple[Guess, Guess]:
    """State before the last step of each design, and after it.

    Parameters
    ----------
    problem : Problem
    body : Body
    guess : Guess
    steps : int, int
        Of every design, at least one; and at most. Compiled code takes the most for all.
    still : float [1]
        Relative change of area and capacity from which on a design takes another step.
    corrections : DesignCorrections

    Returns
    -------
    before, after : Guess

    Notes
    -----
    What a design does hangs on its own numbers alone, so it is the same in any block. A step of relative
    size d leaves an error of about d squared: most designs are done after the steps that all take.

    References
    ----------
    D32, D54, D57. [batpac5]_
    """
    least, most = steps
    before = guess
    cannot_look = not eager(problem.target)
    for _ in range(most if cannot_look else least):
        before, guess = guess, newton_step(problem, body, guess, corrections)
    if cannot_look or least == most:
        return before, guess
    xp = namespace(guess.area)
    moving = _far(before.area, guess.area, still) | _far(before.capacity, guess.capacity, still)
    place = xp.nonzero(moving)[0]
    if place.shape[0] == 0:
        return before, guess
    some, near = _taken(problem, place, moving), _taken(body, place, moving)
    was, now = guess, _taken(guess, place, moving)
    for _ in range(most - least):
        was, now = now, newton_step(some, near, now, corrections)
    return _put(before, moving, was), _put(guess, moving, now)


def _far(before: Array, after: Array, still: float) -> Array:
    """Whether a number moved; one that is none does not."""
    xp = namespace(after)
    return xp.abs(after - before) > still * after


def _taken(whole: Some, place: Array, moving: Array) -> Some:
    """Numbers of some designs; what all share stays."""
    xp = namespace(place)
    kept = (xp.take(x, place) if getattr(x, "shape", None) == moving.shape else x for x in whole)
    return type(whole)(*kept)


def _put(whole: Guess, moving: Array, some: Guess) -> Guess:
    xp = namespace(moving)
    filled = []
    for old, new in zip(whole, some, strict=True):
        each = xp.asarray(xp.broadcast_to(old, moving.shape), copy=True)
        each[moving] = new
        filled.append(each)
    return Guess(*filled)
