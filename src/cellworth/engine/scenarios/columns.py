"""Arrays of scenarios by year: put together some years at a time, each year one piece of numpy's memory."""

from collections.abc import Sequence

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = ["Rows", "in_columns", "of_years"]


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


def of_years(numbers: Sequence[float]) -> Array:
    """Numbers of some years that hold in all scenarios, (k, 1)."""
    return np.asarray(numbers)[:, None]
