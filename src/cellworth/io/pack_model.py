"""The pack model of the package: all parameter tables as the record the engine takes."""

from functools import cache

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.pack_model import CoupleFacts, PackModel
from cellworth.factory.plant import VehicleItems
from cellworth.io.couple_tables import couple_rows_all
from cellworth.io.design_parameters import all_couples, design_parameters, vehicle_names, vehicle_table
from cellworth.io.factory_parameters import (
    couple_prices,
    element_fractions,
    factory_parameters,
    material_number,
    strategy_flags,
    vehicle_item_prices,
)
from cellworth.io.input_schema import input_definitions
from cellworth.io.pack_parameters import bms_price_parameters, pack_parameters
from cellworth.io.parameter_files import ParameterTable, parameter_table

__all__ = ["pack_model"]

NMP = "NMP"
ALUMINUM = "Aluminum"
PRICE_INPUTS = (
    ("price_positive_active", "positive_active"),
    ("price_positive_carbon", "positive_conductive"),
    ("price_positive_binder", "positive_binder"),
    ("price_positive_solvent", "positive_solvent"),
    ("price_negative_active", "negative_active"),
    ("price_negative_carbon", "negative_conductive"),
    ("price_negative_binder", "negative_binder"),
    ("price_negative_solvent", "negative_solvent"),
    ("price_positive_foil", "positive_foil"),
    ("price_negative_foil", "negative_foil"),
    ("price_separator", "separator"),
    ("price_electrolyte", "electrolyte"),
)
"""Material of each price input."""


@cache
def pack_model() -> PackModel:
    """Tables and parameters of design and factory, read once."""
    strategies = [strategy_flags(name, "cost_to_consumer") for name in _choices("strategy")]
    options = [strategy_flags("in_house", name) for name in _choices("cost_option")]
    plant = parameter_table("factory/plant_defaults.csv").by("parameter_id")
    return PackModel(
        couples=all_couples().couples,
        couple_facts=_couple_facts(),
        vehicles=vehicle_table(),
        vehicle_items=_vehicle_items(),
        buys_cells=_column(strategies, "buys_cells"),
        buys_modules=_column(strategies, "buys_modules"),
        charges_profit=_column(options, "charges_profit"),
        charges_warranty=_column(options, "charges_warranty"),
        operating_days=np.asarray([float(plant["operating_days_per_year"]["value"])]),
        design=design_parameters(),
        pack=pack_parameters(),
        bms_price=bms_price_parameters(),
        factory=factory_parameters(),
        price_inputs=PRICE_INPUTS,
    )


def _choices(name: str) -> tuple[str, ...]:
    return input_definitions()[name].choices


def _column(rows: list[dict[str, float]], name: str) -> Array:
    return np.asarray([row[name] for row in rows])


def _columns(rows: list[dict[str, float]]) -> dict[str, Array]:
    return {name: _column(rows, name) for name in rows[0]}


def _vehicle_items() -> VehicleItems:
    return VehicleItems(**_columns([vehicle_item_prices(name) for name in vehicle_names()]))


def _couple_facts() -> CoupleFacts:
    book = all_couples()
    table = ParameterTable(path="couples", head={}, rows=couple_rows_all())
    density = parameter_table("design/physical_constants.csv").values("name")
    foil = {True: density["density_aluminum"], False: density["density_copper"]}

    def number(column: str) -> Array:
        return np.asarray(table.column(column))

    def is_text(column: str, text: str) -> Array:
        return np.asarray([float(found == text) for found in book.texts[column]])

    def foil_density(column: str) -> Array:
        return np.asarray([foil[found == ALUMINUM] for found in book.texts[column]])

    positive, negative = book.texts["positive_active"], book.texts["negative_active"]
    return CoupleFacts(
        list_price=_columns([couple_prices(name) for name in book.names]),
        positive_solvent_is_nmp=is_text("positive_binder_solvent", NMP),
        negative_solvent_is_nmp=is_text("negative_binder_solvent", NMP),
        positive_element_fraction=_columns([element_fractions(name) for name in positive]),
        negative_element_fraction=_columns([element_fractions(name) for name in negative]),
        positive_material_number=np.asarray([material_number(name) for name in positive]),
        negative_material_number=np.asarray([material_number(name) for name in negative]),
        positive_foil_is_aluminium=is_text("positive_foil_material", ALUMINUM),
        negative_foil_is_aluminium=is_text("negative_foil_material", ALUMINUM),
        positive_foil_density=foil_density("positive_foil_material"),
        negative_foil_density=foil_density("negative_foil_material"),
        electrolyte_lithium=number("electrolyte_li_g_per_l_derived"),
        positive_additive_lithium=number("positive_additive_li_fraction"),
        negative_additive_lithium=number("negative_additive_li_fraction"),
        couple_kind=np.asarray([_kind(name) for name in book.names]),
    )


def _kind(name: str) -> float:
    """1 energy, 2 power, 0 neither or both (warnings 8 and 9)."""
    energy, power = "Energy" in name, "Power" in name
    return 0.0 if energy == power else (1.0 if energy else 2.0)
