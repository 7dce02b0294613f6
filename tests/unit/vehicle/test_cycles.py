"""Drive cycles against the published length, time and speed."""

import numpy as np
import pytest

from cellworth.io.cycles import cycle_steps, drive_cycles
from cellworth.io.parameter_files import parameter_table

MPH, KMH = 0.44704, 1 / 3.6


@pytest.mark.parametrize(
    ("name", "seconds", "kilometres", "top"),
    [
        ("udds", 1369, 11.990, 56.7 * MPH),
        ("hwfet", 765, 16.507, 59.9 * MPH),
        ("us06", 600, 12.888, 80.3 * MPH),
        ("wltc", 1800, 23.266, 131.3 * KMH),
    ],
)
def test_published_figures(name, seconds, kilometres, top):
    cycle = drive_cycles()[name]
    assert cycle.moving_time.sum() + cycle.standing_time == pytest.approx(seconds)
    assert cycle.distance == pytest.approx(kilometres * 1000, abs=0.6)
    file = "wltc_class3b" if name == "wltc" else name
    speeds = parameter_table(f"vehicles/cycles/{file}.csv").column("speed_m_per_s")
    assert max(speeds) == pytest.approx(top, abs=0.001)


@pytest.mark.parametrize(("whole", "parts"), [("udds", "udds_"), ("us06", "us06_")])
def test_parts_make_the_whole(whole, parts):
    cycles = drive_cycles()
    pieces = [cycle for name, cycle in cycles.items() if name.startswith(parts)]
    assert len(pieces) == 2
    assert sum(piece.distance for piece in pieces) == pytest.approx(cycles[whole].distance)
    time = sum(piece.moving_time.sum() + piece.standing_time for piece in pieces)
    assert time == pytest.approx(cycles[whole].moving_time.sum() + cycles[whole].standing_time)


def test_equal_steps_are_told_once():
    cycle = cycle_steps("made", np.arange(6.0), np.asarray([0.0, 0.0, 2.0, 0.0, 2.0, 0.0]))
    assert cycle.speed.tolist() == [1.0, 1.0]
    assert sorted(cycle.acceleration.tolist()) == [-2.0, 2.0]
    assert cycle.moving_time.tolist() == [2.0, 2.0]
    assert (cycle.standing_time, cycle.distance) == (1.0, 4.0)
