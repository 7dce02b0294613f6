"""The car model against measured ranges: every open car, cars left out, numbers left blank, FASTSim."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cellworth.app.range_table import complete_cars
from cellworth.core.record import replace
from cellworth.core.types import Array
from cellworth.engine.vehicle_identification import (
    Identified,
    MeasuredCars,
    estimate_fits,
    identify,
    left_out_ranges,
)
from cellworth.engine.vehicle_results import SHOWN_CYCLES, car_results
from cellworth.io.car_columns import named_cars
from cellworth.io.parameter_files import parameter_table
from cellworth.io.table_writing import whole_file
from cellworth.io.vehicle_parameters import car_keys, in_si, vehicle_model, vehicle_numbers
from cellworth.vehicle.given import CarGiven
from cellworth.vehicle.label import combined_label, two_cycle_label

__all__ = [
    "Score",
    "blanked",
    "measured_cars",
    "range_score",
    "root_mean_square",
    "wanted_numbers",
    "write_score",
]

MEASURED = ("unadj_udds_range_mi", "unadj_hwfet_range_mi")
BLANKS: dict[str, tuple[str, ...]] = {
    "usable_estimated": ("stated_energy",),
    "total_estimated": ("total_energy",),
    "mass_estimated": ("weight_class", "curb_mass"),
    "road_estimated": ("given_road",),
    "drag_estimated": ("given_road", "drag_coefficient", "frontal_area"),
    "power_estimated": ("given_motor_power",),
    "year_estimated": ("given_model_year",),
}
"""What is left blank to see what each estimate costs."""


@dataclass(frozen=True)
class Score:
    """Ranges of the open cars, (s,) or (s, 2) for UDDS and HWFET, all [m].

    Attributes
    ----------
    keys : names of the cars.
    counts : whether a car is part of the fit and of the sums; the others are scored apart.
    measured, found, left_out : laboratory ranges; by all cars; by numbers found without the car.
    label, label_found, label_left_out, five_cycle : combined label, as earned.
    wall, wall_found : consumption from the wall [J/m] on UDDS and HWFET, measured and found.
    recharge_label : label range with the energy of a recharge in place of the usable energy, a second figure.
    fastsim : laboratory ranges by FASTSim.
    blank_errors : root mean square error of the label with numbers left blank, by name of the estimate.
    numbers, fits : numbers found now, by name.
    """

    keys: tuple[str, ...]
    counts: Array
    measured: Array
    found: Array
    left_out: Array
    label: Array
    label_found: Array
    label_left_out: Array
    five_cycle: Array
    wall: Array
    wall_found: Array
    recharge_label: Array
    fastsim: Array
    blank_errors: dict[str, float]
    numbers: dict[str, float]
    fits: dict[str, float]


def measured_cars() -> MeasuredCars:
    """Open cars with their packs and what was measured."""
    tests = parameter_table("vehicles/car_tests.csv")
    keys = [row["key"] for row in tests.rows]
    given = named_cars(keys)
    mile, kilo = in_si(1.0, "mi", "m"), in_si(1.0, "kWh", "J")
    return MeasuredCars(
        given=given,
        battery_loss_share=complete_cars(given, keys)[0].car.battery_loss_share,
        measured=np.stack([np.asarray(tests.column(name)) for name in MEASURED], axis=-1) * mile,
        recharge_energy=np.asarray(tests.column("ac_recharge_kwh")) * kilo,
        counts=np.asarray(tests.column("charge_share")) == 1.0,
    )


def wanted_numbers() -> Identified:
    """Numbers to be found, with what is thought of them before."""
    rows = [row for row in parameter_table("vehicles/drive_model.csv").rows if row["identified"] == "yes"]
    return Identified(
        names=tuple(row["name"] for row in rows),
        prior=np.asarray([float(row["prior"]) for row in rows]),
        spread=np.asarray([float(row["spread"]) for row in rows]),
        error=vehicle_numbers("drive_model.csv")["fit_spread"],
    )


def range_score() -> Score:
    """Everything the page of errors shows."""
    cars, model, wanted = measured_cars(), vehicle_model(), wanted_numbers()
    tests = parameter_table("vehicles/car_tests.csv")
    mile = in_si(1.0, "mi", "m")
    printed, earned = (np.asarray(tests.column(name)) for name in ("epa_range_mi", "earned_range_mi"))
    label = np.where(np.isnan(earned), printed, earned) * mile
    complete = complete_cars(cars.given, list(car_keys()))[0]
    results = car_results(complete.car, complete, model)
    left_out = left_out_ranges(cars, model, wanted)
    recharge = cars.recharge_energy * model.estimates.usual_charging_efficiency
    by_recharge = replace(complete.car, discharge_energy=recharge)
    wall = [
        np.asarray(tests.column(f"unadj_{name}_kwh_per_100mi")) * in_si(0.01, "kWh/mi", "J/m")
        for name in SHOWN_CYCLES[:2]
    ]
    walls = [results[f"{name}_use"] / complete.charging_efficiency for name in SHOWN_CYCLES[:2]]
    return Score(
        keys=car_keys(),
        counts=cars.counts,
        measured=cars.measured,
        found=np.stack([results["udds_range"], results["hwfet_range"]], axis=-1),
        left_out=left_out,
        label=label,
        label_found=results["label_range"],
        label_left_out=_label(left_out),
        five_cycle=results["five_cycle_range"],
        wall=np.stack(wall, axis=-1),
        wall_found=np.stack(walls, axis=-1),
        recharge_label=car_results(by_recharge, complete, model)["label_range"],
        fastsim=_fastsim() * mile,
        blank_errors=_blank_errors(cars, label),
        numbers=identify(cars, model, wanted),
        fits=estimate_fits(cars, model),
    )


def _label(ranges: Array) -> Array:
    rules = vehicle_model().label
    city, highway = (two_cycle_label(ranges[:, place], rules) for place in (0, 1))
    return combined_label(city, highway, rules)


def _fastsim() -> Array:
    table = parameter_table("vehicles/fastsim_ranges.csv")
    return np.stack([table.column("udds_range_mi"), table.column("hwfet_range_mi")], axis=-1)


def blanked(given: CarGiven, fields: tuple[str, ...]) -> CarGiven:
    """Cars with some numbers left blank."""
    changes: dict[str, Any] = {}
    for name in fields:
        value = getattr(given, name)
        if name == "given_road":
            nothing = np.full_like(value.road_constant, np.nan)
            parts = ("road_constant", "road_linear", "road_square")
            changes[name] = replace(value, **dict.fromkeys(parts, nothing))
        else:
            changes[name] = np.full_like(value, np.nan)
    return replace(given, **changes)


def _blank_errors(cars: MeasuredCars, label: Array) -> dict[str, float]:
    """Root mean square error of the label where numbers are left blank and the car still has a battery."""
    found = {}
    for name, fields in BLANKS.items():
        complete = complete_cars(blanked(cars.given, fields), list(car_keys()))[0]
        error = car_results(complete.car, complete, vehicle_model())["label_range"] / label - 1.0
        found[name] = root_mean_square(error[cars.counts & ~np.isnan(error)])
    return found


def root_mean_square(error: Array) -> float:
    """Root of the mean square."""
    return float(np.sqrt(np.mean(error * error)))


def write_score(target: str) -> list[str]:
    """Write the page of errors and return its summary."""
    from cellworth.app.range_page import page, summary

    score = range_score()
    with whole_file(target) as part:
        Path(part).write_text(page(score), encoding="utf-8")
    return summary(score)
