"""Draws in the sheet form of the SIPmath standard 2.0: a library that its tools and plain formulas read.

A sheet "Library" with the number of trials, the origin, meta data, and one column of trials for each name;
every column is a range of the workbook under its name, and its meta data under that name with ".MD".
"""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from xlsxwriter.utility import xl_range_abs

from cellworth.io.result_json import ResultForm
from cellworth.io.sip_library import origin_of
from cellworth.io.workbook.sheets import Book, Cell

__all__ = ["range_name", "write_draws"]

META = ("mean", "sd", "P5", "P50", "P95")
META_ROW = 4
META_COLUMN = 3
FIRST_COLUMN = 2
CELL_LIKE = re.compile(r"^([A-Za-z]{1,3}\d+|[rRcC]\d*|[rR]\d+[cC]\d+)$")


def range_name(name: str) -> str:
    """A name a range may have: letters, digits, points and underscores, not like a cell."""
    plain = re.sub(r"[^A-Za-z0-9_.]", "_", name)[:200]
    return f"_{plain}" if not re.match(r"[A-Za-z_]", plain) or CELL_LIKE.match(plain) else plain


def write_draws(book: Book, document: ResultForm, draws: Mapping[str, Any]) -> None:
    """Write the sheet Library.

    Parameters
    ----------
    book : where it goes.
    document : of the run, for its origin.
    draws : (n,) each of one length, by name of strategy or input; the same row is the same scenario.
    """
    sheet = book.sheet("Library")
    name = book.names[-1]
    trials = len(next(iter(draws.values())))
    origin = origin_of(document)
    heads: tuple[tuple[str, Cell], ...] = (("PM_Trials", trials), ("PM_Lib_Provenance", origin))
    for row, (label, value) in enumerate(heads):
        book.cell(sheet, row, 0, label)
        book.cell(sheet, row, 1, value)
        book.book.define_name(label, f"='{name}'!$B${row + 1}")
    book.cell(sheet, META_ROW - 1, META_COLUMN, "Meta Data", "head")
    book.cell(sheet, META_ROW - 1, META_COLUMN + 1, "Index", "head")
    for place, label in enumerate(META):
        book.cell(sheet, META_ROW + place, META_COLUMN, label)
        book.cell(sheet, META_ROW + place, META_COLUMN + 1, trials + place + 1)
    last = META_ROW + len(META) - 1
    for label, column in (("PM_Meta", META_COLUMN), ("PM_Meta_Index", META_COLUMN + 1)):
        book.book.define_name(label, f"='{name}'!{xl_range_abs(META_ROW, column, last, column)}")
    top = META_ROW + len(META) + 2
    for trial in range(trials):
        sheet.write_number(top + trial, 1, trial + 1, book.forms["whole"])
    for place, label in enumerate(META):
        book.cell(sheet, top + trials + place, 1, label)
    known: set[str] = set()
    for column, (label, values) in enumerate(draws.items(), FIRST_COLUMN):
        range_ = range_name(label)
        while range_.casefold() in known:
            range_ += "_"
        known.add(range_.casefold())
        _column(book, sheet, name, top, column, range_, np.asarray(values, dtype=float))
    sheet.set_column(0, len(draws) + FIRST_COLUMN, 18)
    sheet.freeze_panes(top, FIRST_COLUMN)


def _column(book: Book, sheet: Any, name: str, top: int, column: int, label: str, values: Any) -> None:
    """One name: its trials, then its meta data as formulas of them."""
    trials = len(values)
    book.cell(sheet, top - 1, column, label, "head")
    for trial, value in enumerate(values.tolist()):
        sheet.write_number(top + trial, column, value)
    area = xl_range_abs(top, column, top + trials - 1, column)
    p5, p50, p95 = np.percentile(values, [5.0, 50.0, 95.0])
    told = (
        (f"=AVERAGE({area})", float(np.mean(values))),
        (f"=STDEV({area})", float(np.std(values, ddof=1)) if trials > 1 else 0.0),
        (f"=PERCENTILE({area},0.05)", float(p5)),
        (f"=PERCENTILE({area},0.5)", float(p50)),
        (f"=PERCENTILE({area},0.95)", float(p95)),
    )
    for place, (text, value) in enumerate(told):
        sheet.write_formula(top + trials + place, column, text, None, value)
    end = top + trials + len(META) - 1
    book.book.define_name(label, f"='{name}'!{area}")
    book.book.define_name(f"{label}.MD", f"='{name}'!{xl_range_abs(top + trials, column, end, column)}")
