"""Names, colours and numbers of an answer under uncertainty as the page needs them."""

import re
from collections.abc import Iterable, Sequence

from cellworth.engine.decision_inputs import Provenance
from cellworth.engine.scenarios.case import ClaimRecord, Quantity, StrategyCase
from cellworth.engine.scenarios.result import BidderResult, FamilyResult, StrategyResult, StrategyRow
from cellworth.report.content import Cited, Column
from cellworth.report.decision.reading import known, word, words_of
from cellworth.report.figures import quantity, supported, whole_percents

__all__ = [
    "MILLION",
    "best_bidder",
    "between",
    "by_certainty",
    "chain",
    "chances",
    "cited_quantities",
    "colour",
    "company",
    "computed",
    "dollars",
    "family",
    "given",
    "leading",
    "millions",
    "money_column",
    "name_of",
    "origin_of",
    "priced",
    "rounded",
    "row_of",
    "score",
    "spoken",
    "stance",
    "title",
    "titled",
    "way",
]

MILLION = 1e6
MANY = 999.5
"""Millions from which a sum is written in billions."""
QUOTED = re.compile(r"'([a-z0-9_]+)'")
OWN_COLOURS = ("expand", "convert")
"""Kinds of strategy with a colour of their own; the others have that of their family."""


def title(case: StrategyCase) -> str:
    """Title of a case without the day it is known on, which the page adds."""
    return case.title.partition(", as known on")[0]


def family(name: str) -> str:
    """A family as a heading says it."""
    return word("families", name)


def way(name: str) -> str:
    """A family as a sentence says it; the title of a strategy or family that has no such word."""
    found = word("family_ways", name)
    return found[:1].lower() + found[1:]


def row_of(result: StrategyResult, name: str) -> StrategyRow:
    """Row of a strategy; KeyError if there is none."""
    for row in result.strategies:
        if row.name == name:
            return row
    raise KeyError(name)


def score(result: StrategyResult, row: StrategyRow) -> float:
    """Number that strategies are ranked by: mean, with some weight on the worst tenth (S47)."""
    weight = result.case.risk_aversion
    return (1.0 - weight) * row.mean + weight * row.worst_tenth


def leading(result: StrategyResult) -> list[tuple[FamilyResult, StrategyRow]]:
    """Families with their best member, as they are ranked."""
    found = [(each, row_of(result, each.best)) for each in result.families]
    return sorted(found, key=lambda pair: -score(result, pair[1]))


def rounded(result: StrategyResult, name: str) -> float | None:
    """A number of the first screen with the digits its own error supports."""
    value, spread = known(getattr(result, name)), result.headline_ranges.get(name)
    if value is None:
        return None
    error = known(spread.error) if spread else None
    return supported(value) if error is None else supported(value, value - 4.0 * error, value + 4.0 * error)


def chances(result: StrategyResult) -> dict[str, float]:
    """Chance that each family is best, in whole percent that add up to a hundred (S81)."""
    names = [each.name for each in result.families]
    shares = whole_percents([each.chance_best for each in result.families])
    return dict(zip(names, shares, strict=True))


def between(result: StrategyResult) -> str:
    """The two ways whose difference the drivers explain."""
    pair = result.compared.get("lead")
    if pair is None or pair[0] == pair[1]:
        return "in the lead"
    first, second = (row_of(result, name).family for name in pair)
    return f"between {way(first)} and {way(second)}"


def colour(result: StrategyResult, name: str) -> str:
    """Colour of a strategy: a name of the style sheet."""
    for each in result.case.strategies:
        if each.name == name:
            return each.kind if each.kind in OWN_COLOURS else each.family
    return row_of(result, name).family


def by_certainty(result: StrategyResult) -> list[BidderResult]:
    """Bidders by what their bid is worth with the chance of closing counted (S66)."""
    return sorted(result.bidders, key=lambda each: -each.certain_value)


def best_bidder(result: StrategyResult) -> BidderResult | None:
    """The first of them; None if nobody bids."""
    ranked = by_certainty(result)
    return ranked[0] if ranked else None


def company(result: StrategyResult, name: str) -> str:
    """Printed name of a company or a class of bidders."""
    titles = {each.name: each.title for each in result.case.companies}
    titles |= {each.name: each.title for each in result.case.bidders}
    return titles.get(name, name.replace("_", " "))


def priced(result: StrategyResult) -> str:
    """Key of the supplier whose price the answer turns on; empty if there is none."""
    rows = [pair[1].name for pair in leading(result) if pair[0].name == "buy"]
    used = {each.name: each.supplier for each in result.case.strategies}
    for name in rows:
        if used.get(name):
            return used[name]
    return result.case.suppliers[0].name if result.case.suppliers else ""


def millions(values: Iterable[float]) -> list[float | None]:
    """Money in millions; None where there is none."""
    return [None if known(value) is None else float(value) / MILLION for value in values]


def money_column(
    result: StrategyResult, name: str, label: str, values: Sequence[float], why: str = ""
) -> Column:
    """Column of sums in millions of the money of the result."""
    return Column(name=name, label=label, unit=result.unit("MUSD"), values=millions(values), why=why)


def dollars(result: StrategyResult, value: float) -> str:
    """A sum in M$ however small, in bn$ if large; in the money of the result."""
    if abs(value) >= MANY * MILLION:
        return quantity(known(value), result.unit("USD"))
    return quantity(known(value / MILLION), result.unit("MUSD"))


def name_of(result: StrategyResult, name: str) -> str:
    """Title of a strategy; the way of a family; a name that is neither, in words."""
    for row in result.strategies:
        if row.name == name and name not in words_of("family_ways"):
            return titled(row.title)
    return way(name)


def titled(text: str) -> str:
    """Title of a case with percents as the page writes them."""
    return text.replace(" %", "%")


def spoken(result: StrategyResult, text: str) -> str:
    """A sentence of the run with quoted keys in words."""
    known_names = {row.name for row in result.strategies} | set(words_of("family_ways"))
    return QUOTED.sub(lambda found: name_of(result, found[1]) if found[1] in known_names else found[0], text)


def stance(claim: ClaimRecord) -> str:
    """How a claim is meant, in words."""
    return word("stances", claim.stance).lower()


def chain(claim: ClaimRecord) -> str:
    """From the origin of a claim to the page that was read."""
    return " → ".join(claim.told_by or (name.replace("_", " ") for name in claim.chain))


def computed(name: str, value: float, unit: str, note: str = "") -> Cited:
    """A result among the inputs of another."""
    return Cited(name=name, value=known(value), unit=unit, source="computed", grade="", note=note)


def cited_quantities(result: StrategyResult, names: Iterable[str]) -> tuple[Cited, ...]:
    """Inputs with their spread, source and grade."""
    quantities = result.case.quantities
    return tuple(_cited(quantities[name]) for name in names if name in quantities)


def _cited(quantity: Quantity) -> Cited:
    origin = quantity.origin
    source, url, note = origin_of(origin)
    return Cited(
        name=quantity.title,
        value=given(quantity),
        unit="text",
        source=source,
        grade=quantity.grade,
        known_from=origin.known_from.isoformat(),
        url=url,
        note=note,
    )


def origin_of(origin: Provenance) -> tuple[str, str, str]:
    """Source, address and note of an origin."""
    is_address = origin.where.startswith("http")
    notes = ["" if is_address else origin.where, origin.rule]
    return origin.source, origin.where if is_address else "", "; ".join(note for note in notes if note)


def given(quantity: Quantity) -> str:
    """A quantity as the case writes it; its numbers if it does not."""
    if quantity.origin.given:
        return quantity.origin.given
    numbers = ", ".join(f"{number:,.4g}" for number in quantity.numbers)
    return numbers if quantity.kind == "fixed" else f"{quantity.kind} ({numbers})"
