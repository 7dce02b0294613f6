"""Why a design has no numbers, as a sentence."""

from cellworth.core.errors import Problem
from cellworth.engine.packs import PackResults
from cellworth.io.input_schema import column_rows

__all__ = ["no_design"]


def no_design(results: PackResults, row: int) -> Problem:
    """What to say of a row that is not solved."""
    reason = results.reasons[int(results.reason[row])]
    told = {entry["reason"]: entry for entry in column_rows("reasons.csv")}[reason]
    return Problem("the design", "it has no solution", told["why"], told["instead"])
