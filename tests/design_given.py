"""Inputs of the reference designs as records of the design room."""

import csv
import gzip
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import numpy as np

from cellworth.design.corrections import parity
from cellworth.design.electrode.couple import couple_in_force, couple_rows, vehicle_rows
from cellworth.design.inputs import CoupleOverrides, DesignTargets, PackLayout
from cellworth.design.sizing.design import design_cell
from cellworth.io.design_parameters import couple_book, design_parameters, vehicle_names, vehicle_table

HERE = Path(__file__).parent / "reference" / "batpac"
NOTED = {("r115", "5"), ("r115", "7")}


@cache
def rows():
    with gzip.open(HERE / "designs_open.csv.gz", "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def numbers(column, empty=np.nan):
    return np.asarray([float(row[column]) if row[column] != "" else empty for row in rows()])


def texts(column):
    return [row[column] for row in rows()]


def is_yes(column):
    return np.asarray([text == "Yes" for text in texts(column)])


def compared():
    """Rows an exact solution reproduces."""
    return np.asarray([(row["run_id"], row["battery_no"]) not in NOTED for row in rows()])


def targets():
    return DesignTargets(
        power=numbers("in_target_pack_power_kw"),
        energy=numbers("in_target_pack_energy_kwh"),
        capacity=numbers("in_target_pack_capacity_ah"),
        recharge_time=numbers("in_recharge_time_15_to_95_pct_min", 60.0),
        positive_thickness=numbers("in_pos_electrode_thickness_override_um"),
        cell_thickness_target=numbers("in_cell_thickness_target_override_mm"),
        electrode_aspect_ratio=numbers("in_electrode_length_to_width_ratio", 3.0),
        temperature=numbers("in_discharge_temperature_degc"),
        charger_power=numbers("in_max_charger_power_kw", 350.0),
        charging_asked=is_yes("in_calculate_charging_requirements"),
        default_power=is_yes("in_use_default_power_requirements"),
        pulse_duration=numbers("in_power_duration_override_s"),
        soc_for_power=numbers("in_soc_for_power_override_pct"),
        soc_upper=numbers("in_upper_soc_cutoff_override_pct"),
        soc_lower=numbers("in_lower_soc_cutoff_override_pct"),
    )


def layout():
    return PackLayout(
        cells_per_module=numbers("in_cells_per_module"),
        cells_in_parallel=numbers("in_cells_in_parallel"),
        modules_per_row=numbers("in_modules_per_row"),
        rows=numbers("in_rows_of_modules"),
        modules_in_parallel=numbers("in_modules_in_parallel"),
        packs_per_vehicle=numbers("in_packs_per_vehicle", 1.0),
        packs_in_series=np.asarray([text != "P" for text in texts("in_packs_parallel_or_series")]),
    )


def overrides():
    return CoupleOverrides(
        positive_capacity=numbers("in_pos_specific_capacity_override_mah_per_g"),
        positive_porosity=numbers("in_pos_void_fraction_override_pct"),
        positive_foil_thickness=numbers("in_pos_foil_thickness_override_um"),
        positive_thickness_max=numbers("in_max_pos_electrode_thickness_override_um"),
        negative_capacity=numbers("in_neg_specific_capacity_override_mah_per_g"),
        np_ratio=numbers("in_np_ratio_override"),
        negative_porosity=numbers("in_neg_void_fraction_override_pct"),
        negative_foil_thickness=numbers("in_neg_foil_thickness_override_um"),
        separator_thickness=numbers("in_separator_thickness_override_um"),
        silicon=np.zeros(1, dtype=bool),
    )


def no_overrides():
    unset = {field.name: np.full(1, np.nan) for field in fields(CoupleOverrides)}
    return CoupleOverrides(**(unset | {"silicon": np.zeros(1, dtype=bool)}))


def couples(corrections=None, entered=None):
    """Couple in force of every reference design."""
    index = np.asarray([couple_book().names.index(name) for name in texts("in_electrode_couple")])
    given = couple_rows(couple_book().couples, index)
    return couple_in_force(given, entered or overrides(), design_parameters(), corrections or parity())


def vehicles():
    index = np.asarray([vehicle_names().index(name) for name in texts("in_vehicle_type")])
    return vehicle_rows(vehicle_table(), index)


def everything(corrections=None):
    """Arguments of `design_cell` for the reference designs."""
    switches = corrections or parity()
    return couples(switches), targets(), layout(), vehicles(), design_parameters(), switches


@cache
def designed():
    return design_cell(*everything())


def taken(record, places):
    """The designs at some places; what all share stays as it is."""
    values = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if is_dataclass(value):
            values[field.name] = taken(value, places)
        elif field.name.endswith("_curve") or value.shape[0] == 1:
            values[field.name] = value
        else:
            values[field.name] = value[places]
    return type(record)(**values)


def default_case(count=1, vehicle="EV", couple="NMC811-G (Energy)", **given):
    """The workbook's own battery, some inputs changed: arguments of `design_cell`."""
    unset, number = np.full(1, np.nan), lambda value: np.full(1, value)
    asked = {
        "power": number(300.0),
        "energy": number(100.0),
        "capacity": unset,
        "recharge_time": number(60.0),
        "positive_thickness": unset,
        "cell_thickness_target": unset,
        "electrode_aspect_ratio": number(3.0),
        "temperature": number(30.0),
        "charger_power": number(350.0),
        "charging_asked": np.ones(1, dtype=bool),
        "default_power": np.ones(1, dtype=bool),
        "pulse_duration": unset,
        "soc_for_power": unset,
        "soc_upper": unset,
        "soc_lower": unset,
    }
    counts = {
        "cells_per_module": number(20.0),
        "cells_in_parallel": number(2.0),
        "modules_per_row": number(5.0),
        "rows": number(4.0),
        "modules_in_parallel": number(2.0),
        "packs_per_vehicle": number(1.0),
        "packs_in_series": np.ones(1, dtype=bool),
    }
    switches = given.pop("corrections", parity())
    entered = given.pop("entered", no_overrides())
    for name, value in given.items():
        (counts if name in counts else asked)[name] = np.atleast_1d(np.asarray(value))
    asked["power"] = asked["power"] + np.zeros(max(count, asked["power"].shape[0]))
    index = np.asarray([couple_book().names.index(couple)])
    properties = couple_rows(couple_book().couples, index)
    return (
        couple_in_force(properties, entered, design_parameters(), switches),
        DesignTargets(**asked),
        PackLayout(**counts),
        vehicle_rows(vehicle_table(), np.asarray([vehicle_names().index(vehicle)])),
        design_parameters(),
        switches,
    )
