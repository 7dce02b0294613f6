"""Range of a car of the package: with its own pack, with others, and the pack that gives a range."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cellworth.app.named_car import NamedCar, Recipe, named_car
from cellworth.core.errors import InputError, Problem
from cellworth.engine.vehicle_packs import DesignedCarPack
from cellworth.engine.vehicle_results import car_results
from cellworth.engine.vehicle_stage import CompleteCar
from cellworth.io.form_problems import sentence
from cellworth.io.input_schema import column_rows, shortened
from cellworth.io.units import UnitError, to_canonical
from cellworth.io.vehicle_parameters import car_keys, car_recipe, car_row, in_si, vehicle_model

__all__ = ["CarRange", "RangeAnswer", "car_range", "known_cars", "read_quantity", "shown"]


@dataclass(frozen=True)
class CarRange:
    """The car with one pack.

    Attributes
    ----------
    title : which pack.
    couple : electrode couple of the pack.
    values : results by the names of ``range_columns.csv``, in the units shown there.
    """

    title: str
    couple: str
    values: dict[str, float]


@dataclass(frozen=True)
class RangeAnswer:
    """One car with one or more packs.

    Attributes
    ----------
    key, title : of the car.
    rows : one for each pack.
    notes : what is estimated, and what else should be known, a sentence each.
    """

    key: str
    title: str
    rows: tuple[CarRange, ...]
    notes: tuple[str, ...]


def car_range(
    vehicle: str,
    *,
    energies: Sequence[str] = (),
    couple: str | None = None,
    wanted: str | None = None,
    case: str | None = None,
) -> RangeAnswer:
    """Range of a car of the package.

    Parameters
    ----------
    vehicle : name of the car.
    energies : total energies of packs, texts with unit; the car's own if none is given.
    couple : electrode couple instead of the car's own.
    wanted : label range to be reached, text with unit; adds the pack that gives it.
    case : name or path of a case whose packs the car is to carry.

    Raises
    ------
    InputError
        If something given cannot be used, or no pack can be designed.
    """
    car = named_car(vehicle)
    own = float(car.complete.total_energy[0])
    recipes = _case_recipes(case) if case else {"": car_recipe(car.key, couple)}
    kilo = in_si(1.0, "kWh", "J")
    asked: list[tuple[str, Recipe, float]] = []
    for title, recipe in recipes.items():
        given = [read_quantity(text, "kWh", "--energy") for text in energies]
        own_energy = float(recipe["energy"]) if "energy" in recipe else own / kilo
        for energy in given or [own_energy]:
            asked.append((title or f"{energy:g} kWh", recipe, energy * kilo))
    if wanted:
        metres = read_quantity(wanted, "m", "--range")
        many = named_car(vehicle, len(recipes))
        each = list(recipes.values())
        found = many.energy_for(metres, lambda energy: many.designed(each, energy).pack)
        for (title, recipe), energy in zip(recipes.items(), found, strict=True):
            asked.append((f"{title or 'pack'} for {wanted}", recipe, float(energy)))
    return RangeAnswer(
        key=car.key,
        title=_title(car.key),
        rows=_rows(named_car(vehicle, len(asked)), asked),
        notes=tuple(_notes(car.complete, couple=couple, case=case)),
    )


def known_cars() -> dict[str, str]:
    """Title of each car of the package by name."""
    return {key: _title(key) for key in car_keys()}


def _title(key: str) -> str:
    row = car_row(key)
    return f"{row['vehicle']}, {row['model_year']} {row['trim']}".strip()


def _rows(car: NamedCar, asked: Sequence[tuple[str, Recipe, float]]) -> tuple[CarRange, ...]:
    energy = np.asarray([energy for *_, energy in asked])
    designed = car.designed([recipe for _, recipe, _ in asked], energy)
    _refuse_undesigned(asked, designed)
    loaded = car.with_packs(energy, designed.pack)
    results = {
        **car_results(loaded, car.complete, vehicle_model()),
        "total_energy": energy,
        "carried_mass": designed.pack.carried_mass,
        "pack_cost": designed.cost,
    }
    values = shown(results)
    return tuple(
        CarRange(title, str(recipe["couple"]), {name: float(array[row]) for name, array in values.items()})
        for row, (title, recipe, _) in enumerate(asked)
    )


def _refuse_undesigned(asked: Sequence[tuple[str, Recipe, float]], designed: DesignedCarPack) -> None:
    problems = [
        Problem(title, "no pack can be designed", "the pack model has no solution", "Try `cellworth pack`.")
        for (title, *_), mass in zip(asked, designed.pack.carried_mass, strict=True)
        if np.isnan(mass)
    ]
    if problems:
        raise InputError(*problems)


def _case_recipes(case: str) -> dict[str, dict[str, float | str]]:
    """Design inputs of every pack of a case by title."""
    from cellworth.io.case_records import pack_designs
    from cellworth.io.cases import load_case

    return {pack.title: pack.inputs for pack in pack_designs(load_case(case).form, later=True).values()}


def _notes(complete: CompleteCar, *, couple: str | None, case: str | None) -> list[str]:
    notes = ["The label is that of two cycles; a maker may earn another by five cycles, or print less."]
    if couple or case:
        notes.append("Usable over total energy, body, tyres and motor stay those of the car.")
    if bool(complete.estimated.usable_estimated[0]):
        notes.append("The usable energy is an estimate: a usual share of the total.")
    if bool(complete.estimated.total_estimated[0]):
        notes.append("The total energy is an estimate: the usable energy over a usual share.")
    notes.append("Packs are designed; the car's test mass changes by the difference of designed packs.")
    return notes


def read_quantity(text: str, unit: str, where: str) -> float:
    """Number of a text with unit, above zero.

    Raises
    ------
    InputError
        If it is none.
    """
    try:
        value = to_canonical(text, unit)[0]
    except UnitError as error:
        raise InputError(Problem(where, shortened(text), error.why, sentence(error.instead))) from None
    if not 0.0 < value < float("inf"):
        raise InputError(Problem(where, shortened(text), "a number above zero is due"))
    return value


def shown(results: Mapping[str, Any]) -> dict[str, Any]:
    """Results in the units of ``range_columns.csv``, in its order."""
    return {
        row["name"]: np.asarray(results[row["name"]]) * in_si(1.0, row["unit_inside"], row["unit"])
        for row in column_rows("range_columns.csv")
        if row["name"] in results
    }
