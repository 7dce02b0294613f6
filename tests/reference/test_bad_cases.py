"""Cases with one flaw each: file and line, what is wrong, what would be right."""

from pathlib import Path

import pytest

from cellworth.app.check import check

FOLDER = Path(__file__).with_name("bad_cases")
FILES = sorted(FOLDER.glob("*.toml"))


def expected(path):
    head = path.read_text(encoding="utf-8").splitlines()[0]
    kind, _, told = head.removeprefix("# ").partition(": ")
    assert kind in ("refused", "warned")
    return kind, told


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_flaw_is_told(path):
    kind, told = expected(path)
    found = check(str(path))
    lines = [str(problem) for problem in (found.problems if kind == "refused" else found.warnings)]

    assert (found.problems == ()) == (kind == "warned"), lines
    if told.startswith("line "):
        told = f"{path}, {told}"
    assert any(told in line for line in lines), lines
    assert kind == "warned" or len(lines) == 1, lines


def test_each_flaw_of_the_list_has_a_case():
    asked = {
        "stakes-over-all",
        "claim-newer-than-the-case",
        "circle-one",
        "unknown-company-in-a-contract",
        "negative-price",
        "p10-above-p90",
        "horizon-of-0",
        "horizon-of-500",
        "correlations-that-contradict",
        "strategy-without-supply",
        "votes-of-two-majorities",
    }

    assert asked <= {path.stem for path in FILES}
