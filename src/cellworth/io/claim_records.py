"""Claims as evidence: how far each is trusted, what it does to odds of events and to numbers (S1 to S6)."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.scenarios.case import ClaimRecord, EventOdds, Quantity
from cellworth.evidence.chain import aged_reliability, chain_reliability, signed_reliability
from cellworth.evidence.numbers import NumberClaims, PoolLimits, claim_weight
from cellworth.evidence.odds import EventClaims, claimed_probability, probability_without
from cellworth.evidence.origins import heard_claims
from cellworth.evidence.precision import stated_precision
from cellworth.io.claim_files import Evidence
from cellworth.io.parameter_files import parameter_table
from cellworth.io.quantity_records import spread_of
from cellworth.io.strategy_forms_evidence import ClaimForm, EventForm
from cellworth.io.units import to_canonical

__all__ = [
    "EVENTS",
    "QUOTE",
    "Weighed",
    "claim_number",
    "event_odds",
    "pooled",
    "quote_weight",
    "weighed",
    "weighed_claims",
]

EVENTS = "events."
QUOTE = ".quote"
DAYS_PER_YEAR = 365.25


@dataclass(frozen=True)
class Weighed:
    """Claims on the day of a case.

    Attributes
    ----------
    forms : by id.
    reliability : of the chain, aged; zero for a claim that another has replaced.
    origin, kind : first of the chain, and what kind of source it is.
    told_by : titles of the chain.
    """

    forms: dict[str, ClaimForm]
    reliability: dict[str, float]
    origin: dict[str, str]
    kind: dict[str, str]
    told_by: dict[str, tuple[str, ...]]

    def moving(self, target: str) -> list[str]:
        """Claims that act on a quantity or event, those of weight zero left out."""
        return [n for n, form in self.forms.items() if form.moves == target and self.reliability[n] > 0.0]

    def row(self, names: list[str]) -> Array:
        """Reliability as one scenario by claim."""
        return np.asarray([[self.reliability[name] for name in names]])

    def origins(self, names: list[str]) -> tuple[str, ...]:
        """Ultimate origin of each."""
        return tuple(self.origin[name] for name in names)


def _table(name: str) -> dict[str, float]:
    return parameter_table(f"evidence/{name}.csv").values("name")


def weighed(evidence: Evidence, as_of: datetime.date) -> Weighed:
    """How far each claim is trusted on a day (S1, S2)."""
    grades, relays, half_lives = _table("source_grades"), _table("relays"), _table("half_lives")
    reliability = {}
    for name, claim in evidence.claims.items():
        links = [grades[evidence.sources[claim.chain[0]].grade]]
        links += [relays["verbatim" if link in claim.verbatim else "paraphrase"] for link in claim.chain[1:]]
        age = (as_of - (claim.stated_on or claim.known_from)).days / DAYS_PER_YEAR
        fresh = chain_reliability(np.asarray([links]))
        aged = aged_reliability(fresh, np.asarray([max(age, 0.0)]), np.asarray([half_lives[claim.ages_as]]))
        replaced = claim.superseded_by in evidence.claims
        reliability[name] = 0.0 if replaced else float(aged[0])
    origin = {name: claim.chain[0] for name, claim in evidence.claims.items()}
    kind: dict[str, str] = {name: evidence.sources[first].kind for name, first in origin.items()}
    titles = {name: source.title for name, source in evidence.sources.items()}
    told_by = {name: tuple(titles[link] for link in claim.chain) for name, claim in evidence.claims.items()}
    return Weighed(dict(evidence.claims), reliability, origin, kind, told_by)


def weighed_claims(known: Weighed) -> tuple[ClaimRecord, ...]:
    """Every claim with its weight, each ultimate origin heard once (S3)."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, claim in known.forms.items():
        about = (claim.moves,) if claim.moves else (claim.subject, claim.attribute)
        groups.setdefault(about, []).append(name)
    weight: dict[str, float] = {}
    for names in groups.values():
        strength = known.row(names)
        heard = strength * heard_claims(strength, known.origins(names))
        weight |= dict(zip(names, heard[0].tolist(), strict=True))
    return tuple(_record(name, claim, known, weight[name]) for name, claim in known.forms.items())


def _record(name: str, claim: ClaimForm, known: Weighed, weight: float) -> ClaimRecord:
    kept = ("text", "subject", "attribute", "value", "unit", "stance", "chain", "stated_on", "known_from")
    more = ("superseded_by", "locator", "moves", "rows", "conflict")
    fields = {field: getattr(claim, field) for field in (*kept, *more)}
    fields["told_by"] = known.told_by[name]
    return ClaimRecord(name=name, reliability=known.reliability[name], weight=weight, **fields)


def event_odds(events: Mapping[str, EventForm], known: Weighed) -> tuple[EventOdds, ...]:
    """Chance of each event after its claims, and without each of them (S4)."""
    stances, limits = _table("stances"), _table("limits")
    odds = []
    for name, event in events.items():
        names = known.moving(EVENTS + name)
        prior = np.asarray([event.prior.value])
        if not names:
            odds.append(EventOdds(name, event.title, event.prior.value, event.prior.value, {}))
            continue
        side = {"for": 1.0, "against": -1.0}
        stance = [stances[known.forms[n].stance] * side[known.forms[n].says] for n in names]
        most = limits["signed_reliability_most"]
        claims = EventClaims(
            signed_reliability=signed_reliability(np.asarray([stance]), known.row(names), most),
            origin=known.origins(names),
            source_class=tuple(known.kind[n] for n in names),
        )
        factor = limits["temper_factor"]
        without = probability_without(prior, claims, factor)[0].tolist()
        chance = float(claimed_probability(prior, claims, factor)[0])
        odds.append(
            EventOdds(name, event.title, event.prior.value, chance, dict(zip(names, without, strict=True)))
        )
    return tuple(odds)


def claim_number(claim: ClaimForm, unit: str) -> tuple[float, float]:
    """Figure of a claim in a unit, and its standard deviation from digits and hedge (S6).

    Raises
    ------
    UnitError
        If the claim states no figure of that kind.
    """
    text = f"{claim.value} {claim.unit}".strip()
    value, _ = to_canonical(float(claim.value) if unit == "1" and not claim.unit else text, unit)
    if value == 0.0:
        return 0.0, 0.0
    printed = float(claim.value)
    hedge = _table("hedges")[claim.hedge]
    half_unit = 0.5 * _last_digit(claim.value)
    relative = stated_precision(np.asarray([[printed]]), np.asarray([[half_unit]]), np.asarray([[hedge]]))
    return value, abs(value) * float(relative[0, 0])


def _last_digit(text: str) -> float:
    """Unit of the last digit printed."""
    match = re.fullmatch(r"[+-]?([0-9_]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?", text.strip())
    if match is None:
        return 0.0
    power = int(match[3] or 0)
    if match[2]:
        return float(10.0 ** (power - len(match[2])))
    digits = match[1].replace("_", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(10.0 ** (power + zeros))


def _shares(names: list[str], known: Weighed, base: tuple[float, float], figures: Array) -> Array:
    limits = _table("limits")
    claims = NumberClaims(
        base_mean=np.asarray([base[0]]),
        base_sd=np.asarray([base[1]]),
        claim_mean=figures[None, :, 0],
        claim_sd=figures[None, :, 1],
        reliability=known.row(names),
        origin=known.origins(names),
        confirmed=tuple(known.forms[name].confirmed for name in names),
    )
    guards = PoolLimits(unconfirmed_most=limits["unconfirmed_most"], base_least=limits["base_least"])
    return np.asarray(claim_weight(claims, guards))[0]


def pooled(made: Quantity, known: Weighed) -> Quantity:
    """A quantity with its claims in it; the same quantity where none speaks of it (S5)."""
    names = known.moving(made.name)
    if not names:
        return made
    base = spread_of(made)
    figures = np.asarray([claim_number(known.forms[name], made.unit) for name in names])
    shares = _shares(names, known, base, figures)
    weight = float(np.sum(shares))
    mean = float(np.sum(shares * figures[:, 0])) / weight
    variance = float(np.sum(shares * (figures[:, 1] ** 2 + (figures[:, 0] - mean) ** 2))) / weight
    numbers = (weight, mean, variance**0.5, *base)
    return replace(made, kind="pool", numbers=numbers, claims=tuple(names))


def quote_weight(supplier: str, known: Weighed) -> tuple[float, tuple[str, ...]]:
    """Weight of a supplier's published prices against its modelled ones, and the claims behind it (S5)."""
    names = known.moving(f"suppliers.{supplier}{QUOTE}")
    if not names:
        return 0.0, ()
    nothing = np.zeros((len(names), 2))
    return float(np.sum(_shares(names, known, (0.0, 0.0), nothing))), tuple(names)
