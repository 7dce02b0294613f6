"""The page Evidence: a claim switched off, and what it does; the page Deal below the same address."""

from waiting import SETTLED, settled, until

CASE = "nissan-aesc-2016"
CLAIM = "h8"
EVENT = "sale"


def odds(page, event):
    return page.locator(f'tr[data-event="{event}"] td').all_inner_texts()


def test_a_claim_switched_off_moves_the_odds_as_leave_one_out_says(open_page):
    page = open_page("/#/evidence?n=64")
    settled(page, "tr[data-event]")
    before = odds(page, EVENT)
    box = page.locator(f'input[data-claim="{CLAIM}"]')
    box.focus()
    page.keyboard.press("Space")
    until(page, "location.hash.includes('off=')")
    page.wait_for_selector(".moved li")
    until(page, SETTLED)
    after = odds(page, EVENT)
    question = {"case": CASE, "edits": {}, "claims_off": [], "scenarios": 64, "sections": True}
    quick = page.url.split("#")[0] + "api/v1/quick"
    with_all = page.request.post(quick, data=question, headers={"X-Cellworth": "1"}).json()
    left_out = with_all["tables"]["leave_one_out"]
    names = [column["name"] for column in left_out["columns"]]
    row = next(
        each
        for each in (dict(zip(names, row, strict=True)) for row in left_out["rows"])
        if (each["event"], each["claim"]) == (EVENT, CLAIM)
    )
    assert after[1] == before[1] == f"{100 * row['probability']:.0f}"
    assert after[2] == f"{100 * row['without']:.0f}" != before[2]
    assert f"Without claim {CLAIM}" in page.locator(".changes").inner_text()


def test_the_ledger_finds_and_shows_conflicts(open_page):
    page = open_page("/#/evidence?n=64")
    settled(page, "tr[data-event]")
    page.get_by_label("Show", exact=True).select_option("conflict")
    assert page.locator(".ledger tbody tr").count() > 0
    assert "with “" in page.locator(".ledger tbody").inner_text()
    assert page.get_by_role("heading", name="Where sources disagree").is_visible()


def test_the_deal_shows_prices_certainty_frontier_and_ownership(open_page):
    page = open_page("/#/deal?n=64")
    until(page, "document.querySelectorAll('figure.chart .plot svg').length >= 5")
    keys = page.locator("figure.chart").evaluate_all("all => all.map((each) => each.classList[1])")
    assert keys == ["zone", "clean", "closing", "frontier", "ownership"]
    assert page.get_by_role("heading", name="If sold").is_visible()
    shown = page.locator("figure.ownership svg").text_content()
    assert "Today" in shown
    assert "After" in shown
