import array_api_strict
import numpy as np
import pytest

from cellworth.uncertainty.breakeven import breakeven
from cellworth.uncertainty.decision import (
    best_share,
    chance_best,
    family_chance,
    mean_value,
    perfect_information_value,
    regret,
    risk_score,
    risk_switches,
)
from cellworth.uncertainty.errors import confidence_step, is_settled, mean_error
from cellworth.uncertainty.summary import decision_summary
from cellworth.uncertainty.tails import lower_tail_error, lower_tail_mean, sorted_columns, value_quantile

RNG = np.random.default_rng(5)
VALUE = RNG.normal([10.0, 12.0, 11.0], [5.0, 20.0, 1.0], (5000, 3))


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_summary_against_plain_numpy(xp):
    found = decision_summary(xp.asarray(VALUE))

    best = VALUE.max(axis=1)
    assert np.asarray(found.value_mean) == pytest.approx(VALUE.mean(axis=0), rel=1e-12)
    for name, level in (("value_p5", 0.05), ("value_p50", 0.5), ("value_p95", 0.95)):
        expected = np.quantile(VALUE, level, axis=0, method="hazen")
        assert np.asarray(getattr(found, name)) == pytest.approx(expected, rel=1e-9)
    assert np.asarray(found.worst_tenth) == pytest.approx(np.sort(VALUE, axis=0)[:500].mean(axis=0), rel=1e-9)
    assert np.asarray(found.best_chance) == pytest.approx(np.bincount(VALUE.argmax(axis=1)) / 5000)
    assert float(found.evpi) == pytest.approx(best.mean() - VALUE.mean(axis=0).max())
    assert np.asarray(found.value_error) == pytest.approx(VALUE.std(axis=0, ddof=1) / 5000**0.5, rel=1e-9)


def test_weights_stand_for_repeated_draws():
    value = RNG.normal(size=(60, 3))
    weight = RNG.integers(0, 4, 60).astype(float)
    repeated = np.repeat(value, weight.astype(int), axis=0)

    weighted, plain = decision_summary(value, 0.1, weight), decision_summary(repeated, 0.1)

    for name in ("value_mean", "worst_tenth", "regret_mean", "best_chance", "evpi"):
        assert getattr(weighted, name) == pytest.approx(getattr(plain, name), rel=1e-9)


def test_one_weight_for_all_is_no_weight():
    with_one = chance_best(VALUE, 0.0, np.ones(5000) * 0.3)

    assert with_one == pytest.approx(chance_best(VALUE), rel=1e-12)


def test_ties_are_split_and_small_leads_are_ties():
    value = np.asarray([[3.0, 3.0, 1.0], [5.0, 4.5, 4.0]])

    assert best_share(value).tolist() == [[0.5, 0.5, 0.0], [1.0, 0.0, 0.0]]
    assert best_share(value, 1.0).tolist() == [[0.5, 0.5, 0.0], [0.5, 0.5, 0.0]]


def test_near_twins_do_not_split_their_family():
    best = chance_best(VALUE)

    assert family_chance(best, (0, 1, 1), 2) == pytest.approx([best[0], best[1] + best[2]])


@pytest.mark.parametrize("seed", range(5))
def test_perfect_information_is_the_regret_of_the_best(seed):
    value = np.random.default_rng(seed).normal(size=(3000, 6))
    mean = mean_value(value)

    evpi = perfect_information_value(value)

    assert evpi == pytest.approx(value.max(axis=1).mean() - mean.max(), abs=1e-12)
    assert evpi == pytest.approx(regret(value).mean(axis=0)[mean.argmax()], abs=1e-12)


def test_switches_follow_the_leader():
    mean = np.asarray([10.0, 9.0, 8.0, 9.5])
    tail = np.asarray([-20.0, 0.0, 5.0, -19.0])

    switches = risk_switches(mean, tail)

    for aversion in np.linspace(0, 1, 101):
        leader = [who for at, who in switches if at <= aversion][-1]
        scores = risk_score(mean, tail, aversion)
        assert scores[leader] == pytest.approx(scores.max())
    assert [who for _, who in switches] == [0, 1, 2]


def test_tail_counts_the_edge_in_part():
    ordered = sorted_columns(np.asarray([[4.0], [1.0], [2.0], [3.0]]))

    assert lower_tail_mean(ordered, 0.25) == pytest.approx([1.0])
    assert lower_tail_mean(ordered, 0.4) == pytest.approx([(1.0 * 0.25 + 2.0 * 0.15) / 0.4])
    assert lower_tail_mean(ordered, 1.0) == pytest.approx([2.5])


def test_stated_errors_match_the_scatter_of_repeated_runs():
    runs = np.random.default_rng(8).normal(40.0, 50.0, (400, 1000))
    columns = sorted_columns(runs.T)

    assert lower_tail_error(columns, 0.1).mean() == pytest.approx(
        lower_tail_mean(columns, 0.1).std(), rel=0.15
    )
    assert mean_error(runs.T).mean() == pytest.approx(runs.mean(axis=1).std(), rel=0.15)


def test_quantile_of_one_draw():
    assert value_quantile(sorted_columns(np.asarray([[4.0, 7.0]])), 0.05).tolist() == [4.0, 7.0]


def test_words_and_stopping():
    thresholds = (0.95, 0.80, 0.65, 0.50)

    assert [confidence_step(p, thresholds, 0) for p in (1.0, 0.95, 0.9, 0.65, 0.64, 0.2)] == [
        0,
        0,
        1,
        2,
        3,
        4,
    ]
    assert confidence_step(0.9, thresholds, 1) == 2
    assert confidence_step(0.2, thresholds, 1) == 4
    assert is_settled(10.0, 3.0, 5.0, 1.0, 3.0)
    assert is_settled(1.0, 3.0, 0.5, 1.0, 3.0)
    assert not is_settled(-8.9, 3.0, 5.0, 1.0, 3.0)


def test_breakeven():
    assert breakeven(lambda p: 2.0 * p - 290.0, 0.0, 400.0, 1e-9) == pytest.approx(145.0)
    assert np.isnan(breakeven(lambda p: p + 1.0, 0.0, 400.0, 1e-9))
    assert breakeven(lambda p: p, 0.0, 4.0, 1e-9) == 0.0


def test_one_draw_has_figures_but_no_error():
    found = decision_summary(np.asarray([[3.0, 5.0]]))

    assert found.value_mean.tolist() == [3.0, 5.0]
    assert found.worst_tenth == pytest.approx([3.0, 5.0])
    assert found.best_chance.tolist() == [0.0, 1.0]
    assert np.isnan(found.value_error).all()
