"""Cars and cycles for tests of the car room."""

import numpy as np

from cellworth.vehicle.records import Car, Cycle, DriveModel, RoadLoad

MILE = 1609.344
HOUR = 3600.0


def car(**changes):
    """A car near the Leaf of 2016; numbers may be arrays."""
    given = {
        "road_constant": 133.0,
        "road_linear": 0.76,
        "road_square": 0.4886,
        "test_mass": 1701.0,
        "motor_power": 80e3,
        "model_year": 2016.0,
        "discharge_energy": 28.0 * 3.6e6,
        "battery_loss_share": 0.02,
        **changes,
    }
    arrays = {name: np.atleast_1d(np.asarray(value, dtype=float)) for name, value in given.items()}
    road = RoadLoad(**{name: arrays.pop(name) for name in ("road_constant", "road_linear", "road_square")})
    return Car(road=road, **arrays)


def drive(**changes):
    """Round numbers of the drivetrain."""
    given = {
        "loss_share": 0.05,
        "loss_share_early": 0.04,
        "no_load_share": 0.001,
        "regeneration_share": 0.9,
        "regeneration_share_early": 0.3,
        "first_year": 2011.0,
        "maturing_time": 4.0,
        "regeneration_speed": 3.0,
        "regeneration_power_share": 0.5,
        "auxiliary_power": 250.0,
    }
    return DriveModel(**{**given, **changes})


def up_and_down():
    """Ten seconds up to 10 m/s, ten seconds held, five seconds down to rest, five seconds at rest."""
    speeds = np.concatenate(
        [np.arange(0.0, 11.0), np.full(10, 10.0), np.arange(8.0, -1.0, -2.0), np.zeros(5)]
    )
    moving = (speeds[1:] + speeds[:-1]) > 0.0
    means = ((speeds[1:] + speeds[:-1]) / 2.0)[moving]
    return Cycle(
        name="up and down",
        speed=means,
        acceleration=np.diff(speeds)[moving],
        moving_time=np.ones(means.size),
        standing_time=5.0,
        distance=float(means.sum()),
    )
