"""Why a design has no numbers, as a sentence."""

from cellworth.core.errors import Problem
from cellworth.engine.packs import REASONS, PackResults
from cellworth.io.input_schema import column_rows

__all__ = ["no_design", "no_solution"]


def no_design(results: PackResults, row: int) -> Problem:
    """What to say of a row that is not solved."""
    return no_solution(int(results.reason[row]))


def no_solution(code: int) -> Problem:
    """What to say of a design by the code of its reason."""
    reason = REASONS[code]
    told = {entry["reason"]: entry for entry in column_rows("reasons.csv")}[reason]
    return Problem("the design", "it has no solution", told["why"], told["instead"])
