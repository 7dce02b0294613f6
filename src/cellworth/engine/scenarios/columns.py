"""Arrays of scenarios by year: put together year by year, each year one piece of numpy's memory."""

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = ["Rows", "in_columns"]


class Rows:
    """An array (y, s) written row by row: numpy's where it lies, those of other libraries put together later.

    Parameters
    ----------
    count, scenarios : rows, and numbers in each.
    """

    def __init__(self, count: int, scenarios: int) -> None:
        self._lying = np.empty((count, scenarios))
        self._others: dict[int, Array] = {}

    def __setitem__(self, row: int, values: Array) -> None:
        """Write a row, (s,), (1,) or a number."""
        if isinstance(values, np.ndarray | float):
            self._lying[row] = values
        else:
            self._others[row] = values

    def __getitem__(self, row: int) -> Array:
        """A row that was written, (s,); of another library than numpy as it was written."""
        return self._others[row] if row in self._others else self._lying[row]

    @property
    def whole(self) -> Array:
        """All rows, (y, s)."""
        if not self._others:
            return self._lying
        xp, (count, scenarios) = namespace(*self._others.values()), self._lying.shape
        return xp.stack([xp.broadcast_to(self[row], (scenarios,)) for row in range(count)])


def in_columns(array: Array) -> Array:
    """The same array (s, y), each year in one piece; other libraries than numpy lay out their own."""
    return np.asfortranarray(array) if isinstance(array, np.ndarray) else array
