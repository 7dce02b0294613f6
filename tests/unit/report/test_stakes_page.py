"""What the page of a case of stake deals says."""

import pytest

from cellworth.app.stakes import stakes, write_stakes_report
from cellworth.report.stakes import stakes_content

HARD = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def run():
    return stakes("calsonic-mitsubishi")


def test_the_answer_says_whether_the_money_goes_round(run):
    content = stakes_content(run.result)
    assert content.answer == (
        f"The money does not go round: what is sold brings 910{HARD}M$, what is bought costs 2.2{HARD}bn$,"
        f" 1.3{HARD}bn$ is missing."
    )
    assert [item.value for item in content.headlines] == pytest.approx([-1290e6, 910e6, 2200e6], rel=1e-3)


def test_prices_are_ranges_with_three_digits_and_old_shares_bring_no_money(run):
    (table,) = stakes_content(run.result).sections[0].tables
    assert table.values("whole") == [6470.0, (1830.0, 2930.0), (0.0, 490.0)]
    assert table.values("before") == [4270.0, None, None]


def test_holders_of_each_company_add_up_before_and_after(run):
    (control,) = [each for each in stakes_content(run.result).sections if each.pictures]
    assert len(control.pictures) == len(run.result.case.deals)
    for picture in control.pictures:
        held = picture.tables["holdings"]
        for side in ("Before", "After"):
            shares = [row["share"] for row in held.rows() if row["side"] == side]
            assert sum(shares) == pytest.approx(1.0, abs=0.006)


def test_the_page_is_written_into_the_folder_of_the_run(run, tmp_path):
    page = write_stakes_report(run, tmp_path / "out")
    text = page.read_text(encoding="utf-8")
    assert page == tmp_path / "out" / "report.html"
    assert "The money does not go round" in text
    assert "Nissan&#39;s part of AESC goes from 51% to 0%" in text
