"""Which inputs of a study moved nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

__all__ = ["unmoved"]


def unmoved(rows: Sequence[Mapping[str, Any]], outputs: Mapping[str, Any]) -> list[str]:
    """Inputs that vary while all others stay, and move no output by a single bit.

    Parameters
    ----------
    rows : inputs by name, each row with those that are not at the base.
    outputs : arrays (s,) by name, one value for each row.
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    answers = list(zip(*map(_bits, outputs.values()), strict=True))
    return [name for name in names if _still(name, names, rows, answers)]


def _bits(values: Any) -> list[Any]:
    """Values that are equal if all bits are."""
    array = np.asarray(values)
    return list((array.view(np.int64) if array.dtype == np.float64 else array).tolist())


def _still(
    name: str, names: Sequence[str], rows: Sequence[Mapping[str, Any]], answers: Sequence[Any]
) -> bool:
    """Whether the answers stay in all rows that differ in one input alone, and there are such rows."""
    first: dict[tuple[Any, ...], tuple[Any, Any]] = {}
    varies = False
    for row, answer in zip(rows, answers, strict=True):
        others = tuple(row.get(each) for each in names if each != name)
        value, known = first.setdefault(others, (row.get(name), answer))
        if known != answer:
            return False
        varies |= value != row.get(name)
    return varies
