"""The whole content of the report on a decision under uncertainty, with the first decision below it."""

from collections.abc import Sequence
from dataclasses import replace

from cellworth.core.version import version
from cellworth.engine.decision_result import DecisionResult
from cellworth.engine.scenarios.result import StrategyResult
from cellworth.report.content import Content, Fold, Picture, Section, Table
from cellworth.report.decision.content import SHORT_HASH, decision_content
from cellworth.report.decision.facts import facts_of, grades_of
from cellworth.report.decision.reading import column
from cellworth.report.figures import day, plain
from cellworth.report.strategies import bargain, board, tables, words, worth
from cellworth.report.strategies.audit import audit
from cellworth.report.strategies.evidence import conflicts, evidence
from cellworth.report.strategies.reading import row_of, title, titled
from cellworth.report.strategies.suppliers import suppliers
from cellworth.report.strategies.switch import chance_by_price, switch_map

__all__ = ["strategies_content"]


def strategies_content(
    result: StrategyResult, first: DecisionResult | None = None, *, layers: Sequence[tuple[str, str]] = ()
) -> Content:
    """Content of the page and the summary.

    Parameters
    ----------
    result : of the decision under uncertainty.
    first : the first decision of the same case, whose cost view follows below; None to leave it out.
    layers : name and hash of each case file, the base first.
    """
    below = decision_content(first, layers=layers) if first else None
    mark = f"run {layers[-1][1][:SHORT_HASH]} · " if layers else ""
    return Content(
        title=title(result.case),
        as_known_on=result.case.as_of.isoformat(),
        answer=words.answer(result),
        caution=words.caution(result),
        headlines=words.headlines(result),
        lead=switch_map(result),
        board=board.board(result),
        sections=(*_sections(result), *(_plain_view(below) if below else ()), audit(result)),
        yearly=below.yearly if below else Table(columns=(column("year", "Year", "year", []),)),
        run_line=f"{mark}{plain(result.n_scenarios)} scenarios · seed {result.seed}",
        facts=facts_of(result.case.numbers) or (below.facts if below else ()),
        conflicts=(*conflicts(result), *(below.conflicts if below else ())),
        limits=result.case.limits,
        manifest=_manifest(result, layers),
        money=result.money.words,
    )


def _sections(result: StrategyResult) -> tuple[Section, ...]:
    return (
        Section(
            heading="What the strategies are worth",
            pictures=_there(worth.distributions(result), chance_by_price(result)),
            tables=(tables.scenarios(result),),
            folds=_folds(("What the worth is made of", tables.bridge(result))),
            words=_caution_words(result),
        ),
        Section(
            heading="Costs over the years",
            pictures=_there(
                worth.cost_to_serve(result), worth.own_against_bought(result), worth.utilisation(result)
            ),
        ),
        Section(
            heading="The deal",
            pictures=_there(
                bargain.bargaining(result),
                bargain.waterfall(result),
                bargain.closing(result),
                bargain.frontier(result),
                bargain.ownership(result),
            ),
            folds=_folds(("Cross-checks of the price", tables.cross_checks(result))),
        ),
        Section(heading="What drives it", pictures=worth.drivers(result)),
        *suppliers(result),
        evidence(result),
    )


def _plain_view(below: Content) -> tuple[Section, ...]:
    """Sections of the first decision, said to be one calculation without chances."""
    first, *others = below.sections
    said = "From here on: one calculation on the most likely inputs, without scenarios."
    return replace(first, words=(said, *first.words)), *others


def _there(*pictures: Picture | None) -> tuple[Picture, ...]:
    return tuple(picture for picture in pictures if picture is not None)


def _folds(*found: tuple[str, Table]) -> tuple[Fold, ...]:
    return tuple(Fold(summary=summary, tables=(table,)) for summary, table in found if len(table))


def _caution_words(result: StrategyResult) -> tuple[str, ...]:
    """Whether the leader changes for those who weigh the worst tenth more (S47)."""
    switches = result.risk_switches
    names = [titled(row_of(result, name).title) for _, name in switches]
    if not switches:
        return ()
    if len(switches) == 1:
        return (f"However much the worst tenth counts, the best is the same: {names[0]}.",)
    parts = [
        f"from a weight of {share:.0%} on the worst tenth on, {name}"
        for (share, _), name in zip(switches[1:], names[1:], strict=True)
    ]
    return (
        f"By the mean alone the best is: {names[0]}; {'; '.join(parts)}. Here the weight is"
        f" {result.case.risk_aversion:.0%}.",
    )


def _manifest(result: StrategyResult, layers: Sequence[tuple[str, str]]) -> dict[str, str]:
    lacking = "; ".join(f"{name}: {count}" for name, count in result.not_a_number.items())
    return {
        "Program": f"Cellworth {version()}",
        "Case": result.case.name,
        **{f"File {name}": f"SHA-256 {digest}" for name, digest in layers},
        "Known as of": day(result.case.as_of),
        "Money": result.money.short,
        "Years": f"{result.case.years[0]} to {result.case.years[-1]}",
        "Scenarios": f"{plain(result.n_scenarios)}, seed {result.seed}",
        "Numbers in the case": grades_of(result.case.numbers),
        "Empty outputs": lacking or "none",
    }
