import array_api_strict
import numpy as np
import pytest

from cellworth.strategy.disruption import common_cause_loss, disruption_loss
from cellworth.strategy.equal_range import pack_energy_at_range, range_worth
from cellworth.strategy.partner import (
    partner_flows,
    partnered_cost,
    supplier_stake_cost,
    tolling_price,
)
from cellworth.strategy.scale_circle import (
    loop_gain,
    loop_multiplier,
    unit_cost_scale_elasticity,
    volume_factor,
)
from cellworth.strategy.spillover import captive_saving, pooled_volume
from cellworth.strategy.supplier_score import (
    normalised_score,
    share_first,
    simplex_weights,
    weighted_score,
)
from cellworth.uncertainty.draws import quasi_uniforms

RNG = np.random.default_rng(4)


@pytest.mark.parametrize("seed", range(3))
def test_partner_ledger_sums_to_zero(seed):
    rng = np.random.default_rng(seed)

    flows = partner_flows(*(rng.uniform(0, 100, (20, 5)) for _ in range(6)))

    assert flows.owner_cash + flows.partner_cash + flows.venture_transfer == pytest.approx(
        np.zeros((20, 5)), abs=1e-9
    )


def test_ledger_and_effective_cost_tell_the_same():
    """A venture that pays out all it earns: the owner's cash per kWh is the effective cost."""
    c, p, stake, fee, y = 130.0, 140.4, 0.5, 3.0, 2.0
    one = [np.asarray([[x]]) for x in (p, y, stake, (p - c) * y, 0.0, fee)]

    cash = partner_flows(*one).owner_cash

    assert -cash / y == pytest.approx(
        partnered_cost(*(np.asarray([[x]]) for x in (c, p, stake, fee))), rel=1e-12
    )


def test_forms_of_partnership():
    assert tolling_price(np.asarray([90.0]), np.asarray([1.5]), np.asarray([4.0])) == pytest.approx([64.0])
    held = supplier_stake_cost(np.asarray([150.0]), np.asarray([20.0]), np.asarray([0.2]))
    assert held == pytest.approx([146.0])


def test_a_common_cause_does_not_care_for_the_second_source():
    one = np.asarray([0.1]), np.asarray([0.25]), np.asarray([2.0]), np.asarray([0.4]), np.asarray([60.0])
    rate, duration, demand, recovered, margin = one
    single = disruption_loss(
        rate[:, None], duration[:, None], demand, np.ones((1, 1)), np.zeros((1, 1)), recovered, margin
    )

    assert common_cause_loss(*one) == pytest.approx(single)


def test_multiplier_is_the_sum_of_all_rounds_and_runs_away_at_one():
    gain = np.asarray([0.1125, 0.9, 1.0, 1.5])

    found = loop_multiplier(gain)

    assert found[:2] == pytest.approx([sum(g**n for n in range(400)) for g in gain[:2]])
    assert np.isnan(found[2:]).all()


def test_gain_is_the_slope_of_the_circle():
    """One per cent off the volume comes back as g per cent through unit cost, price and sales."""
    fixed, variable, volume, packs_price, vehicle = 90.0, 95.0, 1.5, 40.0, 30_000.0
    elasticity, passed = np.asarray([2.5]), np.asarray([0.6])
    unit = variable + fixed / volume
    s = unit_cost_scale_elasticity(np.asarray([fixed]), np.asarray([unit]), np.asarray([volume]))
    gain = loop_gain(elasticity, passed, np.asarray([packs_price * unit / vehicle]), s)
    step = 1e-6
    dearer = packs_price * (variable + fixed / (volume * (1 - step)) - unit)

    back = 1 - volume_factor(np.asarray([dearer]), passed, np.asarray([vehicle]), elasticity)

    assert back / step == pytest.approx(gain, rel=1e-4)
    assert volume_factor(np.asarray([500.0]), passed, np.asarray([vehicle]), np.asarray([0.0])) == [1.0]


def test_pack_energy_solves_its_equation_and_refuses_the_impossible():
    given = [np.asarray([x]) for x in (400.0, 0.16, 0.35, 1600.0, 1300.0, 0.95, 0.14)]

    energy = pack_energy_at_range(*given)

    mass = 1300.0 + energy / 0.14
    consumption = 0.16 * (1 + 0.35 * (mass - 1600.0) / 1600.0)
    assert energy * 0.95 / consumption == pytest.approx([400.0])
    too_far = [np.asarray([x]) for x in (9000.0, 0.16, 0.35, 1600.0, 1300.0, 0.95, 0.14)]
    assert np.isnan(pack_energy_at_range(*too_far))
    assert range_worth(np.asarray([20.0]), np.asarray([50.0])) == pytest.approx([1000.0])


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_scores(xp):
    raw = xp.asarray([[[150.0, 0.14, 1.0], [140.0, 0.17, 1.0], [145.0, 0.155, 1.0]]])

    score = normalised_score(raw, higher_is_better=(False, True, True))

    assert np.asarray(score) == pytest.approx(np.asarray([[[0, 0, 1], [1, 1, 1], [0.5, 0.5, 1]]]))
    total = weighted_score(score, xp.asarray([[0.5, 0.25, 0.25]]))
    assert np.asarray(total) == pytest.approx(np.asarray([[0.25, 1.0, 0.625]]))


def test_weights_cover_the_simplex_evenly():
    names = ("a", "b", "c")
    u = quasi_uniforms(0, names, {name: k for k, name in enumerate(names)}, 0, 16_384)

    weight = simplex_weights(u)

    assert weight.sum(axis=1) == pytest.approx(np.ones(16_384))
    assert weight.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.002)
    for level in (0.1, 0.5, 0.8):
        assert (weight > level).mean(axis=0) == pytest.approx([(1 - level) ** 2] * 3, abs=0.005)


def test_equal_suppliers_share_the_first_place():
    weight = simplex_weights(RNG.uniform(0.01, 0.99, (50, 2)))

    assert share_first(np.asarray([[0.5, 0.5], [0.5, 0.5], [0.1, 0.2]]), weight) == pytest.approx(
        [0.5, 0.5, 0.0]
    )


def test_a_plant_that_empties_makes_the_captive_price_rise():
    one = [np.asarray([x]) for x in (90.0, 3.0, 0.75, 0.5, 0.5)]

    assert captive_saving(*one) == pytest.approx([-10.0])
    assert pooled_volume(np.asarray([[1.5, 0.8, 0.4]])) == pytest.approx([2.7])
