"""The page Decide: an input moved, a case uploaded, a run cancelled, a file taken to the command line."""

import json
import re
import subprocess
import sys

import pytest
from waiting import settled, until

from cellworth.report.figures import pair

CASE = "nissan-aesc-2016"
VOLUME = "programmes.leaf.volume_factor"
FEW = "/#/decide?n=64"
"""No more scenarios than these: as true as many, and sooner."""


def tile(page, name):
    return page.locator(f'.numbers li[data-name="{name}"] .value').inner_text().replace("\n", " ")


def slider(page, name):
    return page.locator(f'.slider[data-name="{name}"]')


def test_a_moved_input_gives_what_the_engine_and_the_command_line_give(open_page, tmp_path):
    page = open_page(FEW)
    settled(page)
    before = tile(page, "walk_away")
    answered = []
    page.on("response", lambda got: answered.append(got) if got.url.endswith("/quick") else None)
    field = slider(page, VOLUME).get_by_role("textbox")
    field.fill("0.7")
    field.press("Enter")
    until(page, "location.hash.includes('volume_factor:0.7')")
    settled(page)
    quick = answered[-1].json()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download case").click()
    file = tmp_path / taken.value.suggested_filename
    taken.value.save_as(file)
    again = tmp_path / "again.json"
    command = [sys.executable, "-c", "from cellworth.cli.main import run; run()", "run", str(file)]
    command += ["--scenarios", str(quick["scenarios"]), "--seed", str(quick["seed"])]
    command += ["--out", str(tmp_path / "out"), "--json", str(again)]
    subprocess.run(command, check=True, capture_output=True)
    printed = json.loads(again.read_text())
    same = {line["name"]: line for line in printed["headline"]}
    assert quick["headline"]
    assert [same[line["name"]] for line in quick["headline"]] == quick["headline"]
    assert printed["tables"]["strategies"]["rows"] == quick["tables"]["strategies"]["rows"]
    assert tile(page, "walk_away") != before
    assert tile(page, "buy_below") == " ".join(pair(same["buy_below"]["value"], "USD/kWh"))


def test_dragging_moves_the_chart_and_letting_go_asks_for_more_scenarios(open_page):
    page = open_page("/#/decide")
    settled(page)
    asked = []
    page.on(
        "request", lambda sent: asked.append(sent.post_data_json) if sent.url.endswith("/quick") else None
    )
    handle = slider(page, VOLUME).locator("input[type=range]")
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    until(page, "location.hash.includes('volume_factor')")
    settled(page)
    scenarios = [each["scenarios"] for each in asked]
    assert scenarios[0] < scenarios[-1] == 2048
    assert asked[-1]["edits"][VOLUME] > 1.0
    assert page.locator(".state").inner_text().startswith("2,048 scenarios")


def test_the_address_reproduces_the_view(open_page):
    address = f"/#/decide?case={CASE}&set={VOLUME}:0.8&risk=0.5&n=64"
    first, second = (open_page(address) for _ in range(2))
    settled(first)
    settled(second)
    assert (
        first.locator("main").inner_text().split("seed")[0]
        == second.locator("main").inner_text().split("seed")[0]
    )
    assert slider(first, VOLUME).get_by_role("textbox").input_value() == "0.8"
    assert "Weight of the worst tenth: 50%" in first.locator(".changes").inner_text()


@pytest.mark.parametrize(("text", "said"), [("abc", "is no number"), ("-3", "too small")])
def test_what_cannot_be_is_said_beside_the_field_and_stays_there(open_page, text, said):
    page = open_page(FEW)
    settled(page)
    field = slider(page, VOLUME).get_by_role("textbox")
    field.fill(text)
    field.press("Enter")
    assert said in slider(page, VOLUME).get_by_role("alert").inner_text()
    assert field.input_value() == text
    assert field.get_attribute("aria-invalid") == "true"


def test_a_bad_case_is_refused_with_its_lines_and_the_answer_stays(open_page):
    page = open_page(FEW, refusals=(422,))
    settled(page)
    answer = page.locator("#answer").inner_text()
    bad = {
        "name": "bad.toml",
        "mimeType": "text/plain",
        "buffer": b'base = "nissan-aesc-2016"\nnonsense = 3\n',
    }
    page.locator("input[type=file]").set_input_files(bad)
    page.wait_for_selector(".picker .error li")
    assert "nonsense" in page.locator(".picker .error").inner_text()
    assert page.locator("#answer").inner_text() == answer
    assert page.locator(".picker select").input_value() == CASE


def test_a_long_run_can_be_cancelled_and_the_answer_stays(open_page):
    page = open_page("/#/decide?n=65536")
    settled(page)
    answer = page.locator("#answer").inner_text()
    page.get_by_role("button", name="Run in full").click()
    page.get_by_role("progressbar", name="Progress of the run").wait_for()
    page.get_by_role("button", name="Cancel").click()
    until(page, "document.getElementById('said').textContent.startsWith('Cancelled')")
    assert page.locator("#answer").inner_text() == answer
    assert page.get_by_role("button", name="Run in full").is_enabled()


def test_a_number_walks_back_to_its_sources(open_page):
    page = open_page(FEW)
    settled(page)
    page.locator('.numbers li[data-name="buy_below"] summary').click()
    page.get_by_role("button", name=re.compile("Walk buy below back")).click()
    page.wait_for_selector("dialog .tree li")
    assert "$/kWh" in page.locator("dialog").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert "Walk buy below back" in page.evaluate("document.activeElement.textContent")
