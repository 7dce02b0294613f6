"""Ways valued on fixed draws by the engine's own ledgers, prices and contracts (S40, S61 to S66)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.executors import ALONE, Workers, side_by_side
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.components import Drawn, components, menu_of
from cellworth.engine.scenarios.deals import SaleDeal, sale_deal
from cellworth.engine.scenarios.first_pass import signed
from cellworth.engine.scenarios.scenario_paths import PathModel, scenario_paths
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.supply_contract import SIGNED
from cellworth.engine.search.levers import Way, strategy_of
from cellworth.uncertainty.decision import risk_score
from cellworth.uncertainty.errors import mean_error
from cellworth.uncertainty.tails import lower_tail_mean, sorted_columns

__all__ = ["Measured", "Valuation", "World", "compared", "opened"]

BLOCK = 1024
"""Scenarios valued at once."""

WORST = 0.1
"""Share of the draws that counts as the worst."""

TOGETHER = 12
"""Ways that share paths; the figures do not hang on it."""


@dataclass(frozen=True)
class Valuation:
    """A way on the draws.

    Attributes
    ----------
    value : (s,) [USD], worth today to the automaker.
    contract : whether the supplier's contract is signed.
    evaluations : cost evaluations of the paths it was valued on, shared by all of its group.
    group : number of that group.
    case, drawn, deal : of a sale, what its prices were found from; else none.
    """

    value: Array
    contract: bool
    evaluations: int
    group: int
    case: StrategyCase | None = None
    drawn: Drawn | None = None
    deal: SaleDeal | None = None


@dataclass(frozen=True)
class Measured:
    """A way against keeping, on the same draws, [USD].

    Attributes
    ----------
    mean : of the difference. error : its standard error, draws taken as independent (S51).
    worst : mean of the worst tenth of its worth, less that of keeping (S47).
    loses : mean of the worst tenth of the difference.
    score : ranking number, mean and worst tenth weighed with the case's risk aversion (S47).
    contract : whether the supplier's contract is signed.
    signable : false for a sale without a price that suits both sides (S63).
    """

    mean: float
    error: float
    worst: float
    loses: float
    score: float
    contract: bool
    signable: bool

    @property
    def rank(self) -> tuple[bool, float]:
        """By which ways are ranked: what nobody would sign comes last."""
        return self.signable, self.score


@dataclass(frozen=True)
class World:
    """A case on fixed draws.

    Attributes
    ----------
    case : StrategyCase
    model : of this case.
    n, seed : draws and what they hang on.
    keep, fallback : names of the menu's strategies that ways are held against, and that follow a failed sale.
    kept, instead : (s,) [USD] of these two.
    menu : every strategy of the menu but waiting, by name.
    """

    case: StrategyCase
    model: PathModel
    n: int
    seed: int
    keep: str
    fallback: str
    kept: Array
    instead: Array
    menu: Mapping[str, Valuation]

    def values(
        self, ways: Sequence[Way], workers: Workers = ALONE, contracts: Mapping[Way, bool] | None = None
    ) -> dict[Way, Valuation]:
        """Value ways.

        Parameters
        ----------
        ways : any.
        workers : who does it; the figures do not hang on it.
        contracts : whether each way's contract is signed; chosen by the mean if not given (S32).
        """
        jobs = {
            str(number): partial(_valued, self, number, group, contracts)
            for number, group in enumerate(_groups(ways))
        }
        found: dict[Way, Valuation] = {}
        for part in side_by_side(jobs, workers).values():
            found |= part
        return found


def opened(case: StrategyCase, model: PathModel, n: int, seed: int, fallback: str = "") -> World:
    """The menu of a case on some draws.

    Parameters
    ----------
    case : StrategyCase
    model : of this case.
    n, seed : draws and what they hang on.
    fallback : strategy that follows a sale that fails; the best of the menu that sells nothing if empty.
    """
    whole, drawn, _ = _drawn(case, model, n, seed, choose=True)
    menu = menu_of(whole)
    values = {entry.name: drawn.value(entry.name) for entry in menu.plain}
    fallback = fallback or max(values, key=lambda name: float(ordered_mean(values[name])))
    instead = values[fallback]
    found = {name: Valuation(value, False, 0, 0) for name, value in values.items()}
    for entry in menu.sales:
        deal = sale_deal(whole, drawn, entry, instead)
        found[entry.name] = Valuation(deal.value, False, 0, 0, whole, drawn, deal)
    return World(case, model, n, seed, menu.keep, fallback, values[menu.keep], instead, found)


def compared(world: World, found: Valuation) -> Measured:
    """Hold a way against keeping, draw by draw."""
    value = found.value
    both = np.stack([value, world.kept], axis=-1)
    gain = (value - world.kept)[:, None]
    means, tails = ordered_mean(both), lower_tail_mean(sorted_columns(both), WORST)
    scores = risk_score(means, tails, np.full(2, world.case.risk_aversion))
    return Measured(
        mean=float(ordered_mean(gain)[0]),
        error=float(mean_error(gain)[0]),
        worst=float(tails[0] - tails[1]),
        loses=float(lower_tail_mean(sorted_columns(gain), WORST)[0]),
        score=float(scores[0] - scores[1]),
        contract=found.contract,
        signable=found.deal is None or found.deal.has_zone,
    )


def _groups(ways: Sequence[Way]) -> list[tuple[Way, ...]]:
    """Ways that can share paths: sales of one year, or ways that sell nothing, some at a time."""
    by: dict[object, list[Way]] = {}
    for way in ways:
        by.setdefault(way.start_year if way.family == "sell" else None, []).append(way)
    return [
        tuple(group[first : first + TOGETHER])
        for group in by.values()
        for first in range(0, len(group), TOGETHER)
    ]


def _valued(
    world: World, number: int, ways: tuple[Way, ...], contracts: Mapping[Way, bool] | None
) -> dict[Way, Valuation]:
    """Value ways that share paths."""
    case = world.case
    asked = [
        strategy_of(case, way, f"way{place}", contract=bool(contracts and contracts[way]))
        for place, way in enumerate(ways)
    ]
    sells = ways[0].family == "sell"
    alone = tuple(entry for entry in case.strategies if entry.name == world.keep)
    bidders = case.bidders if sells else ()
    small = replace(case, strategies=(*alone, *asked), bidders=bidders)
    whole, drawn, count = _drawn(small, world.model, world.n, world.seed, choose=contracts is None)
    found = {}
    for way, entry in zip(ways, whole.strategies[len(alone) :], strict=True):
        contract = bool(entry.terms.get(SIGNED))
        if sells:
            deal = sale_deal(whole, drawn, entry, world.instead)
            found[way] = Valuation(deal.value, contract, count, number, whole, drawn, deal)
        else:
            found[way] = Valuation(drawn.value(entry.name), contract, count, number)
    return found


def _drawn(
    case: StrategyCase, model: PathModel, n: int, seed: int, *, choose: bool
) -> tuple[StrategyCase, Drawn, int]:
    """All numbers of a case's strategies, contracts chosen on the first block; block after block."""
    parts: list[dict[str, Array]] = []
    count = 0
    for first in range(0, n, BLOCK):
        numbers = np.arange(first, min(first + BLOCK, n))
        setting = Setting(case, scenario_paths(case, model, numbers, seed))
        if choose and first == 0:
            setting, _ = signed(setting)
            case = setting.case
        count += setting.paths.evaluations
        parts.append(components(setting, menu_of(case), yearly=False, checked=False))
    named = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return case, Drawn(named), count
