import array_api_strict
import numpy as np
import pytest

from cellworth.core.least_squares import fitted, least_squares

RNG = np.random.default_rng(3)


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_agrees_with_lapack(xp):
    basis, target = RNG.normal(size=(500, 4)), RNG.normal(size=(500, 2))
    weight = RNG.uniform(size=500)
    root = np.sqrt(weight)[:, None]
    expected = np.linalg.lstsq(basis * root, target * root, rcond=None)[0]

    found = least_squares(xp.asarray(basis), xp.asarray(target), xp.asarray(weight))

    assert np.asarray(found) == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert np.asarray(fitted(xp.asarray(basis), found)) == pytest.approx(basis @ expected, abs=1e-9)


def test_collinear_columns_still_fit():
    x = RNG.normal(size=300)
    basis = np.stack([np.ones(300), x, 2.0 * x, np.full(300, 7.0)], axis=1)
    target = (3.0 + 4.0 * x)[:, None]

    assert fitted(basis, least_squares(basis, target)) == pytest.approx(target, abs=1e-9)


def test_weight_of_zero_leaves_out():
    basis = np.stack([np.ones(6), np.arange(6.0)], axis=1)
    target = np.asarray([1.0, 3.0, 5.0, 100.0, 9.0, -50.0])[:, None]

    found = least_squares(basis, target, np.asarray([1.0, 1.0, 1.0, 0.0, 1.0, 0.0]))

    assert found[:, 0] == pytest.approx([1.0, 2.0], rel=1e-9)
