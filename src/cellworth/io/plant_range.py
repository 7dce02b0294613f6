"""How far a plant lies from the one the cost method was made on."""

from functools import cache
from typing import Any

import numpy as np

from cellworth.io.parameter_files import parameter_table

__all__ = ["GWH", "baseline_energy", "far_from_baseline", "scale_notes"]

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
    values = np.atleast_1d(np.asarray(energy, dtype=float))
    far = far_from_baseline(values)
    if not far.any():
        return []
    least, most = (f"{values[far].min() / GWH:,.2g}", f"{values[far].max() / GWH:,.2g}")
    size = f"{least} GWh" if least == most else f"{least} to {most} GWh"
    count = int(far.sum())
    head = "The plant makes" if values.size == 1 else f"{count:,} plants make"
    head = "One plant makes" if count == 1 < values.size else head
    return [
        f"{head} {size} a year; the cost method's steps are those of {baseline_energy() / GWH:g} GWh, scaled "
        "that far by powers of the volume. Read the cost as an order of size."
    ]
