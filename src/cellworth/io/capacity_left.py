"""Capacity that ready cells keep over the years, from runs of an ageing program made once (X81)."""

from dataclasses import dataclass

import numpy as np

from cellworth.core.errors import InputError, Problem
from cellworth.core.types import Array
from cellworth.io.extension_values import unknown
from cellworth.io.parameter_files import parameter_table

__all__ = ["CapacityTable", "aged_cells", "capacity_table"]

TABLE = "extensions/capacity_left.csv"
YEAR = "year_"


@dataclass(frozen=True)
class CapacityTable:
    """One cell in one daily use.

    Attributes
    ----------
    temperatures : (t,) [degree Celsius]
    years : (y,) [year]
    left : (t, y) [1], over the capacity at the start.
    """

    temperatures: Array
    years: Array
    left: Array

    def capacity(self, temperature: Array, years: Array) -> Array:
        """Capacity left (s,), linear between the temperatures and years of the table; NaN beyond them.

        Parameters
        ----------
        temperature : (s,) [degree Celsius]
        years : (s,) [year]
        """
        ages = np.concatenate([np.zeros(1), self.years])
        full = np.concatenate([np.ones((len(self.left), 1)), self.left], axis=1)
        by_age = np.stack([np.interp(years, ages, row) for row in full])
        place = np.interp(temperature, self.temperatures, np.arange(len(self.temperatures)))
        low = np.minimum(place.astype(int), len(self.temperatures) - 2)
        part, column = place - low, np.arange(by_age.shape[1])
        found = (1.0 - part) * by_age[low, column] + part * by_age[low + 1, column]
        inside = (temperature >= self.temperatures[0]) & (temperature <= self.temperatures[-1])
        return np.where(inside & (years >= 0.0) & (years <= self.years[-1]), found, np.nan)


def aged_cells() -> tuple[str, ...]:
    """Cells whose ageing is known."""
    return tuple(dict.fromkeys(row["cell"] for row in parameter_table(TABLE).rows))


def capacity_table(cell: str, charge_low: float, charge_high: float) -> CapacityTable:
    """Capacity over the years of a cell that is charged and discharged between two states every day.

    Raises
    ------
    InputError
        If there is no such cell, or no run between these states of charge.
    """
    if cell not in aged_cells():
        raise unknown("ageing", cell, aged_cells())
    rows = [row for row in parameter_table(TABLE).rows if row["cell"] == cell]
    windows = {(float(row["charge_low"]), float(row["charge_high"])) for row in rows}
    if (charge_low, charge_high) not in windows:
        listed = ", ".join(f"{low:g} to {high:g}" for low, high in sorted(windows))
        found = f"{charge_low:g} to {charge_high:g}"
        raise InputError(Problem("ageing", found, "no run is between these states", f"Use {listed}."))
    chosen = sorted(
        (
            row
            for row in rows
            if (float(row["charge_low"]), float(row["charge_high"])) == (charge_low, charge_high)
        ),
        key=lambda row: float(row["temperature"]),
    )
    columns = [name for name in chosen[0] if name.startswith(YEAR)]
    return CapacityTable(
        temperatures=np.asarray([float(row["temperature"]) for row in chosen]),
        years=np.asarray([float(name.removeprefix(YEAR)) for name in columns]),
        left=np.asarray([[float(row[name] or "nan") for name in columns] for row in chosen]),
    )
