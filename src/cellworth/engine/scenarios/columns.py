"""Arrays of scenarios by year: put together some years at a time, each year one piece of numpy's memory."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = ["Rows", "first_year", "in_columns", "numbers", "of_years"]


class Rows:
    """An array (y, s) written in runs of years: numpy's where it lies, those of others put together later.

    Parameters
    ----------
    count, scenarios : rows, and numbers in each.
    """

    def __init__(self, count: int, scenarios: int) -> None:
        self._lying = np.empty((count, scenarios))
        self._others: dict[int, tuple[int, Array]] = {}

    def __setitem__(self, years: slice, values: Array) -> None:
        """Write rows of a run of years, each written once: an array that fits (k, s), or a number."""
        if isinstance(values, np.ndarray | float):
            self._lying[years] = values
        else:
            self._others[years.start] = (years.stop, values)

    def __getitem__(self, years: slice) -> Array:
        """Rows that were written, (k, s); of another library than numpy as they were written, if at once."""
        if not self._others:
            return self._lying[years]
        stop, values = self._others.get(years.start, (0, None))
        return values if stop == years.stop else self.whole[years, ...]

    @property
    def whole(self) -> Array:
        """All rows, (y, s)."""
        if not self._others:
            return self._lying
        xp, at, parts = namespace(*(values for _, values in self._others.values())), 0, []
        for start, (stop, values) in sorted(self._others.items()):
            parts.append(xp.asarray(self._lying[at:start]))
            parts.append(xp.broadcast_to(values, (stop - start, self._lying.shape[1])))
            at = stop
        return xp.concat([*parts, xp.asarray(self._lying[at:])])


def in_columns(array: Array) -> Array:
    """The same array (s, y), each year in one piece; other libraries than numpy lay out their own."""
    return np.asfortranarray(array) if isinstance(array, np.ndarray) else array


def numbers(given: Any) -> Array:
    """Numbers of a case as an array: numpy's, or of the library that they are of where they are no floats.

    Parameters
    ----------
    given : a number, or a sequence of numbers or of such sequences.
    """
    if not isinstance(given, Sequence):
        return np.asarray(given) if isinstance(given, float | int) else given
    parts = [each if isinstance(each, float | int) else numbers(each) for each in given]
    arrays = [part for part in parts if not isinstance(part, float | int)]
    if not arrays:
        return np.asarray(given)
    xp = namespace(*arrays)
    return xp.stack([xp.asarray(part) for part in parts])


def of_years(path: Sequence[float]) -> Array:
    """Numbers of some years that hold in all scenarios, (k, 1)."""
    return numbers(path)[:, None]


def first_year(some: Array) -> Array:
    """Whether something holds for the first time in a year, (s, y), each year in one piece."""
    seen = some[:, 0]
    years = [seen]
    for year in range(1, some.shape[1]):
        now = some[:, year]
        years.append(now & ~seen)
        seen = seen | now
    xp = namespace(some)
    return xp.permute_dims(xp.stack(years), (1, 0))
