"""Packs with cells of a format: the electrodes of the designed couple put into cans, costed again."""

from collections.abc import Mapping

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.record import named_arrays, record, replace
from cellworth.core.types import Array
from cellworth.engine.factory_stage import cost_packs, recycle_packs
from cellworth.engine.format_cell import FormatCell, exactly_filled, format_cell, lid_perimeter
from cellworth.engine.format_inputs import FormatInputs
from cellworth.engine.format_plant import applied, cell_seconds, format_amounts, format_plant
from cellworth.engine.pack_model import CORRECTED, PackModel, material_inputs, vehicle_items
from cellworth.engine.packs import EvaluatedPacks, cost_block, design_block
from cellworth.engine.supply_stage import cash_packs
from cellworth.factory.format_steps import lid_seam_time, machine_count, machine_use
from cellworth.factory.results import DETAIL

__all__ = ["FormatPacks", "StepLoad", "format_packs"]

GRAMS_PER_KG = 1000.0
PERCENT = 100.0


@record
class StepLoad:
    """Machines of the steps of a cell (X22, X25).

    Attributes
    ----------
    step_seconds : dict of (s,) [s]
    step_machines : dict of (s,) [1]
    step_use : dict of (s,) [1]
    seam_seconds : (s,) [s]
        Of the laser seam of the lid, within closing.
    """

    step_seconds: dict[str, Array]
    step_machines: dict[str, Array]
    step_use: dict[str, Array]
    seam_seconds: Array


@record
class FormatPacks:
    """Packs with cells of a format.

    Attributes
    ----------
    cell : FormatCell
    load : StepLoad
    outputs : dict of (s,)
        By name as of packs of pouch cells, those of cell, pack and cost of this format.
    """

    cell: FormatCell
    load: StepLoad
    outputs: dict[str, Array]


def format_packs(
    inputs: Mapping[str, Array], model: PackModel, form: FormatInputs, *, exact: bool = False
) -> FormatPacks:
    """Design and cost packs with cells of a format.

    Parameters
    ----------
    inputs : every input by name; ``cell_yield`` NaN takes that of the format's steps.
    model : PackModel
    form : FormatInputs
    exact : whether a pack holds just the energy asked for, with cells in parts.

    Returns
    -------
    packs : FormatPacks
        NaN where the couple has no design.
    """
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        designed = design_block(inputs, model, CORRECTED)
        whole = cost_block(inputs, designed, model, CORRECTED)
        cell = format_cell(designed.cell, designed.given.couple, form, model.design)
        if exact:
            cell = exactly_filled(cell, designed.cell.electrics.pack_energy)
        amounts = format_amounts(whole.amounts, cell)
        own = inputs["cell_yield"]
        xp = namespace(own)
        chosen: Array = xp.where(xp.isnan(own), form.cell_yield, own)
        plant = replace(whole.plant, cell_yield=chosen / PERCENT)
        pouches = whole.amounts.layout.cells_per_pack
        factory = format_plant(model.factory, cell, form, pouches, CORRECTED.factory)
        costs = cost_packs(
            amounts,
            plant,
            material_inputs(inputs, model),
            vehicle_items(inputs, model),
            factory,
            applied(CORRECTED.factory),
            detail=tuple(DETAIL),
        )
        cash = cash_packs(amounts, plant, costs, factory, applied(CORRECTED.factory))
        made = replace(whole, amounts=amounts, plant=plant, costs=costs, cash=cash)
        if whole.composition is not None:
            balance = recycle_packs(amounts, whole.composition, costs, factory, CORRECTED.factory)
            made = replace(made, recycling=balance)
        found = dict(named_arrays(made))
        found.update(_changed(whole, cell, found))
        return FormatPacks(cell=cell, load=_load(found, cell, form), outputs=found)


def _changed(pouch: EvaluatedPacks, cell: FormatCell, found: Mapping[str, Array]) -> dict[str, Array]:
    """Masses, sizes and layers in place of those of the pouch pack (X17)."""
    cells, mass = cell.in_series * cell.in_parallel, cell.contents.whole_mass
    pouches = pouch.amounts.layout.cells_per_pack
    old = found["cell_mass"] * pouches
    pack_mass = found["pack_mass"] + (cells * mass - old) / GRAMS_PER_KG
    room = cells * cell.format_volume / cell.array_fill - pouches * found["cell_volume"]
    volume = found["pack_volume"] + room / GRAMS_PER_KG
    layers = found["bicell_layers"] * cell.contents.positive_ratio
    energy = found["pack_energy"] * GRAMS_PER_KG
    return {
        "cell_mass": mass,
        "cells_mass": cells * mass / GRAMS_PER_KG,
        "cell_volume": cell.format_volume,
        "pack_mass": pack_mass,
        "usable_energy": found["pack_useable_energy"],
        "pack_volume": volume,
        "pack_specific_energy": energy / pack_mass,
        "pack_energy_density": energy / volume,
        "bicell_layers": layers,
        "cell_specific_energy": cell.format_specific_energy,
        "cell_energy_density": cell.format_energy_density,
        "cells_per_pack": cells,
        "positive_active_mass": found["positive_active_mass"] * cell.contents.positive_ratio,
    }


def _load(found: Mapping[str, Array], cell: FormatCell, form: FormatInputs) -> StepLoad:
    built, line = found["cells_built_per_year"], form.line
    seconds = cell_seconds(cell, form)
    return StepLoad(
        step_seconds=seconds,
        step_machines={
            step: machine_count(built, time, line.hours, line.uptime) for step, time in seconds.items()
        },
        step_use={step: machine_use(built, time, line.hours, line.uptime) for step, time in seconds.items()},
        seam_seconds=lid_seam_time(lid_perimeter(form), line.seam_speed, line.seam_handling),
    )
