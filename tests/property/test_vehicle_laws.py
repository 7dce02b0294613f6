"""Laws of the car model that hold for any car."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import vehicle_given as made
from cellworth.engine.vehicle_stage import LABEL_CYCLES, cycle_uses
from cellworth.io.vehicle_parameters import vehicle_model

MODEL = vehicle_model()
CARS = st.fixed_dictionaries(
    {
        "road_constant": st.floats(60.0, 250.0),
        "road_linear": st.floats(-1.0, 3.0),
        "road_square": st.floats(0.25, 0.8),
        "test_mass": st.floats(900.0, 3200.0),
        "motor_power": st.floats(40e3, 500e3),
        "model_year": st.floats(2008.0, 2030.0),
        "discharge_energy": st.floats(10.0, 150.0).map(lambda kilowatt_hours: kilowatt_hours * 3.6e6),
        "battery_loss_share": st.floats(0.002, 0.08),
    }
)
WORSE = {
    "road_constant": 1.05,
    "road_square": 1.05,
    "test_mass": 1.05,
    "battery_loss_share": 1.2,
    "discharge_energy": 0.9,
}
"""Changes that cost energy; less energy costs as the battery runs at a higher rate."""


def use(numbers):
    return {
        name: found.energy_use[0]
        for name, found in cycle_uses(made.car(**numbers), MODEL, LABEL_CYCLES).items()
    }


@settings(max_examples=40, deadline=None)
@given(CARS, st.sampled_from(sorted(WORSE)))
def test_worse_cars_use_more(numbers, name):
    better, worse = use(numbers), use({**numbers, name: numbers[name] * WORSE[name]})
    for cycle in LABEL_CYCLES:
        assert worse[cycle] > better[cycle]


@settings(max_examples=40, deadline=None)
@given(CARS)
def test_later_cars_use_less_and_all_use_more_than_the_road_takes(numbers):
    found = cycle_uses(made.car(**numbers), MODEL, LABEL_CYCLES)
    later = use({**numbers, "model_year": max(numbers["model_year"], 2011.0) + 1.0})
    for cycle, parts in found.items():
        assert later[cycle] < parts.energy_use[0]
        assert parts.energy_use[0] > parts.road_use[0] > 0.0
        for part in (parts.braking_loss, parts.drivetrain_loss, parts.auxiliary_use, parts.battery_loss):
            assert part[0] > 0.0


@settings(max_examples=20, deadline=None)
@given(st.lists(CARS, min_size=2, max_size=5))
def test_a_car_does_not_know_its_neighbours(cars):
    together = {name: np.asarray([car[name] for car in cars]) for name in cars[0]}
    found = cycle_uses(made.car(**together), MODEL, ("hwfet",))["hwfet"].energy_use
    for row, numbers in enumerate(cars):
        np.testing.assert_allclose(found[row], use(numbers)["hwfet"], rtol=1e-12)
