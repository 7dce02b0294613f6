"""Cars with fuel on the cycles, and the battery car beside them."""

from pathlib import Path

import numpy as np
import pytest

from cellworth.app.powertrains import compare_drives, known_markets
from cellworth.app.powertrains_page import page, terminal_lines
from cellworth.core.errors import InputError
from cellworth.vehicle.fuel import discounted_distance, fuel_line, fuel_use, level_cost, wheel_work


@pytest.fixture(scope="module")
def found():
    return compare_drives("leaf-2016")


def test_a_line_through_two_tests_gives_both_back():
    per_work, standing = fuel_line(300.0, 0.11, 400.0, 0.045, 2000.0, 1600.0)
    assert fuel_use(300.0, 0.11, per_work, standing) == pytest.approx(2000.0)
    assert fuel_use(400.0, 0.045, per_work, standing) == pytest.approx(1600.0)


def test_braking_energy_that_is_caught_is_no_work():
    assert wheel_work(900.0, 400.0, 0.5, 2.0) == 350.0


def test_distance_and_level_by_hand():
    assert discounted_distance(np.asarray(10.0), 2, np.asarray(0.0)) == 20.0
    assert discounted_distance(np.asarray(10.0), 1, np.asarray(0.21)) == pytest.approx(10.0 / 1.1)
    assert level_cost(5000.0, 0.02, 0.05, 100_000.0) == pytest.approx(2000.0)


def test_each_tested_car_has_sound_numbers(found):
    for car in found.fuel_cars:
        low, high = (0.5, 0.7) if car.drive == "hydrogen" else (0.25, 0.42)
        assert low < car.efficiency < high
        assert 0.5 < car.standing < 12.0
        assert car.here == pytest.approx(car.test, rel=0.25)


def test_battery_car_uses_what_its_label_says(found):
    electricity = found.markets[0].drives[0]
    assert electricity.energy[1] == pytest.approx(0.2998 / 1.609344, rel=0.06)


def test_level_is_where_both_cost_the_same(found):
    for market in found.markets:
        battery = next((drive for drive in market.drives if drive.drive == "battery"), None)
        for drive in market.drives:
            if battery is None or drive is battery:
                assert drive.level is None
                continue
            whole = drive.level[1] + drive.cost[1] / 100.0 * found.distance
            assert whole == pytest.approx(found.pack_cost + battery.cost[1] / 100.0 * found.distance)
            assert drive.level[0] <= drive.level[1] <= drive.level[2]


def test_every_market_is_told_with_its_prices(found):
    text = page(found)
    assert all(market.title in text for market in found.markets)
    assert len(found.markets) == len(known_markets())
    assert max(map(len, list(terminal_lines(found))[:20])) < 130
    assert (Path(__file__).parents[3] / "docs" / "powertrains.md").read_text(encoding="utf-8") == text


def test_unknown_market_is_refused_with_an_offer():
    with pytest.raises(InputError, match="japan-2016"):
        compare_drives("leaf-2016", ["japan-2061"])
