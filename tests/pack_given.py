"""Sized cells as the reference designs print them, for tests of what is built around them."""

import csv
import gzip
from dataclasses import fields
from functools import cache
from pathlib import Path

import numpy as np

from cellworth.design import cell_records, inputs, records
from cellworth.engine.pack_stage import PackInputs
from cellworth.io.parameter_files import parameter_table

HERE = Path(__file__).parent / "reference" / "batpac"
PACK_COLUMNS = Path(inputs.__file__).parents[1] / "data" / "columns" / "batpac_pack.csv"
KINDS = {"Either": 0.0, "Energy": 1.0, "Power": 2.0}


@cache
def designs():
    """Columns of the reference designs as texts."""
    with gzip.open(HERE / "designs_open.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]}


def numbers(column):
    return np.asarray([float(text) if text != "" else np.nan for text in designs()[column]])


def flags(column, text):
    return np.asarray([given == text for given in designs()[column]])


def filled(kind, *, count=None, **given):
    """A record with the given fields, the rest not a number."""
    count = count or len(designs()["run_id"])
    unset = {field.name: np.full(count, np.nan) for field in fields(kind)}
    assert set(given) <= set(unset), set(given) - set(unset)
    return kind(**(unset | given))


def read(kind, columns):
    return filled(kind, **{name: numbers(column) for name, column in columns.items()})


LAYOUT = {
    "cells_per_module": "bd_number_of_cells_per_module",
    "cells_in_parallel": "bd_number_of_cells_in_parallel",
    "modules_per_row": "bd_number_of_modules_in_row",
    "rows": "bd_number_of_rows_of_modules_per_pack",
    "modules_in_parallel": "bd_number_of_modules_in_parallel",
    "packs_per_vehicle": "bd_number_of_packs_per_vehicle_parallel_or_series",
}
COUNTS = {
    "modules_per_pack": "bd_number_of_modules_per_pack",
    "cells_per_pack": "bd_cells_per_pack",
    "cells_per_system": "bd_total_cells_per_battery_system",
    "cells_in_series": "bms_cells_in_series",
}
OPERATION = {
    "pulse_time": "bd_duration_of_pulse_s",
    "soc_at_power": "bd_soc_for_pulse_at_full_power_pct",
    "soc_at_lower": "bd_min_soc_pct",
    "usable_share": "eff_useable_energy_pct",
    "charge_time": "bd_desired_charging_time_for_80_pct_of_capacity_min",
}
GOALS = {
    "power_target": "bd_target_pack_power_kw",
    "system_power_target": "bd_total_target_battery_system_acceleration_power_kw",
    "energy_target": "bd_target_pack_energy_kwh",
    "system_energy_target": "bd_total_target_battery_system_energy_kwh",
}
OPEN_CIRCUIT = {
    "cell_ocv_average": "bd_average_ocv_for_operation_v",
    "pack_ocv_power": "bd_ocv_at_full_power_v",
    "pack_ocv_average": "bd_pack_average_ocv_v",
    "system_ocv_average": "bd_battery_system_average_ocv_v",
}
SIZED = {
    "positive_coating_thickness": "bd_pos_electrode_thickness_um",
    "positive_area": "bd_selected_pos_electrode_area_including_possible_charging_limits_cm2",
    "pack_capacity": "bd_battery_pack_parameters_pack_capacity_ah",
    "cell_thickness": "bd_cell_thickness_mm",
    "feedthrough_width": "bd_feedthrough_width_mm",
}
GEOMETRY = {
    "bicell_thickness": "th_layer_thickness_total_bicell_layer_um",
    "negative_coating_thickness": "bd_neg_electrode_thickness_um",
    "positive_length": "bd_length_of_pos_electrode_mm",
    "cell_width": "bd_width_of_cell_mm",
    "cell_length": "bd_length_of_cell_mm",
    "cell_volume": "bd_volume_of_cell_cm3",
}
ENVELOPE = {
    "module_length": "bd_module_length_mm",
    "module_width": "bd_module_width_mm",
    "module_height": "bd_module_height_not_including_double_seam_seals_at_top_and_bottom_mm",
    "module_volume": "bd_module_volume_l",
}
CONDUCTORS = {
    "cell_interconnect_section": "bd_cell_interconnects_conductor_cross_section_cm2",
    "tab_section": "bd_tabs_to_module_terminals_conductor_cross_section_cm2",
    "module_terminal_section": "bd_module_terminals_conductor_cross_section_cm2",
    "module_interconnect_section": "bd_module_interconnects_conductor_cross_section_cm2",
    "bus_bar_section": "bd_bus_bar_to_pack_terminal_conductor_cross_section_cm2",
    "terminal_bus_bar_length": "bd_bus_bar_to_pack_terminal_effective_conductor_length_cm",
    "row_bridge_length": "bd_bus_bar_for_bridging_module_rows_effective_conductor_length_cm",
    "cell_interconnect_count": "bd_cell_interconnects_number_of_cell_interconnects_per_module",
    "terminal_bus_bar_count": "bd_bus_bar_to_pack_terminal_number_per_pack",
    "row_bridge_count": "bd_bus_bar_for_bridging_module_rows_number_per_pack",
}
IMPEDANCE = {
    "asi_power": "bd_total_cell_asi_for_power_ohm_cm2",
    "asi_energy": "bd_total_cell_asi_for_energy_c_3_rate_ohm_cm2",
}
ELECTRICS = {
    "cell_capacity": "bd_battery_pack_parameters_cell_capacity_ah",
    "module_capacity": "bd_battery_pack_parameters_module_capacity_ah",
    "system_capacity": "bd_battery_system_capacity_ah",
    "module_current": "bd_maximum_module_current_a",
    "pack_voltage": "bd_pack_nominal_voltage_v",
    "system_voltage": "bd_battery_system_nominal_operating_voltage_v",
    "pack_energy": "bd_total_pack_energy_storage_kwh",
    "usable_energy": "bd_useable_pack_energy_storage_kwh",
    "rated_voltage_share": "bd_pct_ocv_at_full_power_adjusted_for_thickness_limit_pct",
    "pack_power": "bd_pack_power_at_target_pct_ocv_and_soc_kw",
    "pack_rated_power": "bd_pack_power_at_pct_ocv_adjusted_for_thickness_limits_kw",
    "positive_areal_capacity": "bd_pos_electrode_areal_capacity_mah_per_cm2",
    "negative_areal_capacity": "bd_neg_electrode_areal_capacity_mah_per_cm2",
}


@cache
def sized_cells():
    """What the sizing gives, as printed."""
    strings = numbers(LAYOUT["cells_in_parallel"]) * numbers(LAYOUT["modules_in_parallel"])
    charging = flags("eff_charging_calculation_in_force", "Yes")
    operation = {name: numbers(column) for name, column in OPERATION.items()} | {
        "charging_in_force": charging
    }
    counts = {name: numbers(column) for name, column in COUNTS.items()} | {"strings_in_parallel": strings}
    return cell_records.CellDesign(
        counts=filled(records.Counts, **counts),
        operation=filled(records.Operation, **operation),
        goals=read(records.Goals, GOALS),
        open_circuit=read(records.OpenCircuit, OPEN_CIRCUIT),
        pulse=read(
            records.PulseImpedance, {"soc_pulse_end": "bd_minimum_soc_after_required_pulse_duration_pct"}
        ),
        coatings=filled(records.Coatings),
        sized=read(records.SizedCell, SIZED),
        geometry=read(records.CellGeometry, GEOMETRY),
        envelope=read(records.ModuleEnvelope, ENVELOPE),
        conductors=read(records.Conductors, CONDUCTORS),
        hardware=filled(records.HardwareImpedance),
        impedance=read(records.CellImpedance, IMPEDANCE),
        limits=filled(records.Limits),
        electrics=read(records.Electrics, ELECTRICS),
        materials=read(cell_records.CellMaterials, {"cell_mass": "bd_cell_mass_g"}),
    )


def couples():
    """Layers and foil metals, as printed; the least coating thickness from the table of defaults."""
    aluminum = [
        numbers(f"th_thermal_conductivity_{side}_current_collector_w_per_cm_k") == 2.0
        for side in ("positive", "negative")
    ]
    defaults = parameter_table("design/default_inputs.csv").by("parameter")
    least = float(defaults["min_positive_thickness_um"]["battery_1"])
    return inputs.Couple(
        positive=filled(
            inputs.PositiveElectrode,
            positive_collector_thickness=numbers("eff_pos_foil_thickness_um"),
            positive_foil_aluminum=aluminum[0],
            positive_coating_minimum=np.full(aluminum[0].shape, least),
        ),
        negative=filled(
            inputs.NegativeElectrode,
            negative_collector_thickness=numbers("eff_neg_foil_thickness_um"),
            negative_foil_aluminum=aluminum[1],
        ),
        between=filled(
            inputs.SeparatorElectrolyte, separator_layer_thickness=numbers("eff_separator_thickness_um")
        ),
        kinetics=filled(inputs.Kinetics),
        curves=filled(inputs.CoupleCurves),
    )


def vehicles():
    """What the vehicle types ask for, from the vehicle table."""
    table = parameter_table("vehicles/vehicle_considerations.csv").by("vehicle")
    rows = [table[name] for name in designs()["in_vehicle_type"]]

    def column(name):
        return np.asarray([float(row[name]) for row in rows])

    def switch(name):
        return np.asarray([row[name] == "True" for row in rows])

    return filled(
        inputs.VehicleUse,
        conductor_sheet_thickness=10.0 * column("aluminum_conductor_thickness_cm"),
        sustained_speed=column("max_sustained_speed_mph"),
        vehicle_energy=column("udds_energy_wh_per_mile"),
        soc_reserve=column("soc_reserve_above_lower_pct"),
        ideal_couple_kind=np.asarray([KINDS[row["ideal_couple_kind"]] for row in rows]),
        charger_fuse=switch("add_charger_fuse"),
        auxiliary_contactor=switch("add_main_contactor"),
        largest_cooling_unit=switch("require_refrig4_when_fast_charge"),
    )


def couple_kinds():
    def kind(name):
        return KINDS["Energy"] * ("Energy" in name and "Power" not in name) + KINDS["Power"] * (
            "Power" in name and "Energy" not in name
        )

    return np.asarray([kind(name) for name in designs()["in_electrode_couple"]])


@cache
def pack_inputs():
    layout = {name: numbers(column) for name, column in LAYOUT.items()}
    return PackInputs(
        layout=inputs.PackLayout(**layout, packs_in_series=~flags("in_packs_parallel_or_series", "P")),
        vehicle=vehicles(),
        couple=couples(),
        couple_kind=couple_kinds(),
        temperature=numbers("in_discharge_temperature_degc"),
        charger_power=numbers("bd_maximum_charger_power_kw"),
        battery_no=numbers("battery_no"),
    )


@cache
def mapping():
    """Name of our quantity by column of the reference."""
    with PACK_COLUMNS.open(encoding="utf-8") as file:
        return {row["batpac_column"]: row["name"] for row in csv.DictReader(file)}
