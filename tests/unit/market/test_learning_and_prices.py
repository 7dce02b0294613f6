"""Laws of learning and prices that hold for any input."""

import array_api_strict
import numpy as np
import pytest

from cellworth.market.learning import (
    effective_experience,
    fitted_level,
    learning_exponent,
    two_factor_cost,
    wright_cost,
)
from cellworth.market.prices import (
    answered_capacity,
    indexed_price,
    industry_utilization,
    landed_factor,
    landed_price,
    market_price,
    tightness_margin,
)
from cellworth.strategy.make_or_buy import breakeven_volume, full_cost, present_value, unit_cost


@pytest.fixture(params=[np, array_api_strict], ids=["numpy", "strict"])
def xp(request):
    return request.param


def arrays(xp, *columns):
    return [xp.asarray(column, dtype=xp.float64) for column in columns]


def close(found, expected, **kind):
    np.testing.assert_allclose(np.asarray(found), expected, **kind)


def test_each_doubling_takes_the_same_share(xp):
    cost, ratio, rate = arrays(xp, [100.0, 100.0, 100.0], [1.0, 2.0, 4.0], [0.15, 0.15, 0.15])

    close(wright_cost(cost, ratio, rate), [100.0, 85.0, 72.25], rtol=1e-12)
    close(learning_exponent(rate * 0.0), [0.0, 0.0, 0.0], atol=0)


def test_cost_falls_to_its_floor_and_not_below(xp):
    columns = arrays(xp, [100.0] * 3, [40.0] * 3, [1.0, 1e3, 1e12], [1.0, 1e3, 1e12], [0.2] * 3, [0.1] * 3)
    cost = np.asarray(two_factor_cost(*columns))

    assert cost[0] == 100.0
    assert np.all(np.diff(cost) < 0)
    assert np.all(cost > 40.0)
    assert cost[2] < 41.0


def test_no_spillover_leaves_own_experience(xp):
    own, industry, none = arrays(xp, [10.0], [400.0], [0.0])

    close(effective_experience(own, industry, none, own, none), [10.0])
    close(effective_experience(own, industry, none + 1.0, own, none), [400.0])


def test_fitted_level_is_the_least_squares_one(xp):
    gap, slope = arrays(xp, [35.0, 20.0, 4.0], [10.0, 8.0, 3.0])
    level = float(fitted_level(gap, slope))

    expected = np.linalg.lstsq(np.asarray(slope)[:, None], np.asarray(gap), rcond=None)[0][0]
    assert level == pytest.approx(expected, rel=1e-12)


def test_price_without_metals_only_falls(xp):
    start, years, rate = arrays(xp, [20.0, 20.0], [0.0, 2.0], [0.05, 0.05])

    close(indexed_price(start, {}, {}, rate, years), [20.0, 20.0 * 0.95**2], rtol=1e-12)


def test_margin_is_half_way_in_the_middle_and_never_leaves_its_range(xp):
    use, low, high, middle, width = arrays(xp, [0.8, 0.0, 2.0], [0.02] * 3, [0.25] * 3, [0.8] * 3, [0.05] * 3)
    margin = np.asarray(tightness_margin(use, low, high, middle, width))

    assert margin[0] == pytest.approx(0.135)
    assert 0.02 <= margin[1] < margin[0] < margin[2] <= 0.25


def test_price_never_falls_below_cash_cost(xp):
    cash, full, margin = arrays(xp, [97.0, 97.0], [110.0, 110.0], [-0.5, 0.1])

    close(market_price(cash, full, margin), [97.0, 121.0], rtol=1e-12)


def test_landed_price_turns_round(xp):
    price, duty, freight, rate, transit = arrays(xp, [150.0], [0.02], [2.0], [0.08], [30.0])
    landed = landed_price(price, duty, freight, rate, transit)

    close((landed - freight) / landed_factor(duty, rate, transit), [150.0], rtol=1e-12)


def test_announced_plants_that_never_come_do_not_loosen_the_market(xp):
    demand, operating, announced, none = arrays(xp, [50.0], [40.0], [30.0], [0.0])

    close(industry_utilization(demand, operating, announced, none), [1.25])


def test_at_the_breakeven_volume_making_costs_the_price(xp):
    fixed, price, variable = arrays(xp, [90.0, 90.0], [145.0, 90.0], [95.0, 95.0])
    volume = breakeven_volume(fixed, price, variable)

    close(unit_cost(variable[:1], fixed[:1], volume[:1]), [145.0], rtol=1e-12)
    assert np.isnan(np.asarray(volume)[1])


def test_a_plant_given_away_costs_its_cash(xp):
    variable, fixed, capital, recovery, volume = arrays(xp, [95.0], [90.0], [0.0], [0.15], [1.5])

    close(full_cost(variable, fixed, capital, recovery, volume), [155.0], rtol=1e-12)


def test_mid_year_is_half_a_year_nearer(xp):
    flows, rate = xp.asarray([[100.0, 100.0]]), xp.asarray([0.08])
    end, middle = (float(present_value(flows, rate, mid_year=kind)[0]) for kind in (False, True))

    assert end == pytest.approx(100 / 1.08 + 100 / 1.08**2, rel=1e-12)
    assert middle == pytest.approx(end * 1.08**0.5, rel=1e-12)


def test_plants_answer_a_market_beyond_its_plan_and_none_is_pulled_down():
    """Plan 10, 12, 14 GWh: a market half as large again is followed for 80 %; one half as large stops."""
    planned = np.asarray([[10.0], [12.0], [14.0]])
    growth = np.asarray([[1.5, 0.5, 1.0]])
    reached = np.asarray([[0.0], [0.5], [1.0]])

    found = answered_capacity(planned, growth, np.asarray([[0.8]]), reached)

    close(found[:, 0], [10.0, 12.0 * 1.2, 14.0 * 1.4])
    close(found[:, 1], [10.0, 10.0, 10.0])
    close(found[:, 2], planned[:, 0])
    close(answered_capacity(planned, growth, np.zeros((1, 1)), reached), np.repeat(planned, 3, axis=1))
