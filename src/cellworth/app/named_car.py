"""A car of the package with the pack it was tested with; other packs in it, and the pack for a range."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np

from cellworth.core.errors import InputError, Problem
from cellworth.core.types import Array
from cellworth.engine.pack_model import PackModel
from cellworth.engine.vehicle_packs import DesignedCarPack, design_car_packs, model_for_use
from cellworth.engine.vehicle_results import label_of, udds_use
from cellworth.engine.vehicle_stage import CarPack, CompleteCar, complete_car, energy_at_range, with_pack
from cellworth.io.car_columns import named_cars
from cellworth.io.pack_model import pack_model
from cellworth.io.vehicle_parameters import (
    car_recipe,
    car_row,
    in_si,
    pack_inputs,
    pack_power,
    vehicle_model,
)
from cellworth.vehicle.records import Car

__all__ = ["NamedCar", "Recipe", "named_car"]

Recipe: TypeAlias = Mapping[str, float | str]


@dataclass(frozen=True)
class NamedCar:
    """A car of the package, as often as packs are asked for.

    Attributes
    ----------
    key : its name.
    complete : the car as told, with its own pack.
    pack : its own pack, designed.
    model : pack model with the car's own consumption.
    """

    key: str
    complete: CompleteCar
    pack: CarPack
    model: PackModel

    def with_packs(self, energy: Array, pack: CarPack) -> Car:
        """The car with packs of these total energies [J]; the usable share stays."""
        usable = self.complete.car.discharge_energy / self.complete.total_energy
        return with_pack(self.complete.car, self.pack, pack, energy * usable, vehicle_model())

    def designed(self, recipes: Sequence[Recipe], energy: Array) -> DesignedCarPack:
        """Packs of these recipes and total energies [J]."""
        power = pack_power(self.complete.car.motor_power)
        return design_car_packs(pack_inputs(recipes, energy, power), self.model)

    def energy_for(self, wanted: float, pack_at: Callable[[Array], CarPack]) -> Array:
        """Total energy [J] of the packs that give a label range [m].

        Raises
        ------
        InputError
            If a pack that carries its own mass so far cannot be designed.
        """
        found = energy_at_range(
            np.full(self.complete.total_energy.shape, wanted),
            pack_at,
            self.with_packs,
            partial(label_of, model=vehicle_model()),
            self.complete.total_energy,
        )
        if np.isnan(found).any():
            why = "each kWh added would carry less than itself, or no such pack can be designed"
            raise InputError(Problem("--range", "no pack gives this range", why, "Ask for less."))
        return found


def named_car(vehicle: str, n: int = 1) -> NamedCar:
    """A car of the package by name.

    Raises
    ------
    InputError
        If no car has this name.
    """
    key = car_row(vehicle)["key"]
    given, vehicles = named_cars([key] * n), vehicle_model()
    first = complete_car(given, np.full(n, np.nan), vehicles)
    use = in_si(float(udds_use(first.car, vehicles)[0]), "J/m", "Wh/mi")
    model = model_for_use(pack_model(), use)
    power = pack_power(first.car.motor_power)
    own = design_car_packs(pack_inputs([car_recipe(key)] * n, first.total_energy, power), model)
    return NamedCar(key, complete_car(given, own.pack.battery_loss_share, vehicles), own.pack, model)
