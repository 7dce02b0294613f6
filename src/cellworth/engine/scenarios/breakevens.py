"""Where the answer turns on the mean of fixed draws: supply price, volume, sale price, single inputs."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.engine.scenarios.case import Strategy, StrategyCase
from cellworth.engine.scenarios.components import Menu
from cellworth.engine.scenarios.decision import Decided
from cellworth.engine.scenarios.information import Explained
from cellworth.engine.scenarios.ledger import added_up
from cellworth.engine.scenarios.paths import ScenarioPaths
from cellworth.engine.scenarios.result import Breakeven
from cellworth.engine.scenarios.setting import Options, Setting
from cellworth.engine.scenarios.strategies import evaluate
from cellworth.uncertainty.breakeven import breakeven

__all__ = ["bought_from", "breakevens", "price_today", "supply_breakeven", "volume_today"]

TOLERANCE = 1e-4
DEFAULT = Options()
PRICES = (-0.8, 2.0)
"""Change of the supply price searched, over today's."""

VOLUMES = (0.1, 6.0)
"""Volumes searched, over the planned."""

FEW = 4


def bought_from(menu: Menu, decided: Decided) -> Strategy | None:
    """Strategy that stands for buying: the best that buys all, else the best with a supplier at all."""
    names = {entry.name: k for k, entry in enumerate(decided.strategies)}
    for kinds in (("buy_close",), ("dual", "supplier_stake")):
        found = [entry for entry in menu.plain if entry.kind in kinds and entry.name in names]
        if found:
            return max(found, key=lambda entry: float(decided.scores[names[entry.name]]))
    return None


def price_today(setting: Setting, supplier: str) -> float:
    """Mean landed price for all of the demand over the years, each kWh counted at its worth today."""
    discount, _ = setting.discount
    weight = setting.demand * discount
    price = added_up(setting.landed(supplier, "all") * weight)
    return float(ordered_mean(price) / ordered_mean(added_up(weight)))


def volume_today(setting: Setting) -> float:
    """Mean packs a year over draws and years."""
    packs = setting.cut(setting.paths.packs)
    return float(ordered_mean(added_up(packs))) / setting.n_years


def _difference(
    case: StrategyCase,
    paths: ScenarioPaths,
    first: Strategy,
    second: Strategy,
    whole: float,
    standing: Options,
) -> Callable[[Options], float]:
    """Mean of one strategy less that of another under other options, moved to the mean over all draws."""

    def on_first(options: Options) -> float:
        setting = Setting(case, paths, options)
        return float(ordered_mean(evaluate(setting, first).value - evaluate(setting, second).value))

    base = on_first(standing)
    return lambda options: whole + on_first(options) - base


def supply_breakeven(
    case: StrategyCase,
    menu: Menu,
    decided: Decided,
    paths: ScenarioPaths,
    standing: Options = DEFAULT,
) -> tuple[float, float]:
    """Landed price at which buying and keeping tie, and the expected one [USD/kWh] (S41)."""
    buys, keep = bought_from(menu, decided), _named(menu, menu.keep)
    if buys is None or not buys.supplier:
        return float("nan"), float("nan")
    whole = float(ordered_mean(decided.column(buys.name) - decided.column(keep.name)))
    gap = _difference(case, paths, buys, keep, whole, standing)
    today = price_today(Setting(case, paths, standing), buys.supplier)
    low, high = (part * today for part in PRICES)
    shift = breakeven(lambda change: gap(replace(standing, price_shift=change)), low, high, TOLERANCE * today)
    return today + shift, today


def breakevens(
    case: StrategyCase,
    menu: Menu,
    decided: Decided,
    paths: ScenarioPaths,
    explained: Explained,
    supply: tuple[float, float],
) -> tuple[Breakeven, ...]:
    """Facts that would change the answer, the nearest to today first; those out of reach are left out.

    Parameters
    ----------
    case : StrategyCase
    menu : Menu
    decided : Decided
    paths : of the first scenarios.
    explained : how the lead hangs on single inputs.
    supply : price at which buying and keeping tie, and the expected one.
    """
    found = []
    buys, keep = bought_from(menu, decided), _named(menu, menu.keep)
    if buys is not None and np.isfinite(supply[0]):
        towards = keep.family if supply[1] < supply[0] else buys.family
        title = "Supply price at which buying all and keeping tie"
        found.append(Breakeven("supply_price", title, "USD/kWh", supply[1], supply[0], towards))
    if buys is not None:
        found += _volume(case, decided, paths, buys, keep)
    deal = decided.reference
    if deal is not None:
        price, least = deal.signed_prices[deal.winner], deal.offer.reservation
        towards = _family(decided, decided.fallback) if price >= least else deal.strategy.family
        found.append(
            Breakeven(
                "sale_price", "Price at which selling and not selling tie", "USD", price, least, towards
            )
        )
    found += _of_inputs(case, decided, explained)
    return tuple(sorted(found, key=_distance))


def _volume(
    case: StrategyCase, decided: Decided, paths: ScenarioPaths, buys: Strategy, keep: Strategy
) -> list[Breakeven]:
    whole = float(ordered_mean(decided.column(buys.name) - decided.column(keep.name)))
    gap = _difference(case, paths, buys, keep, whole, DEFAULT)
    factor = breakeven(lambda volume: gap(Options(volume_factor=volume)), *VOLUMES, TOLERANCE)
    if not np.isfinite(factor):
        return []
    today = volume_today(Setting(case, paths))
    towards = keep.family if whole > 0.0 else buys.family
    title = "Packs a year at which buying all and keeping tie"
    return [Breakeven("volume", title, "1/year", today, factor * today, towards)]


def _of_inputs(case: StrategyCase, decided: Decided, explained: Explained) -> list[Breakeven]:
    """Inputs at whose other value the lead is gone, by the straight line through the draws."""
    first, rival = decided.acting_pair()
    if first is rival:
        return []
    gap = float(ordered_mean(decided.column(first.name) - decided.column(rival.name)))
    ranked = sorted(explained.shares, key=lambda name: -explained.shares[name])[:FEW]
    found = []
    for name, quantity in case.quantities.items():
        slope = explained.slopes.get(name, 0.0)
        if slope == 0.0 or (quantity.group or quantity.title) not in ranked:
            continue
        at = explained.means[name] - gap / slope
        if explained.lowest[name] <= at <= explained.highest[name]:
            today = explained.means[name]
            found.append(Breakeven(name, quantity.title, quantity.unit, today, at, rival.family))
    return found


def _distance(entry: Breakeven) -> float:
    """How far today's value is from the turn, over today's."""
    return abs(entry.breakeven - entry.today) / max(abs(entry.today), abs(entry.breakeven), 1e-300)


def _named(menu: Menu, name: str) -> Strategy:
    return next(entry for entry in menu.plain if entry.name == name)


def _family(decided: Decided, name: str) -> str:
    return next((entry.family for entry in decided.strategies if entry.name == name), "")
