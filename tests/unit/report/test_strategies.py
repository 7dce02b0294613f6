"""What the report says of a decision under uncertainty."""

import html
import math
import re
from dataclasses import replace

import numpy as np
import pytest
from made_up_decision import made_up_result
from made_up_strategies import made_up_strategies
from page_reading import Reader

from cellworth.report.page import render
from cellworth.report.strategies.content import strategies_content
from cellworth.report.strategies.reading import chances
from cellworth.report.strategies.switch import switch_map
from cellworth.report.strategies.words import _today
from cellworth.report.strategies.worth import distributions, own_against_bought
from cellworth.report.summary import summary_text
from cellworth.report.write import summary, write_report

HEADINGS = [
    "Strategies",
    "Bidders",
    "What would change the answer",
    "Find out first",
    "Act or wait",
    "After the deal",
    "Weakest evidence",
]


@pytest.fixture(scope="module")
def result():
    return made_up_strategies()


@pytest.fixture(scope="module")
def content(result):
    return strategies_content(result, made_up_result(), layers=[("case.toml", "0a1b2c3d")])


@pytest.fixture(scope="module")
def page(content):
    return render(content)


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def board_text(result, heading):
    sections = {each.heading: each for each in strategies_content(result).board}
    section = sections[heading]
    return plain(" ".join([*section.words, *(point.text for point in section.points), *section.notes]))


def said(content):
    """All a reader sees without opening a why, the numbers behind a chart or the auditor's part."""
    yield from (content.answer, content.caution, content.money)
    for item in content.headlines:
        yield from (item.label, item.note, item.spans)
    sections = [each for each in (*content.board, *content.sections) if each.heading != "For the auditor"]
    for section in sections:
        yield from (section.heading, *section.words, *section.notes, *(each.text for each in section.points))
        for table in (*section.tables, *(each for fold in section.folds for each in fold.tables)):
            shown = [each for each in table.columns if each.name != "equation"]
            yield from (table.caption, *(each.label for each in shown))
            yield from (value for each in shown for value in each.values if isinstance(value, str))
    for picture in (content.lead, *(each for section in sections for each in section.pictures)):
        yield from (picture.title, picture.subtitle, *picture.notes)


def test_equations_stand_only_where_one_checks(content):
    assert [text for text in said(content) if re.search(r"\b[CDSX]\d{1,2}\b", text)] == []
    method = [picture.equations for section in content.sections for picture in section.pictures]
    assert {"S63, S64", "S42, S66", "S82"} <= set(method)
    assert "Equations of the method: S63, S64." in render(content)


def test_answer_names_strategy_word_chance_and_runner_up(content):
    assert re.fullmatch(r"Sell \(leaning, \d\d%\)\. Next best: Wait\.", content.answer)


def test_answer_follows_the_result(result):
    changed = replace(result, family="buy", strategy="buy", confidence="strong", next_best="make")
    shown = round(100 * chances(result)["buy"])
    assert strategies_content(changed).answer == f"Buy (strong, {shown}%). Next best: Keep."


def test_chances_of_the_families_are_listed_and_add_up_to_a_hundred(content, result):
    third = tuple(replace(each, chance_best=1 / 6) for each in result.families)
    text = strategies_content(replace(result, families=third)).caution
    found = [int(share) for share in re.findall(r" (\d+)%", text.partition("(")[0])]
    assert len(found) == len(result.families) == 6
    assert sum(found) == 100
    assert sorted(found) == [16, 16, 17, 17, 17, 17]
    table = strategies_content(replace(result, families=third)).board[0].tables[0]
    assert sum(table.values("chance")) == pytest.approx(1.0)
    assert "(ties within 5.0 M$)" in plain(content.caution)


def test_a_leader_by_the_worst_tenth_is_said_to_be_behind_on_average(result):
    changed = replace(result, family="wait", strategy="wait", next_best="sell")
    text = plain(strategies_content(changed).caution)
    assert "25% weight on the worst tenth; without that weight selling would lead by 39 M$" in text
    assert "selling is also best most often" in text


def test_a_leader_that_is_seldom_best_says_what_is(result):
    seldom = {"sell": 0.08, "buy": 0.32}
    families = tuple(replace(e, chance_best=seldom.get(e.name, 0.15)) for e in result.families)
    text = plain(strategies_content(replace(result, families=families)).caution)
    assert re.search(r"; buying, best most often, averages \d+ M\$ less", text)


@pytest.mark.parametrize(
    ("family", "first"), [("make", "is best in 100% of scenarios"), ("sell", "is almost never best")]
)
def test_a_family_that_is_never_best_is_said_in_words(result, family, first):
    families = tuple(replace(each, chance_best=float(each.name == "make")) for each in result.families)
    text = plain(strategies_content(replace(result, family=family, families=families)).caution)

    assert first in text.partition(",")[0]
    assert ", buying almost never" in text
    assert " 0%" not in text


def test_a_next_best_that_ranks_as_high_is_called_a_tie(result):
    first = next(row for row in result.strategies if row.name == result.strategy)
    best = next(each.best for each in result.families if each.name == result.next_best)

    def next_best_behind_by(gap):
        rows = [
            replace(row, mean=first.mean - gap, worst_tenth=first.worst_tenth - gap)
            if row.name == best
            else row
            for row in result.strategies
        ]
        return plain(strategies_content(replace(result, strategies=tuple(rows))).caution)

    counted = result.case.materiality
    tie = "; the first two tie, 2.5 M$ apart: other draws may turn them round."
    assert tie in next_best_behind_by(counted / 2)
    assert "tie, " not in next_best_behind_by(2 * counted)


def test_a_price_within_its_own_error_says_so(result):
    def note_at(price):
        spread = replace(result.headline_ranges["walk_away"], error=3.0e6)
        ranges = {**result.headline_ranges, "walk_away": spread}
        content = strategies_content(replace(result, walk_away=price, headline_ranges=ranges))
        return plain(next(each.note for each in content.headlines if each.name == "walk_away"))

    assert note_at(5.0e6).startswith("± 6.0 M$ with other draws; least price")
    assert note_at(60.0e6).startswith("least price")


def test_closing_plants_is_not_counted_as_keeping_today(result):
    kept = next(each for each in result.case.strategies if each.kind == "keep")
    closed = replace(kept, name="closed", plants=dict.fromkeys(kept.plants, "close"))
    row = next(each for each in result.strategies if each.name == kept.name)
    waits = replace(row, name="waits", family="wait", chance_best=0.1)
    rows = (replace(row, chance_best=0.3), replace(row, name="closed", chance_best=0.6), waits)
    ways = (kept, closed, replace(kept, name="waits", family="wait", kind="wait"))
    changed = replace(result, family="wait", strategies=rows, case=replace(result.case, strategies=ways))

    assert _today(changed).endswith("keeping today, for good or for a while, is best in 40%.")
    assert _today(result) == ""


def test_reasons_for_a_weaker_word_are_said(content, result):
    assert result.confidence_reasons[0] in content.caution
    assert "5.0 M$" in plain(content.caution)


def test_three_numbers_with_range_and_why(content):
    shown = [(item.name, item.value, item.low, item.high, item.unit) for item in content.headlines]
    assert shown == [
        ("saving_per_pack", 1230.0, -300.0, 2800.0, "USD/pack"),
        ("walk_away", 143e6, 60e6, 240e6, "USD"),
        ("buy_below", 131.7, 118.2, 149.9, "USD/kWh"),
    ]
    for item in content.headlines:
        assert item.spans == "P5–P95 of the scenarios"
        assert re.search(r"S\d\d", item.why.formula)
        assert item.why.inputs
        assert item.why.moves


def test_order_of_the_first_page(page):
    marks = [
        'id="answer"',
        'class="numbers"',
        'id="map"',
        *(f">{heading}</h2>" for heading in HEADINGS),
        "<nav ",
    ]
    places = [page.index(mark) for mark in marks]
    assert places == sorted(places)


def test_page_is_well_formed_and_loads_nothing(page):
    reader = Reader()
    reader.feed(page)
    assert reader.wrong == []
    assert reader.open == []
    ids = [attrs["id"] for _, attrs in reader.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    for tag, attrs in reader.elements:
        assert not {"src", "srcset", "style"} & set(attrs)
        assert tag not in ("link", "iframe", "object", "embed", "img", "image", "use", "form", "base")
    assert not re.search(r"@import|@font-face|url\((?!#)|fetch\(", page)


def test_first_screen_shares_are_whole_percents(page):
    first = page[page.index('id="answer"') : page.index("<nav ")]
    visible = re.sub(r"<svg.*?</svg>|<details.*?</details>", "", first, flags=re.S)
    assert not re.search(r"\d\.\d%", html.unescape(visible))


def test_every_colour_of_a_chart_is_on_the_page(page):
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    defined = set(re.findall(r"--([a-z]+):", style))
    assert set(re.findall(r"var\(--([a-z]+)\)", page)) <= defined


def test_strategies_table_holds_the_best_of_each_family_best_first(content, result):
    table = content.board[0].tables[0]
    means = table.values("mean")
    assert means == sorted(means, reverse=True)
    assert len(table) == len(result.families)
    first = next(table.rows())
    assert first["title"] == "Sell"
    assert first["chance"] == chances(result)["sell"]
    assert first["chance"] == pytest.approx(result.chance, abs=0.01)
    assert {"mean", "over", "worst", "regret", "chance"} <= table.bold(first)
    assert table.swatches[0] == "sell"


def test_all_strategies_are_one_fold_away(content, result):
    table = content.board[0].folds[0].tables[0]
    assert len(table) == len(result.strategies)
    assert dict(zip(table.values("title"), table.swatches, strict=True))["Expand"] == "expand"


def test_bidders_are_ranked_with_the_chance_of_closing(content):
    table = content.board[1].tables[0]
    certain = table.values("certain")
    assert certain == sorted(certain, reverse=True)
    row = next(table.rows())
    assert (row["headline"], row["clean"], row["closing"], row["worth"]) == (210.0, 150.0, 0.62, 30.0)
    assert "supply price 5 $/kWh lower: +24 M$" in plain(row["movers"])


def test_breakevens_say_value_today_who_leads_then_and_what_is_out_of_reach(result):
    text = board_text(result, "What would change the answer")
    assert "Delivered price of Quick: above 139.4 $/kWh keeping beats buying (expected: 127.8 $/kWh)." in text
    assert "counted: below 190 M$ waiting beats selling (expected: 210 M$)." in text
    first = tuple(each for each in result.breakevens if each.quantity != "supply_price")
    text = board_text(replace(result, breakevens=first), "What would change the answer")
    assert "below 41% waiting beats selling (expected: 62%); that is outside of what is likely" in text
    assert "(50% to 70%, P1–P99)" in text
    assert "above 91,200 keeping beats buying (expected: 61,200); that is beyond what the plants" in text
    assert "can make (80,000)" in text


def test_number_says_what_its_range_is_and_where_there_is_none(content):
    saving, _, buy = content.headlines
    assert "Sell, instead of: Keep" in saving.note
    assert any("± 0.2 $/kWh (standard error" in plain(line) for line in buy.why.moves)
    assert any("In 3 of these 256 there is no such number." in line for line in buy.why.moves)
    assert not any("no such number" in line for line in saving.why.moves)


def test_bidders_with_a_price_below_zero_are_said_to_ask_for_money(result):
    text = board_text(result, "Bidders")
    assert "below zero" not in text
    first, second = result.bidders
    asks = replace(result, bidders=(first, replace(second, headline=-69e6)))
    text = board_text(asks, "Bidders")
    assert "would not pay; would ask that much to take the stake over (Financial fund 69 M$)" in text
    assert "Financial fund 69 M$" in " ".join(summary_text(strategies_content(asks)).split())


def test_breakevens_that_do_not_exist_are_counted_not_shown(result):
    gone = tuple(replace(each, breakeven=math.nan) for each in result.breakevens)
    text = board_text(replace(result, breakevens=gone), "What would change the answer")
    assert "No single number does" in text
    assert "4 more were tried" in text


def test_find_out_first_names_only_what_is_worth_its_cost(result):
    text = board_text(result, "Find out first")
    assert "Ask three suppliers for binding offers: worth 6.1 M$, costs 0.4 M$, 3 months." in text
    assert "Talk to two banks" not in text
    assert "Knowing everything would be worth 21 M$ (± 1.3 M$)." in text


def test_waiting_is_said_with_its_break_even_hazard(result):
    text = board_text(result, "Act or wait")
    assert "Act now: waiting costs 8.3 M$" in text
    assert "below 19% a year (30% a year is assumed)" in text
    waited = replace(result, wait={**result.wait, "value": 4.2e6, "breakeven_hazard": 1.0})
    text = board_text(waited, "Act or wait")
    assert "Waiting gains 4.2 M$" in text
    assert "even if the bidder were sure to leave (30% a year is assumed)" in text
    never = replace(result, wait={**result.wait, "breakeven_hazard": 0.0})
    assert "even if the bidder were sure to stay" in board_text(never, "Act or wait")


def test_after_the_deal_says_stake_votes_and_capacity_before_and_after(result):
    text = board_text(result, "After the deal")
    assert "Stake in Venture: 20% (now 51%); votes: 20% (now 51%)." in text
    assert "0.8 GWh/year (now 2)" in text
    assert "Fund controls it." in text


def test_a_sale_that_is_not_recommended_is_only_a_possibility(result):
    after = replace(result.ownership[1], title="After the sale to: Financial fund")
    kept = replace(result, family="make", strategy="keep", ownership=(result.ownership[0], after))
    text = board_text(kept, "If sold")
    assert (
        "Not recommended; the best of the sales would be to: Financial fund (reference deal: Sell)." in text
    )
    assert "After the deal" not in [each.heading for each in strategies_content(kept).board]


def test_weakest_evidence_is_of_grade_d_or_e(result):
    text = board_text(result, "Weakest evidence")
    assert "what is uncertain between selling and buying" in text
    assert text.index("Supplier (grade E): 46%.") < text.index("Programme (grade D): 31%.")
    assert "may add to more than 100%" in text
    tiny = tuple(replace(each, variance_share=0.004) for each in result.drivers[1:])
    text = board_text(replace(result, drivers=(result.drivers[0], *tiny)), "Weakest evidence")
    assert "Programme" not in text
    solid = tuple(replace(each, grade="B") for each in result.drivers)
    assert "No leading input" in board_text(replace(result, drivers=solid), "Weakest evidence")


def test_switch_map_covers_the_whole_field_once(result):
    fields = list(switch_map(result).tables["fields"].rows())
    area = sum(
        math.log(row["volume_end"] / row["volume"]) * (row["price_end"] - row["price"]) for row in fields
    )
    assert area == pytest.approx(math.log(6.0) * 100.0)
    today = next(switch_map(result).tables["today"].rows())
    assert today["volume"] == pytest.approx(result.switch_map["today"][0], rel=1e-3)
    assert today["price"] == result.switch_map["today"][1]


def test_outline_of_a_distribution_peaks_where_the_draws_are(result):
    narrow = np.concatenate([np.full(400, 100e6), np.linspace(0.0, 200e6, 112)])
    drawn = replace(result, draws={**result.draws, "sell": narrow})
    rows = [row for row in distributions(drawn).tables["shapes"].rows() if row["name"] == "sell"]
    peak = max(rows, key=lambda row: row["height"])
    assert peak["worth"] == pytest.approx(100.0, abs=5.0)
    assert peak["height"] == 1.0


def test_register_lists_every_input_with_its_source(content, result):
    audit = next(section for section in content.sections if section.heading == "For the auditor")
    register = audit.folds[0].tables[0]
    assert set(register.values("name")) == set(result.case.quantities)
    assert all(register.values("source"))


def test_ledger_of_claims_and_odds_without_each(page):
    assert "Daily Example → Wire Example" in page
    assert "What each claim does to the odds" in page
    assert "The maker calls it speculation." in page


def test_conflicting_claims_stand_side_by_side(content):
    conflict = content.conflicts[0]
    assert [claim.name for claim in conflict.claims] == [
        "The maker talks to several buyers about its stake.",
        "The maker calls it speculation.",
    ]


def test_first_decision_follows_below(content):
    headings = [section.heading for section in content.sections]
    assert headings.index("What drives it") < headings.index("What drives the cost")
    assert headings[-1] == "For the auditor"


def test_page_stands_without_bidders_odds_drivers_and_paths(result):
    case = replace(result.case, claims=(), events=(), accounts=(), correlations=(), bidders=())
    bare = replace(
        result,
        case=case,
        bidders=(),
        drivers=(),
        breakevens=(),
        by_year={},
        frontier={},
        accounts=(),
        sensitivities=(),
        wait={},
        headline_ranges={},
        risk_switches=(),
        switch_map={key: value for key, value in result.switch_map.items() if key != "chance"},
        walk_away=math.nan,
        zone=(math.nan, math.nan),
        price_band=(math.nan,) * 3,
    )
    reader = Reader()
    reader.feed(render(strategies_content(bare)))
    assert reader.wrong == []
    assert "nan" not in "".join(reader.text).lower().split()


def test_summary_is_one_screen(content):
    lines = summary_text(content).splitlines()
    assert max(map(len, lines)) <= 100
    assert len(lines) <= 48


def test_summary_says_the_first_page(result):
    text = summary(made_up_result(), strategies=result)
    assert "Sell (leaning, " in text
    assert "1,230 $/pack  (−300 to 2,800 $/pack, P5–P95 of the scenarios)" in text
    for heading in HEADINGS:
        assert heading in text
    assert re.search(r"^Overseas strategic +210 +150 +62", text, re.M)


def test_one_report_file_per_run(result, tmp_path):
    path = write_report(made_up_result(), tmp_path / "report.html", strategies=result)
    assert [found.name for found in tmp_path.iterdir()] == ["report.html"]
    assert "Sell (leaning, " in path.read_text(encoding="utf-8")


def test_a_mean_made_by_a_few_scenarios_has_no_line(result):
    own = result.by_year["own_cell_full"].copy()
    own[0, -2:] = 50.0 * own[2, -2:]
    picture = own_against_bought(replace(result, by_year={**result.by_year, "own_cell_full": own}))
    means = [row["mean"] for row in picture.tables["years"].rows() if row["series"] == "Made"]
    assert [mean is None for mean in means] == [False] * 4 + [True] * 2
    assert "in 4 of 4 years" in picture.title
    assert picture.notes
