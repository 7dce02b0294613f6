"""Which sign stands before decimals in a semicolon file: one rule for all its cells, or a refusal."""

from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as compute

from cellworth.core.errors import InputError, Problem
from cellworth.io.input_schema import shortened

__all__ = ["Settle", "line_breaks", "settled_signs"]

UNIT = r"(?:\s*[^\s\d.,+-][^\s.,]*|\s+1/[^\s.,]*)?\s*$"
"""What may follow a number in its cell: an exponent or a unit, without a blank inside."""

DECIMAL_COMMA = rf"^(\s*[+-]?\d*),(\d+{UNIT})"
THOUSANDS = rf"^\s*[+-]?[1-9]\d{{0,2}}(\.\d{{3}})+(,\d+)?{UNIT}"
THOUSANDS_AND_COMMA = rf"^\s*[+-]?\d{{1,3}}(\.\d{{3}})+,\d+{UNIT}"
COMMA = rf"{DECIMAL_COMMA}|{THOUSANDS_AND_COMMA}"
POINT = rf"^\s*[+-]?(?:\d*\.\d{{1,2}}|\d*\.\d{{4,}}|0\d*\.\d+|\.\d+|\d{{4,}}\.\d+|\d+\.\d+[eE][+-]?\d+){UNIT}"
"""Numbers whose point cannot stand between thousands: groups have three digits, the first is no zero."""

Settle = Callable[[Any, dict[int, Problem]], Any]
"""Turns a table of texts into one with decimal points; adds the rows it refuses."""


def settled_signs(path: str, tables: Iterator[Any]) -> Settle:
    """How numbers of a semicolon file get a decimal point and lose points between thousands.

    Points stand between thousands where some number has a decimal comma, before decimals where some number
    can only be read so. Where neither is seen, ``200.000`` may be either and its row is refused.

    Parameters
    ----------
    path : of the file, for the message.
    tables : of its texts, all rows in order, from line 2 on.

    Raises
    ------
    InputError
        If both are seen: no cell could be trusted then.
    """
    comma = point = ""
    places: dict[str, str] = {}
    line = 2
    for table in tables:
        for name in table.column_names:
            column = table.column(name)
            for sign, pattern in ((",", COMMA), (".", POINT)):
                row = -1 if sign in places else _first(column, pattern)
                if row >= 0:
                    found = shortened(column[row].as_py().strip())
                    stands = line + row + line_breaks(table.columns, row)
                    places[sign] = f"line {stands}, {name}"
                    comma, point = (found, point) if sign == "," else (comma, found)
        if comma and point:
            raise InputError(_both(path, comma, point, places))
        line += table.num_rows + line_breaks(table.columns, table.num_rows)
    if comma:
        return _commas_to_points
    return _as_they_are if point else _unclear_refused


def line_breaks(columns: Any, rows: int) -> int:
    """Ends of lines inside the text cells of the first rows."""
    return sum(
        compute.sum(compute.count_substring(column.slice(0, rows), "\n")).as_py() or 0
        for column in columns
        if pa.types.is_string(column.type)
    )


def _first(column: Any, pattern: str) -> int:
    """First row that holds a pattern; -1 if none does."""
    return int(compute.index(compute.match_substring_regex(column, pattern), True).as_py())


def _both(path: str, comma: str, point: str, places: dict[str, str]) -> Problem:
    why = (
        f"in this file the comma stands before decimals ({comma} in {places[',']}), so the point in {point} "
        "could only stand between thousands, in groups of three digits"
    )
    return Problem(f"{path}, {places['.']}", point, why, "Write all numbers of the file with one of the two.")


def _as_they_are(table: Any, _problems: dict[int, Problem]) -> Any:
    return table


def _commas_to_points(table: Any, _problems: dict[int, Problem]) -> Any:
    columns = {}
    for name in table.column_names:
        column = table.column(name)
        joined = compute.if_else(
            compute.match_substring_regex(column, THOUSANDS),
            compute.replace_substring(column, ".", ""),
            column,
        )
        columns[name] = compute.replace_substring_regex(joined, DECIMAL_COMMA, r"\1.\2")
    return pa.table(columns)


def _unclear_refused(table: Any, problems: dict[int, Problem]) -> Any:
    for name in table.column_names:
        column = table.column(name)
        for row in compute.indices_nonzero(compute.match_substring_regex(column, THOUSANDS)).to_pylist():
            found, why = column[row].as_py(), "the point may stand before decimals or between thousands"
            problems.setdefault(row, Problem(name, f"'{found}'", why, "Write it without the point."))
    return table
