import numpy as np
import pytest

from cellworth.uncertainty.decision import risk_score
from cellworth.uncertainty.errors import mean_error
from cellworth.uncertainty.tails import lower_tail_error, lower_tail_mean, score_by_draw, sorted_columns

N = 4000
VALUE = np.random.default_rng(7).normal([10.0, 12.0], [3.0, 6.0], (N, 2))
ORDERED = sorted_columns(VALUE)


@pytest.mark.parametrize("aversion", [0.0, 0.2, 1.0])
def test_mean_over_the_draws_is_the_ranking_number(aversion):
    tail = lower_tail_mean(ORDERED, 0.1)
    score = risk_score(VALUE.mean(axis=0), tail, np.full(2, aversion))
    found = score_by_draw(ORDERED, VALUE, 0.1, aversion).mean(axis=0)
    np.testing.assert_allclose(found, score, rtol=2e-3)


def test_without_aversion_it_is_the_value_and_with_it_alone_the_tail_error():
    np.testing.assert_array_equal(score_by_draw(ORDERED, VALUE, 0.1, 0.0), VALUE)
    worst = mean_error(score_by_draw(ORDERED, VALUE, 0.1, 1.0))
    np.testing.assert_allclose(worst, lower_tail_error(ORDERED, 0.1), rtol=1e-3)


def test_error_of_a_difference_is_that_of_its_draws():
    """Two strategies that always differ by as much differ without error, whatever the weight on the tail."""
    both = np.stack([VALUE[:, 0], VALUE[:, 0] - 5.0], axis=-1)
    scores = score_by_draw(sorted_columns(both), both, 0.1, 0.3)
    np.testing.assert_allclose(scores[:, 0] - scores[:, 1], 5.0)
