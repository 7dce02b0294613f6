"""Inputs of the factory from the reference files, for all tests of the room."""

import csv
import functools
import gzip
from importlib.resources import files
from pathlib import Path

import numpy as np

from cellworth.factory.amounts import (
    CellContents,
    ModuleContents,
    PackAmounts,
    PackContents,
    PackLayout,
    PackRatings,
)
from cellworth.factory.plant import MATERIALS, MaterialInputs, PlantInputs, VehicleItems
from cellworth.factory.recycling import RecyclingInputs
from cellworth.io.factory_parameters import (
    couple_prices,
    element_fractions,
    factory_parameters,
    material_number,
    strategy_flags,
    vehicle_item_prices,
)

REFERENCE = Path(__file__).parent / "reference" / "batpac"
PARAMETERS = factory_parameters()
BATTERIES = range(1, 8)
UNITS = ("_ah", "_kwh", "_g", "_m2", "_l", "_cm2", "_kg", "_w", "_usd")
PARTS = {
    "layout": PackLayout,
    "ratings": PackRatings,
    "cell": CellContents,
    "module": ModuleContents,
    "pack": PackContents,
}
COUPLE = "NMC811-G (Energy)"
ALUMINIUM, COPPER = 2.7, 8.96


def rows(name):
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def without_unit(quantity):
    name = quantity.replace("_mass_row67_g", "_mass")
    unit = next((unit for unit in UNITS if name.endswith(unit)), "")
    return name.removesuffix(unit)


def amounts_from(values):
    """PackAmounts from arrays by field name."""
    parts = {part: cls(**{name: values[name] for name in cls.__annotations__}) for part, cls in PARTS.items()}
    return PackAmounts(**parts)


@functools.cache
def worked_values():
    """Design quantities of the seven batteries, by field name."""
    values = {
        without_unit(row["quantity"]): np.array([float(row[f"battery_{n}"]) for n in BATTERIES])
        for row in rows("worked_cost_design_inputs.csv")
    }
    values["jacket_base_steel"] = np.full(7, np.nan)
    return values


def worked_amounts(**changes):
    return amounts_from(worked_values() | changes)


def array(value, length=1):
    return np.full(length, float(value))


def plant_inputs(strategy="in_house", option="cost_to_consumer", **changes):
    values = {
        "packs_per_year": array(500_000),
        "cell_yield": array(0.95),
        "utilization_method": array(1),
        "utilization": array(np.nan),
        "full_packs_per_year": array(np.nan),
        "operating_days": array(320),
    }
    values |= {name: array(flag) for name, flag in strategy_flags(strategy, option).items()}
    return PlantInputs(**(values | changes))


def material_inputs(couple=COUPLE, **changes):
    values = {
        "list_price": {name: array(price) for name, price in couple_prices(couple).items()},
        "positive_solvent_is_nmp": array(1),
        "negative_solvent_is_nmp": array(0),
        "positive_solvent_ratio": array(np.nan),
        "negative_solvent_ratio": array(np.nan),
    }
    return MaterialInputs(**(values | changes))


def vehicle_items(vehicle="EV"):
    return VehicleItems(**{name: array(value) for name, value in vehicle_item_prices(vehicle).items()})


def stacked(dicts):
    return {name: np.array([each[name] for each in dicts]) for name in dicts[0]}


def recycling_inputs(positive=("NMC811",), negative=("G",), **changes):
    values = {
        "positive_element_fraction": stacked([element_fractions(name) for name in positive]),
        "negative_element_fraction": stacked([element_fractions(name) for name in negative]),
        "positive_material_number": np.array([material_number(name) for name in positive]),
        "negative_material_number": np.array([material_number(name) for name in negative]),
        "positive_foil_is_aluminium": array(1),
        "positive_foil_is_copper": array(0),
        "negative_foil_is_aluminium": array(0),
        "negative_foil_is_copper": array(1),
        "recycled_positive_foil_density": array(ALUMINIUM),
        "recycled_negative_foil_density": array(COPPER),
        "recycled_positive_foil_thickness": array(15),
        "recycled_negative_foil_thickness": array(10),
        "recycled_separator_density": array(0.473),
        "recycled_separator_thickness": array(15),
        "recycled_electrolyte_density": array(1.2),
        "electrolyte_lithium": array(8.328),
        "positive_additive_lithium": array(0),
        "negative_additive_lithium": array(0),
        "electrolyte_additive_lithium": array(0),
        "electrolyte_additive_share": array(0),
    }
    return RecyclingInputs(**(values | changes))


def open_designs():
    with gzip.open(REFERENCE / "designs_open.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


assert set(MATERIALS) == set(couple_prices(COUPLE))


def table_rows(path):
    """Rows of a plain table below the data folder, without a head of sources."""
    text = files("cellworth").joinpath("data", *path.split("/")).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
