import array_api_strict
import numpy as np
import pytest

from cellworth.core.record import replace
from cellworth.evidence.numbers import (
    NumberClaims,
    PoolLimits,
    claim_weight,
    linear_pool,
    mean_without,
)
from cellworth.evidence.precision import stated_precision

LIMITS = PoolLimits(unconfirmed_most=0.7, base_least=0.05)


def given(xp=np, mean=(145.0,), sd=(10.0,), reliability=(0.6,), origin=("nikkei",), confirmed=(False,)):
    return NumberClaims(
        base_mean=xp.asarray([200.0]),
        base_sd=xp.asarray([30.0]),
        claim_mean=xp.asarray([list(mean)]),
        claim_sd=xp.asarray([list(sd)]),
        reliability=xp.asarray([list(reliability)]),
        origin=tuple(origin),
        confirmed=tuple(confirmed),
    )


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_the_method_example_from_claims(xp):
    pooled = linear_pool(given(xp), LIMITS)

    assert np.asarray(pooled.pooled_mean) == pytest.approx([167.0])
    assert np.asarray(pooled.pooled_sd) == pytest.approx([33.8526217596])


def test_press_cannot_narrow_but_confirmation_can():
    press = linear_pool(given(reliability=(0.95,)), LIMITS)
    known = linear_pool(given(reliability=(0.95,), confirmed=(True,)), LIMITS)
    sure = linear_pool(given(reliability=(1.0,), confirmed=(True,)), LIMITS)

    assert press.claim_weight.tolist() == [[pytest.approx(0.7)]]
    assert press.pooled_sd[0] > 30.0
    assert known.claim_weight[0, 0] == pytest.approx(0.95)
    assert known.pooled_sd[0] < 30.0
    assert sure.claim_weight[0, 0] == pytest.approx(0.95)


def test_groups_share_the_weight_by_reliability():
    several = given(
        mean=(145.0, 146.0, 180.0),
        sd=(10.0, 10.0, 5.0),
        reliability=(0.4, 0.3, 0.2),
        origin=("nikkei", "nikkei", "reuters"),
        confirmed=(False, False, False),
    )

    weight = claim_weight(several, LIMITS)

    together = 1 - 0.6 * 0.8
    assert weight[0] == pytest.approx([together * 0.4 / 0.6, 0.0, together * 0.2 / 0.6])


def test_loose_claims_stay_below_their_limit_beside_a_confirmed_one():
    mixed = given(
        mean=(145.0, 180.0),
        sd=(10.0, 5.0),
        reliability=(0.95, 0.05),
        origin=("nikkei", "filing"),
        confirmed=(False, True),
    )

    weight = claim_weight(mixed, LIMITS)

    assert weight[0, 0] == pytest.approx(0.7)
    assert weight[0, 1] == pytest.approx(0.95 * 0.05)


def test_leave_one_out():
    several = given(
        mean=(145.0, 190.0),
        sd=(10.0, 10.0),
        reliability=(0.5, 0.4),
        origin=("a", "a"),
        confirmed=(False, False),
    )

    without = mean_without(several, LIMITS)

    assert without[0] == pytest.approx([0.6 * 200 + 0.4 * 190, 0.5 * 200 + 0.5 * 145])


def test_mean_and_spread_are_those_of_the_mixture():
    several = given(
        mean=(145.0, 260.0),
        sd=(10.0, 20.0),
        reliability=(0.5, 0.3),
        origin=("a", "b"),
        confirmed=(False, False),
    )
    pooled = linear_pool(several, LIMITS)
    w = pooled.claim_weight[0]
    rng = np.random.default_rng(0)
    n = 400_000
    which = rng.choice(3, n, p=[1 - w.sum(), *w])
    draws = rng.normal(np.asarray([200.0, 145.0, 260.0])[which], np.asarray([30.0, 10.0, 20.0])[which])

    assert pooled.pooled_mean[0] == pytest.approx(draws.mean(), abs=4 * draws.std() / n**0.5)
    assert pooled.pooled_sd[0] == pytest.approx(draws.std(), rel=0.01)


def test_nothing_reliable_leaves_the_base():
    silent = replace(given(), reliability=np.asarray([[0.0]]))

    pooled = linear_pool(silent, LIMITS)

    assert pooled.pooled_mean.tolist() == [200.0]
    assert pooled.pooled_sd.tolist() == [30.0]


def test_precision_of_a_round_figure():
    assert stated_precision(np.asarray([1.0]), np.asarray([0.5]), np.asarray([0.0])) == pytest.approx(
        [0.28867513]
    )
