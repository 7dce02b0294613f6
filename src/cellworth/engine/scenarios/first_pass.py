"""First pass: all scenarios in blocks, after a look at the first ones at what may follow waiting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeAlias

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.blocks import Progress, Store, even_block, run_blocks
from cellworth.engine.executors import Workers
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.components import Drawn, Later, Menu, after_waiting, components, menu_of
from cellworth.engine.scenarios.decision import later_of
from cellworth.engine.scenarios.paths import ScenarioPaths
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.strategies import worth
from cellworth.engine.scenarios.supply_contract import asks_contract, with_contract

__all__ = ["FIRST", "FirstPass", "PathMaker", "first_pass", "first_scenarios", "repeated_scenarios", "signed"]

PathMaker: TypeAlias = Callable[..., ScenarioPaths]

FIRST = 1024
"""First scenarios: choices after waiting are found on them, and the answer is taken apart on them."""


@dataclass(frozen=True)
class FirstPass:
    """All scenarios, and the paths of the first ones.

    Attributes
    ----------
    case : with the contracts that are worth signing.
    unsigned : strategies whose supplier's contract is not, by what it would cost on average [USD].
    menu : Menu
    later : what may be done after waiting.
    drawn : all scenarios.
    paths : of the first ones.
    """

    case: StrategyCase
    unsigned: Mapping[str, float]
    menu: Menu
    later: Later
    drawn: Drawn
    paths: ScenarioPaths


def first_pass(
    case: StrategyCase,
    model: Any,
    paths_of: PathMaker,
    *,
    n: int,
    seed: int,
    block: int,
    workers: Workers,
    progress: Progress | None,
    store: Store | None = None,
) -> FirstPass:
    """Evaluate all scenarios; the same bits for any block size and number of workers.

    Parameters
    ----------
    case : StrategyCase
    model : prepared model of the case, handed to `paths_of`.
    paths_of : (case, model, scenarios, seed) to `ScenarioPaths`.
    n, seed : scenarios, and what their draws hang on.
    block, workers : scenarios per block, and who does them.
    progress : called with scenarios done and `n`.
    store : of finished blocks.
    """
    first = min(n, FIRST)
    paths = paths_of(case, model, np.arange(first), seed)
    setting, unsigned = signed(Setting(case, paths))
    case = setting.case
    menu = menu_of(case)
    known = components(setting, menu)
    later = later_of(case, menu, Drawn(known))

    def evaluate(inputs: Mapping[str, Array]) -> dict[str, Array]:
        return components(Setting(case, paths_of(case, model, inputs["scenario"], seed)), menu, later)

    named = run_blocks(
        evaluate,
        {"scenario": np.arange(n)},
        n=n,
        block=even_block(n - first, block, workers.count),
        workers=workers.for_jobs(),
        progress=progress,
        store=store,
        first=known | after_waiting(setting, later),
    )
    return FirstPass(case, unsigned, menu, later, Drawn(named), paths)


def signed(setting: Setting) -> tuple[Setting, dict[str, float]]:
    """Sign every contract that beats its supplier's market price on the mean of the first scenarios."""
    case, unsigned, strategies = setting.case, {}, []
    for entry in case.strategies:
        if entry.kind not in ("sell", "wait") and asks_contract(case, entry):
            gain = worth(setting, with_contract(entry)) - worth(setting, entry)
            mean = float(ordered_mean(gain))
            if mean > 0.0:
                entry = with_contract(entry)
            elif mean < 0.0:
                unsigned[entry.name] = -mean
        strategies.append(entry)
    return replace(setting, case=replace(case, strategies=tuple(strategies))), unsigned


def first_scenarios(paths: ScenarioPaths, count: int) -> ScenarioPaths:
    """Paths of fewer scenarios; what shares an array still does."""
    kept: ScenarioPaths = _rows(paths, lambda array: array[:count], {})
    return replace(kept, evaluations=paths.evaluations * count // max(paths.packs.shape[0], 1))


def repeated_scenarios(paths: ScenarioPaths, times: int) -> ScenarioPaths:
    """Paths of the same scenarios again and again, to value them under several options at once."""
    found: ScenarioPaths = _rows(paths, lambda array: np.concatenate([array] * times), {})
    return found


def _rows(entry: Any, chosen: Callable[[Array], Array], known: dict[int, Array]) -> Any:
    """A record of arrays with other scenarios; what all share stays."""
    if isinstance(entry, np.ndarray):
        if id(entry) not in known:
            known[id(entry)] = entry if entry.shape[0] == 1 else chosen(entry)
        return known[id(entry)]
    if isinstance(entry, dict):
        return {name: _rows(value, chosen, known) for name, value in entry.items()}
    if is_dataclass(entry) and not isinstance(entry, type):
        parts = {item.name: _rows(getattr(entry, item.name), chosen, known) for item in fields(entry)}
        return type(entry)(**parts)
    return entry
