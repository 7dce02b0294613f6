"""Every row of the worked design, from the default inputs to the pack in one run, in both modes."""

import csv
from pathlib import Path

import numpy as np
import pytest
from test_design_worked import ELSEWHERE, RECHARGE_TIMES
from test_design_worked import NAMES as CELL_NAMES
from test_pack_worked import NAMES as PACK_NAMES

from cellworth.core.record import named_arrays
from cellworth.design.electrode.couple import couple_in_force, couple_rows, vehicle_rows
from cellworth.design.sizing.design import design_cell
from cellworth.engine.pack_model import PARITY, couple_overrides, design_targets, pack_layout
from cellworth.engine.pack_stage import PackInputs, pack_cells, pack_detail
from cellworth.engine.packs import evaluate_packs
from cellworth.io.input_values import default_arrays
from cellworth.io.pack_model import pack_model
from cellworth.io.pack_texts import pack_texts

BATTERIES = (1, 5)
NAMES = CELL_NAMES | PACK_NAMES | {"t_al": "conductor_sheet_thickness", "limited_by": "limited_by"}
OF_ITS_OWN = {"t_cont", "rho_cont"}
"""Thickness and density of the pouch, tested with the cells."""

with (Path(__file__).parent / "batpac" / "worked_design.csv").open(encoding="utf-8") as lines:
    ROWS = {row["symbol"]: row for row in csv.DictReader(lines)}
NUMBERS = [symbol for symbol in NAMES if symbol != "limited_by"]


def printed(symbol):
    return [ROWS[symbol][f"battery_{number}"] for number in BATTERIES]


def inputs():
    """Both batteries: the default, and the default with another recharge time."""
    found = {name: np.repeat(array, 2) for name, array in default_arrays().items()}
    return found | {
        "recharge_time": np.asarray(RECHARGE_TIMES),
        "battery_no": np.asarray(BATTERIES, dtype=float),
    }


def workbook_values():
    """The chain of the engine with the workbook's own addition to the cell thickness."""
    given, model = inputs(), pack_model()
    addition = np.asarray([float(text) for text in printed("t_add")])
    layout, targets = pack_layout(given), design_targets(given)
    vehicle = vehicle_rows(model.vehicles, given["vehicle"])
    rows = couple_rows(model.couples, given["couple"])
    couple = couple_in_force(rows, couple_overrides(given), model.design, PARITY.design)
    cell = design_cell(
        couple,
        targets,
        layout,
        vehicle,
        model.design,
        PARITY.design,
        addition=addition,
        whole_layers=False,
    )
    start = PackInputs(
        layout=layout,
        vehicle=vehicle,
        couple=couple,
        couple_kind=model.couple_facts.couple_kind[given["couple"]],
        temperature=given["temperature"],
        charger_power=given["charger_power"],
        battery_no=given["battery_no"],
    )
    pack = pack_cells(start, cell, model.pack, PARITY.pack)
    detail = pack_detail(start, cell, pack, model.design.cell.fold_thickness, model.pack, PARITY.pack)
    return {
        name: array for tree in (couple, vehicle, cell, pack, detail) for name, array in named_arrays(tree)
    }


@pytest.fixture(scope="module")
def workbook():
    return workbook_values()


@pytest.fixture(scope="module")
def whole():
    return evaluate_packs(inputs(), pack_model(), parity=True).outputs


def compare(symbol, found, tolerance):
    name = NAMES[symbol]
    values = np.broadcast_to(found[name], (2,))
    texts = pack_texts(name, values)
    if texts is not None:
        assert list(texts) == printed(symbol)
        return
    expected = [float(text) for text in printed(symbol)]
    np.testing.assert_allclose(values, expected, rtol=tolerance, atol=1e-12)


def test_no_row_is_left_out():
    assert set(ROWS) == set(NAMES) | OF_ITS_OWN
    assert OF_ITS_OWN <= ELSEWHERE


@pytest.mark.parametrize("symbol", NUMBERS)
def test_with_the_thickness_of_the_workbook(symbol, workbook):
    compare(symbol, workbook, 1e-10)


@pytest.mark.parametrize("symbol", [symbol for symbol in NUMBERS if symbol != "t_add"])
def test_with_whole_layers(symbol, whole):
    """The addition to the thickness is left out (decision 4)."""
    compare(symbol, whole, 5e-4)
