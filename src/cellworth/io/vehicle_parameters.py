"""Numbers of the car model, the cars of the package and their packs, as records in SI units."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

import numpy as np

from cellworth.core.errors import InputError, Problem
from cellworth.core.types import Array
from cellworth.engine.vehicle_stage import VehicleModel
from cellworth.io.cycles import drive_cycles
from cellworth.io.input_schema import couple_names, nearest, shortened
from cellworth.io.input_values import default_arrays
from cellworth.io.parameter_files import parameter_table
from cellworth.io.units import to_canonical
from cellworth.vehicle.given import EstimateModel
from cellworth.vehicle.records import DriveModel, LabelModel

__all__ = [
    "USUAL_PACK",
    "car_keys",
    "car_recipe",
    "car_row",
    "cycle_titles",
    "in_si",
    "pack_inputs",
    "pack_power",
    "vehicle_model",
    "vehicle_numbers",
]

T = TypeVar("T")

USUAL_PACK = "usual"
SI = {
    "lb": "kg",
    "W": "W",
    "kW/kg": "W/kg",
    "kg/kWh": "kg/J",
}
"""Units of the tables that are not the room's own."""

DESIGN_NUMBERS = (
    "cells_in_parallel",
    "cells_per_module",
    "modules_per_row",
    "rows",
    "recharge_time",
    "positive_capacity",
    "negative_capacity",
    "positive_thickness",
    "separator_thickness",
)
RECIPE_ONLY = DESIGN_NUMBERS[5:]
"""Numbers that belong to a couple: dropped where another couple is asked for."""

JOULES = "J"


def in_si(value: float, unit: str, inside: str) -> float:
    """A number in the unit used inside the room."""
    if unit == inside:
        return value
    if unit == "1":
        return value / in_si(1.0, inside, unit)
    return to_canonical(f"{value!r} {unit}", inside)[0]


def vehicle_numbers(file: str) -> dict[str, float]:
    """Numbers of a table ``name, value, unit`` in SI units."""
    return {
        row["name"]: in_si(float(row["value"]), row["unit"], SI.get(row["unit"], row["unit"]))
        for row in parameter_table(f"vehicles/{file}").rows
    }


@cache
def vehicle_model() -> VehicleModel:
    """Everything the car model needs, from the tables of the package."""
    drive, estimates = vehicle_numbers("drive_model.csv"), vehicle_numbers("car_estimates.csv")
    return VehicleModel(
        drive=_filled(DriveModel, drive),
        estimates=_filled(EstimateModel, {**estimates, **drive}),
        label=_filled(LabelModel, vehicle_numbers("label_rules.csv")),
        errors=vehicle_numbers("range_errors.csv"),
        usual_battery_loss=estimates["usual_battery_loss"],
        cycles=drive_cycles(),
    )


def _filled(kind: type[T], numbers: Mapping[str, float]) -> T:
    wanted: Any = fields(kind)  # type: ignore[arg-type]
    return kind(**{item.name: numbers[item.name] for item in wanted})


def cycle_titles() -> dict[str, str]:
    """Printed names of the cycles and their parts."""
    return {row["name"]: row["title"] for row in parameter_table("vehicles/cycle_parts.csv").rows}


def car_keys() -> tuple[str, ...]:
    """Names of the cars of the package."""
    return tuple(row["key"] for row in parameter_table("vehicles/cars.csv").rows)


def car_row(key: str, where: str = "--vehicle") -> dict[str, str]:
    """A car of the package by name.

    Raises
    ------
    InputError
        If no car has this name.
    """
    cars = parameter_table("vehicles/cars.csv").by("key")
    if key.casefold() not in cars:
        raise InputError(Problem(where, shortened(key), "no car has this name", nearest(key, cars)))
    return cars[key.casefold()]


def car_recipe(key: str, couple: str | None = None) -> dict[str, float | str]:
    """Inputs of the pack design that a car settles: couple, layout, coating; power comes from its motor.

    Parameters
    ----------
    key : name of the car; one without a pack of its own takes the usual one.
    couple : instead of the car's own; what belongs to its couple is then left to the pack model.
    """
    recipes = parameter_table("vehicles/car_packs.csv").by("key")
    row = recipes.get(key, recipes[USUAL_PACK])
    recipe: dict[str, float | str] = {"couple": couple or row["couple"], "modules_in_parallel": 1.0}
    names = [name for name in DESIGN_NUMBERS if row[name] and not (couple and name in RECIPE_ONLY)]
    return {**recipe, **{name: float(row[name]) for name in names}}


def pack_power(motor_power: Array) -> Array:
    """Power of the pack of a car, both [W]."""
    return motor_power * vehicle_numbers("car_estimates.csv")["pack_power_per_motor_power"]


def pack_inputs(
    recipes: Sequence[Mapping[str, float | str]], energy: Array, power: Array
) -> dict[str, Array]:
    """Inputs of the pack design, one for each recipe.

    Parameters
    ----------
    recipes : inputs by name; the others take their defaults.
    energy : (s,) [J], total.
    power : (s,) [W], for recipes that do not name one.

    Raises
    ------
    InputError
        If no couple has a name that is asked for.
    """
    inputs: dict[str, Array] = default_arrays()
    inputs["couple"] = np.asarray([_couple_index(str(recipe["couple"])) for recipe in recipes])
    inputs["power"] = power / in_si(1.0, "kW", "W") + np.zeros(len(recipes))
    for name in {name for recipe in recipes for name in recipe} - {"couple", "energy"}:
        given = np.asarray([float(recipe.get(name, np.nan)) for recipe in recipes])
        inputs[name] = np.where(np.isnan(given), inputs[name], given)
    inputs["energy"] = energy / in_si(1.0, "kWh", JOULES)
    return inputs


def _couple_index(name: str) -> int:
    folded = [known.casefold() for known in couple_names()]
    if name.casefold() not in folded:
        offer = nearest(name, couple_names())
        raise InputError(Problem("--couple", shortened(name), "no couple has this name", offer))
    return folded.index(name.casefold())
