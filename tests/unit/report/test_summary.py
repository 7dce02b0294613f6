"""The summary of one screen."""

from made_up import made_up_content

from cellworth.report.summary import summary_text


def test_summary_fits_the_terminal():
    lines = summary_text(made_up_content()).splitlines()
    assert max(map(len, lines)) <= 100
    assert len(lines) <= 40


def test_summary_says_answer_numbers_and_years():
    text = summary_text(made_up_content())
    assert "Buy: a bought pack costs 3,270 $ less" in text
    assert "3,266 $/pack" in text
    assert "342.7 $/kWh" in text
    assert "118,234 packs/year" in text
    for year in range(2010, 2017):
        assert f"  {year}  " in text


def test_wide_tables_lose_their_last_columns_not_their_order():
    lines = summary_text(made_up_content()).splitlines()
    row = next(line for line in lines if line.strip().startswith("2016 "))
    assert row.split()[:2] == ["2016", "342.7"]
