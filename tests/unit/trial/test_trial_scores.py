"""Figures of a trial: the worked values of S80, and outcomes whose answer is known."""

import math

import numpy as np
import pytest

from cellworth.engine.trial.scores import calibration, calibration_gap, mean_of, paired


@pytest.mark.parametrize(
    ("stated", "came", "gap"),
    [([0.9] * 10, [1, 1, 1, 1, 1, 1, 1, 1, 0, 1], 0.0), ([0.7] * 5, [1, 1, 1, 1, 1], -0.3)],
)
def test_gap_agrees_with_the_worked_values(stated, came, gap):
    assert calibration_gap(np.asarray(stated), np.asarray(came)) == pytest.approx(gap, abs=1e-12)


def drawn(truth_of, n=20_000):
    random = np.random.default_rng(5)
    stated = random.uniform(size=n)
    came = (random.uniform(size=n) < truth_of(stated)).astype(float)
    return calibration(stated, came, np.arange(n))


def test_statements_that_come_as_often_as_stated_have_no_gap():
    bins = drawn(lambda stated: stated)

    assert len(bins) == 10
    assert all(abs(each.gap.value) < 4.0 * each.gap.error for each in bins)


def test_statements_that_claim_too_much_are_found():
    bins = drawn(lambda stated: 0.5 + 0.5 * (stated - 0.5))

    expected = [0.5 * (each.stated - 0.5) for each in bins]
    found = [each.gap.value for each in bins]
    assert all(abs(a - b) < 4.0 * each.gap.error for a, b, each in zip(found, expected, bins, strict=True))
    assert found[-1] > 0.2
    assert found[0] < -0.2


def test_statements_of_one_world_count_as_one():
    stated, came = np.full(8, 0.55), np.asarray([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0])
    alone = calibration(stated, came, np.arange(8))[0]
    twice = calibration(np.repeat(stated, 2), np.repeat(came, 2), np.repeat(np.arange(8), 2))[0]

    assert alone.gap.error == pytest.approx(twice.gap.error)
    assert twice.n == 16
    assert twice.worlds == 8
    assert alone.gap.error == pytest.approx(0.5 / math.sqrt(7.0))


def test_a_certain_statement_stands_in_the_last_bin():
    (only,) = calibration(np.asarray([1.0, 0.95]), np.asarray([1.0, 1.0]), np.arange(2))

    assert (only.low, only.high) == (0.9, 1.0)


def test_paired_difference_has_the_error_of_the_difference():
    rows = [{"a": 1.0, "b": 3.0}, {"a": 101.0, "b": 104.0}, {"a": 11.0, "b": 15.0}]

    difference = paired(rows, "a", "b")

    assert difference.value == pytest.approx(-3.0)
    assert difference.error == pytest.approx(1.0 / math.sqrt(3.0))
    assert mean_of([row["a"] for row in rows]).error > 20.0
