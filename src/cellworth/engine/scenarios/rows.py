"""Tables of strategies and families, and the confidence word with its steps down (S44 to S47, S51, S81)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.components import Drawn, Menu
from cellworth.engine.scenarios.decision import Decided
from cellworth.engine.scenarios.result import FamilyResult, StrategyRow
from cellworth.uncertainty.errors import confidence_step, mean_error
from cellworth.uncertainty.summary import DecisionSummary

__all__ = ["Confidence", "confidence_of", "family_results", "strategy_rows"]

CLEAR_ERRORS = 3.0
"""Standard errors within which a difference does not count as settled."""

HALF = 0.5


def strategy_rows(
    case: StrategyCase,
    menu: Menu,
    drawn: Drawn,
    decided: Decided,
    summary: DecisionSummary,
    stressed: Mapping[str, Mapping[str, float]],
) -> tuple[StrategyRow, ...]:
    """One row per strategy shown.

    Parameters
    ----------
    case : StrategyCase
    menu : Menu
    drawn : Drawn
    decided : Decided
    summary : figures of the values of `decided`.
    stressed : mean [USD] by strategy, by named scenario that has no chance.
    """
    scenario = drawn.named["scenario"]
    keep = decided.column(menu.keep)
    chances = decided.strategy_chances(case.materiality)
    rows = []
    for place, entry in enumerate(decided.strategies):
        value = decided.values[:, place]
        gap = (value - keep)[:, None]
        by_scenario = {
            named.name: _mean_where(value, scenario == number)
            if named.chance > 0.0
            else stressed.get(named.name, {}).get(entry.name, float("nan"))
            for number, named in enumerate(case.scenarios)
        }
        rows.append(
            StrategyRow(
                name=entry.name,
                title=entry.title,
                family=entry.family,
                mean=float(summary.value_mean[place]),
                p5=float(summary.value_p5[place]),
                p50=float(summary.value_p50[place]),
                p95=float(summary.value_p95[place]),
                worst_tenth=float(summary.worst_tenth[place]),
                mean_error=float(summary.value_error[place]),
                regret=float(summary.regret_mean[place]),
                regret_p95=float(summary.regret_p95[place]),
                chance_best=float(chances[place]),
                by_scenario=by_scenario,
                against_keep=(float(ordered_mean(gap)[0]), float(mean_error(gap)[0])),
            )
        )
    return tuple(rows)


def _mean_where(value: Array, counted: Array) -> float:
    """Mean of the draws that count; NaN where none does."""
    if not np.any(counted):
        return float("nan")
    return float(ordered_mean(value, counted.astype(float)))


def family_results(case: StrategyCase, decided: Decided) -> tuple[FamilyResult, ...]:
    """Chance that each family is best, with its best member (S81)."""
    chance, error = decided.family_chances(case.materiality)
    return tuple(
        FamilyResult(family, float(chance[place]), float(error[place]), decided.best_of(family).name)
        for place, family in enumerate(decided.families)
    )


@dataclass(frozen=True)
class Confidence:
    """Word for the chance of the leading family, and why it is not a stronger one."""

    word: str
    reasons: tuple[str, ...]


def confidence_of(
    decided: Decided,
    families: Sequence[FamilyResult],
    weak_share: float,
    words: Sequence[tuple[str, float]],
) -> Confidence:
    """Word of the fixed list, a step down for a lead within its error, another for weak evidence.

    Parameters
    ----------
    decided : Decided
    families : chances by family.
    weak_share : [1] of the variance of the leading difference that inputs of grade D and E carry.
    words : word and least chance, the strongest first, the last without a limit.
    """
    leader, rival = decided.leader(), decided.runner_up()
    by_name = {entry.name: entry for entry in families}
    reasons = []
    if rival is not None:
        gap = (decided.column(leader.name) - decided.column(rival.name))[:, None]
        if abs(float(ordered_mean(gap)[0])) <= CLEAR_ERRORS * float(mean_error(gap)[0]):
            reasons.append("The lead over the next is within three standard errors: too small to be sure of.")
    if weak_share > HALF:
        share = f"{weak_share:.0%}"
        first, second = (entry.family for entry in decided.acting_pair())
        pair = f"between '{first}' and '{second}'"
        reasons.append(f"Weak evidence (grades D and E) carries {share} of what is uncertain {pair}.")
    chance = by_name[leader.family].chance_best
    ordered = [name for name, _ in words]
    thresholds = tuple(least for _, least in words[:-1])
    return Confidence(ordered[confidence_step(chance, thresholds, len(reasons))], tuple(reasons))
