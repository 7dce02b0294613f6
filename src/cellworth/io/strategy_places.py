"""Countries and ramps that plants and suppliers of a case name, from the tables as known on its day."""

import datetime
from collections.abc import Iterable

import numpy as np

from cellworth.engine.decision_inputs import Provenance
from cellworth.engine.ramp_stage import ramp_paths
from cellworth.engine.scenarios.places import PlantPlace, PlantRamp
from cellworth.io.extension_values import SourcedNumber
from cellworth.io.place_inputs import energy_inputs, ramp_inputs
from cellworth.io.place_records import Place, place, place_code

__all__ = ["place_numbers", "place_of", "plant_places", "plant_ramp"]

MIDDLE = 0.5
READ = (
    "labour_cost",
    "labour_productivity_vs_us",
    "equipment_and_install_factor_vs_china",
    "building_cost_hightech",
    "electricity_price_industry",
    "gas_price_industry",
)
"""Numbers of a place that the plants of a case read; its money and its duties are those of the case."""


def place_of(text: str, where: str) -> str:
    """Code of the country a case names; empty for none.

    Raises
    ------
    InputError
        If the tables do not have it.
    """
    return place_code(text, where) if text else ""


def plant_ramp(maker: str, opens: int, axis: tuple[int, ...], where: str) -> PlantRamp | None:
    """First years of a plant on the axis of a case; none for no kind of maker.

    Raises
    ------
    InputError
        If there is no such kind of maker.
    """
    if not maker:
        return None
    given, _ = ramp_inputs(maker, where)
    ages = np.asarray([max(year - opens + MIDDLE, 0.0) for year in axis])
    scrap, _, output = ramp_paths(given, ages)
    there = np.asarray([float(year >= opens) for year in axis])
    return PlantRamp(
        scrap=tuple(float(each) for each in scrap[0]),
        output=tuple(float(each) for each in output[0] * there),
        lasting_scrap=float(given.scrap_last[0]),
    )


def plant_places(codes: Iterable[str], as_of: datetime.date) -> dict[str, PlantPlace]:
    """Countries as plants of a case see them, from what was known in its year."""
    return {code: _plant_place(_known(code, as_of)) for code in dict.fromkeys(codes) if code}


def place_numbers(codes: Iterable[str], as_of: datetime.date) -> tuple[Provenance, ...]:
    """Numbers read of each country, with source and grade."""
    return tuple(
        _provenance(code, number)
        for code in dict.fromkeys(codes)
        if code
        for number in _known(code, as_of).used
        if number.name in READ
    )


def _known(code: str, as_of: datetime.date) -> Place:
    """A country from rows of the years before the case: a year's figure is known when it is over."""
    return place(code, as_of.year, known_by=as_of.year - 1)


def _plant_place(found: Place) -> PlantPlace:
    return PlantPlace(
        factors=found.factors,
        energy=energy_inputs(),
        electricity_price=found.electricity_price,
        gas_price=found.gas_price,
        has_energy=found.electricity_price > 0.0 and found.gas_price > 0.0,
    )


def _provenance(code: str, number: SourcedNumber) -> Provenance:
    return Provenance(
        place=f"places.{code}.{number.name}",
        given=f"{number.value:.4g} {number.unit}",
        source=number.source,
        where="table of places, X40 to X43",
        grade=number.grade,
        known_from=datetime.date(number.year, 12, 31),
        row="",
        rule="",
        parents=(),
    )
