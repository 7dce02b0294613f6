"""The battery car beside hydrogen, ethanol and petrol: same body, same cycles, cost per kilometre (R13)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cellworth.app.named_car import NamedCar, named_car
from cellworth.app.range import known_cars
from cellworth.core.errors import InputError, Problem
from cellworth.core.types import Array
from cellworth.engine.vehicle_stage import LABEL_CYCLES, cycle_uses
from cellworth.io.input_schema import nearest, shortened
from cellworth.io.parameter_files import parameter_table
from cellworth.io.vehicle_parameters import car_recipe, in_si, vehicle_model, vehicle_numbers
from cellworth.vehicle.drivetrain import wall_use
from cellworth.vehicle.fuel import discounted_distance, fuel_line, fuel_use, level_cost, wheel_work
from cellworth.vehicle.records import Car, RoadLoad
from cellworth.vehicle.wheel_energy import cycle_sums

__all__ = ["Comparison", "Drive", "FuelCar", "Market", "compare_drives", "known_markets"]

FUELS, PRICES, CARBON = "vehicles/fuels.csv", "vehicles/fuel_prices.csv", "vehicles/fuel_carbon.csv"
PER_DISTANCE = "kWh/km"
CATCHES = ("hydrogen",)
"""Drives with a battery that takes braking energy."""


@dataclass(frozen=True)
class FuelCar:
    """A tested car and the line that its two tests settle.

    Attributes
    ----------
    title, drive : of the car.
    efficiency : [1], work at the wheels over fuel beyond what flows anyway.
    standing : [kW], fuel that flows whatever the work.
    test : [kWh/km] of fuel in its own body by the label.
    here : [kWh/km] of fuel in the body compared, by the label.
    """

    title: str
    drive: str
    efficiency: float
    standing: float
    test: float
    here: float


@dataclass(frozen=True)
class Drive:
    """One drive in one market; low, middle, high.

    Attributes
    ----------
    drive, title : battery, petrol, hydrogen or ethanol.
    energy : [kWh/km] from the wall or the tank, as on the label.
    amount, unit : per 100 km, in the unit that is bought.
    cost : [USD/100 km] of energy.
    carbon : [g/km] of CO2 equivalents of the energy, low and high.
    level : [USD] that fuel cell or engine and tank may cost to be level with the pack; the dearest use first.
    """

    drive: str
    title: str
    energy: tuple[float, float, float]
    amount: tuple[float, float, float]
    unit: str
    cost: tuple[float, float, float]
    carbon: tuple[float, float]
    level: tuple[float, float, float] | None


@dataclass(frozen=True)
class Market:
    """Drives with a price in one place and year."""

    key: str
    title: str
    drives: tuple[Drive, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """One body with every drive.

    Attributes
    ----------
    title : of the car.
    energy : [kWh] of its pack.
    pack_cost : [USD] of that pack, designed and costed.
    distance : [km] over the life, later years counting less.
    fuel_cars : whose tests settle the other drives.
    markets : with prices.
    steady_speed : [km/h] up to which the ethanol fuel cell sustains the car by itself.
    assumptions : of the life, by name.
    """

    title: str
    energy: float
    pack_cost: float
    distance: float
    fuel_cars: tuple[FuelCar, ...]
    markets: tuple[Market, ...]
    steady_speed: float
    assumptions: Mapping[str, float]


def known_markets() -> tuple[str, ...]:
    """Places and years with prices."""
    return tuple(dict.fromkeys(row["market"] for row in parameter_table(PRICES).rows))


def compare_drives(vehicle: str, markets: Sequence[str] = ()) -> Comparison:
    """Every drive in the body of a car of the package.

    Parameters
    ----------
    vehicle : name of the car.
    markets : places with prices; all if none is named.

    Raises
    ------
    InputError
        If car or market has no such name.
    """
    asked = [_market_key(name) for name in markets] or list(known_markets())
    car = named_car(vehicle)
    assumed = parameter_table("vehicles/drive_comparison.csv").values("name")
    pack_cost = float(car.designed([car_recipe(car.key)], car.complete.total_energy).cost[0])
    distance = float(
        discounted_distance(
            np.asarray(assumed["yearly_distance"]),
            int(assumed["years"]),
            np.asarray(assumed["discount_rate"]),
        )
    )
    fuel_cars = _fuel_cars(car, assumed)
    energies = _energies(car, fuel_cars, assumed)
    return Comparison(
        title=known_cars()[car.key],
        energy=float(car.complete.total_energy[0]) * in_si(1.0, "J", "kWh"),
        pack_cost=pack_cost,
        distance=distance,
        fuel_cars=fuel_cars,
        markets=tuple(_market(key, energies, pack_cost, distance) for key in asked),
        steady_speed=_steady_speed(car.complete.car, assumed["ethanol_power"]),
        assumptions=assumed,
    )


def _market_key(name: str) -> str:
    known = known_markets()
    if name.casefold() not in known:
        why = "no prices of this place and year"
        raise InputError(Problem("--market", shortened(name), why, nearest(name, known)))
    return name.casefold()


def _works(car: Car, share: Array) -> tuple[list[Array], list[float]]:
    """Work [J/m] and time [s/m] on city and highway cycle."""
    model = vehicle_model()
    works, times = [], []
    for name in LABEL_CYCLES:
        cycle = model.cycles[name]
        sums = cycle_sums(car, cycle, model.drive)
        works.append(wheel_work(sums.traction_energy, sums.caught_energy, share, cycle.distance))
        times.append(float(cycle.moving_time.sum() + cycle.standing_time) / cycle.distance)
    return works, times


def _fuel_cars(car: NamedCar, assumed: Mapping[str, float]) -> tuple[FuelCar, ...]:
    """Lines of the tested cars, and their fuel in the body of this one."""
    table, model = parameter_table("vehicles/fuel_cars.csv"), vehicle_model()
    mile = in_si(1.0, "mi", "m")
    gallon = in_si(assumed["gallon_energy"], "kWh", "J")
    share = np.asarray(
        [model.drive.regeneration_share if row["drive"] in CATCHES else 0.0 for row in table.rows]
    )
    own, times = _works(_tested(), share)
    tests = [gallon / mile / np.asarray(table.column(f"{name}_test_mpge")) for name in ("city", "highway")]
    labels = [gallon / mile / np.asarray(table.column(f"{name}_label_mpge")) for name in ("city", "highway")]
    per_work, standing = fuel_line(own[0], times[0], own[1], times[1], *tests)
    body = car.complete.car
    here = [_works(body, share[k : k + 1])[0] for k in range(len(share))]
    city = model.label.city_share
    used = [
        np.asarray(
            [
                float(fuel_use(works[place], times[place], per_work[k], standing[k])[0])
                for k, works in enumerate(here)
            ]
        )
        * labels[place]
        / tests[place]
        for place in range(2)
    ]
    joules = in_si(1.0, "J", "kWh") / in_si(1.0, "m", "km")
    by_label = (city * labels[0] + (1.0 - city) * labels[1]) * joules
    in_body = (city * used[0] + (1.0 - city) * used[1]) * joules
    return tuple(
        FuelCar(
            f"{row['vehicle']}, {row['model_year']}",
            row["drive"],
            float(1.0 / per_work[k]),
            float(standing[k]) * in_si(1.0, "W", "kW"),
            float(by_label[k]),
            float(in_body[k]),
        )
        for k, row in enumerate(table.rows)
    )


def _tested() -> Car:
    """The tested cars with fuel, as the cycles see them."""
    table = parameter_table("vehicles/fuel_cars.csv")

    def column(name: str) -> Array:
        return np.asarray(table.column(name))

    force, speed = in_si(1.0, "lbf", "N"), in_si(1.0, "mi/h", "m/s")
    road = RoadLoad(
        road_constant=column("coastdown_a_lbf") * force,
        road_linear=column("coastdown_b_lbf_per_mph") * force / speed,
        road_square=column("coastdown_c_lbf_per_mph2") * force / speed**2,
    )
    mass = column("etw_lb") * in_si(1.0, "lb", "kg")
    usual = vehicle_numbers("car_estimates.csv")["power_per_mass"]
    return Car(
        road=road,
        test_mass=mass,
        motor_power=usual * mass,
        model_year=column("model_year"),
        discharge_energy=np.ones_like(mass),
        battery_loss_share=np.zeros_like(mass),
    )


def _energies(
    car: NamedCar, fuel_cars: Sequence[FuelCar], assumed: Mapping[str, float]
) -> dict[str, tuple[float, float, float]]:
    """Label use [kWh/km] of every drive in this body: low, middle, high."""
    model, complete = vehicle_model(), car.complete
    uses = cycle_uses(complete.car, model, LABEL_CYCLES)
    city = model.label.city_share
    cells = [float(uses[name].energy_use[0]) for name in LABEL_CYCLES]
    joules = in_si(1.0, "J", "kWh") / in_si(1.0, "m", "km") / model.label.two_cycle_factor
    from_cells = (city * cells[0] + (1.0 - city) * cells[1]) * joules
    wall = float(wall_use(np.asarray(from_cells), complete.charging_efficiency)[0])
    spread = float(complete.range_error[0])
    found = {"battery": (wall * (1.0 - spread), wall, wall * (1.0 + spread))}
    for drive in dict.fromkeys(entry.drive for entry in fuel_cars):
        here = [entry.here for entry in fuel_cars if entry.drive == drive]
        found[drive] = (min(here), float(np.median(here)), max(here))
    low, middle, high = (
        from_cells / assumed[f"ethanol_efficiency_{end}"] for end in ("high", "middle", "low")
    )
    return {**found, "ethanol": (low, middle, high)}


def _market(
    key: str, energies: Mapping[str, tuple[float, float, float]], pack_cost: float, distance: float
) -> Market:
    """Drives with a price there."""
    rows = [row for row in parameter_table(PRICES).rows if row["market"] == key]
    fuels = parameter_table(FUELS).by("drive")
    price = {row["drive"]: float(row["price"]) / float(fuels[row["drive"]]["energy_kwh"]) for row in rows}
    battery = price["battery"] * energies["battery"][1] if "battery" in price else float("nan")
    drives = []
    for row in rows:
        name = row["drive"]
        cost = tuple(price[name] * energy for energy in energies[name])
        level = None
        if name != "battery" and "battery" in price:
            level = tuple(
                float(
                    level_cost(
                        np.asarray(pack_cost), np.asarray(battery), np.asarray(each), np.asarray(distance)
                    )
                )
                for each in reversed(cost)
            )
        content = float(fuels[name]["energy_kwh"])
        drives.append(
            Drive(
                drive=name,
                title=fuels[name]["title"],
                energy=energies[name],
                amount=_three(100.0 * energy / content for energy in energies[name]),
                unit=fuels[name]["unit"],
                cost=_three(100.0 * each for each in cost),
                carbon=_carbon(name, key, energies[name]),
                level=_three(level) if level else None,
            )
        )
    order = list(fuels)
    drives.sort(key=lambda entry: order.index(entry.drive))
    notes = tuple(f"{fuels[row['drive']]['title']}: {row['note']} (grade {row['grade']})." for row in rows)
    return Market(key, rows[0]["title"], tuple(drives), notes)


def _three(values: Iterable[float]) -> tuple[float, float, float]:
    low, middle, high = values
    return low, middle, high


def _carbon(drive: str, market: str, energy: tuple[float, float, float]) -> tuple[float, float]:
    """CO2 [g/km] of the energy, by the best and the worst source."""
    rows = [
        row for row in parameter_table(CARBON).rows if row["drive"] == drive and row["market"] in ("", market)
    ]
    if not rows:
        return float("nan"), float("nan")
    return float(rows[0]["low"]) * energy[0], float(rows[0]["high"]) * energy[2]


def _steady_speed(car: Car, power: float) -> float:
    """Speed [km/h] at which the road alone takes a power [kW], no losses counted."""
    watts, low, high = in_si(power, "kW", "W"), 0.0, in_si(200.0, "km/h", "m/s")
    road = car.road
    for _ in range(60):
        speed = 0.5 * (low + high)
        force = road.road_constant[0] + speed * (road.road_linear[0] + speed * road.road_square[0])
        low, high = (speed, high) if force * speed < watts else (low, speed)
    return low * in_si(1.0, "m/s", "km/h")
