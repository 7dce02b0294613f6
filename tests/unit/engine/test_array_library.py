"""Design and cost, first kernel to last, on the strict array library: the same numbers as on NumPy."""

from dataclasses import fields, is_dataclass

import array_api_strict
import numpy as np
import pytest

import pack_laws
from cellworth.core.record import named_arrays
from cellworth.design.electrode.couple import couple_in_force, couple_rows, vehicle_rows
from cellworth.design.sizing.design import design_cell
from cellworth.engine.factory_stage import cost_packs, recycle_packs
from cellworth.engine.pack_amounts import pack_amounts, recycling_inputs
from cellworth.engine.pack_model import (
    CORRECTED,
    PARITY,
    couple_overrides,
    design_targets,
    material_inputs,
    pack_layout,
    plant_inputs,
    vehicle_items,
)
from cellworth.engine.pack_stage import PackInputs, pack_cells, pack_detail
from cellworth.factory.bms_price import bms_price
from cellworth.factory.results import DETAIL
from cellworth.io.pack_model import pack_model

DESIGNS = 300
MODEL = pack_model()
STRICT = array_api_strict.asarray


def converted(tree, change):
    """A record, a dictionary or an array with each array changed."""
    if isinstance(tree, np.ndarray):
        return change(tree)
    if isinstance(tree, dict):
        return {name: converted(value, change) for name, value in tree.items()}
    if is_dataclass(tree):
        return type(tree)(**{item.name: converted(getattr(tree, item.name), change) for item in fields(tree)})
    return tree


def records(inputs):
    """What the engine makes of inputs before the first kernel runs."""
    layout, targets = pack_layout(inputs), design_targets(inputs)
    couple = couple_rows(MODEL.couples, inputs["couple"])
    vehicle = vehicle_rows(MODEL.vehicles, inputs["vehicle"])
    return {
        "layout": layout,
        "targets": targets,
        "vehicle": vehicle,
        "couple": couple,
        "overrides": couple_overrides(inputs),
        "couple_kind": MODEL.couple_facts.couple_kind[inputs["couple"]],
        "temperature": inputs["temperature"],
        "charger_power": inputs["charger_power"],
        "battery_no": inputs["battery_no"],
        "volume": inputs["packs_per_year"],
        "plant": plant_inputs(inputs, MODEL),
        "materials": material_inputs(inputs, MODEL),
        "items": vehicle_items(inputs, MODEL),
    }


def run(start, corrections, facts, index):
    """All kernels in the order of the engine."""
    layout, vehicle = start["layout"], start["vehicle"]
    couple = couple_in_force(start["couple"], start["overrides"], MODEL.design, corrections.design)
    cell = design_cell(couple, start["targets"], layout, vehicle, MODEL.design, corrections.design)
    kept = {name: start[name] for name in ("couple_kind", "temperature", "charger_power", "battery_no")}
    given = PackInputs(layout=layout, vehicle=vehicle, couple=couple, **kept)
    pack = pack_cells(given, cell, MODEL.pack, corrections.pack)
    detail = pack_detail(given, cell, pack, MODEL.design.cell.fold_thickness, MODEL.pack, corrections.pack)
    counts, current = pack.bms_parts.bms_part_count, cell.electrics.module_current
    bms = bms_price(counts, current, start["volume"], MODEL.bms_price)
    amounts = pack_amounts(layout, cell, pack, bms.bms_price)
    plant, factory = start["plant"], corrections.factory
    costs = cost_packs(
        amounts, plant, start["materials"], start["items"], MODEL.factory, factory, detail=tuple(DETAIL)
    )
    balance = recycle_packs(amounts, recycling_inputs(couple, facts, index), costs, MODEL.factory, factory)
    trees = (cell, pack, detail, bms, amounts, costs, balance)
    return {name: array for tree in trees for name, array in named_arrays(tree)}


@pytest.mark.parametrize("corrections", [PARITY, CORRECTED], ids=["parity", "corrected"])
def test_strict_library_agrees(corrections):
    inputs = pack_laws.some_designs(DESIGNS, seed=23)
    start, index = records(inputs), inputs["couple"]
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        expected = run(start, corrections, MODEL.couple_facts, index)
        facts, strict_index = converted(MODEL.couple_facts, STRICT), STRICT(index)
        found = run(converted(start, STRICT), corrections, facts, strict_index)
    assert len(expected) > 900
    assert expected.keys() == found.keys()
    assert np.mean(np.isfinite(expected["unit_cost.pack"])) > 0.8
    for name, values in expected.items():
        assert isinstance(found[name], type(strict_index) | float), name
        np.testing.assert_allclose(np.asarray(found[name]), values, rtol=1e-12, err_msg=name)


@pytest.mark.parametrize("corrections", [PARITY, CORRECTED], ids=["parity", "corrected"])
def test_kernels_in_order_are_the_engine(corrections):
    """The order above is the engine's: the same bits."""
    inputs = pack_laws.some_designs(DESIGNS, seed=23)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        found = run(records(inputs), corrections, MODEL.couple_facts, inputs["couple"])
    engine = pack_laws.evaluated(inputs, parity=corrections is PARITY)
    for name, values in found.items():
        expected = np.broadcast_to(engine[name], (DESIGNS,))
        np.testing.assert_array_equal(np.broadcast_to(values, (DESIGNS,)), expected, err_msg=name)
