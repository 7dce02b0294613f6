"""A run as of a day scored against what became known later; hits and misses as they are (section 12).

Nothing here is read by a run. A path is hit inside P5 to P95, a structure among the two ways worth most, a
closing that failed where the chance of closing stood below the flag, a price inside the range stated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from cellworth.engine.scenarios.case import Strategy, StrategyCase
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.engine.scenarios.stakes import StakesResult
from cellworth.uncertainty.tails import sorted_columns, value_quantile

__all__ = [
    "ClosingFact",
    "EventFact",
    "Fact",
    "PathFact",
    "PriceFact",
    "Score",
    "StructureFact",
    "path_range",
    "score_closing",
    "score_event",
    "score_path",
    "score_price",
    "score_stakes",
    "score_structure",
]

LEVELS = (0.05, 0.95)
TOP = 2
P95 = 1.6449
"""Standard deviations from the middle to P95 of a normal."""

SHARE_NEAR = 0.1
"""Kept shares this close count as the same: 20 % and 25 % are one structure, 0 % and 34 % are not."""

PLAN_PATHS = ("industry_energy", "supplier_energy")
"""Paths that are a plan times a drawn factor, and stand in no table of the run."""


@dataclass(frozen=True)
class Fact:
    """What became known after the day of a case.

    Attributes
    ----------
    title : in words. source, grade, known_from : who said it, how sure, first day known.
    row : row of the market tables; empty where another source is named.
    """

    title: str
    source: str
    grade: str
    known_from: date
    row: str


@dataclass(frozen=True)
class PathFact:
    """A realised number of a path: name of the path, year, value in its unit."""

    fact: Fact
    path: str
    year: int
    value: float
    unit: str


@dataclass(frozen=True)
class StructureFact:
    """What was done.

    Attributes
    ----------
    fact : Fact
    strategies : names of the case's menu that are what was done.
    retained : [1] of the venture kept; NaN where nothing was sold.
    """

    fact: Fact
    strategies: tuple[str, ...]
    retained: float


@dataclass(frozen=True)
class PriceFact:
    """A price paid or agreed [USD]; ``deal`` names it in a case of stakes, ``of`` is price or whole."""

    fact: Fact
    value: float
    deal: str = ""
    of: str = "price"


@dataclass(frozen=True)
class ClosingFact:
    """A signed deal with a class of bidders, and whether it closed."""

    fact: Fact
    bidder: str
    closed: bool


@dataclass(frozen=True)
class EventFact:
    """An event of the case, and whether it came to pass."""

    fact: Fact
    event: str
    happened: bool


@dataclass(frozen=True)
class Score:
    """One item scored.

    Attributes
    ----------
    kind : ``path``, ``structure``, ``retained``, ``price``, ``closing`` or ``event``.
    fact : what it is held against.
    stated : numbers of the run: of a path or a stake (low, middle, high), of a price (least, most), of a
        structure (rank, ways), of a closing or an event (chance,), of a kept share (share,).
    came : the realised number; one or zero for something that happened or not.
    unit : of both.
    hit : as the rule says.
    told : words of the run that belong to it.
    """

    kind: str
    fact: Fact
    stated: tuple[float, ...]
    came: float
    unit: str
    hit: bool
    told: str = ""

    @property
    def brier(self) -> float:
        """Squared difference of a chance and what happened; NaN for all but chances."""
        return (self.stated[0] - self.came) ** 2 if self.kind in ("closing", "event") else float("nan")


def path_range(result: StrategyResult, path: str, year: int) -> tuple[float, float, float]:
    """P5, mean and P95 of a path in a year, in its own unit.

    Parameters
    ----------
    result : of a run.
    path : name of a yearly result, ``industry_energy``, or ``supplier_energy.NAME`` [kWh/year].
    year : of the axis.

    Raises
    ------
    KeyError
        If the run has no such path or year.
    """
    years = {each: place for place, each in enumerate(result.case.years)}
    kind, _, name = path.partition(".")
    if kind in PLAN_PATHS:
        plan, factor = _plan(result.case, kind, name)
        draws = plan[years[year]] * result.draws[factor]
        ordered = sorted_columns(draws[:, None])
        low, high = (float(value_quantile(ordered, level)[0]) for level in LEVELS)
        return low, float(np.mean(draws)), high
    mean, low, high = (float(row[years[year]]) for row in result.by_year[path])
    return low, mean, high


def _plan(case: StrategyCase, kind: str, name: str) -> tuple[Sequence[float], str]:
    """Plan by year and the quantity that multiplies it."""
    if kind == "industry_energy":
        return case.industry_energy, case.industry["growth_factor"]
    supplier = {each.name: each for each in case.suppliers}[name]
    return supplier.energy, supplier.volume_factor


def score_path(result: StrategyResult, fact: PathFact) -> Score:
    """Whether a realised number lies inside P5 to P95."""
    low, mean, high = path_range(result, fact.path, fact.year)
    return Score(
        "path", fact.fact, (low, mean, high), fact.value, fact.unit, low <= fact.value <= high, str(fact.year)
    )


def score_structure(result: StrategyResult, fact: StructureFact) -> tuple[Score, ...]:
    """Place of what was done among the ways shown, and the share kept by the best sale of its kind.

    A run shows one sale of each kind (with supply or without, partner bought out or not), with the share it
    would keep. The kind is ranked by mean worth, all ways in it; the share is scored by itself.
    """
    menu = {entry.name: entry for entry in result.case.strategies}
    wanted = {_kind(menu[name]) for name in fact.strategies}
    ranked = sorted(result.strategies, key=lambda row: -row.mean)
    place, row = next((k, row) for k, row in enumerate(ranked) if _kind(menu[row.name]) in wanted)
    ahead = [entry.title for entry in ranked[:TOP]]
    told = f"{row.title}; first two: {'; '.join(ahead)}"
    scores = [Score("structure", fact.fact, (place + 1.0, float(len(ranked))), 1.0, "1", place < TOP, told)]
    if not np.isnan(fact.retained):
        kept = menu[row.name].retained
        near = abs(kept - fact.retained) <= SHARE_NEAR + 1e-9
        scores.append(Score("retained", fact.fact, (kept,), fact.retained, "share", near, row.title))
    return tuple(scores)


def _kind(way: Strategy) -> tuple[str, ...]:
    """What makes two ways the same structure: of a sale its supply and the partner, else the way itself."""
    if way.kind != "sell":
        return (way.kind, way.supplier if way.kind != "buy_close" else "")
    supplied = way.agreement_years > 0 and way.agreement_share > 0.0
    return way.kind, str(supplied), str(way.partner_bought_out)


def score_price(result: StrategyResult, fact: PriceFact) -> Score:
    """Whether a price lies between the least the seller takes and the most a class may pay.

    The most is P95 of what we believe the class with the widest purse can pay. Where that is less than the
    seller wants, no price was thought possible, and none is hit.

    Parameters
    ----------
    result : of a run whose sale has the terms that came.
    fact : the price.
    """
    least = result.walk_away
    most = max(each.reservation + P95 * each.reservation_sd for each in result.bidders)
    told = "" if most >= least else "no price was thought possible"
    return Score("price", fact.fact, (least, most), fact.value, "USD", least <= fact.value <= most, told)


def score_closing(result: StrategyResult, fact: ClosingFact, flag_below: float) -> Score:
    """Whether the risk that a deal fails was flagged; of one that closed, whether that was likelier than not.

    Parameters
    ----------
    result : of a run.
    fact : which class signed, and whether the deal closed.
    flag_below : [1], chance of closing below which a run counts as having warned.
    """
    chance = next(entry.closing_chance for entry in result.bidders if entry.name == fact.bidder)
    hit = chance >= 0.5 if fact.closed else chance < flag_below
    title = next(entry.title for entry in result.bidders if entry.name == fact.bidder)
    return Score("closing", fact.fact, (chance,), float(fact.closed), "share", hit, title)


def score_event(result: StrategyResult, fact: EventFact) -> Score:
    """Whether the likelier side of an event came to pass."""
    odds = next(entry for entry in result.case.events if entry.name == fact.event)
    likely = odds.probability >= 0.5
    return Score(
        "event",
        fact.fact,
        (odds.probability,),
        float(fact.happened),
        "share",
        likely == fact.happened,
        odds.title,
    )


def score_stakes(result: StakesResult, fact: PriceFact) -> Score:
    """Whether the price of a stake, or the whole it implies, lies in the range of the case."""
    deal = next(entry for entry in result.deals if entry.deal.name == fact.deal)
    low, middle, high = map(float, deal.price if fact.of == "price" else deal.whole)
    return Score(
        "price", fact.fact, (low, middle, high), fact.value, "USD", low <= fact.value <= high, deal.deal.title
    )
