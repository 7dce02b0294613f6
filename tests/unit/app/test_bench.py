"""What `cellworth bench` counts and compares."""

import numpy as np
import pytest

from cellworth.app import bench_scenarios
from cellworth.app.bench import KEYS
from cellworth.app.bench_rates import OPERATIONS, limit_seconds
from cellworth.app.bench_scenarios import DrawnDesigns, scenario_years
from cellworth.app.cell_plants import designed_cell_plants
from cellworth.engine.executors import ALONE
from cellworth.engine.operation_count import KINDS, operations_by_kind
from cellworth.engine.scenarios.scenario_paths import path_model, scenario_paths
from cellworth.io.cases import load_case
from cellworth.io.strategy_records import strategy_case


def test_operations_are_counted_by_kind():
    def compute(given):
        x = given["x"]
        return np.where(x > 0.5, np.sqrt(x) / 3.0, x**1.7) + np.exp(x[:, None] * np.ones((1, 2))).sum()

    found = operations_by_kind(compute, {"x": np.linspace(0.1, 1.0, 8)}, 8)
    assert found == {"simple": 1 + 2 + 1, "divide": 1.0, "where": 1.0, "sqrt": 1.0, "power": 3.0}


def test_limit_is_the_time_of_every_kind_at_its_rate():
    assert limit_seconds({"simple": 10.0, "power": 2.0}, {"simple": 5.0, "power": 0.5}) == 6.0


def test_every_kind_has_a_rate():
    assert set(OPERATIONS) == set(KINDS)


@pytest.fixture(scope="module")
def asked():
    return strategy_case(load_case(bench_scenarios.CASE))


def test_designs_drawn_without_spread_give_the_paths_of_one_design(asked, monkeypatch):
    model = path_model(asked, designed_cell_plants(asked.packs, asked.places))
    numbers = np.arange(16)
    plain = scenario_paths(asked, model, numbers, 1)
    varied = DrawnDesigns(asked)(asked, model, numbers, 1)
    monkeypatch.setattr(bench_scenarios, "SPREAD", 0.0)
    same = DrawnDesigns(asked)(asked, model, numbers, 1)
    assert same.evaluations == plain.evaluations
    assert same.pack_cost == pytest.approx(plain.pack_cost, rel=1e-12)
    apart = abs(varied.pack_cost / plain.pack_cost - 1.0)
    assert 1e-4 < apart.max() < 0.2


def test_scenario_years_say_what_they_take(asked):
    rates = scenario_years(ALONE, n=64)
    assert rates["designs"] == len(asked.packs) / len(asked.years)
    assert rates["evaluations"] > 1.0
    assert min(rates["fixed"], rates["varying"]) > 0.0


def test_every_figure_is_explained():
    assert {"share_of_limit", "scenario_years_fixed", "workers_over_one", "machine_over_one"} <= set(KEYS)
