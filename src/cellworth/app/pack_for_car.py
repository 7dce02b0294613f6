"""The pack that gives a car of the package a range, its own mass included."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from cellworth.app.named_car import NamedCar, named_car
from cellworth.app.pack import PackDesign, pack_design
from cellworth.app.range import read_quantity
from cellworth.core.errors import InputError, Problem
from cellworth.core.types import Array
from cellworth.engine.vehicle_packs import design_car_packs
from cellworth.engine.vehicle_stage import CarPack
from cellworth.io.input_schema import input_definitions
from cellworth.io.input_values import single_design
from cellworth.io.vehicle_parameters import car_keys, car_recipe, in_si, pack_power

__all__ = ["pack_for_car"]

RANGE = "--range"
TARGETS = ("energy", "capacity")


def pack_for_car(given: Mapping[str, tuple[str, str]], wanted: str) -> PackDesign:
    """Design and cost the pack that gives a car a label range.

    Parameters
    ----------
    given : for each input given, where it stands and its text; ``vehicle`` names a car of the package.
        What is not given comes from the car: couple, layout, coating, power.
    wanted : label range, text with unit.

    Raises
    ------
    InputError
        If no car is named, the size of the pack is given as well, an input cannot be used, or no pack gives
        the range.
    """
    metres = read_quantity(wanted, "m", RANGE)
    _refuse_size(given)
    if "vehicle" not in given:
        why = "a range needs a car"
        problem = Problem(RANGE, "no car", why, f"Name one with --vehicle: {', '.join(car_keys())}.")
        raise InputError(problem)
    car = named_car(given["vehicle"][1])
    inputs = _with_recipe({name: text for name, text in given.items() if name != "vehicle"}, car)
    arrays, _ = single_design(inputs, parity=False)
    kilo = in_si(1.0, "kWh", "J")

    def pack_at(energy: Array) -> CarPack:
        return design_car_packs({**arrays, "energy": energy / kilo}, car.model).pack

    energy = float(car.energy_for(metres, pack_at)[0]) / kilo
    design = pack_design({**inputs, "energy": (RANGE, f"{energy!r} kWh")}, model=car.model)
    usable = float((car.complete.car.discharge_energy / car.complete.total_energy)[0])
    error = float(np.asarray(car.complete.range_error)[0])
    note = (
        f"{energy:.1f} kWh give {car.key} {wanted} on the label (standard error {error:.1%}), "
        f"{energy * usable:.1f} kWh of them between full and empty as in the car; its "
        f"consumption replaces the method's {_method_use()}."
    )
    return replace(design, notes=(note, *design.notes))


def _method_use() -> str:
    from cellworth.io.pack_model import pack_model

    return f"{float(np.max(pack_model().vehicles.vehicle_energy)):g} Wh/mile"


def _refuse_size(given: Mapping[str, tuple[str, str]]) -> None:
    problems = [
        Problem(given[name][0], "given beside --range", "the range settles the size", "Leave one out.")
        for name in TARGETS
        if name in given
    ]
    if problems:
        raise InputError(*problems)


def _with_recipe(given: Mapping[str, tuple[str, str]], car: NamedCar) -> dict[str, tuple[str, str]]:
    """Inputs with what the car settles where nothing else is asked for."""
    couple = given["couple"][1] if "couple" in given else None
    recipe = {**car_recipe(car.key, couple), "power": _pack_kilowatts(car)}
    where = f"--vehicle {car.key}"
    filled = {name: (where, _text(name, value)) for name, value in recipe.items()}
    return {**filled, **given}


def _pack_kilowatts(car: NamedCar) -> float:
    return float(pack_power(car.complete.car.motor_power)[0]) / in_si(1.0, "kW", "W")


def _text(name: str, value: float | str) -> str:
    definition = input_definitions()[name]
    if isinstance(value, str):
        return value
    return f"{value!r} {definition.unit}" if definition.needs_unit else f"{value:g}"
