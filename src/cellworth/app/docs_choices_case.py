"""A case with its plant in other countries and other chemistries: the answer on the same draws."""

from collections.abc import Iterable

from cellworth.app.docs import table
from cellworth.app.docs_sanity import SanityRow, changed_results, measures
from cellworth.app.run import SEED
from cellworth.core.constants import PERCENT
from cellworth.engine.scenarios.result import StrategyResult

__all__ = ["case_changes", "changes_table"]

RUNS = 2048


def case_changes(
    case: str, changes: Iterable[tuple[str, str]], n_scenarios: int = RUNS, seed: int = SEED
) -> dict[str, StrategyResult]:
    """Changes of a case run on the same draws, by title.

    Parameters
    ----------
    case : name of the case.
    changes : title, and difference as a case file has it.
    n_scenarios, seed : of each.
    """
    rows = [
        SanityRow(f"change-{index}", title, text, (), False, {}, "")
        for index, (title, text) in enumerate(changes)
    ]
    found = changed_results(case, rows, n_scenarios, seed)
    return {row.title: found[row.name] for row in rows}


def changes_table(found: dict[str, StrategyResult]) -> str:
    """Own cost, price to buy below, chance of each family that it is best."""
    first = next(iter(found.values()))
    families = [each.name for each in first.families]
    rows = []
    for title, result in found.items():
        value = measures(result)
        chances = (f"{PERCENT * value.get(f'chance.{name}', 0.0):.0f}" for name in families)
        rows.append((title, f"{value['own_cost']:.1f}", f"{value['buy_below']:.1f}", *chances))
    return table(("the case with", "own cost", "buy below", *(f"{name}, %" for name in families)), rows)
