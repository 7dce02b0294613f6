"""Chart specifications, not pictures."""

import json
import re
from importlib import import_module
from itertools import pairwise

import altair
import pytest
from jsonschema import ValidationError
from made_up import VOLUMES, lines, made_up_content, parts, this_year, yearly
from made_up_strategies import made_up_strategies

from cellworth.report.charts import bars, cost_by_part, frontier, own_against_bought, utilisation
from cellworth.report.content import Column, Table
from cellworth.report.look import DASHES, SIZES, round_places, spread, ticks, wrapped
from cellworth.report.strategies.content import strategies_content


def pictures():
    found = []
    for content in (made_up_content(), strategies_content(made_up_strategies())):
        found.append(content.lead)
        found += [picture for section in content.sections for picture in section.pictures]
    return found


def drawn(picture, size):
    return import_module(f"cellworth.report.charts.{picture.chart}").spec(picture.tables, size)


CASES = [pytest.param(p, s, id=f"{p.key}-{s.name}") for p in pictures() for s in SIZES]


@pytest.mark.parametrize(("picture", "size"), CASES)
def test_specification_follows_the_schema(picture, size):
    altair.LayerChart.from_dict(drawn(picture, size))


def test_a_wrong_specification_is_found():
    spec = drawn(pictures()[0], SIZES[0])
    wrong = {**spec, "layer": [{**spec["layer"][0], "mark": {"type": "smear"}}]}
    with pytest.raises(ValidationError, match="smear"):
        altair.LayerChart.from_dict(wrong)


@pytest.mark.parametrize(("picture", "size"), CASES)
def test_chart_is_no_taller_than_sixty_percent_of_its_width(picture, size):
    spec = drawn(picture, size)
    assert spec["width"] == size.width
    assert spec["height"] <= 0.6 * spec["width"]


@pytest.mark.parametrize(("picture", "size"), CASES)
def test_colours_are_variables_of_the_page(picture, size):
    text = json.dumps(drawn(picture, size))
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(", text)
    assert "var(--" in text


@pytest.mark.parametrize(("picture", "size"), CASES)
def test_chart_has_one_scale_a_side_and_no_pie(picture, size):
    spec = drawn(picture, size)
    assert "resolve" not in spec
    assert '"arc"' not in json.dumps(spec)


@pytest.mark.parametrize(("picture", "size"), CASES)
def test_chart_is_small_and_has_its_numbers_in_a_table(picture, size):
    assert sum(len(layer["data"]["values"]) for layer in drawn(picture, size)["layer"]) < 5000
    assert any(table.caption for table in picture.tables.values())


def rows_with(spec, *names):
    tables = [layer["data"]["values"] for layer in spec["layer"]]
    return [row for table in tables for row in table if all(name in row for name in names)]


def test_bars_start_at_zero_and_carry_the_numbers_of_the_table():
    for size in SIZES:
        spec = cost_by_part.spec({"parts": parts()}, size)
        rows = rows_with(spec, "part", "cost", "start")
        assert {row["start"] for row in rows} == {0.0}
        assert {row["cost"] for row in rows} == set(parts().values("cost"))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
def test_words_of_a_bar_below_zero_stand_beyond_zero(size):
    given = {"name": ["Up", "Down"], "value": [3.0, -5.0], "text": ["3", "−5"], "colour": ["make", "buy"]}
    columns = (Column(name=name, label=name, unit="text", values=values) for name, values in given.items())
    drawing = bars.spec({"bars": Table(columns=tuple(columns))}, size)
    shown = json.dumps(drawing["layer"])
    assert '"field": "end"' in shown
    rows = next(each for each in drawing["layer"] if '"field": "end"' in json.dumps(each))["data"]["values"]
    assert [row["end"] for row in rows] == [3.0, 0.0]


def test_bars_that_are_not_the_point_are_grey():
    spec = cost_by_part.spec({"parts": parts()}, SIZES[-1])
    colours = {row["part"]: row["colour"] for row in rows_with(spec, "part", "colour")}
    assert [colours[name] for name in parts().values("part")] == ["var(--make)"] * 3 + ["var(--quiet)"] * 4


def test_utilisation_marks_the_year_of_the_decision_only():
    spec = utilisation.spec({"years": yearly(), "today": this_year()}, SIZES[0])
    marked = {row["year"] for row in rows_with(spec, "year", "colour") if row["colour"] == "var(--make)"}
    assert marked == {2016}


def test_lines_are_named_at_their_ends_without_overlap():
    for size in SIZES:
        spec = own_against_bought.spec({"years": lines(), "today": this_year()}, size)
        ends = {row["text"]: row["cost"] for row in rows_with(spec, "cost", "text")}
        assert set(ends) == {"Make", "Make, cash", "Buy"}
        places = sorted(ends.values())
        pixel = 1.08 * max(lines().values("cost")) / (size.height - 40)
        assert all(above - below >= 13 * pixel for below, above in pairwise(places))


def test_every_sweep_marks_today():
    for picture in pictures():
        if picture.chart in ("switch_map", "cost_over_volume"):
            volumes = [row["volume"] for row in rows_with(drawn(picture, SIZES[0]), "volume", "label")]
            assert 43210.0 in volumes


def test_spread_moves_labels_apart_and_keeps_their_order():
    places = spread([10.0, 10.5, 30.0, 9.9], 3.0)
    ordered = sorted(range(4), key=[10.0, 10.5, 30.0, 9.9].__getitem__)
    assert all(places[b] - places[a] >= 3.0 - 1e-6 for a, b in pairwise(ordered))
    assert places[2] == 30.0


def test_ticks_are_round_and_few():
    found = ticks(min(VOLUMES), max(VOLUMES), 4)
    assert len(found) <= 4
    assert all(str(f"{tick:.0f}").strip("0") in ("1", "2", "5") for tick in found)
    assert ticks(1000.0, 10000.0, 9) == [1000.0, 2000.0, 5000.0, 10000.0]


def test_round_places_hold_any_sign_and_are_few():
    assert round_places(-1234.0, -560.0, 4) == [-1200.0, -1000.0, -800.0, -600.0]
    assert round_places(-0.3, 0.9, 7) == pytest.approx([-0.2, 0.0, 0.2, 0.4, 0.6, 0.8])
    assert round_places(0.0, 1e9, 3) == [0.0, 5e8, 1e9]


def test_more_series_than_dashes_are_all_drawn():
    parties = [f"party {number}" for number in range(len(DASHES) + 2)]
    rows = [(party, party == "party 0", float(at), float(at)) for party in parties for at in (1, 2)]
    units = {"party": "text", "ours": "text", "headline": "MUSD", "supply": "USD/kWh"}
    columns = [
        Column(name=name, label=name, unit=unit, values=list(values))
        for (name, unit), values in zip(units.items(), zip(*rows, strict=True), strict=True)
    ]
    found = frontier.spec({"lines": Table(columns=tuple(columns))}, SIZES[1])

    drawn_lines = [entry for entry in found["layer"] if entry["mark"]["type"] == "line"]
    assert len(drawn_lines) == len(parties)


LANES = {"bargaining": "bidders", "closing": "bidders", "distributions": "lanes", "bars": "bars"}


def test_names_keep_their_room_in_pixels_however_wide_the_chart_is_drawn():
    found = [picture for picture in pictures() if picture.chart in LANES]
    assert {picture.chart for picture in found} == set(LANES)
    for picture in found:
        spec = drawn(picture, SIZES[-1])
        channels = [channel for layer in spec["layer"] for channel in layer["encoding"].values()]
        ranges = [each["scale"]["range"] for each in channels if "range" in (each.get("scale") or {})]
        words = wrapped_names(picture.tables[LANES[picture.chart]].values("name"))
        assert ranges
        assert all(left >= 7.0 * max(map(len, words)) for left, _ in ranges)
        assert all(right["expr"].startswith("width") for _, right in ranges)


def wrapped_names(names):
    """Lines of names as a chart of bars breaks them; others have one line each."""
    return [line for name in names for line in (wrapped(name, 48) if len(name) > 48 else [name])]
