"""Packs of a case designed with numbers of their own, and their cell plants in every country of the case."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.record import named_arrays
from cellworth.core.types import Array
from cellworth.engine.decision_inputs import PackDesign
from cellworth.engine.format_inputs import FormatInputs
from cellworth.engine.format_stage import format_packs
from cellworth.engine.pack_model import CORRECTED, PackModel
from cellworth.engine.packs import evaluate_block
from cellworth.engine.place_stage import OF_ENERGY
from cellworth.engine.scenarios.cell_plant import CellPlant, cell_plants
from cellworth.engine.scenarios.columns import numbers
from cellworth.engine.scenarios.places import PlantPlace, located_cells

__all__ = ["CellDesigner"]


@dataclass(frozen=True)
class CellDesigner:
    """What the packs of a case are designed with.

    Attributes
    ----------
    coded : every input by name, one row per pack, or length one; texts and choices as positions.
    free : inputs that are real numbers, for which a pack may have its own.
    model : tables and parameters.
    formats : cell formats by the identifier that packs name.
    places : countries of the case.
    """

    coded: Mapping[str, Array]
    free: tuple[str, ...]
    model: PackModel
    formats: Mapping[str, FormatInputs]
    places: Mapping[str, PlantPlace]

    def in_force(self, packs: Mapping[str, PackDesign]) -> dict[str, PackDesign]:
        """Packs with every number that they are designed with, stated or not, among their inputs.

        Parameters
        ----------
        packs : in the order of the rows.
        """
        found = {}
        for k, (name, pack) in enumerate(packs.items()):
            known = {each: float(_row(self.coded[each], k)[0]) for each in self.free}
            stated = {each: value for each, value in known.items() if np.isfinite(value)}
            found[name] = replace(pack, inputs={**pack.inputs, **stated})
        return found

    def cells(self, packs: Mapping[str, PackDesign]) -> dict[str, CellPlant]:
        """Cell plants of packs with the numbers that stand in their inputs, on the array library of these.

        Parameters
        ----------
        packs : in the order of the rows.

        Raises
        ------
        ValueError
            If a pack has no design.
        """
        given = dict(self.coded)
        for name in self.free:
            if any(name in pack.inputs for pack in packs.values()):
                given[name] = self._column(name, packs)
        cells = cell_plants(packs, given, self.model, self.formats)
        if not self.places:
            return cells
        return cells | located_cells(cells, self.places, self._outputs(packs, given))

    def _column(self, name: str, packs: Mapping[str, PackDesign]) -> Array:
        """One input of all packs: their own number, or that of the row."""
        rows = (float(_row(self.coded[name], k)[0]) for k in range(len(packs)))
        return numbers([pack.inputs.get(name, row) for pack, row in zip(packs.values(), rows, strict=True)])

    def _outputs(self, packs: Mapping[str, PackDesign], given: Mapping[str, Array]) -> dict[str, Array]:
        """Outputs of the packs that energy hangs on, each with cells of its format."""
        pouches = dict(named_arrays(evaluate_block(given, self.model, CORRECTED, OF_ENERGY)))
        rows = []
        for k, pack in enumerate(packs.values()):
            found = {name: _row(pouches[name], k) for name in OF_ENERGY}
            if pack.cell_format in self.formats:
                own = {name: _row(array, k) for name, array in given.items()}
                made = format_packs(own, self.model, self.formats[pack.cell_format], exact=True).outputs
                found |= {name: made[name] for name in OF_ENERGY if name in made}
            rows.append(found)
        parts = {name: [row[name] for row in rows] for name in OF_ENERGY}
        return {name: namespace(*each).concat(each) for name, each in parts.items()}


def _row(array: Array, pack: int) -> Array:
    """The row of a pack, its axis kept."""
    return array[pack : pack + 1] if array.shape[0] > 1 else array
