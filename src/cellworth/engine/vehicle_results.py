"""All results of cars by name, in SI units."""

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from cellworth.core.record import named_arrays, replace
from cellworth.core.types import Array
from cellworth.engine.blocks import slices
from cellworth.engine.vehicle_stage import (
    BLOCK,
    LABEL_CYCLES,
    CompleteCar,
    VehicleModel,
    cycle_uses,
    five_cycle_ranges,
    label_ranges,
)
from cellworth.vehicle.drivetrain import driving_range, wall_use
from cellworth.vehicle.label import combined_label
from cellworth.vehicle.records import Car

__all__ = ["SHOWN_CYCLES", "car_results", "label_of", "results_in_blocks", "udds_use"]

SHOWN_CYCLES = ("udds", "hwfet", "us06", "wltc")


def udds_use(car: Car, model: VehicleModel) -> Array:
    """Energy from the cells per distance on the UDDS."""
    return cycle_uses(car, model, ("udds",))["udds"].energy_use


def car_results(car: Car, complete: CompleteCar, model: VehicleModel) -> dict[str, Array]:
    """Ranges, consumption and where it goes.

    Parameters
    ----------
    car : with the pack it carries.
    complete : the car as told; gives charging efficiency and error of the range.
    model : VehicleModel
    """
    uses = cycle_uses(car, model, SHOWN_CYCLES)
    found = {**label_ranges(car, uses, model), **five_cycle_ranges(car, model)}
    for name, use in uses.items():
        found[f"{name}_range"] = driving_range(car.discharge_energy, use.energy_use)
        found[f"{name}_use"] = use.energy_use
        found |= {f"{name}_{part}": array for part, array in named_arrays(use)}
    city, highway = (wall_use(uses[name].energy_use, complete.charging_efficiency) for name in LABEL_CYCLES)
    found["label_use"] = combined_label(city, highway, model.label) / model.label.two_cycle_factor
    found["range_error"] = complete.range_error
    return {**found, **dict(named_arrays(car))}


def results_in_blocks(complete: CompleteCar, model: VehicleModel) -> dict[str, Array]:
    """Results of many cars as told, so many at a time that memory stays small."""
    parts = []
    for part in slices(complete.total_energy.shape[0], BLOCK):
        piece = _cut(complete, part)
        length = (part.stop - part.start,)
        found = car_results(piece.car, piece, model)
        parts.append({name: np.broadcast_to(array, length) for name, array in found.items()})
    return {name: np.concatenate([piece[name] for piece in parts]) for name in parts[0]}


def _cut(tree: Any, part: slice) -> Any:
    """A record of some of the cars; numbers shared by all stay."""
    changes = {}
    for item in fields(tree):
        value = getattr(tree, item.name)
        if is_dataclass(value):
            changes[item.name] = _cut(value, part)
        elif np.ndim(value) and value.shape[0] > 1:
            changes[item.name] = value[part]
    return replace(tree, **changes)


def label_of(car: Car, model: VehicleModel) -> Array:
    """Combined range on the label by two cycles."""
    return label_ranges(car, cycle_uses(car, model, LABEL_CYCLES), model)["label_range"]
