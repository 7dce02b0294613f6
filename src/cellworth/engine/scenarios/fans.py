"""Paths by year over all scenarios: mean, fifth and ninety-fifth percentile; numbers that are missing."""

from collections.abc import Mapping

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array

__all__ = ["fans", "missing_numbers", "spread"]

LEVELS = (0.05, 0.95)
BY_VOLUME = {"own_cell_full": "own_output", "loop_gain": "own_output"}
"""Paths per kWh that run away where hardly any is made; their mean counts each scenario by its volume."""


def fans(named: Mapping[str, Array], n_years: int) -> dict[str, Array]:
    """Mean, P5 and P95 (3, y) of every path, missing numbers left out of a year.

    The mean of a cost per kWh is the cost of all that is made over all that is made (`BY_VOLUME`).

    Parameters
    ----------
    named : outputs of the first pass.
    n_years : years of the axis.
    """
    names = dict.fromkeys(key.split("|")[1] for key in named if key.startswith("year|"))
    found = {}

    def path(name: str) -> Array:
        return np.stack([named[f"year|{name}|{year}"] for year in range(n_years)], axis=-1)

    for name in names:
        columns = path(name)
        found[name] = _fan(columns)
        if BY_VOLUME.get(name) in names:
            found[name][0] = _by_volume(columns, path(BY_VOLUME[name]))
    return found


def _by_volume(columns: Array, volume: Array) -> Array:
    """Mean by year, each scenario counted by its volume; not a number where none is made."""
    made = np.where(np.isnan(columns), 0.0, volume)
    total = ordered_mean(made)
    worth = ordered_mean(np.where(made > 0.0, columns, 0.0) * made)
    return np.where(total > 0.0, worth / np.where(total > 0.0, total, 1.0), np.nan)


def spread(values: Array) -> tuple[float, float]:
    """P5 and P95 of draws (s,)."""
    low, high = _quantiles(values[:, None])
    return float(low[0]), float(high[0])


def _fan(columns: Array) -> Array:
    if np.any(np.isnan(columns)):
        parts = [column[~np.isnan(column)] for column in columns.T]
        rows = [_fan(part[:, None])[:, 0] if len(part) else np.full(3, np.nan) for part in parts]
        return np.stack(rows, axis=-1)
    return np.stack([ordered_mean(columns), *_quantiles(columns)])


def _quantiles(columns: Array) -> tuple[Array, ...]:
    """Straight between the middles of the draws, as in the table of strategies (S44)."""
    n = columns.shape[0]
    places = [min(max(level * n - 0.5, 0.0), n - 1.0) for level in LEVELS]
    kth = sorted({int(p) for p in places} | {min(int(p) + 1, n - 1) for p in places})
    ordered = np.partition(columns, kth, axis=0)
    found = []
    for place in places:
        low = int(place)
        high = min(low + 1, n - 1)
        found.append(ordered[low] + (ordered[high] - ordered[low]) * (place - low))
    return tuple(found)


def missing_numbers(named: Mapping[str, Array]) -> dict[str, int]:
    """Count of missing numbers by output; none of those without."""
    found: dict[str, int] = {}
    for key, values in named.items():
        if values.dtype.kind == "f":
            count = int(np.count_nonzero(np.isnan(values)))
            if count:
                name = key.rpartition("|")[0] if key.startswith("year|") else key
                found[name] = found.get(name, 0) + count
    return found
