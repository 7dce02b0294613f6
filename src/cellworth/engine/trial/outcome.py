"""One world from truth to score: what was stated, what was best, what each rule would have cost (S80)."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import Strategy, StrategyCase
from cellworth.engine.scenarios.decision import Decided
from cellworth.engine.trial.population import Population
from cellworth.engine.trial.rules import always_keep, cost_against_quote, face_values, point_estimate
from cellworth.engine.trial.valuing import OutOfDomainError, Stated, Truth, stated, valued_at
from cellworth.engine.trial.worlds import World, make_world
from cellworth.uncertainty.decision import best_share

__all__ = ["ORACLE", "PROGRAM", "Outcome", "Trial", "seed_of", "tried"]

PROGRAM = "program"
ORACLE = "oracle"
INNER = (0.05, 0.95)
YEARS_ASKED = (3, 8)
"""Years after the first in which inputs are looked at."""


@dataclass(frozen=True)
class Trial:
    """What all worlds of a trial share.

    Attributes
    ----------
    case : without claims.
    population : Population
    cells, dimensions : of the packs and quantities of the case.
    told : from a world to the case that the program gets.
    n, m : scenarios of the program, draws of yearly shocks at the truth.
    seed : of the trial.
    """

    case: StrategyCase
    population: Population
    cells: Mapping[str, Any]
    dimensions: Mapping[str, int]
    told: Callable[[World], StrategyCase]
    n: int
    m: int
    seed: int


@dataclass(frozen=True)
class Outcome:
    """Scores of one world; money in USD.

    Attributes
    ----------
    world : number. claims : of them. power : true reliability of a link is the believed one to it.
    stated : chance that each family is best, as stated.
    best_share : share of the draws of shocks in which it is best; realised : in the first draw.
    best_mean : best on the mean over shocks.
    leader : strategy recommended; families : family by decider.
    regret : by decider, mean over shocks below the best strategy; regret_realised : in the first draw.
    choices : strategy by decider.
    inside : share of the draws of shocks inside the stated P5 to P95, by name; inside_realised : first draw.
    below : share of them below P5.
    events : (stated chance, prior, whether it is true).
    problem : why the world has no scores; empty if it has.
    """

    world: int
    claims: int
    power: float
    stated: dict[str, float] = field(default_factory=dict)
    best_share: dict[str, float] = field(default_factory=dict)
    realised: dict[str, float] = field(default_factory=dict)
    best_mean: dict[str, float] = field(default_factory=dict)
    leader: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    regret: dict[str, float] = field(default_factory=dict)
    regret_realised: dict[str, float] = field(default_factory=dict)
    inside: dict[str, float] = field(default_factory=dict)
    inside_realised: dict[str, float] = field(default_factory=dict)
    below: dict[str, float] = field(default_factory=dict)
    events: list[tuple[float, float, bool]] = field(default_factory=list)
    problem: str = ""

    def plain(self) -> dict[str, Any]:
        """As names and numbers, for a file."""
        return asdict(self)


def seed_of(seed: int, world: int, what: str) -> int:
    """Seed of the draws of one world."""
    return int.from_bytes(blake2b(f"{seed}\n{world}\n{what}".encode(), digest_size=4).digest(), "big")


def tried(trial: Trial, number: int) -> Outcome:
    """Make a world, let the program decide it from what is said, and score it against the truth.

    Parameters
    ----------
    trial : Trial
    number : of the world.
    """
    world = make_world(trial.case, trial.population, trial.seed, number)
    try:
        with np.errstate(all="ignore"):
            return _scored(trial, world)
    except OutOfDomainError as error:
        return Outcome(world=number, claims=len(world.tellings), power=world.reliability, problem=str(error))


def _scored(trial: Trial, world: World) -> Outcome:
    number, case = world.number, trial.told(world)
    said = stated(case, trial.cells, trial.dimensions, trial.n, seed_of(trial.seed, number, "program"))
    truth = valued_at(
        said,
        world.truth,
        world.scenario,
        is_bid_for=any(world.events.values()) or not world.events,
        m=trial.m,
        seed=seed_of(trial.seed, number, "truth"),
    )
    choices = {
        PROGRAM: said.decided.leader().name,
        "program_mean": said.decided.strategies[int(np.argmax(said.decided.means))].name,
        "keep": always_keep(world.case),
        "cost_quote": cost_against_quote(world.case, said.model),
        "point": point_estimate(world.case, said.model, face_values(world.case, world.tellings)),
        ORACLE: max(truth.values, key=lambda name: float(ordered_mean(truth.values[name]))),
    }
    return _outcome(world, case, said, truth, choices)


def _outcome(
    world: World, case: StrategyCase, said: Stated, truth: Truth, choices: dict[str, str]
) -> Outcome:
    chances, _ = said.decided.family_chances(case.materiality)
    families = said.decided.families
    values = _coming_about(said.decided, truth)
    shares = best_share(said.decided.family_values(values), case.materiality)
    means = ordered_mean(values)[None, :]
    on_mean = best_share(said.decided.family_values(means), case.materiality)
    inside, realised, below = _coverage(said, truth)

    def named(row: Array) -> dict[str, float]:
        return dict(zip(families, map(float, row), strict=True))

    worth = {name: float(ordered_mean(value)) for name, value in truth.values.items()}
    first = {name: float(value[0]) for name, value in truth.values.items()}
    odds = {event.name: event for event in case.events}
    return Outcome(
        world=world.number,
        claims=len(world.tellings),
        power=world.reliability,
        stated=named(chances),
        best_share=named(ordered_mean(shares)),
        realised=named(shares[0]),
        best_mean=named(on_mean[0]),
        leader=said.decided.leader().name,
        choices=choices,
        regret={who: max(worth.values()) - worth[name] for who, name in choices.items()},
        regret_realised={who: max(first.values()) - first[name] for who, name in choices.items()},
        inside=inside,
        inside_realised=realised,
        below=below,
        events=[
            (odds[name].probability, odds[name].prior, is_true) for name, is_true in world.events.items()
        ],
    )


def _coming_about(decided: Decided, truth: Truth) -> Array:
    """(m, j) values at the truth; a sale that does not come about is best in no draw."""
    columns = [
        np.full(len(truth.drawn), -np.inf)
        if entry.kind == "sell" and entry.name not in truth.signed
        else truth.values[entry.name]
        for entry in decided.strategies
    ]
    return np.stack(columns, axis=-1)


def _against(said: Stated) -> Strategy:
    """What the leader is held against: keeping, or the runner-up of one that keeps."""
    keep = next(entry for entry in said.decided.strategies if entry.name == said.passed.menu.keep)
    leader, rival = said.decided.leader(), said.decided.runner_up()
    return keep if leader.name != keep.name or rival is None else rival


def _coverage(said: Stated, truth: Truth) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """Shares of the truth's draws inside and below the stated P5 to P95."""
    leader, rival = said.decided.leader().name, _against(said).name
    pairs = {
        "difference": (
            said.decided.column(leader) - said.decided.column(rival),
            truth.values[leader] - truth.values[rival],
        )
    }
    pairs |= {f"value of {family}": _best(said, truth, family) for family in said.decided.families}
    names = ["demand_packs", "own_cell_full"]
    names += [f"landed_cell_price.{each.name}" for each in said.passed.case.suppliers[:1]]
    for name in names:
        for year in YEARS_ASKED:
            key = f"year|{name}|{year}"
            if key in truth.drawn.named:
                pairs[f"{name.split('.')[0]} {said.passed.case.years[year]}"] = (
                    said.passed.drawn.named[key],
                    truth.drawn.named[key],
                )
    inside, realised, below = {}, {}, {}
    for name, (believed, real) in pairs.items():
        if np.isnan(believed).any() or np.isnan(real).any():
            continue
        low, high = (float(value) for value in np.quantile(believed, INNER))
        within = (real >= low) & (real <= high)
        inside[name], realised[name] = float(np.mean(within)), float(within[0])
        below[name] = float(np.mean(real < low))
    return inside, realised, below


def _best(said: Stated, truth: Truth, family: str) -> tuple[Array, Array]:
    """Value of the best member of a family as stated, and as it is."""
    name = said.decided.best_of(family).name
    return said.decided.column(name), truth.values[name]
