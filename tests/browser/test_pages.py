"""All pages: accessible, narrow, by keyboard; runs kept, compared, reopened; numbers as in the report."""

import math

import pytest
from waiting import settled, until

from cellworth.report.figures import pair

PAGES = ("decide", "design", "evidence", "deal", "runs")
READY = {
    "decide": ".plot svg",
    "design": ".chart.mass .plot svg",
    "evidence": "tr[data-event]",
    "deal": ".ownership .plot svg",
    "runs": "main h1",
}


@pytest.mark.parametrize("name", PAGES)
def test_no_serious_violation_and_no_sideways_scroll(open_page, axe, name):
    for theme, width in (("light", 1440), ("dark", 390)):
        size = {"width": width, "height": 844}
        page = open_page(f"/#/{name}?n=64", viewport=size, color_scheme=theme)
        settled(page, READY[name])
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_pages_are_reached_by_keyboard_and_keep_the_question(open_page):
    page = open_page("/#/decide?case=nissan-aesc-2016&set=programmes.leaf.volume_factor:0.8&risk=0.5&n=64")
    settled(page, READY["decide"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_role("link", name="Evidence").focus()
    page.keyboard.press("Enter")
    settled(page, READY["evidence"])
    assert "risk=0.5" in page.url
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.title() == "Evidence · Cellworth"


def test_runs_are_kept_compared_and_reopened_as_they_were(open_page):
    page = open_page("/#/decide?case=nissan-aesc-2016&n=64", refusals=(404,))
    settled(page, READY["decide"])
    page.get_by_role("button", name="Run in full").click()
    until(page, "location.hash.includes('run=')")
    settled(page)
    address, numbers = page.url, page.locator(".numbers").inner_text()
    start = page.url.split("#")[0]
    question = {"case": "nissan-aesc-2016", "scenarios": 64, "risk_aversion": 0.9}
    other = page.request.post(f"{start}api/v1/runs", data=question, headers={"X-Cellworth": "1"}).json()
    again = open_page("/" + address.split("/", 3)[3])
    settled(again, READY["decide"])
    assert again.locator(".numbers").inner_text() == numbers
    until(page, f"fetch('/api/v1/runs/{other['run']}').then((got) => got.ok)")
    page.goto(f"{start}#/runs")
    page.wait_for_selector(f'input[data-run="{other["run"]}"]')
    for box in page.locator("tr[data-run] input").all():
        box.check()
    page.get_by_role("button", name="Compare the two chosen").click()
    page.wait_for_selector("main table caption")
    assert page.get_by_role("heading", name="against").count() == 1
    assert page.locator(".timeline li").count() > 10
    page.get_by_role("button", name="Run by date").click()
    page.get_by_role("progressbar", name="Progress of the run").wait_for()
    page.get_by_role("button", name="Cancel").click()
    until(page, "document.getElementById('said').textContent === 'Cancelled.'")
    page.goto(f"{start}#/runs?run={other['run']}")
    report = page.frame_locator("iframe")
    report.get_by_role("heading", name="Strategies", exact=True).wait_for()
    names = page.locator(".actions a[download]").all_inner_texts()
    assert {"JSON", "Draws, Parquet"} <= set(names)


def test_numbers_are_written_as_in_the_report(open_page):
    page = open_page("/#/runs")
    page.wait_for_selector(READY["runs"])
    values = [
        0.0,
        -0.2,
        3.14159,
        99.96,
        1234.5,
        -42_030_746.0,
        9_960_000.0,
        2.5e9,
        0.00123,
        118.2268,
        math.pi * 1e5,
    ]
    for unit in ("1", "USD", "USD/kWh", "kWh", "MUSD"):
        wanted = [list(pair(value, unit)) for value in values]
        found = page.evaluate(
            "([values, unit]) => import('/static/figures.js')"
            ".then((made) => values.map((value) => made.pair(value, unit)))",
            [values, unit],
        )
        assert found == wanted
