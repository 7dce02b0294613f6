"""The two renderings of a run: one HTML file and one screen of text."""

from collections.abc import Sequence
from pathlib import Path

from cellworth.engine.decision_result import DecisionResult
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.report.content import Content
from cellworth.report.decision.content import decision_content
from cellworth.report.page import write_page
from cellworth.report.strategies.content import strategies_content
from cellworth.report.summary import summary_text

__all__ = ["summary", "write_report"]


def write_report(
    result: DecisionResult,
    path: str | Path,
    *,
    strategies: StrategyResult | None = None,
    layers: Sequence[tuple[str, str]] = (),
) -> Path:
    """Write the report of a run, whole or not at all.

    Parameters
    ----------
    result : of the first decision.
    path : of the HTML file; its folder is made.
    strategies : of the decision under uncertainty, which then leads the page; None if it was not run.
    layers : name and SHA-256 of each case file, the base first.

    Returns
    -------
    path : of the file written.
    """
    target = Path(path)
    write_page(_content(result, strategies, layers), target)
    return target


def summary(
    result: DecisionResult,
    *,
    strategies: StrategyResult | None = None,
    layers: Sequence[tuple[str, str]] = (),
) -> str:
    """One screen of plain text, at most 100 columns."""
    return summary_text(_content(result, strategies, layers))


def _content(
    result: DecisionResult, strategies: StrategyResult | None, layers: Sequence[tuple[str, str]]
) -> Content:
    if strategies is None:
        return decision_content(result, layers=layers)
    return strategies_content(strategies, result, layers=layers)
