"""The whole content of a decision's report."""

from collections.abc import Sequence

from cellworth.core.version import version
from cellworth.engine.decision_result import DecisionResult
from cellworth.report.content import Content, Section, Table
from cellworth.report.decision import evidence, facts, pictures, words
from cellworth.report.decision.reading import column, title, yearly
from cellworth.report.figures import day, plain

__all__ = ["decision_content"]

SHORT_HASH = 6


def decision_content(result: DecisionResult, *, layers: Sequence[tuple[str, str]] = ()) -> Content:
    """Content of the page and the summary.

    Parameters
    ----------
    result : of the decision.
    layers : name and hash of each case file, the base first.
    """
    mark = f"run {layers[-1][1][:SHORT_HASH]} · " if layers else ""
    return Content(
        title=title(result),
        as_known_on=result.as_of.isoformat(),
        answer=words.answer(result),
        caution=words.caution(result),
        headlines=words.headlines(result),
        lead=pictures.switch_map(result),
        sections=_sections(result),
        yearly=_years(result),
        run_line=f"{mark}version {version()}",
        facts=facts.fact_groups(result),
        conflicts=facts.conflicts(result),
        limits=result.limits,
        manifest=_manifest(result, layers),
        money=result.money.words,
    )


def _sections(result: DecisionResult) -> tuple[Section, ...]:
    return (
        Section(
            heading="What drives the cost",
            pictures=(
                pictures.cost_over_volume(result),
                pictures.steps(result),
                pictures.items(result),
            ),
        ),
        Section(
            heading="Own against bought, year by year",
            pictures=(pictures.cost_by_year(result), pictures.utilisation(result)),
            words=(
                "Made: with what the plants cost, spread over their life. Cash: only what is still to be"
                " spent and could be saved. Bought: delivered, with freight, duty and interest.",
            ),
            tables=(_years(result),),
        ),
        Section(
            heading="Model against evidence",
            words=evidence.calibration_words(result),
            pictures=(evidence.own_evidence(result), evidence.supplier_evidence(result)),
        ),
        Section(
            heading="Packs and plants",
            tables=(evidence.packs(result), evidence.plants(result)),
            notes=evidence.electrode_words(result),
        ),
    )


def _years(result: DecisionResult) -> Table:
    """One row a year: volume, use, costs, saving."""
    saved = [float(value) / 1e6 for value in result.yearly["saving_per_year_cash"]]
    return Table(
        caption=f"Year by year; after {result.today} a plan",
        columns=(
            column("year", "Year", "year", result.years),
            yearly(result, "pack_energy_made", "Pack", "kWh"),
            yearly(result, "output_packs", "Packs", "packs/year"),
            yearly(result, "utilization_made", "In use", "share"),
            yearly(result, "own_pack_full", "Pack made", result.unit("USD/kWh")),
            yearly(result, "own_cell_full", "Cells made", result.unit("USD/kWh")),
            yearly(result, "own_cell_cash", "Cells, cash", result.unit("USD/kWh")),
            yearly(result, "landed_cell_price", "Cells bought", result.unit("USD/kWh")),
            yearly(result, "saving_per_pack_cash", "Saved", result.unit("USD/pack")),
            column("saved", "Saved", result.unit("MUSD/year"), saved),
        ),
        rivals=("own_cell_cash", "landed_cell_price"),
    )


def _manifest(result: DecisionResult, layers: Sequence[tuple[str, str]]) -> dict[str, str]:
    lacking = "; ".join(f"{name}: {count}" for name, count in result.missing.items())
    return {
        "Program": f"Cellworth {version()}",
        "Case": result.name,
        **{f"File {name}": f"SHA-256 {digest}" for name, digest in layers},
        "Known as of": day(result.as_of),
        "Years": f"{result.years[0]} to {result.years[-1]}; after {result.today} a plan",
        "Designs and plants evaluated": plain(result.evaluations),
        "Numbers in the case": facts.grades(result),
        "Empty outputs": lacking or "none",
    }
