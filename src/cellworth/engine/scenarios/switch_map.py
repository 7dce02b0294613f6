"""Best family over volume and supply price, on the mean of some first draws with their paths (section 12).

At each volume all strategies are run again at a few supply prices; between them their worth is taken as
straight, which it is but for a cap on hold-up and a tax on profit only. Waiting is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.scenarios.breakevens import bought_from, price_today, volume_today
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.components import Drawn, Menu
from cellworth.engine.scenarios.decision import Decided, decide
from cellworth.engine.scenarios.first_pass import first_scenarios, repeated_scenarios
from cellworth.engine.scenarios.parts import Apart
from cellworth.engine.scenarios.setting import Options

__all__ = ["MapRow", "map_row", "map_supplier", "map_volumes", "switch_map"]

VOLUME_FACTORS = tuple(float(2.0 ** (k / 2.0)) for k in range(-3, 4))
PRICE_FACTORS = tuple(0.6 + 0.1 * k for k in range(9))
RUN_AT = (0, 4, 8)
"""Places of the prices at which strategies are really run."""

DRAWS = 256


@dataclass(frozen=True)
class MapRow:
    """Best family by price at one volume, and at today's volume the chance that each is best.

    Attributes
    ----------
    best : names of families by price.
    chance : (p,) [1] by family; empty at other volumes.
    """

    best: tuple[str, ...]
    chance: Mapping[str, Array]


def map_volumes() -> tuple[float, ...]:
    """Volumes of the map over those of the plan."""
    return VOLUME_FACTORS


def map_supplier(case: StrategyCase, menu: Menu, decided: Decided) -> str:
    """Supplier whose price is the axis: of the best strategy that buys, else the first; empty without one."""
    buys = bought_from(menu, decided)
    return buys.supplier if buys else next((each.name for each in case.suppliers), "")


def map_row(apart: Apart, supplier: str, volume: float) -> MapRow:
    """One row of the map.

    Parameters
    ----------
    apart : first scenarios, with the strategies to compare.
    supplier : whose price is the axis.
    volume : [1] over the plan.
    """
    here = volume == 1.0
    paths = apart.paths if here else first_scenarios(apart.paths, DRAWS)
    some = replace(apart, paths=paths, later=None)
    today = price_today(apart.setting, supplier)
    shifts = [(factor - 1.0) * today for factor in PRICE_FACTORS]
    run = _run_at(some, volume, shifts)
    best, chances = [], []
    for place, shift in enumerate(shifts):
        drawn = Drawn(_between(run, shifts, place, shift))
        decided = decide(apart.case, apart.menu, drawn, None)
        best.append(decided.leader().family)
        if here:
            chances.append(_chances(decided, apart.case.materiality))
    families = dict.fromkeys(name for entry in chances for name in entry)
    chance = {name: np.asarray([entry.get(name, 0.0) for entry in chances]) for name in families}
    return MapRow(tuple(best), chance)


def _run_at(apart: Apart, volume: float, shifts: Sequence[float]) -> dict[int, Mapping[str, Array]]:
    """Numbers by scenario at the prices at which strategies are run, all prices in one evaluation."""
    n, times = apart.setting.shape[0], len(RUN_AT)
    at_once = replace(apart, paths=repeated_scenarios(apart.paths, times))
    # Options hold one number for all draws; here each copy of the draws has its own.
    shift: Any = np.repeat([shifts[place] for place in RUN_AT], n)[:, None]
    named = at_once.drawn(Options(volume_factor=volume, price_shift=shift)).named
    return {
        place: {name: values[k * n : (k + 1) * n] for name, values in named.items()}
        for k, place in enumerate(RUN_AT)
    }


def _between(
    run: Mapping[int, Mapping[str, Array]], shifts: Sequence[float], place: int, shift: float
) -> Mapping[str, Array]:
    """Numbers by scenario at a price between two at which strategies were run."""
    if place in run:
        return run[place]
    low = max(at for at in RUN_AT if at < place)
    high = min(at for at in RUN_AT if at > place)
    way = (shift - shifts[low]) / (shifts[high] - shifts[low])
    return {name: values + (run[high][name] - values) * way for name, values in run[low].items()}


def _chances(decided: Decided, materiality: float) -> dict[str, float]:
    chance, _ = decided.family_chances(materiality)
    return {name: float(chance[place]) for place, name in enumerate(decided.families)}


def switch_map(apart: Apart, supplier: str, rows: Sequence[MapRow]) -> dict[str, Any]:
    """Rows put together, with today's point."""
    setting = apart.setting
    packs, price = volume_today(setting), price_today(setting, supplier)
    at_plan = rows[VOLUME_FACTORS.index(1.0)]
    return {
        "volumes": np.asarray([packs * factor for factor in VOLUME_FACTORS]),
        "prices": np.asarray([price * factor for factor in PRICE_FACTORS]),
        "best": np.asarray([row.best for row in rows]),
        "today": (packs, price),
        "chance": dict(at_plan.chance),
    }
