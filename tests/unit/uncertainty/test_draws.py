from hashlib import blake2b
from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import kstest

from cellworth.uncertainty.dimensions import dimension_numbers
from cellworth.uncertainty.draws import digital_shift, quasi_uniforms
from cellworth.uncertainty.streams import stream_uniforms

NAMES = ("yield_gap", "supplier_margin", "demand")
NUMBERS = dimension_numbers(NAMES, {})


def test_known_parameters_keep_their_dimension_and_new_ones_take_the_next_free():
    assert NUMBERS == {"yield_gap": 0, "supplier_margin": 1, "demand": 2}
    assert dimension_numbers(("a", "demand", "b"), {"demand": 1, "gone": 0}) == {
        "demand": 1,
        "gone": 0,
        "a": 2,
        "b": 3,
    }
    with pytest.raises(ValueError, match="share"):
        dimension_numbers((), {"a": 1, "b": 1})


@pytest.mark.parametrize("place", [0, 1, 3], ids=["first", "middle", "last"])
def test_an_added_parameter_does_not_reshuffle_the_others(place):
    before = quasi_uniforms(7, NAMES, NUMBERS, 0, 512)
    names = [*NAMES[:place], "added", *NAMES[place:]]

    after = quasi_uniforms(7, names, dimension_numbers(names, NUMBERS), 0, 512)

    kept = [names.index(name) for name in NAMES]
    assert np.array_equal(after[:, kept], before)


@pytest.mark.parametrize(
    "cuts", [[0, 1000, 4096], [0, 1, 2, 3, 4096], [0, 1024, 2048, 4096], [0, 37, 1500, 4096]]
)
def test_any_block_bit_for_bit(cuts):
    whole = quasi_uniforms(3, NAMES, NUMBERS, 0, 4096)

    parts = [quasi_uniforms(3, NAMES, NUMBERS, a, b - a) for a, b in pairwise(cuts)]

    assert np.array_equal(np.concatenate(parts), whole)


def test_every_tile_is_balanced_and_inside():
    """1,024 points of a digital net: each of 1,024 equal slices of each dimension holds one point."""
    points = quasi_uniforms(11, NAMES, NUMBERS, 3 * 1024, 1024)

    assert points.min() > 0.0
    assert points.max() < 1.0
    for column in points.T:
        assert sorted(np.floor(column * 1024).astype(int)) == list(range(1024))


def test_seed_zero_is_a_seed_and_seeds_differ():
    zero, one = (quasi_uniforms(seed, NAMES, NUMBERS, 0, 64) for seed in (0, 1))

    assert not np.array_equal(zero, one)
    assert digital_shift(0, "demand") not in (0, digital_shift(1, "demand"), digital_shift(0, "demand2"))


def test_an_offset_gives_independent_points():
    a = quasi_uniforms(0, NAMES, NUMBERS, 0, 4096)
    b = quasi_uniforms(0, NAMES, NUMBERS, 0, 4096, offset=3)

    assert abs(np.corrcoef(a.T, b.T)[:3, 3:]).max() < 0.01


def test_beyond_the_last_point_is_refused():
    with pytest.raises(ValueError, match="no points"):
        quasi_uniforms(0, NAMES, NUMBERS, 2**32 - 10, 11)


def mixed(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) % 2**64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) % 2**64
    return z ^ (z >> 31)


def test_mixing_is_that_of_splitmix64():
    """First output of SplitMix64 with seed 0, and the same arithmetic on whole numbers of any length."""
    assert mixed(0x9E3779B97F4A7C15) == 0xE220A8397B1DCDAF
    scenario = np.asarray([0, 5, 123_456_789])

    found = stream_uniforms(4, "nickel", scenario, 2)

    key = int.from_bytes(blake2b(b"4\nnickel\n1", digest_size=8).digest(), "big")
    words = [mixed(mixed((n + 1) * 0x9E3779B97F4A7C15 % 2**64) ^ key) for n in scenario.tolist()]
    assert found[:, 1].tolist() == [((w >> 12) + 0.5) / 2**52 for w in words]


def test_streams_are_uniform_uncorrelated_and_steady():
    scenario = np.arange(20_000)
    shocks = stream_uniforms(0, "nickel", scenario, 4)
    other = stream_uniforms(0, "cobalt", scenario, 4)

    assert kstest(shocks[:, 0], "uniform").pvalue > 0.001
    together = np.corrcoef(np.concatenate([shocks, other], axis=1).T)
    assert abs(together - np.eye(8)).max() < 4 / 20_000**0.5
    assert abs(np.corrcoef(shocks[:-1, 0], shocks[1:, 0])[0, 1]) < 4 / 20_000**0.5
    assert np.array_equal(stream_uniforms(0, "nickel", scenario[777:999], 2), shocks[777:999, :2])
