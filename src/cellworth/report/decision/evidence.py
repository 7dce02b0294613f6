"""The model held against published figures, how its level was set, and the packs against the scales."""

from collections.abc import Sequence

from cellworth.engine.decision_inputs import Later, or_nan
from cellworth.engine.decision_result import Calibration, Compared, DecisionResult
from cellworth.report.content import Picture, Table
from cellworth.report.decision.reading import column, known, per_kwh_of_the_year, word
from cellworth.report.figures import amount, plain, upper

__all__ = ["calibration_words", "electrode_words", "own_evidence", "packs", "plants", "supplier_evidence"]

LETTERS = "abcdefghjkmnpqrstuvwxyz"
"""Without those that look like another or like a number."""
OWN = (("own_pack_full", "with plants"), ("own_pack_cash", "cash only"), ("own_pack_plan", "in full use"))
BOUGHT = (("bought_pack_cost", "pack"), ("modelled_cell_price", "cells"))


def calibration_words(result: DecisionResult) -> tuple[str, ...]:
    """What was set on what, and how far the model was off before and after."""
    titles = {entry.evidence.name: entry.evidence.title for entry in result.compared}
    titles |= {
        name: f"{label} as published"
        for name, label in zip(result.plant_utilization, result.plants["plant"], strict=True)
    }
    agree = sum(entry.agrees for entry in result.compared)
    words = [_level(entry, titles) for entry in result.calibration]
    words.append(
        f"The model agrees with {agree} of {len(result.compared)} published figures;"
        " those it misses stay on the page."
    )
    return tuple(words)


def _level(entry: Calibration, titles: dict[str, str]) -> str:
    name = word("calibration", entry.name)
    on = "; ".join(titles.get(name, name) for name in entry.fitted_to)
    if not entry.fitted_to:
        return f"{name}: as in the cost method, nothing was fitted."
    off = f"off by {amount(entry.before, 'share')}% before and {amount(entry.after, 'share')}% after"
    last = float(entry.at[-1])
    falls = f", falling to {plain(last, 2)} times" if abs(last - entry.value) > 5e-3 else ""
    return f"{name}: {plain(entry.value, 2)} times the cost method's{falls}, set on {on} ({off})."


def own_evidence(result: DecisionResult) -> Picture:
    """Own cost by year against the figures published on it, and what became known later."""
    entries = [entry for entry in result.compared if entry.evidence.compare.startswith("own")]
    later = [entry for entry in result.later if entry.compare.startswith("own")]
    return _against(result, "own", "make", OWN, entries, later, "own cost of a pack")


def supplier_evidence(result: DecisionResult) -> Picture:
    """Bought cost by year against the figures published on it, and what became known later."""
    entries = [entry for entry in result.compared if entry.evidence.compare.startswith("bought")]
    later = [entry for entry in result.later if entry.compare.startswith("bought")]
    return _against(result, "bought", "buy", BOUGHT, entries, later, "bought cells and packs")


def _against(
    result: DecisionResult,
    key: str,
    kind: str,
    outputs: Sequence[tuple[str, str]],
    entries: Sequence[Compared],
    later: Sequence[Later],
    what: str,
) -> Picture:
    newest = max([result.today, *(entry.evidence.year for entry in entries)])
    last = result.years.index(newest) + 1
    rows = [
        (label, year, cost)
        for name, label in outputs
        for year, cost in zip(result.years[:last], map(known, result.yearly[name][:last]), strict=True)
        if cost is not None
    ]
    model = Table(
        columns=(
            column("series", "Series", "text", [row[0] for row in rows]),
            column("kind", "Kind", "text", [kind] * len(rows)),
            column("year", "Year", "year", [row[1] for row in rows]),
            column("cost", "Cost", result.unit("USD/kWh"), [row[2] for row in rows]),
        )
    )
    tables = {"model": model, "evidence": _points(result, entries), "shown": _shown(result, entries)}
    if later:
        tables["later"] = _later(result, later, LETTERS[len(entries) :])
    agree = sum(entry.agrees for entry in entries)
    return Picture(
        key=f"fit-{key}",
        chart="calibration",
        title=f"The model agrees with {agree} of {len(entries)} published figures on {what}",
        subtitle=f"{per_kwh_of_the_year(result)}. Lines: model. Points: published; filled where the level"
        " was set"
        " on it, pointing down for “at most”, up for “at least”; crosses became known later",
        tables=tables,
    )


def _points(result: DecisionResult, entries: Sequence[Compared]) -> Table:
    return Table(
        columns=(
            column("mark", "Letter", "text", LETTERS[: len(entries)]),
            column("year", "Year", "year", [entry.evidence.year for entry in entries]),
            column("cost", "Published", result.unit("USD/kWh"), [entry.evidence.price for entry in entries]),
            column("says", "Said as", "text", [entry.evidence.says for entry in entries]),
            column("used", "Level set on it", "text", [entry.evidence.fit for entry in entries]),
        )
    )


def _lettered(titles: Sequence[str], marks: str) -> list[str]:
    return [f"{mark} · {title}" for mark, title in zip(marks, titles, strict=False)]


def _shown(result: DecisionResult, entries: Sequence[Compared]) -> Table:
    origin = [entry.evidence.origin for entry in entries]
    return Table(
        caption="Model beside each figure",
        columns=(
            column("title", "Figure", "text", _lettered([e.evidence.title for e in entries], LETTERS)),
            column("year", "Year", "year", [entry.evidence.year for entry in entries]),
            column("says", "Said as", "text", [entry.evidence.says for entry in entries]),
            column("cost", "Published", result.unit("USD/kWh"), [entry.evidence.price for entry in entries]),
            column("model", "Model", result.unit("USD/kWh"), [entry.model for entry in entries]),
            column("difference", "Model over figure", "share", [entry.difference for entry in entries]),
            column("agrees", "Agrees", "text", [entry.agrees for entry in entries]),
            column("used", "Level set on it", "text", [entry.evidence.fit for entry in entries]),
            column("with", "Compared with", "text", [word("compare", e.evidence.compare) for e in entries]),
            column("comment", "What it is not", "text", [entry.evidence.comment for entry in entries]),
            column("source", "Source", "text", [entry.source for entry in origin]),
            column("known", "Known", "date", [entry.known_from.isoformat() for entry in origin]),
            column("grade", "Grade", "text", [entry.grade for entry in origin]),
        ),
    )


def _later(result: DecisionResult, entries: Sequence[Later], marks: str) -> Table:
    return Table(
        caption="Known later, never computed with",
        columns=(
            column("mark", "Letter", "text", marks[: len(entries)]),
            column("title", "Figure", "text", [entry.title for entry in entries]),
            column("year", "Year", "year", [entry.year for entry in entries]),
            column("cost", "Published", result.unit("USD/kWh"), [or_nan(entry.price) for entry in entries]),
            column("source", "Source", "text", [entry.origin.source for entry in entries]),
            column("known", "Known", "date", [entry.origin.known_from.isoformat() for entry in entries]),
        ),
    )


def electrode_words(result: DecisionResult) -> tuple[str, ...]:
    """Why each pack has its electrodes."""
    return tuple(f"{pack.title}, {pack.couple}: {pack.couple_reason}" for pack in result.packs)


def packs(result: DecisionResult) -> Table:
    """Designs beside what was weighed."""
    found = result.packs
    return Table(
        caption="Packs as designed, beside what was weighed",
        columns=(
            column("title", "Pack", "text", [upper(pack.title) for pack in found]),
            column("couple", "Electrodes", "text", [pack.couple for pack in found]),
            column("energy", "Energy", "kWh", [pack.energy for pack in found]),
            column("cells", "Cells", "count", [pack.cells for pack in found]),
            column("cell_mass", "Cell", "g", [pack.cell_mass for pack in found]),
            column("weighed_cell", "Cell weighed", "g", [pack.weighed_cell_mass for pack in found]),
            column("pack_mass", "Pack", "kg", [pack.pack_mass for pack in found]),
            column("weighed_pack", "Pack weighed", "kg", [pack.weighed_pack_mass for pack in found]),
            column("specific", "Cell energy", "Wh/kg", [pack.specific_energy for pack in found]),
            column("said", "Published", "Wh/kg", [pack.published_specific_energy for pack in found]),
        ),
    )


def plants(result: DecisionResult) -> Table:
    """Plants as published and as the cost method sees them."""
    table = result.plants

    def million(name: str) -> list[float]:
        return [float(value) / 1e6 for value in table[name]]

    return Table(
        caption="Plants as published, and their investment in the cost method",
        columns=(
            column("plant", "Plant", "text", [str(name) for name in table["plant"]]),
            column("opens", "Opens", "year", list(table["opens"])),
            column(
                "capacity", "Capacity", "GWh/year", [float(value) / 1e6 for value in table["capacity_energy"]]
            ),
            column("published", "Published investment", result.unit("MUSD"), million("investment_published")),
            column("method", "Cost method", result.unit("MUSD"), million("investment_method")),
            column("set", "After the level was set", result.unit("MUSD"), million("investment_calibrated")),
        ),
    )
