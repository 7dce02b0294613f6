"""Cell plants of the packs of a case, designed with the tables of the package."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from cellworth.app.case_formats import format_tables
from cellworth.app.inputs_in_force import inputs_in_force
from cellworth.core.errors import InputError
from cellworth.engine.decision_inputs import PackDesign
from cellworth.engine.scenarios.cell_plant import CellPlant
from cellworth.engine.scenarios.designs import CellDesigner
from cellworth.engine.scenarios.places import PlantPlace
from cellworth.io.array_tables import array_table
from cellworth.io.input_columns import read_inputs
from cellworth.io.input_schema import input_definitions
from cellworth.io.pack_model import pack_model

__all__ = ["cell_designer", "designed_cell_plants", "open_inputs_filled"]


def cell_designer(
    packs: Mapping[str, PackDesign], places: Mapping[str, PlantPlace] | None = None
) -> CellDesigner:
    """What designs the packs of a case, with the tables of the package.

    Parameters
    ----------
    packs : designs of a case; names of couples and choices stand as texts in their inputs.
    places : countries of the case; none for a case that names none.

    Raises
    ------
    InputError
        If an input is wrong.
    """
    names = dict.fromkeys(name for pack in packs.values() for name in pack.inputs)
    columns = {name: np.asarray([pack.inputs.get(name, np.nan) for pack in packs.values()]) for name in names}
    found = read_inputs(array_table(columns, path="the packs of the case"), parity=False)
    if found.problems:
        raise InputError(*dict.fromkeys(found.problems.values()))
    definitions = input_definitions()
    free = tuple(name for name in found.arrays if definitions[name].kind == "number")
    formats = format_tables(pack.cell_format for pack in packs.values())
    return CellDesigner(found.arrays, free, pack_model(), formats, places or {})


def open_inputs_filled(designer: CellDesigner) -> CellDesigner:
    """The same designs with every input given that was left open, at the number that is in force.

    Parameters
    ----------
    designer : of the packs of a case.
    """
    known = inputs_in_force(designer.coded, designer.model)
    return replace(designer, coded={**designer.coded, **known})


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
        If an input is wrong.
    ValueError
        If a pack has no design.
    """
    return cell_designer(packs, places).cells(packs)
