"""The page: loads nothing, is well formed, says what the content says."""

import base64
import hashlib
import html
import re
from dataclasses import replace

import pytest
from made_up import made_up_content
from page_reading import Reader

from cellworth.report.page import render, write_page

COLOURS = {
    "make": "#0072b2",
    "buy": "#e69f00",
    "sell": "#009e73",
    "dual": "#56b4e9",
    "wait": "#999999",
    "expand": "#cc79a7",
    "convert": "#d55e00",
}


@pytest.fixture(scope="module")
def page():
    return render(made_up_content())


@pytest.fixture(scope="module")
def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


def test_page_is_well_formed(read):
    assert read.wrong == []
    assert read.open == []


def test_ids_are_unique_and_links_inside_the_page_arrive(read):
    ids = [attrs["id"] for _, attrs in read.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    inner = [attrs["href"][1:] for tag, attrs in read.elements if attrs.get("href", "").startswith("#")]
    assert set(inner) <= set(ids)
    named = [name for _, attrs in read.elements for name in attrs.get("aria-labelledby", "").split()]
    assert set(named) <= set(ids)


def test_page_loads_nothing(page, read):
    for tag, attrs in read.elements:
        assert "src" not in attrs
        assert "srcset" not in attrs
        assert "style" not in attrs
        assert tag not in ("link", "iframe", "object", "embed", "img", "image", "use", "form", "base")
        if "href" in attrs and not attrs["href"].startswith("#"):
            assert tag == "a"
            assert "noreferrer" in attrs["rel"]
    assert not re.search(r"@import|@font-face|url\((?!#)|fetch\(|XMLHttpRequest", page)


def test_policy_allows_only_the_two_inline_blocks(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    script = re.search(r"<script>(.*?)</script>", page, re.S)[1]
    for kind, block in (("style-src", style), ("script-src", script)):
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def first_screen(page):
    return page[page.index("<body>") : page.index("<nav ")]


def test_every_number_of_the_first_screen_is_of_the_content(page):
    content = made_up_content()
    visible = re.sub(r"<svg.*?</svg>|<details.*?</details>", "", first_screen(page), flags=re.S)
    words = html.unescape(re.sub(r"<[^>]+>", " ", visible))
    said = f"{content.title} {content.answer} {content.caution} {content.run_line} 31 Aug 2016"
    said += " ".join(f"{item.label} {item.note}" for item in content.headlines)
    said += f"{content.lead.title} {content.lead.subtitle} {content.lead.notes}"
    known = set(re.findall(r"[\d,.]*\d", said)) | {"3,266", "1,200", "5,100", "342.7", "118,234"}
    assert set(re.findall(r"[\d,.]*\d", words)) <= known


def test_a_changed_result_changes_the_page():
    content = made_up_content()
    changed = replace(content.headlines[0], value=-777.0)
    page = render(replace(content, headlines=(changed, *content.headlines[1:])))
    assert "−777" in page
    assert "3,266" not in page


def test_order_is_answer_numbers_chart_then_the_rest(page):
    places = [
        page.index(mark) for mark in ('id="answer"', 'class="numbers"', 'id="map"', "<nav ", 'id="facts"')
    ]
    assert places == sorted(places)


def test_every_large_number_has_a_why_with_source_and_what_would_change_it(page):
    blocks = re.findall(r'<details class="why">(.*?)</details>', page, re.S)
    assert len(blocks) == 3
    for block in blocks:
        assert "cost to make − cost to buy" in block
        assert "Example Gazette" in block
        assert "grade B" in block
        assert "What would change it" in block


def test_charts_have_words_and_a_table(page):
    figures = re.findall(r"<figure.*?</figure>", page, re.S)
    assert len(figures) == 6
    for figure in figures:
        assert figure.count("<svg") == 2
        assert figure.count('role="img"') == 2
        assert figure.count("</title>") == 2
        assert figure.count("</desc>") == 2
        assert "<table" in figure


def test_long_tables_can_be_sorted_and_short_ones_need_not(page):
    tables = re.findall(r"<table[^>]*>.*?</table>", page, re.S)
    for table in tables:
        body = table[table.index("<tbody>") :]
        assert ("sortable" in table.split(">")[0]) == (body.count("<tr>") > 10)


def test_text_from_a_case_cannot_become_markup():
    content = replace(made_up_content(), answer="<script>alert(1)</script> & more")
    assert "<script>alert" not in render(content)


def test_only_web_addresses_become_links():
    content = made_up_content()
    bad = replace(content.facts[0][1][0], url="javascript:alert(1)")
    assert "javascript:" not in render(replace(content, facts=(("Volume", (bad,)),)))


def test_page_is_written_whole(tmp_path):
    target = tmp_path / "out" / "report.html"
    write_page(made_up_content(), target)
    assert target.read_text(encoding="utf-8").endswith("</html>\n")
    assert [path.name for path in target.parent.iterdir()] == ["report.html"]


def test_same_content_gives_the_same_bytes(page):
    assert render(made_up_content()) == page


def tokens(block):
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", block))


def themes(page):
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    light = tokens(style[: style.index("@media")])
    dark = tokens(re.search(r"prefers-color-scheme: dark\) \{(.*?)\n\}", style, re.S)[1])
    printed = tokens(style[style.index("@media print") :])
    return light, dark, printed


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, two):
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_words_stand_out_in_both_themes(page):
    light, dark, _ = themes(page)
    for theme in (light, {**light, **dark}):
        for name in ("ink", "muted", "accent"):
            assert contrast(theme[name], theme["page"]) >= 4.5
        assert contrast(theme["ink"], theme["panel"]) >= 4.5
        assert contrast(theme["quiet"], theme["page"]) >= 3.0


def test_colours_of_strategies_are_the_same_in_both_themes_and_grey_in_print(page):
    light, dark, printed = themes(page)
    assert {name: light[name] for name in COLOURS} == COLOURS
    assert not set(dark) & set(COLOURS)
    assert all(len({colour[1:3], colour[3:5], colour[5:7]}) == 1 for colour in printed.values())
    assert len({printed[name] for name in COLOURS}) == len(COLOURS)


def test_charts_use_only_colours_the_page_defines(page):
    light, _, _ = themes(page)
    assert set(re.findall(r"var\(--([a-z]+)\)", page)) <= set(light)
    drawings = "".join(re.findall(r"<svg.*?</svg>", page, re.S))
    assert not re.search(r'(fill|stroke)="#', drawings)
    assert "font-family" not in drawings
