"""Packs from inputs to design and cost, block by block."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.record import field_names, named_arrays, record, replace
from cellworth.core.types import Array
from cellworth.design.cell.report import cell_report
from cellworth.design.cell_records import CellDesign, CellReport
from cellworth.design.electrode.couple import couple_in_force, couple_rows, vehicle_rows
from cellworth.design.inputs import (
    Kinetics,
    NegativeElectrode,
    PositiveElectrode,
    SeparatorElectrolyte,
    VehicleUse,
)
from cellworth.design.pack.design import PackDesign, PackDetail
from cellworth.design.sizing.design import design_cell
from cellworth.design.sizing.states import DESIGN_STATES
from cellworth.engine.blocks import BLOCK, Progress, Store, run_blocks
from cellworth.engine.executors import Workers
from cellworth.engine.factory_stage import cost_packs, detail_for, recycle_packs, recycling_asked
from cellworth.engine.memory import keep_freed_memory
from cellworth.engine.pack_amounts import pack_amounts, recycling_inputs
from cellworth.engine.pack_model import (
    CORRECTED,
    PARITY,
    Corrections,
    PackModel,
    couple_overrides,
    design_targets,
    material_inputs,
    pack_layout,
    plant_inputs,
    vehicle_items,
)
from cellworth.engine.pack_stage import PackInputs, pack_cells, pack_detail
from cellworth.engine.supply_stage import cash_packs
from cellworth.factory.amounts import PackAmounts
from cellworth.factory.bms_price import BmsPartPrices, BmsPrice, bms_part_prices, bms_price
from cellworth.factory.cash import CashCost
from cellworth.factory.plant import PlantInputs
from cellworth.factory.recycling import RecyclingInputs
from cellworth.factory.results import DETAIL, CashCosts, PackCosts, Recycling
from cellworth.factory.steps import steps_in_force

STATE = "design_state"
NO_COST = "no cost"
BLOCKS_PER_TASK = 32
"""A second of work, about."""

REASONS = (*DESIGN_STATES, NO_COST)
"""Why a design has no numbers, by the code in `PackResults.reason`; the first means that it has."""


@record
class EvaluatedPacks:
    """Design and cost of a block; parts that were not asked for are None.

    Attributes
    ----------
    positive, negative, between, kinetics : properties of the couple in force
    vehicle : VehicleUse
    plant : PlantInputs
    cell : CellDesign
    pack : PackDesign
    detail : PackDetail or None
    cell_report : CellReport or None
    amounts : PackAmounts
    bms : BmsPrice
    bms_parts : BmsPartPrices or None
    costs : PackCosts
    cash : CashCosts or None
    composition : RecyclingInputs or None
    recycling : Recycling or None
    """

    positive: PositiveElectrode
    negative: NegativeElectrode
    between: SeparatorElectrolyte
    kinetics: Kinetics
    vehicle: VehicleUse
    plant: PlantInputs
    cell: CellDesign
    pack: PackDesign
    detail: PackDetail | None
    cell_report: CellReport | None
    amounts: PackAmounts
    bms: BmsPrice
    bms_parts: BmsPartPrices | None
    costs: PackCosts
    cash: CashCosts | None
    composition: RecyclingInputs | None
    recycling: Recycling | None


@dataclass(frozen=True)
class PackResults:
    """Named outputs of all designs.

    Attributes
    ----------
    outputs : arrays by name, one value per design; NaN where a design has no solution.
    reason : (s,) why a design has no numbers: position in `reasons`, 0 where it has.
    reasons : texts of the reasons.
    """

    outputs: dict[str, Array]
    reason: Array
    reasons: tuple[str, ...] = REASONS


def evaluate_packs(
    inputs: Mapping[str, Array],
    model: PackModel,
    *,
    parity: bool = False,
    outputs: Sequence[str] | None = None,
    block: int = BLOCK,
    workers: Workers | None = None,
    progress: Progress | None = None,
    store: Store | None = None,
) -> PackResults:
    """Design and cost packs.

    Parameters
    ----------
    inputs : every input by name, arrays of one length or of length one; texts and choices as positions.
    model : tables and parameters.
    parity : follow the published method with its quirks.
    outputs : names wanted, all if none are named.
    block, workers, progress, store : see `cellworth.engine.blocks.run_blocks`.

    Returns
    -------
    results : PackResults

    Raises
    ------
    KeyError
        If an output has no such name.
    """
    keep_freed_memory()
    n = max(array.shape[0] for array in inputs.values())
    corrections = PARITY if parity else CORRECTED
    evaluate = partial(
        _named_outputs,
        model=_in_force(model, corrections),
        corrections=corrections,
        names=None if outputs is None else tuple(dict.fromkeys(outputs)),
    )
    found = run_blocks(
        evaluate,
        inputs,
        n=n,
        block=block,
        blocks_per_task=BLOCKS_PER_TASK,
        workers=workers,
        progress=progress,
        store=store,
    )
    reason = found.pop("reason")
    return PackResults(outputs=found, reason=reason)


def _in_force(model: PackModel, corrections: Corrections) -> PackModel:
    """Parameters of the process steps corrected once for all blocks."""
    steps = steps_in_force(model.factory, corrections.factory)
    return replace(model, factory=replace(model.factory, steps=steps))


def _named_outputs(
    inputs: Mapping[str, Array], model: PackModel, corrections: Corrections, names: tuple[str, ...] | None
) -> dict[str, Array]:
    """Outputs of a block by name, and why a design has none."""
    found = dict(named_arrays(evaluate_block(inputs, model, corrections, names)))
    if names is None:
        chosen = found
    else:
        missing = [name for name in names if name not in found]
        found.update(_given(missing, inputs, model))
        chosen = {name: found[name] for name in names}
    state = found[STATE]
    cost = found["unit_cost.pack"]
    reason = np.where((state == 0) & np.isnan(cost), len(REASONS) - 1, state)
    return {**chosen, "reason": reason.astype(np.int8)}


def _given(names: Collection[str], inputs: Mapping[str, Array], model: PackModel) -> dict[str, Array]:
    """Inputs and parameters that were asked for as outputs."""
    if not names:
        return {}
    numbers = {**dict(named_arrays(model.pack)), **dict(named_arrays(model.design)), **inputs}
    return {name: np.atleast_1d(np.asarray(numbers[name])) for name in names}


@record
class DesignedPacks:
    """Design of a block, and what it was designed from.

    Attributes
    ----------
    given : PackInputs
    cell : CellDesign
    pack : PackDesign
    """

    given: PackInputs
    cell: CellDesign
    pack: PackDesign


def evaluate_block(
    inputs: Mapping[str, Array],
    model: PackModel,
    corrections: Corrections,
    names: Collection[str] | None = None,
) -> EvaluatedPacks:
    """Design and cost of one block of packs.

    Parameters
    ----------
    inputs : every input by name.
    model : PackModel
    corrections : Corrections
    names : outputs wanted; decides which report parts are computed, all if none are named.

    Returns
    -------
    packs : EvaluatedPacks
    """
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        designed = design_block(inputs, model, corrections)
        return cost_block(inputs, designed, model, corrections, names)


def design_block(inputs: Mapping[str, Array], model: PackModel, corrections: Corrections) -> DesignedPacks:
    """Design of one block of packs, top to bottom."""
    xp = namespace(inputs["energy"])
    layout, targets = pack_layout(inputs), design_targets(inputs)
    vehicle = vehicle_rows(model.vehicles, inputs["vehicle"])
    rows = couple_rows(model.couples, inputs["couple"])
    couple = couple_in_force(rows, couple_overrides(inputs), model.design, corrections.design)
    cell = design_cell(couple, targets, layout, vehicle, model.design, corrections.design)
    given = PackInputs(
        layout=layout,
        vehicle=vehicle,
        couple=couple,
        couple_kind=model.couple_facts.couple_kind[inputs["couple"]],
        temperature=inputs["temperature"],
        charger_power=inputs["charger_power"],
        battery_no=inputs["battery_no"] if "battery_no" in inputs else xp.ones(1),
    )
    return DesignedPacks(given=given, cell=cell, pack=pack_cells(given, cell, model.pack, corrections.pack))


def cost_block(
    inputs: Mapping[str, Array],
    designed: DesignedPacks,
    model: PackModel,
    corrections: Corrections,
    names: Collection[str] | None = None,
) -> EvaluatedPacks:
    """Cost of one block of designed packs, and the report parts that were asked for."""
    given, cell, pack = designed.given, designed.cell, designed.pack
    volume, current = inputs["packs_per_year"], cell.electrics.module_current
    counts = pack.bms_parts.bms_part_count
    bms = bms_price(counts, current, volume, model.bms_price)
    amounts = pack_amounts(given.layout, cell, pack, bms.bms_price)
    plant = plant_inputs(inputs, model)
    costs = cost_packs(
        amounts,
        plant,
        material_inputs(inputs, model),
        vehicle_items(inputs, model),
        model.factory,
        corrections.factory,
        detail=tuple(DETAIL) if names is None else detail_for(names),
    )
    composition = recycling = None
    if _asked(names, RecyclingInputs) or (names is not None and recycling_asked(names)):
        composition = recycling_inputs(given.couple, model.couple_facts, inputs["couple"])
        recycling = recycle_packs(amounts, composition, costs, model.factory, corrections.factory)
    return EvaluatedPacks(
        positive=given.couple.positive,
        negative=given.couple.negative,
        between=given.couple.between,
        kinetics=given.couple.kinetics,
        vehicle=given.vehicle,
        plant=plant,
        cell=cell,
        pack=pack,
        **_reports(designed, model, corrections, names, volume),
        amounts=amounts,
        bms=bms,
        costs=costs,
        cash=cash_packs(amounts, plant, costs, model.factory, corrections.factory)
        if _asked(names, CashCost)
        else None,
        composition=composition,
        recycling=recycling,
    )


def _reports(
    designed: DesignedPacks,
    model: PackModel,
    corrections: Corrections,
    names: Collection[str] | None,
    volume: Array,
) -> dict[str, Any]:
    """Report parts by field of `EvaluatedPacks`; None where not asked for."""
    given, cell, pack = designed.given, designed.cell, designed.pack
    detail = report = parts = None
    if _asked(names, PackDetail):
        fold = model.design.cell.fold_thickness
        detail = pack_detail(given, cell, pack, fold, model.pack, corrections.pack)
    if _asked(names, CellReport):
        report = cell_report(cell, given.couple, given.vehicle, model.design)
    if _asked(names, BmsPartPrices):
        counts = pack.bms_parts.bms_part_count
        parts = bms_part_prices(counts, cell.electrics.module_current, volume, model.bms_price)
    return {"detail": detail, "cell_report": report, "bms_parts": parts}


def _asked(names: Collection[str] | None, kind: type) -> bool:
    """Whether any of the names is a leaf of a record class."""
    return names is None or not field_names(kind).isdisjoint(name.partition(".")[0] for name in names)
