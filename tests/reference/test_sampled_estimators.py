"""Sampled estimators of the program against closed forms, within four standard errors (decision 4)."""

import numpy as np
import pytest
from closed_forms import (
    cvar_of_normal,
    gain_of_learning_normal,
    put_by_tree,
    revenue_of_uniform_auction,
)
from scipy.stats import norm

from cellworth.app.estimators import information_trials, ishigami_trials, put_trial, puts
from cellworth.deal.bargaining import auction_price
from cellworth.strategy.wait_policy import WaitDraws, followed_policy, wait_policy
from cellworth.uncertainty.distributions import normal_value
from cellworth.uncertainty.draws import quasi_uniforms
from cellworth.uncertainty.information import partial_information_value
from cellworth.uncertainty.summary import decision_summary
from cellworth.uncertainty.tails import lower_tail_error, lower_tail_mean, sorted_columns

SEEDS = (0, 1, 2)
NAMES = ("p1", "p2")


def uniforms(seed, n):
    return quasi_uniforms(seed, NAMES, {name: k for k, name in enumerate(NAMES)}, 0, n)


@pytest.mark.parametrize("seed", SEEDS)
def test_worst_twentieth_of_a_normal(seed):
    value = normal_value(uniforms(seed, 16_384)[:, :1], 40.0, 50.0)

    ordered = sorted_columns(value)
    found, error = lower_tail_mean(ordered, 0.05), lower_tail_error(ordered, 0.05)
    assert found == pytest.approx(cvar_of_normal(0.05, 40.0, 50.0), abs=4 * error[0])
    assert error[0] < 2.0


@pytest.fixture(params=SEEDS)
def voi(request):
    """Introductory example of the R package voi: p1 is N(1, 1), p2 is N(0, 2), the lead is p1 - p2."""
    u = uniforms(request.param, 4096)
    inputs = np.stack([normal_value(u[:, 0], 1.0, 1.0), normal_value(u[:, 1], 0.0, 2.0)], axis=1)
    return inputs, np.stack([inputs[:, 0] - inputs[:, 1], np.zeros(4096)], axis=1)


def test_perfect_information(voi):
    found = decision_summary(voi[1])

    assert found.evpi == pytest.approx(gain_of_learning_normal(1.0, 5**0.5), abs=4 * found.evpi_error)
    assert found.evpi_error < 0.02


@pytest.mark.parametrize(("number", "spread"), [(0, 1.0), (1, 2.0)])
def test_partial_information(voi, number, spread):
    found = partial_information_value(voi[0][:, number : number + 1], voi[1])

    assert found.evppi == pytest.approx(gain_of_learning_normal(1.0, spread), abs=4 * found.evppi_error)
    assert found.evppi_error < 0.03


def put_draws(seed, n, spot, volatility, years):
    """Half-antithetic lognormal paths of the printed American put: strike 40, 6%, 50 dates a year."""
    dates, rate, strike = 50 * years, 0.06, 40.0
    step = 1.0 / 50
    shocks = np.random.default_rng(seed).normal(size=(n // 2, dates))
    shocks = np.concatenate([shocks, -shocks])
    walk = ((rate - volatility**2 / 2) * step + volatility * step**0.5 * shocks).cumsum(axis=1)
    price = spot * np.exp(walk)
    payoff = np.maximum(strike - price, 0.0) * np.exp(-rate * step * np.arange(1, dates + 1))
    return WaitDraws(
        wait_state=price[:, :, None],
        act_value=payoff[:, :, None],
        may_act=(payoff > 0.0).astype(float),
        never_value=np.zeros(n),
        act_value_known=True,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spot", "volatility", "years"), [(36.0, 0.2, 1), (36.0, 0.4, 2), (44.0, 0.2, 1)], ids=str
)
def test_american_put_on_fresh_paths(spot, volatility, years):
    """The learned policy is not the best one, so its value lies a little low."""
    n = 40_000

    policy = wait_policy(put_draws(1, n, spot, volatility, years), degree=4)
    value = followed_policy(policy, put_draws(2, n, spot, volatility, years)).policy_value

    pairs = (value[: n // 2] + value[n // 2 :]) / 2
    error = pairs.std() / (n // 2) ** 0.5
    exact = put_by_tree(spot, 40.0, 0.06, volatility, years, 50)
    assert exact - 4 * error - 0.003 * exact < value.mean() < exact + 4 * error
    assert error < 0.01 * exact


@pytest.mark.parametrize("n", [256, 4096])
def test_shares_of_the_function_of_ishigami(n):
    """Print: Ishigami and Homma (1990), Saltelli et al. (2008)."""
    print_of = {"first": (0.3139, 0.4424, 0.0), "total": (0.5576, 0.4424, 0.2437)}
    for trial in ishigami_trials(n, SEEDS):
        kind, place = trial.name.split()[0], int(trial.name[-1]) - 1
        assert trial.known == pytest.approx(print_of[kind][place], abs=5e-5)
        assert abs(trial.off) < 4.0
        assert trial.error < 1.6 / n**0.5


@pytest.mark.parametrize("n", [1024, 4096])
def test_worth_of_information_on_a_normal_lead(n):
    known = {"EVPI": 5**0.5, "EVPPI of x1": 1.0, "EVPPI of x2": 2.0}
    for trial in information_trials(n, SEEDS):
        assert trial.known == pytest.approx(gain_of_learning_normal(1.0, known[trial.name]), rel=1e-12)
        assert abs(trial.off) < 4.0
        assert trial.error < 1.0 / n**0.5


@pytest.mark.parametrize("put", puts(), ids=lambda put: put.name)
def test_published_puts_are_right(put):
    """European ones by their closed form, American ones by a tree."""
    apart = (0.06 + put.volatility**2 / 2) * put.years + np.log(put.spot / 40.0)
    above = apart / (put.volatility * put.years**0.5)
    below = above - put.volatility * put.years**0.5
    european = 40.0 * np.exp(-0.06 * put.years) * norm.cdf(-below) - put.spot * norm.cdf(-above)
    american = put_by_tree(put.spot, 40.0, 0.06, put.volatility, put.years, 50, steps_per_date=8)
    assert put.european == pytest.approx(european, abs=6e-4)
    assert put.american == pytest.approx(american, abs=0.008)


@pytest.mark.parametrize("put", [puts()[0], puts()[16]], ids=lambda put: put.name)
def test_waiting_by_least_squares_on_a_published_put(put):
    """Fewer paths than the page, so that the policy may lie a little below the best."""
    trial = put_trial(put, 8_000)
    assert -0.004 * put.american - 4.0 * trial.error < trial.found - put.american < 4.0 * trial.error
    assert trial.error < 0.02 * put.american + 0.01


@pytest.mark.parametrize(("n", "reserve"), [(2, 0.0), (2, 0.5), (4, 0.0), (3, 0.3)])
def test_auction_of_uniform_values(n, reserve):
    names = [f"bidder {k}" for k in range(n)]
    bids = quasi_uniforms(0, names, {name: k for k, name in enumerate(names)}, 0, 16_384)

    price = auction_price(bids, np.asarray([reserve]))

    error = price.std() / 128
    assert price.mean() == pytest.approx(revenue_of_uniform_auction(n, reserve), abs=4 * error)
    assert error < 0.005
