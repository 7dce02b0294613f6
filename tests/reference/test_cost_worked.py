"""The cost half against the worked values: every row, and 13 settings of the branches."""

import dataclasses

import numpy as np
import pytest

import factory_cases as cases
from cellworth.core.record import named_arrays, replace
from cellworth.engine.factory_stage import cost_packs, recycle_packs
from cellworth.factory.results import DETAIL

TOLERANCE = 1e-12
BATTERIES = {"battery_1": 0, "battery_5": 4}

SYMBOLS = {
    "N": "packs_per_year",
    "E": "energy_per_year",
    "R_row": "row_racks_per_year",
    "R_mod": "modules_per_year",
    "R_ci": "interconnects_per_year",
    "N_a": "cells_accepted_per_year",
    "N_b": "cells_built_per_year",
    "S_pos": "positive_area_per_year",
    "S_neg": "negative_area_per_year",
    "Y_dry_pos": "material_yield.positive_dry",
    "Y_dry_neg": "material_yield.negative_dry",
    "Y_foil_pos": "material_yield.positive_foil",
    "Y_foil_neg": "material_yield.negative_foil",
    "X_pa": "cell_need.positive_active",
    "X_pc": "cell_need.positive_conductive",
    "X_pb": "cell_need.positive_binder",
    "X_ps": "cell_need.positive_solvent",
    "X_na": "cell_need.negative_active",
    "X_nb": "cell_need.negative_binder",
    "X_ns": "cell_need.negative_solvent",
    "X_pf": "cell_need.positive_foil",
    "X_nf": "cell_need.negative_foil",
    "X_sep": "cell_need.separator",
    "X_el": "cell_need.electrolyte",
    "W_pa": "positive_active_per_year",
    "W_na": "negative_active_per_year",
    "V_pos": "positive_solvent_evaporated",
    "V_neg": "negative_solvent_evaporated",
    "V_NMP": "nmp_evaporated",
    "net_pos": "annual_need.positive_solvent",
    "c_pa": "cell_item_cost.positive_active",
    "c_pc": "cell_item_cost.positive_conductive",
    "c_pb": "cell_item_cost.positive_binder",
    "c_ps": "cell_item_cost.positive_solvent",
    "c_na": "cell_item_cost.negative_active",
    "c_nb": "cell_item_cost.negative_binder",
    "c_ns": "cell_item_cost.negative_solvent",
    "c_pf": "cell_item_cost.positive_foil",
    "c_nf": "cell_item_cost.negative_foil",
    "c_sep": "cell_item_cost.separator",
    "c_el": "cell_item_cost.electrolyte",
    "c_pt": "cell_item_cost.positive_terminal",
    "c_nt": "cell_item_cost.negative_terminal",
    "c_cc": "cell_item_cost.cell_container",
    "C_mat": "cell_materials_cost",
    "c_tc": "module_item_cost.thermal_conductors",
    "c_mms": "module_item_cost.management",
    "c_ci": "module_item_cost.cell_interconnects",
    "c_ip": "module_item_cost.interconnect_panels",
    "c_mt": "module_item_cost.terminals",
    "c_me": "module_item_cost.enclosure",
    "c_gas": "module_item_cost.gas_release",
    "C_mod": "module_items_cost",
    "c_rr": "pack_item_cost.row_racks",
    "c_pad": "pack_item_cost.pads",
    "c_mi": "pack_item_cost.module_interconnects",
    "c_bb": "pack_item_cost.bus_bars",
    "c_cool": "pack_item_cost.cooling_panels",
    "c_man": "pack_item_cost.coolant_manifold",
    "c_pkt": "pack_item_cost.pack_terminals",
    "c_js": "pack_item_cost.jacket_steel",
    "c_ja": "pack_item_cost.jacket_aluminium",
    "c_ji": "pack_item_cost.jacket_insulation",
    "c_th": "pack_item_cost.thermal_system",
    "c_heat": "pack_item_cost.heating_system",
    "C_pk": "pack_items_cost",
    "c_bms": "bms_cost",
    "C_sys": "system_items_cost",
    "u": "utilization_used",
    "L_tot": "total_labor",
    "K_tot": "total_equipment",
    "A_tot": "total_area",
    "C_cell_per_pack": "cell_cost_per_pack",
    "C_module_per_pack": "module_cost_per_pack",
    "C_system": "system_cost",
    "C_high": "system_cost_high",
    "C_low": "system_cost_low",
    "pack_per_kwh": "pack_cost_per_energy",
    "cell_per_kwh": "cell_cost_per_energy",
    "B_mat": "materials_per_pack",
    "B_items": "purchased_items_per_pack",
    "f_M": "materials_loading",
    "f_L": "labor_loading",
    "f_K": "equipment_loading",
    "f_A": "building_loading",
    "b_mat": "loaded_materials",
    "b_items": "loaded_purchased_items",
    "b_bms": "loaded_bms",
    "b_total": "loaded_total",
    "Li_cell": "element_per_cell.Li",
    "Al_pack": "metal_per_pack.aluminium",
    "Cu_pack": "metal_per_pack.copper",
    "steel_pack": "metal_per_pack.steel",
    "ss_pack": "metal_per_pack.stainless_steel",
    "floor_pa": "floor_scrap.positive_active",
    "rej_pa": "rejected_scrap.positive_active",
    "rej_nt": "rejected_scrap.negative_terminal",
    "scrap_pa": "total_scrap.positive_active",
    "Al_year": "total_scrap_element.aluminium",
    "Cu_year": "total_scrap_element.copper",
}
SYMBOLS |= {f"{e}_pack": f"element_per_pack.{e}" for e in ("Li", "Ni", "Co", "Mn")}
SYMBOLS |= {f"{e}_year": f"total_scrap_element.{e}" for e in ("Li", "Ni")}
GROUPS = {
    "EP": "electrode_processing",
    "CA": "cell_assembly",
    "FO": "formation",
    "MA": "module_assembly",
    "PA": "pack_assembly",
    "WH": "warehouse",
    "BS": "building_support",
}
QUANTITIES = {"L": "labor", "K": "equipment", "A": "area"}
LOADED = {"bL": "labor", "bK": "equipment", "bA": "building", "b": "group"}
for short, group in GROUPS.items():
    SYMBOLS |= {f"{q}_{short}": f"group_{name}.{group}" for q, name in QUANTITIES.items()}
    SYMBOLS |= {f"{q}_{short}": f"loaded_{name}.{group}" for q, name in LOADED.items()}
for short, level in {"c": "cell", "m": "module", "p": "pack"}.items():
    SYMBOLS |= {f"{q}_{short}": f"scope_{name}.{level}" for q, name in QUANTITIES.items()}
for step in cases.PARAMETERS.steps:
    SYMBOLS |= {f"{q}_{step}": f"step_{name}.{step}" for q, name in QUANTITIES.items()}
    SYMBOLS[f"x_{step}"] = f"step_rate_ratio.{step}"
TEMPLATE = {
    "K": "equipment_investment",
    "I_A": "building_investment",
    "M": "direct_materials",
    "l": "direct_labor",
    "D": "depreciation",
    "o": "variable_overhead",
    "V": "variable_cost",
    "s": "gsa",
    "r": "research",
    "F": "fixed_expenses",
    "I_L": "launch_cost",
    "I_W": "working_capital",
    "I": "total_investment",
    "P": "profit",
    "G": "warranty",
    "C": "unit_cost",
}
for level in ("cell", "module", "pack"):
    SYMBOLS |= {f"{q}_{level}": f"{name}.{level}" for q, name in TEMPLATE.items()}
PERCENT_UNITS = {"percent": 100.0}


def everything(amounts, plant, materials, parameters=cases.PARAMETERS):
    costs = cost_packs(amounts, plant, materials, cases.vehicle_items(), parameters, detail=tuple(DETAIL))
    balance = recycle_packs(amounts, cases.recycling_inputs(), costs, parameters)
    found = {}
    for tree in (amounts, plant, costs, balance):
        found |= dict(named_arrays(tree))
    return found


@pytest.fixture(scope="module")
def default():
    return everything(cases.worked_amounts(), cases.plant_inputs(), cases.material_inputs())


WORKED = cases.rows("worked_cost.csv")


@pytest.mark.parametrize("row", WORKED, ids=lambda row: f"{row['equation_id']} {row['symbol']}")
def test_worked_value(row, default):
    scale = PERCENT_UNITS.get(row["unit"], 1.0)
    values = np.broadcast_to(default[SYMBOLS[row["symbol"]]], (7,)) * scale
    for battery, index in BATTERIES.items():
        np.testing.assert_allclose(values[index], float(row[battery]), rtol=TOLERANCE, atol=TOLERANCE)


BRANCHES = cases.rows("worked_cost_branches.csv")
OUTPUTS = {
    "utilization_used": "utilization_used",
    "packs_full_reported": "full_packs_reported",
    "total_labor_h_per_year": "total_labor",
    "total_capital_million_usd": "total_equipment",
    "total_area_m2": "total_area",
    "cell_scope_capital_million_usd": "scope_equipment.cell",
    "pack_level_capital_million_usd": "equipment_investment.pack",
    "pack_level_investment_million_usd": "total_investment.pack",
    "cell_cost_usd": "unit_cost.cell",
    "cell_profit_usd": "profit.cell",
    "cell_warranty_usd": "warranty.cell",
    "module_cost_usd": "unit_cost.module",
    "pack_materials_and_items_usd": "direct_materials.pack",
    "pack_labor_usd": "direct_labor.pack",
    "pack_depreciation_usd": "depreciation.pack",
    "pack_profit_usd": "profit.pack",
    "pack_warranty_usd": "warranty.pack",
    "pack_cost_usd": "unit_cost.pack",
    "system_cost_usd": "system_cost",
}
SCENARIOS = tuple(dict.fromkeys(row["scenario_id"] for row in BRANCHES))
EXPONENTS = {
    "positive_active": 0.95,
    "negative_active": 0.9,
    "positive_foil": 0.9,
    "negative_foil": 0.9,
    "separator": 0.9,
}


def column(rows, name):
    return np.array([float(row[name]) if row[name] else np.nan for row in rows])


def plant_of(rows):
    """Plant of some rows of the branch table; every choice as an array over the rows."""
    flags = cases.stacked(
        [cases.strategy_flags(row["manufacturing_strategy"], row["pack_cost_option"]) for row in rows]
    )
    return cases.plant_inputs(
        packs_per_year=column(rows, "packs_per_year"),
        cell_yield=column(rows, "cell_yield_percent") / 100.0,
        utilization_method=column(rows, "utilization_method"),
        utilization=column(rows, "utilization_input"),
        full_packs_per_year=column(rows, "packs_full_input"),
        operating_days=column(rows, "operating_days"),
        **flags,
    )


def branch(rows, scenario):
    amounts, materials, parameters = cases.worked_amounts(), cases.material_inputs(), cases.PARAMETERS
    if scenario == "two_packs_per_system":
        amounts = cases.worked_amounts(packs_per_system=np.full(7, 2.0))
    if scenario == "nmp_negative_exponents":
        prices = materials.list_price | {"negative_solvent": np.array([2.7])}
        materials = cases.material_inputs(list_price=prices, negative_solvent_is_nmp=np.array([1.0]))
        exponents = parameters.scaling.price_exponent | EXPONENTS
        parameters = replace(parameters, scaling=replace(parameters.scaling, price_exponent=exponents))
    return everything(amounts, plant_of(rows), materials, parameters)


def test_every_setting_is_there():
    assert len(SCENARIOS) == 13
    assert len(BRANCHES) == 91


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_branch(scenario):
    rows = [row for row in BRANCHES if row["scenario_id"] == scenario]
    found = branch(rows, scenario)

    for name, flat in OUTPUTS.items():
        np.testing.assert_allclose(
            np.broadcast_to(found[flat], (7,)),
            column(rows, name),
            rtol=TOLERANCE,
            atol=TOLERANCE,
            err_msg=name,
        )


def test_all_settings_in_one_block_agree():
    """Strategy, option and method chosen per scenario give what they give one by one."""
    plain = [
        row for row in BRANCHES if not row["other_changes"] or row["other_changes"] == "both inputs given"
    ]
    pick = np.array([int(row["battery"]) - 1 for row in plain])
    amounts = cases.amounts_from({name: value[pick] for name, value in cases.worked_values().items()})

    found = everything(amounts, plant_of(plain), cases.material_inputs())

    for name, flat in OUTPUTS.items():
        np.testing.assert_allclose(
            found[flat], column(plain, name), rtol=TOLERANCE, atol=TOLERANCE, err_msg=name
        )


def test_names_are_unique():
    """No output of the room hides another when records are flattened."""
    amounts, plant = cases.worked_amounts(), cases.plant_inputs()
    costs = cost_packs(
        amounts, plant, cases.material_inputs(), cases.vehicle_items(), cases.PARAMETERS, detail=tuple(DETAIL)
    )
    balance = recycle_packs(amounts, cases.recycling_inputs(), costs, cases.PARAMETERS)
    names = [
        name
        for tree in (amounts, plant, cases.vehicle_items(), cases.recycling_inputs(), costs, balance)
        for name, _ in named_arrays(tree)
    ]
    assert len(names) == len(set(names))
    assert all(dataclasses.is_dataclass(tree) for tree in (amounts, costs, balance))
