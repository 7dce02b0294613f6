"""One design in a place and at the metal prices of a day."""

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.app.pack import PackDesign, pack_design
from cellworth.app.pack_format import format_design
from cellworth.core.errors import InputError, Problem
from cellworth.core.record import replace
from cellworth.core.types import Array
from cellworth.engine.end_of_life_stage import EndOfLifeInputs, EndOfLifeResults, end_of_life_results
from cellworth.engine.pack_model import PackModel
from cellworth.engine.place_stage import PlaceResults, method_return, place_results
from cellworth.engine.ramp_stage import RampResults, ramp_results
from cellworth.engine.warranty_stage import WarrantyResults, warranty_results
from cellworth.factory.places import located
from cellworth.io.end_of_life_inputs import end_of_life_inputs
from cellworth.io.extension_values import SourcedNumber, extension_numbers
from cellworth.io.input_schema import input_definitions
from cellworth.io.metal_records import DATE, CathodePrice, cathode_price, dates_taken, metal_prices
from cellworth.io.other_materials import OtherMaterial, other_materials
from cellworth.io.pack_model import pack_model
from cellworth.io.place_inputs import Delivery, place_inputs, powder_of, ramp_inputs
from cellworth.io.place_records import Place, freight_between, latest_year, place, production_credit
from cellworth.io.warranty_inputs import warranty_inputs

__all__ = ["PlaceOptions", "PlacedPack", "placed_pack"]

PRICE = "price_positive_active"
SECOND_LIFE = "second_life"
YEARS = (1990, 2100)


@dataclass(frozen=True)
class PlaceOptions:
    """What was asked for beside the inputs of a pack; texts as given.

    Attributes
    ----------
    place : country of the plant.
    year : of wages, energy, and grid.
    metals : day of the metal prices.
    delivered_to : country of the customer.
    ramp : kind of maker whose first years are counted.
    """

    place: str | None = None
    year: str | None = None
    metals: str | None = None
    delivered_to: str | None = None
    ramp: str | None = None

    @property
    def given(self) -> bool:
        """Whether anything was asked for."""
        return any(text is not None for text in vars(self).values())


@dataclass(frozen=True)
class PlacedPack:
    """A design in a place.

    Attributes
    ----------
    design : as without a place; its cost is that of the plant there, without the energy line.
    place : Place or None
    results : PlaceResults or None
    ramp : RampResults or None
    cathode : CathodePrice or None
    materials : the others at the same metal prices.
    method_interest : that the price of the method pays on the cell plant [1/year]; NaN without a place.
    end_of_life : EndOfLifeResults or None
    warranty : WarrantyResults
    used : numbers of the tables with source and grade.
    """

    design: PackDesign
    place: Place | None
    results: PlaceResults | None
    ramp: RampResults | None
    cathode: CathodePrice | None
    materials: tuple[OtherMaterial, ...]
    method_interest: float
    end_of_life: EndOfLifeResults | None
    warranty: WarrantyResults
    used: tuple[SourcedNumber, ...]


def placed_pack(
    given: Mapping[str, tuple[str, str]], options: PlaceOptions, shape: str | None = None
) -> PlacedPack:
    """Design and cost one pack in a place, or at metal prices, or both.

    Parameters
    ----------
    given : for each input given, where it stands and its text.
    options : PlaceOptions
    shape : format of the cells; that of the published method if none is named.

    Raises
    ------
    InputError
        If an input or an option cannot be used or no design meets them all.
    """
    _refuse_without_place(options)
    inputs = dict(given)
    used: list[SourcedNumber] = []
    couple = given["couple"][1] if "couple" in given else input_definitions()["couple"].default
    metals = cathode = None
    if options.metals is not None:
        metals = metal_prices(options.metals)
        _refuse_two_prices(given)
        cathode = cathode_price(powder_of(couple), metals)
        inputs[PRICE] = ("--metals", f"{cathode.price:.6g} USD/kg")
        used += cathode.used
    found = None if options.place is None else place(options.place, _year(options))
    model = pack_model() if found is None else located_model(pack_model(), found)
    design = pack_design(inputs, model=model) if shape is None else format_design(shape, inputs, model=model)
    if found is not None:
        design = dataclasses.replace(design, notes=(*design.notes, *_place_notes(found)))
    outputs = _arrays(design)
    results = ramp = None
    interest = math.nan
    if found is not None:
        delivery, more = _delivery(found, options.delivered_to)
        setting = place_inputs(found, couple, delivery)
        results = place_results(outputs, setting)
        used += [*found.used, *more]
        interest = float(method_return(outputs, results, setting.money_inputs)[0])
        if options.ramp is not None:
            years, numbers = ramp_inputs(options.ramp)
            ramp = ramp_results(outputs, setting, years)
            used += numbers
    rate = found.discount_rate if found else extension_numbers("finance")["interest_rate"].value
    ending = None
    others: tuple[OtherMaterial, ...] = ()
    if metals is not None and cathode is not None:
        ending = end_of_life_results(outputs, _ending(metals, cathode, outputs, rate))
        others = _others(couple, metals, outputs, found)
        used += dict.fromkeys(number for each in others for number in each.used if number not in used)
        taken = {name: number for name, number in metals.items() if number in used}
        told = dates_taken(options.metals or "", taken)
        design = dataclasses.replace(design, notes=(*design.notes, *told))
    promised, terms = warranty_inputs(rate)
    reused = ending.route_value[SECOND_LIFE] if ending else None
    warranty = warranty_results(outputs["pack_cost_per_energy"], promised, reused)
    used += terms
    return PlacedPack(design, found, results, ramp, cathode, others, interest, ending, warranty, tuple(used))


def _others(
    couple: str, metals: Mapping[str, SourcedNumber], outputs: Mapping[str, Array], where: Place | None
) -> tuple[OtherMaterial, ...]:
    """Materials beside the cathode at the same prices; synthetic graphite where the plant stands."""
    foils = {side: float(outputs[f"{side}_collector_thickness"][0]) for side in ("positive", "negative")}
    density = float(outputs["electrolyte_density"][0])
    return other_materials(couple, metals, foils, density, where.electricity_price if where else None)


def _place_notes(where: Place) -> tuple[str, ...]:
    """What a reader must know about the numbers of a place."""
    energy = (
        f"the cost of the pack is that of the plant in {where.title}, without energy; "
        "energy stands in the three costs below it"
    )
    later = sorted({number.name.replace("_", " ") for number in where.used if number.year > where.year})
    if not later:
        return (energy,)
    return energy, f"no number for {where.year}, later ones taken: {', '.join(later)}"


def located_model(model: PackModel, where: Place) -> PackModel:
    """Tables and parameters with the plant in a place."""
    return replace(model, factory=located(model.factory, where.factors))


def _ending(
    metals: Mapping[str, SourcedNumber], cathode: CathodePrice, outputs: Mapping[str, Array], rate: float
) -> EndOfLifeInputs:
    life = extension_numbers("finance")["technical_life"].value
    return end_of_life_inputs(metals, cathode.price, float(outputs["pack_cost_per_energy"][0]), rate, life)


def _refuse_without_place(options: PlaceOptions) -> None:
    for name, text in (
        ("--delivered-to", options.delivered_to),
        ("--ramp", options.ramp),
        ("--year", options.year),
    ):
        if text is not None and options.place is None:
            raise InputError(Problem(name, f"'{text}'", "it needs the place of the plant", "Add --place."))


def _refuse_two_prices(given: Mapping[str, tuple[str, str]]) -> None:
    if PRICE in given:
        where, text = given[PRICE]
        raise InputError(Problem(where, f"'{text}'", "--metals gives the same price", "Leave one out."))


def _year(options: PlaceOptions) -> int:
    """Year given, or that of the metals, or the last of the tables."""
    if options.year is None:
        match = DATE.match(options.metals or "")
        return int(match[1]) if match else latest_year()
    if not options.year.isdigit() or not YEARS[0] <= int(options.year) <= YEARS[1]:
        raise InputError(
            Problem("--year", f"'{options.year}'", "it is not a year", "Write one such as 2024.")
        )
    return int(options.year)


def _delivery(maker: Place, customer: str | None) -> tuple[Delivery, tuple[SourcedNumber, ...]]:
    credit = production_credit(maker)
    if customer is None:
        return Delivery(credit=credit.value), (credit,)
    freight = freight_between(maker, customer)
    return Delivery(freight=freight.value, credit=credit.value), (freight, credit)


def _arrays(design: PackDesign) -> dict[str, Array]:
    return {name: np.asarray([value]) for name, value in design.outputs.items() if not isinstance(value, str)}
