"""Inputs and stored results of a BatPaC 5 workbook, found by sheet and label.

A row is known by its label and by which of the equal labels on its sheet it is, not by its number; the
batteries by the heads "Battery 1" to "Battery 7". Formulas are not computed: what was stored is read.
"""

import math
import re
import warnings
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias
from zipfile import BadZipFile

from cellworth.core.errors import InputError, Problem
from cellworth.io.input_schema import column_rows
from cellworth.io.workbook_safety import check_workbook, drawn_text

__all__ = ["BATTERIES", "StoredWorkbook", "plain_label", "read_workbook"]

Value: TypeAlias = str | float | None

BATTERIES = 7
ROWS_READ = 1100
COLUMNS_READ = 32
LABEL_COLUMNS = 10
"""Columns in which the label of an input stands."""

RESULT_LABEL_COLUMNS = 6
VERSION = re.compile(r"BatPaC[- ]*Version\s*(\d+(?:\.\d+)*)", re.IGNORECASE)
SAME_MAJOR = "5"
MOST_MISSING = 0.05
SIGNS = str.maketrans({"µ": "u", "μ": "u", "²": "2", "³": "3"})
UNREADABLE = (
    *(BadZipFile, zlib.error, OSError, EOFError, SyntaxError, LookupError, ArithmeticError),
    *(ValueError, TypeError, AttributeError, AssertionError, RuntimeError),
)


@dataclass(frozen=True)
class StoredWorkbook:
    """What a workbook holds.

    Attributes
    ----------
    path : as given.
    version : as printed in it; empty where it is not.
    inputs : columns of reference designs with a value per battery, None where nothing was entered.
    results : stored results by column of reference designs, per battery; None where the cell is empty.
    errors : cells that hold an error of the spreadsheet, as "Sheet!A1 #N/A", by battery from 1 on.
    missing : columns whose label was not found.
    saved_on : day it was last saved, as it says itself.
    """

    path: str
    version: str
    inputs: dict[str, tuple[Value, ...]]
    results: dict[str, tuple[Value, ...]]
    errors: dict[int, tuple[str, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    saved_on: str = ""


@dataclass(frozen=True)
class _Cell:
    value: Value
    place: str
    is_error: bool = False


@dataclass(frozen=True)
class _Sheet:
    """Cells by row and column, places of labels, and the column of each battery by row of its head."""

    cells: dict[tuple[int, int], _Cell]
    labels: dict[str, list[tuple[int, int]]]
    heads: list[tuple[int, dict[int, int]]]

    def battery_columns(self, row: int) -> dict[int, int]:
        """Column of each battery in the nearest head above a row; of the first one if there is none."""
        above = [columns for at, columns in self.heads if at <= row]
        return above[-1] if above else (self.heads[0][1] if self.heads else {})

    def starting(self, label: str, place: int) -> tuple[int, int] | None:
        """Row and column of the n-th label, from the top, that starts so."""
        found = sorted(
            at
            for text, places in self.labels.items()
            if text == label or text.startswith(label)
            for at in places
            if at[1] <= LABEL_COLUMNS
        )
        return found[place - 1] if len(found) >= place else None

    def equal(self, label: str, place: int) -> tuple[int, int] | None:
        """Row and column of the n-th label, from the top, that is so."""
        rows = sorted(
            {at[0]: at for at in self.labels.get(label, ()) if at[1] <= RESULT_LABEL_COLUMNS}.values()
        )
        return rows[place - 1] if len(rows) >= place else None


def plain_label(text: object) -> str:
    """A label without case, signs and what stands in brackets: names of materials change there."""
    bare = re.sub(r"\([^()]*\)", " ", str(text)[:300].lower().translate(SIGNS))
    return re.sub(r"[^a-z0-9%$]+", " ", bare).strip()


def read_workbook(path: str) -> StoredWorkbook:
    """Read a BatPaC 5 workbook.

    Raises
    ------
    InputError
        If the file is no workbook or a dangerous one, not a BatPaC workbook, of another version, or was
        never calculated.
    """
    check_workbook(path)
    inputs, results = _rows("workbook_inputs.csv"), _rows("workbook_results.csv")
    sheets, saved_on = _sheets(path, {row["sheet"] for row in (*inputs, *results)})
    version = _version(path, sheets, {row["sheet"] for row in (*inputs, *results)})
    missing: list[str] = []
    entered = {row["batpac_column"]: _input(sheets[row["sheet"]], row, missing) for row in inputs}
    errors: dict[int, list[str]] = {}
    stored = {}
    for row in results:
        cells = _result(sheets[row["sheet"]], row)
        if cells is None:
            missing.append(row["batpac_column"])
            continue
        for number, cell in enumerate(cells, 1):
            if cell is not None and cell.is_error:
                errors.setdefault(number, []).append(f"{row['sheet']}!{cell.place} {cell.value}")
        stored[row["batpac_column"]] = tuple(_value(cell) for cell in cells)
    _check_found(path, version, missing, len(inputs) + len(results), stored)
    held = {number: tuple(dict.fromkeys(places)) for number, places in errors.items()}
    return StoredWorkbook(path, version, entered, stored, held, tuple(missing), saved_on)


@cache
def _rows(name: str) -> tuple[Mapping[str, str], ...]:
    return tuple(column_rows(name))


def _sheets(path: str, wanted: set[str]) -> tuple[dict[str, _Sheet], str]:
    """The sheets that are wanted and there, and the day the workbook was saved."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            # Opened here: of a damaged workbook the library leaves its own file open.
            with Path(path).open("rb") as file:
                book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
                saved = book.properties.modified
                there = {name: _sheet(book[name]) for name in sorted(wanted & set(book.sheetnames))}
                return there, saved.date().isoformat() if saved else ""
        except (*UNREADABLE, MemoryError, RecursionError) as error:
            told = " ".join(str(error).replace(path, "the file").split())[:120] or type(error).__name__
            why = f"its parts do not fit together ({told})"
            raise InputError(Problem(path, "it cannot be read as a workbook", why)) from None


def _sheet(sheet: Any) -> _Sheet:
    cells: dict[tuple[int, int], _Cell] = {}
    labels: dict[str, list[tuple[int, int]]] = {}
    heads: dict[int, dict[int, int]] = {}
    for line in sheet.iter_rows(max_row=ROWS_READ, max_col=COLUMNS_READ):
        for cell in line:
            value = cell.value
            if value is None or isinstance(value, bool):
                continue
            at = (cell.row, cell.column)
            text = value if isinstance(value, str) else None
            kept = text if text is not None else _number(value)
            cells[at] = _Cell(kept, cell.coordinate, cell.data_type == "e")
            if text is not None and (label := plain_label(text)):
                labels.setdefault(label, []).append(at)
                if match := re.fullmatch(r"battery ([1-7])", label):
                    heads.setdefault(cell.row, {})[int(match.group(1))] = cell.column
    whole = [(row, columns) for row, columns in sorted(heads.items()) if len(columns) == BATTERIES]
    return _Sheet(cells, labels, whole)


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _value(cell: _Cell | None) -> Value:
    if cell is None or cell.is_error or (isinstance(cell.value, str) and not cell.value.strip()):
        return None
    return cell.value


def _input(sheet: _Sheet, row: Mapping[str, str], missing: list[str]) -> tuple[Value, ...]:
    found = sheet.starting(row["label"], int(row["place"]))
    if found is None:
        missing.append(row["batpac_column"])
        return (None,) * BATTERIES
    line, column = found
    if row["at"] == "battery":
        columns = sheet.battery_columns(line)
        return tuple(_value(sheet.cells.get((line, columns.get(n, 0)))) for n in range(1, BATTERIES + 1))
    return (_value(sheet.cells.get((line, column + int(row["at"])))),) * BATTERIES


def _result(sheet: _Sheet, row: Mapping[str, str]) -> tuple[_Cell | None, ...] | None:
    found = sheet.equal(row["label"], int(row["place"]))
    if found is None:
        return None
    columns = sheet.battery_columns(found[0])
    return tuple(sheet.cells.get((found[0], columns.get(n, 0))) for n in range(1, BATTERIES + 1))


def _version(path: str, sheets: Mapping[str, _Sheet], wanted: set[str]) -> str:
    """Version printed in the workbook; refuses another one and what is no such workbook."""
    if "Dashboard" not in sheets or len(sheets) < len(wanted) / 2:
        lacking = ", ".join(sorted(wanted - set(sheets))[:4])
        why = "a BatPaC 5 workbook has them"
        raise InputError(
            Problem(path, f"no sheets {lacking}", why, "Open it in Excel and look at its sheets.")
        )
    match = VERSION.search(drawn_text(path))
    version = match.group(1) if match else ""
    if version and version.split(".")[0] != SAME_MAJOR:
        why = "the places of inputs and results are known for version 5 only"
        raise InputError(Problem(path, f"BatPaC version {version}", why, "Enter its inputs in version 5."))
    if absent := sorted(wanted - set(sheets)):
        why = "a BatPaC 5 workbook has them; this is another version or a part of one"
        raise InputError(Problem(path, f"no sheets {', '.join(absent)}", why))
    return version


def _check_found(
    path: str, version: str, missing: Sequence[str], n_wanted: int, stored: Mapping[str, tuple[Value, ...]]
) -> None:
    if len(missing) > MOST_MISSING * n_wanted:
        found = f"{len(missing)} of {n_wanted} labels are not there (first: {', '.join(missing[:3])})"
        why = f"version {version or 'unknown'} is not laid out as version 5.0"
        raise InputError(Problem(path, found, why))
    if all(value is None for values in stored.values() for value in values):
        why = "it was saved by a program that does not compute, or never calculated"
        instead = "Open it in Excel, let it calculate, and save it."
        raise InputError(Problem(path, "no stored results", why, instead))
