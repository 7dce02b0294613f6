"""The world around the plants: shocks that keep the plan, pulled indices, late capacity."""

from dataclasses import replace

import numpy as np
import pytest
from made_up_case import CASE, PROGRAMME, YEARS, all_fixed, with_quantities

from cellworth.engine.scenarios.draws import central_values
from cellworth.engine.scenarios.market import calm, lead_packs, market, noise, planned_energy

N = 40_000
FOUR_ERRORS = 4.0
CERTAIN = all_fixed(CASE)


def world(case, n=N, seed=0):
    return market(case, central_values(case), noise(seed, np.arange(n), len(case.years)))


def standard_error(values):
    return np.std(values, axis=-1) / np.sqrt(values.shape[-1])


def test_shocked_volume_has_the_plan_as_its_mean_in_every_year():
    volume = world(with_quantities(CERTAIN, programme__shock=0.3)).volume["hatch"]

    assert np.all(np.abs(np.mean(volume, axis=-1) - 1.0) < FOUR_ERRORS * standard_error(volume))
    assert np.all(np.std(volume, axis=-1) > 0.15)


def test_shocks_grow_to_their_lasting_spread_and_persist():
    case = with_quantities(CERTAIN, programme__shock=0.3, programme__persistence=0.7)
    logs = np.log(world(case).volume["hatch"])
    years = np.arange(1, len(YEARS) + 1)

    np.testing.assert_allclose(np.std(logs, axis=-1), 0.3 * np.sqrt(1.0 - 0.7 ** (2 * years)), rtol=0.02)
    wanted = 0.7 * np.std(logs[-2]) / np.std(logs[-1])
    assert np.corrcoef(logs[-2], logs[-1])[0, 1] == pytest.approx(wanted, abs=0.02)


def test_jumps_are_not_in_the_plan():
    case = with_quantities(CERTAIN, programme__jump_rate=0.08, programme__jump_loss=0.3)
    volume = world(case).volume["hatch"]

    assert set(np.unique(volume)) == {0.7, 1.0}
    assert np.mean(volume) == pytest.approx(0.976, abs=FOUR_ERRORS * 0.3 * np.sqrt(0.08 / volume.size))


@pytest.mark.parametrize("weight", [0.0, 0.5, 1.0])
def test_programmes_share_the_market_by_its_weight(weight):
    case = with_quantities(CERTAIN, programme__shock=0.3, programme__market_weight=weight)
    two = replace(case, programmes=(PROGRAMME, replace(PROGRAMME, name="van")))
    logs = [np.log(path[0]) for path in world(two).volume.values()]

    assert np.corrcoef(logs)[0, 1] == pytest.approx(weight, abs=FOUR_ERRORS / np.sqrt(N))


def test_one_more_programme_moves_no_other():
    case = with_quantities(CERTAIN, programme__shock=0.3)
    two = replace(case, programmes=(replace(PROGRAMME, name="van"), PROGRAMME))

    assert np.array_equal(world(two, 64).volume["hatch"], world(case, 64).volume["hatch"])


def test_index_goes_from_the_last_known_price_to_its_level():
    case = with_quantities(CERTAIN, nickel__volatility=0.25, nickel__speed=0.4, nickel__level=16.0)
    price = world(case).index["nickel"]
    since = np.asarray(YEARS) - 2025
    mean = np.log(15.5) * np.exp(-0.4 * since) + np.log(16.0) * (1.0 - np.exp(-0.4 * since))
    variance = 0.25**2 * (1.0 - np.exp(-0.8 * since)) / 0.8

    gap = np.mean(price, axis=-1) - np.exp(mean + variance / 2.0)
    assert np.all(np.abs(gap) < FOUR_ERRORS * standard_error(price))
    np.testing.assert_allclose(np.var(np.log(price), axis=-1), variance, rtol=0.03)


def test_index_without_a_path_keeps_its_last_price():
    case = replace(CERTAIN, index_paths={})

    assert np.all(world(case, 4).index["nickel"] == 15.5)


def test_exchange_rate_has_parity_as_its_mean():
    rate = world(CERTAIN).exchange["EUR"]

    assert np.all(np.abs(np.mean(rate, axis=-1) - 1.0) < FOUR_ERRORS * standard_error(rate))
    spread = np.std(np.log(rate), axis=-1)
    np.testing.assert_allclose(spread, 0.09 * np.sqrt(np.arange(1, len(YEARS) + 1)), rtol=0.02)


def test_material_follows_its_metal_and_its_productivity():
    case = with_quantities(CERTAIN, nickel__volatility=0.25)
    found = world(case, 16)
    since = (np.asarray(YEARS) - 2025)[:, None]

    wanted = 30.0 * (1.0 + 0.2 * (found.index["nickel"] / 15.5 - 1.0)) * 0.98**since
    np.testing.assert_allclose(found.prices["cathode"], wanted, rtol=1e-12)
    np.testing.assert_allclose(found.prices["graphite"], 10.0 * 0.97**since, rtol=1e-12)


def test_announced_plants_come_late_and_not_all():
    found = {
        slip: world(with_quantities(CERTAIN, industry__slip=slip), 1).utilization[:, 0]
        for slip in (0, 0.5, 1)
    }

    announced = np.asarray(CASE.industry_announced)
    for slip, before in ((0, announced), (1, np.concatenate([[0.0], announced[:-1]]))):
        np.testing.assert_allclose(
            found[slip], np.asarray(CASE.industry_energy) / (1.4e9 + 0.6 * before), rtol=1e-12
        )
    assert np.all((found[0] < found[0.5]) & (found[0.5] < found[1]))


def test_plan_has_no_shock():
    still = market(CASE, central_values(CASE), calm(len(YEARS)), shocked=False)

    assert np.all(still.volume["hatch"] == np.sqrt(0.8 * 1.2))
    assert np.all(np.isfinite(still.index["nickel"]))


def test_pack_with_most_energy_leads_and_energy_is_the_mean():
    small = replace(PROGRAMME, name="van", packs=(20_000.0,) * 6, pack=("small",) * 6)
    case = replace(CERTAIN, programmes=(PROGRAMME, small))

    assert lead_packs(case) == ("small", "small", "small", "large", "large", "large")
    assert planned_energy(case)[1][0, 3] == pytest.approx((70.0 * 60.0 + 20.0 * 40.0) / 90.0)
