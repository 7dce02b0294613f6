"""Global numbers of the car model found on cars with measured ranges, and their error on cars left out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.record import field_names, replace
from cellworth.core.types import Array
from cellworth.engine.vehicle_stage import LABEL_CYCLES, VehicleModel, complete_car
from cellworth.vehicle.drivetrain import cycle_use, driving_range
from cellworth.vehicle.given import CarGiven, EstimateModel
from cellworth.vehicle.records import DriveModel
from cellworth.vehicle.road_load import road_force
from cellworth.vehicle.wheel_energy import cycle_sums

__all__ = ["Identified", "MeasuredCars", "estimate_fits", "identify", "left_out_ranges", "with_numbers"]

ROUNDS = 60
CLOSE = 1e-10
DIFFERENCE = 1e-4
"""Step of a difference, in prior standard deviations."""

HALVINGS = 12
SPEEDS = np.arange(5.0, 31.0, 5.0)
"""Speeds [m/s] at which the force by drag is held against the coast-down."""


@dataclass(frozen=True)
class MeasuredCars:
    """Cars with measured ranges.

    Attributes
    ----------
    given : CarGiven
    battery_loss_share : (s,) [1]
    measured : (s, 2) [m], range on UDDS and HWFET.
    recharge_energy : (s,) [J], from the wall.
    counts : (s,) whether the car is part of the fit.
    """

    given: CarGiven
    battery_loss_share: Array
    measured: Array
    recharge_energy: Array
    counts: Array


@dataclass(frozen=True)
class Identified:
    """Numbers to find.

    Attributes
    ----------
    names : fields of `DriveModel` or `EstimateModel`.
    prior, spread : mean and standard deviation before the measurements.
    error : standard deviation of a measured range over the range.
    """

    names: tuple[str, ...]
    prior: Array
    spread: Array
    error: float


def with_numbers(model: VehicleModel, numbers: Mapping[str, float]) -> VehicleModel:
    """The model with some numbers changed."""
    drive = {name: value for name, value in numbers.items() if name in field_names(DriveModel)}
    rest = {name: value for name, value in numbers.items() if name in field_names(EstimateModel)}
    return VehicleModel(
        drive=replace(model.drive, **drive),
        estimates=replace(model.estimates, **rest),
        label=model.label,
        errors=model.errors,
        usual_battery_loss=model.usual_battery_loss,
        cycles=model.cycles,
    )


class _Ranges:
    """Ranges of the tested cars for given numbers; energies at the wheel do not change and are kept."""

    def __init__(self, cars: MeasuredCars, model: VehicleModel, names: tuple[str, ...]) -> None:
        self.cars, self.model, self.names = cars, model, names
        car = complete_car(cars.given, cars.battery_loss_share, model).car
        self.sums = {name: cycle_sums(car, model.cycles[name], model.drive) for name in LABEL_CYCLES}

    def __call__(self, values: Array) -> Array:
        """Range on UDDS and HWFET, (s, 2) [m]."""
        model = with_numbers(self.model, dict(zip(self.names, values, strict=True)))
        car = complete_car(self.cars.given, self.cars.battery_loss_share, model).car
        found = []
        for name, sums in self.sums.items():
            use = cycle_use(car, model.cycles[name], sums, model.drive).energy_use
            found.append(driving_range(car.discharge_energy, use))
        return np.stack(found, axis=-1)


def identify(cars: MeasuredCars, model: VehicleModel, wanted: Identified) -> dict[str, float]:
    """Most likely numbers given prior and measured ranges; large errors pull less than in proportion.

    The sum of :math:`2(\\sqrt{1+e^2}-1)` over the relative errors in units of their standard deviation, and
    of the squared distance to the prior, is made least by Gauss-Newton steps.
    """
    values = _solve(_Ranges(cars, model, wanted.names), cars.counts, wanted)
    return dict(zip(wanted.names, map(float, values), strict=True))


def _solve(ranges: _Ranges, counts: Array, wanted: Identified) -> Array:
    def residuals(step: Array) -> Array:
        found = ranges(wanted.prior + step * wanted.spread)[counts]
        error = np.log(found / ranges.cars.measured[counts]).ravel() / wanted.error
        root = np.sqrt(2.0 * (np.sqrt(1.0 + error**2) - 1.0))
        return np.concatenate([np.copysign(root, error), step])

    step = np.zeros(len(wanted.names))
    here = residuals(step)
    for _ in range(ROUNDS):
        slopes = np.stack(
            [(residuals(step + shift) - here) / DIFFERENCE for shift in DIFFERENCE * np.eye(step.size)],
            axis=-1,
        )
        move = np.linalg.lstsq(slopes, -here, rcond=None)[0]
        for halving in range(HALVINGS):
            there = residuals(step + move / 2.0**halving)
            if there @ there <= here @ here:
                step, here = step + move / 2.0**halving, there
                break
        if np.abs(move).max() < CLOSE:
            break
    return wanted.prior + step * wanted.spread


def left_out_ranges(cars: MeasuredCars, model: VehicleModel, wanted: Identified) -> Array:
    """Range of each car on UDDS and HWFET by numbers found without it, (s, 2) [m].

    A car that is not part of the fit gets the numbers found on all that are.
    """
    ranges = _Ranges(cars, model, wanted.names)
    everything = ranges(_solve(ranges, cars.counts, wanted))
    found = everything.copy()
    for row in np.flatnonzero(cars.counts):
        others = cars.counts.copy()
        others[row] = False
        found[row] = ranges(_solve(ranges, others, wanted))[row]
    return found


def estimate_fits(cars: MeasuredCars, model: VehicleModel) -> dict[str, float]:
    """Numbers that stand in for what is not told, from the tested cars that tell it."""
    chosen = cars.counts
    complete = complete_car(cars.given, cars.battery_loss_share, model)
    car, given = complete.car, cars.given
    energy, curb = complete.total_energy[chosen], given.curb_mass[chosen]
    line = np.linalg.lstsq(np.stack([np.ones_like(energy), energy], axis=-1), curb, rcond=None)[0]
    efficiency = car.discharge_energy[chosen] / cars.recharge_energy[chosen]
    factor, rolling = _drag_fit(given, car.test_mass, chosen, model)
    return {
        "mass_without_battery": float(line[0]),
        "mass_per_energy": float(line[1]),
        "power_per_mass": float(np.median((car.motor_power / car.test_mass)[chosen])),
        "usual_drag_coefficient": float(np.nanmedian(given.drag_coefficient[chosen])),
        "usual_frontal_area": float(np.nanmedian(given.frontal_area[chosen])),
        "coastdown_drag_factor": factor,
        "rolling_coefficient": rolling,
        "usual_charging_efficiency": float(np.median(efficiency)),
    }


def _drag_fit(given: CarGiven, mass: Array, chosen: Array, model: VehicleModel) -> tuple[float, float]:
    """Drag factor and rolling coefficient that bring mass and published drag area nearest to coast-down."""
    area = given.drag_coefficient * given.frontal_area
    road = given.given_road
    rows = np.flatnonzero(chosen & ~np.isnan(area + road.road_constant))
    pressure = 0.5 * model.estimates.air_density * area[rows, None] * SPEEDS**2
    weight = np.broadcast_to((mass * model.estimates.gravity)[rows, None], pressure.shape)
    force = np.stack([road_force(road, speed)[rows] for speed in SPEEDS], axis=-1)
    slopes = np.stack([(pressure / force).ravel(), (weight / force).ravel()], axis=-1)
    factor, rolling = np.linalg.lstsq(slopes, np.ones(slopes.shape[0]), rcond=None)[0]
    return float(factor), float(rolling)
