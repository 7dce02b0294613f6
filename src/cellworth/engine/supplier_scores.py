"""Suppliers of a case ranked on several criteria, and how much of the ranking is the weights (S78)."""

from dataclasses import dataclass

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.scenarios.case import SupplierCase
from cellworth.engine.scenarios.draws import central_values
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.strategy.supplier_score import normalised_score, share_first, simplex_weights, weighted_score
from cellworth.uncertainty.streams import stream_uniforms

__all__ = ["Criterion", "SupplierScore", "SupplierScores", "supplier_scores"]

WEIGHTS = 4096
STREAM = "supplier_score"
DEMAND, BY_SUPPLIER = "demand_energy", ("landed_cell_price", "free_capacity")
MODELLED = (
    ("landed_price", "landed price", "USD/kWh", False),
    ("specific_energy", "energy per mass of its cell, over own", "1", True),
)
"""Criteria the model gives on no scale of their own: key, title, unit, whether higher is better."""
AVAILABLE = ("available", "share of the demand it can deliver", "1")


@dataclass(frozen=True)
class Criterion:
    """One criterion: key, printed name, unit, and by supplier the figure and its score (k,) from 0 to 1."""

    name: str
    title: str
    unit: str
    figures: Array
    scores: Array
    modelled: bool


@dataclass(frozen=True)
class SupplierScore:
    """A supplier: score [1] at equal weights, rank there, share of weights in which it has each rank."""

    name: str
    title: str
    score: float
    rank: int
    first: float
    by_rank: tuple[float, ...]


@dataclass(frozen=True)
class SupplierScores:
    """The ranking.

    Attributes
    ----------
    suppliers : best first at equal weights. criteria : the model's, then those of the case.
    agreement : mean Kendall rank correlation of the ranking at drawn weights with that at equal ones.
    weights : weight vectors drawn, spread evenly over all that add up to one.
    """

    suppliers: tuple[SupplierScore, ...]
    criteria: tuple[Criterion, ...]
    agreement: float
    weights: int


def supplier_scores(result: StrategyResult) -> SupplierScores | None:
    """Score of each supplier of a run; nothing where there are fewer than two, or no paths by year.

    Price and energy per mass run from the worst supplier to the best; shares stand as they are, lest a
    difference of a percent between suppliers that all can deliver count as much as all of the price.

    Parameters
    ----------
    result : of the decision under uncertainty.

    References
    ----------
    S78, S29, S77, S79.
    """
    suppliers = result.case.suppliers
    paths = [f"{path}.{each.name}" for path in BY_SUPPLIER for each in suppliers]
    if len(suppliers) < 2 or not {DEMAND, *paths} <= result.by_year.keys():
        return None
    criteria = (*_modelled(result), *_given(suppliers))
    score = np.stack([each.scores for each in criteria], axis=-1)
    count = score.shape[1]
    even = weighted_score(score[None], np.full((1, count), 1.0 / count))[0]
    drawn = simplex_weights(stream_uniforms(result.seed, STREAM, np.arange(WEIGHTS), count))
    totals = weighted_score(score[None], drawn)
    places = np.argsort(np.argsort(-totals, axis=1, kind="stable"), axis=1)
    first = share_first(score, drawn)
    order = np.argsort(-even, kind="stable")
    return SupplierScores(
        suppliers=tuple(
            SupplierScore(
                name=suppliers[k].name,
                title=suppliers[k].title,
                score=float(even[k]),
                rank=rank,
                first=float(first[k]),
                by_rank=tuple(float(np.mean(places[:, k] == place)) for place in range(len(suppliers))),
            )
            for rank, k in enumerate(order, 1)
        ),
        criteria=criteria,
        agreement=_agreement(even, totals),
        weights=WEIGHTS,
    )


def _modelled(result: StrategyResult) -> tuple[Criterion, ...]:
    """Landed price and delivery by the mean of the years, each by its demand; the cell by its median."""
    case, demand = result.case, result.by_year[DEMAND][0]
    central = central_values(case)
    weight = demand / np.sum(demand)
    rows, shares = [], []
    for each in case.suppliers:
        landed, free = (result.by_year[f"{path}.{each.name}"][0] for path in BY_SUPPLIER)
        delivered = np.minimum(free, demand) / np.where(demand > 0.0, demand, 1.0)
        energy = central[each.specific_energy_factor][0]
        rows.append([np.sum(landed * weight), energy])
        shares.append(np.sum(delivered * weight))
    raw, share = np.asarray(rows), np.asarray(shares)
    score = normalised_score(raw[None], higher_is_better=tuple(up for *_, up in MODELLED))[0]
    stretched = [
        Criterion(name, title, unit, raw[:, k], score[:, k], modelled=True)
        for k, (name, title, unit, _) in enumerate(MODELLED)
    ]
    return (*stretched, Criterion(*AVAILABLE, share, share, modelled=True))


def _given(suppliers: tuple[SupplierCase, ...]) -> tuple[Criterion, ...]:
    """Criteria that the case gives for every supplier."""
    names = [name for name in suppliers[0].scores if all(name in each.scores for each in suppliers)]
    found = {name: np.asarray([each.scores[name] for each in suppliers]) for name in names}
    return tuple(
        Criterion(name, name.replace("_", " "), "1", score, score, modelled=False)
        for name, score in found.items()
    )


def _agreement(even: Array, totals: Array) -> float:
    """Mean over draws (n, k) of pairs in the same order less pairs in the other, over all pairs."""
    upper = np.triu_indices(len(even), 1)
    here = np.sign(even[upper[0]] - even[upper[1]])
    there = np.sign(totals[:, upper[0]] - totals[:, upper[1]])
    return float(np.mean(here * there))
