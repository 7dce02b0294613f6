"""All pack evaluations of the first decision, in one block: one row per pack, volume and year."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from cellworth.core.constants import PERCENT
from cellworth.core.types import Array
from cellworth.engine.decision_inputs import DecisionInputs, plain
from cellworth.engine.scenarios.columns import numbers
from cellworth.market.prices import indexed_price

__all__ = ["CELL_FORMAT", "Rows", "held_index", "material_prices"]

CELL_FORMAT = "cell_format"
"""Column of the block that is no input: the format of the cells."""


def held_index(by_year: Mapping[int, float], years: Array) -> Array:
    """Index by year, the last one known held; the first one before it starts."""
    known = np.asarray(sorted(by_year))
    place = np.clip(np.searchsorted(known, years, side="right") - 1, 0, len(known) - 1)
    return numbers([by_year[int(year)] for year in known])[place]


def material_prices(inputs: DecisionInputs) -> dict[str, Array]:
    """Price of each material by year (S34)."""
    xp = inputs.library
    years = np.asarray(inputs.years)
    paths = {}
    for name, path in inputs.prices.items():
        start = np.asarray([path.year])
        ratios = {
            metal: held_index(inputs.indices[metal], years) / held_index(inputs.indices[metal], start)
            for metal in path.metals
        }
        weights = {metal: xp.asarray([share]) for metal, share in path.metals.items()}
        since = xp.asarray((years - path.year).astype(float))
        paths[name] = indexed_price(
            xp.asarray([path.start]), weights, ratios, xp.asarray([path.productivity]), since
        )
    return paths


@dataclass
class Rows:
    """Rows gathered one group after the other, evaluated together.

    Attributes
    ----------
    inputs : DecisionInputs
    paths : price of each material by year.
    formats : of the cells of each row, empty for the pouch.
    """

    inputs: DecisionInputs
    paths: dict[str, Array]
    formats: list[str] = field(default_factory=list)
    _rows: list[dict[str, float | str]] = field(default_factory=list)

    def add(self, pack: str, year: int, packs_per_year: float, reject: float) -> int:
        """One evaluation; its row number.

        Parameters
        ----------
        pack : name of the design.
        year : sets material prices.
        packs_per_year : volume of a plant sized for it.
        reject : [1], share of rejected cells.
        """
        design = self.inputs.packs[pack]
        place = self.inputs.years.index(year)
        prices = {target: plain(self.paths[name][place]) for target, name in design.prices.items()}
        plant = {"packs_per_year": packs_per_year, "cell_yield": PERCENT * (1.0 - reject)}
        self._rows.append({**design.inputs, **prices, **plant})
        self.formats.append(design.cell_format)
        return len(self._rows) - 1

    def block(self) -> dict[str, Array]:
        """Inputs of the evaluation, one array per input; numbers that a row does not name are NaN.

        Where a pack names a format, that of each row stands with them as `CELL_FORMAT`.
        """
        names = dict.fromkeys(name for row in self._rows for name in row)
        found = {name: self._column(name) for name in names}
        return {**found, CELL_FORMAT: np.asarray(self.formats)} if any(self.formats) else found

    def packs(self) -> Array:
        """Volume of each row."""
        return self.inputs.library.asarray([plain(row["packs_per_year"]) for row in self._rows])

    def _column(self, name: str) -> Array:
        """One input of all rows; texts are arrays of numpy whatever the library."""
        values = [row.get(name, np.nan) for row in self._rows]
        library = np if any(isinstance(value, str) for value in values) else self.inputs.library
        return library.asarray(values)

    def __len__(self) -> int:
        """Number of rows."""
        return len(self._rows)
