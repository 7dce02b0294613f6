"""What the page says of a decision comes from its result."""

import json
import re

import pytest
from made_up_decision import COMPARED, HEADLINE, NUMBERS, SWEEP, YEARS, made_up_result

from cellworth.report.decision.content import decision_content
from cellworth.report.decision.facts import fact_groups
from cellworth.report.figures import supported
from cellworth.report.page import render
from cellworth.report.write import summary, write_report

LAYERS = (("base.toml", "ab" * 32), ("made-up.toml", "cd" * 32))


def content(**headline):
    return decision_content(made_up_result(headline=headline), layers=LAYERS)


def test_answer_is_the_strategy_with_less_cash_and_names_the_runner_up():
    assert content().answer == (
        "Buy the cells from Far Cells: 213\u00a0M$ less cash from 2017 to 2017, in money of today."
        " Next best: keep making at Own Cells."
    )
    turned = content(saving_worth=-9.4e6).answer
    assert turned.startswith("Keep making the cells at Own Cells: 9.4\u00a0M$ less cash")
    assert turned.endswith("Next best: buy from Far Cells.")


def test_no_chance_is_stated_where_none_was_computed():
    first = content()
    words = f"{first.answer} {first.caution}".lower()
    assert "not computed" in words
    assert not re.search(r"clear|strong|likely\b(?! inputs)|leaning|optimal|\d ?%", words)


def test_caution_says_when_the_ranges_or_the_sunk_plants_turn_the_answer():
    assert "the cheaper one changes" in content().caution
    firm = decision_content(made_up_result(ranges={"saving_per_pack_cash": (200.0, 2852.0)}))
    assert "buying takes less cash" in firm.caution
    assert "would win" not in firm.caution
    assert "making would win" in content(saving_per_pack_full=-500.0).caution


def test_caution_says_when_the_new_lines_decide():
    assert "new lines" not in content().caution
    assert "Buying spares 377\u00a0M$ for new lines" in content(conversion_cash=377e6).caution


def test_large_numbers_are_those_of_the_result():
    saving, price, volume = content().headlines
    assert (saving.value, saving.low, saving.high) == (1400.0, -800.0, 2900.0)
    assert saving.label == "Saved per pack by buying, 2016"
    assert price.value == HEADLINE["indifference_supply_price"]
    assert "139.3" in price.note
    assert volume.value == 288000.0
    assert "43,000" in volume.note


def test_a_loss_is_said_as_a_loss():
    result = made_up_result(
        headline={"saving_per_pack_cash": -640.0}, ranges={"saving_per_pack_cash": (-900.0, -100.0)}
    )
    saving = decision_content(result).headlines[0]
    assert saving.label.startswith("Lost per pack")
    assert (saving.value, saving.low, saving.high) == (600.0, 100.0, 900.0)


@pytest.mark.parametrize(("volume", "note"), [(float("nan"), "at no volume"), (-80000.0, "at any volume")])
def test_missing_breakeven_volume_is_said_not_shown_as_a_number(volume, note):
    made = content(breakeven_volume_cash=volume)
    assert made.headlines[2].value is None
    assert note in made.headlines[2].note
    assert "nan" not in re.sub(r"[a-z]nan|nan[a-z]", "", render(made).lower())


def test_why_names_inputs_with_source_and_grade():
    saving = content().headlines[0].why
    names = {fact.name: fact for fact in saving.inputs}
    assert names["Packs made, 2016"].grade == "B"
    assert names["Packs made, 2016"].url == "https://example.org/volume"
    assert "Packs made, 2015" not in names
    assert names["Own cells, cash still to be spent"].value == HEADLINE["own_cell_cash"]
    assert len(saving.moves) == 3


def test_first_chart_and_answer_rest_on_the_same_cost():
    made = content()
    assert made.lead.tables["frontier"].values("price") == SWEEP["standing_breakeven_price_cash"][:3]
    point = next(made.lead.tables["today"].rows())
    assert (point["volume"], point["price"], point["low"], point["high"]) == (43000.0, 193.0, 145.0, 187.0)
    assert "buying takes less cash" in made.lead.title


def pictures(made):
    return {picture.key: picture for section in made.sections for picture in section.pictures}


def test_page_holds_what_the_case_is_asked_for():
    assert set(pictures(content())) == {
        "volume",
        "steps",
        "items",
        "years",
        "use",
        "fit-own",
        "fit-bought",
    }


def test_largest_parts_are_drawn_the_rest_is_summed_and_all_are_in_the_table():
    steps = pictures(content())["steps"].tables
    costs = made_up_result().cost_by_step
    assert len(steps["parts"]) == 7
    assert sum(steps["parts"].values("cost")) == pytest.approx(sum(costs.values()))
    assert steps["parts"].values("part")[-1] == "4 others"
    assert steps["shown"].values("cost") == sorted(costs.values(), reverse=True)
    assert "Mixing, positive electrode" in steps["shown"].values("part")


def test_every_published_figure_stands_beside_the_model_fit_or_not():
    drawn = pictures(content())
    shown = [row for key in ("fit-own", "fit-bought") for row in drawn[key].tables["shown"].rows()]
    assert [row["model"] for row in shown] == [entry.model for entry in COMPARED]
    assert [row["agrees"] for row in shown] == [True, False, False]
    assert drawn["fit-own"].title.startswith("The model agrees with 1 of 2")
    assert drawn["fit-own"].tables["later"].values("cost") == [273.0]
    assert "later" not in drawn["fit-bought"].tables


def test_evidence_is_compared_up_to_today_only():
    years = pictures(content())["fit-own"].tables["model"].values("year")
    assert max(years) == 2016


def test_figures_that_disagree_are_shown_with_what_was_done():
    conflicts = content().conflicts
    assert [conflict.about for conflict in conflicts] == [
        "Own pack, with the plants' cost, 2014",
        "Packs made in 2016",
    ]
    assert "The level was set on: Figure survey." in conflicts[0].treated
    assert {claim.value for claim in conflicts[0].claims} == {311.0, 409.0}
    assert {claim.value for claim in conflicts[1].claims} == {"43,000 packs", "71,000 packs/year"}


def test_every_number_of_the_case_is_among_the_facts():
    groups = fact_groups(made_up_result())
    assert sum(len(facts) for _, facts in groups) == len(NUMBERS)
    assert dict(groups)["Plants"][0].note == "reasoned; made-1 / made-2"
    survey = dict(groups)["Evidence the model is held against"][0]
    assert (survey.name, survey.value) == ("Figure survey", "311 $/kWh")


def test_every_pack_says_why_it_has_its_electrodes():
    notes = content().sections[-1].notes
    assert len(notes) == len(made_up_result().packs)
    assert notes[0] == "Pack small, LMO-G: Printed so in a brochure that does not exist."


def test_calibration_is_said_openly():
    words = next(section.words for section in content().sections if "evidence" in section.heading)
    assert words[0] == (
        "Investment in plants: 0.86 times the cost method's, set on North as published"
        " (off by 42.0% before and 28.0% after)."
    )
    assert "4.10 times the cost method's, falling to 2.60 times, set on Figure survey" in words[1]
    assert words[-1].startswith("The model agrees with 1 of 3 published figures")


def test_manifest_marks_version_files_and_day():
    manifest = content().manifest
    assert manifest["File made-up.toml"] == f"SHA-256 {'cd' * 32}"
    assert manifest["Known as of"] == "31 Aug 2016"
    assert manifest["Designs and plants evaluated"] == "123"
    assert content().run_line.startswith("run cdcdcd · version")


def test_no_number_on_the_first_screen_is_without_a_result():
    page = render(content())
    shown = page[page.index("<body>") : page.index("<nav ")]
    words = re.sub(r"<svg.*?</svg>|<details.*?</details>", "", shown, flags=re.S)
    found = {text.strip(",.") for text in re.findall(r"[\d,.]*\d", re.sub(r"<[^>]+>|&#\d+;", " ", words))}
    versions = set(re.findall(r"[\d.]+", content().run_line))
    from_result = {
        *("213", "1,400", "800", "2,900", "4,000", "153.7", "139.3", "193.0", "288,000", "43,000"),
        *(str(year) for year in YEARS),
        "31",
    }
    assert found <= from_result | versions


def test_report_and_summary_are_written_from_the_same_content(tmp_path):
    target = write_report(made_up_result(), tmp_path / "deep" / "report.html", layers=LAYERS)
    page = target.read_text(encoding="utf-8")
    text = summary(made_up_result(), layers=LAYERS)
    for number in ("1,400", "153.7", "288,000"):
        assert number in page
        assert number in text
    assert max(map(len, text.splitlines())) <= 100


def test_data_of_every_chart_are_plain_json():
    for picture in [content().lead, *pictures(content()).values()]:
        for table in picture.tables.values():
            json.dumps(list(table.rows()), allow_nan=False)


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [(1312.0, -737.0, 2812.0, 1300.0), (1312.0, 1300.0, 1330.0, 1312.0), (281733.0, None, None, 282000.0)],
)
def test_digits_follow_the_range(value, low, high, said):
    assert supported(value, low, high) == said
