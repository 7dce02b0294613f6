"""All a pack evaluation needs beside its inputs, and the inputs of a block as records of the rooms."""

from collections.abc import Mapping

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.record import record, static
from cellworth.core.types import Array
from cellworth.design.corrections import DesignCorrections
from cellworth.design.corrections import corrected as design_corrected
from cellworth.design.corrections import parity as design_parity
from cellworth.design.inputs import Couple, CoupleOverrides, DesignTargets, PackLayout, VehicleUse
from cellworth.design.pack.parameters import PackParameters
from cellworth.design.pack_corrections import CORRECTED as PACK_CORRECTED
from cellworth.design.pack_corrections import PARITY as PACK_PARITY
from cellworth.design.pack_corrections import PackCorrections
from cellworth.design.parameters import DesignParameters
from cellworth.factory.bms_price import BmsPriceParameters
from cellworth.factory.corrections import CORRECTED as FACTORY_CORRECTED
from cellworth.factory.corrections import PARITY as FACTORY_PARITY
from cellworth.factory.corrections import FactoryCorrections
from cellworth.factory.parameters import FactoryParameters
from cellworth.factory.plant import MaterialInputs, PlantInputs, VehicleItems

PERCENT = 100.0
METHODS = 3

NOT_FREE = frozenset(
    {
        "buys_cells",
        "buys_modules",
        "cells_per_asic",
        "charges_profit",
        "charges_warranty",
        "couple_kind",
        "graphite",
        "ideal_couple_kind",
        "negative_active_share",
        "negative_binder_share",
        "negative_carbon_share",
        "negative_foil_is_aluminium",
        "negative_material_number",
        "negative_solvent_is_nmp",
        "positive_active_share",
        "positive_binder_share",
        "positive_carbon_share",
        "positive_foil_is_aluminium",
        "positive_material_number",
        "positive_solvent_is_nmp",
    }
)
"""Parameters that choose or count and do not measure, and shares of a coating, which add up to all of it."""


@record
class Corrections:
    """Corrections of all rooms.

    Attributes
    ----------
    design : DesignCorrections
    pack : PackCorrections
    factory : FactoryCorrections
    """

    design: DesignCorrections = static()
    pack: PackCorrections = static()
    factory: FactoryCorrections = static()


PARITY = Corrections(design=design_parity(), pack=PACK_PARITY, factory=FACTORY_PARITY)
"""The published method with its quirks."""

CORRECTED = Corrections(design=design_corrected(), pack=PACK_CORRECTED, factory=FACTORY_CORRECTED)
"""Every named correction in force."""


@record
class CoupleFacts:
    """What the factory needs to know of each couple, one row per couple.

    Attributes
    ----------
    list_price : dict of (c,) [USD/kg, USD/m^2 or USD/L]
    positive_solvent_is_nmp, negative_solvent_is_nmp : (c,) [1]
    positive_element_fraction, negative_element_fraction : dict of (c,) [g/g]
    positive_material_number, negative_material_number : (c,) [1]
    positive_foil_is_aluminium, negative_foil_is_aluminium : (c,) [1]
    positive_foil_density, negative_foil_density : (c,) [g/cm^3]
    electrolyte_lithium : (c,) [g/L]
    positive_additive_lithium, negative_additive_lithium : (c,) [g/g]
    couple_kind : (c,) [code]
        0 neither or both, 1 energy, 2 power.
    """

    list_price: dict[str, Array]
    positive_solvent_is_nmp: Array
    negative_solvent_is_nmp: Array
    positive_element_fraction: dict[str, Array]
    negative_element_fraction: dict[str, Array]
    positive_material_number: Array
    negative_material_number: Array
    positive_foil_is_aluminium: Array
    negative_foil_is_aluminium: Array
    positive_foil_density: Array
    negative_foil_density: Array
    electrolyte_lithium: Array
    positive_additive_lithium: Array
    negative_additive_lithium: Array
    couple_kind: Array


@record
class PackModel:
    """Tables and parameters of design and factory.

    Attributes
    ----------
    couples : Couple
        One row per couple on the first axis.
    couple_facts : CoupleFacts
    vehicles : VehicleUse
        One row per vehicle type.
    vehicle_items : VehicleItems
        One row per vehicle type.
    buys_cells, buys_modules : (3,) [1]
        By manufacturing strategy.
    charges_profit, charges_warranty : (2,) [1]
        By cost option.
    operating_days : (1,) [day/year]
    design : DesignParameters
    pack : PackParameters
    bms_price : BmsPriceParameters
    factory : FactoryParameters
    price_inputs : static
        Material by name of the input that overrides its list price.
    """

    couples: Couple
    couple_facts: CoupleFacts
    vehicles: VehicleUse
    vehicle_items: VehicleItems
    buys_cells: Array
    buys_modules: Array
    charges_profit: Array
    charges_warranty: Array
    operating_days: Array
    design: DesignParameters
    pack: PackParameters
    bms_price: BmsPriceParameters
    factory: FactoryParameters
    price_inputs: tuple[tuple[str, str], ...] = static()


def design_targets(inputs: Mapping[str, Array]) -> DesignTargets:
    """Targets from inputs by name."""
    names = set(DesignTargets.__annotations__) - {"charging_asked"}
    return DesignTargets(charging_asked=inputs["charging"], **{name: inputs[name] for name in names})


def pack_layout(inputs: Mapping[str, Array]) -> PackLayout:
    """Layout from inputs by name; the first choice of the connection is in series."""
    names = set(PackLayout.__annotations__) - {"packs_in_series"}
    in_series = inputs["pack_connection"] == 0
    return PackLayout(packs_in_series=in_series, **{name: inputs[name] for name in names})


def couple_overrides(inputs: Mapping[str, Array]) -> CoupleOverrides:
    """Overrides of couple properties from inputs by name."""
    return CoupleOverrides(**{name: inputs[name] for name in CoupleOverrides.__annotations__})


def vehicle_items(inputs: Mapping[str, Array], model: PackModel) -> VehicleItems:
    """Prices that depend on the vehicle, gathered."""
    table = model.vehicle_items
    return VehicleItems(
        **{name: getattr(table, name)[inputs["vehicle"]] for name in VehicleItems.__annotations__}
    )


def material_inputs(inputs: Mapping[str, Array], model: PackModel) -> MaterialInputs:
    """Prices and solvents in force: the couple's, or what was entered."""
    facts, couple = model.couple_facts, inputs["couple"]
    price = {name: rows[couple] for name, rows in facts.list_price.items()}
    for name, material in model.price_inputs:
        entered = inputs[name]
        if isinstance(entered, np.ndarray) and entered.shape[0] == 1 and np.isnan(entered[0]):
            continue
        xp = namespace(entered, price[material])
        price[material] = xp.where(xp.isnan(entered), price[material], entered)
    xp = namespace(couple)
    missing = xp.asarray([xp.nan])
    return MaterialInputs(
        list_price=price,
        positive_solvent_is_nmp=facts.positive_solvent_is_nmp[couple],
        negative_solvent_is_nmp=facts.negative_solvent_is_nmp[couple],
        positive_solvent_ratio=missing,
        negative_solvent_ratio=missing,
    )


def plant_inputs(inputs: Mapping[str, Array], model: PackModel) -> PlantInputs:
    """Volume, yield and choices of the maker from inputs by name."""
    strategy, option = inputs["strategy"], inputs["cost_option"]
    return PlantInputs(
        packs_per_year=inputs["packs_per_year"],
        cell_yield=inputs["cell_yield"] / PERCENT,
        utilization_method=inputs["utilization_method"] + 1.0,
        utilization=inputs["utilization"],
        full_packs_per_year=inputs["full_packs_per_year"],
        operating_days=model.operating_days,
        buys_cells=model.buys_cells[strategy],
        buys_modules=model.buys_modules[strategy],
        charges_profit=model.charges_profit[option],
        charges_warranty=model.charges_warranty[option],
    )
