"""Paths by year over all scenarios."""

import numpy as np
import pytest

from cellworth.engine.scenarios.fans import fans


def test_a_dying_programme_does_not_make_the_mean_cost():
    """Nearly nothing made at a million a kWh: the mean is all cost over all volume; P5 and P95 stay."""
    cost = np.asarray([100.0, 150.0, 1e6, np.nan])
    made = np.asarray([3.0, 1.0, 1e-5, 0.0])
    named = {"year|own_cell_full|0": cost, "year|own_output|0": made, "year|demand_energy|0": made}

    found = fans(named, 1)

    assert found["own_cell_full"][0, 0] == pytest.approx((300.0 + 150.0 + 10.0) / (4.0 + 1e-5))
    assert found["own_cell_full"][2, 0] > 1e5
    assert found["demand_energy"][0, 0] == pytest.approx(np.mean(made))


def test_a_year_in_which_nothing_is_made_has_no_mean_cost():
    nothing = np.zeros(3)
    named = {"year|own_cell_full|0": np.full(3, np.nan), "year|own_output|0": nothing}

    assert np.isnan(fans(named, 1)["own_cell_full"]).all()
