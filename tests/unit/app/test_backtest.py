"""Back-test: the run knows nothing later than its day; scoring is as the rules say."""

import dataclasses
import datetime
import math

import numpy as np
import pytest

from cellworth.app import backtest as app
from cellworth.app.backtest import backtest, backtest_names, without_hindsight
from cellworth.core.errors import InputError
from cellworth.engine.backtest import (
    ClosingFact,
    EventFact,
    Fact,
    PathFact,
    PriceFact,
    StructureFact,
    score_closing,
    score_event,
    score_path,
    score_price,
    score_structure,
)
from cellworth.io import market_data
from cellworth.io.case_sense import numbers
from cellworth.io.cases import load_case
from cellworth.io.outcome_files import load_outcome
from cellworth.io.strategy_records import strategy_case

CASE = "nissan-aesc-2016"
DAY = datetime.date(2016, 8, 31)
FEW = 128
FACT = Fact("what came", "somebody", "B", datetime.date(2018, 1, 1), "")


@pytest.fixture(scope="module")
def result():
    return app.decide(strategy_case(load_case(CASE, without_hindsight)), n_scenarios=FEW)


@pytest.fixture
def another_future(monkeypatch):
    """Every market row that became known after a day, with another number."""

    def change(day):
        rows = {
            name: row if row.known_from <= day else dataclasses.replace(row, value="123456")
            for name, row in market_data._all_rows().items()
        }
        monkeypatch.setattr(market_data, "_all_rows", lambda: rows)

    return change


def test_another_future_leaves_every_bit_of_the_run_as_it_is(another_future, result):
    another_future(DAY)
    again = app.decide(strategy_case(load_case(CASE, without_hindsight)), n_scenarios=FEW)

    for name, draws in result.draws.items():
        assert np.array_equal(draws, again.draws[name]), name
    assert (again.strategy, again.chance) == (result.strategy, result.chance)


def test_a_case_that_read_a_later_row_would_be_refused():
    def with_later_row(raw):
        raw = without_hindsight(raw)
        output = {**raw["output"], "energy": {**raw["output"]["energy"]}}
        output["energy"]["2016"] = {"value": "1622 MWh", "row": "aesc-71"}
        return {**raw, "output": output}

    with pytest.raises(InputError, match="known from 2017-02-28"):
        load_case(CASE, with_later_row)


@pytest.mark.parametrize("name", backtest_names())
def test_no_case_knows_anything_later_than_its_day(name):
    if app.is_stakes(name):
        case = app.stakes(name).case
        found = {place: number.known_from for place, number in numbers(case.form)}
    else:
        case = load_case(name, without_hindsight)
        found = {number.place: number.known_from for number in strategy_case(case).numbers}
    found |= {claim: entry.known_from for claim, entry in case.evidence.claims.items()}
    assert {place for place, day in found.items() if day > case.form.as_of} == set()


def test_what_came_is_not_read_before_the_run_is_done(monkeypatch):
    def stopped(*_, **__):
        raise StopIteration

    def read(*_):
        pytest.fail("read before the run was done")

    monkeypatch.setattr(app, "decide", stopped)
    with pytest.raises(StopIteration):
        backtest(CASE, outcome_of=read)


def test_a_fact_known_on_the_day_of_the_case_is_no_outcome():
    with pytest.raises(InputError, match="so it is no hindsight"):
        load_outcome(CASE, datetime.date(2021, 12, 31))


def test_paths_are_hit_inside_p5_to_p95(result):
    _, low, high = result.by_year["index_price.nickel"][:, 0]
    inside = PathFact(FACT, "index_price.nickel", 2017, 0.5 * (low + high), "USD/kg")

    assert score_path(result, inside).hit
    assert not score_path(result, dataclasses.replace(inside, value=high * 1.001)).hit
    assert not score_path(result, dataclasses.replace(inside, value=low * 0.999)).hit


def test_structure_is_hit_among_the_first_two_ways_only(result):
    ranked = sorted(result.strategies, key=lambda row: -row.mean)
    kinds = {entry.name: entry.kind for entry in result.case.strategies}
    places = [row.name for row in ranked if kinds[row.name] not in ("sell", "buy_close", "dual")]

    for name in places:
        score, *_ = score_structure(result, StructureFact(FACT, (name,), math.nan))
        place = [row.name for row in ranked].index(name) + 1
        first = min(k + 1 for k, row in enumerate(ranked) if kinds[row.name] == kinds[name])
        assert first <= score.stated[0] <= place
        assert score.hit == (score.stated[0] <= 2)


def test_closing_is_flagged_below_the_bound_only(result):
    bidder = result.bidders[0]
    failed = ClosingFact(FACT, bidder.name, closed=False)

    assert score_closing(result, failed, bidder.closing_chance + 0.01).hit
    assert not score_closing(result, failed, bidder.closing_chance - 0.01).hit
    assert score_closing(result, failed, 0.5).brier == pytest.approx(bidder.closing_chance**2)


def with_limits(result, least, most):
    bidders = tuple(
        dataclasses.replace(each, reservation=most, reservation_sd=0.0) for each in result.bidders
    )
    return dataclasses.replace(result, walk_away=least, bidders=bidders)


@pytest.mark.parametrize(
    ("least", "most", "hit"), [(90e6, 110e6, True), (101e6, 110e6, False), (90e6, 99e6, False)]
)
def test_price_is_hit_between_both_sides_limits(result, least, most, hit):
    assert score_price(with_limits(result, least, most), PriceFact(FACT, 100e6)).hit is hit


def test_no_price_is_hit_where_none_was_thought_possible(result):
    score = score_price(with_limits(result, 120e6, 80e6), PriceFact(FACT, 100e6))

    assert not score.hit
    assert score.told == "no price was thought possible"


def test_event_is_hit_on_its_likelier_side(result):
    odds = next(entry for entry in result.case.events if entry.name == "chinese_buyer")
    came = EventFact(FACT, "chinese_buyer", happened=odds.probability >= 0.5)

    assert score_event(result, came).hit
    assert not score_event(result, dataclasses.replace(came, happened=not came.happened)).hit


def test_command_prints_hits_and_misses_as_they_are(cellworth, tmp_path):
    target = tmp_path / "backtest.md"
    code, out, _ = cellworth("backtest", CASE, "--scenarios", FEW, "--page", target)

    assert code == 0
    listed = [line.split()[0] for line in out.splitlines() if line.startswith(("  hit", "  MISS"))]
    assert len(listed) == 24
    assert f"{listed.count('hit')} of 24 hit" in out
    assert "calibrate nothing" in out
    text = target.read_text(encoding="utf-8")
    assert "calibrate nothing" in text
    assert text.count("| hit |") == listed.count("hit")
    assert text.count("| **miss** |") == listed.count("MISS")


def test_unknown_case_is_refused_with_the_known_ones(cellworth):
    code, _, err = cellworth("backtest")

    assert code == 2
    assert CASE in err
