"""Sheets of a workbook: texts that stay texts, heads with units, formulas with the value they must give."""

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

from cellworth.io.result_json import TableForm
from cellworth.io.table_writing import text_cell

__all__ = ["Book", "Cell", "safe_text", "sheet_name"]

Cell: TypeAlias = bool | int | float | str | None

LONGEST_TEXT = 32_000
LONGEST_NAME = 31
FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
MONEY, NUMBER, SMALL, SHARE, WHOLE = "#,##0", "#,##0.00", "0.0000E+00", "0.0%", "0"
NARROWEST, WIDEST = 12, 48
LINE_HEIGHT, MOST_LINES = 13.5, 12
SHARES = frozenset(
    {"chance", "chance_best", "chance_error", "probability", "prior", "interest", "closing_chance"}
)


def safe_text(text: object) -> str:
    """A text that no spreadsheet takes for a formula, also after it was saved as CSV."""
    plain = "".join(sign for sign in str(text)[:LONGEST_TEXT] if sign in "\n\t" or sign >= " ")
    return text_cell(plain)


def sheet_name(text: str, taken: Sequence[str] = ()) -> str:
    """A name a sheet may have, not one of those taken."""
    plain = text.translate(FORBIDDEN_IN_NAMES)[:LONGEST_NAME] or "Sheet"
    known = {name.casefold() for name in taken}
    found, number = plain, 2
    while found.casefold() in known:
        found = f"{plain[: LONGEST_NAME - 3]}_{number}"
        number += 1
    return found


class Book:
    """A workbook being written; nothing in it points outside.

    Parameters
    ----------
    path : of the file.
    """

    def __init__(self, path: str) -> None:
        import xlsxwriter

        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book: Any = xlsxwriter.Workbook(path, options)
        self.names: list[str] = []
        base = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
        kinds: dict[str, dict[str, object]] = {
            "text": {},
            "wrapped": {"text_wrap": True},
            "title": {"bold": True, "font_size": 14},
            "part": {"bold": True, "font_size": 11, "top": 1},
            "head": {"bold": True, "bottom": 1, "text_wrap": True, "bg_color": "#F0F0F0"},
            "money": {"num_format": MONEY},
            "number": {"num_format": NUMBER},
            "small": {"num_format": SMALL},
            "share": {"num_format": SHARE},
            "whole": {"num_format": WHOLE},
            "factor": {"num_format": "0.0000"},
            "total": {"num_format": MONEY, "bold": True, "top": 1},
            "total_text": {"bold": True, "top": 1},
            "given": {"num_format": "0.00%", "font_color": "#0000FF", "border": 1},
        }
        self.forms = {name: self.book.add_format({**base, **form}) for name, form in kinds.items()}

    def sheet(self, name: str, *, landscape: bool = True) -> Any:
        """A new sheet, set up to print on one page in width."""
        name = sheet_name(name, self.names)
        self.names.append(name)
        made = self.book.add_worksheet(name)
        made.hide_gridlines(2)
        if landscape:
            made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        made.set_footer("&L&F&C&A&R&P / &N")
        return made

    def cell(self, sheet: Any, row: int, column: int, value: Cell, form: str = "") -> None:
        """One cell; its form from its value where none is given."""
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_string(row, column, "yes" if value else "no", self.forms["text"])
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self.forms[form or _form(value)])
        else:
            sheet.write_string(row, column, safe_text(value), self.forms[form or "text"])

    def formula(
        self, sheet: Any, row: int, column: int, text: str, value: float, form: str = "money"
    ) -> None:
        """A formula with the value it must give, for viewers that do not compute."""
        sheet.write_formula(row, column, text, self.forms[form], value)

    def table(
        self, sheet: Any, row: int, table: TableForm, *, only: Sequence[str] = (), wrap: bool = False
    ) -> int:
        """A table with heads and units, long texts on several lines if wanted; returns the row below it."""
        places = [k for k, head in enumerate(table.columns) if not only or head.name in only]
        sheet.set_row(row, 2 * LINE_HEIGHT)
        for at, place in enumerate(places):
            head = table.columns[place]
            unit = "" if head.unit in ("1", "") else f"\n{head.unit}"
            self.cell(sheet, row, at, f"{head.name.replace('_', ' ')}{unit}", "head")
        for line, cells in enumerate(table.rows, row + 1):
            for at, place in enumerate(places):
                value = cells[place]
                form = "wrapped" if wrap and isinstance(value, str) else _known_form(table, place, value)
                self.cell(sheet, line, at, value, form)
            if wrap:
                texts = [cell for cell in (cells[place] for place in places) if isinstance(cell, str)]
                longest = max(map(len, texts), default=0)
                self.height(sheet, line, longest, WIDEST)
        return row + 1 + len(table.rows)

    def height(self, sheet: Any, row: int, n_signs: int, width: int) -> None:
        """Height of a row for a text of so many signs in a column of this width."""
        sheet.set_row(row, LINE_HEIGHT * min(max(1, math.ceil(n_signs / (0.9 * width))), MOST_LINES))

    def widths(self, sheet: Any, table: TableForm, *, only: Sequence[str] = ()) -> None:
        """Widths of the columns after what stands in them."""
        places = [k for k, head in enumerate(table.columns) if not only or head.name in only]
        for at, place in enumerate(places):
            longest = max(
                (len(str(row[place])) for row in table.rows if isinstance(row[place], str)), default=0
            )
            sheet.set_column(at, at, min(max(longest + 2, NARROWEST), WIDEST))

    def close(self) -> None:
        """Write the file.

        Raises
        ------
        OSError
            If it cannot be written; the library hides what the system says in an error of its own.
        """
        from xlsxwriter.exceptions import FileCreateError

        try:
            self.book.close()
        except FileCreateError as error:
            self.book.fileclosed = True
            raise error.args[0] from None


def _form(value: float) -> str:
    if isinstance(value, int):
        return "whole" if abs(value) < 10_000 else "money"
    size = abs(value)
    if size >= 1000.0:
        return "money"
    return "small" if 0.0 < size < 0.001 else "number"


def _known_form(table: TableForm, place: int, value: Cell) -> str:
    if isinstance(value, float) and table.columns[place].name in SHARES:
        return "share"
    if isinstance(value, int | float) and table.columns[place].name == "year":
        return "whole"
    return ""
