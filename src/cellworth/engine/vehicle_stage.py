"""Cars over drive cycles: consumption, range and label of many cars at once; the pack that gives a range."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np

from cellworth.core.record import named_arrays, record
from cellworth.core.types import Array
from cellworth.engine.blocks import run_blocks
from cellworth.engine.executors import Workers
from cellworth.vehicle.carried_pack import car_with_pack, energy_toward_range, mass_elasticity
from cellworth.vehicle.drivetrain import cycle_use, driving_range
from cellworth.vehicle.given import (
    CarGiven,
    Estimated,
    EstimateModel,
    discharge_energy,
    known_or,
    mass_in_test,
    relative_error,
    road_in_test,
)
from cellworth.vehicle.label import combined_label, five_cycle_city, five_cycle_highway, two_cycle_label
from cellworth.vehicle.records import Car, Cycle, CycleUse, DriveModel, LabelModel, RoadLoad
from cellworth.vehicle.wheel_energy import cycle_sums

__all__ = [
    "BLOCK",
    "LABEL_CYCLES",
    "CarPack",
    "CompleteCar",
    "VehicleModel",
    "complete_car",
    "cycle_uses",
    "elasticity_to_mass",
    "energy_at_range",
    "evaluate_ranges",
    "five_cycle_ranges",
    "label_ranges",
    "with_pack",
]

BLOCK = 512
"""Cars per block: with the steps of a cycle beside them, operands stay in the second-level cache."""

LABEL_CYCLES = ("udds", "hwfet")
STEPS = 40
"""Steps toward a range; each leaves at most a third of the distance."""

CLOSE = 1e-9
"""Relative distance to a range at which it counts as reached."""

RangeOf: TypeAlias = Callable[[Car], Array]


@dataclass(frozen=True)
class VehicleModel:
    """Numbers and cycles of the room.

    Attributes
    ----------
    drive, estimates, label : parameters of the kernels.
    errors : standard deviation of the range, of the model and for each kind of estimate, by name.
    usual_battery_loss : share of power lost at the one-hour current, where no pack could be designed.
    cycles : by name.
    """

    drive: DriveModel
    estimates: EstimateModel
    label: LabelModel
    errors: Mapping[str, float]
    usual_battery_loss: float
    cycles: Mapping[str, Cycle]


@record
class CompleteCar:
    """A car with every number, and which of them are estimates.

    Attributes
    ----------
    car : Car
    total_energy : (s,) [J]
    charging_efficiency : (s,) [1]
    range_error : (s,) [1]
        One standard deviation over the range.
    estimated : Estimated
    """

    car: Car
    total_energy: Array
    charging_efficiency: Array
    range_error: Array
    estimated: Estimated


@record
class CarPack:
    """What the car asks of a designed pack.

    Attributes
    ----------
    carried_mass : (s,) [kg]
    battery_loss_share : (s,) [1]
    """

    carried_mass: Array
    battery_loss_share: Array


def complete_car(given: CarGiven, battery_loss_share: Array, model: VehicleModel) -> CompleteCar:
    """Fill in what is not told, from the most to the least that is known."""
    estimates, nan = model.estimates, np.isnan
    total = known_or(given.total_energy, given.stated_energy / estimates.usual_usable_share)
    mass = mass_in_test(given.weight_class, given.curb_mass, total, estimates)
    road = given.given_road
    no_road = nan(road.road_constant + road.road_linear + road.road_square)
    estimated = Estimated(
        usable_estimated=nan(given.stated_energy),
        total_estimated=nan(given.total_energy),
        mass_estimated=nan(given.weight_class) & nan(given.curb_mass),
        road_estimated=no_road,
        drag_estimated=no_road & nan(given.drag_coefficient * given.frontal_area),
        power_estimated=nan(given.given_motor_power),
        year_estimated=nan(given.given_model_year),
        charging_estimated=nan(given.charger_efficiency),
    )
    car = Car(
        road=road_in_test(given, mass, estimates),
        test_mass=mass,
        motor_power=known_or(given.given_motor_power, estimates.power_per_mass * mass),
        model_year=known_or(given.given_model_year, estimates.usual_model_year),
        discharge_energy=discharge_energy(given.total_energy, given.stated_energy, estimates),
        battery_loss_share=known_or(battery_loss_share, model.usual_battery_loss),
    )
    return CompleteCar(
        car=car,
        total_energy=total,
        charging_efficiency=known_or(given.charger_efficiency, estimates.usual_charging_efficiency),
        range_error=_range_error(estimated, model.errors),
        estimated=estimated,
    )


def _range_error(estimated: Estimated, errors: Mapping[str, float]) -> Array:
    masks = dict(named_arrays(estimated))
    parts = [np.where(masks[name], errors[name], 0.0) for name in masks if name in errors]
    return relative_error((np.asarray([errors["model"]]), *parts))


def cycle_uses(car: Car, model: VehicleModel, cycles: Sequence[str]) -> dict[str, CycleUse]:
    """Use of energy on each cycle, by name."""
    return {
        name: cycle_use(car, cycle, cycle_sums(car, cycle, model.drive), model.drive)
        for name, cycle in ((name, model.cycles[name]) for name in cycles)
    }


def label_ranges(car: Car, uses: Mapping[str, CycleUse], model: VehicleModel) -> dict[str, Array]:
    """City, highway and combined range on the label by two cycles, from their uses."""
    city, highway = (
        two_cycle_label(driving_range(car.discharge_energy, uses[name].energy_use), model.label)
        for name in LABEL_CYCLES
    )
    return {
        "label_city": city,
        "label_highway": highway,
        "label_range": combined_label(city, highway, model.label),
    }


def five_cycle_ranges(car: Car, model: VehicleModel) -> dict[str, Array]:
    """The same by five cycles: a second figure."""
    parts = ("udds_first", "udds_rest", "us06_city", "us06_highway", "hwfet")
    first, rest, us06_city, us06_highway, hwfet = (
        use.energy_use for use in cycle_uses(car, model, parts).values()
    )
    in_city = five_cycle_city(first, rest, us06_city, model.label)
    on_highway = five_cycle_highway(us06_highway, hwfet, model.label)
    city = driving_range(car.discharge_energy, in_city)
    highway = driving_range(car.discharge_energy, on_highway)
    return {
        "five_cycle_city": city,
        "five_cycle_highway": highway,
        "five_cycle_range": combined_label(city, highway, model.label),
    }


def evaluate_ranges(
    inputs: Mapping[str, Array],
    model: VehicleModel,
    cycles: Sequence[str] = LABEL_CYCLES,
    *,
    workers: Workers | None = None,
) -> dict[str, Array]:
    """Range of many cars, block by block.

    Parameters
    ----------
    inputs : fields of `Car` and `RoadLoad` by name, arrays of one length or of length one; complete.
    model : VehicleModel
    cycles : names of cycles; with UDDS and HWFET among them the label is computed too.
    workers : see `cellworth.engine.blocks.run_blocks`.

    Returns
    -------
    ranges : ``CYCLE_range`` and ``label_…`` [m], ``CYCLE_use`` [J/m], by name.
    """
    n = max(array.shape[0] for array in inputs.values())
    evaluate = partial(_range_block, model=model, cycles=tuple(cycles))
    return run_blocks(evaluate, inputs, n=n, block=BLOCK, workers=workers)


def _range_block(
    inputs: Mapping[str, Array], model: VehicleModel, cycles: tuple[str, ...]
) -> dict[str, Array]:
    names = ("road_constant", "road_linear", "road_square")
    rest = {name: array for name, array in inputs.items() if name not in names}
    car = Car(road=RoadLoad(**{name: inputs[name] for name in names}), **rest)
    uses = cycle_uses(car, model, cycles)
    found = {f"{name}_use": use.energy_use for name, use in uses.items()}
    for name, use in uses.items():
        found[f"{name}_range"] = driving_range(car.discharge_energy, use.energy_use)
    if set(LABEL_CYCLES) <= set(cycles):
        found |= label_ranges(car, uses, model)
    return found


def with_pack(car: Car, old: CarPack, new: CarPack, energy: Array, model: VehicleModel) -> Car:
    """The car with another pack of `energy` [J] inside the cells between full and empty."""
    estimates = model.estimates
    return car_with_pack(
        car,
        new.carried_mass - old.carried_mass,
        energy,
        new.battery_loss_share,
        estimates.added_rolling_coefficient,
        estimates.gravity,
    )


def energy_at_range(
    wanted: Array,
    pack_at: Callable[[Array], CarPack],
    car_at: Callable[[Array, CarPack], Car],
    range_of: RangeOf,
    start: Array,
) -> Array:
    """Total energy of the pack that gives a range, with the mass and resistance of that pack (V17).

    Parameters
    ----------
    wanted : (s,) [m]
    pack_at : pack designed for a total energy [J].
    car_at : car with this pack and energy.
    range_of : range of a car [m], for example on the label.
    start : (s,) [J], first guess.

    Returns
    -------
    energy : (s,) [J]
        NaN where no pack gives the range.
    """
    energy = start
    for _ in range(STEPS):
        reached = range_of(car_at(energy, pack_at(energy)))
        if np.all(np.isnan(reached) | (np.abs(reached / wanted - 1.0) < CLOSE)):
            break
        energy = energy_toward_range(energy, reached, wanted)
    return np.where(np.abs(reached / wanted - 1.0) < CLOSE, energy, np.nan)


def elasticity_to_mass(car: Car, model: VehicleModel, cycle: str, added_mass: Array) -> Array:
    """Elasticity of consumption to mass on a cycle (V18), for `strategy.equal_range` (S77)."""
    heavier = car_with_pack(
        car,
        added_mass,
        car.discharge_energy,
        car.battery_loss_share,
        model.estimates.added_rolling_coefficient,
        model.estimates.gravity,
    )
    light, heavy = (cycle_uses(one, model, (cycle,))[cycle].energy_use for one in (car, heavier))
    return mass_elasticity(light, heavy, car.test_mass, added_mass)
