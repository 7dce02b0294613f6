"""Made-up articles on made-up companies: what a reader finds in them is drafted."""

import datetime
import tomllib
from pathlib import Path

import pytest

from cellworth.app.claims import score_claims
from cellworth.io.articles.dates import printed_day
from cellworth.io.articles.drafts import drafts_toml
from cellworth.io.articles.reader import read_article
from cellworth.io.articles.text import sentences
from cellworth.io.strategy_forms_evidence import ClaimsForm

FOLDER = Path(__file__).with_name("articles")
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text())


def text_of(name):
    return (FOLDER / f"{name}.txt").read_text()


def drafts_of(name):
    case = EXPECTED[name]
    return read_article(text_of(name), case["outlet"], case["published"])


def field(draft, name):
    return [source.name for source in draft.chain] if name == "chain" else getattr(draft, name)


@pytest.mark.parametrize(
    ("name", "claim"),
    [(name, claim) for name, case in EXPECTED.items() for claim in case["claims"]],
    ids=lambda entry: entry if isinstance(entry, str) else f"{entry['attribute']} {entry['value']}",
)
def test_drafts_what_a_reader_finds(name, claim):
    fitting = [
        draft for draft in drafts_of(name) if all(field(draft, key) == value for key, value in claim.items())
    ]
    assert len(fitting) == 1


@pytest.mark.parametrize("name", EXPECTED)
def test_drops_what_surrounds_an_article(name):
    text = text_of(name)
    for words in EXPECTED[name]["dropped"]:
        place = text.index(words)
        assert not any(sentence.start <= place < sentence.end for sentence in sentences(text))


@pytest.mark.parametrize("name", EXPECTED)
def test_spans_lie_in_the_sentence_that_says_it(name):
    text = text_of(name)
    for draft in drafts_of(name):
        assert any(sentence.start <= draft.start < draft.end <= sentence.end for sentence in sentences(text))
        if draft.unit == "%":
            assert draft.value in text[draft.start : draft.end]


@pytest.mark.parametrize(
    ("name", "published", "missed", "further"),
    [
        ("arvenda", "2019-05-22", set(), 3),
        ("hanwol", "2015-11-17", set(), 1),
        ("cellstar", "2013-07-11", {"cellstar-6", "cellstar-9"}, 4),
        ("kanto", "2017-06-21", {"kanto-10"}, 3),
    ],
)
def test_statements_of_made_up_articles_are_drafted_rightly(name, published, missed, further):
    table, text = str(FOLDER / "statements.csv"), str(FOLDER / f"{name}.txt")
    score = score_claims(table, [text], {name: published})
    assert {row.statement.id for row in score.rows if row.outcome != "rightly"} <= missed
    assert len(score.extra) <= further


@pytest.mark.parametrize(
    "line",
    [
        "STUTTGART, Nov 12 2014 (Reuters) - ",
        "GOTHENBURG, Sweden, 12 November 2014 – ",
        "Nov. 12, 2014 (Bloomberg) -- ",
    ],
)
def test_the_day_stands_in_the_dateline(line):
    text = f"Ostrand shuts plant\n\n{line}Ostrand will shut its battery plant next year, the company said."
    assert printed_day(text) == datetime.date(2014, 11, 12)
    assert "12" not in sentences(text)[1].text


@pytest.mark.parametrize(
    ("sentence", "subject", "attribute"),
    [
        ("Ostrand denied that it was in talks to buy Vellmer", "Vellmer", "purchase by Ostrand"),
        ("Ostrand denied that it had signed a contract with Tamm", "Ostrand", "signed a contract with Tamm"),
    ],
)
def test_a_denial_is_of_what_is_denied(sentence, subject, attribute):
    text = f"Brask plans to sell its stake in the battery venture Norrcell. {sentence}."
    found = only(text, "denial")
    assert (found.subject, found.attribute, found.stance) == (subject, attribute, "flat_denial")
    assert [source.name for source in found.chain] == ["Ostrand", "Page"]


@pytest.mark.parametrize(
    ("sentence", "subject", "value"),
    [
        ("Analysts at Bernstein say the cost of cells will fall below $200 per kWh by 2018", "cells", "200"),
        ("Vellmer sells cells at $130 per kWh", "Vellmer", "130"),
        ("Brask pays Vellmer about $190 per kWh", "Vellmer", "190"),
    ],
)
def test_a_price_per_energy_is_the_makers_or_the_markets(sentence, subject, value):
    found = [draft for draft in read_article(f"{sentence}.", "Page") if draft.unit == "USD/kWh"]
    assert [(draft.subject, draft.value) for draft in found] == [(subject, value)]


def test_the_same_sum_in_another_currency_is_no_second_figure():
    text = "Ostrand will invest 35 billion yen ($310 million) in a new plant."
    assert [draft.value for draft in read_article(text, "Page")] == ["35000000000"]


def test_without_the_day_of_the_page_a_reviewed_draft_still_asks_for_it():
    drafts = read_article("Ostrand will invest $2 billion in a new plant.", "Page")
    file = tomllib.loads(drafts_toml(drafts, "x" * 100, "page.txt", "").replace("= false", "= true"))
    with pytest.raises(ValueError, match="known_from"):
        ClaimsForm.model_validate(file)


def only(text, rule, published=datetime.date(2016, 8, 8)):
    found = [draft for draft in read_article(text, "Page", published) if draft.rule == rule]
    assert len(found) == 1
    return found[0]


SALE = "Ostrand plans to sell its 20 percent stake in Vellmer"


@pytest.mark.parametrize(
    ("sentence", "chain"),
    [
        (f"{SALE}.", ["Page"]),
        (f"{SALE}, Reuters reported.", ["Reuters", "Page"]),
        (f"Reuters reported that Nikkei said {SALE}.", ["Nikkei", "Reuters", "Page"]),
        (f"Two sources told Bloomberg that {SALE}.", ["two sources", "Bloomberg", "Page"]),
        (f"{SALE}, Reuters said, citing a regulatory filing.", ["filing", "Reuters", "Page"]),
        (f"{SALE}, Reuters said, citing people briefed on it.", ["unnamed sources", "Reuters", "Page"]),
        (f"According to the Wall Street Journal, {SALE}.", ["Wall Street Journal", "Page"]),
        (f'"{SALE}," chief executive Mara Lind said.', ["Mara Lind", "Page"]),
        (f"{SALE}, an Ostrand spokesman said.", ["Ostrand spokesperson", "Page"]),
    ],
)
def test_chain_runs_from_the_origin_to_the_page(sentence, chain):
    text = f"Ostrand is a carmaker. It owns part of the venture Vellmer. {sentence}"
    shares = [draft for draft in read_article(text, "Page") if draft.value == "20"]
    assert [[source.name for source in draft.chain] for draft in shares] == [chain]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("plans to sell", "planned"),
        ("has agreed to sell", "agreed"),
        ("may sell", "possible"),
        ("is rumored to sell", "rumoured"),
        ("is in talks to sell", "in talks"),
        ("will not sell", "not"),
        ("sold", "yes"),
    ],
)
def test_status_of_a_sale(words, status):
    text = f"Ostrand {words} its stake in the battery venture Vellmer."
    assert only(text, "stake_sale").value == status


@pytest.mark.parametrize(
    ("words", "value", "unit", "hedge"),
    [
        ("about $2.2 billion", "2200000000", "USD", "around"),
        ("up to 300 million euros", "300000000", "EUR", "over"),
        ("€1.5bn", "1500000000", "EUR", "plain"),
        ("potentially 40 billion yen", "40000000000", "JPY", "potentially"),
        ("hundreds of millions of dollars", "hundreds of millions", "USD", "plain"),
    ],
)
def test_sums_with_unit_and_hedge(words, value, unit, hedge):
    found = only(f"Ostrand will invest {words} in a new plant.", "invested")
    assert (found.value, found.unit, found.hedge) == (value, unit, hedge)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("on Friday", "2016-08-05"),
        ("this weekend", "2016-08-06"),
        ("yesterday", "2016-08-07"),
        ("last month", "2016-07"),
        ("two years ago", "2014"),
        ("in October", "2015-10"),
        ("in 2009", "2009"),
    ],
)
def test_dates_are_told_from_the_day_of_the_page(words, said):
    text = f"Ostrand said {words} that it will invest $2 billion in a new plant."
    assert only(text, "invested").said == said


def test_without_the_day_of_the_page_dates_stay_open():
    text = "Ostrand said on Friday that it will invest $2 billion in a new plant."
    assert only(text, "invested", published=None).said == ""


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The cells come from Samsung SDI Co. Panasonic builds the packs.", 2),
        ("It has plants in the U.S. Tesla plants are in Nevada and Texas.", 1),
    ],
)
def test_a_known_name_begins_a_sentence_behind_that_of_a_company(text, pieces):
    assert len(sentences(text)) == pieces


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Analysts said Panasonic came seventh among makers of cells.", ("rank among makers of cells", "7")),
        ("Demand for cells will grow next year.", ("growth", "up")),
        ("Demand for cells will shrink next year.", ("growth", "down")),
        ("Panasonic struggled with economies of scale.", ("scale effect missed", "yes")),
        ("Panasonic benefits from economies of scale.", ("scale effect", "yes")),
    ],
)
def test_of_two_readings_one_is_drafted(sentence, claim):
    drafts = read_article(sentence, "Daily", datetime.date(2016, 8, 5))
    assert [(draft.attribute, draft.value) for draft in drafts] == [claim]


def test_an_alias_is_one_company():
    text = "Nissan may sell a 41-percent stake in parts maker Calsonic Kensei Corp."
    assert only(text, "part_sale").subject == "Calsonic Kansei"


def test_the_title_is_not_a_second_witness():
    title = "Ostrand sells its stake in venture Vellmer\n\n"
    body = "Ostrand sold its stake in the battery venture Vellmer, the company said on Friday."
    assert [draft.rule for draft in read_article(title + body, "Page")].count("stake_sale") == 1
