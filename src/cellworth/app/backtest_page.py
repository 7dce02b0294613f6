"""Scores of back-tests as lines of a terminal and as a page."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import fmean

from cellworth.app.backtest import Backtest
from cellworth.app.docs import table
from cellworth.engine.backtest import Score
from cellworth.io.table_writing import whole_file
from cellworth.report.figures import money, quantity

__all__ = ["page", "sheet_lines", "summary_lines", "write_page"]

MADE = "<!-- made by `cellworth backtest --all --page docs/validation/backtest.md`; do not edit -->"

INTRODUCTION = """# Back-test on real decisions

Each case is run on what was known on its day, then scored against rows known later, which no run reads: a
test changes every later row under the Nissan case and asks for the same bits. Hits and misses stand as they
came.

**Five cases calibrate nothing.** They are a demonstration. They were picked because their outcome is known,
by people who knew it; most of their numbers are wide guesses of grade D, argued without the outcome but not
in ignorance of it. The yearly paths of a case move together, so nineteen hits of twenty are far fewer than
twenty trials. No claim of skill follows.

Rules: a volume or price is hit inside P5 to P95; a structure, if it is among the two ways with the largest
mean worth, a kept share, if it is within ten points; a price, if it lies between the least the seller takes
and P95 of what a class of bidders can pay, on the terms that came; a deal that failed, if its chance of
closing stood below two thirds; one that closed, and an event, if the likelier side came.
"""

PAIR = 2
KEEPING = ("make", "wait")
KINDS = {
    "path": "volumes and prices in P5 to P95",
    "structure": "structure in the first two",
    "retained": "kept share within ten points",
    "price": "price of the deal in the range",
    "closing": "closing risk",
    "event": "events",
}


def sheet_lines(tests: Sequence[Backtest]) -> Iterator[str]:
    """One screen for each case."""
    for test in tests:
        yield f"{test.title}"
        yield f"Said on {test.as_of}: {test.answer}"
        yield f"Came: {test.story}"
        yield ""
        for score in test.scores:
            found = "hit " if score.hit else "MISS"
            yield f"  {found}  {_what(score)}: {_stated(score)}; came {_came(score)}"
        yield from (f"  not scored: {line}" for line in test.not_scored)
        yield f"  {test.hits} of {len(test.scores)} hit; {_basis(test)}"
        yield ""


def summary_lines(tests: Sequence[Backtest]) -> Iterator[str]:
    """Hits by kind over all cases."""
    for kind, told in KINDS.items():
        scores = [score for test in tests for score in test.scores if score.kind == kind]
        if scores:
            yield f"{told}: {sum(score.hit for score in scores)} of {len(scores)}"
    yield f"{len(tests)} cases calibrate nothing; they are shown, not counted on."


def page(tests: Sequence[Backtest]) -> str:
    """The page of all cases in Markdown."""
    rows = [(t.title, *(_count(t, kind) for kind in KINDS), _basis(t)) for t in tests]
    total = ("all", *(_count_all(tests, kind) for kind in KINDS), "")
    heads = ("case", *KINDS.values(), "rests on")
    parts = [MADE, INTRODUCTION.strip(), table(heads, [*rows, total])]
    parts.append(_lessons(tests))
    parts += [part for test in tests for part in _case_parts(test)]
    parts.append(_chances(tests))
    return "\n\n".join(parts) + "\n"


def write_page(tests: Sequence[Backtest], path: str) -> None:
    """Write the page of all cases.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    with whole_file(path) as part:
        Path(part).write_text(page(tests), encoding="utf-8")


def _case_parts(test: Backtest) -> Iterator[str]:
    yield f"## {test.title}"
    drawn = f", {test.scenarios:,} scenarios" if test.scenarios else ""
    yield f"`cellworth backtest {test.name}`; {_basis(test)}{drawn}."
    yield f"**Said on {test.as_of}:** {test.answer}"
    yield f"**Came:** {test.story}"
    rows = [
        ("hit" if s.hit else "**miss**", _what(s), _stated(s), _came(s), _source(s), _day(s.fact.known_from))
        for s in test.scores
    ]
    yield table(("", "item", "stated", "came", "source, grade", "known from"), rows)
    if test.not_scored:
        yield "Not scored:\n\n" + "\n".join(f"- {line}" for line in test.not_scored)


def _lessons(tests: Sequence[Backtest]) -> str:
    """What the misses have in common, counted."""
    missed = [score for test in tests for score in test.scores if score.kind == "path" and not score.hit]
    above = sum(score.came > score.stated[2] for score in missed)
    told = (
        f"Of the {len(missed)} volumes and prices missed, {above} came above and {len(missed) - above} below."
    )
    judged = [test for test in tests if any(score.kind == "structure" for score in test.scores)]
    kept = [
        test
        for test in judged
        if test.family in KEEPING
        and any(score.kind == "structure" and not score.hit for score in test.scores)
    ]
    if kept:
        told += (
            f" In {len(kept)} of {len(judged)} decisions the run said to keep or to wait and the owner left:"
            " the runs see a sunk plant that still saves cash, and weak bidders; owners may have counted what"
            " no case holds, such as the next investment, risk to the car and the time of their people."
        )
    return f"## What the misses say\n\n{told}"


def _chances(tests: Sequence[Backtest]) -> str:
    brier = [score.brier for test in tests for score in test.scores if score.kind in ("closing", "event")]
    if not brier:
        return ""
    return (
        f"Brier score of the {len(brier)} chances above: {fmean(brier):.2f}; saying one half each time would "
        "score 0.25."
    )


def _count(test: Backtest, kind: str) -> str:
    return _of([score for score in test.scores if score.kind == kind])


def _count_all(tests: Sequence[Backtest], kind: str) -> str:
    return _of([score for test in tests for score in test.scores if score.kind == kind])


def _of(scores: Sequence[Score]) -> str:
    return f"{sum(score.hit for score in scores)} of {len(scores)}" if scores else "–"


def _basis(test: Backtest) -> str:
    return f"{test.weak} of {test.numbers} numbers of grade D"


def _what(score: Score) -> str:
    return score.fact.title


def _stated(score: Score) -> str:
    if score.kind == "structure":
        place, ways = score.stated
        return f"place {place:.0f} of {ways:.0f} ways ({score.told})"
    if score.kind == "retained":
        return f"{100.0 * score.stated[0]:.0f} % ({score.told})"
    if score.kind in ("closing", "event"):
        word = "chance of closing" if score.kind == "closing" else "chance"
        return f"{word} {100.0 * score.stated[0]:.0f} % ({score.told})"
    numbers = [_number(value, score.unit) for value in score.stated]
    note = f" ({score.told})" if score.kind == "price" and score.told else ""
    if len(numbers) == PAIR:
        return f"seller takes at least {numbers[0]}, a class pays at most {numbers[1]}{note}"
    low, middle, high = numbers
    return f"{low} to {high}, middle {middle}{note}"


def _came(score: Score) -> str:
    if score.kind == "closing":
        return "closed" if score.came else "did not close"
    if score.kind == "event":
        return "yes" if score.came else "no"
    if score.kind == "structure":
        return "this"
    return f"{100.0 * score.came:.0f} %" if score.unit == "share" else _number(score.came, score.unit)


def _number(value: float, unit: str) -> str:
    if unit == "USD":
        return " ".join(money(value))
    if unit == "kWh":
        return f"{value / 1e6:,.1f} GWh"
    if unit == "1/year":
        return f"{value:,.0f}"
    return quantity(value, unit).replace("\u00a0", " ")


def _source(score: Score) -> str:
    row = f", {score.fact.row}" if score.fact.row else ""
    return f"{score.fact.source}{row}, {score.fact.grade}"


def _day(day: date) -> str:
    return day.isoformat()
