"""Plant of a cell format: the base plant with the steps, parts and yield of the format."""

from cellworth.core.record import replace
from cellworth.core.types import Array
from cellworth.engine.format_cell import FormatCell
from cellworth.engine.format_inputs import FormatInputs, FormatLine
from cellworth.factory.amounts import PackAmounts
from cellworth.factory.corrections import FactoryCorrections
from cellworth.factory.format_steps import (
    channel_count,
    channel_investment,
    stacking_time,
    winding_time,
)
from cellworth.factory.parameters import FactoryParameters, HardwareItem, PurchasedItems, StepParameters
from cellworth.factory.steps import RECYCLING, REJECTED, steps_in_force

__all__ = ["applied", "cell_seconds", "format_amounts", "format_plant"]

CM2_PER_M2 = 1.0e4
MILLI = 1000.0
BUILT = "cells_built_per_year"
DRY_STEPS = ("stack", "weld", "enclose", "fill_seal")
"""Steps that stand in the dry room (X28)."""
CASE = "cell_case"


def applied(corrections: FactoryCorrections) -> FactoryCorrections:
    """Corrections left once the steps have theirs."""
    return replace(
        corrections,
        coating_follows_utilization=False,
        stacking_utilization_on_rate=False,
        operating_days_on_all_steps=False,
        rejects_drive_recycling=False,
    )


def cell_seconds(cell: FormatCell, form: FormatInputs) -> dict[str, Array]:
    """Machine seconds of a cell by step (X23, X24).

    Parameters
    ----------
    cell : FormatCell
    form : FormatInputs

    Returns
    -------
    seconds : dict of (s,) [s]
    """
    line, found = form.line, {}
    for step, law in line.time_law:
        if law == "winding":
            rolls = form.shape["n_jelly_rolls"]
            time = winding_time(cell.can.strip_length, line.wind_speed, line.wind_index, rolls)
        elif law == "sheets":
            time = stacking_time(cell.can.layers, line.sheet_time)
        else:
            time = line.machine_seconds[step]
        found[step] = time * line.time_factor[step]
    return found


def format_plant(
    base: FactoryParameters,
    cell: FormatCell,
    form: FormatInputs,
    pouch_cells: Array,
    corrections: FactoryCorrections,
) -> FactoryParameters:
    """Parameters of the base plant for cells of a format (X20, X21, X26, X28).

    Parameters
    ----------
    base : FactoryParameters
    cell : FormatCell
    form : FormatInputs
    pouch_cells : (s,) [1]
        In the pack of the published method, for the parts that stay those of that pack.
    corrections : FactoryCorrections
        Those that touch steps act here; cost with `applied` ones.

    Returns
    -------
    parameters : FactoryParameters
    """
    steps, line, seconds = steps_in_force(base, corrections), form.line, cell_seconds(cell, form)
    size = steps["stack"].secondary_baseline
    for name, time in seconds.items():
        steps[name] = _timed(steps[name], time / line.base_seconds[name], line.machine_price[name])
    for name in line.left_out:
        steps[name] = replace(steps[name], baseline_labor=0.0, baseline_equipment=0.0, baseline_area=0.0)
    steps["formation"] = _formation(steps["formation"], cell.format_cell_capacity, size, line)
    steps["dry_room"] = _dry_room(steps["dry_room"], base, cell, seconds, line)
    if corrections.rejects_drive_recycling:
        step = steps[RECYCLING]
        by_size = step.baseline_rate * size / cell.format_cell_capacity
        steps[RECYCLING] = replace(step, driver=REJECTED, baseline_rate=by_size)
    return replace(base, steps=steps, items=_items(base, cell, form, pouch_cells))


def _timed(step: StepParameters, longer: Array, dearer: Array) -> StepParameters:
    """Step driven by machine seconds in place of cells (X21)."""
    return replace(
        step,
        baseline_rate=step.baseline_rate / longer,
        baseline_equipment=step.baseline_equipment * dearer,
        secondary_driver="",
        secondary_labor_exponent=0.0,
        secondary_equipment_exponent=0.0,
        secondary_area_exponent=0.0,
    )


def _formation(step: StepParameters, capacity: Array, size: Array, line: FormatLine) -> StepParameters:
    """Formation by channels away from the size of the base plant (X26); labour and area follow channels."""
    far = 1.0 * ((capacity < line.near_low) | (capacity > line.near_high))
    near = 1.0 - far
    channels = channel_count(step.baseline_rate, line.occupancy, line.hours)

    def invested(size_of_cell: Array) -> Array:
        current = line.formation_rate * size_of_cell
        return channel_investment(
            channels, current, line.channel_fixed, line.channel_current, line.channel_share
        )

    own = invested(capacity)
    dearer = own / invested(size)
    return replace(
        step,
        baseline_equipment=near * step.baseline_equipment + far * own,
        equipment_exponent=near * step.equipment_exponent + far,
        baseline_labor=step.baseline_labor * (near + far * dearer**step.labor_exponent),
        baseline_area=step.baseline_area * (near + far * dearer**step.area_exponent),
        secondary_labor_exponent=near * step.secondary_labor_exponent,
        secondary_equipment_exponent=near * step.secondary_equipment_exponent,
        secondary_area_exponent=near * step.secondary_area_exponent,
        large_cell_factor=near * step.large_cell_factor + far,
    )


def _dry_room(
    step: StepParameters,
    base: FactoryParameters,
    cell: FormatCell,
    seconds: dict[str, Array],
    line: FormatLine,
) -> StepParameters:
    """Dry room by the machine seconds in it or by electrode area, whichever asks for more (X28)."""
    plant = base.baseline
    own = sum(seconds[name] for name in DRY_STEPS)
    by_time = own / sum(line.base_seconds[name] for name in DRY_STEPS) / plant[BUILT]
    coated = (cell.can.can_positive_area + cell.can.can_negative_area) / CM2_PER_M2
    by_area = coated / (plant["positive_area_m2_per_year"] + plant["negative_area_m2_per_year"])
    more = 0.5 * (by_time + by_area + abs(by_time - by_area))
    return replace(step, driver=BUILT, baseline_rate=1.0 / more)


def _items(
    base: FactoryParameters, cell: FormatCell, form: FormatInputs, pouch_cells: Array
) -> PurchasedItems:
    """Bought parts: the can in place of pouch and terminals; conductors as in the pack of the method."""
    items = base.items
    hardware = dict(items.hardware)
    pouch = hardware["cell_container"]
    hardware["cell_container"] = HardwareItem(
        ingot=CASE,
        form_factor=form.fabrication_factor,
        fabrication_price=0.0,
        baseline_piece_price=form.case_price,
        piece_exponent=pouch.piece_exponent,
        piece_driver=pouch.piece_driver,
        piece_price_falls=pouch.piece_price_falls,
    )
    for name in ("cell_positive_terminal", "cell_negative_terminal"):
        hardware[name] = replace(hardware[name], baseline_piece_price=0.0)
    sheets = hardware["module_thermal_conductors"]
    fewer = pouch_cells / (cell.in_series * cell.in_parallel)
    hardware["module_thermal_conductors"] = replace(
        sheets, baseline_piece_price=sheets.baseline_piece_price * fewer
    )
    return replace(items, hardware=hardware, ingot_price={**items.ingot_price, CASE: form.case_metal_price})


def format_amounts(amounts: PackAmounts, cell: FormatCell) -> PackAmounts:
    """Contents of the pack with cells of the format; modules and pack stay those of the method.

    Parameters
    ----------
    amounts : PackAmounts
        With pouch cells.
    cell : FormatCell

    Returns
    -------
    amounts : PackAmounts
    """
    old, can, held, within = amounts.layout, cell.can, cell.contents, amounts.cell
    cells = cell.in_series * cell.in_parallel
    more = cells / old.cells_per_pack
    energy = cell.format_cell_energy / MILLI
    grown = cells * energy / amounts.ratings.pack_energy
    by_side = {
        f"{side}_{part}": getattr(within, f"{side}_{part}") * ratio
        for side, ratio in (("positive", held.positive_ratio), ("negative", held.negative_ratio))
        for part in ("active", "conductive", "binder", "additive")
    }
    wetter = held.can_electrolyte / within.electrolyte
    none = 0.0 * cells
    ratings = amounts.ratings
    by_pack = ("pack_energy", "pack_useable_energy", "system_energy", "system_useable_energy")
    by_module = ("module_energy", "module_useable_energy", "module_capacity")
    return replace(
        amounts,
        layout=replace(
            old,
            cells_per_module=old.cells_per_module * more,
            cells_in_parallel=old.cells_in_parallel * more,
            cells_per_pack=cells,
        ),
        ratings=replace(
            ratings,
            cell_capacity=cell.format_cell_capacity,
            cell_energy=energy,
            cell_useable_energy=energy * ratings.cell_useable_energy / ratings.cell_energy,
            **{name: getattr(ratings, name) * grown for name in (*by_pack, *by_module)},
        ),
        cell=replace(
            within,
            **by_side,
            positive_foil=can.can_positive_foil,
            negative_foil=can.can_negative_foil,
            separator=can.can_separator_area,
            electrolyte=held.can_electrolyte,
            electrolyte_mass=within.electrolyte_mass * wetter,
            electrolyte_additive=within.electrolyte_additive * wetter,
            positive_electrode_area=can.can_positive_area,
            negative_electrode_area=can.can_negative_area,
            positive_terminal=none,
            negative_terminal=none,
            cell_container=held.can_mass,
        ),
    )
