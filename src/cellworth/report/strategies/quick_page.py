"""The first page of a decision that was not taken apart, for an answer at once."""

from typing import Any

from cellworth.engine.scenarios.result import StrategyResult
from cellworth.report.figures import plain
from cellworth.report.page_document import answer_document
from cellworth.report.strategies import board, words
from cellworth.report.strategies.reading import title
from cellworth.report.strategies.switch import switch_map

__all__ = ["quick_page"]


def quick_page(result: StrategyResult) -> dict[str, Any]:
    """First page, as plain JSON, of a decision that was not taken apart; its chart only if there is a map."""
    return answer_document(
        title=title(result.case),
        as_known_on=result.case.as_of.isoformat(),
        run_line=f"{plain(result.n_scenarios)} scenarios · seed {result.seed}",
        answer=words.answer(result),
        caution=words.caution(result),
        headlines=words.headlines(result),
        board=board.quick_board(result),
        lead=switch_map(result) if result.switch_map else None,
    )
