"""Drive cycles of the package, as steps told once."""

from functools import cache

import numpy as np

from cellworth.core.types import Array
from cellworth.io.parameter_files import parameter_table
from cellworth.vehicle.records import Cycle

__all__ = ["cycle_steps", "drive_cycles"]

DIGITS = 7
"""Speeds are on a grid of 0.1 mph or 0.1 km/h and printed to five digits."""


@cache
def drive_cycles() -> dict[str, Cycle]:
    """Whole cycles and the parts that the label needs, by name."""
    cycles = {}
    for row in parameter_table("vehicles/cycle_parts.csv").rows:
        times, speeds = _trace(row["file"])
        spans = [tuple(map(float, span.split("-"))) for span in row["seconds"].split()]
        inside = np.zeros(times.shape[0] - 1, dtype=bool)
        for start, end in spans or [(times[0], times[-1])]:
            inside |= (times[:-1] >= start) & (times[1:] <= end)
        cycles[row["name"]] = cycle_steps(row["name"], times, speeds, inside)
    return cycles


def _trace(name: str) -> tuple[Array, Array]:
    table = parameter_table(f"vehicles/cycles/{name}.csv")
    return np.asarray(table.column("time_s")), np.asarray(table.column("speed_m_per_s"))


def cycle_steps(name: str, times: Array, speeds: Array, inside: Array | None = None) -> Cycle:
    """Steps of a speed trace.

    Parameters
    ----------
    name : of the cycle.
    times, speeds : [s], [m/s], one more than steps.
    inside : steps that count, all if not given.
    """
    seconds, first, last = np.diff(times), speeds[:-1], speeds[1:]
    if inside is not None:
        seconds, first, last = seconds[inside], first[inside], last[inside]
    moving = (first + last) > 0.0
    kinds = np.round(np.stack([first, last, seconds])[:, moving], DIGITS)
    kinds, counts = np.unique(kinds, axis=1, return_counts=True)
    return Cycle(
        name=name,
        speed=(kinds[0] + kinds[1]) / 2.0,
        acceleration=(kinds[1] - kinds[0]) / kinds[2],
        moving_time=kinds[2] * counts,
        standing_time=float(seconds[~moving].sum()),
        distance=float((kinds[2] * counts) @ (kinds[0] + kinds[1])) / 2.0,
    )
