"""The open cars: energy at the wheels as in the reference text, ranges within the aims, page up to date."""

from pathlib import Path

import numpy as np
import pytest

from cellworth.app.range_page import page
from cellworth.app.range_score import measured_cars, range_score, wanted_numbers
from cellworth.app.range_table import complete_cars
from cellworth.engine.vehicle_stage import cycle_uses
from cellworth.io.car_columns import named_cars
from cellworth.io.cycles import drive_cycles
from cellworth.io.parameter_files import parameter_table
from cellworth.io.vehicle_parameters import car_keys, car_recipe, in_si, vehicle_model, vehicle_numbers
from cellworth.vehicle.wheel_energy import cycle_sums

PAGE = Path(__file__).parents[2] / "docs" / "vehicles.md"
KEYS = list(car_keys())


@pytest.fixture(scope="module")
def score():
    return range_score()


@pytest.fixture(scope="module")
def complete():
    return complete_cars(named_cars(KEYS), KEYS)[0]


@pytest.mark.parametrize(
    ("name", "low", "high", "oldest_tesla"), [("hwfet", 0.71, 0.86, 0.64), ("udds", 0.51, 0.65, 0.44)]
)
def test_net_energy_at_the_wheel_over_wall_energy(complete, name, low, high, oldest_tesla):
    cycle = drive_cycles()[name]
    sums = cycle_sums(complete.car, cycle, vehicle_model().drive)
    net = (sums.traction_energy - sums.braking_energy) / cycle.distance
    tests = parameter_table("vehicles/car_tests.csv")
    wall = np.asarray(tests.column(f"unadj_{name}_kwh_per_100mi")) * in_si(0.01, "kWh/mi", "J/m")
    ratio = dict(zip(KEYS, net / wall, strict=True))
    assert ratio.pop("model-s-2013") == pytest.approx(oldest_tesla, abs=0.006)
    assert low - 0.005 < min(ratio.values())
    assert max(ratio.values()) < high


def test_braking_over_traction_on_the_udds(complete):
    sums = cycle_sums(complete.car, drive_cycles()["udds"], vehicle_model().drive)
    share = sums.braking_energy / sums.traction_energy
    assert round(share.min(), 2) == 0.43
    assert round(share.max(), 2) == 0.54


@pytest.mark.parametrize(("place", "aim"), [(0, 0.04), (1, 0.04)])
def test_laboratory_ranges_meet_their_aim(score, place, aim):
    error = (score.found / score.measured - 1.0)[score.counts, place]
    assert error.size == 16
    assert np.abs(error).mean() < aim
    assert abs(error.mean()) < 0.015
    assert np.abs(error).max() < 0.13


def test_labels_meet_their_aim(score):
    error = (score.label_found / score.label - 1.0)[score.counts]
    assert np.abs(error).mean() < 0.05
    assert np.abs((score.label_left_out / score.label - 1.0)[score.counts]).mean() < 0.05


def test_cars_left_out_do_little_worse(score):
    error = (score.left_out / score.measured - 1.0)[score.counts]
    assert np.abs(error).mean(axis=0) == pytest.approx([0.037, 0.040], abs=0.001)


def test_the_label_of_the_2013_leaf_is_apart(score):
    place = KEYS.index("leaf-2013")
    assert not score.counts[place]
    assert score.label_found[place] * 0.9 / score.label[place] == pytest.approx(1.0, abs=0.02)


def test_numbers_of_the_tables_are_the_ones_found(score):
    """To the digits they are written with."""
    stored = {**vehicle_numbers("drive_model.csv"), **vehicle_numbers("car_estimates.csv")}
    for name, found in {**score.numbers, **score.fits}.items():
        assert stored[name] == pytest.approx(found, rel=2e-3), name
    assert set(score.numbers) == set(wanted_numbers().names)


def test_stated_errors_cover_what_blanks_cost(score):
    stated = vehicle_numbers("range_errors.csv")
    left_out = (score.label_left_out / score.label - 1.0)[score.counts]
    assert stated["model"] == pytest.approx(np.sqrt((left_out**2).mean()), abs=0.002)
    for name, error in score.blank_errors.items():
        added = stated[name] ** 2 + (stated["road_estimated"] ** 2 if name == "drag_estimated" else 0.0)
        assert np.sqrt(stated["model"] ** 2 + added) > error - 0.003, name


def test_page_is_the_one_the_command_writes(score):
    assert PAGE.read_text(encoding="utf-8") == page(score)


def test_predictions_read_no_test_result(monkeypatch):
    """The file of tests may be missing: ranges are the same."""
    from cellworth.app.range import car_range
    from cellworth.io import parameter_files

    def refuse(path):
        assert path != "vehicles/car_tests.csv"
        return parameter_files.parameter_table(path)

    before = car_range("leaf-2016", energies=["40 kWh"]).rows[0].values
    for module in ("cellworth.io.vehicle_parameters", "cellworth.io.cycles"):
        monkeypatch.setattr(f"{module}.parameter_table", refuse)
    vehicle_model.cache_clear()
    assert car_range("leaf-2016", energies=["40 kWh"]).rows[0].values == before


@pytest.mark.parametrize(
    ("key", "strings"), [("leaf-2011", 2), ("leaf-2016", 2), ("leaf-2018", 2), ("leaf-plus-2019", 3)]
)
def test_leaf_packs_have_96_in_series(key, strings):
    recipe = car_recipe(key)
    cells = recipe["cells_per_module"] * recipe["modules_per_row"] * recipe["rows"]
    assert recipe["cells_in_parallel"] == strings
    assert cells == 96 * strings


def test_no_car_is_left_without_a_cycle(complete):
    for use in cycle_uses(complete.car, vehicle_model(), list(drive_cycles())).values():
        assert np.all(use.energy_use > 0.0)
    assert measured_cars().measured.shape == (17, 2)
