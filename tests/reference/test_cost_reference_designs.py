"""The cost half fed with the design values of the reference designs: every cost column agrees.

This proves kernels, loaders and the map of column names independent of the design half.
"""

import re

import numpy as np
import pytest

import factory_cases as cases
from cellworth.core.record import named_arrays
from cellworth.engine.factory_stage import cost_packs, recycle_packs
from cellworth.factory.results import DETAIL

TOLERANCE = 1e-12
ROWS_OF_DESIGN = {
    "packs_per_system": 12,
    "cells_per_module": 25,
    "cells_in_parallel": 26,
    "modules_per_row": 27,
    "rows_per_pack": 28,
    "modules_per_pack": 29,
    "cells_per_pack": 31,
    "cell_capacity": 35,
    "module_capacity": 36,
    "positive_active": 44,
    "positive_conductive": 45,
    "positive_binder": 46,
    "negative_active": 51,
    "negative_conductive": 52,
    "negative_binder": 53,
    "positive_additive": 58,
    "negative_additive": 59,
    "electrolyte_additive": 60,
    "positive_foil": 63,
    "negative_foil": 64,
    "separator": 65,
    "electrolyte": 66,
    "electrolyte_mass": 67,
    "positive_terminal": 68,
    "negative_terminal": 69,
    "cell_container": 76,
    "module_interconnect_count": 162,
    "positive_electrode_area": 287,
    "negative_electrode_area": 288,
    "module_interconnect_count_with_tabs": 315,
    "module_interconnect": 316,
    "module_interconnect_panels": 322,
    "module_tabs": 326,
    "module_terminals": 330,
    "module_thermal_conductor": 335,
    "module_enclosure": 341,
    "pack_energy": 355,
    "row_pads": 385,
    "row_rack_hardware": 386,
    "cooling_panels": 394,
    "coolant_manifold": 401,
    "jacket_angle_iron": 422,
    "jacket_base_steel": 423,
    "jacket_aluminium_base": 424,
    "jacket_insulation_base": 425,
    "jacket_aluminium_top": 431,
    "jacket_insulation_top": 432,
    "module_to_module_interconnect": 439,
    "bus_bar": 440,
    "pack_terminals": 441,
    "system_heat": 451,
}
ROWS_OF_SUMMARY = {
    "system_energy": 22,
    "system_useable_energy": 23,
    "pack_useable_energy": 49,
    "module_energy": 74,
    "module_useable_energy": 75,
    "cell_energy": 99,
    "cell_useable_energy": 100,
}
OTHER_COLUMNS = {
    "bms_cost": "bms_total_cost_total_cost_of_bms_usd",
    "thermal_system_cost": "th_cost_of_baseline_thermal_system_usd_per_pack",
}
PRICES = {
    "pos_active": "positive_active",
    "pos_carbon": "positive_conductive",
    "pos_binder": "positive_binder",
    "pos_solvent": "positive_solvent",
    "neg_active": "negative_active",
    "neg_carbon": "negative_conductive",
    "neg_binder": "negative_binder",
    "neg_solvent": "negative_solvent",
    "pos_foil": "positive_foil",
    "neg_foil": "negative_foil",
    "separator": "separator",
    "electrolyte": "electrolyte",
}
STRATEGY_WORDS = {"All": "in_house", "Purchase cells": "buy_cells", "Purchase modules": "buy_modules"}
OPTION_WORDS = {"Cost to consumer": "cost_to_consumer", "Cost to build": "cost_to_build"}
COLUMNS = {row["batpac_column"]: row["name"] for row in cases.table_rows("columns/batpac_factory.csv")}


def starting(words, text):
    return next(value for key, value in words.items() if text.startswith(key))


class Designs:
    """Columns of the reference designs as arrays."""

    def __init__(self, rows):
        self.rows = rows

    def text(self, name):
        return [row[name] for row in self.rows]

    def column(self, name):
        return np.array([float(text) if text else np.nan for text in self.text(name)])

    def named(self, start, end):
        key = next(name for name in self.rows[0] if name.startswith(start) and name.endswith(end))
        return self.column(key)


def columns_by_row(sheet, prefix):
    found = {}
    for row in cases.rows("dictionary.csv"):
        match = re.search(r"\[row (\d+)\]", row["workbook_row_label"])
        if match and row["workbook_sheet"] == sheet and row["column"].startswith(prefix):
            found[int(match.group(1))] = row["column"]
    return found


def amounts_of(designs):
    sheet, summary = columns_by_row("Battery Design", "bd_"), columns_by_row("Summary of Results", "sum_")
    values = {name: designs.column(sheet[row]) for name, row in ROWS_OF_DESIGN.items()}
    values |= {name: designs.column(summary[row]) for name, row in ROWS_OF_SUMMARY.items()}
    values |= {name: designs.column(column) for name, column in OTHER_COLUMNS.items()}
    return cases.amounts_from(values)


def plant_of(designs):
    flags = cases.stacked(
        [
            cases.strategy_flags(starting(STRATEGY_WORDS, made), starting(OPTION_WORDS, option))
            for made, option in zip(
                designs.text("in_pack_manufacturing_method"),
                designs.text("in_pack_cost_option"),
                strict=True,
            )
        ]
    )
    return cases.plant_inputs(
        packs_per_year=designs.column("in_packs_per_year"),
        cell_yield=designs.column("in_cell_yield_pct") / 100.0,
        utilization_method=np.array([float(text[7]) for text in designs.text("in_utilization_method")]),
        utilization=designs.column("in_plant_utilization_fraction"),
        full_packs_per_year=designs.column("in_packs_per_year_at_full_utilization"),
        **flags,
    )


def is_word(designs, column, word):
    return np.array([float(text == word) for text in designs.text(column)])


def materials_of(designs):
    zero = np.zeros(1)
    prices = {name: designs.named(f"eff_price_{key}_usd", "") for key, name in PRICES.items()}
    additives = dict.fromkeys(("positive_additive", "negative_additive", "electrolyte_additive"), zero)
    return cases.material_inputs(
        list_price=prices | additives,
        positive_solvent_is_nmp=is_word(designs, "chem_pos_binder_solvent_for_pos_electrode", "NMP"),
        negative_solvent_is_nmp=is_word(designs, "chem_neg_binder_solvent_for_neg_electrode", "NMP"),
    )


def vehicle_of(designs):
    found = cases.stacked([cases.vehicle_item_prices(word) for word in designs.text("in_vehicle_type")])
    return cases.VehicleItems(**found)


def recycling_of(designs):
    sides = {"positive": "chem_pos_positive_foil_material", "negative": "chem_neg_negative_foil_material"}
    flags = {}
    for side, column in sides.items():
        aluminium, copper = is_word(designs, column, "Aluminum"), is_word(designs, column, "Copper")
        flags[f"{side}_foil_is_aluminium"], flags[f"{side}_foil_is_copper"] = aluminium, copper
        flags[f"recycled_{side}_foil_density"] = aluminium * cases.ALUMINIUM + copper * cases.COPPER
    return cases.recycling_inputs(
        positive=designs.text("chem_pos_electrode_active_material"),
        negative=designs.text("chem_neg_electrode_active_material"),
        recycled_positive_foil_thickness=designs.column("eff_pos_foil_thickness_um"),
        recycled_negative_foil_thickness=designs.column("eff_neg_foil_thickness_um"),
        recycled_separator_density=designs.column("chem_separator_density_g_per_cm3"),
        recycled_separator_thickness=designs.column("eff_separator_thickness_um"),
        recycled_electrolyte_density=designs.column("chem_electrolyte_density_g_per_cm3"),
        electrolyte_lithium=designs.column("chem_electrolyte_1_2m_lipf6_g_li_l_electrolyte"),
        **flags,
    )


@pytest.fixture(scope="module")
def designs():
    return Designs(cases.open_designs())


@pytest.fixture(scope="module")
def computed(designs):
    amounts, plant = amounts_of(designs), plant_of(designs)
    costs = cost_packs(
        amounts,
        plant,
        materials_of(designs),
        vehicle_of(designs),
        cases.PARAMETERS,
        detail=tuple(DETAIL),
    )
    inputs = recycling_of(designs)
    balance = recycle_packs(amounts, inputs, costs, cases.PARAMETERS)
    return {
        name: value for tree in (amounts, plant, inputs, costs, balance) for name, value in named_arrays(tree)
    }


def test_all_cost_columns_are_mapped():
    wanted = [row["column"] for row in cases.rows("dictionary.csv")]
    first, last = wanted.index("sum_plant_size_gwh"), wanted.index("sum_cell_fraction_of_pack_cost")
    cost_rows = wanted[first : last + 1]
    expected = [name for name in wanted if name.startswith(("mfg_", "cb_", "rec_"))] + cost_rows
    assert list(COLUMNS) == expected


def test_every_mapped_name_is_produced(computed):
    assert set(COLUMNS.values()) <= set(computed)


@pytest.mark.parametrize("column", COLUMNS)
def test_column_agrees(column, computed, designs):
    reference = designs.column(column)
    known = ~np.isnan(reference)
    values = np.broadcast_to(computed[COLUMNS[column]], reference.shape)
    np.testing.assert_allclose(values[known], reference[known], rtol=TOLERANCE, atol=TOLERANCE)
    assert known.any()


def test_only_blends_have_no_composition(computed, designs):
    blends = np.array(["/" in text for text in designs.text("chem_pos_electrode_active_material")])
    np.testing.assert_array_equal(np.isnan(computed["element_per_pack.Ni"]), blends)
