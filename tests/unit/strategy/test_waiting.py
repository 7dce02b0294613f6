import array_api_strict
import numpy as np
import pytest

from cellworth.strategy.wait_policy import WaitDraws, followed_policy, state_basis, wait_policy
from cellworth.strategy.waiting import acting_trigger, breakeven_leave_chance, waited_value, waiting_root


def price_paths(seed, n, dates):
    """A bid that moves as a lognormal walk, against keeping worth 100; both are seen with noise."""
    rng = np.random.default_rng(seed)
    steps = rng.normal(-0.02, 0.2, (n, dates - 1))
    log_price = np.concatenate([np.zeros((n, 1)), steps.cumsum(axis=1)], axis=1)
    price = 100.0 * np.exp(log_price)
    noise = rng.normal(0.0, 15.0, (n, dates))
    act = np.stack([price + noise, np.full((n, dates), 100.0) + rng.normal(0.0, 5.0, (n, dates))], axis=2)
    act = act * 0.97 ** np.arange(dates)[None, :, None]
    return WaitDraws(
        wait_state=price[:, :, None],
        act_value=act,
        may_act=np.ones((n, dates)),
        never_value=np.full(n, -1e3),
        act_value_known=False,
    )


def test_policy_on_fresh_draws_beats_acting_now_and_not_foresight():
    learned, fresh = price_paths(1, 20_000, 4), price_paths(2, 20_000, 4)

    outcome = followed_policy(wait_policy(learned), fresh)

    value = outcome.policy_value.mean()
    error = outcome.policy_value.std() / 20_000**0.5
    now = fresh.act_value[:, 0, :].mean(axis=0).max()
    foresight = fresh.act_value.max(axis=(1, 2)).mean()
    assert now + 3 * error < value < foresight - 3 * error
    assert set(np.unique(outcome.acted_with)) == {0.0, 1.0}
    assert outcome.acted_at.max() == 3.0


def test_waiting_is_worth_nothing_without_news():
    n = 5000
    act = np.full((n, 3, 1), 50.0) * 0.9 ** np.arange(3)[None, :, None]
    draws = WaitDraws(
        wait_state=np.random.default_rng(0).normal(size=(n, 3, 2)),
        act_value=act,
        may_act=np.ones((n, 3)),
        never_value=np.zeros(n),
        act_value_known=False,
    )

    outcome = followed_policy(wait_policy(draws), draws)

    assert outcome.policy_value == pytest.approx(np.full(n, 50.0))
    assert (outcome.acted_at == 0.0).all()


def test_nobody_acts_where_nobody_may():
    draws = price_paths(3, 1000, 3)
    shut = WaitDraws(
        wait_state=draws.wait_state,
        act_value=draws.act_value,
        may_act=np.zeros((1000, 3)),
        never_value=draws.never_value,
        act_value_known=False,
    )

    outcome = followed_policy(wait_policy(shut), shut)

    assert (outcome.policy_value == -1e3).all()
    assert (outcome.acted_with == -1.0).all()
    assert (outcome.acted_at == 3.0).all()


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_basis(xp):
    basis = state_basis(xp.asarray([[2.0, 3.0]]), 2)

    assert sorted(np.asarray(basis)[0].tolist()) == [1.0, 2.0, 3.0, 4.0, 6.0, 9.0]


def test_erosion_and_a_closing_window_eat_the_value_of_waiting():
    def waited(**changes):
        given = {
            "bid_later": np.asarray([100.0]),
            "keep_later": np.asarray([60.0]),
            "leave_chance": 0.2,
            "holding_cash": 5.0,
            "rate": 0.1,
            "years": 1.0,
            "erosion": 0.0,
            "lost_supply": 0.0,
        }
        return float(waited_value(**(given | changes))[0])

    assert waited() == pytest.approx((5 + 80 + 12) / 1.1)
    assert waited(erosion=0.1) == pytest.approx((5 + 72 + 12) / 1.1)
    assert waited(lost_supply=7.0) == pytest.approx((5 + 80 + 12 - 7) / 1.1)
    assert waited(years=2.0) == pytest.approx(97 / 1.21)


def test_breakeven_chance():
    found = breakeven_leave_chance(
        np.asarray([60.0, 70.0, 40.0, 60.0]),
        np.asarray([65.0, 65.0, 65.0, 65.0]),
        np.asarray([50.0, 50.0, 50.0, 65.0]),
    )

    assert found[:3] == pytest.approx([1 / 3, -1 / 3, 5 / 3])
    assert np.isnan(found[3])


def test_trigger_rises_with_volatility():
    volatility = np.asarray([0.1, 0.2, 0.4])

    trigger = acting_trigger(1.0, waiting_root(np.asarray([0.04] * 3), np.asarray([0.04] * 3), volatility))

    assert np.all(np.diff(trigger) > 0.0)
    root = waiting_root(np.asarray([0.05]), np.asarray([0.03]), np.asarray([0.3]))
    half = 0.5 * 0.09
    assert half * root * (root - 1) + 0.02 * root - 0.05 == pytest.approx([0.0], abs=1e-12)
