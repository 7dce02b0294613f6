"""What a search found: the best few that differ in kind, valued again on fresh draws (S82, S45, S47)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.executors import ALONE, Workers
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.frontier import frontier_of
from cellworth.engine.scenarios.scenario_paths import PathModel
from cellworth.engine.search.climb import Bounds, Climbed, climb
from cellworth.engine.search.levers import Levels, Way, alternatives, kind_of
from cellworth.engine.search.world import Measured, Valuation, World, compared, opened
from cellworth.uncertainty.decision import best_share

__all__ = ["Found", "Price", "Rules", "SearchResult", "chosen", "search"]


@dataclass(frozen=True)
class Rules:
    """Bounds of a search.

    Attributes
    ----------
    beam : kinds of a family followed at once.
    ways : most ways valued.
    screening_draws, final_draws : scenarios of the search, and fresh ones for the few shown.
    shown, of_one_family : ways shown at most, and of one family.
    """

    beam: int
    ways: int
    screening_draws: int
    final_draws: int
    shown: int
    of_one_family: int


@dataclass(frozen=True)
class Price:
    """Price of a sale, on the fresh draws [USD].

    Attributes
    ----------
    buyer : class most likely to be signed with. price : expected where it is signed with.
    walk_away : least the seller takes from it. most : most it can pay.
    closing : [1], chance that a signed deal is paid. has_zone : whether any class can pay the least.
    """

    buyer: str
    price: float
    walk_away: float
    most: float
    closing: float
    has_zone: bool


@dataclass(frozen=True)
class Found:
    """One of the few shown.

    Attributes
    ----------
    way : Way
    screened : on the draws of the search. fresh : on draws the search has not seen.
    chance : [1] to be the best of those shown and keeping, near ties split (S45).
    price : of a sale; else none.
    """

    way: Way
    screened: Measured
    fresh: Measured
    chance: float
    price: Price | None


@dataclass(frozen=True)
class SearchResult:
    """A search.

    Attributes
    ----------
    case : StrategyCase
    rules, seed, fresh_seed : what it hangs on.
    found : the best few, the best first by the fresh draws.
    keep : strategy held against.
    keep_chance : [1], that keeping is best of all shown.
    menu : strategies of the case's menu on the fresh draws, by name.
    climbed : how the search went.
    levers : of the best, by lever: the next best level and what it is worth less on the draws of the
        search [USD], as far as tried.
    frontier : headline [USD] against supply price [USD/kWh] by party, of `frontier_way`; empty without.
    frontier_way : best sale with agreed supply.
    """

    case: StrategyCase
    rules: Rules
    seed: int
    fresh_seed: int
    found: tuple[Found, ...]
    keep: str
    keep_chance: float
    menu: Mapping[str, Measured]
    climbed: Climbed
    levers: Mapping[str, tuple[Way, float]]
    frontier: Mapping[str, Array]
    frontier_way: Way | None


def search(
    case: StrategyCase,
    model: PathModel,
    levels: Levels,
    rules: Rules,
    *,
    seed: int = 1,
    seconds: float | None = None,
    workers: Workers = ALONE,
    progress: Callable[[int, int], None] | None = None,
) -> SearchResult:
    """Search on fixed draws, then value the best few of different kinds on fresh ones.

    The best of many ways looks better than it is on the draws it was chosen on (the optimiser's curse), so
    that all that is shown is of draws keyed by the next seed.

    Parameters
    ----------
    case : StrategyCase
    model : of this case (`cellworth.engine.scenarios.scenario_paths.path_model`).
    levels : tried on each lever.
    rules : bounds.
    seed : of the search; the fresh draws hang on the next one.
    seconds : most time of the search; none for no bound, and the same result each time.
    workers : who does it; the figures do not hang on it.
    progress : called with ways valued and the most there will be.

    References
    ----------
    S82, S42, S45, S47.
    """
    world = opened(case, model, rules.screening_draws, seed)
    bounds = Bounds(rules.ways, rules.beam, seconds)
    climbed = climb(world, levels, bounds, workers=workers, progress=progress)
    ways = chosen(world, climbed, rules)
    fresh = opened(case, model, rules.final_draws, seed + 1, world.fallback)
    valued = _again(fresh, climbed, ways, workers)
    found, keep_chance = _shown(fresh, climbed, valued)
    supplied = next((each.way for each in found if each.way.agreement_years), None)
    return SearchResult(
        case=case,
        rules=rules,
        seed=seed,
        fresh_seed=seed + 1,
        found=found,
        keep=world.keep,
        keep_chance=keep_chance,
        menu={name: compared(fresh, each) for name, each in fresh.menu.items()},
        climbed=climbed,
        levers=_levers(case, levels, climbed, found[0].way) if found else {},
        frontier=_frontier(valued[supplied]) if supplied else {},
        frontier_way=supplied,
    )


def _again(fresh: World, climbed: Climbed, ways: list[Way], workers: Workers) -> dict[Way, Valuation]:
    """Value the few on the fresh draws, sales against the same fallback as in the search."""
    fallback = climbed.fallback
    contracts = {way: known.contract for way, known in climbed.known.items()}
    if fallback:
        instead = fresh.values([fallback], ALONE, contracts)[fallback].value
        fresh = replace(fresh, instead=instead)
    return fresh.values(ways, workers, contracts)


def chosen(world: World, climbed: Climbed, rules: Rules) -> list[Way]:
    """The best few that differ in kind: the best of each family first, then the next best of other kinds."""
    keep = next(entry for entry in world.case.strategies if entry.name == world.keep)
    kept = tuple(keep.plants.get(plant.name, "keep") for plant in world.case.plants)
    own = [way for way in climbed.known if (way.family, way.fates) != ("make", kept)]
    own.sort(key=lambda way: climbed.known[way].rank, reverse=True)
    of_kind: dict[object, Way] = {}
    for way in own:
        of_kind.setdefault(kind_of(way), way)
    first = {way.family: way for way in reversed(of_kind.values())}
    picked = sorted(first.values(), key=lambda way: climbed.known[way].rank, reverse=True)[: rules.shown]
    for way in of_kind.values():
        alike = sum(other.family == way.family for other in picked)
        if way not in picked and len(picked) < rules.shown and alike < rules.of_one_family:
            picked.append(way)
    return picked


def _shown(
    fresh: World, climbed: Climbed, valued: Mapping[Way, Valuation]
) -> tuple[tuple[Found, ...], float]:
    """Each way on the fresh draws, the best first, and the chance that keeping is best."""
    values = np.stack([fresh.kept, *(each.value for each in valued.values())], axis=-1)
    chances = ordered_mean(best_share(values, fresh.case.materiality))
    found = [
        Found(
            way=way,
            screened=climbed.known[way],
            fresh=compared(fresh, each),
            chance=float(chances[place + 1]),
            price=_price(each),
        )
        for place, (way, each) in enumerate(valued.items())
    ]
    return tuple(sorted(found, key=lambda each: each.fresh.rank, reverse=True)), float(chances[0])


def _price(each: Valuation) -> Price | None:
    if each.deal is None:
        return None
    deal, offer = each.deal, each.deal.offer
    return Price(
        buyer=offer.bidder.name,
        price=deal.signed_prices[deal.winner],
        walk_away=offer.reservation,
        most=offer.bid,
        closing=offer.closing,
        has_zone=deal.has_zone,
    )


def _frontier(each: Valuation) -> dict[str, Array]:
    if each.case is None or each.drawn is None or each.deal is None:
        return {}
    return frontier_of(each.case, each.drawn, each.deal)


def _levers(case: StrategyCase, levels: Levels, climbed: Climbed, best: Way) -> dict[str, tuple[Way, float]]:
    """What the next best level of each lever of a way is worth less, as far as tried."""
    found, known = {}, climbed.known
    for lever, ways in alternatives(case, levels, best).items():
        tried = [way for way in ways if way in known]
        if tried:
            other = max(tried, key=lambda way: known[way].rank)
            found[lever] = (other, known[best].mean - known[other].mean)
    return found
