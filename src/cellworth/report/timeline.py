"""The page of a timeline: one case at several dates."""

import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cellworth.core.version import version
from cellworth.engine.timeline import DatedRun
from cellworth.report.content import Column, Content, Headline, Picture, Section, Table, Why
from cellworth.report.decision.reading import column
from cellworth.report.figures import day, plain, quantity, upper
from cellworth.report.page import write_page
from cellworth.report.strategies.reading import MILLION, family, title, titled

__all__ = ["answers_table", "timeline_content", "write_timeline_page"]

COLOURS = {"make": "make", "buy": "buy", "sell": "sell", "dual": "dual", "wait": "wait", "partner": "partner"}

READ_SO = (
    "Every date has the same scenarios, horizon and ways to go. What a date did not know is not in its run:"
    " later rows, claims and prices are taken out, and what was known then stands in their place.",
    "A price of a stake belongs to the best sale of its date, named in the table; from one date to the next"
    " that may be another sale. Below zero the seller would pay to be rid of it.",
)
LIMITS = (
    "Dated values are estimates of our own where no figure of the date was found, written with hindsight and"
    " argued without it.",
    "The structure of the case (ways to go, classes of bidders, what is uncertain) is that of its own day.",
    "After the business was sold the run says what an owner who still had all of it would do.",
)


def write_timeline_page(runs: Sequence[DatedRun], path: Path, layers: Sequence[tuple[str, str]]) -> Path:
    """Write the page; `runs` by date, `layers` name and SHA-256 of each file read."""
    write_page(timeline_content(runs, layers), path)
    return path


def timeline_content(runs: Sequence[DatedRun], layers: Sequence[tuple[str, str]]) -> Content:
    """Content of the page.

    Parameters
    ----------
    runs : by date.
    layers : name and SHA-256 of each file read.
    """
    first, last = runs[0], runs[-1]
    return Content(
        title=f"{title(first.result.case)}: {len(runs)} dates",
        as_known_on=last.day.isoformat(),
        answer=_answer(runs),
        caution=f"From {day(first.day)} to {day(last.day)}; each date knows nothing later. Ranked"
        " as in a run, by the mean with some weight on the worst tenth; in brackets the chance that this"
        " family is best.",
        headlines=_headlines(runs),
        lead=_families(runs),
        sections=(
            Section(heading="Prices and chances", pictures=(_stake(runs), _supply(runs), _deal(runs))),
            Section(heading="All dates", words=READ_SO, tables=(answers_table(runs),)),
            Section(heading="How sure the draws are", words=(_sure(runs),), tables=(_errors(runs),)),
            Section(heading="What was new", tables=(_news(runs),)),
        ),
        yearly=answers_table(runs),
        run_line=f"{first.result.n_scenarios:,} scenarios a date · version {version()}",
        limits=LIMITS,
        manifest=_manifest(runs, layers),
    )


def _answer(runs: Sequence[DatedRun]) -> str:
    """Families recommended in order, equal neighbours told once; the ways themselves stand in the table."""
    told: list[str] = []
    before = ""
    for run in runs:
        if run.result.family != before:
            way = family(run.result.family).lower()
            told.append(f"{_month(run)}: {way} ({_percent(run.result.chance)})")
        before = run.result.family
    return "; ".join(told) + "."


def _month(run: DatedRun) -> str:
    return day(run.day).partition(" ")[2]


def _percent(share: float) -> str:
    return quantity(share, "share", first_screen=True)


def _headlines(runs: Sequence[DatedRun]) -> tuple[Headline, ...]:
    return (
        _headline(runs, "walk_away", "Walk-away price", "USD", lambda run: run.result.walk_away),
        _headline(runs, "buy_below", "Buy below", "USD/kWh", lambda run: run.result.buy_below),
        _headline(runs, "deal_chance", "Chance of a deal", "share", lambda run: run.result.deal_chance),
    )


def _headline(
    runs: Sequence[DatedRun], name: str, label: str, unit: str, value: Callable[[DatedRun], float]
) -> Headline:
    """The last date's number, with the least and most of all dates."""
    found = [value(run) for run in runs]
    known = [number for number in found if math.isfinite(number)]
    why = Why(formula="As on the page of each date's own run: cellworth explain, with the name below.")
    return Headline(
        name=name,
        label=label,
        value=found[-1] if math.isfinite(found[-1]) else None,
        unit=unit,
        why=why,
        low=min(known) if known else None,
        high=max(known) if known else None,
        spans="least and most of all dates",
        note=f"on {day(runs[-1].day)}",
    )


def _picture(
    key: str, heading: str, subtitle: str, tables: Mapping[str, Table], equations: str = ""
) -> Picture:
    return Picture(
        key=key, chart="dates", title=heading, subtitle=subtitle, tables=tables, equations=equations
    )


def _tables(
    caption: str,
    unit: str,
    runs: Sequence[DatedRun],
    series: Sequence[tuple[str, str, Sequence[float | None]]],
) -> dict[str, Table]:
    """A row for each series and date, as drawn; a row for each date, as shown."""
    rows = [
        (name, colour, run.day.isoformat(), value)
        for name, colour, values in series
        for run, value in zip(runs, values, strict=True)
    ]
    names, colours, days, values = zip(*rows, strict=True)
    drawn = Table(
        columns=(
            column("series", "Line", "text", list(names)),
            column("date", "Date", "date", list(days)),
            column("value", "Value", unit, list(values)),
            column("colour", "Colour", "text", list(colours)),
        ),
    )
    shown = Table(
        caption=caption,
        columns=(
            column("day", "Date", "date", [run.day.isoformat() for run in runs]),
            *(column(name, upper(name), unit, list(values)) for name, _, values in series),
        ),
    )
    return {"dates": drawn, "shown": shown}


def _known(value: float, scale: float = 1.0) -> float | None:
    return value / scale if math.isfinite(value) else None


def _families(runs: Sequence[DatedRun]) -> Picture:
    names = list(dict.fromkeys(name for run in runs for name in run.family_chances))
    series = [
        (family(name), COLOURS.get(name, "muted"), [run.family_chances.get(name) for run in runs])
        for name in names
    ]
    same = len({run.result.family for run in runs}) == 1
    said = (
        f"At every date: {family(runs[0].result.family).lower()}"
        if same
        else "The answer moved with what was known"
    )
    return _picture(
        "families",
        said,
        "Chance that each family of ways to go is best, by date of the knowledge",
        _tables("Chance to be best", "share", runs, series),
    )


def _stake(runs: Sequence[DatedRun]) -> Picture:
    series = [
        ("seller, least", "accent", [_known(run.result.walk_away, MILLION) for run in runs]),
        ("bidder, most", "ink", [_known(run.most_paid, MILLION) for run in runs]),
    ]
    zone = [run for run in runs if run.most_paid >= run.result.walk_away]
    said = f"Both sides can agree at {len(zone)} of {len(runs)} dates"
    return _picture(
        "stake",
        said,
        "Walk-away price of the best sale and the most a class can pay, M$",
        _tables("Prices of the stake", "MUSD", runs, series),
    )


def _supply(runs: Sequence[DatedRun]) -> Picture:
    below, expected = ([each(run) for run in runs] for each in (_buy_below, _price_expected))
    cheap = sum(
        price is not None and limit is not None and price <= limit
        for price, limit in zip(expected, below, strict=True)
    )
    series = [("buy below", "accent", below), ("expected", "ink", expected)]
    return _picture(
        "supply",
        f"The price expected is low enough to buy at {cheap} of {len(runs)} dates",
        "Cells at the door, mean over the years ahead, $/kWh",
        _tables("Prices of supply", "USD/kWh", runs, series),
    )


def _buy_below(run: DatedRun) -> float | None:
    return _known(run.result.buy_below)


def _price_expected(run: DatedRun) -> float | None:
    return _known(run.price_expected)


def _deal(runs: Sequence[DatedRun]) -> Picture:
    series = [
        ("can pay", "accent", [_known(run.result.deal_chance) for run in runs]),
        ("sold", "ink", [_known(run.sale_chance) for run in runs]),
    ]
    last = runs[-1].result.deal_chance
    known_last = f": {_percent(last)} in {_month(runs[-1])}" if math.isfinite(last) else ""
    return _picture(
        "deal",
        f"The chance that a bidder can pay our price{known_last}",
        "That a class of bidders bids and can pay the walk-away price; that control is sold, by the claims",
        _tables("Chances of a deal", "share", runs, series),
        equations="S4, S74",
    )


def _way(title: str) -> str:
    """A way to go as a cell says it."""
    return upper(titled(title))


def answers_table(runs: Sequence[DatedRun]) -> Table:
    """One row a date: answer, prices, chances."""

    def listed(name: str, label: str, unit: str, value: Callable[[DatedRun], float | None]) -> Column:
        return column(name, label, unit, [value(run) for run in runs])

    return Table(
        caption="Answers by date",
        columns=(
            column("day", "Date", "date", [run.day.isoformat() for run in runs]),
            column("answer", "Answer", "text", [_way(run.answer.title) for run in runs]),
            listed("chance", "Family best", "share", lambda run: run.result.chance),
            column("confidence", "How sure", "text", [run.result.confidence for run in runs]),
            column("sale", "Best sale", "text", [_way(run.sale.title) if run.sale else "" for run in runs]),
            listed("walk_away", "Least we take", "MUSD", lambda run: _known(run.result.walk_away, MILLION)),
            listed("most_paid", "Most a bidder pays", "MUSD", lambda run: _known(run.most_paid, MILLION)),
            listed("buy_below", "Buy below", "USD/kWh", _buy_below),
            listed("price_expected", "Expected", "USD/kWh", _price_expected),
            listed("deal_chance", "A bidder can pay", "share", lambda run: _known(run.result.deal_chance)),
            listed("sale_chance", "Sold, by the claims", "share", lambda run: _known(run.sale_chance)),
        ),
    )


CLEAR = 3.0
"""Standard errors from which a lead does not hang on the draws."""


def _is_clear(run: DatedRun) -> bool:
    ahead, error = run.lead
    return not ahead < CLEAR * error


def _sure(runs: Sequence[DatedRun]) -> str:
    """At which dates another seed may give another answer."""
    open_ = [run for run in runs if not _is_clear(run)]
    count = f"{plain(runs[0].result.n_scenarios)} scenarios"
    if not open_:
        return (
            f"At every date the answer is more than three standard errors ahead: {count} are enough for it."
        )
    named = "; ".join(
        f"{_month(run)} ({family(run.result.family).lower()} or {family(run.result.next_best).lower()})"
        for run in open_
    )
    clear = len(runs) - len(open_)
    return (
        f"At {clear} of {len(runs)} dates the answer is more than three standard errors ahead of the next"
        f" family: {count} are enough there. Within three, so that another seed may name another:"
        f" {named}."
    )


def _errors(runs: Sequence[DatedRun]) -> Table:
    """Standard errors of the numbers of each date (S51)."""

    def error_of(run: DatedRun, name: str, scale: float = 1.0) -> float | None:
        spread = run.result.headline_ranges.get(name)
        return None if spread is None else _known(spread.error, scale)

    def listed(name: str, label: str, unit: str, value: Callable[[DatedRun], float | None]) -> Column:
        return column(name, label, unit, [value(run) for run in runs])

    return Table(
        caption="Standard errors by date",
        columns=(
            column("day", "Date", "date", [run.day.isoformat() for run in runs]),
            column(
                "next", "Next family", "text", [_way(run.rival.title) if run.rival else "" for run in runs]
            ),
            Column(
                name="lead",
                label="Ahead of it",
                unit="MUSD",
                values=[_known(run.lead[0], MILLION) for run in runs],
                why="in what ranks strategies: the mean with some weight on the worst tenth (S47)",
            ),
            listed("lead_error", "± ahead", "MUSD", lambda run: _known(run.lead[1], MILLION)),
            listed("chance_error", "± family best", "share", lambda run: run.result.chance_error),
            listed(
                "walk_away_error", "± least we take", "MUSD", lambda run: error_of(run, "walk_away", MILLION)
            ),
            listed("buy_below_error", "± buy below", "USD/kWh", lambda run: error_of(run, "buy_below")),
        ),
    )


def _news(runs: Sequence[DatedRun]) -> Table:
    return Table(
        caption="Knowledge by date",
        columns=(
            column("day", "Date", "date", [run.day.isoformat() for run in runs]),
            column("news", "New since the date before", "text", [run.news for run in runs]),
            column("claims", "Claims", "count", [run.claims for run in runs]),
            column("numbers", "Numbers", "count", [run.numbers for run in runs]),
            column("judged", "Judged later", "count", [run.judged_later for run in runs]),
        ),
    )


def _manifest(runs: Sequence[DatedRun], layers: Sequence[tuple[str, str]]) -> dict[str, str]:
    first = runs[0].result
    return {
        "Program": f"Cellworth {version()}",
        "Case": first.case.name,
        **{f"File {name}": f"SHA-256 {digest}" for name, digest in layers},
        "Dates": ", ".join(day(run.day) for run in runs),
        "Scenarios a date": plain(first.n_scenarios),
        "Seed": str(first.seed),
    }
