"""Numbers of the extension tables, each with where it comes from and its grade."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cellworth.core.errors import InputError, Problem
from cellworth.io.parameter_files import parameter_table

__all__ = ["SourcedNumber", "extension_numbers", "number_at", "sourced", "worst_grade"]

FOLDER = "extensions"
GRADES = "ABCDE"


@dataclass(frozen=True)
class SourcedNumber:
    """One number of the tables.

    Attributes
    ----------
    name : what it is.
    value, unit : as used.
    source, grade : where it comes from and how sure it is, A to E.
    year : it speaks of; 0 where it does not age.
    """

    name: str
    value: float
    unit: str
    source: str
    grade: str
    year: int


def sourced(name: str, row: Mapping[str, str], column: str = "value") -> SourcedNumber:
    """A row of a table as a number with its source."""
    return SourcedNumber(
        name=name,
        value=float(row[column]),
        unit=row["unit"],
        source=row["source"],
        grade=row["grade"],
        year=int(row.get("year") or 0),
    )


def extension_numbers(table: str, **keys: str) -> dict[str, SourcedNumber]:
    """Numbers of a table of parameters by name, for the rows with these values in other columns."""
    rows = parameter_table(f"{FOLDER}/{table}.csv").rows
    return {
        row["parameter"]: sourced(row["parameter"], row)
        for row in rows
        if all(row[column] == value for column, value in keys.items())
    }


def number_at(
    numbers: Iterable[SourcedNumber], year: float, known_by: int | None = None
) -> SourcedNumber | None:
    """Number of a year out of a series: between two years by their ratio, before and after them the nearest.

    Parameters
    ----------
    numbers : of one quantity; the better grade wins within a year.
    year : wanted.
    known_by : rows of later years are left out.

    Returns
    -------
    number : with the worse grade of the two; nothing if no row is left.
    """
    by_year: dict[int, SourcedNumber] = {}
    for number in sorted(numbers, key=lambda each: each.grade, reverse=True):
        if known_by is None or number.year <= known_by:
            by_year[number.year] = number
    if not by_year:
        return None
    before = [each for each in by_year if each <= year]
    after = [each for each in by_year if each > year]
    if not before or not after:
        return by_year[max(before) if before else min(after)]
    low, high = by_year[max(before)], by_year[min(after)]
    weight = (year - low.year) / (high.year - low.year)
    value = math.exp((1.0 - weight) * math.log(low.value) + weight * math.log(high.value))
    worse = max((low, high), key=lambda each: each.grade)
    return SourcedNumber(low.name, value, low.unit, worse.source, worse.grade, int(year))


def worst_grade(numbers: Iterable[SourcedNumber]) -> str:
    """Weakest grade among numbers."""
    return max((number.grade for number in numbers), key=GRADES.index)


def unknown(where: str, found: str, known: Iterable[str]) -> InputError:
    """Error for a name that no table has."""
    listed = ", ".join(known)
    return InputError(Problem(where, f"'{found}'", "no table has it", f"Use one of: {listed}."))
