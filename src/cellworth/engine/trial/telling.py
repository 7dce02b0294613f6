"""What is said in a synthetic world: stories from an origin through relays to pages, some of them false.

An origin tells the truth with a chance that the program does not know: it believes in the table of grades,
the world in a power of it. A relay may distort, time may pass a figure, a denial may mean little.
"""

import math
from dataclasses import dataclass

from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.trial.population import (
    FIXED,
    NO_UNIT,
    Chance,
    Origin,
    Population,
    axis_spread,
    back,
    onto,
)

__all__ = ["Telling", "event_tellings", "number_tellings", "quote_tellings"]

RELAYS = 2
FLAT_DENIAL = "flat_denial"
NON_DENIAL = "non_denial"
FACT = "fact"
PLAIN = "plain"


@dataclass(frozen=True)
class Telling:
    """One claim as a page tells it.

    Attributes
    ----------
    name : of the claim.
    about : quantity, or event with its prefix.
    value, unit : as printed, in the unit of the quantity, empty for a share; both empty for an event.
    says : ``for`` or ``against`` an event. stance : towards it, ``fact`` for a figure.
    origin : key of the origin, shared by pages that tell one story.
    grade, kind : of the origin as a case states them.
    relays : of each relay whether it quotes word for word.
    hedge : word on the page. ages_as : kind of half-life. age : [year]. confirmed : by a filing.
    """

    name: str
    about: str
    value: str
    unit: str
    says: str
    stance: str
    origin: str
    grade: str
    kind: str
    relays: tuple[bool, ...]
    hedge: str
    ages_as: str
    age: float
    confirmed: bool


class _Story:
    """One story of an origin: who tells it, how old it is, what became of it."""

    def __init__(self, key: str, ages_as: str, population: Population, chance: Chance, power: float) -> None:
        self.key, self.ages_as = key, ages_as
        self._population, self._chance, self._power = population, chance, power
        self.origin = _origin(population, chance.uniform(f"{key}.origin"))
        self.age = -population["mean_age"] * math.log1p(-chance.uniform(f"{key}.age"))
        hedges = tuple(population.hedges)
        hedged = chance.happens(f"{key}.is_hedged", population["hedge_share"])
        self.hedge = hedges[int(chance.uniform(f"{key}.hedge") * len(hedges))] if hedged else PLAIN

    def holds(self, link: str, name: str) -> bool:
        """Whether a link of the chain did its work, at its true reliability."""
        return self._chance.happens(f"{self.key}.{name}", self._population.links[link] ** self._power)

    @property
    def is_fresh(self) -> bool:
        """Whether time has not passed it."""
        half_life = self._population.half_lives[self.ages_as]
        return self._chance.happens(f"{self.key}.fresh", 2.0 ** (-self.age / half_life))

    def pages(self) -> list[tuple[str, tuple[bool, ...]]]:
        """Name and relays of each page that tells it."""
        second = self._chance.happens(f"{self.key}.second_page", self._population["page_share"])
        return [(f"{self.key}.{page}", self._relays(f"{self.key}.{page}")) for page in range(1 + second)]

    def _relays(self, page: str) -> tuple[bool, ...]:
        made = []
        for relay in range(RELAYS):
            if self._chance.happens(f"{page}.relay{relay}", self._population["relay_share"]):
                share = self._population["verbatim_share"]
                made.append(self._chance.happens(f"{page}.verbatim{relay}", share))
        return tuple(made)

    def told(self, page: str, about: str, relays: tuple[bool, ...], **more: str) -> Telling:
        """The claim of a page."""
        given = {"value": "", "unit": "", "says": "for", "stance": FACT, "hedge": PLAIN} | more
        return Telling(
            name=page,
            about=about,
            origin=self.key,
            grade=self.origin.grade,
            kind=self.origin.kind,
            relays=relays,
            ages_as=self.ages_as,
            age=self.age,
            confirmed=self.origin.kind == "filing",
            **given,
        )


def _origin(population: Population, uniform: float) -> Origin:
    total = sum(origin.share for origin in population.origins)
    below = 0.0
    for origin in population.origins:
        below += origin.share / total
        if uniform < below:
            return origin
    return population.origins[-1]


def number_tellings(
    shown: StrategyCase,
    case: StrategyCase,
    truth: dict[str, float],
    population: Population,
    chance: Chance,
    power: float,
) -> list[Telling]:
    """Claims about uncertain numbers.

    Parameters
    ----------
    shown : as the analyst writes it; limits and units are read from it.
    case : the population's; false figures lie anywhere in it.
    truth : before a named scenario.
    population, chance : of the world.
    power : to which the true reliability of a link is the believed one.
    """
    found = []
    for name, quantity in shown.quantities.items():
        if quantity.kind == FIXED or not chance.happens(f"told.{name}", population["told_share"]):
            continue
        stories = 1 + chance.happens(f"told_twice.{name}", population["second_share"])
        for story in range(stories):
            key = f"{name}.story{story}"
            made = _Story(key, "capacity" if "capacity" in name else "price", population, chance, power)
            found += _figures(made, name, case, truth, population, chance)
    return found


def _figures(
    story: _Story,
    name: str,
    case: StrategyCase,
    truth: dict[str, float],
    population: Population,
    chance: Chance,
) -> list[Telling]:
    """Figure of a story as each page prints it."""
    quantity = case.quantities[name]
    middle, spread = axis_spread(quantity)
    place = onto(quantity, truth[name]) + population["claim_error"] * spread * chance.normal(
        f"{story.key}.error"
    )
    hedged = population.hedges[story.hedge] * abs(truth[name]) * chance.normal(f"{story.key}.hedged")
    if not story.holds(story.origin.grade, "right"):
        place = middle + population["width"] * spread * chance.normal(f"{story.key}.false")
    elif not story.is_fresh:
        place += population["stale_error"] * spread * chance.normal(f"{story.key}.stale")
    told = []
    for page, relays in story.pages():
        seen, hedge = place, story.hedge
        for number, verbatim in enumerate(relays):
            if not story.holds("verbatim" if verbatim else "paraphrase", f"{page}.kept{number}"):
                seen += population["distortion"] * spread * chance.normal(f"{page}.distorted{number}")
            if chance.happens(f"{page}.dropped{number}", population["hedge_dropped"]):
                hedge = PLAIN
        value = min(max(back(quantity, seen) + hedged, quantity.lower), quantity.upper)
        printed = f"{value:.{int(population['digits'])}g}"
        unit = "" if quantity.unit == NO_UNIT else quantity.unit
        told.append(story.told(page, name, relays, value=printed, unit=unit, hedge=hedge))
    return told


def quote_tellings(
    case: StrategyCase, population: Population, chance: Chance, power: float
) -> tuple[list[Telling], dict[str, bool]]:
    """For each supplier with published prices who told them, and whether the buyer would really get them."""
    told, holding = [], {}
    for each in case.suppliers:
        if not each.quoted:
            continue
        story = _Story(f"{each.name}.published", "price", population, chance, power)
        page, relays = story.pages()[0]
        links = ["verbatim" if verbatim else "paraphrase" for verbatim in relays]
        kept = [story.holds(link, f"{page}.kept{number}") for number, link in enumerate(links)]
        holding[each.quote] = story.holds(story.origin.grade, "right") and story.is_fresh and all(kept)
        told.append(story.told(page, each.quote, relays))
    return told, holding


def event_tellings(
    events: dict[str, bool], population: Population, chance: Chance, power: float
) -> list[Telling]:
    """Reports of each event, and denials by those it is about.

    A source of strength rho asserts the truth with chance (1 + rho) / 2 (S4); rho is the true reliability.
    """
    found = []
    for event, is_true in events.items():
        if not chance.happens(f"told.{event}", population["event_told_share"]):
            continue
        stories = 1 + chance.happens(f"told_twice.{event}", population["second_share"])
        for number in range(stories):
            story = _Story(f"{event}.story{number}", "deal_talks", population, chance, power)
            knows = story.holds(story.origin.grade, "knows") and story.is_fresh
            says = is_true if knows else chance.happens(f"{story.key}.guess", 0.5)
            for page, relays in story.pages():
                side = "for" if says else "against"
                about = f"events.{event}"
                found.append(story.told(page, about, relays, says=side, stance=story.origin.stance))
        likely = population["denial_true"] if is_true else population["denial_false"]
        if chance.happens(f"denied.{event}", likely):
            found.append(_denial(event, population, chance, power))
    return found


def _denial(event: str, population: Population, chance: Chance, power: float) -> Telling:
    """The company's word against it."""
    story = _Story(f"{event}.denial", "deal_talks", population, chance, power)
    stance = FLAT_DENIAL if chance.happens(f"{event}.flat", 0.5) else NON_DENIAL
    return Telling(
        name=f"{event}.denied",
        about=f"events.{event}",
        value="",
        unit="",
        says="for",
        stance=stance,
        origin=story.key,
        grade="officer",
        kind="company",
        relays=(),
        hedge=PLAIN,
        ages_as="deal_talks",
        age=story.age,
        confirmed=False,
    )
