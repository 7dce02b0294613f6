"""Shipped cases as the engine reads them, and what may not be in them."""

import dataclasses
import datetime
import re
import tomllib
from pathlib import Path

import pytest

from cellworth.app.run import evaluate_block
from cellworth.engine.decision_stage import run_decision
from cellworth.engine.scenarios.structure import (
    BidderClass,
    Lane,
    OwnPlant,
    Programme,
    Purchase,
    SupplierCase,
)
from cellworth.io.case_records import decision_inputs
from cellworth.io.cases import case_names, load_case
from cellworth.io.claim_files import claims_known
from cellworth.io.claim_records import event_odds, weighed
from cellworth.io.strategy_records import strategy_case

DATA = Path(__file__).parents[3] / "src" / "cellworth" / "data"
REPORTS = {f"e{k}" for k in range(1, 16)} | {f"h{k}" for k in range(1, 22)}
LATER_NAMES = ("Envision", "GSR", "KKR", "Northvolt", "CATL")


@pytest.fixture(scope="module", params=case_names())
def case(request):
    return strategy_case(load_case(request.param))


@pytest.fixture(scope="module")
def nissan():
    return strategy_case(load_case("nissan-aesc-2016"))


def keys_of(entry, record):
    texts = (
        "name",
        "title",
        "pack",
        "owner",
        "through",
        "place",
        "region",
        "origin",
        "destination",
        "built_pack",
        "currency",
        "country",
        "cause",
        "cell",
        "cell_format",
    )
    other = ("bidder_class", "payer", "payee", "moves_with")
    for field in dataclasses.fields(record):
        value = getattr(entry, field.name)
        if isinstance(value, str) and field.name not in (*texts, *other):
            yield field.name, value
        if field.name == "quoted":
            yield from ((f"quoted {year}", key) for year, key in value.items())


def test_every_key_leads_to_a_quantity(case):
    groups = (
        (Programme, case.programmes),
        (OwnPlant, case.plants),
        (Lane, case.lanes),
        (SupplierCase, case.suppliers),
        (BidderClass, case.bidders),
        (Purchase, case.purchases),
    )
    for record, entries in groups:
        for entry in entries:
            found = dict(keys_of(entry, record))
            assert found, entry
            assert set(found.values()) <= set(case.quantities), (entry.name, found)
    for table in (case.industry, case.learning, case.money, case.currencies):
        assert set(table.values()) <= set(case.quantities)
    for keys in case.index_paths.values():
        assert set(keys) <= set(case.quantities)
    for first, second, _ in case.correlations:
        assert {first, second} <= set(case.quantities)
    for scenario in case.scenarios:
        assert set(scenario.factors) <= set(case.quantities)


def test_the_axis_has_all_years(case):
    assert case.years[0] == case.as_of.year + 1
    assert len(case.years) == 15
    for entry in (*case.programmes, *case.plants, *case.suppliers):
        for field in ("packs", "pack", "share", "energy"):
            assert len(getattr(entry, field, case.years)) == 15
    for path in (case.industry_energy, case.industry_capacity, case.industry_announced):
        assert len(path) == 15
        assert min(path) >= 0.0


def test_shares_and_chances_sum_to_one(case):
    for year in range(15):
        assert sum(plant.share[year] for plant in case.plants) == pytest.approx(1.0, abs=0.005)
    assert sum(scenario.chance for scenario in case.scenarios) == pytest.approx(1.0)


def test_every_quantity_says_where_it_comes_from(case):
    for name, quantity in case.quantities.items():
        assert quantity.name == name
        assert quantity.title, name
        assert quantity.group, name
        assert quantity.grade in "ABCD", name
        assert quantity.origin.source, name
        assert quantity.origin.where, name
        assert quantity.origin.known_from <= case.as_of, name


def test_few_enough_groups_are_uncertain(case):
    assert 15 <= len({q.group for q in case.quantities.values() if q.kind != "fixed"}) <= 30


def test_menu_covers_every_family_and_ends_near_twenty_five(nissan):
    families = {strategy.family for strategy in nissan.strategies}

    assert families == {"make", "partner", "dual", "buy", "sell", "wait"}
    assert {strategy.kind for strategy in nissan.strategies} == {
        "keep",
        "expand",
        "convert",
        "co_owned",
        "licence",
        "tolling",
        "supplier_stake",
        "dual",
        "buy_close",
        "sell",
        "wait",
    }
    assert 22 <= len(nissan.strategies) <= 27
    sales = [strategy for strategy in nissan.strategies if strategy.kind == "sell"]
    assert {strategy.retained for strategy in sales} == {0.0, 0.2, 0.25, 0.34, 0.49}
    assert {(s.agreement_years, s.partner_bought_out) for s in sales} == {
        (5, True),
        (5, False),
        (0, True),
        (0, False),
    }


def test_plants_have_the_fate_of_the_kind_unless_told_otherwise(nissan):
    ways = {strategy.name: strategy.plants for strategy in nissan.strategies}

    assert set(ways["keep"].values()) == {"keep"}
    assert set(ways["buy_close_lg"].values()) == {"close"}
    assert set(ways["sell_0_supply"].values()) == {"sell"}
    assert ways["dual_lg_zama"] == {"zama": "keep", "smyrna": "close", "sunderland": "close"}


def test_ownership_is_that_of_the_day(nissan):
    stakes = {(held.holder, held.company): (held.share, held.votes) for held in nissan.holdings}

    assert stakes["nissan", "aesc"] == (0.51, 0.51)
    assert stakes["nec", "aesc"] == (0.42, 0.42)
    assert stakes["nec_devices", "aesc"] == (pytest.approx(0.07), pytest.approx(0.07))
    assert stakes["nissan", "renault"] == (0.15, 0.0)
    assert ("nissan", "mitsubishi") not in stakes
    assert {plant.name: (plant.owner, plant.through) for plant in nissan.plants} == {
        "zama": ("aesc", ""),
        "smyrna": ("nissan", "nissan_na"),
        "sunderland": ("nissan", "nissan_uk"),
    }


def test_all_statements_of_the_reports_are_claims(nissan):
    claims = {claim.name: claim for claim in nissan.claims}

    assert set(claims) >= REPORTS
    assert {row for name in REPORTS for row in claims[name].rows} == {f"R{k}" for k in range(1, 14)}
    assert claims["h5"].conflict == "e12"
    assert claims["e12"].chain[0] == claims["h5"].chain[0] == "nikkei"


def test_nothing_later_is_known(nissan):
    assert max(claim.known_from for claim in nissan.claims) <= datetime.date(2016, 8, 31)
    assert max(number.known_from for number in nissan.numbers) <= datetime.date(2016, 8, 31)
    told = repr(dataclasses.replace(nissan, claims=()))
    told += repr([(claim.text, claim.value, claim.chain, claim.locator) for claim in nissan.claims])
    for name in LATER_NAMES:
        assert not re.search(rf"\b{name}\b", told), name


def test_the_commitment_on_electrodes_is_weighed_not_believed(nissan):
    minimum = nissan.quantities["purchases.electrodes.minimum"]
    weight, claimed, _, base, _ = minimum.numbers

    assert minimum.claims == ("electrodes_2014",)
    assert claimed == pytest.approx(220_000 * 24)
    assert base < claimed / 3
    assert 0.2 < weight < 0.6


def test_accounts_are_in_dollars(nissan):
    (year,) = nissan.accounts

    assert year.revenue == pytest.approx(36.6e9 / 121.0)
    assert year.operating_profit is None
    assert (year.first, year.last, year.plants) == ((2015, 4), (2016, 3), ("zama",))


def test_shared_numbers_have_one_key(nissan):
    assert len({supplier.margin_high for supplier in nissan.suppliers}) == 1
    assert len({plant.conversion_share for plant in nissan.plants}) == 1
    assert len({supplier.cost_factor for supplier in nissan.suppliers}) == 3


def test_foreign_money_is_counted_in_dollars(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        'name = "mine"\nbase = "nissan-aesc-2016"\n[strategy.money]\n'
        'failure_damage = { low = "1011 million JPY", high = "2022 million JPY" }\n'
    )
    quantity = strategy_case(load_case(path)).quantities["money.failure_damage"]

    assert quantity.unit == "USD"
    assert quantity.numbers == pytest.approx((10e6, 20e6))


def test_start_of_learning_is_what_the_first_decision_finds():
    """The levels of 2017 are stated in the case; this holds them against the calibration."""
    yearly = run_decision(decision_inputs(load_case("nissan-aesc-2016")), evaluate_block)
    at = yearly.years.index(2017)
    stated = load_case("nissan-aesc-2016").form.strategy.learning

    assert stated.conversion_level.value == pytest.approx(
        float(yearly.yearly["conversion_level"][at]), rel=0.05
    )
    assert stated.reject_start.value == pytest.approx(float(yearly.yearly["reject_fraction"][at]), rel=0.05)
    (capital,) = [entry for entry in yearly.calibration if entry.name == "capital_level"]
    assert stated.capital_level.value == pytest.approx(capital.value, rel=0.05)


def test_a_case_of_a_later_day_hears_more():
    form = load_case("nissan-aesc-2016").form
    part = form.strategy

    def chance(day):
        found = claims_known(part, day)
        (sale,) = (odds for odds in event_odds(part.events, weighed(found, day)) if odds.name == "sale")
        return set(found.claims), sale.probability

    now, at_case = chance(datetime.date(2016, 8, 31))
    then, at_notice = chance(datetime.date(2017, 8, 31))
    ended, at_end = chance(datetime.date(2018, 7, 15))
    assert "gsr_2017" not in now
    assert "gsr_2017" in then
    assert "envision_2018" not in ended
    assert at_notice > at_case
    assert at_end < at_case


def test_claims_of_the_library_are_whole():
    for path in (DATA / "claims").glob("*.toml"):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        for name, claim in raw["claims"].items():
            assert set(claim["chain"]) <= set(raw["sources"]), name
            for other in ("superseded_by", "conflict"):
                assert claim.get(other, name) in raw["claims"], name
