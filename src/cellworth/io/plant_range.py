"""How far a plant lies from the one the cost method was made on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from cellworth.io.parameter_files import parameter_table

__all__ = [
    "GWH",
    "PlantSizes",
    "baseline_energy",
    "far_from_baseline",
    "plant_sizes",
    "scale_notes",
    "size_notes",
]

GWH = 1e6
"""kWh in one."""


@cache
def baseline_energy() -> float:
    """Energy of the packs that the baseline plant makes [kWh/year]."""
    return float(
        parameter_table("factory/baseline_plant.csv").by("baseline_id")["energy_kwh_per_year"]["value"]
    )


@cache
def _shares() -> tuple[float, float]:
    rows = parameter_table("factory/extrapolation.csv").by("parameter_id")
    return float(rows["least_share"]["value"]), float(rows["most_share"]["value"])


def far_from_baseline(energy: Any) -> Any:
    """Whether plants [kWh/year] are far smaller or larger than the method's; unknown sizes are not."""
    least, most = _shares()
    share = np.asarray(energy, dtype=float) / baseline_energy()
    return (share < least) | (share > most)


def scale_notes(energy: Any) -> list[str]:
    """A sentence on the plants of a table that are far from the baseline; none where none is.

    Parameters
    ----------
    energy : (s,) [kWh/year] of the plants; NaN where it is not given.
    """
    return size_notes([plant_sizes(energy)])


@dataclass(frozen=True)
class PlantSizes:
    """Plants of some rows, as far as the notes need them.

    Attributes
    ----------
    count : plants; one for all rows where no column gives their size.
    far : those far from the baseline.
    least, most : of these [kWh/year].
    """

    count: int
    far: int = 0
    least: float = float("inf")
    most: float = 0.0


def plant_sizes(energy: Any) -> PlantSizes:
    """How far the plants of some rows are from the baseline; parameters as in `scale_notes`."""
    values = np.atleast_1d(np.asarray(energy, dtype=float))
    far = values[far_from_baseline(values)]
    if not far.size:
        return PlantSizes(values.size)
    return PlantSizes(values.size, far.size, float(far.min()), float(far.max()))


def size_notes(parts: Sequence[PlantSizes], *, shared: bool = False) -> list[str]:
    """The notes of `scale_notes` on the parts of a table; `shared` where one plant makes all of it."""
    parts = parts[:1] if shared else parts
    n_plants, n_far = sum(part.count for part in parts), sum(part.far for part in parts)
    if not n_far:
        return []
    ends = min(part.least for part in parts), max(part.most for part in parts)
    least, most = (f"{end / GWH:,.2g}" for end in ends)
    size = f"{least} GWh" if least == most else f"{least} to {most} GWh"
    rows = f"{n_far:,} of {n_plants:,} rows"
    head = f"The plant of {rows} makes" if n_far == 1 else f"The plants of {rows} make"
    head = "The plant makes" if n_plants == 1 else head
    return [
        f"{head} {size} a year; the cost method's steps are those of {baseline_energy() / GWH:g} GWh, scaled "
        "that far by powers of the volume. Read the cost as an order of size."
    ]
