"""Draws from a pool of two normal numbers, and evenly spread numbers without a dimension."""

import array_api_strict
import numpy as np
import pytest
from scipy.stats import norm

from cellworth.uncertainty.mixture import mixture_value
from cellworth.uncertainty.padded import padded_uniforms

EVEN = (np.arange(4096) + 0.5) / 4096


def test_pool_inverts_its_own_distribution():
    values = mixture_value(EVEN, 0.3, 90.0, 5.0, 140.0, 20.0)
    chance = 0.3 * norm.cdf(values, 90.0, 5.0) + 0.7 * norm.cdf(values, 140.0, 20.0)

    np.testing.assert_allclose(chance, EVEN, rtol=0, atol=1e-12)
    assert np.all(np.diff(values) > 0.0)


@pytest.mark.parametrize(("weight", "mean", "sd"), [(0.0, 140.0, 20.0), (1.0, 90.0, 5.0)])
def test_pool_of_one_number_is_that_number(weight, mean, sd):
    values = mixture_value(EVEN, weight, 90.0, 5.0, 140.0, 20.0)

    np.testing.assert_allclose(values, norm.ppf(EVEN, mean, sd), rtol=1e-12)


def test_pool_of_certain_numbers_is_one_or_the_other():
    values = mixture_value(EVEN, 0.25, 1.0, 0.0, 0.0, 0.0)

    assert np.mean(np.abs(values) < 1e-12) == 0.75
    assert np.mean(np.abs(values - 1.0) < 1e-12) == 0.25


@pytest.mark.parametrize(("weight", "sd"), [(-0.1, 1.0), (1.1, 1.0), (0.5, -1.0)])
def test_no_pool_is_refused(weight, sd):
    with pytest.raises(ValueError, match="pool"):
        mixture_value(EVEN, weight, 0.0, sd, 1.0, 1.0)


@pytest.mark.parametrize("power", range(4, 15))
def test_the_first_power_of_two_falls_into_equal_slices(power):
    n = 2**power
    found = padded_uniforms(0, "volume", np.arange(n))

    assert np.array_equal(np.sort(np.floor(found * n)), np.arange(n))


def test_two_inputs_are_at_random_to_each_other():
    n = 4096
    points = [padded_uniforms(7, f"input {k}", np.arange(n)) for k in range(12)]
    between = np.corrcoef(points)[np.triu_indices(12, 1)]

    assert np.max(np.abs(between)) < 5.0 / np.sqrt(n)
    assert np.std(between) < 1.5 / np.sqrt(n)


def test_a_number_depends_on_seed_name_and_scenario_alone():
    whole = padded_uniforms(0, "volume", np.arange(1000))

    assert np.array_equal(padded_uniforms(0, "volume", np.arange(500, 510)), whole[500:510])
    assert not np.any(padded_uniforms(1, "volume", np.arange(1000)) == whole)
    assert not np.any(padded_uniforms(0, "price", np.arange(1000)) == whole)


def test_strict_library_gives_the_same_bits():
    number = np.arange(64)
    strict = padded_uniforms(3, "volume", array_api_strict.asarray(number))

    assert np.array_equal(np.asarray(strict), padded_uniforms(3, "volume", number))
