"""The page of quirks: what each correction moves, computed again and compared with what is printed."""

from pathlib import Path

import numpy as np
import pytest

import factory_cases as cases
from cellworth.core.record import named_arrays, replace
from cellworth.engine.factory_stage import cost_packs, recycle_packs
from cellworth.factory.corrections import CORRECTED, NAMES, PARITY

PAGE = Path(__file__).parents[2] / "docs" / "theory" / "factory-quirks.md"
PRINTED_TO = 0.006


def tables():
    """Rows of the two tables of the page, as lists of cells."""
    found, rows = [], []
    for line in [*PAGE.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
        elif rows:
            found.append(rows[2:])
            rows = []
    return found


COST, MASS = tables()


def exponents(**changes):
    scaling = cases.PARAMETERS.scaling
    changed = replace(scaling, price_exponent=scaling.price_exponent | changes)
    return replace(cases.PARAMETERS, scaling=changed)


SETTINGS = {
    "default": {},
    "two packs per system": {"amounts": {"packs_per_system": cases.array(2)}},
    "method 3, half used": {"utilization_method": cases.array(3), "utilization": cases.array(0.5)},
    "300 operating days": {"operating_days": cases.array(300)},
    "10 000 packs a year": {"packs_per_year": cases.array(1e4)},
    "100 000 packs a year, electrolyte exponent 0.95": {
        "packs_per_year": cases.array(1e5),
        "parameters": exponents(electrolyte=0.95),
    },
    "100 000 packs a year, negative foil exponent 0.9": {
        "packs_per_year": cases.array(1e5),
        "parameters": exponents(negative_foil=0.9),
    },
    "cell yield 80 %": {"cell_yield": cases.array(0.8)},
}


def base_steel():
    """Steel plate of the jacket base of battery 1 of the workbook as distributed (run r008)."""
    row = next(row for row in cases.open_designs() if (row["run_id"], row["battery_no"]) == ("r008", "1"))
    return cases.array(row["bd_mass_of_steel_in_pack_jacket_kg"])


def battery_1(corrections, amounts=None, parameters=cases.PARAMETERS, recycling=None, **plant):
    values = {name: value[:1] for name, value in cases.worked_values().items()}
    values |= {"jacket_base_steel": base_steel()} | (amounts or {})
    pack = cases.amounts_from(values)
    costs = cost_packs(
        pack,
        cases.plant_inputs(**plant),
        cases.material_inputs(),
        cases.vehicle_items(),
        parameters,
        corrections,
    )
    inputs = cases.recycling_inputs(**(recycling or {}))
    return costs, recycle_packs(pack, inputs, costs, parameters, corrections)


def pack_cost(corrections, setting):
    costs, _ = battery_1(corrections, **SETTINGS[setting])
    return costs.levels.level_cost["pack"].unit_cost[0]


def only(name):
    return CORRECTED if name == "all" else replace(PARITY, **{name: True})


def test_every_correction_is_on_the_page():
    assert [row[0] for row in COST if row[0] != "all"] + [row[0] for row in MASS] == list(NAMES)


@pytest.mark.parametrize("row", COST, ids=lambda row: row[0])
def test_printed_change_of_cost(row):
    name, _, default, setting, there = row
    for where, printed in (("default", default), (setting, there)):
        change = pack_cost(only(name), where) - pack_cost(PARITY, where)
        assert abs(change - float(printed)) < PRINTED_TO, where


ADDITIVE = {
    "electrolyte_additive_share": cases.array(0.02),
    "electrolyte_additive_lithium": cases.array(0.05),
}
CHANGED_INPUTS = {
    "electrolyte_additive_own_lithium": {
        "recycling": ADDITIVE,
        "amounts": {"electrolyte_additive": cases.worked_values()["electrolyte_mass"][:1] * 0.02},
    },
    "copper_by_own_foil_yield": {
        "parameters": replace(
            cases.PARAMETERS,
            yields=replace(
                cases.PARAMETERS.yields,
                coating_yield=cases.PARAMETERS.yields.coating_yield | {"negative_foil": 0.9},
            ),
        )
    },
}


@pytest.mark.parametrize("row", MASS, ids=lambda row: row[0])
def test_printed_change_of_mass(row):
    name, _, quantity, parity, corrected = row[:5]
    for corrections, printed in ((PARITY, parity), (only(name), corrected)):
        _, balance = battery_1(corrections, **CHANGED_INPUTS.get(name, {}))
        value = dict(named_arrays(balance))[quantity][0]
        np.testing.assert_allclose(value, float(printed), rtol=5e-4)


@pytest.mark.parametrize("name", [row[0] for row in MASS])
def test_mass_corrections_leave_cost_alone(name):
    assert pack_cost(only(name), "default") == pack_cost(PARITY, "default")
