"""A synthetic world: its hidden truth, and what an analyst without claims would write down (S80).

The truth lies wider than the case says. The analyst sees the middle of each number with an error and writes
the spread of the case around it; the size of the error, what errors have in common and that numbers taken
for certain are not, nobody tells the program.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from cellworth.core.special import normal_quantile
from cellworth.engine.scenarios.case import Quantity, StrategyCase
from cellworth.engine.scenarios.draws import dependence
from cellworth.engine.trial.population import FIXED, Chance, Population, axis_spread, back, moved, onto
from cellworth.engine.trial.telling import Telling, event_tellings, number_tellings, quote_tellings
from cellworth.uncertainty.correlation import correlated_uniforms
from cellworth.uncertainty.distributions import chosen

__all__ = ["EVENT", "World", "make_world"]

EVENT = "bids_"
"""Events of the trial: a class of bidders, and whether it bids."""

UNITS_LEFT = ("year", "month", "day")
"""Dates and times that the case takes for certain stay so."""

CERTAIN = ("D", "E")
"""Grades whose numbers may be wrong although the case takes them for certain."""


@dataclass(frozen=True)
class World:
    """One world.

    Attributes
    ----------
    number : of the world.
    truth : every quantity as it is, factors of the named scenario applied.
    plain : the same before those factors.
    scenario : place of the true named scenario.
    events : whether each event is true, by name.
    case : as the analyst writes it, before any claim; with the prices published in this world.
    tellings : what is said.
    reliability : power to which the true reliability of a link is the believed one.
    """

    number: int
    truth: dict[str, float]
    plain: dict[str, float]
    scenario: int
    events: dict[str, bool]
    case: StrategyCase
    tellings: tuple[Telling, ...]
    reliability: float


def make_world(case: StrategyCase, population: Population, seed: int, number: int) -> World:
    """Draw a world.

    Parameters
    ----------
    case : without claims.
    population : Population
    seed : of the trial.
    number : of the world.
    """
    chance = Chance(seed, number)
    published = _published(case, population, chance)
    case = replace(case, quantities=case.quantities | published)
    plain = _truth(case, population, chance)
    power = population["chain_exponent"] * math.exp(
        population["chain_exponent_spread"] * chance.normal("reliability")
    )
    events = {EVENT + each.name: _is_true(case, each.interest, population, chance) for each in case.bidders}
    quotes, holding = quote_tellings(case, population, chance, power)
    plain |= {name: float(holds) for name, holds in holding.items()}
    for each in case.bidders:
        plain[each.interest] = float(events[EVENT + each.name])
    shown = _analyst(case, plain, population, chance)
    tellings = [*quotes, *number_tellings(shown, case, plain, population, chance, power)]
    tellings += event_tellings(events, population, chance, power)
    scenario = _scenario(case, population, chance)
    truth = _with_scenario(case, plain, scenario)
    return World(number, truth, plain, scenario, events, shown, tuple(tellings), power)


def _published(case: StrategyCase, population: Population, chance: Chance) -> dict[str, Quantity]:
    """What suppliers have published in this world: the path of the case, higher or lower."""
    found = {}
    for each in case.suppliers:
        factor = math.exp(population["quote_spread"] * chance.normal(f"published.{each.name}"))
        for name in each.quoted.values():
            quantity = case.quantities[name]
            found[name] = replace(quantity, numbers=tuple(value * factor for value in quantity.numbers))
    return found


def _truth(case: StrategyCase, population: Population, chance: Chance) -> dict[str, float]:
    """Every quantity as it is, before a named scenario."""
    together = dependence(case)
    uniform = {name: chance.uniform(f"truth.{name}") for name in case.quantities}
    if together.names:
        row = np.asarray([[uniform[name] for name in together.names]])
        joined = correlated_uniforms(row, together.correlation)[0]
        uniform |= dict(zip(together.names, map(float, joined), strict=True))
    score = dict(zip(uniform, map(float, normal_quantile(np.asarray(list(uniform.values())))), strict=True))
    kept = {name for each in case.suppliers for name in each.quoted.values()}
    truth = {}
    for name, quantity in case.quantities.items():
        if quantity.kind != FIXED:
            middle, spread = axis_spread(quantity)
            truth[name] = back(quantity, middle + population["width"] * spread * score[name])
        elif name in kept or not _may_be_wrong(quantity):
            truth[name] = quantity.numbers[0]
        else:
            place = onto(quantity, quantity.numbers[0])
            truth[name] = back(quantity, place + population["fixed_error"] * score[name])
    return truth


def _may_be_wrong(quantity: Quantity) -> bool:
    return quantity.numbers[0] > 0.0 and quantity.grade in CERTAIN and quantity.unit not in UNITS_LEFT


def _analyst(
    case: StrategyCase, truth: dict[str, float], population: Population, chance: Chance
) -> StrategyCase:
    """The case with each uncertain number around a middle value seen with an error."""
    size = population["base_error"] * math.exp(population["base_error_spread"] * chance.normal("error"))
    shown = {}
    for name, quantity in case.quantities.items():
        if quantity.kind == FIXED:
            continue
        middle, spread = axis_spread(quantity)
        part = name.split(".")[0]
        bias = population["shared_bias"] * chance.normal(f"bias.{part}")
        seen = onto(quantity, truth[name]) + spread * (size * chance.normal(f"seen.{name}") + bias)
        shown[name] = moved(quantity, seen - middle)
    return replace(case, quantities=case.quantities | shown)


def _scenario(case: StrategyCase, population: Population, chance: Chance) -> int:
    """The true named scenario: its chances lie nearer to each other than the case says."""
    shift, possible = population["scenario_shift"], [entry.chance > 0.0 for entry in case.scenarios]
    if not possible:
        return 0
    equal = 1.0 / sum(possible)
    chances = [
        (1.0 - shift) * entry.chance + shift * equal if may else 0.0
        for entry, may in zip(case.scenarios, possible, strict=True)
    ]
    return int(chosen(np.asarray([chance.uniform("scenario")]), tuple(chances))[0])


def _with_scenario(case: StrategyCase, plain: dict[str, float], scenario: int) -> dict[str, float]:
    factors = case.scenarios[scenario].factors if case.scenarios else {}
    truth = dict(plain)
    for name, factor in factors.items():
        quantity = case.quantities[name]
        truth[name] = min(max(plain[name] * factor, quantity.lower), quantity.upper)
    return truth


def _is_true(case: StrategyCase, name: str, population: Population, chance: Chance) -> bool:
    """Whether a class bids: its true odds lie around the case's."""
    quantity = case.quantities[name]
    place = onto(quantity, axis_middle(quantity))
    odds = place + population["event_shift"] * chance.normal(f"odds.{name}")
    return chance.happens(f"event.{name}", 1.0 / (1.0 + math.exp(-odds)))


def axis_middle(quantity: Quantity) -> float:
    """Value of a certain quantity, or median of an uncertain one."""
    return quantity.numbers[0] if quantity.kind == FIXED else back(quantity, axis_spread(quantity)[0])
