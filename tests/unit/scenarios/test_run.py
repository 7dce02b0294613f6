"""The whole decision under uncertainty on made-up paths: identities, bits, laws of the answer."""

from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest
from made_up_case import CASE, STRATEGIES, all_fixed, with_quantities
from made_up_paths import made_up_paths

from cellworth.engine.executors import ALONE, Workers
from cellworth.engine.scenarios.breakevens import supply_breakeven
from cellworth.engine.scenarios.case import AccountYear
from cellworth.engine.scenarios.components import Drawn, Later, components, menu_of
from cellworth.engine.scenarios.deals import signed_value
from cellworth.engine.scenarios.decision import decide, later_of
from cellworth.engine.scenarios.drawn_deals import drawn_offers
from cellworth.engine.scenarios.draws import dependence
from cellworth.engine.scenarios.first_pass import first_scenarios
from cellworth.engine.scenarios.parts import Apart, short_menu
from cellworth.engine.scenarios.run import run_strategies
from cellworth.engine.scenarios.sensitivities import halved_reliability, longer
from cellworth.engine.scenarios.setting import Options, Setting

WORDS = (("clear", 0.95), ("strong", 0.8), ("likely", 0.65), ("leaning", 0.5), ("open", 0.0))


def run(case=CASE, n=1500, seed=1, **given):
    return run_strategies(
        case,
        None,
        words=WORDS,
        n_scenarios=n,
        seed=seed,
        paths_of=made_up_paths,
        model_of=lambda changed, model: None,  # noqa: ARG005
        **{"workers": ALONE, **given},
    )


@pytest.fixture(scope="module")
def result():
    return run()


def leaves(entry, place=""):
    """Every number, array and text of a result by its place; what the clock said is left out."""
    if is_dataclass(entry) and not isinstance(entry, type):
        for item in fields(entry):
            if item.name not in ("seconds", "case"):
                yield from leaves(getattr(entry, item.name), f"{place}.{item.name}")
    elif isinstance(entry, dict):
        for key, value in entry.items():
            yield from leaves(value, f"{place}.{key}")
    elif isinstance(entry, tuple):
        for number, value in enumerate(entry):
            yield from leaves(value, f"{place}.{number}")
    else:
        yield place, entry


def same(first, second):
    if isinstance(first, np.ndarray) and first.dtype.kind == "f":
        return np.array_equal(first, second, equal_nan=True)
    if isinstance(first, np.ndarray):
        return np.array_equal(first, second)
    return first == second or (first != first and second != second)


@pytest.mark.parametrize(
    "given", [{"block": 512}, {"block": 100}, {"workers": Workers(count=2), "block": 256}]
)
def test_same_bits_for_any_block_and_workers(result, given):
    other = dict(leaves(run(**given)))
    for place, value in leaves(result):
        assert same(value, other[place]), place


class Kept:
    """Holds the first scenarios, as a stopped run leaves them."""

    answers = None

    def __init__(self, known=None):
        self.known, self.asked = known or {}, 0

    def taken(self):
        return self.known

    def keep(self, outputs, stop):
        self.asked += 1
        self.known = {name: array[:stop].copy() for name, array in outputs.items()}


def test_same_bits_behind_the_scenarios_of_a_stopped_run(result):
    whole = Kept()
    run(store=whole, block=100)
    first = Kept({name: array[:1324] for name, array in whole.known.items()})
    other = dict(leaves(run(store=first, block=100)))
    assert first.asked == 2
    for place, value in leaves(result):
        assert same(value, other[place]), place


def test_seed_zero_is_a_seed():
    first, second = run(n=300, seed=0), run(n=300, seed=1)

    assert np.isfinite([row.mean for row in first.strategies]).all()
    assert first.strategies[0].mean != second.strategies[0].mean


def test_identities_hold(result):
    assert result.ledger_residual < 1e-12
    assert set(result.identities) == {"S43", "S48", "S69"}
    assert max(result.identities.values()) < 1e-12
    assert result.not_a_number == {}


def test_worth_of_knowing_all_is_the_least_regret(result):
    values = np.stack([result.draws[row.name] for row in result.strategies], axis=-1)
    informed = values.max(axis=1).mean() - values.mean(axis=0).max()

    assert result.information_worth[0] == pytest.approx(informed, rel=1e-9)
    assert result.information_worth[0] == pytest.approx(
        min(row.regret for row in result.strategies), rel=1e-9
    )


def test_chances_sum_to_one(result):
    assert sum(row.chance_best for row in result.strategies) == pytest.approx(1.0)
    assert sum(entry.chance_best for entry in result.families) == pytest.approx(1.0)


def test_family_chances_are_those_of_their_members_without_ties():
    found = run(replace(CASE, materiality=0.0), n=600)
    for family in found.families:
        members = sum(row.chance_best for row in found.strategies if row.family == family.name)
        assert family.chance_best == pytest.approx(members, abs=1e-12)


def test_recommended_strategy_has_the_best_ranking_number(result):
    aversion = CASE.risk_aversion
    scores = {row.name: (1 - aversion) * row.mean + aversion * row.worst_tenth for row in result.strategies}

    assert result.strategy == max(scores, key=scores.get)
    assert result.risk_switches[0][1] == max(result.strategies, key=lambda row: row.mean).name


def test_a_dominated_strategy_is_never_best():
    burdened = replace(STRATEGIES[0], name="burdened", kind="licence", terms={"fee": 40.0})
    found = run(replace(CASE, strategies=(*STRATEGIES, burdened)), n=400)
    row = next(entry for entry in found.strategies if entry.name == "burdened")

    assert row.chance_best == 0.0
    assert row.regret > 0.0
    assert found.strategy != "burdened"


def test_one_sale_of_each_kind_is_shown():
    cheaper = tuple(
        replace(entry, name=f"{entry.name}_{kept}", retained=kept)
        for entry in STRATEGIES
        if entry.kind == "sell"
        for kept in (0.0, 0.34)
    )
    found = run(replace(CASE, strategies=(*STRATEGIES, *cheaper)), n=400)
    shown = [row.name for row in found.strategies if row.family == "sell"]

    assert len(shown) == 2


def test_headlines_and_breakevens_are_consistent(result):
    assert result.zone[0] == result.walk_away
    assert list(result.price_band) == sorted(result.price_band)
    supply = next(entry for entry in result.breakevens if entry.quantity == "supply_price")
    assert supply.breakeven == result.buy_below
    for name in ("saving_per_pack", "walk_away", "buy_below"):
        spread = result.headline_ranges[name]
        assert spread.low < getattr(result, name) < spread.high
        assert 0.0 < spread.error < (spread.high - spread.low) / 10.0


def test_saving_is_over_the_best_that_supplies_the_other_way_draw_by_draw(result):
    """Not zero where keeping is recommended: then buying is the other way (S40, S44)."""
    first, second = result.compared["saving_per_pack"]
    assert first == result.strategy
    gap = result.draws[first] - result.draws[second]
    mean = float(np.mean(gap)) / result.terms["packs_served"]
    assert result.saving_per_pack == pytest.approx(mean, rel=1e-9)

    cautious = run(
        replace(CASE, risk_aversion=0.0, strategies=tuple(STRATEGIES[k] for k in (0, 8, 9))), n=300
    )
    ways = {"keep": "buy", "buy": "keep", "buy_slow": "keep"}
    assert cautious.compared["saving_per_pack"][1].startswith(ways[cautious.strategy])
    assert cautious.saving_per_pack > 0.0


def test_prices_in_draws_are_where_the_two_sides_tie():
    menu = menu_of(CASE)
    paths = made_up_paths(CASE, None, np.arange(300), 1)
    drawn = Drawn(components(Setting(CASE, paths), menu, yearly=False))
    decided = decide(CASE, menu, drawn, None)
    deal = decided.reference
    least = drawn_offers(CASE, drawn, deal, decided.fallback_value).least
    at_least = replace(
        deal,
        weights=tuple(float(k == deal.winner) for k in range(len(deal.offers))),
        signed_prices=(0.0,) * 2,
    )
    sure = replace(deal.offer, chances=(1.0,) * 4)
    offers = tuple(sure if k == deal.winner else offer for k, offer in enumerate(deal.offers))
    closed = signed_value(CASE, drawn, replace(at_least, offers=offers), decided.fallback_value)
    years = drawn.quantity(sure.bidder.months_to_close) / 12.0
    later = (1.0 + drawn.quantity(CASE.money["discount_rate"])) ** -years
    taxed = np.maximum(least - sure.basis, 0.0) * sure.gains_tax
    fees = drawn.quantity(sure.bidder.fees) - sure.fees
    np.testing.assert_allclose(closed + later * (least - taxed - fees), decided.fallback_value, rtol=1e-6)


def test_supply_prices_in_draws_are_where_buying_and_keeping_tie():
    few = tuple(e for e in STRATEGIES if e.name in ("keep", "buy"))
    case, count = replace(CASE, strategies=few), 256
    paths, menu = made_up_paths(case, None, np.arange(count), 1), menu_of(case)
    drawn = Drawn(components(Setting(case, paths), menu, yearly=False))
    tie = supply_breakeven(case, menu, decide(case, menu, drawn, None), paths)
    there = np.isfinite(tie.by_draw)
    assert there.sum() > 0.9 * count
    shift = np.where(there, tie.by_draw - tie.today_by_draw, 0.0)[:, None]
    named = components(Setting(case, paths, Options(price_shift=shift)), menu, yearly=False)
    gap = np.where(there, named["value|buy"] - named["value|keep"], 0.0)
    assert np.max(np.abs(gap)) < 2e-3 * np.std(named["value|keep"])
    assert tie.price == pytest.approx(tie.today + tie.gap / tie.slope)


def test_prices_that_do_not_exist_in_a_draw_are_counted(result):
    band = result.headline_ranges["price_band_middle"]
    assert 0 < band.without < band.draws == result.n_scenarios
    poor = run(with_quantities(CASE, bidder__integration=5e9), n=200)
    band = poor.headline_ranges["price_band_middle"]
    assert band.without == band.draws == 200
    assert np.isnan(band.low)


def test_waiting_worth_more_than_a_sale_that_is_sure_is_capped(result):
    hazard = result.wait["breakeven_hazard"]
    assert np.isnan(hazard) or 0.0 <= hazard <= 1.0


def test_menu_taken_apart_keeps_the_sale_that_may_follow_waiting():
    """The first scenarios may find another sale than all of them do (a changed case then misses it)."""
    menu = menu_of(CASE)
    paths = made_up_paths(CASE, None, np.arange(300), 1)
    drawn = Drawn(components(Setting(CASE, paths), menu, yearly=False))
    decided = decide(CASE, menu, drawn, None)
    other = next(e for e in menu.sales if e.name != decided.reference.strategy.name)
    later = Later((), (other, CASE.bidders[0]))
    short = short_menu(menu, decided, later)
    assert {entry.name for entry in short.sales} == {other.name, decided.reference.strategy.name}
    apart = Apart(CASE, short, paths, later)
    assert other.name in apart.decided(Options()).deals


def test_at_the_breakeven_supply_price_buying_and_keeping_tie(result):
    changed = replace(CASE, strategies=tuple(e for e in STRATEGIES if e.name in ("keep", "buy")))
    found = run(changed, n=1024)
    today = next(entry for entry in found.breakevens if entry.quantity == "supply_price").today
    paths = made_up_paths(changed, None, np.arange(1024), 1)
    shifted = Setting(changed, paths, Options(price_shift=found.buy_below - today))
    named = components(shifted, menu_of(changed), yearly=False)
    gap = float(np.mean(named["value|buy"] - named["value|keep"]))
    scale = float(np.std(named["value|buy"]))

    assert abs(gap) < 1e-3 * scale
    assert result.buy_below > 0.0


def test_cheap_cells_are_bought_and_dear_ones_made(result):
    best = result.switch_map["best"]

    assert best.shape == (len(result.switch_map["volumes"]), len(result.switch_map["prices"]))
    assert (best[:, 0] != "make").all()
    assert (best[:, -1] != "buy").all()
    chances = sum(result.switch_map["chance"].values())
    np.testing.assert_allclose(chances, 1.0)


def test_waiting_is_worth_less_when_the_bidder_leaves_sooner():
    found = []
    for hazard in (0.0, 0.5):
        terms = {"hazard": hazard, "wait_years": 3.0}
        changed = tuple(replace(e, terms=terms) if e.kind == "wait" else e for e in STRATEGIES)
        rich = with_quantities(replace(CASE, strategies=changed), bidder__synergy=500e6)
        found.append(run(rich, n=600).wait)

    assert found[0]["bidder_stays"] >= found[0]["bidder_leaves"]
    assert found[1]["value"] <= found[0]["value"]
    assert found[1]["hazard"] == 0.5


def test_a_rule_of_waiting_does_not_beat_knowing_the_future():
    paths = made_up_paths(CASE, None, np.arange(600), 3)
    menu, setting = menu_of(CASE), Setting(CASE, paths)
    later = later_of(CASE, menu, Drawn(components(setting, menu, yearly=False)))
    drawn = Drawn(components(setting, menu, later, yearly=False))
    decided = decide(CASE, menu, drawn, later)
    acts = [drawn.named[name] for name in drawn.named if name.startswith("later|")]
    ceiling = np.max(np.stack([drawn.value("keep"), *acts]), axis=0)

    assert np.all(decided.waited.leaves <= ceiling + 1e-3)
    assert np.mean(decided.waited.leaves) <= np.mean(ceiling)


def test_scenarios_without_a_chance_are_only_stressed(result):
    keep = result.strategies[0]

    assert set(keep.by_scenario) == {"plan", "slump", "war"}
    assert np.isfinite(list(keep.by_scenario.values())).all()
    assert any("only stressed" in note for note in result.notes)


def test_bridge_of_items_adds_up_to_the_mean_of_all_scenarios(result):
    assert result.n_scenarios > 1024
    means = {row.name: row.mean for row in result.strategies}
    means["sale_for_nothing"] = result.terms["sale.sold_for_nothing"]
    assert "sale_for_nothing" in result.bridge
    for name, items in result.bridge.items():
        assert sum(items.values()) == pytest.approx(means[name], rel=1e-9)
        assert "all scenarios against the first ones" in items


def test_walk_away_follows_from_its_terms(result):
    terms = {name.partition(".")[2]: value for name, value in result.terms.items()}
    untaxed = (terms["alternative"] - terms["sold_for_nothing"]) / terms["discount"] + terms["fees"]
    assert result.walk_away == pytest.approx(untaxed + terms["tax"], rel=1e-9)


def test_paths_by_year_lie_in_their_ranges(result):
    for name, fan in result.by_year.items():
        assert fan.shape == (3, len(CASE.years)), name
        assert np.all(fan[1] <= fan[2] + 1e-9 * np.abs(fan[2])), name
    assert "cost_to_serve.keep" in result.by_year


def test_standard_sensitivities_are_there(result):
    titles = [row["title"] for row in result.sensitivities]

    assert len(titles) == 10
    assert all(0.0 <= row["chance"] <= 1.0 for row in result.sensitivities)
    assert all(row["lead"] >= 0.0 and row["next"] != row["family"] for row in result.sensitivities)
    without = next(row for row in result.sensitivities if row["title"] == "Without waiting")
    assert without["family"] != "wait"


def test_a_longer_case_goes_on_as_it_ended():
    changed = longer(CASE, 3)

    assert changed.years[-1] == CASE.years[-1] + 3
    assert changed.programmes[0].packs[-1] == CASE.programmes[0].packs[-1]
    ratio = CASE.suppliers[0].energy[-1] / CASE.suppliers[0].energy[-2]
    assert changed.suppliers[0].energy[-1] == pytest.approx(CASE.suppliers[0].energy[-1] * ratio**3)


def test_halving_reliability_halves_the_weight_of_claims():
    pooled = replace(CASE.quantities["supplier.cost_factor"], kind="pool", numbers=(0.5, 0.9, 0.05, 1.0, 0.1))
    case = replace(CASE, quantities={**CASE.quantities, "supplier.cost_factor": pooled})

    changed = halved_reliability(case)
    assert changed.quantities["supplier.cost_factor"].numbers == (0.25, 0.9, 0.05, 1.0, 0.1)


def test_accounts_are_held_against_the_model():
    account = AccountYear(
        "Year to March 2028",
        (2027, 4),
        (2028, 3),
        ("north",),
        150e6,
        2e6,
        CASE.quantities["money.consent"].origin,
    )
    row = run(replace(CASE, accounts=(account,)), n=200).accounts[0]

    assert row["months_modelled"] == 12
    assert row["revenue_published"] == 150e6
    assert row["revenue_modelled"] > row["profit_modelled"] > 0.0


def test_a_case_without_bidders_suppliers_of_choice_or_waiting_has_an_answer():
    bare = tuple(entry for entry in STRATEGIES if entry.name in ("keep", "expand"))
    found = run(replace(CASE, strategies=bare, bidders=(), partner=""), n=200)

    assert found.family == "make"
    assert found.bidders == ()
    assert np.isnan(found.walk_away)
    assert found.wait == {}
    assert found.chance == 1.0


def test_few_draws_still_give_an_answer():
    found = run(n=3)

    assert found.n_scenarios == 3
    assert len(found.strategies) > 5


def test_first_scenarios_are_cut_from_more():
    whole = made_up_paths(CASE, None, np.arange(64), 2)
    few = first_scenarios(whole, 16)

    assert few.packs.shape[0] == 16
    np.testing.assert_array_equal(few.own["north"]["all"].fixed, whole.own["north"]["all"].fixed[:16])


class PreparedModel:
    """What an audit asks of the model of a case."""

    def __init__(self, case):
        self.together, self.dimensions, self.evaluations = dependence(case), {}, 0


def test_an_audit_finds_what_carries_the_lead():
    sure = with_quantities(all_fixed(CASE), supplier__quote=1.0)
    uncertain = {name: CASE.quantities[name] for name in ("supplier.cost_factor", "money.partner_price")}
    case = replace(sure, quantities={**sure.quantities, **uncertain})
    case = replace(case, strategies=tuple(entry for entry in STRATEGIES if entry.name in ("keep", "buy")))
    found = run_strategies(
        case,
        PreparedModel(case),
        words=WORDS,
        n_scenarios=512,
        audit=True,
        workers=ALONE,
        paths_of=made_up_paths,
        model_of=lambda changed, model: model,  # noqa: ARG005
    )
    shares = {entry.group: entry.variance_share for entry in found.drivers}

    assert shares["supplier"] > 0.2
    assert shares["money"] == 0.0
    weak = any("grades D and E" in reason for reason in found.confidence_reasons)
    assert weak == (shares["supplier"] > 0.5)
