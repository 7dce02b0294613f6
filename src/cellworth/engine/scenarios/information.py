"""What knowing each group of inputs is worth, and what it carries of the leading difference (S49, S50)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata

from cellworth.core.least_squares import fitted, least_squares
from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import Quantity, StrategyCase
from cellworth.engine.scenarios.components import Drawn
from cellworth.engine.scenarios.decision import Decided
from cellworth.engine.scenarios.result import Driver
from cellworth.uncertainty.information import partial_information_value
from cellworth.uncertainty.tails import sorted_columns, value_quantile

__all__ = ["LIKELY", "Explained", "drivers", "explain_lead", "groups_of", "weak_share"]

WEAK = ("D", "E")
LIKELY = (0.01, 0.99)
"""Quantiles beyond which a value is not likely."""

MOST_INPUTS = 24
"""Inputs of one fit; the others are left out, those least correlated with the lead first."""


@dataclass(frozen=True)
class Explained:
    """How the difference of the two leading families that act now hangs on the inputs, by regression.

    Attributes
    ----------
    shares : [1] of its variance, by group.
    slopes : [USD] per unit of the quantity.
    means, lowest, highest : of the quantity. likely : its P1 and P99.
    """

    shares: Mapping[str, float]
    slopes: Mapping[str, float]
    means: Mapping[str, float]
    lowest: Mapping[str, float]
    highest: Mapping[str, float]
    likely: Mapping[str, tuple[float, float]]


def groups_of(case: StrategyCase, drawn: Drawn) -> dict[str, tuple[Quantity, ...]]:
    """Quantities that vary, by heading; those without a heading by their title."""
    found: dict[str, list[Quantity]] = {}
    for name, quantity in case.quantities.items():
        draws = drawn.quantity(name)
        if float(np.max(draws)) > float(np.min(draws)):
            found.setdefault(quantity.group or quantity.title, []).append(quantity)
    return {name: tuple(entries) for name, entries in found.items()}


def lead(decided: Decided) -> Array:
    """Best of the two leading families that act now, one less the other, in each draw, (s,) [USD]."""
    first, second = decided.acting_pair()
    return decided.column(first.name) - decided.column(second.name)


def explained_share(inputs: Sequence[Array], target: Array) -> float:
    """Share of the variance of a target that inputs explain, each by a parabola in its rank."""
    n = target.shape[0]
    score = [2.0 * (rankdata(column) - 0.5) / n - 1.0 for column in inputs]
    centred = target - ordered_mean(target)
    ranked = np.argsort([-abs(float(ordered_mean(z * centred))) for z in score], kind="stable")
    chosen = [score[place] for place in ranked[:MOST_INPUTS]]
    columns = [np.ones(n), *chosen, *(1.5 * z * z - 0.5 for z in chosen)]
    basis = np.stack(columns, axis=-1)
    left = centred - fitted(basis, least_squares(basis, centred[:, None]))[:, 0]
    free = max(n - len(columns), 1)
    whole = float(ordered_mean(centred * centred)) * n / max(n - 1, 1)
    rest = float(ordered_mean(left * left)) * n / free
    return min(max(1.0 - rest / whole, 0.0), 1.0) if whole > 0.0 else 0.0


def weak_share(case: StrategyCase, drawn: Drawn, decided: Decided, count: int) -> float:
    """Share of the variance of the lead that inputs of grade D and E carry as one group (decision 8)."""
    weak = [
        drawn.quantity(quantity.name)[:count]
        for entries in groups_of(case, drawn).values()
        for quantity in entries
        if quantity.grade in WEAK
    ]
    return explained_share(weak, lead(decided)[:count]) if weak else 0.0


def explain_lead(case: StrategyCase, drawn: Drawn, decided: Decided, count: int) -> Explained:
    """Shares of the groups, and the straight line through each quantity by itself."""
    target = lead(decided)[:count]
    shares, slopes, means, lowest, highest, likely = {}, {}, {}, {}, {}, {}
    for name, entries in groups_of(case, drawn).items():
        columns = [drawn.quantity(entry.name)[:count] for entry in entries]
        shares[name] = explained_share(columns, target)
        for entry, column in zip(entries, columns, strict=True):
            mean = ordered_mean(column)
            spread = column - mean
            variance = float(ordered_mean(spread * spread))
            slopes[entry.name] = float(ordered_mean(spread * target)) / variance if variance > 0.0 else 0.0
            means[entry.name] = float(mean)
            lowest[entry.name], highest[entry.name] = float(np.min(column)), float(np.max(column))
            ordered = sorted_columns(column[:, None])
            low, high = (float(value_quantile(ordered, level)[0]) for level in LIKELY)
            likely[entry.name] = (low, high)
    return Explained(shares, slopes, means, lowest, highest, likely)


def drivers(
    case: StrategyCase,
    drawn: Drawn,
    decided: Decided,
    names: Sequence[str],
    shares: Mapping[str, float],
    count: int,
) -> tuple[Driver, ...]:
    """Worth of knowing some groups before choosing, with how to find out.

    Parameters
    ----------
    case : StrategyCase
    drawn : Drawn
    decided : Decided
    names : groups.
    shares : [1] of the variance of the lead, by group.
    count : draws used.
    """
    value = np.stack([decided.column(decided.best_of(family).name) for family in decided.families], axis=-1)
    groups = groups_of(case, drawn)
    found = []
    for name in names:
        entries = groups[name]
        inputs = np.stack([drawn.quantity(entry.name)[:count] for entry in entries], axis=-1)
        worth = partial_information_value(inputs, value[:count])
        asked = {entry.find_out.how: entry.find_out.cost for entry in entries if entry.find_out}
        found.append(
            Driver(
                group=name,
                information_worth=max(float(worth.evppi), 0.0),
                information_error=float(worth.evppi_error),
                variance_share=shares[name],
                grade=max(entry.grade for entry in entries),
                find_out="; ".join(asked),
                find_out_cost=sum(asked.values()) if asked else float("nan"),
                quantities=tuple(entry.name for entry in entries),
            )
        )
    return tuple(found)
