"""Modules and packs of batteries 1 and 5 of the worked example, from the values of its earlier rows."""

import csv
from pathlib import Path

import numpy as np
import pytest

import pack_given as given
from cellworth.core.record import named_arrays
from cellworth.design import cell_records, inputs, records
from cellworth.design.electrode.couple import couple_rows, vehicle_rows
from cellworth.design.pack_corrections import PARITY
from cellworth.engine.pack_stage import PackInputs, pack_cells, pack_detail
from cellworth.io.design_parameters import couple_book, design_parameters, vehicle_names, vehicle_table
from cellworth.io.pack_parameters import pack_parameters
from cellworth.io.pack_texts import pack_texts
from cellworth.io.parameter_files import parameter_table

BATTERIES = (1, 5)
FIRST_EQUATION = 82
TOLERANCE = 1e-12

with (Path(__file__).parent / "batpac" / "worked_design.csv").open(encoding="utf-8") as file:
    ROWS = {row["symbol"]: row for row in csv.DictReader(file)}
DEFAULTS = parameter_table("design/default_inputs.csv").by("parameter")

NAMES = {
    "w_ic": "cell_interconnect_width",
    "l_ic_strip": "cell_interconnect_strip_length",
    "n_ic_tot": "cell_interconnects_with_tabs",
    "m_ic": "cell_interconnects_mass",
    "L_panel": "interconnect_panel_length",
    "m_panel": "interconnect_panels_mass",
    "m_tab": "tabs_mass",
    "m_modterm": "module_terminals_mass",
    "l_al_cond": "conductor_sheet_length",
    "m_al_cond": "conductor_sheets_mass",
    "m_mms": "module_electronics_mass",
    "m_enclosure": "module_enclosure_mass",
    "m_mod": "module_mass",
    "L_rack": "rack_length",
    "W_rack": "rack_width",
    "t_coolpanel": "coolant_panel_thickness",
    "H_rack": "rack_height",
    "m_rack_low": "rack_lower_channel_mass",
    "l_vert": "rack_vertical_length",
    "m_rack_up": "rack_upper_channel_mass",
    "S_restraint": "restraint_plate_area",
    "v_plate": "end_plate_volume",
    "m_restraint": "restraint_mass",
    "m_pads": "pads_mass",
    "m_rack": "rack_mass",
    "L_coolpanel": "coolant_panel_length",
    "m_coolpanels": "coolant_panels_mass",
    "l_main": "manifold_length",
    "l_tube": "connecting_tube_length",
    "m_main": "manifold_pipe_mass",
    "m_tube": "connecting_tube_mass",
    "m_manifold": "manifold_mass",
    "m_coolant": "coolant_mass",
    "m_cooling": "pack_cooling_mass",
    "t_top_al": "jacket_top_sheet_thickness",
    "t_base": "jacket_base_thickness",
    "t_top": "jacket_top_thickness",
    "w_extra": "pack_width_for_bus_bars",
    "L_pack": "pack_length",
    "W_int": "pack_inner_width",
    "W_pack": "pack_width",
    "H_pack": "pack_height",
    "u_angle": "angle_iron_mass_per_length",
    "m_angle": "angle_iron_mass",
    "m_jack_steel": "jacket_steel_mass",
    "m_jack_al_base": "jacket_base_aluminum_mass",
    "S_ins_base": "jacket_base_insulation_area",
    "m_jack_base": "jacket_base_mass",
    "m_jack_al_top": "jacket_top_aluminum_mass",
    "S_ins_top": "jacket_top_insulation_area",
    "m_jack_top": "jacket_top_mass",
    "m_jacket": "jacket_mass",
    "n_asic": "asic_count",
    "m_bmu": "bmu_mass",
    "m_bdu": "bdu_mass",
    "m_bms": "bms_mass",
    "v_bmu": "bmu_volume",
    "v_bdu": "bdu_volume",
    "v_bms": "bms_volume",
    "V_pack": "pack_volume",
    "m_mic": "module_interconnect_mass",
    "m_bus": "bus_bars_mass",
    "m_packterm": "pack_terminals_mass",
    "m_heater": "pack_heater_mass",
    "m_jack_hw": "jacket_and_hardware_mass",
    "m_pack": "pack_mass",
    "V_sys": "packs_volume",
    "m_sys": "packs_mass",
    "E_avail": "available_energy",
    "m_thermal": "thermal_mass",
    "P_speed": "speed_power",
    "P_c3": "third_rate_power",
    "P_sust": "sustained_power",
    "R_pack_e": "sustained_resistance",
    "V_sust": "sustained_voltage",
    "I_sust": "sustained_current",
    "Q_sust": "sustained_heat",
    "eff_sust": "sustained_efficiency",
    "T_end_adiab": "sustained_end_temperature",
    "R_pack_p": "pulse_resistance",
    "V_pulse": "pulse_voltage",
    "I_pulse": "pulse_current",
    "Q_pulse": "pulse_heat",
    "T_pulse_end": "pulse_end_temperature",
    "S_ins": "insulation_area",
    "Q_hot": "ambient_heat",
    "Q_tot": "heat_with_ambient",
    "Q_sel": "pack_heat_to_remove",
    "k_perp": "conductivity_across_layers",
    "k_par": "conductivity_along_layers",
    "Q_cell": "cell_heat",
    "UA_edge": "edge_conductance",
    "UA_side": "side_conductance",
    "dT_cell": "cell_temperature_drop",
    "q_flow": "coolant_flow",
    "Dh": "hydraulic_diameter",
    "S_flow": "flow_section",
    "u_flow": "coolant_velocity",
    "L_flow": "flow_length",
    "Re": "reynolds_number",
    "Pr": "prandtl_number",
    "Gz": "graetz_number",
    "Nu": "nusselt_number",
    "h_f": "heat_transfer_coefficient",
    "S_eff": "cooled_area",
    "dT_fluid": "fluid_temperature_drop",
    "T_cell_max": "cell_temperature_max",
    "v_coolant": "panel_coolant_volume",
    "G_flow": "coolant_mass_flux",
    "dp": "coolant_pressure_drop",
    "P_pump_pack": "pump_power_pack",
    "cooling_system": "cooling_unit",
    "P_pump_hx": "pump_power_exchanger",
    "P_pump": "pump_power",
    "m_cool_ext": "cooling_unit_mass",
    "v_cool_ext": "cooling_unit_volume",
    "cost_thermal_base": "thermal_base_price",
    "Q_heatup": "heat_up_energy",
    "Q_sys": "system_heat_to_remove",
    "e_pack_mile": "pack_drive_energy",
    "range_mi": "pack_range",
    "V_tot": "system_volume_with_cooling",
    "se_cell": "cell_specific_energy",
    "ed_cell": "cell_density_by_system",
    "se_pack": "packs_specific_energy",
    "ed_pack": "packs_energy_density",
}


def worked(symbol):
    return np.asarray([float(ROWS[symbol][f"battery_{number}"]) for number in BATTERIES])


def default(parameter):
    row = DEFAULTS[parameter]
    return np.asarray([float(row[f"battery_{number}"] or row["battery_1"]) for number in BATTERIES])


def unset(kind, **fields_given):
    """A record of two designs, not a number where nothing is given."""
    return given.filled(kind, count=len(BATTERIES), **fields_given)


def of_symbols(kind, **symbols):
    return unset(kind, **{name: worked(symbol) for name, symbol in symbols.items()})


def sized_cells():
    window = default("soc_upper_pct_applied") - default("soc_lower_pct_applied")
    strings = default("cells_in_parallel") * default("modules_in_parallel")
    counts = {
        "modules_per_pack": worked("n_mod_pack"),
        "cells_per_pack": worked("n_cell_pack"),
        "cells_per_system": worked("n_cell_sys"),
        "cells_in_series": worked("n_cell_pack") / strings,
        "strings_in_parallel": strings,
    }
    operation = {
        "pulse_time": default("pulse_duration_s_applied"),
        "soc_at_lower": default("soc_lower_pct_applied"),
        "usable_share": window,
        "charge_time": default("recharge_time_15_to_95_min"),
        "charging_in_force": np.asarray([True, True]),
    }
    goals = {
        "power_target": default("target_pack_power_kw"),
        "system_power_target": worked("P_sys_target"),
        "energy_target": worked("E_pack_target"),
        "system_energy_target": worked("E_sys_target"),
    }
    return cell_records.CellDesign(
        counts=unset(records.Counts, **counts),
        operation=unset(records.Operation, **operation),
        goals=unset(records.Goals, **goals),
        open_circuit=of_symbols(
            records.OpenCircuit,
            cell_ocv_average="ocv_avg",
            pack_ocv_power="ocv_pack_power",
            pack_ocv_average="ocv_pack_avg",
            system_ocv_average="ocv_sys_avg",
        ),
        pulse=of_symbols(records.PulseImpedance, soc_pulse_end="soc_pulse_end"),
        coatings=unset(records.Coatings),
        sized=of_symbols(
            records.SizedCell,
            positive_coating_thickness="t_pos",
            positive_area="A_pos",
            pack_capacity="C_pack",
            cell_thickness="t_cell",
            feedthrough_width="w_feed",
        ),
        geometry=of_symbols(
            records.CellGeometry,
            bicell_thickness="t_bicell",
            negative_coating_thickness="t_neg",
            positive_length="L_pos",
            cell_width="W_cell",
            cell_length="L_cell",
            cell_volume="V_cell",
        ),
        envelope=of_symbols(
            records.ModuleEnvelope,
            module_length="L_mod",
            module_width="W_mod",
            module_height="H_mod",
            module_volume="V_mod",
        ),
        conductors=of_symbols(
            records.Conductors,
            cell_interconnect_section="S_ic",
            tab_section="S_tab",
            module_terminal_section="S_modterm",
            module_interconnect_section="S_mic",
            bus_bar_section="S_bus",
            terminal_bus_bar_length="l_bus_t",
            row_bridge_length="l_bus_r",
            cell_interconnect_count="n_ic",
            terminal_bus_bar_count="n_bus_t",
            row_bridge_count="n_bus_r",
        ),
        hardware=unset(records.HardwareImpedance),
        impedance=of_symbols(records.CellImpedance, asi_power="asi_power", asi_energy="asi_energy"),
        limits=unset(records.Limits),
        electrics=of_symbols(
            records.Electrics,
            cell_capacity="C_cell",
            module_capacity="C_mod",
            system_capacity="C_sys",
            module_current="I_mod_max",
            pack_voltage="V_pack_nom",
            system_voltage="V_sys_nom",
            pack_energy="E_pack",
            usable_energy="E_pack_use",
            rated_voltage_share="v_frac_adj",
            pack_power="P_pack_est",
            pack_rated_power="P_pack_rated",
        ),
        materials=of_symbols(cell_records.CellMaterials, cell_mass="m_cell"),
    )


def pack_inputs():
    book = couple_book()
    row = book.names.index(DEFAULTS["electrode_couple"]["battery_1"])
    vehicle = vehicle_names().index(DEFAULTS["vehicle"]["battery_1"])
    layout = {
        "cells_per_module": default("cells_per_module"),
        "cells_in_parallel": default("cells_in_parallel"),
        "modules_per_row": default("modules_per_row"),
        "rows": default("rows_per_pack"),
        "modules_in_parallel": default("modules_in_parallel"),
        "packs_per_vehicle": default("packs_per_vehicle"),
    }
    both = np.ones(len(BATTERIES), dtype=int)
    return PackInputs(
        layout=inputs.PackLayout(**layout, packs_in_series=both > 0),
        vehicle=vehicle_rows(vehicle_table(), vehicle * both),
        couple=couple_rows(book.couples, row * both),
        couple_kind=1.0 * both,
        temperature=default("average_discharge_temperature_c"),
        charger_power=worked("P_sys_target"),
        battery_no=np.asarray([float(number) for number in BATTERIES]),
    )


@pytest.fixture(scope="module")
def computed():
    numbers, start, cell = pack_parameters(), pack_inputs(), sized_cells()
    pack = pack_cells(start, cell, numbers, PARITY)
    detail = pack_detail(start, cell, pack, design_parameters().cell.fold_thickness, numbers, PARITY)
    return {name: array for tree in (pack, detail) for name, array in named_arrays(tree)}


def rows_of_the_pack():
    return [
        symbol
        for symbol, row in ROWS.items()
        if row["equation_id"].startswith("D") and int(row["equation_id"][1:]) >= FIRST_EQUATION
    ]


def test_every_row_of_the_pack_has_a_name():
    assert set(rows_of_the_pack()) == set(NAMES)


@pytest.mark.parametrize("symbol", NAMES)
def test_worked_row(symbol, computed):
    name = NAMES[symbol]
    texts = pack_texts(name, computed[name])
    if texts is not None:
        assert list(texts) == [ROWS[symbol][f"battery_{number}"] for number in BATTERIES]
        return
    values = np.broadcast_to(computed[name], (len(BATTERIES),))
    np.testing.assert_allclose(values, worked(symbol), rtol=TOLERANCE)
