"""Pages made from the program itself: as it says them today, and every statement of the reports."""

import csv
from pathlib import Path

import pytest

from cellworth.app.docs import reference_pages
from cellworth.app.docs_answers import Answer, answer_pages, answer_plan, kept_lines
from cellworth.cli.docs import elsewhere, run_line, verbs_page
from cellworth.io.cases import load_case
from cellworth.io.strategy_records import strategy_case

ROOT = Path(__file__).parents[2]
STATEMENTS = Path(__file__).with_name("articles") / "statements.csv"
AGAIN = "it is not what the program says today; make it again with: make pages"


@pytest.fixture(scope="module")
def answers():
    with elsewhere():
        return answer_pages(run_line)


@pytest.mark.parametrize("name", ["rows.md", "statements.md"])
def test_answers_are_what_the_program_says(answers, name):
    assert (ROOT / "docs" / name).read_text() == answers[name], AGAIN


@pytest.mark.parametrize("name", ["parameters.md", "inputs.md", "outputs.md", "result-schema.md"])
def test_reference_pages_are_those_of_the_tables(name):
    assert (ROOT / "docs" / "reference" / name).read_text() == reference_pages()[name], AGAIN


def test_page_of_verbs_is_that_of_the_commands():
    assert (ROOT / "docs" / "reference" / "verbs.md").read_text() == verbs_page(), AGAIN


def statements():
    with STATEMENTS.open(newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_every_statement_of_the_reports_is_a_claim_of_its_row():
    listed = statements()
    claims = {claim.name: claim for claim in strategy_case(load_case("nissan-aesc-2016")).claims}
    assert len(listed) == 36
    for name, row in listed.items():
        assert row["row"] in claims[name].rows, name


def test_every_statement_has_its_answer_in_the_order_of_the_reports():
    assert list(answer_plan().statements) == list(statements())


def test_every_row_has_its_answer():
    assert [question.row for question in answer_plan().questions] == [f"R{n}" for n in range(1, 14)]
    assert all(question.answers for question in answer_plan().questions)


def test_lines_that_answer_are_kept_and_gaps_marked():
    printed = "head\nfirst\nother\nsecond\nlast\n"
    assert kept_lines(Answer("x", (), 2), printed) == "head\nfirst\n…"
    assert kept_lines(Answer("x", ("first", "second"), 9), printed) == "first\n…\nsecond\n…"
    assert kept_lines(Answer("x", (), 9), printed) == printed.rstrip()


def test_an_output_that_answers_no_more_is_noticed():
    with pytest.raises(LookupError, match="no line holds 'third'"):
        kept_lines(Answer("x", ("first", "third"), 9), "first\nsecond\n")
