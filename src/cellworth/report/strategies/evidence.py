"""Claims with their chain, stance, date and weight; what the odds are without each; claims that disagree."""

from cellworth.engine.scenarios.case import ClaimRecord, EventOdds
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.report.content import Cited, Column, Conflict, Fold, Picture, Section, Table
from cellworth.report.decision.reading import column
from cellworth.report.figures import amount, day, upper
from cellworth.report.strategies.reading import chain, stance, titled

__all__ = ["conflicts", "evidence"]

SHOWN = 6
"""Events drawn; the table has all."""


def evidence(result: StrategyResult) -> Section:
    """Odds of events after all claims, and the ledger of claims."""
    claims, events = result.case.claims, result.case.events
    moving = [each for each in claims if each.moves]
    words = (
        f"{len(claims)} claims known by {day(result.case.as_of)}; {len(moving)} of them move a number or the"
        " odds of an event, the others only inform.",
    )
    tables = [_without(claims, events)] if events else []
    folds = [Fold(summary=f"Claims: {len(claims)}", tables=(_ledger(result),))] if claims else []
    pictures = (_odds(events),) if events else ()
    return Section(
        heading="Evidence", words=words, pictures=pictures, tables=tuple(tables), folds=tuple(folds)
    )


def _odds(events: tuple[EventOdds, ...]) -> Picture:
    ranked = sorted(events, key=lambda each: -each.probability)
    shown = Table(
        caption="Odds of events",
        columns=(
            column("title", "Event", "text", [upper(each.title) for each in ranked]),
            column("prior", "Before the claims", "share", [each.prior for each in ranked]),
            column("now", "After them", "share", [each.probability for each in ranked]),
        ),
    )
    few = ranked[:SHOWN]
    bars = Table(
        columns=(
            column("name", "Event", "text", [upper(each.title) for each in few]),
            column("value", "Chance", "share", [each.probability for each in few]),
            column("text", "Text", "text", [_moved(each) for each in few]),
            column("colour", "Colour", "text", ["accent"] * len(few)),
        )
    )
    first = ranked[0]
    return Picture(
        key="odds",
        chart="bars",
        title=f"{upper(first.title)}: {amount(first.probability, 'share', first_screen=True)}%",
        subtitle="Chance of events after all claims, and before them",
        equations="S4",
        tables={"bars": bars, "shown": shown},
    )


def _moved(each: EventOdds) -> str:
    now, before = (amount(p, "share", first_screen=True) for p in (each.probability, each.prior))
    return f"{now}%, before {before}%"


def _without(claims: tuple[ClaimRecord, ...], events: tuple[EventOdds, ...]) -> Table:
    """Each claim on an event, and the odds if it is left out."""
    texts = {each.name: _said(each.text) for each in claims}
    rows = [
        (upper(event.title), texts.get(name, name), event.probability, without, without - event.probability)
        for event in events
        for name, without in sorted(event.without.items(), key=lambda pair: -abs(pair[1] - event.probability))
    ]
    return Table(
        caption="What each claim does to the odds",
        columns=(
            column("event", "Event", "text", [row[0] for row in rows]),
            column("claim", "Claim left out", "text", [row[1] for row in rows]),
            column("all", "With all", "share", [row[2] for row in rows]),
            Column(
                name="without",
                label="Without it",
                unit="share",
                values=[row[3] for row in rows],
                why="chance of the event if this one claim is rejected (S4)",
            ),
            column("change", "Change", "share", [row[4] for row in rows]),
        ),
    )


def _ledger(result: StrategyResult) -> Table:
    claims = sorted(result.case.claims, key=lambda each: (not each.moves, -each.weight))
    titles = _titles(result)
    dates = [each.stated_on or each.known_from for each in claims]
    return Table(
        caption="Claims, those that move something first",
        columns=(
            column("text", "Claim", "text", [_said(each.text) for each in claims]),
            column("id", "Id", "text", [each.name for each in claims]),
            column("stance", "Stance", "text", [stance(each) for each in claims]),
            Column(
                name="chain",
                label="From whom through whom",
                unit="text",
                values=[chain(each) for each in claims],
                why="from the origin to the page that was read",
            ),
            column("said", "Said", "date", [date.isoformat() for date in dates]),
            Column(
                name="reliability",
                label="Reliability",
                unit="share",
                values=[each.reliability for each in claims],
                why="of origin and relays, aged to the day of the case (S1, S2)",
            ),
            Column(
                name="weight",
                label="Weight",
                unit="share",
                values=[each.weight for each in claims],
                why="with all claims of its kind, one vote for each origin (S3)",
            ),
            column("moves", "Moves", "text", [titles.get(each.moves, each.moves) for each in claims]),
            column("place", "Where", "text", [each.locator for each in claims]),
        ),
    )


def conflicts(result: StrategyResult) -> tuple[Conflict, ...]:
    """Claims that contradict each other."""
    by_name = {each.name: each for each in result.case.claims}
    found = []
    for each in result.case.claims:
        other = by_name.get(each.conflict)
        if other is not None:
            about = f"{each.subject}, {each.attribute}"
            found.append(
                Conflict(
                    about=upper(about),
                    claims=(_cited(other), _cited(each)),
                    treated=_treated(result, other, each),
                )
            )
    return tuple(found)


def _titles(result: StrategyResult) -> dict[str, str]:
    """Titles of what a claim may move, by the name it gives."""
    titles = {name: each.title for name, each in result.case.quantities.items()}
    for each in result.case.events:
        titles |= {each.name: each.title, f"events.{each.name}": each.title}
    return titles


def _said(text: str) -> str:
    return upper(titled(text))


def _cited(each: ClaimRecord) -> Cited:
    return Cited(
        name=_said(each.text),
        value=amount(each.weight, "share", first_screen=True) + "% weight",
        unit="text",
        source=chain(each),
        grade="",
        known_from=each.known_from.isoformat(),
        note=stance(each),
    )


def _treated(result: StrategyResult, first: ClaimRecord, second: ClaimRecord) -> str:
    titles = _titles(result)
    moved = [titles.get(name, name) for name in dict.fromkeys((first.moves, second.moves)) if name]
    if not moved:
        return "Both are kept; neither moves a number."
    return f"Both are kept with their weights; they move: {', '.join(moved)}."
