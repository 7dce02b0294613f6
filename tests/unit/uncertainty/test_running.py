import array_api_strict
import numpy as np
import pytest

from cellworth.uncertainty.running import merged_moments, tile_moments

VALUES = np.random.default_rng(2).lognormal(3.0, 2.0, (10_000, 3))


def in_blocks(values, block):
    return {first: tile_moments(values[first : first + block]) for first in range(0, len(values), block)}


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_mean_and_spread(xp):
    found = merged_moments({0: tile_moments(xp.asarray(VALUES))})

    assert float(found.n_scenarios) == 10_000
    assert np.asarray(found.running_mean) == pytest.approx(VALUES.mean(axis=0), rel=1e-13)
    assert np.asarray(found.running_sd) == pytest.approx(VALUES.std(axis=0, ddof=1), rel=1e-12)
    assert np.asarray(found.mean_error) == pytest.approx(VALUES.std(axis=0, ddof=1) / 100, rel=1e-12)


@pytest.mark.parametrize("block", [1024, 4096, 8192, 9216])
def test_same_bits_for_any_block_in_any_order(block):
    whole = merged_moments(in_blocks(VALUES, 10_240))
    parts = in_blocks(VALUES, block)

    found = merged_moments(dict(reversed(parts.items())))

    for name in ("running_mean", "running_sd", "mean_error"):
        assert np.array_equal(getattr(found, name), getattr(whole, name))


def test_offset_does_not_cancel():
    found = merged_moments(in_blocks(VALUES[:, 0] * 0.001 + 1e9, 2048))

    assert found.running_sd == pytest.approx((VALUES[:, 0] * 0.001 + 1e9).std(ddof=1), rel=1e-6)


def test_a_missing_block_is_refused():
    parts = in_blocks(VALUES, 2048)
    del parts[4096]

    with pytest.raises(ValueError, match="6144 after 4096"):
        merged_moments(parts)
    with pytest.raises(ValueError, match="follow on tiles"):
        merged_moments(in_blocks(VALUES, 1500))


def test_one_scenario_has_no_spread():
    found = merged_moments({0: tile_moments(np.asarray([[4.0]]))})

    assert found.running_mean.tolist() == [4.0]
    assert np.isnan(found.running_sd).all()
