"""Own cells that cross between regions pay freight and duty, in every strategy, and no ledger loses them."""

from dataclasses import replace

import numpy as np
import pytest
from made_up_case import CASE, STRATEGIES, YEARS, quantity, strategy, with_quantities
from made_up_paths import made_up_paths

from cellworth.engine.scenarios.case import Lane
from cellworth.engine.scenarios.components import components, menu_of
from cellworth.engine.scenarios.lanes import OWN_WAY, demand_by_region
from cellworth.engine.scenarios.ledger import AUTOMAKER, VENTURE
from cellworth.engine.scenarios.sales import sale_ledger, sell
from cellworth.engine.scenarios.sensitivities import longer
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.strategies import evaluate

FREIGHT, DUTY, TRANSIT = 2.0, 0.03, 36.5
SHARES = {"upper": 0.6, "lower": 0.4}
ONE_PLANT = strategy("north_alone", "make", "keep", plants={"north": "keep", "south": "close"})
MENU = (*STRATEGIES, ONE_PLANT)
PAIR = (STRATEGIES[0], ONE_PLANT)


def regional(shares=SHARES, plants=("upper", "lower"), freight=FREIGHT):
    """The made-up case with its plants and cars in two regions."""
    numbers = {"lane.freight": freight, "lane.duty": DUTY, "lane.transit": TRANSIT}
    extra = {name: quantity(name, "fixed", (value,)) for name, value in numbers.items()}
    programme = CASE.programmes[0]
    regions = {name: (share,) * len(YEARS) for name, share in shares.items()}
    ways = [(a, b) for a in set(plants) for b in shares if a != b]
    return replace(
        CASE,
        quantities=CASE.quantities | extra,
        strategies=MENU,
        programmes=(replace(programme, regions=regions),),
        plants=tuple(replace(p, region=r) for p, r in zip(CASE.plants, plants, strict=True)),
        lanes=tuple(Lane(a, b, *numbers) for a, b in ways),
    )


def setting_of(case, n=64, seed=1):
    return Setting(case, made_up_paths(case, None, np.arange(n), seed))


@pytest.fixture(scope="module")
def setting():
    return setting_of(regional())


def way_paid(run_or_ledger, payer=AUTOMAKER):
    ledger = getattr(run_or_ledger, "ledger", run_or_ledger)
    return ledger.items.get((payer, "X", OWN_WAY), np.zeros((1, 1)))


def test_a_closed_plant_leaves_cars_that_cells_must_cross_to(setting):
    run = evaluate(setting, ONE_PLANT, 1)
    per_energy = FREIGHT + setting.supply("quick", "none").price * (
        DUTY + setting.money("discount_rate")[:, None] * TRANSIT / 365.0
    )
    crossing = np.clip(run.output - SHARES["upper"] * setting.demand, 0.0, SHARES["lower"] * setting.demand)

    assert np.all(way_paid(run)[:, 0] == 0.0)
    assert np.any(crossing[:, 1:] > 0.0)
    np.testing.assert_allclose(way_paid(run)[:, 1:], (crossing * per_energy)[:, 1:], rtol=1e-12)


def test_it_costs_what_it_pays_less_tax(setting):
    with_way, without = evaluate(setting, ONE_PLANT, 1), evaluate(setting_of(CASE), ONE_PLANT, 1)
    discount, opening = setting.discount
    items = with_way.ledger.worth_by_item(AUTOMAKER, discount, opening)
    paid = items[OWN_WAY] * (1.0 - setting.tax)

    assert np.all(paid <= 0.0)
    assert np.mean(paid) < -1e6
    np.testing.assert_allclose(with_way.value - without.value, paid, rtol=1e-9, atol=1e-3)


def test_plants_in_one_region_with_the_cars_pay_nothing():
    case = regional({"upper": 1.0}, ("upper", "upper"))
    whole, plain = setting_of(case), setting_of(CASE)

    for entry in MENU:
        if entry.kind not in ("sell", "wait"):
            assert np.array_equal(evaluate(whole, entry).value, evaluate(plain, entry).value)
    for entry in (e for e in MENU if e.kind == "sell"):
        assert np.array_equal(
            sell(whole, entry, CASE.bidders[0]).base, sell(plain, entry, CASE.bidders[0]).base
        )


def test_plants_that_make_what_their_region_needs_pay_nothing(setting):
    assert not np.any(way_paid(evaluate(setting, STRATEGIES[0]), AUTOMAKER)[:, :1] > 0.0)


def test_a_sold_venture_pays_the_way_to_the_door_and_the_automaker_before():
    case = regional({"upper": 0.1, "lower": 0.9})
    entry = next(each for each in MENU if each.name == "sell")
    ledger = sale_ledger(setting_of(case), entry, case.bidders[0])

    assert np.all(way_paid(ledger)[:, 0] > 0.0)
    assert np.all(way_paid(ledger, VENTURE)[:, 0] == 0.0)
    assert np.all(way_paid(ledger)[:, 1:] == 0.0)
    assert np.any(way_paid(ledger, VENTURE)[:, 1:] > 0.0)
    assert float(np.max(ledger.residual())) < 1e-12


@pytest.mark.parametrize("entry", MENU, ids=lambda each: each.name)
def test_ledgers_close_with_cells_on_the_way(entry):
    setting = setting_of(regional({"upper": 0.2, "lower": 0.8}), 32)
    if entry.kind == "sell":
        for bidder in CASE.bidders:
            assert float(np.max(sell(setting, entry, bidder).residual)) < 1e-12
    elif entry.kind != "wait":
        run = evaluate(setting, entry)
        assert float(np.max(run.ledger.residual())) < 1e-12
        items = run.ledger.worth_by_item(AUTOMAKER, *setting.discount)
        np.testing.assert_allclose(sum(items.values()), run.value, rtol=1e-12)


def test_same_bits_for_any_block():
    case = regional({"upper": 0.2, "lower": 0.8})
    menu = menu_of(case)

    def numbers(block):
        parts = [
            components(
                Setting(case, made_up_paths(case, None, np.arange(first, min(first + block, 96)), 0)), menu
            )
            for first in range(0, 96, block)
        ]
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    whole, cut = numbers(96), numbers(25)
    assert whole
    assert all(np.array_equal(whole[name], cut[name]) for name in whole)


def test_programmes_count_by_their_planned_energy():
    case = regional()
    first = case.programmes[0]
    second = replace(first, packs=tuple(3.0 * n for n in first.packs), regions={"lower": (1.0,) * len(YEARS)})
    found = demand_by_region(replace(case, programmes=(first, second)))

    np.testing.assert_allclose(found["upper"], 0.25 * SHARES["upper"])
    np.testing.assert_allclose(found["lower"], 0.25 * SHARES["lower"] + 0.75)


def test_a_longer_horizon_keeps_its_regions():
    assert demand_by_region(longer(regional(), 3))["upper"].shape == (len(YEARS) + 3,)


def test_plants_that_stay_bear_what_lasts_of_a_closed_one(setting):
    both, alone = (evaluate(setting, e, 1).ledger.items["J", "X", "fixed cost of plants"] for e in PAIR)
    north, south = (setting.plant_years(plant, "all") for plant in setting.case.plants)

    np.testing.assert_allclose(both, north.fixed + south.fixed, rtol=1e-12)
    np.testing.assert_allclose(alone[:, 1:], (north.fixed + south.lasting)[:, 1:], rtol=1e-12)
    assert np.all(south.lasting > 0.0)


def test_what_lasts_ends_with_the_last_plant(setting):
    ledger = evaluate(setting, next(e for e in MENU if e.name == "buy"), 1).ledger

    assert np.all(ledger.items["J", "X", "fixed cost of plants"][:, 1:] == 0.0)


def test_a_supplier_that_fills_a_gap_costs_its_qualification_once():
    setting = setting_of(with_quantities(regional(), programme__contribution=20_000.0))
    ledger = evaluate(setting, ONE_PLANT, 1).ledger
    paid, bought = ledger.items["A", "X", "new source"], ledger.items["A", "S", "bought cells"]
    came = np.any(bought > 0.0, axis=1)
    first = np.argmax(bought > 0.0, axis=1)

    assert 0.0 < np.mean(came) <= 1.0
    assert np.all(np.sum(paid > 0.0, axis=1) == came)
    np.testing.assert_allclose(paid[came, first[came]], setting.money("switching_cost")[0], rtol=1e-12)


def test_a_gap_too_small_for_a_new_supplier_is_not_built(setting):
    dear = with_quantities(setting.case, money__switching_cost=1e12)
    run = evaluate(setting_of(dear), ONE_PLANT, 1)

    assert not np.any(run.ledger.items.get(("A", "S", "bought cells"), 0.0))
    short = np.maximum(setting.demand - run.output, 0.0) * setting.contribution
    np.testing.assert_allclose(run.ledger.items["A", "X", "vehicles not built"], short, rtol=1e-9, atol=1e-3)
