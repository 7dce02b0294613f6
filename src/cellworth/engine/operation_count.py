"""How many elementwise operations a computation takes, by kind: arrays that count."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import numpy as np

from cellworth.core.types import Array

__all__ = ["KINDS", "operations_by_kind"]

FREE = frozenset({"shape", "ndim", "size", "result_type", "can_cast", "may_share_memory", "broadcast_arrays"})
"""Functions that move no numbers."""

SIMPLE = "simple"
KINDS = {
    SIMPLE: "additions, multiplications, comparisons, smaller and larger of two, and all else",
    "divide": "divisions",
    "where": "choices and gathers",
    "sqrt": "roots",
    "power": "powers, exponentials, logarithms",
}
"""Kinds of operations, each with a rate of its own on a machine."""

KIND_OF = {
    **dict.fromkeys(("divide", "true_divide", "floor_divide", "reciprocal"), "divide"),
    **dict.fromkeys(("where", "take", "take_along_axis", "choose", "select", "interp"), "where"),
    **dict.fromkeys(("sqrt", "cbrt"), "sqrt"),
    **dict.fromkeys(("power", "float_power", "exp", "expm1", "log", "log1p", "log10", "log2"), "power"),
}


class _Counted(np.ndarray):
    """Array that adds the size of every result to counts shared by all."""

    counts: ClassVar[Counter[str]] = Counter()

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        plain = [np.asarray(item) if isinstance(item, _Counted) else item for item in inputs]
        return _counted(getattr(ufunc, method)(*plain, **options), ufunc.__name__)

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        found = super().__array_function__(func, types, args, kwargs)
        if func.__name__ not in FREE:
            _add(found, func.__name__)
        return _viewed(found)


def _add(found: Any, name: str) -> None:
    for array in found if isinstance(found, tuple | list) else (found,):
        if isinstance(array, np.ndarray):
            _Counted.counts[KIND_OF.get(name, SIMPLE)] += array.size


def _counted(found: Any, name: str) -> Any:
    _add(found, name)
    return _viewed(found)


def _viewed(found: Any) -> Any:
    """Results that go on counting: some functions give plain arrays."""
    if isinstance(found, tuple | list):
        return type(found)(map(_viewed, found))
    return found.view(_Counted) if isinstance(found, np.ndarray) else found


def operations_by_kind(
    compute: Callable[[Mapping[str, Array]], Any], inputs: Mapping[str, Array], n: int
) -> dict[str, float]:
    """Elementwise operations of a computation over its number of scenarios, by the kinds of `KINDS`.

    Parameters
    ----------
    compute : takes the inputs by name.
    inputs : arrays of length `n` or one.
    n : number of scenarios.

    Returns
    -------
    operations : results of array operations, selections and gathers.
    """
    _Counted.counts = Counter()
    compute({name: array.view(_Counted) for name, array in inputs.items()})
    return {kind: _Counted.counts[kind] / n for kind in KINDS}
