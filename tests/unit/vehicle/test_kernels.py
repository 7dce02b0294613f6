"""Kernels of the car against sums by hand and by plain loops."""

import dataclasses
import itertools

import array_api_strict as strict
import numpy as np
import pytest

import vehicle_given as given
from cellworth.core.record import named_arrays
from cellworth.io.cycles import drive_cycles
from cellworth.io.parameter_files import parameter_table
from cellworth.io.vehicle_parameters import vehicle_model
from cellworth.vehicle.carried_pack import car_with_pack, energy_toward_range, mass_elasticity
from cellworth.vehicle.drivetrain import (
    battery_loss_share,
    cycle_use,
    driving_range,
    immaturity,
    wall_use,
)
from cellworth.vehicle.given import discharge_energy, known_or, mass_in_test, relative_error
from cellworth.vehicle.label import combined_label, five_cycle_city, five_cycle_highway, two_cycle_label
from cellworth.vehicle.records import RoadLoad
from cellworth.vehicle.road_load import heavier_road, road_force, road_from_drag
from cellworth.vehicle.wheel_energy import cycle_sums

LBF, MPH = 4.44822, 0.44704


def one(value):
    return np.asarray([value])


def test_force_of_the_2014_leaf_at_55_mph():
    # 30.08, 0.0713, 0.02206 lbf: 448 N by the reference text
    road = RoadLoad(
        road_constant=one(30.08 * LBF),
        road_linear=one(0.0713 * LBF / MPH),
        road_square=one(0.02206 * LBF / MPH**2),
    )
    assert road_force(road, one(55 * MPH))[0] == pytest.approx(448, abs=0.5)


def test_brochure_drag_of_the_leaf_is_as_low_as_told():
    # 0.28, 2.276 m^2, 0.008: 358 N at 55 mph; 391 N with the tunnel's 0.32
    for coefficient, force in ((0.28, 358), (0.32, 391)):
        road = road_from_drag(one(coefficient * 2.276), one(1644.0), one(1.0), one(0.008), 1.204, 9.81)
        assert road_force(road, one(55 * MPH))[0] == pytest.approx(force, rel=0.01)


def test_added_mass_rolls():
    road = heavier_road(given.car().road, one(100.0), one(0.01), 9.8)
    assert road.road_constant[0] - given.car().road.road_constant[0] == pytest.approx(9.8)
    assert road.road_square[0] == 0.4886


def test_sums_of_a_hand_made_cycle():
    # no road load: up, kinetic energy by mean speeds; down, the same; nothing in between
    light = given.car(road_constant=1e-9, road_linear=0.0, road_square=1e-12, test_mass=1000.0)
    sums = cycle_sums(light, given.up_and_down(), given.drive(regeneration_power_share=10.0))
    assert sums.traction_energy[0] == pytest.approx(50e3, rel=1e-6)
    assert sums.braking_energy[0] == pytest.approx(50e3, rel=1e-6)
    # last step: mean speed 1 m/s under 3 m/s, 2 kJ of which a third is caught
    assert sums.caught_energy[0] == pytest.approx(50e3 - 2e3 * 2 / 3, rel=1e-6)
    # (2 kN times 9, 7, 5, 3 m/s) squared, and a third of 2 kW squared
    squares = 4e6 * (81 + 49 + 25 + 9) + (2e3 / 3) ** 2
    assert sums.caught_square[0] == pytest.approx(squares, rel=1e-6)


def test_motors_brake_within_their_power():
    car = given.car(
        road_constant=1e-9, road_linear=0.0, road_square=1e-12, test_mass=1000.0, motor_power=20e3
    )
    sums = cycle_sums(car, given.up_and_down(), given.drive())
    # 18, 14, 10, 6, 2 kW asked, 10 kW at most; the last third only
    assert sums.caught_energy[0] == pytest.approx(10e3 + 10e3 + 10e3 + 6e3 + 2e3 / 3, rel=1e-6)


@pytest.mark.parametrize("name", ["udds", "hwfet", "us06", "wltc_class3b"])
def test_merged_steps_are_exact(name):
    """Every second of the trace by itself, with the battery's square loss, against the merged steps."""
    speeds = np.asarray(parameter_table(f"vehicles/cycles/{name}.csv").column("speed_m_per_s"))
    cycle = drive_cycles()[name.removesuffix("_class3b")]
    car, drive = given.car(), given.drive()
    use = cycle_use(car, cycle, cycle_sums(car, cycle, drive), drive)
    early = np.exp(-5 / 4)
    loss, taken = 0.05 + 0.04 * early, 0.9 - 0.3 * early
    energy = 0.0
    for first, last in itertools.pairwise(speeds):
        v = (first + last) / 2
        power = (133.0 + 0.76 * v + 0.4886 * v * v + 1701.0 * (last - first)) * v
        if power > 0:
            battery = power * (1 + loss) + 80.0 + 250.0
        else:
            battery = (
                -(1 - loss) * taken * min(v / 3, 1) * min(-power, 40e3) + 250.0 + (80.0 if v > 0 else 0.0)
            )
        energy += battery + 0.02 * battery**2 / 28e3
    distance = (speeds[:-1] + speeds[1:]).sum() / 2
    assert use.energy_use[0] == pytest.approx(energy / distance, rel=1e-9)


def test_parts_add_up_to_the_consumption():
    car = given.car(test_mass=np.linspace(900.0, 3000.0, 7), model_year=np.arange(2010, 2024, 2))
    use = cycle_use(
        car, given.up_and_down(), cycle_sums(car, given.up_and_down(), given.drive()), given.drive()
    )
    parts = sum(array for name, array in named_arrays(use) if name != "energy_use")
    np.testing.assert_allclose(parts, use.energy_use, rtol=1e-12)


@pytest.mark.parametrize(
    "flaw", [{"test_mass": 0.0}, {"discharge_energy": -1.0}, {"road_constant": 1.0, "road_linear": -5.0}]
)
def test_no_car_has_no_consumption(flaw):
    car = given.car(**flaw)
    use = cycle_use(
        car, given.up_and_down(), cycle_sums(car, given.up_and_down(), given.drive()), given.drive()
    )
    assert np.isnan(use.energy_use[0])
    assert np.isnan(driving_range(car.discharge_energy, use.energy_use)[0])


def test_cars_mature():
    found = immaturity(np.asarray([2000.0, 2011.0, 2015.0, 2100.0]), 2011.0, 4.0)
    np.testing.assert_allclose(found, [1.0, 1.0, np.exp(-1.0), 0.0], atol=1e-9)


def test_loss_share_of_a_cell_by_hand():
    # 10 ohm cm^2, 4 mAh/cm^2, 3.6 V: 40 mV of 3.6 V
    assert battery_loss_share(one(10e-4), one(40.0), one(3.6))[0] == pytest.approx(0.04 / 3.6)


def test_wall_and_range():
    assert wall_use(one(430.0), one(0.86))[0] == pytest.approx(500.0)
    assert driving_range(one(1e8), one(500.0))[0] == pytest.approx(2e5)
    assert np.isnan(driving_range(one(1e8), one(-1.0))[0])


def test_label_of_the_2014_leaf_from_its_measured_ranges():
    # 131.4 and 105.7 mi unadjusted; label 92, 74 and 84
    rules = vehicle_model().label
    city, highway = two_cycle_label(one(131.4), rules), two_cycle_label(one(105.7), rules)
    assert [round(float(x[0])) for x in (city, highway, combined_label(city, highway, rules))] == [92, 74, 84]


def test_five_cycles_without_weather_are_the_weights():
    rules = dataclasses.replace(
        vehicle_model().label, cabin_cooling_power=0.0, cabin_heating_power=0.0, cold_use_factor=1.0
    )
    # equal consumption on all parts: only the factors for the road and the highway remain
    assert five_cycle_city(one(500.0), one(500.0), one(500.0), rules)[0] == pytest.approx(500 / 0.905)
    assert five_cycle_highway(one(500.0), one(500.0), rules)[0] == pytest.approx(500 * 1.007 / 0.905)


def test_weather_costs_range():
    rules = vehicle_model().label
    dry = dataclasses.replace(rules, cabin_cooling_power=0.0)
    # 0.133 * 0.377 * 2000 W / 9.61 m/s / 0.905
    added = five_cycle_highway(one(500.0), one(500.0), rules) - five_cycle_highway(
        one(500.0), one(500.0), dry
    )
    assert added[0] == pytest.approx(0.133 * 0.377 * 2000 / 9.61 / 0.905, rel=1e-9)


def test_usable_energy_from_what_is_known():
    model = dataclasses.replace(vehicle_model().estimates, stated_weight=0.25, usual_usable_share=0.9)
    total, stated = np.asarray([100.0, 100.0, np.nan]), np.asarray([80.0, np.nan, 80.0])
    np.testing.assert_allclose(discharge_energy(total, stated, model), [0.25 * 80 + 0.75 * 90, 90.0, 80.0])


def test_mass_from_what_is_known():
    model = dataclasses.replace(
        vehicle_model().estimates, test_load=136.0, mass_without_battery=1000.0, mass_per_energy=2.0
    )
    classes = np.asarray([1700.0, np.nan, np.nan])
    curbs = np.asarray([1500.0, 1500.0, np.nan])
    found = mass_in_test(classes, curbs, np.full(3, 100.0), model)
    np.testing.assert_allclose(found, [1700.0, 1636.0, 1336.0])


def test_known_wins_over_estimates():
    np.testing.assert_array_equal(known_or(np.asarray([np.nan, 2.0]), 1.0), [1.0, 2.0])


def test_errors_add_as_squares():
    assert relative_error((one(0.03), one(0.04), one(0.0)))[0] == pytest.approx(0.05)


def test_small_kernels_of_the_pack():
    assert energy_toward_range(one(30.0), one(100.0), one(250.0))[0] == 75.0
    assert mass_elasticity(one(500.0), one(505.0), one(1500.0), one(30.0))[0] == pytest.approx(0.5)


def test_another_pack_changes_mass_energy_and_loss():
    car = car_with_pack(given.car(), one(50.0), one(2e8), one(0.01), one(0.01), 9.8)
    assert car.test_mass[0] == 1751.0
    assert car.road.road_constant[0] == pytest.approx(133.0 + 4.9)
    assert (car.discharge_energy[0], car.battery_loss_share[0]) == (2e8, 0.01)


def moved(tree, xp):
    """A record with its arrays in another library."""
    if dataclasses.is_dataclass(tree):
        return type(tree)(**{f.name: moved(getattr(tree, f.name), xp) for f in dataclasses.fields(tree)})
    return xp.asarray(tree) if isinstance(tree, np.ndarray) else tree


def test_strict_library_agrees():
    cycle, drive = drive_cycles()["udds"], given.drive()
    car = given.car(test_mass=np.linspace(900.0, 3000.0, 5), model_year=np.linspace(2010.0, 2022.0, 5))
    ours = cycle_use(car, cycle, cycle_sums(car, cycle, drive), drive)
    other, same = moved(car, strict), moved(cycle, strict)
    theirs = cycle_use(other, same, cycle_sums(other, same, drive), drive)
    for (name, value), (_, found) in zip(named_arrays(ours), named_arrays(theirs), strict=True):
        assert type(found) is type(strict.asarray(1.0)), name
        np.testing.assert_allclose(np.asarray(found), value, rtol=1e-10, err_msg=name)
