import array_api_strict
import numpy as np
import pytest

from cellworth.uncertainty.quality import (
    calibration_gap,
    cheaper_choice,
    chosen_regret,
    in_bin,
    interval_coverage,
)


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_gap_by_bin(xp):
    stated, was_best = xp.asarray([0.55, 0.95, 0.9, 0.6]), xp.asarray([1.0, 1.0, 0.0, 0.0])

    high = calibration_gap(stated, was_best, in_bin(stated, 0.8, 1.01))

    assert float(high) == pytest.approx(0.925 - 0.5)
    assert np.isnan(float(calibration_gap(stated, was_best, in_bin(stated, 0.0, 0.1))))


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_regret_of_a_rule_in_use(xp):
    value = xp.asarray([[1.0, 5.0, 3.0], [4.0, 2.0, 4.0]])
    choice = cheaper_choice(xp.asarray([150.0, 140.0]), xp.asarray([145.0, 145.0]), make=0, buy=2)

    assert np.asarray(choice).tolist() == [2, 0]
    assert np.asarray(chosen_regret(value, choice)).tolist() == [2.0, 0.0]


def test_coverage():
    low, high, truth = np.asarray([0.0, 0.0, 0.0]), np.asarray([1.0, 1.0, 1.0]), np.asarray([0.5, 1.0, 1.1])

    assert interval_coverage(low, high, truth) == pytest.approx(2 / 3)
