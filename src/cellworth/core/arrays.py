"""The array library of the arguments, and the few helpers every kernel needs."""

from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeAlias, TypeVar

from array_api_compat import array_namespace, is_lazy_array

from cellworth.core.types import Array

State = TypeVar("State", bound=tuple[Array, ...])
Step: TypeAlias = Callable[[State], State]
Still: TypeAlias = Callable[[Array, Callable[[Array], Array] | None], Array]

NUMPY = "array_api_compat.numpy"

_KNOWN: dict[type, ModuleType] = {}
_SOLVED: dict[str, Callable[[Step[Any], Any], Any]] = {}
_HELD: dict[str, Still] = {}


def namespace(*arrays: Array) -> Any:
    """Array library of the arguments; Python numbers are neutral.

    So are arrays of numpy beside those of a library that `take_up` knows: they are constants to it.

    Raises
    ------
    TypeError
        If no argument is an array, or the arguments mix libraries otherwise.
    """
    found: ModuleType | None = None
    for array in arrays:
        kind = type(array)
        if kind in (float, int, bool):
            continue
        library = _KNOWN.get(kind)
        if library is None:
            library = _KNOWN[kind] = array_namespace(array)
        if found is None:
            found = library
        elif library is not found:
            found = _of_both(found, library)
    if found is None:
        raise TypeError("no array among the arguments")
    return found


def _of_both(one: ModuleType, two: ModuleType) -> ModuleType:
    other = two if one.__name__ == NUMPY else one
    if {one.__name__, two.__name__} != {NUMPY, other.__name__} or other.__name__ not in _SOLVED:
        raise TypeError(f"arrays of {one.__name__} and {two.__name__} are mixed")
    return other


def or_one(array: Array) -> Array:
    """An array that is nowhere below zero, with ones for its zeros: to divide by where nothing is divided.

    A sum, as a choice by numbers that nobody can foretell takes ten times as long.
    """
    return array + namespace(array).astype(array <= 0.0, array.dtype)


def above_zero(array: Array) -> Array:
    """An array where it is above zero, zero elsewhere; a number beside it takes longer."""
    xp = namespace(array)
    return xp.maximum(array, xp.zeros_like(array))


def eager(array: Array) -> bool:
    """Whether the numbers of an array can be looked at while code runs; not where it is compiled first."""
    return not is_lazy_array(array)


def solution(step: Step[State], state: State) -> State:
    """A solution found by steps, which a step leaves where it is; unchanged by most libraries.

    A library that takes derivatives gives it, by its rule of `take_up`, those of the equations it solves
    instead of those of the steps that led to it.

    Parameters
    ----------
    step : from a state to a better one.
    state : arrays of the solution.

    Returns
    -------
    state : the same numbers.
    """
    rule = _SOLVED.get(namespace(*state).__name__)
    return state if rule is None else rule(step, state)


def held(array: Array, where: Callable[[Array], Array] | None = None) -> Array:
    """The same numbers, for what has no derivative, as choices and rounding; in most libraries the array.

    A library that takes derivatives gives, by its rule of `take_up`, an array without any, so that nothing is
    spent on them.

    Parameters
    ----------
    array : any.
    where : takes the array, returns true where derivatives end; they end everywhere if not given.
    """
    rule = _HELD.get(namespace(array).__name__)
    return array if rule is None else rule(array, where)


def take_up(
    library: str,
    rule: Callable[[Step[Any], Any], Any],
    still: Still | None = None,
) -> None:
    """Let an array library run code that holds constants of numpy, its solutions by a rule of its own.

    Parameters
    ----------
    library : name of its namespace; it reads numpy's arrays.
    rule : takes the step and the solution, returns the same numbers.
    still : gives an array without derivatives, everywhere or where asked; none for a library that has none.
    """
    _SOLVED[library] = rule
    if still is not None:
        _HELD[library] = still
