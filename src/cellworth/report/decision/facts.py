"""Every number of the case with its source, figures that disagree, and what marks a run."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from cellworth.engine.decision_inputs import Provenance
from cellworth.engine.decision_result import Compared, DecisionResult
from cellworth.report.content import Cited, Conflict
from cellworth.report.decision.reading import today, word, words_of
from cellworth.report.figures import plain, quantity, upper

__all__ = ["cited", "conflicts", "fact_groups", "facts_of", "grades", "grades_of"]

GRADES = "ABCDE"
UNDER_UNCERTAINTY = "strategy"
"""Part of a case that holds what the decision under uncertainty adds."""


def fact_groups(result: DecisionResult) -> tuple[tuple[str, tuple[Cited, ...]], ...]:
    """Numbers of the case by section."""
    return facts_of(result.numbers, _titles(result))


def facts_of(
    numbers: Sequence[Provenance], titles: Mapping[str, str] = MappingProxyType({})
) -> tuple[tuple[str, tuple[Cited, ...]], ...]:
    """Numbers by section of the case.

    Parameters
    ----------
    numbers : in the order of the case.
    titles : printed name of packs, plants and figures by key.
    """
    by_section: dict[str, list[Cited]] = {}
    for number in numbers:
        by_section.setdefault(_section(number.place), []).append(_fact(titles, number))
    return tuple((word("groups", section), tuple(facts)) for section, facts in by_section.items())


def _section(place: str) -> str:
    """First part of a place; of the decision under uncertainty, the first two."""
    parts = place.split(".")
    return ".".join(parts[:2]) if parts[0] == UNDER_UNCERTAINTY and parts[2:] else parts[0]


def cited(
    result: DecisionResult, *places: str, year: int | None = None, only: tuple[str, ...] = ()
) -> Iterator[Cited]:
    """Numbers whose place in the case begins so.

    Parameters
    ----------
    result : of the decision.
    places : beginnings of places.
    year : of numbers given by year, the one in force in this year.
    only : endings of which one must be there.
    """
    for place in places:
        found = [n for n in result.numbers if n.place == place or n.place.startswith(f"{place}.")]
        if year is not None:
            found = _in_force(found, year)
        yield from (
            _fact(_titles(result), number)
            for number in found
            if not only or number.place.rpartition(".")[2] in only
        )


def _in_force(numbers: list[Provenance], year: int) -> list[Provenance]:
    """The last entry that has started, and all that are not given by year."""
    dated = {int(tail): n for n in numbers if (tail := n.place.rpartition(".")[2]).isdigit()}
    started = [start for start in dated if start <= year]
    kept = {id(dated[max(started)])} if started else set()
    return [n for n in numbers if id(n) in kept or not n.place.rpartition(".")[2].isdigit()]


def _fact(titles: Mapping[str, str], number: Provenance) -> Cited:
    is_address = number.where.startswith("http")
    notes = ["" if is_address else number.where, number.rule]
    return Cited(
        name=_place(titles, number.place),
        value=_as_given(number.given),
        unit="text",
        source=number.source,
        grade=number.grade,
        known_from=number.known_from.isoformat(),
        url=number.where if is_address else "",
        note="; ".join(note for note in notes if note),
    )


def _titles(result: DecisionResult) -> dict[str, str]:
    """Titles of packs and figures by key."""
    titles = {pack.name: pack.title for pack in result.packs}
    titles |= {entry.evidence.name: entry.evidence.title for entry in result.compared}
    return titles | {entry.name: entry.title for entry in result.later}


def _place(titles: Mapping[str, str], place: str) -> str:
    """Place in the case in words, with the titles of packs, plants and figures."""
    stem, _, tail = place.rpartition(".")
    for start, end in ((place, ""), (stem, f", {tail}")):
        if start in words_of("places"):
            return words_of("places")[start] + end
    section = _section(place)
    parts = place.split(".")[len(section.split(".")) :]
    named = [titles.get(part, part.replace("_", " ")) for part in parts]
    named = (
        named
        if len(named) == 1 or named[-1] != "price" or section not in ("evidence", "known_later")
        else named[:-1]
    )
    text = ", ".join(named)
    return upper(text)


def _as_given(text: str) -> str:
    """Number as the case writes it, thousands separated and with the page's units."""
    grouped = re.sub(
        r"(?<![\d.,])\d{5,}|(?<![\d.,])\d{4}(?= \D)",
        lambda found: plain(float(found[0])),
        text.replace("_", ""),
    )
    plural = re.sub(r"\bpack\b(?=$|/)", "packs", grouped)
    return plural.replace(" %", "%").replace("USD/", "$/")


def conflicts(result: DecisionResult) -> tuple[Conflict, ...]:
    """Figures that say different things of the same year, and volumes that do."""
    groups: dict[tuple[str, int], list[Compared]] = {}
    for entry in result.compared:
        groups.setdefault((entry.evidence.compare, entry.evidence.year), []).append(entry)
    found = [
        _of_price(result, entries)
        for entries in groups.values()
        if len({e.evidence.price for e in entries}) > 1
    ]
    output = tuple(cited(result, "output.packs", "output.alternative", year=result.today))
    if len(output) > 1:
        share = quantity(result.ranges["utilization_made"][1], "share")
        used = quantity(today(result, "utilization_made"), "share")
        treated = f"The first is used ({used} of the plants in use); the other gives the range ({share})."
        found.append(Conflict(about=f"Packs made in {result.today}", claims=output, treated=treated))
    return tuple(found)


def _of_price(result: DecisionResult, entries: list[Compared]) -> Conflict:
    first = entries[0].evidence
    claims = tuple(
        Cited(
            name=entry.evidence.title,
            value=entry.evidence.price,
            unit=result.unit("USD/kWh"),
            source=entry.evidence.origin.source,
            grade=entry.evidence.origin.grade,
            known_from=entry.evidence.origin.known_from.isoformat(),
            note=entry.evidence.comment.rstrip("."),
        )
        for entry in entries
    )
    fitted = [entry.evidence.title for entry in entries if entry.evidence.fit]
    model = quantity(entries[0].model, result.unit("USD/kWh"))
    level = f"The level was set on: {', '.join(fitted)}." if fitted else "None of them sets the level."
    about = f"{upper(word('compare', first.compare))}, {first.year}"
    return Conflict(about=about, claims=claims, treated=f"The model says {model}. {level}")


def grades(result: DecisionResult) -> str:
    """How many numbers carry each grade."""
    return grades_of(result.numbers)


def grades_of(numbers: Sequence[Provenance]) -> str:
    """How many of some numbers carry each grade."""
    counts = {grade: sum(number.grade == grade for number in numbers) for grade in GRADES}
    return ", ".join(f"{count} of grade {grade}" for grade, count in counts.items() if count)
