"""Points, ranks, splines and zeros that are made here, against the library that is slow to load."""

import math

import numpy as np
import pytest
from scipy.interpolate import BSpline
from scipy.optimize import brentq
from scipy.stats import rankdata
from scipy.stats.qmc import Sobol

from cellworth.uncertainty.breakeven import breakeven
from cellworth.uncertainty.ranks import ranks
from cellworth.uncertainty.sobol import BITS, MOST_DIMENSIONS, sobol_points
from cellworth.uncertainty.splines import spline_columns

RNG = np.random.default_rng(5)


@pytest.mark.parametrize(("first", "count"), [(0, 4096), (0, 1), (1023, 3), (1024, 1500)])
def test_points_of_all_dimensions(first, count):
    library = Sobol(MOST_DIMENSIONS, scramble=False, bits=BITS)
    if first:
        library.fast_forward(first)
    wanted = library.random(1 << (count - 1).bit_length() if not first else count)[:count]

    found = sobol_points(range(MOST_DIMENSIONS), first, count)

    assert np.array_equal(found, (wanted * 2.0**BITS).astype(np.int64))


@pytest.mark.parametrize("first", [2**31, 2**32 - 1024])
def test_far_points_fill_every_slice_once(first):
    points = sobol_points(range(MOST_DIMENSIONS), first, 1024)

    assert np.array_equal(
        np.sort(points >> (BITS - 10), axis=0), np.tile(np.arange(1024)[:, None], MOST_DIMENSIONS)
    )


def test_points_beyond_the_table_are_refused():
    with pytest.raises(ValueError, match="dimensions"):
        sobol_points([0, MOST_DIMENSIONS], 0, 8)


@pytest.mark.parametrize(
    "values", [RNG.normal(size=1000), RNG.integers(0, 9, 500).astype(float), np.ones(4)], ids=len
)
def test_ranks(values):
    assert np.array_equal(ranks(values), rankdata(values))


@pytest.mark.parametrize("inner", [[], [0.5], [-0.7, 0.0, 0.7]])
def test_splines(inner):
    score = RNG.normal(size=800)
    knots = [score.min()] * 4 + inner + [score.max()] * 4

    found = spline_columns(score, inner)

    assert np.array_equal(found, BSpline.design_matrix(score, np.asarray(knots), 3).toarray())
    np.testing.assert_allclose(found.sum(axis=1), 1.0, rtol=1e-14)


@pytest.mark.parametrize("seed", range(40))
def test_zero_between_two_ends(seed):
    a, b, c, d = np.random.default_rng(seed).normal(size=4)
    calls = []

    def bent(x):
        calls.append(x)
        return float(a + b * x + c * x**3 + d * math.exp(x))

    crosses = bent(-1.0) * bent(2.0) < 0.0
    calls.clear()
    found = breakeven(bent, -1.0, 2.0, 1e-4)

    assert len(calls) == len(set(calls)), "a difference was asked for twice"
    if crosses:
        assert found == brentq(bent, -1.0, 2.0, xtol=1e-4)
    else:
        assert math.isnan(found)
