import numpy as np
import pytest
from scipy import stats

from cellworth.uncertainty.distributions import (
    chosen,
    lognormal_value,
    normal_value,
    pert_mean,
    pert_value,
    triangular_value,
    uniform_value,
)

U = (np.arange(20_000) + 0.5) / 20_000
LEVELS = np.asarray([0.001, 0.1, 0.37, 0.5, 0.9, 0.999])


def test_against_scipy():
    assert normal_value(LEVELS, 3.0, 2.0) == pytest.approx(stats.norm(3, 2).ppf(LEVELS), rel=1e-12)
    assert uniform_value(LEVELS, 3.0, 5.0) == pytest.approx(stats.uniform(3, 2).ppf(LEVELS), rel=1e-12)
    triangle = stats.triang(0.25, 2.0, 8.0)
    assert triangular_value(LEVELS, 2.0, 4.0, 10.0) == pytest.approx(triangle.ppf(LEVELS), rel=1e-12)


@pytest.mark.parametrize(
    ("low", "mode", "high"), [(10, 20, 60), (0, 0, 1), (-5, 3, 3), (0.9, 0.95, 0.96), (0.5, 0.9, 1.0)]
)
def test_pert_is_the_scaled_beta(low, mode, high):
    width = high - low
    beta = stats.beta(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, low, width)

    assert pert_value(LEVELS, low, mode, high) == pytest.approx(beta.ppf(LEVELS), rel=1e-6, abs=1e-9 * width)
    assert pert_value(U, low, mode, high).mean() == pytest.approx(
        pert_mean(low, mode, high), rel=1e-4, abs=1e-4
    )


@pytest.mark.parametrize("bounds", [(3, 2, 5), (1, 1, 1), (5, 2, 1)])
def test_pert_out_of_order_is_refused(bounds):
    with pytest.raises(ValueError, match="in order"):
        pert_value(U, *bounds)


def test_triangle_with_the_mode_at_an_end():
    assert triangular_value(LEVELS, 1.0, 1.0, 2.0) == pytest.approx(2 - np.sqrt(1 - LEVELS))
    assert triangular_value(LEVELS, 1.0, 2.0, 2.0) == pytest.approx(1 + np.sqrt(LEVELS))


def test_lognormal_hits_its_tenth_and_ninetieth():
    assert lognormal_value(np.asarray([0.1, 0.5, 0.9]), 80.0, 160.0) == pytest.approx([80, 12800**0.5, 160])


def test_scenarios_are_drawn_with_their_chances():
    number = chosen(U, (0.2, 0.0, 0.5, 0.3, 0.0))

    assert np.bincount(number, minlength=5) / len(U) == pytest.approx([0.2, 0.0, 0.5, 0.3, 0.0], abs=1e-4)
    assert chosen(U, (0.0, 1.0)).min() == 1
