"""Suppliers by score, next to what rankings of the time said (S78)."""

from cellworth.engine.scenarios.case import ClaimRecord
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.engine.supplier_scores import SupplierScores, supplier_scores
from cellworth.report.content import Fold, Section, Table
from cellworth.report.decision.reading import column
from cellworth.report.figures import amount, plain, upper
from cellworth.report.strategies.reading import chain, titled

__all__ = ["suppliers"]

TIE = 5e-4
"""Scores apart by less read the same on the page."""
RANKINGS = ("rank", "class", "best")
"""Words in what a claim is about by which it ranks a maker."""


def suppliers(result: StrategyResult) -> tuple[Section, ...]:
    """Score of the suppliers, how much of it is the weights, and rankings known then; none for one alone."""
    found = supplier_scores(result)
    if found is None:
        return ()
    named = ", ".join(each.title for each in found.criteria)
    words = (_leader(found, named),)
    told = _rankings(result)
    tables = (_scores(found), *((told,) if len(told) else ()))
    fold = Fold(summary="Figures behind the score", tables=(_criteria(result, found),))
    notes = (
        "Price and energy per mass run from the worst supplier here, zero, to the best, one; the others are"
        " shares as they stand. Uncertainty of the figures themselves is not in the share of weights.",
    )
    return (
        Section(heading="Suppliers", words=words, tables=tables, folds=(fold,), notes=notes, equations="S78"),
    )


def _leader(found: SupplierScores, named: str) -> str:
    """Who is first, in how many weights, and how far the order depends on them."""
    first, second, *others = found.suppliers
    often = f"in {plain(100.0 * first.first)}% of all weights"
    said = f"{upper(first.title)} is first at equal weights on {named}, and {often}."
    if first.score - second.score < TIE:
        both = f"{upper(first.title)} and {second.title}"
        said = f"{both} tie at equal weights on {named}; the first leads {often}."
    if not others:
        return said
    return (
        f"{said} The order holds with a rank correlation of {plain(found.agreement, 2)} on average over"
        f" {plain(found.weights)} weights."
    )


def _scores(found: SupplierScores) -> Table:
    each = found.suppliers
    last = len(each)
    return Table(
        caption="Score of the suppliers",
        columns=(
            column("title", "Supplier", "text", [upper(row.title) for row in each]),
            column("score", "Score, equal weights", "1", [row.score for row in each]),
            column("first", "First", "share", [row.first for row in each]),
            column("last", "Last", "share", [row.by_rank[last - 1] for row in each]),
        ),
        leading={"score": "high"},
    )


def _criteria(result: StrategyResult, found: SupplierScores) -> Table:
    rows = [
        (upper(each.title), upper(supplier.title), amount(each.figures[k], unit), unit, float(each.scores[k]))
        for each in found.criteria
        for unit in (result.unit(each.unit),)
        for k, supplier in enumerate(result.case.suppliers)
    ]
    criteria, titles, figures, units, scores = zip(*rows, strict=True)
    return Table(
        caption="Criteria",
        columns=(
            column("criterion", "Criterion", "text", list(criteria)),
            column("supplier", "Supplier", "text", list(titles)),
            column("figure", "Figure", "text", list(figures)),
            column("unit", "Unit", "text", ["" if unit == "1" else unit for unit in units]),
            column("score", "Score", "1", list(scores)),
        ),
    )


def _rankings(result: StrategyResult) -> Table:
    """Claims that rank a supplier or the venture, newest first."""
    names = {each.title for each in result.case.suppliers}
    names |= {each.title for each in result.case.companies if each.name == result.case.venture}
    told = [each for each in result.case.claims if each.subject in names and _ranks(each)]
    told.sort(key=lambda each: each.known_from, reverse=True)
    return Table(
        caption="Rankings known then",
        columns=(
            column("text", "Claim", "text", [upper(titled(each.text)) for each in told]),
            column("known", "Known from", "date", [each.known_from.isoformat() for each in told]),
            column("reliability", "Reliability", "share", [each.reliability for each in told]),
            column("chain", "From whom through whom", "text", [chain(each) for each in told]),
        ),
    )


def _ranks(claim: ClaimRecord) -> bool:
    return any(word in claim.attribute.lower().split() for word in RANKINGS)
