"""Cell plants of the packs of a case, designed with the tables of the package."""

from collections.abc import Mapping

import numpy as np

from cellworth.app.case_formats import evaluate_formats, format_tables
from cellworth.core.errors import InputError
from cellworth.engine.decision_inputs import PackDesign
from cellworth.engine.scenarios.cell_plant import CellPlant, cell_plants
from cellworth.engine.scenarios.places import PlantPlace, located_cells
from cellworth.io.array_tables import array_table
from cellworth.io.input_columns import read_inputs
from cellworth.io.pack_model import pack_model

__all__ = ["designed_cell_plants"]


def designed_cell_plants(
    packs: Mapping[str, PackDesign], places: Mapping[str, PlantPlace] | None = None
) -> dict[str, CellPlant]:
    """Every pack designed once, and costed in every country its makers stand in.

    Parameters
    ----------
    packs : designs of a case; names of couples and choices stand as texts in their inputs.
    places : countries of the case; none for a case that names none.

    Raises
    ------
    InputError
        If an input is wrong or a pack cannot be designed.
    """
    names = dict.fromkeys(name for pack in packs.values() for name in pack.inputs)
    columns = {name: np.asarray([pack.inputs.get(name, np.nan) for pack in packs.values()]) for name in names}
    found = read_inputs(array_table(columns, path="the packs of the case"), parity=False)
    if found.problems:
        raise InputError(*dict.fromkeys(found.problems.values()))
    formats = [pack.cell_format for pack in packs.values()]
    cells = cell_plants(packs, found.arrays, pack_model(), format_tables(formats))
    if not places:
        return cells
    return cells | located_cells(cells, places, evaluate_formats(found.arrays, formats).outputs)
