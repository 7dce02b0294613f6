"""A run as a workbook: summary, inputs, ledgers, years, claims, limits and draws."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from cellworth.io.result_json import ColumnForm, ResultForm, TableForm
from cellworth.io.workbook.draw_sheet import write_draws
from cellworth.io.workbook.ledger_sheets import LedgerSheet, write_ledgers
from cellworth.io.workbook.sheets import Book, safe_text

__all__ = ["write_run_book"]

STRATEGY_COLUMNS = (
    *("title", "family", "mean", "mean_error", "p5", "p50", "p95", "worst_tenth", "regret"),
    *("chance_best", "over_keeping"),
)
BIDDER_COLUMNS = (
    *("title", "interest", "reservation", "headline", "clean", "closing_chance"),
    *("certain_value", "worth_to_us"),
)
CLAIM_COLUMNS = (
    *("name", "text", "value", "unit", "stance", "chain", "stated_on", "known_from", "reliability"),
    *("weight", "moves", "conflict"),
)
INPUT_COLUMNS = (
    *("title", "unit", "kind", "numbers", "grade", "source", "where", "known_from", "claims", "name"),
)
PARTS_OF = {
    "fixed": "value",
    "normal": "mean, sd",
    "lognormal": "P10, P90",
    "triangular": "low, mode, high",
    "pert": "low, mode, high",
    "uniform": "low, high",
    "pool": "weight, claim mean, claim sd, base mean, base sd",
}
LIMITS_WIDTH = 110
CHARTED = ("own_cell_full", "own_utilization", "demand_packs")


def write_run_book(
    path: str, document: ResultForm, draws: Mapping[str, Any] | None = None
) -> tuple[str, ...]:
    """Write a run as an .xlsx workbook; returns the names of its sheets.

    Parameters
    ----------
    path : of the file.
    document : of the run.
    draws : (s,) by name of strategy or input, or none.
    """
    book = Book(path)
    day = datetime.datetime.fromisoformat(document.manifest.as_of)
    # the day of the case and not of the writing: the same run gives the same bytes
    book.book.set_properties({"title": safe_text(document.case.title), "created": day})
    summary = book.sheet("Summary")
    _inputs(book, document)
    ledgers = write_ledgers(book, document)
    _summary(book, summary, document, ledgers)
    _years(book, document)
    _tables(book, document)
    _claims(book, document)
    _limits(book, document)
    if draws:
        write_draws(book, document, draws)
    summary.activate()
    book.close()
    return tuple(book.names)


def _summary(book: Book, sheet: Any, document: ResultForm, ledgers: Sequence[LedgerSheet]) -> None:
    manifest = document.manifest
    book.cell(sheet, 0, 0, document.case.title, "title")
    sheet.write_string(1, 0, document.case.question)
    row = 3
    for label, value in _told(document):
        book.cell(sheet, row, 0, label, "total_text")
        book.cell(sheet, row, 1, value)
        row += 1
    if manifest.scenarios is not None:
        book.cell(sheet, row, 0, f"{manifest.scenarios:,} scenarios, seed {manifest.seed}")
        row += 1
    span: tuple[int, int] | None = None
    row = _part(book, sheet, row + 1, "Numbers of the first screen")
    names = ("name", "value", "low", "high", "unit", "range", "meaning")
    heads = tuple(ColumnForm(name=name, unit="1", meaning="") for name in names)
    rows = tuple(tuple(getattr(line, name) for name in names) for line in document.headline)
    row = book.table(sheet, row, TableForm(columns=heads, rows=rows))
    for name, title, columns in (
        ("strategies", "Strategies", STRATEGY_COLUMNS),
        ("bidders", "Bidders", BIDDER_COLUMNS),
    ):
        if name in document.tables:
            row = _part(book, sheet, row + 1, title)
            first = row
            row = book.table(sheet, row, document.tables[name], only=columns)
            if name == "strategies":
                span = (first, row)
    if ledgers:
        text = "The sheet Ledgers leads to the books of the strategies, with live formulas."
        sheet.write_string(row + 1, 0, text)
    if span is not None:
        _strategy_chart(book, sheet, *span, row + 3, document.money.currency)
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, 10, 17)
    sheet.freeze_panes(3, 1)


def _told(document: ResultForm) -> list[tuple[str, str]]:
    answer, manifest = document.answer, document.manifest
    lines = []
    if answer is not None:
        chance = "" if answer.chance is None else f"{answer.chance:.0%}"
        lines += [
            ("Answer", f"{answer.family}: {answer.strategy}"),
            ("Chance that the family is best", f"{chance} ({answer.confidence}); next: {answer.next_best}"),
        ]
        lines += [("Why not surer", reason) for reason in answer.reasons]
    if document.money.words:
        lines.append(("Money", document.money.words))
    lines += [
        ("Known on", manifest.as_of),
        ("Case", f"{manifest.case}, SHA-256 {manifest.case_sha256[:16]}…"),
        ("Program", f"Cellworth {manifest.version}"),
    ]
    return lines


def _part(book: Book, sheet: Any, row: int, title: str) -> int:
    book.cell(sheet, row, 0, title, "part")
    return row + 1


def _strategy_chart(book: Book, sheet: Any, first: int, last: int, place: int, currency: str) -> None:
    chart = book.book.add_chart({"type": "bar"})
    column = STRATEGY_COLUMNS.index("mean")
    chart.add_series(
        {
            "name": f"mean worth, {currency}",
            "categories": [book.names[0], first + 1, 0, last - 1, 0],
            "values": [book.names[0], first + 1, column, last - 1, column],
        }
    )
    chart.set_title({"name": "Mean worth of the strategies", "name_font": {"size": 11}})
    chart.set_x_axis({"name": currency, "num_format": "#,##0"})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"none": True})
    chart.set_size({"width": 760, "height": 460})
    sheet.insert_chart(place, 0, chart)


def _inputs(book: Book, document: ResultForm) -> None:
    """Quantities with unit, range, grade and source, and the numbers of the case as they were given."""
    table = document.tables.get("inputs")
    if table is not None:
        sheet = book.sheet("Inputs")
        book.cell(sheet, 0, 0, "Inputs: fixed numbers and ranges", "title")
        kinds = ", ".join(f"{kind}: {parts}" for kind, parts in PARTS_OF.items())
        sheet.write_string(1, 0, f"What the column numbers holds, by kind. {kinds}.")
        ordered = _ordered(table, INPUT_COLUMNS)
        _listing(book, sheet, 3, ordered)
    names = ("place", "given", "grade", "known_from", "source", "where", "row", "rule")
    heads = tuple(ColumnForm(name=name, unit="1", meaning="") for name in names)
    rows = tuple(tuple(getattr(number, name) for name in names) for number in document.numbers)
    sheet = book.sheet("Case numbers")
    book.cell(sheet, 0, 0, "Numbers of the case, as written, with their sources", "title")
    _listing(book, sheet, 2, TableForm(columns=heads, rows=rows))


def _ordered(table: TableForm, names: Sequence[str]) -> TableForm:
    places = {head.name: k for k, head in enumerate(table.columns)}
    kept = [places[name] for name in names if name in places]
    rows = tuple(tuple(row[k] for k in kept) for row in table.rows)
    return TableForm(columns=tuple(table.columns[k] for k in kept), rows=rows)


def _listing(book: Book, sheet: Any, row: int, table: TableForm) -> None:
    """A long table with filter, frozen heads and widths, its heads on every printed page."""
    last = book.table(sheet, row, table, wrap=True)
    book.widths(sheet, table)
    sheet.freeze_panes(row + 1, 1)
    sheet.repeat_rows(row)
    if table.rows:
        sheet.autofilter(row, 0, last - 1, len(table.columns) - 1)


def _years(book: Book, document: ResultForm) -> None:
    """Paths by year side by side, mean and range, with charts of the main ones."""
    table = document.tables.get("by_year")
    if table is None or not table.rows:
        return
    years = sorted({int(row[2]) for row in table.rows if isinstance(row[2], int | float)})
    paths: dict[tuple[str, str], dict[str, dict[int, Any]]] = {}
    for name, unit, year, mean, low, high in table.rows:
        kept = paths.setdefault((str(name), str(unit)), {"mean": {}, "P5": {}, "P95": {}})
        for part, value in (("mean", mean), ("P5", low), ("P95", high)):
            kept[part][int(year)] = value  # type: ignore[arg-type]
    sheet = book.sheet("By year")
    book.cell(sheet, 0, 0, "Paths by year over all scenarios", "title")
    for column, head in enumerate(("path", "unit", "", *map(str, years))):
        book.cell(sheet, 2, column, head, "head")
    row = 3
    starts = {}
    for (name, unit), parts in paths.items():
        starts[name] = row
        for part, values in parts.items():
            for column, text in enumerate((name, unit, part)):
                book.cell(sheet, row, column, text)
            for column, year in enumerate(years, 3):
                book.cell(sheet, row, column, values.get(year))
            row += 1
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 10)
    sheet.set_column(3, 3 + len(years), 13)
    sheet.freeze_panes(3, 3)
    sheet.repeat_rows(2)
    place = row + 1
    for name in (name for name in CHARTED if name in starts):
        chart = book.book.add_chart({"type": "line"})
        for k, part in enumerate(("mean", "P5", "P95")):
            at, end = starts[name] + k, 2 + len(years)
            chart.add_series(
                {
                    "name": part,
                    "categories": [book.names[-1], 2, 3, 2, end],
                    "values": [book.names[-1], at, 3, at, end],
                    "line": {"dash_type": "solid" if k == 0 else "dash"},
                }
            )
        chart.set_title({"name": name.replace("_", " "), "name_font": {"size": 11}})
        chart.set_legend({"position": "bottom"})
        sheet.insert_chart(place, 0, chart)
        place += 16


def _tables(book: Book, document: ResultForm) -> None:
    """Breakevens, drivers, plants and the first decision by year, one sheet each; all there are of stakes."""
    titles = {
        "breakevens": "Breakevens",
        "drivers": "Drivers",
        "plants": "Plants",
        "yearly": "First decision",
    }
    if "strategies" not in document.tables and "yearly" not in document.tables:
        titles = {name: name.replace("_", " ").capitalize() for name in document.tables if name != "inputs"}
    for name, title in titles.items():
        if name in document.tables and document.tables[name].rows:
            sheet = book.sheet(title)
            book.cell(sheet, 0, 0, title, "title")
            _listing(book, sheet, 2, document.tables[name])


def _claims(book: Book, document: ResultForm) -> None:
    """What was said by whom, and every source with how many numbers rest on it."""
    if "claims" in document.tables:
        sheet = book.sheet("Claims")
        book.cell(sheet, 0, 0, "What was said, by whom, and how much it counts", "title")
        _listing(book, sheet, 2, _ordered(document.tables["claims"], CLAIM_COLUMNS))
    counts: dict[tuple[str, str], int] = {}
    for number in document.numbers:
        key = (number.source, number.grade)
        counts[key] = counts.get(key, 0) + 1
    heads = [ColumnForm(name=name, unit="1", meaning="") for name in ("source", "grade", "numbers")]
    rows = tuple((*key, count) for key, count in sorted(counts.items(), key=lambda entry: -entry[1]))
    sheet = book.sheet("Sources")
    book.cell(sheet, 0, 0, "Sources of the numbers of the case", "title")
    _listing(book, sheet, 2, TableForm(columns=tuple(heads), rows=rows))


def _limits(book: Book, document: ResultForm) -> None:
    sheet = book.sheet("Limits", landscape=False)
    row = 0
    for title, texts in (("What is not in it", document.limits), ("What the run had to say", document.notes)):
        book.cell(sheet, row, 0, title, "title")
        for text in texts:
            row += 1
            book.cell(sheet, row, 0, text, "wrapped")
            book.height(sheet, row, len(text), LIMITS_WIDTH)
        row += 2
    sheet.set_column(0, 0, LIMITS_WIDTH)
