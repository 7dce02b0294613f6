"""The search on the made-up case: against all ways of a small grid, bit for bit again, on fresh draws."""

import json
import re
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scenarios"))
from made_up_case import CASE, STRATEGIES, strategy

from cellworth.app.cell_plants import designed_cell_plants
from cellworth.app.search import search_case, search_json, write_search
from cellworth.core.sums import ordered_mean
from cellworth.engine.executors import ALONE, Workers
from cellworth.engine.scenarios.scenario_paths import path_model
from cellworth.engine.search.climb import Bounds, climb
from cellworth.engine.search.levers import Levels, Way, alternatives, kind_of, starts, strategy_of
from cellworth.engine.search.result import Rules, search
from cellworth.engine.search.world import World, compared, opened
from cellworth.report.search_text import differences, search_text, way_title

N = 64
GRID = Levels(
    shares=(0.25, 0.75),
    retained=(0.0, 0.2, 0.49),
    agreement_years=(0, 3),
    agreement_shares=(0.5, 1.0),
    delays=(0, 1),
)
RULES = Rules(beam=3, ways=400, screening_draws=N, final_draws=2 * N, shown=6, of_one_family=2)
YEARS = CASE.years
"""2027 to 2032; every way of the menu but keeping starts in 2028."""


@pytest.fixture(scope="module")
def model():
    return path_model(CASE, designed_cell_plants(CASE.packs))


@pytest.fixture(scope="module")
def world(model):
    return opened(CASE, model, N, 1)


@pytest.fixture(scope="module")
def found(model):
    return search(CASE, model, GRID, RULES)


def every(family):
    """All ways of the grid of a family, written out without the search's own moves."""
    kept, closed = "keep", "close"
    begins = (2028, 2029)
    if family == "make":
        one = [("make", fates, begin) for fates in ((kept, closed), (closed, kept)) for begin in begins]
        return [Way("make", (kept, kept), 2027), *(Way(*each) for each in one)]
    if family == "buy":
        return [Way("buy", (closed, closed), begin, name) for name in ("quick", "slow") for begin in begins]
    if family == "dual":
        return [
            Way("dual", fates, begin, name, (0.0,) * (begin - 2027) + shares)
            for fates in ((kept, kept), (kept, closed), (closed, kept))
            for begin in begins
            for name in ("quick", "slow")
            for shares in product((0.25, 0.75), repeat=2033 - begin)
        ]
    agreements = [(0, 0.0), (3, 0.5), (3, 1.0)]
    return [
        Way("sell", ("sell", fate), begin, name, (), kept_share, out, *agreement)
        for fate in ("sell", "keep", "close")
        for begin in begins
        for name in ("quick", "slow")
        for kept_share in (0.0, 0.2, 0.49)
        for out in (False, True)
        for agreement in agreements
    ]


@pytest.mark.parametrize("family", ["make", "buy", "dual"])
def test_search_finds_the_best_of_the_whole_grid(world, found, family):
    values = world.values(every(family))
    scores = {way: compared(world, each).rank for way, each in values.items()}
    best = max(scores, key=scores.get)
    mine = {way: known for way, known in found.climbed.known.items() if way.family == family}
    reached = max(mine, key=lambda way: mine[way].rank)
    assert found.climbed.whole == ("make", "buy", "dual", "sell")
    assert mine[reached].rank >= scores[best]
    assert len(mine) < len(scores) or family != "dual"


def test_sale_found_is_the_best_of_the_grid(world, found):
    instead = world.values([found.climbed.fallback])[found.climbed.fallback].value
    values = replace(world, instead=instead).values(every("sell"))
    best = max(compared(world, each).rank for each in values.values())
    mine = [known.rank for way, known in found.climbed.known.items() if way.family == "sell"]
    assert max(mine) >= best
    assert len(mine) < len(values)


def test_search_gives_the_same_bits_again_on_any_number_of_cores(model, found):
    again = search(CASE, model, GRID, RULES, workers=Workers(count=2))
    assert again.climbed.known == found.climbed.known
    assert again.found == found.found
    assert again.keep_chance == found.keep_chance
    assert all(np.array_equal(again.frontier[name], found.frontier[name]) for name in found.frontier)


def test_what_is_shown_is_of_draws_the_search_has_not_seen(model, found):
    fresh = opened(CASE, model, RULES.final_draws, found.fresh_seed)
    first = next(each for each in found.found if each.way.family == "dual")
    contracts = {first.way: first.screened.contract}
    value = fresh.values([first.way], contracts=contracts)[first.way].value
    assert first.fresh.mean == pytest.approx(float(ordered_mean(value - fresh.kept)), rel=1e-12)
    assert all(each.fresh.mean != each.screened.mean for each in found.found)
    assert found.fresh_seed != found.seed


def test_ranking_number_is_made_of_what_is_shown(found):
    weight = CASE.risk_aversion
    for each in found.found:
        made = (1.0 - weight) * each.fresh.mean + weight * each.fresh.worst
        assert each.fresh.score == pytest.approx(made, rel=1e-9, abs=1.0)
        assert each.fresh.loses <= each.fresh.mean


def test_the_few_differ_in_kind_and_chances_add_up(found):
    kinds = [kind_of(each.way) for each in found.found]
    families = [each.way.family for each in found.found]
    assert len(set(kinds)) == len(kinds)
    assert set(families) == {"make", "buy", "dual", "sell"}
    assert max(families.count(family) for family in families) <= RULES.of_one_family
    assert sum(each.chance for each in found.found) + found.keep_chance == pytest.approx(1.0)


def test_ways_of_the_menu_are_worth_what_the_menu_says(model):
    asked = replace(CASE, strategies=(*STRATEGIES, strategy("sold", "sell", "sell", supplier="quick")))
    world = opened(asked, model, N, 1)
    dual = Way("dual", ("keep", "keep"), 2028, "quick", (0.0, *(0.4,) * 5))
    buys = Way("buy", ("close", "close"), 2028, "slow")
    values = world.values([dual, buys])
    np.testing.assert_array_equal(values[dual].value, world.menu["dual"].value)
    np.testing.assert_array_equal(values[buys].value, world.menu["buy_slow"].value)


def test_share_by_year_counts_in_its_year_alone(world):
    flat = Way("dual", ("keep", "keep"), 2028, "quick", (0.0, 0.25, 0.25, 0.25, 0.25, 0.25))
    last = replace(flat, shares=(*flat.shares[:-1], 0.75))
    values = world.values([flat, last])
    assert np.all(values[flat].value != values[last].value)
    strategies = (*STRATEGIES, strategy_of(CASE, flat, "flat"), strategy_of(CASE, last, "last"))
    shares = {each.name: each.shares for each in strategies if each.shares}
    assert shares["flat"][:5] == shares["last"][:5]


def test_bound_on_ways_holds_and_is_told(world):
    cut = climb(world, GRID, Bounds(ways=30, beam=2))
    assert len(cut.known) == 30
    assert cut.ended == "ways"


def test_interrupt_keeps_what_is_known(world, monkeypatch):
    plain, calls = World.values, []

    def values(self, ways, workers=ALONE, contracts=None):
        calls.append(len(ways))
        if len(calls) > 2:
            raise KeyboardInterrupt
        return plain(self, ways, workers, contracts)

    monkeypatch.setattr(World, "values", values)
    stopped = climb(world, GRID, Bounds(ways=400, beam=2))
    assert stopped.ended == "interrupted"
    assert len(stopped.known) == sum(calls[:2])


def test_moves_change_one_lever_and_keep_lead_times():
    for family, ways in starts(CASE, GRID).items():
        for lever, moved in alternatives(CASE, GRID, ways[0]).items():
            assert ways[0] not in moved
            for way in moved:
                assert way.family == family
                assert way.start_year >= 2028 or set(way.fates) == {"keep"}
                if lever in ("retained", "supplier"):
                    assert replace(way, **{lever: getattr(ways[0], lever)}) == ways[0]


def test_differences_name_each_lever_that_differs():
    best = Way("dual", ("keep", "close"), 2028, "quick", (0.0, 0.25, 0.25, 0.5, 0.5, 0.5))
    other = replace(best, fates=("keep", "keep"), supplier="slow")
    assert differences(CASE, other, best) == "South: keep; supplier: Slow"
    assert way_title(CASE, best) == (
        "keep North, close South, from 2028; from Quick 25% 2028 to 2029, 50% 2030 to 2032"
    )


def test_verb_writes_page_and_same_file_again(tmp_path):
    asked = {"ways": 10, "scenarios": 64, "final": 64}
    done = search_case("nissan-aesc-2016", **asked)
    page, file = write_search(done, str(tmp_path))
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["ways_valued"] == {"make": 2, "buy": 2, "dual": 3, "sell": 3}
    assert content["found"][0]["differs_in"].startswith("nothing")
    assert search_json(search_case("nissan-aesc-2016", **asked)) == file.read_text(encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    assert "Sheet for the negotiator" in text
    assert "Dual source" in text


def test_terminal_tells_curse_and_sheet(found):
    text = "\n".join(search_text(found))
    assert "looks better than it is on the draws it was chosen on" in text
    assert "Headline price" in text
    assert not re.search(r"\W-\d|\d %|million", text), "numbers are written as on every page"


def test_a_sale_nobody_would_sign_comes_last(found):
    known = next(iter(found.climbed.known.values()))
    poor = replace(known, score=-1e9, signable=True)
    assert poor.rank > replace(known, score=1e9, signable=False).rank
    signable = [each.fresh.signable for each in found.found]
    assert signable == sorted(signable, reverse=True)
