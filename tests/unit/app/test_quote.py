import json
import re
from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from cellworth.app.cell_plants import designed_cell_plants
from cellworth.app.quote import quote
from cellworth.engine.quote.cost import SupplyPlan, full_by_utilization, quote_world, should_cost
from cellworth.engine.quote.levers import levers, worth_paid
from cellworth.engine.quote.result import Money, quote_result
from cellworth.engine.quote.terms import Offer, payments
from cellworth.engine.scenarios.scenario_paths import path_model, scenario_paths
from cellworth.engine.scenarios.suppliers import energy_for_range
from cellworth.io.cases import load_case
from cellworth.io.dimensions import known_dimensions
from cellworth.io.offer_files import quote_rules
from cellworth.io.report_money import report_money
from cellworth.io.strategy_records import strategy_case

DRAWS = 64
YEARS = (1, 2, 3)
VOLUME = np.asarray([2e6, 4e6, 4e6])


@pytest.fixture(scope="module")
def asked():
    return strategy_case(load_case("nissan-aesc-2016"))


@pytest.fixture(scope="module")
def cells(asked):
    return designed_cell_plants(asked.packs, asked.places)


@pytest.fixture(scope="module")
def world(asked, cells):
    return quote_world(asked, cells, asked.suppliers[0], known_dimensions(), DRAWS, 1)


@pytest.fixture
def plan():
    return SupplyPlan(pack="leaf60", place="", years=YEARS, energy=VOLUME, utilization=0.65)


def shipped(name):
    return files("cellworth").joinpath("cases", "offers", f"{name}.toml").read_text(encoding="utf-8")


def changed(folder, old, new, name="lg-chem-2016"):
    text = shipped(name)
    assert old in text
    path = folder / "offer.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_lines_and_cost_are_those_of_the_run(asked, cells):
    """The supplier of the run, asked for all of the demand from the first year on."""
    model = path_model(asked, cells, known_dimensions())
    paths = scenario_paths(asked, model, np.arange(1), 1)
    bought = paths.supply["lg_chem"]["all"]
    one = quote_world(asked, cells, asked.suppliers[0], known_dimensions(), 1, 1)
    reach = energy_for_range(asked, asked.suppliers[0], one.values)
    energy = (np.minimum(paths.demand, bought.available) * reach)[0]
    leads = asked.programmes[0].pack
    first = SupplyPlan(pack=leads[0], place="", years=(0,), energy=energy[:1])
    cost = should_cost(one, first)
    assert cost.full_cost[0] == pytest.approx(bought.full_cost[0, :1], rel=1e-12)
    assert cost.cash_cost[0] == pytest.approx(bought.cash_cost[0, :1], rel=1e-12)


def test_lines_add_up_and_metals_are_a_part(world, plan):
    cost = should_cost(world, plan)
    assert sum(cost.lines.values()) == pytest.approx(cost.full_cost, rel=1e-12)
    assert np.all(cost.cash_cost < cost.full_cost)
    for name, money in cost.metals.items():
        assert np.all(money >= 0.0), name
    assert np.all(sum(cost.metals.values()) < cost.full_cost)


def test_full_use_costs_less(world, plan):
    grid = np.asarray([0.5, 0.65, 1.0])
    full = full_by_utilization(world, plan, grid)
    assert full[1] == pytest.approx(should_cost(world, plan).full_cost, rel=1e-12)
    assert np.all(np.diff(full, axis=0) < 0.0)


def test_price_without_indices_falls_as_said(world, plan):
    paid = payments(world, Offer(plan=plan, price=100.0, fall=0.1, minimum_share=0.5))
    assert paid.price == pytest.approx(np.asarray([[100.0], [90.0], [81.0]]) * np.ones((1, DRAWS)))
    short = np.maximum(0.5 * VOLUME[:, None] - paid.taken, 0.0)
    assert paid.owed == pytest.approx(paid.price * short)


def test_price_follows_an_index_within_the_collar(world, plan):
    level = world.market.index["nickel"][list(YEARS)]
    offer = Offer(plan=plan, price=100.0, shares={"nickel": 0.5}, bases={"nickel": 10.0}, collar=(0.9, 1.2))
    paid = payments(world, offer)
    assert paid.price == pytest.approx(100.0 * np.clip(0.5 + 0.05 * level, 0.9, 1.2))
    assert set(np.unique(paid.within)) <= {0.0, 1.0}


def test_bands_hold_on_the_margin(world, plan):
    wide = replace(plan, energy=VOLUME * 1000.0)
    offer = Offer(plan=wide, price=100.0, bands=((0.0, 1.0), (1e6, 0.9)))
    paid = payments(world, offer)
    expected = (1e6 * 100.0 + (paid.taken - 1e6) * 90.0) / paid.taken
    assert paid.price == pytest.approx(expected)


def test_price_at_the_buyers_door_is_led_back(world, plan):
    works = payments(world, Offer(plan=plan, price=100.0))
    landed = payments(world, Offer(plan=plan, price=float(works.landed[0, 0]), at_buyer=True))
    assert landed.at_works[0, 0] == pytest.approx(100.0)


def test_utilisation_is_found_again(world, plan):
    """A price made of the cost at 80 % use implies 80 %."""
    rules, money = quote_rules(), Money(np.ones(len(YEARS)), 1.0)
    wanted = full_by_utilization(world, plan, np.asarray([0.8]))[0]
    mean = float(np.mean(wanted[0]))
    one = replace(plan, years=YEARS[:1], energy=VOLUME[:1])
    found = quote_result(world, Offer(plan=one, price=mean), rules, Money(np.ones(1), 1.0))
    assert found.breakeven == pytest.approx(0.8, abs=0.005)
    dear = quote_result(world, Offer(plan=plan, price=20.0), rules, money)
    assert np.isnan(dear.implied)
    assert dear.implied_none == 1.0
    assert dear.below_cash == 1.0


def test_counter_offer_is_worth_its_difference(world, plan):
    one = replace(plan, years=YEARS[:1], energy=VOLUME[:1])
    found = quote_result(world, Offer(plan=one, price=200.0), quote_rules(), Money(np.ones(1), 1.0))
    today = 1.08**-1.5
    for end, worth in zip(found.counter, found.counter_worth, strict=True):
        assert worth.mean == pytest.approx((200.0 - end.mean) * VOLUME[0] * today)
    assert found.counter[0].mean > found.cash_cost.mean
    assert found.counter[1].mean > found.full_cost.mean


def test_levers_are_what_is_paid_less(world, plan):
    offer = Offer(plan=plan, price=140.0, minimum_share=0.8, shares={"nickel": 0.2}, bases={"nickel": 8.0})
    cost = should_cost(world, plan)
    found = levers(world, offer, cost, {}, 0.2)
    means = [float(np.mean(each.worth)) for each in found]
    assert means == sorted(means, reverse=True)
    lower = replace(offer, minimum_share=0.6)
    expected = worth_paid(world, offer, payments(world, offer)) - worth_paid(
        world, lower, payments(world, lower)
    )
    taken = next(each for each in found if each.name == "minimum")
    assert taken.worth == pytest.approx(expected)
    assert np.all(taken.worth >= 0.0)


def test_money_of_another_currency_and_year():
    form = load_case("nissan-aesc-2016").form
    yen = report_money(form, "JPY", 2012)
    assert yen.factor(2015) == pytest.approx(101.1 * 229.594 / 237.017)
    euro = report_money(form, "EUR")
    assert euro.factor(2020) == pytest.approx(1.0 / 1.11)
    assert "nominal" in euro.words
    assert "price-279" in euro.words


def test_quote_says_its_money_and_all_parts(cellworth, tmp_path):
    code, out, _ = cellworth(
        "quote", "lg-chem-2016", "--scenarios", DRAWS, "--currency", "EUR", "--out", tmp_path
    )
    assert code == 0
    assert "Money: EUR, nominal" in out
    for heading in (
        "Should-cost",
        "Implied margin",
        "Index exposure",
        "Take or pay",
        "3 levers",
        "Counter-offer",
    ):
        assert heading in out
    assert max(map(len, out.splitlines())) <= 100
    assert re.search(r"\d M€ \(\d+ to \d+ M€\)", out.replace("\N{NO-BREAK SPACE}", " "))
    assert not re.search(r"million EUR|EUR/kWh|\d %", out), "numbers are written as on every page"
    content = json.loads((tmp_path / "quote.json").read_text(encoding="utf-8"))
    assert content["money"]["currency"] == "EUR"
    assert len(content["levers"]) >= 3
    page = (tmp_path / "quote.html").read_text(encoding="utf-8")
    assert "Money: EUR, nominal" in page
    assert not re.search(r"""(?:src|href)=["']?http|url\(""", page), "the page loads nothing"


def test_currencies_differ_by_the_rate_alone():
    dollars, yen = (quote("lg-chem-2016", currency=code, n_draws=DRAWS) for code in ("USD", "JPY"))
    assert yen.result.full_cost.mean == pytest.approx(101.1 * dollars.result.full_cost.mean)
    assert yen.result.margin.mean == pytest.approx(dollars.result.margin.mean)
    assert yen.result.owed_today.mean == pytest.approx(101.1 * dollars.result.owed_today.mean)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('supplier = "lg_chem"', 'supplier = "samsung"', "It has: lg_chem"),
        ('level = "145 USD/kWh"', 'level = "145 EUR/kWh"', "the offer is in USD"),
        ('level = "145 USD/kWh"', "level = 145", "price.level"),
        ("first_year = 2018", "first_year = 2031", "runs from 2017 to 2031"),
        ('base = "11.9 USD/kg"', 'base = "11.9 USD/kWh"', "nickel.base"),
        ("term = 5", "terms = 5", "unknown key 'terms'"),
        ('volume = "0 GWh/year"', 'volume = "1 GWh/year"', "Start the first band at zero"),
    ],
)
def test_flaws_are_told(cellworth, tmp_path, old, new, told):
    code, _, err = cellworth("quote", changed(tmp_path, old, new), "--out", tmp_path)
    assert code == 2
    assert told in err


def test_no_such_offer(cellworth):
    code, _, err = cellworth("quote", "nobody")
    assert code == 2
    assert "lg-chem-2016" in err
