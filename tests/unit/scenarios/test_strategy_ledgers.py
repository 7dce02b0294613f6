"""Ledgers of strategies: the worked example of the method, conservation in any draw, and plain laws."""

from dataclasses import replace

import numpy as np
import pytest
from made_up_case import CASE, STRATEGIES, with_quantities
from made_up_paths import made_up_paths
from worked_case import PRICE, worked_case, worked_paths

from cellworth.engine.scenarios.breakevens import supply_breakeven
from cellworth.engine.scenarios.components import Drawn, components, menu_of
from cellworth.engine.scenarios.decision import decide
from cellworth.engine.scenarios.ledger import AUTOMAKER, FULL, OWNERS, PARTNER, Ledger
from cellworth.engine.scenarios.sales import sell
from cellworth.engine.scenarios.setting import Options, Setting
from cellworth.engine.scenarios.strategies import evaluate
from cellworth.strategy.closing import ClosureCosts, closure_cash_cost

MILLION = 1e6
PLAIN = [entry for entry in STRATEGIES if entry.kind not in ("sell", "wait")]
SALES = [entry for entry in STRATEGIES if entry.kind == "sell"]
YEAR_END = Options(mid_year=False)
MAKE, BUY_AND_CLOSE, BUY_AFTER_TRANSFER, INDIFFERENT = 1197.8130, 1237.8859, 1157.8859, 139.9817
"""S40 and S41, in millions and USD/kWh."""


def named(case, name):
    return next(entry for entry in case.strategies if entry.name == name)


def worth(case, name, paths=None, options=YEAR_END):
    found = evaluate(Setting(case, paths or worked_paths(case), options), named(case, name))
    return float(found.value[0]) / MILLION


@pytest.mark.parametrize("owner", ["maker", "venture"])
def test_worth_of_making_is_that_of_the_worked_example(owner):
    assert worth(worked_case(owner), "keep") == pytest.approx(-MAKE, abs=1e-3)


def test_buying_and_closing_is_that_of_the_worked_example():
    assert worth(worked_case(), "buy") == pytest.approx(-BUY_AND_CLOSE, abs=1e-3)


def test_handing_over_for_nothing_is_that_of_the_worked_example():
    case = worked_case()
    found = sell(Setting(case, worked_paths(case), YEAR_END), named(case, "sell"), case.bidders[0])

    assert float(found.base[0]) / MILLION == pytest.approx(-BUY_AFTER_TRANSFER, abs=1e-3)


def test_supply_price_at_which_closing_pays_is_that_of_the_worked_example():
    case = replace(worked_case(), bidders=())
    menu, paths = menu_of(case), worked_paths(case)
    drawn = Drawn(components(Setting(case, paths, YEAR_END), menu, yearly=False))
    decided = decide(case, menu, drawn, None)
    tie = supply_breakeven(case, menu, decided, paths, YEAR_END)

    assert tie.today == pytest.approx(145.0)
    assert tie.price == pytest.approx(INDIFFERENT, abs=0.02)
    assert tie.by_draw == pytest.approx(INDIFFERENT, abs=0.02)


@pytest.mark.parametrize(("stake", "cost", "price", "effective"), [(0.51, 220.0, 200.0, 210.2)])
def test_an_owner_pays_its_share_of_cost_and_the_rest_at_the_transfer_price(stake, cost, price, effective):
    held = [
        replace(entry, share=s) for entry, s in zip(worked_case().holdings, (stake, 1.0 - stake), strict=True)
    ]
    case = replace(worked_case("venture", money__transfer_markup=price / cost - 1.0), holdings=tuple(held))
    paths = worked_paths(case, variable=cost, fixed=0.0)
    run = evaluate(Setting(case, paths, YEAR_END), named(case, "keep"))

    np.testing.assert_allclose(run.cash[0], -2e6 * effective, rtol=1e-12)
    partner = run.ledger.yearly[PARTNER][0]
    np.testing.assert_allclose(partner, 2e6 * (1.0 - stake) * (price - cost), rtol=1e-12)


def test_closing_costs_what_the_kernel_says():
    changes = {
        "money__tax_rate": 0.3,
        "plant__book_value": 200e6,
        "plant__salvage": 25e6,
        "money__loss_use": 0.5,
    }
    case = worked_case(**changes)
    paths = worked_paths(case, capital=400e6)
    run = evaluate(Setting(case, paths, YEAR_END), named(case, "buy"))
    one = np.ones(1)
    costs = ClosureCosts(
        severance=80e6 * one,
        remediation=0 * one,
        contract_exit=0 * one,
        loan_recall=0 * one,
        clawback=0 * one,
        salvage=25e6 * one,
        working_capital=0 * one,
        book_value=200e6 * one,
    )
    wanted = closure_cash_cost(costs, np.asarray([0.3]), np.asarray([0.5]))
    paid = sum(amount for payer, _, _, at, amount in run.ledger.items_once if payer == "J" and at == 0)

    assert float(run.ledger.once[AUTOMAKER][0][0]) == pytest.approx(-float(wanted[0]), rel=1e-12)
    assert float(paid[0]) != 0.0


@pytest.fixture(scope="module", params=[0, 7])
def setting(request):
    return Setting(CASE, made_up_paths(CASE, None, np.arange(256), request.param))


@pytest.mark.parametrize(
    "strategy", [s for s in STRATEGIES if s.kind not in ("sell", "wait")], ids=lambda s: s.name
)
@pytest.mark.parametrize("start", [None, 0, 3, 99])
def test_transfers_sum_to_zero_and_the_venture_hands_on_all(setting, strategy, start):
    run = evaluate(setting, strategy, start)

    assert float(np.max(run.ledger.residual())) < 1e-12
    by_item = run.ledger.worth_by_item(AUTOMAKER, *setting.discount)
    np.testing.assert_allclose(sum(by_item.values()), run.value, rtol=1e-12)


@pytest.mark.parametrize("strategy", SALES, ids=lambda s: s.name)
@pytest.mark.parametrize("start", [None, 0, 3, 99])
def test_transfers_of_a_sale_sum_to_zero(setting, strategy, start):
    for bidder in CASE.bidders:
        found = sell(setting, strategy, bidder, start)

        assert float(np.max(found.residual)) < 1e-12


def test_a_sale_beyond_the_last_year_is_keeping(setting):
    for strategy in SALES:
        kept = evaluate(setting, replace(named(CASE, "keep"), supplier=strategy.supplier))
        found = sell(setting, strategy, CASE.bidders[0], 99)

        np.testing.assert_allclose(found.base, kept.value, rtol=1e-12)
        np.testing.assert_array_equal(found.to_bidder, 0.0)


def test_a_strategy_beyond_the_last_year_is_keeping(setting):
    for strategy in PLAIN:
        kept = evaluate(setting, replace(named(CASE, "keep"), supplier=strategy.supplier)).value
        np.testing.assert_allclose(evaluate(setting, strategy, 99).value, kept, rtol=1e-12)


def test_a_ledger_with_a_lost_flow_is_seen():
    ledger = Ledger((2, 3))
    ledger.pay("A", "J", "cells", np.full((2, 3), 10.0))
    ledger.yearly["J"] = ledger.yearly["J"] - 1.0

    assert float(np.max(ledger.residual())) > 0.05


def test_a_partner_gets_nothing_of_plants_that_are_not_the_ventures():
    case = worked_case("maker", money__transfer_markup=0.1)
    run = evaluate(Setting(case, worked_paths(case)), named(case, "keep"))

    assert float(run.partner_value[0]) == 0.0


def test_a_dearer_supplier_makes_buying_worse_and_leaves_keeping(setting):
    dearer = Setting(CASE, setting.paths, Options(price_shift=10.0))

    assert np.all(evaluate(dearer, named(CASE, "buy")).value < evaluate(setting, named(CASE, "buy")).value)


def test_vehicles_that_earn_their_cells_are_better_built():
    case = worked_case(programme__contribution=1.01 * 40.0 * PRICE)
    short = worked_paths(case)
    nothing = {
        name: replace(path, available=0.0 * path.price) for name, path in short.supply["quick"].items()
    }
    starved = replace(short, supply={"quick": nothing})

    assert worth(case, "buy", starved) < worth(case, "buy", short)
    assert worth(worked_case(), "buy", starved) == pytest.approx(-80.0), "only closing is paid"


def test_what_the_vehicles_bring_is_the_same_for_all():
    free, paid = worked_case(), worked_case(programme__contribution=8000.0)
    brought = [
        worth(paid, name, worked_paths(paid)) - worth(free, name, worked_paths(free))
        for name in ("keep", "buy")
    ]
    yearly = 8000.0 / 40.0 * 2.0e6 / MILLION
    assert brought == pytest.approx([yearly * sum(1.08**-year for year in range(1, 6))] * 2)


def test_dual_sourcing_keeps_what_it_does_not_buy(setting):
    dual = named(CASE, "dual")
    kept, bought = (evaluate(setting, named(CASE, name)).output for name in ("keep", "dual"))

    assert np.all(bought[:, 0] == kept[:, 0])
    wanted = np.minimum(setting.demand * (1.0 - dual.supplier_share), kept)
    np.testing.assert_allclose(bought[:, 1:], wanted[:, 1:], rtol=1e-12)


def test_higher_rates_make_costs_weigh_less(setting):
    higher = Setting(CASE, setting.paths, Options(rate_shift=0.02))

    assert np.all(evaluate(higher, named(CASE, "keep")).value > evaluate(setting, named(CASE, "keep")).value)


def test_a_commitment_that_stays_is_paid_when_nothing_is_made():
    case = with_quantities(CASE, purchase__minimum=1e6, purchase__price=30.0)
    paths = made_up_paths(case, None, np.arange(8), 0)
    bare = replace(case, purchases=())
    for name in ("buy", "keep"):
        with_it = evaluate(Setting(case, paths), named(case, name)).value
        without = evaluate(Setting(bare, paths), named(bare, name)).value
        assert np.all(with_it <= without)
    lost = (
        evaluate(Setting(bare, paths), named(bare, "buy")).value
        - evaluate(Setting(case, paths), named(case, "buy")).value
    )
    assert np.all(lost > 0.0)


@pytest.mark.parametrize("name", ["keep", "buy", "dual"])
def test_a_shorter_ledger_says_the_same_worth_and_cannot_be_checked(name):
    setting = Setting(CASE, made_up_paths(CASE, None, np.arange(64), 1))
    whole, short = (evaluate(setting, named(CASE, name), books=books) for books in (FULL, OWNERS))

    assert np.array_equal(whole.value, short.value)
    assert np.array_equal(whole.partner_value, short.partner_value)
    assert not short.ledger.items
    with pytest.raises(ValueError, match="cannot be checked"):
        short.ledger.residual()


def test_volumes_of_one_size_share_what_they_invest():
    setting = Setting(CASE, made_up_paths(CASE, None, np.arange(64), 1))
    plant = CASE.plants[0]
    paths = setting.paths.own[plant.name]
    paths["twin"] = replace(paths["all"], output=paths["all"].output / 2.0)
    paths["other"] = replace(paths["all"], capital=2.0 * paths["all"].capital)

    whole, twin, other = (setting.plant_years(plant, name) for name in ("all", "twin", "other"))

    assert twin.investment is whole.investment
    assert not np.array_equal(other.write_off, whole.write_off)
