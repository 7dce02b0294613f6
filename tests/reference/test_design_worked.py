"""Worked values of the default battery, two recharge times, step by step."""

import csv

import numpy as np
import pytest

import design_given as given
from cellworth.core.record import named_arrays
from cellworth.design.cell.geometry import container_density, container_thickness
from cellworth.design.sizing.design import design_cell
from cellworth.design.sizing.states import WORKBOOK_LIMIT_NAMES

NAMES = {
    "asi_int_pos": "positive_interfacial_reference",
    "asi_int_neg": "negative_interfacial_reference",
    "a_pos": "positive_specific_area",
    "a_neg": "negative_specific_area",
    "t_add": "thickness_addition",
    "C_pack": "pack_capacity",
    "n_mod_pack": "modules_per_pack",
    "n_cell_pack": "cells_per_pack",
    "n_cell_sys": "cells_per_system",
    "f_T": "asi_temperature_factor",
    "ocv_min": "cell_ocv_lower",
    "ocv_power": "cell_ocv_power",
    "ocv_avg": "cell_ocv_average",
    "ocv_pack_power": "pack_ocv_power",
    "ocv_pack_avg": "pack_ocv_average",
    "ocv_sys_avg": "system_ocv_average",
    "ocv_pack_min_est": "pack_ocv_lower",
    "C_pack_est": "capacity_estimate",
    "E_pack_target": "energy_target",
    "E_sys_target": "system_energy_target",
    "P_sys_target": "system_power_target",
    "soc_pulse_end": "soc_pulse_end",
    "asi2_power": "asi_2s_power",
    "asi10_power": "asi_10s_power",
    "asi10_end": "asi_10s_pulse_end",
    "asi_pulse_25": "asi_pulse_reference",
    "asi10_avg": "asi_10s_average",
    "asi_energy_ec": "asi_energy_electrode",
    "rho_pos": "positive_coating_density",
    "rho_neg": "negative_coating_density",
    "cv_pos": "positive_volumetric_capacity",
    "cv_neg": "negative_volumetric_capacity",
    "r_np_t": "coating_thickness_ratio",
    "C_mod": "module_capacity",
    "C_cell": "cell_capacity",
    "C_sys": "system_capacity",
    "I_pack_max": "pack_current",
    "I_cell_max": "cell_current",
    "I_mod_max": "module_current",
    "crate_max": "power_c_rate",
    "j_max": "power_current_density",
    "asi_inf_neg": "asi_negative_interface",
    "asi_inf_pos": "asi_positive_interface",
    "asi_power_ec": "asi_power_electrode",
    "t_cell": "cell_thickness",
    "t_bicell": "bicell_thickness",
    "N_bicell": "bicell_layers",
    "W_pos": "positive_width",
    "L_pos": "positive_length",
    "f_neg_excess": "excess_negative_area",
    "l_tab_pos": "positive_tab_length",
    "l_tab_neg": "negative_tab_length",
    "w_feed": "feedthrough_width",
    "l_elec_to_term": "terminal_gap",
    "l_term_int": "internal_terminal_length",
    "w_term_int": "internal_terminal_width",
    "l_term": "terminal_length",
    "l_term_eff": "terminal_path_length",
    "W_cell": "cell_width",
    "L_cell": "cell_length",
    "V_cell": "cell_volume",
    "L_mod": "module_length",
    "W_mod": "module_width",
    "H_mod": "module_height",
    "V_mod": "module_volume",
    "asi_cc_pos": "asi_positive_collector",
    "asi_cc_neg": "asi_negative_collector",
    "asi_term_pos": "asi_positive_terminal",
    "asi_term_neg": "asi_negative_terminal",
    "S_ic": "cell_interconnect_section",
    "l_ic": "cell_interconnect_length",
    "R_ic": "cell_interconnect_resistance",
    "n_ic": "cell_interconnect_count",
    "asi_ic": "asi_cell_interconnect",
    "S_tab": "tab_section",
    "l_tabmod": "tab_length",
    "R_tab": "tab_resistance",
    "asi_tab": "asi_tab",
    "S_modterm": "module_terminal_section",
    "R_modterm": "module_terminal_resistance",
    "asi_modterm": "asi_module_terminal",
    "S_mic": "module_interconnect_section",
    "R_mic": "module_interconnect_resistance",
    "n_mic": "module_joint_count",
    "asi_mic": "asi_module_interconnect",
    "S_bus": "bus_bar_section",
    "l_bus_t": "terminal_bus_bar_length",
    "n_bus_t": "terminal_bus_bar_count",
    "asi_bus_t": "asi_terminal_bus_bar",
    "l_bus_r": "row_bridge_length",
    "n_bus_r": "row_bridge_count",
    "asi_bus_r": "asi_row_bridge",
    "asi_packterm": "asi_pack_terminal",
    "asi_hw": "asi_hardware",
    "asi_power": "asi_power",
    "asi_energy": "asi_energy",
    "A_power": "area_power",
    "A_energy": "area_energy",
    "C_cell_fc": "charge_model_capacity",
    "t_pos_fc": "coating_fast_charge",
    "t_pos_power": "coating_power",
    "t_pos_energy": "coating_energy",
    "t_pos_charge": "coating_charge",
    "t_pos_maxlim": "positive_coating_limit",
    "A_charge": "area_charge",
    "A_maxlim": "area_max_thickness",
    "t_pos": "positive_coating_thickness",
    "A_pos": "positive_area",
    "t_neg": "negative_coating_thickness",
    "A_neg": "negative_area",
    "q_areal_pos": "positive_areal_capacity",
    "q_areal_neg": "negative_areal_capacity",
    "V_pack_nom": "pack_voltage",
    "V_sys_nom": "system_voltage",
    "E_pack": "pack_energy",
    "E_pack_use": "usable_energy",
    "v_frac_adj": "rated_voltage_share",
    "P_pack_est": "pack_power",
    "P_pack_rated": "pack_rated_power",
    "P_sys_est": "system_power",
    "m_pos_am": "positive_active_mass",
    "m_pos": "positive_coating_mass",
    "m_pos_c": "positive_carbon_mass",
    "m_pos_b": "positive_binder_mass",
    "m_neg_am": "negative_active_mass",
    "m_neg": "negative_coating_mass",
    "m_neg_c": "negative_carbon_mass",
    "m_neg_b": "negative_binder_mass",
    "m_add_pos": "positive_additive_mass",
    "m_add_neg": "negative_additive_mass",
    "S_foil_pos": "positive_foil_area",
    "S_foil_neg": "negative_foil_area",
    "S_sep": "separator_area",
    "v_elyte": "electrolyte_volume",
    "m_elyte": "electrolyte_mass",
    "m_add_elyte": "electrolyte_additive_mass",
    "m_term_pos": "positive_terminal_mass",
    "m_term_neg": "negative_terminal_mass",
    "m_cont": "container_mass",
    "m_cell": "cell_mass",
}
ELSEWHERE = {"t_al", "t_cont", "rho_cont", "limited_by"}
"""Rows with a test of their own, or a number of the vehicle table."""

RECHARGE_TIMES = (60.0, 20.0)


def worked_rows():
    """Rows of sections 2 to 7, up to the mass of the cell, and of the module's outside."""
    with (given.HERE / "worked_design.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    last = next(place for place, row in enumerate(rows) if row["symbol"] == "m_cell")
    return {row["symbol"]: row for row in rows[: last + 1]}


ROWS = worked_rows()


def values(symbol):
    return np.asarray([float(ROWS[symbol]["battery_1"]), float(ROWS[symbol]["battery_5"])])


def designed(**how):
    arguments = given.default_case(recharge_time=RECHARGE_TIMES)
    design = design_cell(*arguments, **how)
    found = dict(named_arrays(arguments[0])) | dict(named_arrays(design))
    return {name: np.broadcast_to(found[name], (2,)) for name in {*NAMES.values(), "limited_by"}}


@pytest.fixture(scope="module")
def workbook_state():
    return designed(addition=values("t_add"), whole_layers=False)


@pytest.fixture(scope="module")
def whole_layers():
    return designed()


def test_every_row_is_compared():
    assert set(ROWS) == set(NAMES) | ELSEWHERE


@pytest.mark.parametrize("symbol", list(NAMES))
def test_workbook_state(symbol, workbook_state):
    np.testing.assert_allclose(workbook_state[NAMES[symbol]], values(symbol), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("symbol", [symbol for symbol in NAMES if symbol != "t_add"])
def test_whole_layers(symbol, whole_layers):
    """The workbook stops within a hundredth of a whole number of layers."""
    np.testing.assert_allclose(whole_layers[NAMES[symbol]], values(symbol), rtol=5e-4, atol=1e-12)


def test_layers_are_whole(whole_layers):
    np.testing.assert_array_equal(whole_layers["bicell_layers"], [32.0, 47.0])


def test_limits(workbook_state):
    words = [WORKBOOK_LIMIT_NAMES[code] for code in workbook_state["limited_by"]]

    assert words == [ROWS["limited_by"]["battery_1"], ROWS["limited_by"]["battery_5"]]


def test_pouch():
    parameters = given.default_case()[4]

    assert container_thickness(parameters.cell) == pytest.approx(values("t_cont")[0], rel=1e-12)
    assert container_density(parameters.cell, parameters.physics) == pytest.approx(
        values("rho_cont")[0], rel=1e-12
    )
