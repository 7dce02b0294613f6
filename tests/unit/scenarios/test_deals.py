"""Prices of a sale: zone, second bidder, certainty, frontier, ownership after it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_case import CASE, with_quantities
from made_up_paths import made_up_paths
from worked_case import worked_case, worked_paths

from cellworth.engine.scenarios.components import Drawn, components, menu_of
from cellworth.engine.scenarios.deal_table import bidder_results, chance_of_deal, deal_figures
from cellworth.engine.scenarios.deals import Offer, price_of, sale_deal
from cellworth.engine.scenarios.decision import decide
from cellworth.engine.scenarios.frontier import frontier, terms_no_other_beats
from cellworth.engine.scenarios.ownership import ownership_sides, ultimate_error
from cellworth.engine.scenarios.setting import Options, Setting

MONEY = st.floats(-500e6, 500e6)
PAIR = st.tuples(MONEY, MONEY)
FIVE_YEARS = {"agreement_years": 5, "agreement_share": 1.0}


def offer(reservation=100e6, bid=150e6, **changes):
    plain = {
        "bidder": CASE.bidders[0],
        "interest": 1.0,
        "reservation": reservation,
        "bid": bid,
        "sold_for_nothing": -1000e6,
        "discount": 1.0,
        "chances": (0.8, 1.0, 1.0, 1.0),
        "fees": 0.0,
        "reverse_fee": 20e6,
        "damage": 50e6,
        "basis": 0.0,
        "gains_tax": 0.0,
        "failing": reservation - 30e6,
        "overpaid": 0.0,
    }
    return Offer(**{**plain, **changes})


def drawn_of(case, count=256, seed=1):
    paths = made_up_paths(case, None, np.arange(count), seed)
    menu = menu_of(case)
    return menu, Drawn(components(Setting(case, paths), menu))


@pytest.fixture(scope="module")
def made():
    menu, drawn = drawn_of(CASE)
    return menu, drawn, decide(CASE, menu, drawn, None)


def test_price_is_bargained_and_lifted_to_the_second_bidder():
    """S64: 7.8 by bargaining alone, 24.0 with the second bidder."""
    first = offer(-39.92710037078086, 55.58605053406879)
    second = offer(-39.92710037078086, 24.029159851687645)

    assert price_of([first], 0, [0], 0.5) == pytest.approx(7.8294750816)
    assert price_of([first, second], 0, [0, 1], 0.5) == pytest.approx(24.0291598517)
    assert price_of([first, second], 1, [0, 1], 0.5) == pytest.approx(24.0291598517)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=4), st.tuples(MONEY, MONEY), st.floats(0.0, 1.0)
)
def test_one_more_bidder_never_lowers_the_price(pairs, newcomer, power):
    offers = [offer(reservation, bid) for reservation, bid in (*pairs, newcomer)]
    few = list(range(len(pairs)))
    for place in few:
        before = price_of(offers, place, few, power)
        after = price_of(offers, place, [*few, len(pairs)], power)

        assert after >= before - 1e-6
        assert after <= max(offers[place].bid, before) + 1e-6


def test_a_sure_closing_beats_an_unsure_one_at_the_same_price():
    sure, unsure = offer(chances=(1.0,) * 4), offer(chances=(0.6, 1.0, 1.0, 1.0))

    assert sure.certain(140e6) > unsure.certain(140e6)


def test_worth_of_a_bid_and_the_chance_at_which_two_tie():
    """S66: 1000 at 60 % is 828, below 850 at 95 %, which is 836; they tie at 61.9 %."""
    plain = {"sold_for_nothing": 0.0, "failing": 570.0, "fees": 0.0}
    high = offer(0.0, 1000.0, chances=(0.6, 1.0, 1.0, 1.0), **plain)
    low = offer(0.0, 850.0, chances=(0.95, 1.0, 1.0, 1.0), **plain)

    assert high.certain(1000.0) == pytest.approx(828.0)
    assert low.certain(850.0) == pytest.approx(836.0)
    assert high.breakeven(836.0, 1000.0) == pytest.approx(0.6186046512)


def test_sellers_least_price_is_that_of_the_worked_example():
    """S61: handing over is worth 39.9 more than making, so the seller would pay that."""
    case = worked_case(bidder__months=0, bidder__fees=0, money__consent=1)
    menu = menu_of(case)
    options = Options(mid_year=False)
    drawn = Drawn(components(Setting(case, worked_paths(case), options), menu, yearly=False))
    decided = decide(case, menu, drawn, None)

    assert decided.fallback == "keep"
    assert decided.reference.offer.reservation / 1e6 == pytest.approx(-39.9271, abs=1e-3)


def test_at_the_reservation_price_selling_surely_is_as_good_as_the_best_other(made):
    _, drawn, decided = made
    fallback = decided.column(decided.fallback)
    for deal in decided.deals.values():
        for each in deal.offers:
            worth = each.sold_for_nothing + each.discount * (each.net(each.reservation) - each.fees)
            assert worth == pytest.approx(float(np.mean(fallback)), rel=1e-9)
    assert len(drawn) == 256


def test_weights_of_bidders_sum_to_one_and_prices_stay_in_the_zone(made):
    _, _, decided = made
    for deal in decided.deals.values():
        assert sum(deal.weights) == pytest.approx(1.0)
        for each, price in zip(deal.offers, deal.prices, strict=True):
            assert price <= each.bid + 1e-3
            if each.surplus >= 0.0:
                assert price >= each.reservation - 1e-3


def test_a_class_that_never_bids_is_not_signed_with():
    bidders = tuple(replace(entry, interest="never") if k else entry for k, entry in enumerate(CASE.bidders))
    quantities = {**CASE.quantities, "never": replace(CASE.quantities["bidder.interest"], numbers=(0.0,))}
    case = with_quantities(replace(CASE, bidders=bidders, quantities=quantities), bidder__synergy=600e6)
    menu, drawn = drawn_of(case)
    deal = decide(case, menu, drawn, None).reference

    assert deal.has_zone
    assert deal.weights[1] == 0.0


def test_better_funding_never_lowers_the_worth_of_a_deal_that_pays():
    worths = []
    for funding in (0.5, 0.95):
        case = with_quantities(CASE, bidder__funding=funding, bidder__other_bid=0, bidder__synergy=400e6)
        menu, drawn = drawn_of(case)
        decided = decide(case, menu, drawn, None)
        worths.append(float(np.mean(decided.reference.value)))
        assert decided.reference.has_zone
    assert worths[1] > worths[0]


def test_table_of_bidders_is_ranked_by_certain_worth(made):
    menu, drawn, decided = made
    rows = bidder_results(CASE, menu, drawn, decided)

    assert [row.worth_to_us for row in rows] == sorted((row.worth_to_us for row in rows), reverse=True)
    assert all(0.0 <= row.closing_chance <= 1.0 and len(row.movers) <= 3 for row in rows)
    assert all(row.reservation_sd > 0.0 for row in rows)
    assert 0.0 <= chance_of_deal(CASE, drawn, decided.reference) <= 1.0


def test_split_with_the_partner_adds_up(made):
    menu, drawn, decided = made
    found = deal_figures(CASE, menu, drawn, decided)
    parts = [found[f"split_{name}"] for name in ("seller", "partner", "bidder")]

    assert sum(parts) == pytest.approx(found["split_whole"])
    assert found["zone_width"] == pytest.approx(
        max(each.bid for each in decided.reference.offers) - decided.reference.offer.reservation
    )


def test_no_terms_beat_those_on_the_frontier(made):
    _, _, decided = made
    best = terms_no_other_beats(decided)

    assert best
    assert set(best) <= set(decided.deals)


@pytest.mark.parametrize(("rate", "annuity"), [(0.08, 3.9927100371), (0.0, 5.0)])
def test_frontier_rises_by_the_worth_of_the_supply(rate, annuity):
    """S82: 10 USD/kWh on 2 GWh for five years at 8 % is 79.9 in the headline; 100 where money is free."""
    case = worked_case(bidder__months=0, bidder__discount_rate=rate, money__discount_rate=rate)
    supply = tuple(
        replace(entry, **FIVE_YEARS) if entry.kind == "sell" else entry for entry in case.strategies
    )
    case = replace(case, strategies=supply)
    menu = menu_of(case)
    options = Options(mid_year=False)
    drawn = Drawn(components(Setting(case, worked_paths(case), options), menu, yearly=False))
    decided = decide(case, menu, drawn, None)
    found = frontier(case, drawn, decided)
    step = 10.0 * 2e6 * annuity
    for party in ("seller", case.bidders[0].name):
        slope = np.diff(found["headline"]) / np.diff(found[party]) * 10.0
        np.testing.assert_allclose(slope, step, rtol=1e-6)


def test_supply_above_the_market_moves_the_headline_and_not_the_clean_price():
    """S42, no tax: what the seller pays more for supply comes back in the bid of a buyer of the whole."""
    case = worked_case(bidder__months=0, bidder__discount_rate=0.08)
    found = []
    for above in (0.0, 10.0):
        terms = {"price_above_market": above}
        supply = tuple(
            replace(entry, agreement_years=5, agreement_share=1.0, terms=terms)
            if entry.kind == "sell"
            else entry
            for entry in case.strategies
        )
        changed = replace(case, strategies=supply)
        menu = menu_of(changed)
        setting = Setting(changed, worked_paths(changed), Options(mid_year=False))
        deal = decide(changed, menu, Drawn(components(setting, menu, yearly=False)), None).reference
        found.append(deal.offer)
    step = 10.0 * 2e6 * 3.9927100371

    assert found[1].bid - found[0].bid == pytest.approx(step, rel=1e-6)
    assert found[1].reservation - found[0].reservation == pytest.approx(step, rel=1e-6)
    assert found[1].overpaid == pytest.approx(step, rel=1e-6)


def test_ownership_changes_hands(made):
    _, drawn, decided = made
    before, after = ownership_sides(CASE, drawn, decided.reference)
    maker = before.companies.index("maker")
    venture = before.companies.index("venture")

    assert before.shares[maker, venture] == 0.51
    assert before.controller["venture"] == "maker"
    assert before.power["maker"] == {"0.5": 1.0, "0.6667": 0.5}
    assert before.capacity["maker"] == pytest.approx(2e6 + 0.51 * 2e6)
    assert after.controller["venture"] != "maker"
    assert max(ultimate_error(before), ultimate_error(after)) < 1e-12


def test_without_a_sale_ownership_stays():
    menu, drawn = drawn_of(replace(CASE, bidders=()), 64)
    before, after = ownership_sides(CASE, drawn, None)

    assert before is after
    assert menu.sales == ()


def test_a_seller_with_more_power_gets_no_less(made):
    _, drawn, decided = made
    fallback = decided.column(decided.fallback)
    strategy = decided.reference.strategy
    prices = [
        sale_deal(CASE, drawn, strategy, fallback, power).signed_prices[decided.reference.winner]
        for power in (0.0, 0.3, 0.7, 1.0)
    ]

    assert prices == sorted(prices)
