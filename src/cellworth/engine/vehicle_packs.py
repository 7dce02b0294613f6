"""Packs for cars: designed by the pack model, as the car feels them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.record import replace
from cellworth.core.types import Array
from cellworth.engine.pack_model import PackModel
from cellworth.engine.packs import evaluate_packs
from cellworth.engine.vehicle_stage import CarPack
from cellworth.vehicle.drivetrain import battery_loss_share

__all__ = ["DesignedCarPack", "design_car_packs", "model_for_use"]

SQUARE_METRES = 1e-4
"""Of a square centimetre."""

AMPERE_HOURS_PER_SQUARE_METRE = 10.0
"""Of one mAh/cm^2."""

OUTPUTS = ("pack_mass", "asi_energy", "positive_areal_capacity", "cell_voltage", "unit_cost.pack")


@dataclass(frozen=True)
class DesignedCarPack:
    """Packs designed for cars.

    Attributes
    ----------
    pack : mass and loss; NaN where there is no design.
    cost : [USD], of the cost half at the inputs' volume and prices.
    """

    pack: CarPack
    cost: Array


def model_for_use(model: PackModel, energy_use: float) -> PackModel:
    """The pack model with a car's own consumption [Wh/mile] on the UDDS in place of the method's for all."""
    use = np.full_like(np.asarray(model.vehicles.vehicle_energy), energy_use)
    return replace(model, vehicles=replace(model.vehicles, vehicle_energy=use))


def design_car_packs(inputs: Mapping[str, Array], model: PackModel) -> DesignedCarPack:
    """Design packs and take what a car needs of them, in SI units."""
    found = evaluate_packs(inputs, model, outputs=OUTPUTS).outputs
    loss = battery_loss_share(
        found["asi_energy"] * SQUARE_METRES,
        found["positive_areal_capacity"] * AMPERE_HOURS_PER_SQUARE_METRE,
        found["cell_voltage"],
    )
    mass = np.asarray(found["pack_mass"])
    return DesignedCarPack(CarPack(carried_mass=mass, battery_loss_share=loss), found["unit_cost.pack"])
