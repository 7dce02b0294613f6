"""Ledgers by year with live formulas: factors, worth of each line, totals, worth of a strategy (S27, S43).

What the first scenarios do not tell, and what comes of rates that differ by scenario, stands on lines of its
own, so that the last line of the automaker equals the mean of the run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from cellworth.io.ledger_tables import OVER_THE_YEAR, PARTY_NAMES
from cellworth.io.result_json import ResultForm
from cellworth.io.workbook.sheets import Book

__all__ = ["LedgerSheet", "write_ledgers"]

ITEM, FALLS, FIRST_YEAR = 0, 1, 2
RATE_NAME = "discount_rate"
HEAD_ROW, MIDDLE_ROW, START_ROW = 3, 4, 5
FIRST_BLOCK = 7
VENTURE = "venture"
AUTOMAKER = "automaker"
EXPLAINED = (
    "Means over the first scenarios, in {currency}; received above zero, paid below. "
    "Flows of a year fall in its middle.",
    "Change the rate on the sheet Ledgers: every sheet follows. The column 'rates by scenario' is what "
    "the mean of scenarios, each at its own rate, adds; it holds at the rate of the run.",
)


@dataclass(frozen=True)
class LedgerSheet:
    """What was written for a strategy: its sheet, the cell and value of its worth, the total row by party."""

    strategy: str
    sheet: str
    worth_cell: str
    worth: float
    cumulative_row: int
    years: tuple[str, ...]


@dataclass(frozen=True)
class _Line:
    item: str
    over_year: bool
    cash: tuple[float, ...]
    worth: float


def _factors(rate: float, n_years: int) -> tuple[list[float], list[float]]:
    return (
        [(1.0 + rate) ** -(year + 0.5) for year in range(n_years)],
        [(1.0 + rate) ** -year for year in range(n_years + 1)],
    )


def write_ledgers(book: Book, document: ResultForm) -> tuple[LedgerSheet, ...]:
    """Write the sheet Ledgers and one for each strategy; none if the run has no ledgers."""
    table, terms = document.tables.get("ledgers"), document.tables.get("ledger_terms")
    if table is None or terms is None:
        return ()
    rate = next(
        float(row[1]) for row in terms.rows if row[0] == RATE_NAME and isinstance(row[1], int | float)
    )
    years = tuple(head.name for head in table.columns[5:-1])
    overview = book.sheet("Ledgers")
    book.cell(overview, 0, 0, "Ledgers by year, and what the strategies are worth", "title")
    book.cell(overview, 2, 0, "Discount rate, 1/year", "total_text")
    book.cell(overview, 2, 1, rate, "given")
    book.book.define_name(RATE_NAME, "=Ledgers!$B$3")
    lines: dict[str, dict[str, list[_Line]]] = {}
    for row in table.rows:
        cash = tuple(float(cell) if isinstance(cell, int | float) else 0.0 for cell in row[5:])
        worth = float(row[4]) if isinstance(row[4], int | float) else 0.0
        line = _Line(str(row[2]), row[3] == OVER_THE_YEAR, cash, worth)
        lines.setdefault(str(row[0]), {}).setdefault(str(row[1]), []).append(line)
    rest = _beyond(document, lines)
    titles = _titles(document)
    made = [
        _strategy_sheet(book, document, name, parties, rest.get(name, {}), rate, years)
        for name, parties in lines.items()
    ]
    _overview(book, overview, document, made, titles)
    return tuple(made)


def _titles(document: ResultForm) -> dict[str, str]:
    rows = document.tables["strategies"].rows if "strategies" in document.tables else ()
    return {str(row[0]): str(row[1]) for row in rows} | {
        "sale_for_nothing": "the reference sale, at no price"
    }


def _beyond(
    document: ResultForm, lines: Mapping[str, Mapping[str, list[_Line]]]
) -> dict[str, dict[str, float]]:
    """Items of the bridge that no ledger line of the automaker holds."""
    found: dict[str, dict[str, float]] = {}
    for strategy, item, worth in document.tables["bridge"].rows if "bridge" in document.tables else ():
        known = {line.item for line in lines.get(str(strategy), {}).get(AUTOMAKER, ())}
        if str(strategy) in lines and item not in known and isinstance(worth, int | float):
            found.setdefault(str(strategy), {})[str(item)] = float(worth)
    return found


def _strategy_sheet(
    book: Book,
    document: ResultForm,
    name: str,
    parties: Mapping[str, Sequence[_Line]],
    rest: Mapping[str, float],
    rate: float,
    years: tuple[str, ...],
) -> LedgerSheet:
    sheet = book.sheet(f"L {name}")
    placed, currency = book.names[-1], document.money.currency
    book.cell(sheet, 0, 0, f"Ledger: {_titles(document).get(name, name)}", "title")
    for row, text in enumerate(EXPLAINED, 1):
        sheet.write_string(row, 0, text.format(currency=currency))
    middle, start = _heads(book, sheet, rate, years, currency)
    row, cumulative, cell, worth = FIRST_BLOCK, 0, "", 0.0
    for party in PARTY_NAMES.values():
        if party in parties:
            block = _Block(book, sheet, middle, start)
            row = block.write(row, party, parties[party], rest if party == AUTOMAKER else {})
            if party == AUTOMAKER:
                cumulative, cell, worth = block.cumulative, block.worth_cell, block.worth
            row += 1
    sheet.set_column(ITEM, ITEM, 34)
    sheet.set_column(FALLS, FALLS, 13)
    sheet.set_column(FIRST_YEAR, FIRST_YEAR + len(years) + 3, 15)
    sheet.freeze_panes(HEAD_ROW + 1, FIRST_YEAR)
    sheet.repeat_rows(HEAD_ROW)
    return LedgerSheet(name, placed, cell, worth, cumulative, years)


def _heads(
    book: Book, sheet: Any, rate: float, years: tuple[str, ...], currency: str
) -> tuple[list[float], list[float]]:
    """Years and the factors of their middle and start, as formulas of the rate."""
    middle, start = _factors(rate, len(years))
    heads = ["item", "falls", *(f"{year}\n{currency}" for year in years), f"end\n{currency}"]
    heads += [f"{name}\n{currency}" for name in ("worth at the rate", "rates by scenario", "worth today")]
    sheet.set_row(HEAD_ROW, 28)
    for column, head in enumerate(heads):
        book.cell(sheet, HEAD_ROW, column, head, "head")
    book.cell(sheet, MIDDLE_ROW, ITEM, "factor, middle of the year")
    book.cell(sheet, START_ROW, ITEM, "factor, start of the year")
    for year, value in enumerate(middle):
        text = f"=1/(1+{RATE_NAME})^({year}+0.5)"
        book.formula(sheet, MIDDLE_ROW, FIRST_YEAR + year, text, value, "factor")
    for year, value in enumerate(start):
        book.formula(sheet, START_ROW, FIRST_YEAR + year, f"=1/(1+{RATE_NAME})^{year}", value, "factor")
    return middle, start


class _Block:
    """Lines of one party on a sheet, and the formulas below them.

    Parameters
    ----------
    book, sheet : where it goes.
    middle, start : factors at the rate of the run.
    """

    def __init__(self, book: Book, sheet: Any, middle: list[float], start: list[float]) -> None:
        self.book, self.sheet, self.middle, self.start = book, sheet, middle, start
        self.n_columns = len(start)
        self.worth_at = FIRST_YEAR + self.n_columns
        self.cumulative = 0
        self.worth_cell, self.worth = "", 0.0

    def write(self, row: int, party: str, lines: Sequence[_Line], rest: Mapping[str, float]) -> int:
        """Write the block from a row on; returns the row below it."""
        book, sheet = self.book, self.sheet
        book.cell(sheet, row, ITEM, party, "part")
        groups = []
        for over_year, title in ((True, "over the year"), (False, "at its start")):
            chosen = [line for line in lines if line.over_year == over_year]
            row = self._group(row + 1, title, chosen, over_year=over_year)
            groups.append((row, chosen))
        row = self._discounted(row + 1, groups[0], groups[1])
        today = self.worth_at + 2
        sums = [groups[0][0], groups[1][0]]
        self.worth = sum(line.worth for line in lines)
        top = row + 1
        book.cell(sheet, top, ITEM, "Worth of the ledger", "total_text")
        text = f"={'+'.join(xl_rowcol_to_cell(place, today) for place in sums)}"
        book.formula(sheet, top, today, text, self.worth, "total")
        for item, worth in rest.items():
            row = row + 1
            book.cell(sheet, row + 1, ITEM, item)
            book.cell(sheet, row + 1, today, worth, "money")
            self.worth += worth
        last = row + 2
        if rest:
            book.cell(sheet, last, ITEM, "Worth of the strategy, all scenarios", "total_text")
            span = f"{xl_rowcol_to_cell(top, today)}:{xl_rowcol_to_cell(last - 1, today)}"
            book.formula(sheet, last, today, f"=SUM({span})", self.worth, "total")
        else:
            last = top
        self.worth_cell = xl_rowcol_to_cell(last, today, row_abs=True, col_abs=True)
        return last + 1

    def _group(self, row: int, title: str, lines: Sequence[_Line], *, over_year: bool) -> int:
        """Lines that fall alike, and their total; returns the row of the total."""
        book, sheet = self.book, self.sheet
        factors, factor_row = (self.middle, MIDDLE_ROW) if over_year else (self.start, START_ROW)
        first = row
        for line in lines:
            book.cell(sheet, row, ITEM, line.item)
            book.cell(sheet, row, FALLS, title)
            for column, amount in enumerate(line.cash[: len(factors)], FIRST_YEAR):
                book.cell(sheet, row, column, amount, "money")
            end = FIRST_YEAR + len(factors) - 1
            flows = f"{xl_rowcol_to_cell(row, FIRST_YEAR)}:{xl_rowcol_to_cell(row, end)}"
            column_first, column_last = xl_col_to_name(FIRST_YEAR), xl_col_to_name(end)
            scale = f"{column_first}${factor_row + 1}:{column_last}${factor_row + 1}"
            worth = sum(c * f for c, f in zip(line.cash, factors, strict=False))
            book.formula(sheet, row, self.worth_at, f"=SUMPRODUCT({flows},{scale})", worth)
            book.cell(sheet, row, self.worth_at + 1, line.worth - worth, "money")
            cells = [xl_rowcol_to_cell(row, self.worth_at + k) for k in (0, 1)]
            book.formula(sheet, row, self.worth_at + 2, f"={cells[0]}+{cells[1]}", line.worth)
            row += 1
        self._total(row, first, f"Total {title}", lines, factors)
        return row

    def _total(
        self, row: int, first: int, title: str, lines: Sequence[_Line], factors: Sequence[float]
    ) -> None:
        book, sheet = self.book, self.sheet
        book.cell(sheet, row, ITEM, title, "total_text")
        worths = [sum(c * f for c, f in zip(line.cash, factors, strict=False)) for line in lines]
        totals = [sum(line.cash[k] for line in lines if k < len(line.cash)) for k in range(self.n_columns)]
        whole = sum(line.worth for line in lines)
        totals += [sum(worths), whole - sum(worths), whole]
        for column, value in enumerate(totals, FIRST_YEAR):
            span = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(row - 1, column)}"
            text = f"=SUM({span})" if lines else "=0"
            book.formula(sheet, row, column, text, value if lines else 0.0, "total")

    def _discounted(self, row: int, over: tuple[int, list[_Line]], days: tuple[int, list[_Line]]) -> int:
        """Cash of both, its worth by year, and the sum up to each year; returns the last row."""
        book, sheet = self.book, self.sheet
        for place, title in enumerate(("Cash", "Cash, worth today", "Cash, worth today, summed up")):
            book.cell(sheet, row + place, ITEM, title, "total_text")
        summed = 0.0
        for k in range(self.n_columns):
            column = FIRST_YEAR + k
            flow = sum(line.cash[k] for line in over[1] if k < len(line.cash))
            day = sum(line.cash[k] for line in days[1] if k < len(line.cash))
            middle = self.middle[k] if k < len(self.middle) else 0.0
            worth = flow * middle + day * self.start[k]
            summed += worth
            name = xl_col_to_name(column)
            own, once = f"{name}{over[0] + 1}", f"{name}{days[0] + 1}"
            book.formula(sheet, row, column, f"={own}+{once}", flow + day)
            text = f"={own}*{name}${MIDDLE_ROW + 1}+{once}*{name}${START_ROW + 1}"
            book.formula(sheet, row + 1, column, text, worth)
            before = f"{xl_col_to_name(column - 1)}{row + 3}+" if k else ""
            book.formula(sheet, row + 2, column, f"={before}{name}{row + 2}", summed)
        self.cumulative = row + 2
        return row + 2


def _overview(
    book: Book, sheet: Any, document: ResultForm, made: Sequence[LedgerSheet], titles: Mapping[str, str]
) -> None:
    """Worth of each strategy from its sheet, beside the run's own number."""
    currency = document.money.currency
    worths = ("worth by the ledgers", "mean of the run", "difference")
    heads = ("strategy", *(f"{name}\n{currency}" for name in worths))
    sheet.set_row(4, 28)
    for column, head in enumerate(heads):
        book.cell(sheet, 4, column, head, "head")
    means = {str(row[0]): row[3] for row in document.tables["strategies"].rows}
    terms = {str(row[0]): row[1] for row in document.tables["terms"].rows}
    means["sale_for_nothing"] = terms.get("sale.sold_for_nothing")
    for row, entry in enumerate(made, 5):
        book.cell(sheet, row, 0, titles.get(entry.strategy, entry.strategy))
        book.formula(sheet, row, 1, f"='{entry.sheet}'!{entry.worth_cell}", entry.worth)
        mean = means.get(entry.strategy)
        if isinstance(mean, int | float):
            book.cell(sheet, row, 2, float(mean), "money")
            book.formula(sheet, row, 3, f"=B{row + 1}-C{row + 1}", entry.worth - float(mean))
    last = 5 + len(made)
    book.cell(sheet, last + 1, 0, "Waiting, and sales at a price, have no ledger of their own: see Summary.")
    chart = book.book.add_chart({"type": "line"})
    for entry in made:
        end = FIRST_YEAR + len(entry.years)
        chart.add_series(
            {
                "name": titles.get(entry.strategy, entry.strategy),
                "categories": [entry.sheet, HEAD_ROW, FIRST_YEAR, HEAD_ROW, end],
                "values": [entry.sheet, entry.cumulative_row, FIRST_YEAR, entry.cumulative_row, end],
            }
        )
    chart.set_title({"name": "Cash of the automaker, worth today, summed up", "name_font": {"size": 11}})
    chart.set_y_axis({"name": currency, "num_format": "#,##0"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 420})
    sheet.insert_chart(last + 3, 0, chart)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 3, 20)
