import array_api_strict
import numpy as np
import pytest

from cellworth.deal.ownership.control import control
from cellworth.deal.ownership.integrated import gross_worth, outside_worth, ownership
from cellworth.deal.ownership.voting import banzhaf_power, blocks_resolution, shapley_shubik_power


def random_holdings(seed, n=6):
    """Holdings with circles; every company keeps some outside holders."""
    rng = np.random.default_rng(seed)
    holding = rng.uniform(0, 1, (n, n)) * (1 - np.eye(n)) * (rng.uniform(0, 1, (n, n)) < 0.5)
    total = holding.sum(axis=0)
    return (holding / np.where(total > 0, total, 1) * rng.uniform(0, 0.95, n))[None, :, :]


@pytest.mark.parametrize("seed", range(6))
def test_shares_of_outside_holders_sum_to_one_and_nothing_counts_twice(seed):
    found = ownership(random_holdings(seed))
    own = np.random.default_rng(seed).uniform(1, 100, (1, 6))

    gross = gross_worth(found.multiplier, own)

    assert found.ultimate_share.sum(axis=1) == pytest.approx(np.ones((1, 6)))
    assert np.all(found.ultimate_share >= -1e-12)
    assert outside_worth(found.outside_share, gross).sum() == pytest.approx(own.sum())
    assert gross.sum() >= own.sum() - 1e-9
    assert np.all(found.look_through <= found.raw_share + 1e-12)
    assert found.look_through.max() <= 1.0 + 1e-12


@pytest.mark.parametrize("seed", range(3))
def test_raw_share_is_the_sum_over_all_paths(seed):
    holding = random_holdings(seed)[0]
    paths, total = holding.copy(), holding.copy()
    for _ in range(3000):
        paths = paths @ holding
        total = total + paths

    assert ownership(holding[None]).raw_share[0] == pytest.approx(total, abs=1e-9)


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_control_passes_down_a_chain_and_adds_up(xp):
    """A holds 60% of B and 30% of C, B holds 30% of C, C holds 51% of D: A controls them all."""
    votes = xp.asarray([[[0, 0.6, 0.3, 0], [0, 0, 0.3, 0], [0, 0, 0, 0.51], [0, 0, 0, 0.0]]])

    found = control(votes, xp.zeros_like(votes))

    assert np.asarray(found.controls)[0].tolist() == [[1, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]]
    assert np.asarray(found.controlled_votes)[0, 0] == pytest.approx([0, 0.6, 0.6, 0.51])


def test_half_is_not_control_and_a_contract_is():
    votes = np.asarray([[[0.0, 0.5, 0.0], [0.0, 0.0, 0.9], [0.0, 0.0, 0.0]]])
    licence = np.zeros((1, 3, 3))

    assert control(votes, licence).controls[0, 0].tolist() == [1, 0, 0]
    licence[0, 0, 1] = 1.0
    assert control(votes, licence).controls[0, 0].tolist() == [1, 1, 1]


def test_controls_in_a_circle_end():
    votes = np.asarray([[[0.0, 0.6, 0.0], [0.0, 0.0, 0.6], [0.6, 0.0, 0.0]]])

    assert control(votes, np.zeros_like(votes)).controls.tolist() == np.ones((1, 3, 3)).tolist()


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_power_is_not_the_share(xp):
    votes, quota = xp.asarray([[51.0, 42.0, 7.0], [40.0, 40.0, 20.0]]), xp.asarray([50.0001, 50.0001])

    assert np.asarray(banzhaf_power(votes, quota)).tolist() == [[1.0, 0.0, 0.0], [1 / 3, 1 / 3, 1 / 3]]
    assert np.asarray(shapley_shubik_power(votes, quota)) == pytest.approx(
        np.asarray([[1, 0, 0], [1 / 3] * 3])
    )
    assert np.asarray(blocks_resolution(votes, quota)).tolist() == [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]


@pytest.mark.parametrize("seed", range(4))
def test_power_sums_to_one_and_more_votes_never_mean_less(seed):
    votes = np.sort(np.random.default_rng(seed).uniform(1, 50, (8, 5)), axis=1)
    quota = votes.sum(axis=1) * 0.6

    for index in (banzhaf_power, shapley_shubik_power):
        power = index(votes, quota)
        assert power.sum(axis=1) == pytest.approx(np.ones(8))
        assert np.all(np.diff(power, axis=1) >= -1e-12)


def test_out_of_reach_or_too_many():
    assert np.isnan(banzhaf_power(np.asarray([[1.0, 1.0]]), np.asarray([3.0]))).all()
    with pytest.raises(ValueError, match="13 holders"):
        banzhaf_power(np.ones((1, 13)), np.asarray([7.0]))
