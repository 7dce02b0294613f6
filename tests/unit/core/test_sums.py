import array_api_strict
import numpy as np
import pytest

from cellworth.core.sums import TILE, ordered_mean, ordered_sum, tile_sums


@pytest.mark.parametrize("n", [1, 1023, 1024, 1025, 5000])
@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_sum_is_exact_on_whole_numbers(n, xp):
    values = xp.reshape(xp.arange(3 * n, dtype=xp.float64), (n, 3))

    assert np.asarray(ordered_sum(values)).tolist() == np.arange(3 * n).reshape(n, 3).sum(axis=0).tolist()
    assert tile_sums(values).shape == (-(-n // TILE), 3)


def test_bits_do_not_depend_on_layout_or_cut():
    rng = np.random.default_rng(1)
    values = rng.lognormal(0.0, 4.0, (5 * TILE + 17, 3))

    total = ordered_sum(values)

    assert np.array_equal(total, ordered_sum(np.asfortranarray(values)))
    assert np.array_equal(total[1], ordered_sum(values[:, 1]))
    parts = [tile_sums(values[start : start + 2 * TILE]) for start in range(0, len(values), 2 * TILE)]
    merged = np.concatenate(parts)
    running = merged[0]
    for tile in merged[1:]:
        running = running + tile
    assert np.array_equal(total, running)


@pytest.mark.parametrize("n", [1, 2, 3, 64, 100, 513])
def test_few_scenarios_give_the_bits_of_a_tile_filled_up_with_zeros(n):
    values = np.random.default_rng(n).lognormal(0.0, 4.0, (n, 2)) * [1.0, -1.0]
    values = np.concatenate([values, np.full((n, 1), -0.0)], axis=1)
    filled = np.concatenate([values, np.zeros((TILE - n, 3))])

    assert tile_sums(values).tobytes() == tile_sums(filled).tobytes()


def test_weighted_mean():
    values = np.asarray([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]])

    assert ordered_mean(values) == pytest.approx([2.0, 20.0])
    assert ordered_mean(values, np.asarray([1.0, 0.0, 3.0])) == pytest.approx([2.5, 25.0])
