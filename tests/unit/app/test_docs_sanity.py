"""The page that asks whether the answer makes sense, at small size."""

import math

import pytest

from cellworth.app.docs_sanity import measures, met, sanity_page, sanity_plan, sanity_results

DRAWS = 128
ROWS = ("as_it_stands", "lg_dearer", "no_wait")


@pytest.fixture(scope="module")
def results():
    return sanity_results(DRAWS, only=ROWS)


def test_each_change_moves_what_it_must(results):
    """Few draws are enough: all rows stand on the same ones."""
    rows = {row.name: row for row in sanity_plan()[1]}
    first = measures(results["as_it_stands"])
    for name in ROWS:
        told = measures(results[name])
        wrong = [key for key, way in rows[name].expects.items() if not met(first[key], told[key], way)]
        assert not wrong, name


def test_the_page_holds_every_row_and_its_verdict(results):
    rows = sanity_plan()[1]
    page = sanity_page({row.name: results.get(row.name, results["as_it_stands"]) for row in rows})[
        "sanity.md"
    ]

    for row in rows:
        assert f"| {row.title} |" in page
        assert row.verdict.strip()
        assert row.verdict.strip() in page
    assert f"{DRAWS} scenarios" in page
    assert "nan" not in page


def test_a_measure_against_expectation_is_told():
    assert met(1.0, 2.0, "up")
    assert not met(1.0, 2.0, "down")
    assert not met(1.0, 1.0, "up")
    assert met(1.0, 1.0, "same")
    assert not met(1.0, math.nan, "up")
