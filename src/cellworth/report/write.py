"""The two renderings of a decision: one HTML file and one screen of text."""

from collections.abc import Sequence
from pathlib import Path

from cellworth.engine.decision_result import DecisionResult
from cellworth.report.decision.content import decision_content
from cellworth.report.page import write_page
from cellworth.report.summary import summary_text

__all__ = ["summary", "write_report"]


def write_report(
    result: DecisionResult,
    path: str | Path,
    *,
    layers: Sequence[tuple[str, str]] = (),
) -> Path:
    """Write the report of a decision, whole or not at all.

    Parameters
    ----------
    result : of the decision.
    path : of the HTML file; its folder is made.
    layers : name and SHA-256 of each case file, the base first.

    Returns
    -------
    path : of the file written.
    """
    target = Path(path)
    write_page(decision_content(result, layers=layers), target)
    return target


def summary(result: DecisionResult, *, layers: Sequence[tuple[str, str]] = ()) -> str:
    """One screen of plain text, at most 100 columns."""
    return summary_text(decision_content(result, layers=layers))
