"""Figures of a trial over its worlds: calibration, coverage, regret against rules in use (S80)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cellworth.core.types import Array

__all__ = ["Bin", "Mean", "calibration", "calibration_gap", "mean_of", "paired"]


@dataclass(frozen=True)
class Mean:
    """A mean and its standard error over `n` worlds."""

    value: float
    error: float
    n: int


@dataclass(frozen=True)
class Bin:
    """Statements whose chance lies in one bin.

    Attributes
    ----------
    low, high : of the bin [1]. n : statements. worlds : that made them.
    stated, came : mean chance stated, mean outcome. gap : stated less came (S80), with its standard error.
    """

    low: float
    high: float
    n: int
    worlds: int
    stated: float
    came: float
    gap: Mean


def calibration_gap(stated: Array, came: Array) -> float:
    r"""Mean stated chance less mean outcome; zero is calibrated, above zero claims too much.

    Parameters
    ----------
    stated, came : (n,) [1]

    References
    ----------
    S80.
    """
    return float(np.mean(stated) - np.mean(came))


def calibration(stated: Array, came: Array, world: Array, bins: int = 10) -> list[Bin]:
    """Gap by equal bins of the stated chance; a bin without statements is left out.

    Parameters
    ----------
    stated, came : (n,) [1]
        Chances, and outcomes between zero and one.
    world : (n,)
        That each belongs to; statements of one world are not independent and are averaged first.
    bins : number of bins.

    References
    ----------
    S80.
    """
    place = np.minimum((stated * bins).astype(int), bins - 1)
    found = []
    for number in range(bins):
        rows = place == number
        if not rows.any():
            continue
        gap = _clustered(stated[rows] - came[rows], world[rows])
        found.append(
            Bin(
                low=number / bins,
                high=(number + 1) / bins,
                n=int(np.sum(rows)),
                worlds=len(np.unique(world[rows])),
                stated=float(np.mean(stated[rows])),
                came=float(np.mean(came[rows])),
                gap=Mean(calibration_gap(stated[rows], came[rows]), gap, int(np.sum(rows))),
            )
        )
    return found


def _clustered(gap: Array, world: Array) -> float:
    """Standard error of a mean whose terms hang together inside a world."""
    names, place = np.unique(world, return_inverse=True)
    if len(names) < 2:
        return math.nan
    sums = np.bincount(place, weights=gap - np.mean(gap))
    return float(np.sqrt(np.sum(sums**2) * len(names) / (len(names) - 1)) / len(gap))


def mean_of(values: Sequence[float] | Array) -> Mean:
    """Mean over worlds with its standard error; the error is NaN for one world."""
    row = np.asarray(values, dtype=float)
    error = float(np.std(row, ddof=1) / math.sqrt(len(row))) if len(row) > 1 else math.nan
    return Mean(float(np.mean(row)), error, len(row))


def paired(rows: Sequence[Mapping[str, float]], rule: str, other: str) -> Mean:
    """Mean of what one rule loses beyond another in the same worlds; below zero the first is better.

    Parameters
    ----------
    rows : by world, regret by rule.
    rule, other : keys.
    """
    return mean_of([row[rule] - row[other] for row in rows])
