"""What a population of synthetic worlds is made of: its terms, its chances, and the axis of each number."""

import math
from dataclasses import dataclass, replace

import numpy as np

from cellworth.core.special import normal_quantile
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import Quantity
from cellworth.engine.scenarios.draws import quantile
from cellworth.uncertainty.distributions import SCORE_OF_P90
from cellworth.uncertainty.streams import stream_uniforms

__all__ = ["Chance", "Origin", "Population", "axis_spread", "back", "limits", "moved", "onto"]

FIXED = "fixed"
NO_UNIT = "1"
LEAST = 1e-9
"""Nearest to the end of an axis."""

TENTHS: Array = np.asarray([0.1, 0.5, 0.9])


@dataclass(frozen=True)
class Origin:
    """Kind of source: key, share of all stories, and what a case would say of it."""

    name: str
    share: float
    grade: str
    kind: str
    stance: str


@dataclass(frozen=True)
class Population:
    """Terms of one variant of the trial; each number is explained in ``data/trial/population.csv``.

    Attributes
    ----------
    name : of the variant.
    numbers : terms by name.
    origins : who speaks.
    links : (grade or kind of relay) to the reliability that the program believes in [1].
    half_lives : [year] by kind of claim.
    hedges : relative spread that hedging words add [1].
    """

    name: str
    numbers: dict[str, float]
    origins: tuple[Origin, ...]
    links: dict[str, float]
    half_lives: dict[str, float]
    hedges: dict[str, float]

    def __getitem__(self, name: str) -> float:
        """One of the terms."""
        return self.numbers[name]


class Chance:
    """Draws of one world, each by its name: the same in any order, on any number of workers.

    Parameters
    ----------
    seed : of the trial.
    world : number of the world.
    """

    def __init__(self, seed: int, world: int) -> None:
        self._seed, self._world = seed, np.asarray([world])

    def uniform(self, name: str) -> float:
        """Between zero and one."""
        return float(stream_uniforms(self._seed, f"trial.{name}", self._world, 1)[0, 0])

    def normal(self, name: str) -> float:
        """Standard normal."""
        return float(normal_quantile(np.asarray([self.uniform(name)]))[0])

    def happens(self, name: str, chance: float) -> bool:
        """Whether something of that chance comes to pass."""
        return self.uniform(name) < chance


def limits(quantity: Quantity) -> tuple[float, float]:
    """Limits of a quantity; of a certain one, which states none, those its value suggests."""
    if quantity.kind != FIXED:
        return quantity.lower, quantity.upper
    value = quantity.numbers[0]
    if value <= 0.0:
        return -math.inf, math.inf
    return 0.0, (1.0 if quantity.unit == NO_UNIT and value < 1.0 else math.inf)


def onto(quantity: Quantity, value: float) -> float:
    """A value on the axis of its quantity: log odds of a share, logarithm of what cannot be negative."""
    lower, upper = limits(quantity)
    if lower >= 0.0 and upper <= 1.0:
        inside = min(max(value, LEAST), 1.0 - LEAST)
        return math.log(inside / (1.0 - inside))
    return math.log(max(value, LEAST)) if lower >= 0.0 else value


def back(quantity: Quantity, place: float) -> float:
    """The value at a place on the axis, inside the limits of the quantity."""
    lower, upper = limits(quantity)
    if lower >= 0.0 and upper <= 1.0:
        value = 1.0 / (1.0 + math.exp(-place))
    else:
        value = math.exp(place) if lower >= 0.0 else place
    return min(max(value, lower), upper)


def axis_spread(quantity: Quantity) -> tuple[float, float]:
    """Middle and standard deviation on the axis, from the median and the distance of P10 and P90."""
    low, middle, high = (float(value) for value in quantile(quantity, TENTHS))
    width = onto(quantity, high) - onto(quantity, low)
    return onto(quantity, middle), width / (2.0 * SCORE_OF_P90)


def moved(quantity: Quantity, shift: float) -> Quantity:
    """The same distribution moved along its axis: its form and its spread on the axis stay.

    Parameters
    ----------
    quantity : uncertain, or fixed; not one with claims in it.
    shift : on the axis.
    """
    if shift == 0.0:
        return quantity
    lower, upper = limits(quantity)
    share = lower >= 0.0 and upper <= 1.0
    places = quantity.numbers[:1] if quantity.kind == "normal" else quantity.numbers
    made = []
    for value in places:
        at_end = (share and not 0.0 < value < 1.0) or (lower >= 0.0 and value <= 0.0)
        made.append(value if at_end else back(quantity, onto(quantity, value) + shift))
    return replace(quantity, numbers=(*made, *quantity.numbers[len(places) :]))
