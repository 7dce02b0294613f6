"""A case answered at once, on few scenarios: what a slider moves."""

from functools import cache

from cellworth.app.cell_plants import designed_cell_plants
from cellworth.app.run import SEED, confidence_words
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.quick import QuickDecisions
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.io.dimensions import known_dimensions

__all__ = ["QUICK_SCENARIOS", "quick_decision"]

QUICK_SCENARIOS = 2048


@cache
def _questions() -> QuickDecisions:
    return QuickDecisions(
        lambda case: designed_cell_plants(case.packs, case.places), known_dimensions(), confidence_words()
    )


def quick_decision(
    asked: StrategyCase, *, n_scenarios: int = QUICK_SCENARIOS, seed: int = SEED, with_map: bool = False
) -> StrategyResult:
    """The decision as the whole run gives it, and nothing that takes it apart but the switch map if wanted.

    What has not changed since the last question of this process is used again.

    Raises
    ------
    InputError
        If one of its packs has no design.
    """
    ask = _questions().mapped if with_map else _questions().decide
    return ask(asked, n_scenarios=n_scenarios, seed=seed)
