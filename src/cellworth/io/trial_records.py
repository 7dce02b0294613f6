"""Synthetic worlds and the tables: terms of a population, and tellings as claims of a case (S1 to S6)."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from cellworth.core.constants import PERCENT
from cellworth.engine.scenarios.case import Quantity, StrategyCase
from cellworth.engine.trial.population import Origin, Population
from cellworth.engine.trial.telling import Telling
from cellworth.engine.trial.worlds import EVENT, World
from cellworth.io.claim_files import Evidence
from cellworth.io.claim_records import Weighed, event_odds, pooled, quote_weight, weighed
from cellworth.io.parameter_files import parameter_table
from cellworth.io.strategy_forms_evidence import ClaimForm, EventForm, SourceForm

__all__ = ["population", "told_case", "variants"]

TERMS = "trial/population.csv"
ORIGINS = "trial/origins.csv"
NO_VARIANT = ("name", "unit", "meaning")
DAYS_PER_YEAR = 365.25
MADE_UP = "made up"


def variants() -> tuple[str, ...]:
    """Names of the populations."""
    return tuple(column for column in parameter_table(TERMS).rows[0] if column not in NO_VARIANT)


def population(variant: str) -> Population:
    """Terms of a variant, with the reliabilities that the program believes in.

    Parameters
    ----------
    variant : one of `variants`.
    """
    values = {name: parameter_table(f"evidence/{name}.csv").values("name") for name in _EVIDENCE}
    origins = tuple(
        Origin(row["name"], float(row[variant]), row["grade"], row["kind"], row["stance"])
        for row in parameter_table(ORIGINS).rows
    )
    return Population(
        name=variant,
        numbers=parameter_table(TERMS).values("name", variant),
        origins=origins,
        links=values["source_grades"] | values["relays"],
        half_lives=values["half_lives"],
        hedges=values["hedges"],
    )


_EVIDENCE = ("source_grades", "relays", "half_lives", "hedges")


def told_case(world: World) -> tuple[StrategyCase, Evidence]:
    """The case that the program gets: the analyst's numbers, claims pooled in as those of any case.

    Parameters
    ----------
    world : World

    Returns
    -------
    case : with its odds of events, which set whether bidders are interested.
    evidence : the claims in the form of a case file.
    """
    evidence = _evidence(world.tellings, world.case.as_of)
    known = weighed(evidence, world.case.as_of)
    quotes = {supplier.quote for supplier in world.case.suppliers}
    shown = {
        name: quantity if name in quotes else pooled(quantity, known)
        for name, quantity in world.case.quantities.items()
    }
    for supplier in world.case.suppliers:
        if supplier.quoted:
            shown[supplier.quote] = _quote(shown[supplier.quote], supplier.name, known)
    events = {}
    for bidder in world.case.bidders:
        events[EVENT + bidder.name] = _event(f"{bidder.title} bids", shown[bidder.interest].numbers[0])
    odds = event_odds(events, known)
    for bidder, chance in zip(world.case.bidders, odds, strict=True):
        fixed = replace(shown[bidder.interest], kind="fixed", numbers=(chance.probability,))
        shown[bidder.interest] = fixed
    return replace(world.case, quantities=shown, events=odds), evidence


def _quote(quantity: Quantity, supplier: str, known: Weighed) -> Quantity:
    """Whether published prices count in a draw, as in any case."""
    weight, claims = quote_weight(supplier, known)
    if not claims:
        return quantity
    return replace(quantity, kind="pool", numbers=(weight, 1.0, 0.0, 0.0, 0.0), claims=claims)


def _event(title: str, prior: float) -> EventForm:
    told = {"source": MADE_UP, "where": "the case", "grade": "D", "known_from": datetime.date.min}
    return EventForm.model_validate({"title": title, "prior": {"value": f"{PERCENT * prior!r} %", **told}})


def _evidence(tellings: Sequence[Telling], as_of: datetime.date) -> Evidence:
    """Tellings as claims and sources of a case file; a relay is a source of its own."""
    sources, claims = {}, {}
    for telling in tellings:
        sources[telling.origin] = _source(telling.grade, telling.kind)
        relays = tuple(f"{telling.name}.relay{number}" for number in range(len(telling.relays)))
        sources |= {relay: _source("C", "press") for relay in relays}
        claims[telling.name] = _claim(telling, relays, as_of)
    return Evidence(sources, claims, ())


def _source(grade: str, kind: str) -> SourceForm:
    return SourceForm.model_validate({"title": MADE_UP, "grade": grade, "reason": MADE_UP, "kind": kind})


def _claim(telling: Telling, relays: tuple[str, ...], as_of: datetime.date) -> ClaimForm:
    day = as_of - datetime.timedelta(days=round(telling.age * DAYS_PER_YEAR))
    words = (relay for relay, verbatim in zip(relays, telling.relays, strict=True) if verbatim)
    return ClaimForm.model_validate(
        {
            "text": f"{telling.about} is {telling.value or telling.says}",
            "subject": telling.about,
            "attribute": "figure" if telling.value else "event",
            "value": telling.value,
            "unit": telling.unit,
            "stance": telling.stance,
            "chain": (telling.origin, *relays),
            "verbatim": tuple(words),
            "hedge": telling.hedge,
            "ages_as": telling.ages_as,
            "stated_on": day,
            "known_from": day,
            "locator": MADE_UP,
            "moves": telling.about,
            "says": telling.says,
            "confirmed": telling.confirmed,
        }
    )
