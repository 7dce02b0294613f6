"""How many elementwise operations a computation takes: arrays that count."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from cellworth.core.types import Array

__all__ = ["operations_per_element"]

FREE = frozenset({"shape", "ndim", "size", "result_type", "can_cast", "may_share_memory", "broadcast_arrays"})
"""Functions that move no numbers."""


class _Counted(np.ndarray):
    """Array that adds the size of every result to a count shared by all."""

    total = 0

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        plain = [np.asarray(item) if isinstance(item, _Counted) else item for item in inputs]
        return _counted(getattr(ufunc, method)(*plain, **options))

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        found = super().__array_function__(func, types, args, kwargs)
        if func.__name__ not in FREE:
            _add(found)
        return found


def _add(found: Any) -> None:
    for array in found if isinstance(found, tuple | list) else (found,):
        if isinstance(array, np.ndarray):
            _Counted.total += array.size


def _counted(found: Any) -> Any:
    _add(found)
    return found.view(_Counted) if isinstance(found, np.ndarray) else found


def operations_per_element(
    compute: Callable[[Mapping[str, Array]], Any], inputs: Mapping[str, Array], n: int
) -> float:
    """Elementwise operations of a computation over its number of scenarios.

    Parameters
    ----------
    compute : takes the inputs by name.
    inputs : arrays of length `n` or one.
    n : number of scenarios.

    Returns
    -------
    operations : results of array operations, selections and gathers counted alike.
    """
    _Counted.total = 0
    compute({name: array.view(_Counted) for name, array in inputs.items()})
    return _Counted.total / n
