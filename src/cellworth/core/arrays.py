"""The array library of the arguments, and the few helpers every kernel needs."""

from types import ModuleType
from typing import Any

from array_api_compat import array_namespace

from cellworth.core.types import Array

_KNOWN: dict[type, ModuleType] = {}


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
