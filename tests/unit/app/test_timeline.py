"""Timeline: each date knows what was known by then, and nothing of a later date leaks into an earlier."""

import csv
import dataclasses
import datetime
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from made_up_strategies import made_up_strategies

from cellworth.app.timeline import dated
from cellworth.core.errors import InputError
from cellworth.engine.scenarios.result import FamilyResult
from cellworth.engine.timeline import DatedRun
from cellworth.io import market_data, timeline_files
from cellworth.io.case_sense import numbers
from cellworth.io.cases import load_case
from cellworth.io.strategy_records import strategy_case
from cellworth.io.timeline_files import MARK, case_on, load_timeline, redated
from cellworth.report.timeline import timeline_content

CASE = "nissan-aesc-2016"
OWN_DAY = datetime.date(2016, 8, 31)
KNOWN = load_timeline(CASE)
FEW = 96


@cache
def on(day):
    """The case on a day."""
    return case_on(CASE, datetime.date.fromisoformat(day), KNOWN)


def number(case, place):
    return dict(numbers(case.form)).get(place)


@pytest.mark.parametrize("day", KNOWN.dates, ids=str)
def test_no_date_knows_anything_later(day):
    case = on(str(day))

    assert case.form.as_of == day
    assert {place for place, found in numbers(case.form) if found.known_from > day} == set()
    assert {name for name, claim in case.evidence.claims.items() if claim.known_from > day} == set()


@pytest.mark.parametrize("day", [KNOWN.dates[0], KNOWN.dates[3]], ids=str)
def test_another_future_changes_nothing_on_an_earlier_date(monkeypatch, day):
    before = strategy_case(on(str(day)))
    rows = {
        name: row if row.known_from <= day else dataclasses.replace(row, value="123456")
        for name, row in market_data._all_rows().items()
    }
    monkeypatch.setattr(market_data, "_all_rows", lambda: rows)

    assert strategy_case(case_on(CASE, day, KNOWN)) == before


def test_on_its_own_day_the_case_is_itself():
    own, again = strategy_case(load_case(CASE)), strategy_case(case_on(CASE, OWN_DAY, KNOWN))

    assert dataclasses.replace(again, numbers=()) == dataclasses.replace(own, numbers=())
    assert all(MARK not in entry.where for entry in again.numbers)


def test_going_back_drops_later_numbers_and_falls_back_to_what_was_known():
    early = on("2014-09-30")

    assert number(early, "strategy.suppliers.lg_chem.quoted.2016") is None, "a chart of October 2015"
    assert max(early.form.indices["nickel"].price) == 2013
    assert early.form.strategy.suppliers["panasonic"].energy.keys() == {2013}
    assert "leaf30" not in early.form.packs, "its energy was told in September 2015"
    assert "bnef_2015" not in early.form.evidence
    assert number(early, "strategy.money.exchange.JPY").row == "price-259", "the average of 2013"
    assert early.form.strategy.years.first == 2015


def test_later_dates_use_what_became_known_since():
    late = on("2018-07-31")

    assert number(late, "strategy.suppliers.lg_chem.energy.2017").row == "supplier-15"
    assert max(late.form.indices["nickel"].price) == 2017
    assert late.form.strategy.bidders["fund"].interest.value < 0.5, "the fund did not pay"


def test_the_newest_value_known_by_a_date_holds():
    early = on("2015-10-31")

    assert number(early, "plants.zama.share.2013").value == pytest.approx(0.279), "of January 2015, not 2014"
    assert number(early, "strategy.learning.own_start").value == pytest.approx(5.2e6)


def test_a_place_emptied_and_not_filled_is_told():
    bare = dataclasses.replace(KNOWN, layers=())

    with pytest.raises(InputError, match=r"strategy\.learning\.|strategy\.suppliers\.") as refused:
        case_on(CASE, datetime.date(2014, 9, 30), bare)
    assert "nothing stands there" in str(refused.value)


def test_an_estimate_that_cites_a_later_claim_goes():
    raw = {
        "as_of": OWN_DAY,
        "years": {"today": 2016},
        "packs": {},
        "strategy": {
            "claims_from": [CASE.removesuffix("-2016")],
            "years": {"first": 2017},
            "menu": {},
            "cited": {"value": "1", "source": "own estimate", "where": "so it is said (e9)"},
            "free": {"value": "1", "source": "own estimate", "where": "judgement"},
        },
    }
    for key in ("cited", "free"):
        raw["strategy"][key]["known_from"] = OWN_DAY

    found = redated(raw, datetime.date(2015, 10, 31), dataclasses.replace(KNOWN, layers=()))

    assert "cited" not in found["strategy"]
    assert found["strategy"]["free"]["where"].endswith(MARK)


def test_a_layer_with_a_number_of_a_later_day_is_refused(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        'schema = "timeline/1"\ncase = "nissan-aesc-2016"\ndates = [2015-10-31]\n'
        '[[layers]]\nfrom = 2015-10-31\nwhy = "x"\n'
        '[layers.case.indices.nickel.price]\n2015 = { value = "11.9 USD/kg", row = "price-214" }\n'
    )

    with pytest.raises(InputError, match="known from 2016-03-31"):
        timeline_files.load_timeline(str(path))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-08", OWN_DAY),
        ("2016-08-15", datetime.date(2016, 8, 15)),
        ("2018-12", datetime.date(2018, 12, 31)),
    ],
)
def test_dates_are_days_or_ends_of_months(text, day):
    assert dated(text) == day


def test_two_dates_are_run_and_written(cellworth, tmp_path):
    section = tmp_path / "validation.md"
    dates = ("--dates", "2015-10", "--dates", "2016-08")
    code, out, _ = cellworth(
        "timeline", CASE, *dates, "--scenarios", FEW, "--out", tmp_path, "--page", section
    )

    assert code == 0
    told = [line for line in section.read_text(encoding="utf-8").splitlines() if line.startswith("| 31 ")]
    assert [line[2:13] for line in told] == ["31 Oct 2015", "31 Aug 2016"] * 3
    assert [line[:11] for line in out.splitlines()[3:]] == ["31 Oct 2015", "31 Aug 2016"]
    with (tmp_path / "timeline.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["day [1]"] for row in rows] == ["2015-10-31", "2016-08-31"]
    early, late = (float(row["sale_chance [1]"]) for row in rows)
    assert early == pytest.approx(0.2), "the prior: nobody had reported a sale"
    assert late > 2 * early
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count("<figure") == 4
    assert "within three" in page.lower() or "more than three standard errors" in page
    assert 'src="' not in page
    assert 'href="http' not in page


def dated_run(error, mean=10e6):
    """A run of 400 draws whose answer, keeping, is ahead of buying by a mean with a standard error."""
    made = made_up_strategies()
    spread = np.tile([-1.0, 1.0], 200) * error * np.sqrt(399.0)
    result = replace(
        made,
        family="make",
        next_best="buy",
        strategy="keep",
        families=(FamilyResult("make", 0.6, 0.02, "keep"), FamilyResult("buy", 0.4, 0.02, "buy")),
        draws={"keep": mean + spread, "buy": np.zeros(400)},
        case=replace(made.case, risk_aversion=0.0),
    )
    return DatedRun(OWN_DAY, "", result, numbers=1, judged_later=0, claims=1)


@pytest.mark.parametrize(("error", "told"), [(3e6, "are enough"), (4e6, "(make or buy)")])
def test_page_says_whether_the_draws_settle_the_answer(error, told):
    run = dated_run(error)
    assert run.lead == pytest.approx((10e6, error))
    (section,) = [each for each in timeline_content([run], ()).sections if "draws" in each.heading]
    assert told in section.words[0]
    assert section.tables[0].values("lead_error") == [pytest.approx(error / 1e6)]


def test_shares_by_year_move_with_the_date():
    shares = {"2018": "25 %", "2021": "50 %"}

    def with_shares(raw):
        menu = raw["strategy"]["menu"]
        menu["dual_lg_50"] = {**menu["dual_lg_50"], "supplier_share": shares}
        return redated(raw, KNOWN.dates[0], KNOWN)

    form = load_case(CASE, with_shares).form
    assert form.strategy.menu["dual_lg_50"].supplier_share == {2016: 0.25, 2019: 0.5}


@pytest.mark.parametrize("text", ["August", "2015-13", "2015-02-30"])
def test_a_date_that_is_none_is_refused(cellworth, text):
    code, _, err = cellworth("timeline", CASE, "--dates", text)

    assert code == 2
    assert "Write 2016-08 or 2016-08-31." in err
