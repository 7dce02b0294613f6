"""The decision under uncertainty, from a case to its answer: two passes, the second one small.

First pass: paths, ledgers of all strategies and bidders' worth, in blocks over workers. Second pass: prices
from means, waiting, tables, and what takes the answer apart on the first scenarios.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any

from cellworth.engine.blocks import Progress, Store
from cellworth.engine.executors import Workers
from cellworth.engine.scenarios.assemble import assembled
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.decision import decide
from cellworth.engine.scenarios.first_pass import PathMaker, first_pass
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.engine.scenarios.scenario_paths import path_model, scenario_paths
from cellworth.engine.scenarios.sensitivities import Rebuilt
from cellworth.engine.scenarios.taken_apart import take_apart

__all__ = ["BLOCK", "run_strategies"]

BLOCK = 4096
"""Most scenarios per block: fewer, longer calls; shorter ones spend their time between calls."""

SENSITIVITY_DRAWS = 256
INFORMATION_DRAWS = 1024
AUDIT_DRAWS = 4096
"""Draws behind the worth of information, in a quick run and with an audit."""


def run_strategies(
    case: StrategyCase,
    model: Any,
    *,
    words: Sequence[tuple[str, float]],
    n_scenarios: int = 16_384,
    seed: int = 1,
    audit: bool = False,
    workers: Workers | None = None,
    block: int = BLOCK,
    progress: Progress | None = None,
    store: Store | None = None,
    paths_of: PathMaker = scenario_paths,
    model_of: Callable[[StrategyCase, Any], Any] | None = None,
) -> StrategyResult:
    """Decide a case under uncertainty.

    Parameters
    ----------
    case : StrategyCase
    model : of this case (`cellworth.engine.scenarios.scenario_paths.path_model`).
    words : confidence words with the least chance of each, the strongest first.
    n_scenarios : draws; all strategies are valued on each.
    seed : zero is a seed like any other.
    audit : more draws for the worth of information, and total Sobol' indices of the lead.
    workers : who does it; all cores by default.
    block : scenarios per block; results do not depend on it.
    progress : called with scenarios done and `n_scenarios`.
    store : of finished blocks and of what was found from them; what it holds is not computed again.
    paths_of : (case, model, scenarios, seed, held=…) to paths.
    model_of : model of a changed case, from it and `model`; prepared anew by default.

    Returns
    -------
    StrategyResult
    """
    clock = _Clock()
    workers = workers or Workers()
    passed = first_pass(
        case,
        model,
        paths_of,
        n=n_scenarios,
        seed=seed,
        block=block,
        workers=workers,
        progress=progress,
        store=store,
    )
    clock.stop("scenarios")
    case, asked = passed.case, case
    decided = decide(case, passed.menu, passed.drawn, passed.later)
    clock.stop("decision")
    rebuilt = Rebuilt(paths_of, model_of or _prepared, model, seed, min(n_scenarios, SENSITIVITY_DRAWS))
    information = min(n_scenarios, AUDIT_DRAWS if audit else INFORMATION_DRAWS)
    kept = store.answers if store else None
    apart = take_apart(case, passed, decided, rebuilt, information, workers, audit=audit, kept=kept)
    clock.stop("taken_apart")
    return assembled(asked, model, passed, decided, apart, words, seed, clock.seconds)


def _prepared(case: StrategyCase, model: Any) -> Any:
    """Model of a changed case with the same packs and dimensions."""
    return path_model(case, model.cells, model.dimensions)


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def stop(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] = now - self._last
        self._last = now
