"""Electrolyte, foils and graphite at the metal and energy prices of a day, with grades."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.io.couple_tables import couple_price_rows
from cellworth.io.extension_values import SourcedNumber, extension_numbers
from cellworth.io.factory_parameters import couple_prices
from cellworth.io.pack_model import pack_model
from cellworth.io.parameter_files import parameter_table
from cellworth.market.active_material_price import (
    electrolyte_price,
    foil_price,
    natural_graphite_price,
    salt_price,
    synthetic_graphite_price,
)

__all__ = ["OtherMaterial", "other_materials"]

FEE = re.compile(r"fabrication_fee_(\d+)um")
ALUMINIUM, GRAPHITE = "Aluminum", "G"
MICRO, KILO = 1e-6, 1e3


@dataclass(frozen=True)
class OtherMaterial:
    """A bought material by what it is made of.

    Attributes
    ----------
    title : printed name.
    price, listed : at the prices of the day, and in the list of the method.
    unit : of both.
    used : numbers with grades.
    """

    title: str
    price: float
    listed: float
    unit: str
    used: tuple[SourcedNumber, ...]


def other_materials(
    couple: str,
    metals: Mapping[str, SourcedNumber],
    foils: Mapping[str, float],
    electrolyte_density: float,
    electricity: float | None = None,
) -> tuple[OtherMaterial, ...]:
    """What metals make of the materials beside the cathode (X33 to X35).

    Parameters
    ----------
    couple : its name.
    metals : prices by element [USD/kg].
    foils : thickness of the ``positive`` and the ``negative`` foil [um].
    electrolyte_density : [kg/L]
    electricity : price in the place of the graphite plant [USD/kWh]; None leaves synthetic graphite out.
    """
    row, listed = couple_price_rows()[couple], couple_prices(couple)
    found: list[OtherMaterial] = []
    if "Li" in metals and row["positive_foil_material"] != row["negative_foil_material"]:
        found.append(_electrolyte(metals["Li"], electrolyte_density, listed["electrolyte"]))
    for side, thickness in foils.items():
        found += _foil(side, row[f"{side}_foil_material"], metals, thickness, listed[f"{side}_foil"])
    if row["negative_active_material"] == GRAPHITE:
        found += _graphite(metals, electricity, listed["negative_active"])
    return tuple(found)


def _one(number: SourcedNumber) -> np.ndarray:
    return np.asarray([number.value])


def _electrolyte(lithium: SourcedNumber, density: float, listed: float) -> OtherMaterial:
    """With a salt of lithium, per litre."""
    held = parameter_table("extensions/compounds.csv").by("compound")
    need = {name: float(held[name]["kg_compound_per_kg_element"]) for name in ("Li2CO3", "LiPF6")}
    salt, mix = (extension_numbers("other_materials", material=name) for name in ("LiPF6", "electrolyte"))
    carbonate = lithium.value / need["Li2CO3"]
    per_kg = electrolyte_price(
        salt_price(
            np.asarray([carbonate]), np.asarray([need["Li2CO3"] / need["LiPF6"]]),
            _one(salt["lithium_yield"]), _one(salt["conversion_cost"]),
        ),
        _one(mix["additive_price"]), _one(mix["solvent_price"]), _one(mix["salt_mass_fraction"]),
        _one(mix["additive_mass_fraction"]), _one(mix["blending_cost"]),
    )  # fmt: skip
    used = (lithium, *salt.values(), *mix.values())
    return OtherMaterial("Electrolyte", density * float(per_kg[0]), listed, "USD/L", used)


def _foil(
    side: str, metal: str, metals: Mapping[str, SourcedNumber], thickness: float, listed: float
) -> Iterator[OtherMaterial]:
    """With the fee of the thickness that comes nearest."""
    element, table = ("Al", "al_foil") if metal == ALUMINIUM else ("Cu", "cu_foil")
    if element not in metals:
        return
    fees = {
        int(match[1]): number
        for name, number in extension_numbers("other_materials", material=table).items()
        if (match := FEE.fullmatch(name))
    }
    fee = fees[min(fees, key=lambda each: abs(each - thickness))]
    physics = pack_model().design.physics
    density = physics.density_aluminum if element == "Al" else physics.density_copper
    price = foil_price(_one(metals[element]), _one(fee), KILO * density, np.asarray([MICRO * thickness]))
    title = f"{side.capitalize()} foil, {thickness:g} um"
    yield OtherMaterial(title, float(price[0]), listed, "USD/m^2", (metals[element], fee))


def _graphite(
    metals: Mapping[str, SourcedNumber], electricity: float | None, listed: float
) -> Iterator[OtherMaterial]:
    if "C" in metals:
        natural = extension_numbers("other_materials", material="graphite_natural")
        parts = (natural["flake_to_spherical_yield"], natural["conversion_cost"])
        price = natural_graphite_price(_one(metals["C"]), *map(_one, parts))
        yield OtherMaterial("Natural graphite", float(price[0]), listed, "USD/kg", (metals["C"], *parts))
    if electricity:
        made = extension_numbers("other_materials", material="graphite_synthetic")
        names = (
            "coke_price",
            "coke_to_graphite_yield",
            "graphitisation_electricity",
            "other_conversion_cost",
        )
        recipe = tuple(made[name] for name in names)
        coke, kept, need, other = map(_one, recipe)
        price = synthetic_graphite_price(coke, kept, need, np.asarray([electricity]), other)
        yield OtherMaterial("Synthetic graphite, made there", float(price[0]), listed, "USD/kg", recipe)
