"""Score of the suppliers as tables, next to the leaderboards known on the day of the case (S78)."""

from collections.abc import Iterator
from typing import Any

from cellworth.engine.scenarios.result import StrategyResult
from cellworth.engine.supplier_scores import SupplierScores, supplier_scores
from cellworth.io.market_data import known_on
from cellworth.io.parameter_files import parameter_table
from cellworth.io.result_json import ColumnForm, TableForm

__all__ = ["supplier_tables"]

LEADERBOARDS = "markets/suppliers_and_prices.csv", "leaderboard"
Row = tuple[Any, ...]
SUPPLIERS = (
    ("supplier", "key"),
    ("title", "printed name"),
    ("rank", "at equal weights"),
    ("score", "mean over the criteria, zero to one"),
    ("first", "share of weight vectors in which it is first"),
)
CRITERIA = (
    ("supplier", "key"),
    ("criterion", "key"),
    ("figure", "as the model or the case gives it"),
    ("unit", "of the figure"),
    ("score", "zero to one: from the worst of them to the best, or the figure where it is a share itself"),
    ("reason", "where it comes from"),
)
BOARDS = (
    ("item", "whose rank, by whom"),
    ("when", "of the leaderboard"),
    ("rank", "or class, as printed"),
    ("source", "where it was read"),
    ("grade", "A to E"),
    ("known_from", "first day known"),
)


def supplier_tables(result: StrategyResult) -> dict[str, TableForm]:
    """Tables ``suppliers``, ``supplier_criteria`` and ``leaderboards`` of a run; none with fewer than two.

    Parameters
    ----------
    result : of the decision under uncertainty.
    """
    found = supplier_scores(result)
    if found is None:
        return {}
    ranks = [
        (f"rank_{place}", f"share of weight vectors in which it has rank {place}")
        for place in range(1, len(found.suppliers) + 1)
    ]
    agreement = ("agreement", "mean Kendall rank correlation of the ranking at drawn and at equal weights")
    rows = [
        (each.name, each.title, each.rank, each.score, each.first, *each.by_rank, found.agreement)
        for each in found.suppliers
    ]
    return {
        "suppliers": _table((*SUPPLIERS, *ranks, agreement), rows),
        "supplier_criteria": _table(CRITERIA, list(_criteria(result, found))),
        "leaderboards": _table(BOARDS, list(_boards(result))),
    }


def _table(columns: tuple[tuple[str, str], ...], rows: list[Row]) -> TableForm:
    heads = tuple(ColumnForm(name=name, unit="1", meaning=meaning) for name, meaning in columns)
    return TableForm(columns=heads, rows=tuple(rows))


def _criteria(result: StrategyResult, found: SupplierScores) -> Iterator[Row]:
    """Figures and scores, with the reasoning of those the case gives."""
    reasons = {number.place: number.where for number in result.case.numbers}
    for k, supplier in enumerate(result.case.suppliers):
        for each in found.criteria:
            place = f"strategy.suppliers.{supplier.name}.scores.{each.name}"
            reason = "mean over the run, S29, S77, S79" if each.modelled else reasons.get(place, "")
            yield supplier.name, each.name, float(each.figures[k]), each.unit, float(each.scores[k]), reason


def _boards(result: StrategyResult) -> Iterator[Row]:
    """Rows of the leaderboards that name a supplier or the venture, known on the day of the case."""
    path, topic = LEADERBOARDS
    known = known_on(result.case.as_of).rows
    venture = [each.title for each in result.case.companies if each.name == result.case.venture]
    names = [*(each.title for each in result.case.suppliers), *venture]
    for row in parameter_table(path).rows:
        if row["topic"] == topic and row["id"] in known and any(name in row["item"] for name in names):
            given = known[row["id"]]
            day = given.known_from.isoformat()
            yield (
                row["item"],
                row["year_or_date"],
                given.value,
                f"{given.source} ({given.id})",
                given.grade,
                day,
            )
