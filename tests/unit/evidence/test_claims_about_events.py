import array_api_strict
import numpy as np
import pytest

from cellworth.evidence.chain import aged_reliability, chain_reliability, signed_reliability
from cellworth.evidence.odds import (
    EventClaims,
    claimed_probability,
    log_likelihood_ratio,
    probability_without,
    tempering,
)
from cellworth.evidence.origins import heard_claims, pooled_weight
from cellworth.evidence.scores import brier_score

FACTOR = 0.5


def claims(xp, rho, origin, source_class):
    return EventClaims(
        signed_reliability=xp.asarray(rho), origin=tuple(origin), source_class=tuple(source_class)
    )


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_the_method_example_from_claims(xp):
    given = claims(xp, [[0.684, 0.63308, -0.095]], ["reuters", "nikkei", "nissan"], ["press", "press", "own"])

    assert np.asarray(tempering(given, FACTOR)).tolist() == [[1.0, 0.5, 1.0]]
    chance = claimed_probability(xp.asarray([0.2]), given, FACTOR)
    assert np.asarray(chance) == pytest.approx([0.6990662851], abs=1e-9)


def test_relays_of_one_origin_are_one_vote():
    given = claims(np, [[0.60, 0.63, 0.70]], ["nikkei", "nikkei", "reuters"], ["press"] * 3)

    assert heard_claims(np.abs(given.signed_reliability), given.origin).tolist() == [[0.0, 1.0, 1.0]]
    assert tempering(given, FACTOR).tolist() == [[0.0, 0.5, 1.0]]


def test_a_removed_claim_lets_its_relay_speak():
    given = claims(np, [[0.60, 0.63]], ["nikkei", "nikkei"], ["press", "press"])

    without = probability_without(np.asarray([0.2]), given, FACTOR)

    alone = [
        claimed_probability(np.asarray([0.2]), claims(np, [[rho]], ["nikkei"], ["press"]), FACTOR)[0]
        for rho in (0.63, 0.60)
    ]
    assert without[0] == pytest.approx(alone, abs=1e-14)
    lone = claims(np, [[0.6]], ["nikkei"], ["press"])
    assert probability_without(np.asarray([0.2]), lone, FACTOR).tolist() == [[0.2]]


def test_no_strength_no_effect_and_sign_flips():
    assert log_likelihood_ratio(np.asarray([0.0, 0.5, -0.5])) == pytest.approx([0.0, np.log(3), -np.log(3)])
    limited = signed_reliability(np.asarray([1.0, -1.0, 0.8]), np.asarray([0.999, 0.999, 0.5]), 0.98)
    assert limited == pytest.approx([0.98, -0.98, 0.4])


def test_ageing():
    fresh = chain_reliability(np.asarray([[0.85, 0.98, 0.95]]))
    aged = aged_reliability(fresh, np.asarray([0.5]), np.asarray([0.5]))

    assert aged == pytest.approx(fresh / 2)
    assert aged_reliability(fresh, np.asarray([30.0]), np.asarray([np.inf])) == pytest.approx(fresh)


@pytest.mark.parametrize("seed", range(5))
def test_weight_grows_with_each_new_origin_only(seed):
    r = np.random.default_rng(seed).uniform(0, 1, (20, 3))

    one = pooled_weight(r[:, :1], ("a",))
    relayed = pooled_weight(r, ("a", "a", "a"))
    apart = pooled_weight(r, ("a", "b", "c"))

    assert relayed == pytest.approx(r.max(axis=1))
    assert (apart >= relayed - 1e-15).all()
    assert (apart >= one - 1e-15).all()


def test_brier():
    assert brier_score(np.asarray([[0.8, 0.3]]), np.asarray([[1.0, 0.0]])) == pytest.approx([0.065])
