"""Ways in which a sale may come out: chances, limits, and what happens where nobody bids or can pay."""

from dataclasses import replace

import numpy as np
import pytest
from made_up_case import CASE
from made_up_paths import made_up_paths

from cellworth.engine.scenarios.components import Drawn, components, menu_of
from cellworth.engine.scenarios.decision import decide, later_of
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.signing import turnouts

N = 400


def decided(case=CASE, n=N):
    menu = menu_of(case)
    paths = made_up_paths(case, None, np.arange(n), 1)
    drawn = Drawn(components(Setting(case, paths), menu, yearly=False))
    return decide(case, menu, drawn, None)


def interests(case, chance):
    names = {bidder.interest for bidder in case.bidders}
    return replace(
        case,
        quantities=case.quantities
        | {name: replace(case.quantities[name], kind="fixed", numbers=(chance,)) for name in names},
    )


def ways(found):
    return turnouts(found.case, found.drawn, list(found.deals.values()), found.fallback_value)


def test_chances_of_all_ways_sum_to_one():
    found = ways(decided())

    assert len(found) == 2 ** len(CASE.bidders)
    assert sum(way.chance for way in found) == pytest.approx(1.0, abs=1e-12)


def test_where_nobody_bids_a_sale_is_never_best():
    found = decided(interests(CASE, 0.0))
    chance = dict(zip(found.families, found.family_chances(0.0)[0], strict=True))

    assert chance["sell"] == 0.0
    assert sum(chance.values()) == pytest.approx(1.0, abs=1e-12)


def test_the_more_surely_bidders_come_the_likelier_a_sale_is_best():
    def sell(chance):
        found = decided(interests(CASE, chance))
        return dict(zip(found.families, found.family_chances(0.0)[0], strict=True))["sell"]

    assert sell(0.2) <= sell(0.6) <= sell(1.0)


def test_a_seller_that_asks_for_too_much_finds_no_sale():
    found = decided()
    rich = replace(
        found,
        deals={
            name: replace(deal, offers=tuple(replace(offer, reservation=1e15) for offer in deal.offers))
            for name, deal in found.deals.items()
        },
    )

    assert all(np.all(np.isneginf(value)) for way in ways(rich) for value in way.values)


def test_chances_of_strategies_sum_to_those_of_their_families():
    found = decided()
    families, _ = found.family_chances(0.0)
    strategies = found.strategy_chances(0.0)
    for place, family in enumerate(found.families):
        members = [k for k, entry in enumerate(found.strategies) if entry.family == family]
        assert families[place] == pytest.approx(float(np.sum(strategies[members])), abs=1e-12)


def test_too_few_draws_keep_the_price_from_means():
    found = decided(n=16)
    (only,) = ways(found)

    assert only.chance == 1.0
    for value, deal in zip(only.values, found.deals.values(), strict=True):
        np.testing.assert_array_equal(value, deal.value)


def test_where_nobody_bids_waiting_is_worth_what_it_is_without_a_bidder():
    case = interests(CASE, 0.0)
    menu = menu_of(case)
    setting = Setting(case, made_up_paths(case, None, np.arange(N), 1))
    later = later_of(case, menu, Drawn(components(setting, menu, yearly=False)))
    found = decide(case, menu, Drawn(components(setting, menu, later)), later)
    waited = replace(found.waited, leaves=found.waited.leaves - 1e15)
    hopeless = dict(zip(found.families, replace(found, waited=waited).family_chances(0.0)[0], strict=True))

    assert dict(zip(found.families, found.family_chances(0.0)[0], strict=True))["wait"] > 0.0
    assert hopeless["wait"] == 0.0
