"""What the program states of a world, and what each strategy is worth at its hidden truth (S80)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.executors import ALONE
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.components import Drawn, components
from cellworth.engine.scenarios.deals import sale_deal
from cellworth.engine.scenarios.decision import Decided, decide
from cellworth.engine.scenarios.draws import Draws
from cellworth.engine.scenarios.first_pass import FirstPass, first_pass
from cellworth.engine.scenarios.run import BLOCK
from cellworth.engine.scenarios.scenario_paths import PathModel, path_model, scenario_paths
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.waiting import Learned, wait

__all__ = ["OutOfDomainError", "Stated", "Truth", "stated", "valued_at"]


class OutOfDomainError(ValueError):
    """Numbers of a world lie where some formula of the program has no value."""


@dataclass(frozen=True)
class Stated:
    """What the program says of a case.

    Attributes
    ----------
    model : of the case.
    passed : its scenarios.
    decided : values of its strategies.
    """

    model: PathModel
    passed: FirstPass
    decided: Decided


@dataclass(frozen=True)
class Truth:
    """A world at its truth; only yearly shocks vary.

    Attributes
    ----------
    values : (m,) [USD] by strategy, every sale of the menu among them.
    signed : sales that come about.
    drawn : numbers behind them.
    """

    values: Mapping[str, Array]
    signed: frozenset[str]
    drawn: Drawn


def stated(
    case: StrategyCase, cells: Mapping[str, Any], dimensions: Mapping[str, int], n: int, seed: int
) -> Stated:
    """Decide a case the way a run does, without taking the answer apart.

    Parameters
    ----------
    case : with its claims.
    cells, dimensions : of any case with the same packs and quantities.
    n, seed : scenarios, and what their draws hang on.

    Raises
    ------
    OutOfDomainError
        If a value is no number in some scenario.
    """
    model = path_model(case, cells, dimensions)
    passed = first_pass(
        case, model, scenario_paths, n=n, seed=seed, block=BLOCK, workers=ALONE, progress=None
    )
    _refuse_missing(passed.drawn, "the program's scenarios")
    return Stated(model, passed, decide(passed.case, passed.menu, passed.drawn, passed.later))


def valued_at(
    said: Stated, truth: Mapping[str, float], scenario: int, *, is_bid_for: bool, m: int, seed: int
) -> Truth:
    """Value all strategies with the inputs held at a truth, by the same engine.

    Contracts are those the program signed, and the rule of waiting is the one it learned on what it was told.
    A sale is bargained between parties who know the truth. Where nobody bids, or nobody can pay what the
    seller must have, it does not come about, and what the program named instead is done.

    Parameters
    ----------
    said : what the program says.
    truth : of every quantity.
    scenario : place of the true named scenario.
    is_bid_for : whether any class of bidders bids.
    m, seed : draws of yearly shocks, and what they hang on.

    Raises
    ------
    OutOfDomainError
        If a value is no number in some draw.
    """
    values = {name: np.asarray([value]) for name, value in truth.items()}
    held = Draws(values, np.full(m, scenario))
    case, menu, later = said.passed.case, said.passed.menu, said.passed.later
    paths = scenario_paths(case, said.model, np.arange(m), seed, drawn=held)
    drawn = Drawn(components(Setting(case, paths), menu, later))
    _refuse_missing(drawn, "the truth")
    found = {entry.name: drawn.value(entry.name) for entry in menu.plain}
    told = Learned(said.passed.drawn, None)
    alone = wait(case, menu, drawn, replace(later, sale=None), None, told)
    if menu.wait is not None and alone is not None:
        found[menu.wait.name] = alone.value
    other = found[max(found, key=lambda name: float(ordered_mean(found[name])))]
    deals = {entry.name: sale_deal(case, drawn, entry, other) for entry in menu.sales}
    signed = frozenset(name for name, deal in deals.items() if is_bid_for and deal.has_zone)
    if later.sale is not None and later.sale[0].name in signed:
        name = later.sale[0].name
        told = Learned(said.passed.drawn, said.decided.deals[name])
        waited = wait(case, menu, drawn, later, deals[name], told)
        if menu.wait is not None and waited is not None:
            found[menu.wait.name] = waited.value
    instead = found[said.decided.fallback]
    found |= {name: deal.value if name in signed else instead for name, deal in deals.items()}
    return Truth(found, signed, drawn)


def _refuse_missing(drawn: Drawn, where: str) -> None:
    missing = [
        name
        for name, values in drawn.named.items()
        if name.startswith(("value|", "sale|", "later|", "state|")) and not np.isfinite(values).all()
    ]
    if missing:
        raise OutOfDomainError(f"{where}: {missing[0]}")
