"""The array library of the arguments, and the few helpers every kernel needs."""

from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeAlias, TypeVar

from array_api_compat import array_namespace

from cellworth.core.types import Array

State = TypeVar("State", bound=tuple[Array, ...])
Step: TypeAlias = Callable[[State], State]

_KNOWN: dict[type, ModuleType] = {}
_SOLVED: dict[str, Callable[[Step[Any], Any], Any]] = {}


def namespace(*arrays: Array) -> Any:
    """Array library of the arguments; Python numbers are neutral.

    Raises
    ------
    TypeError
        If no argument is an array, or the arguments mix libraries.
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
            raise TypeError(f"arrays of {found.__name__} and {library.__name__} are mixed")
    if found is None:
        raise TypeError("no array among the arguments")
    return found


def solution(step: Step[State], state: State) -> State:
    """A solution found by steps, which a step leaves where it is; unchanged by most libraries.

    A library that takes derivatives gives it, by `solve_with`, those of the equations it solves instead of
    those of the steps that led to it.

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


def solve_with(library: str, rule: Callable[[Step[Any], Any], Any]) -> None:
    """Give the solutions of an array library a rule of their own.

    Parameters
    ----------
    library : name of its namespace.
    rule : takes the step and the solution, returns the same numbers.
    """
    _SOLVED[library] = rule
