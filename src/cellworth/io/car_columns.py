"""Columns of a table to cars: what is told, in SI units; labels and test results are never read."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

import numpy as np
import pyarrow as pa

from cellworth.core.errors import InputError, Problem
from cellworth.core.types import Array
from cellworth.io.input_columns import Matched, read_column
from cellworth.io.input_schema import InputDefinition, column_rows, nearest, shortened
from cellworth.io.tables import Table
from cellworth.io.vehicle_parameters import car_row, in_si
from cellworth.vehicle.given import CarGiven
from cellworth.vehicle.records import RoadLoad

__all__ = ["CarColumn", "GivenCars", "car_columns", "named_cars", "read_cars"]

LIKELY_MISSPELT = 0.85
ENERGIES = ("battery_total_kwh", "battery_usable_kwh")
ROAD = ("road_constant", "road_linear", "road_square")


@dataclass(frozen=True)
class CarColumn:
    """One column that the model reads.

    Attributes
    ----------
    definition : its heading, unit and limits.
    name : field of `CarGiven` or of its road load.
    unit_inside : unit of the field.
    """

    definition: InputDefinition
    name: str
    unit_inside: str


@dataclass(frozen=True)
class GivenCars:
    """Cars of a table.

    Attributes
    ----------
    given : what is told of each row.
    problems : first flaw of each row that cannot be computed, by position.
    """

    given: CarGiven
    problems: dict[int, Problem]


@cache
def car_columns() -> dict[str, CarColumn | None]:
    """All known columns by heading; None for those that are carried through and never read."""
    found: dict[str, CarColumn | None] = {}
    for row in column_rows("car_columns.csv"):
        heading = row["heading"]
        if not row["name"]:
            found[heading] = None
            continue
        definition = InputDefinition(
            name=heading,
            unit=row["unit"],
            kind="number",
            default="",
            lower=float(row["lower"]),
            upper=float(row["upper"]),
            choices=(),
            batpac_column="",
            label=heading,
            meaning="",
            group="",
        )
        found[heading] = CarColumn(definition, row["name"], row["unit_inside"])
    return found


def read_cars(table: Table) -> GivenCars:
    """Cars of every row of a table; flaws of single rows are set aside, not raised.

    Raises
    ------
    InputError
        If a heading is nearly that of a column, or neither column of battery energy is there.
    """
    _refuse_misspelt(table)
    problems = dict(table.bad_rows)
    numbers: dict[str, Array] = {}
    for heading, column in car_columns().items():
        if column is None:
            continue
        if heading in table.columns:
            matched = Matched(column.definition, heading, column.definition.unit, blank_is_default=False)
            values, bad = read_column(matched, table.columns[heading])
            for row, problem in bad.items():
                problems.setdefault(row, problem)
            numbers[column.name] = values * in_si(1.0, column.definition.unit, column.unit_inside)
        else:
            numbers[column.name] = np.full(table.n_rows, np.nan)
    _set_impossible_aside(numbers, problems)
    road = RoadLoad(**{name: numbers.pop(name) for name in ROAD})
    given = CarGiven(
        given_motor_power=numbers.pop("motor_power"),
        given_model_year=numbers.pop("model_year"),
        given_road=road,
        **numbers,
    )
    return GivenCars(given, dict(sorted(problems.items())))


def _set_impossible_aside(numbers: dict[str, Array], problems: dict[int, Problem]) -> None:
    total, stated = numbers["total_energy"], numbers["stated_energy"]
    for row in np.flatnonzero(np.isnan(total) & np.isnan(stated)):
        why = "a range needs a battery"
        problem = Problem(" and ".join(ENERGIES), "both empty", why, "Give one of them.")
        problems.setdefault(int(row), problem)
    for row in np.flatnonzero(stated > total):
        problem = Problem(ENERGIES[1], "above the total energy", "a battery gives at most what it holds")
        problems.setdefault(int(row), problem)


def _refuse_misspelt(table: Table) -> None:
    """Refuse a heading so near to a column that carrying it through would drop a number unseen."""
    read = [heading for heading, column in car_columns().items() if column]
    problems = [
        Problem(f"{table.path}, line 1", f"the heading {shortened(name)}", "no column has this name", offer)
        for name, offer in ((name, nearest(name, read)) for name in table.columns)
        if name not in car_columns() and get_close_matches(name.casefold(), read, 1, LIKELY_MISSPELT)
    ]
    if problems:
        raise InputError(*problems)
    if not set(ENERGIES) & set(table.columns):
        why = "a range needs a battery"
        first = f"no column {' or '.join(ENERGIES)}"
        raise InputError(Problem(f"{table.path}, line 1", first, why, "Units stand in the headings."))


def named_cars(keys: list[str]) -> CarGiven:
    """Cars of the package by name.

    Raises
    ------
    InputError
        If a car has no such name.
    """
    rows = [car_row(key) for key in keys]
    known = [heading for heading in car_columns() if heading in rows[0]]
    columns = {heading: pa.array([row[heading] for row in rows]) for heading in known}
    return read_cars(Table("data/vehicles/cars.csv", columns, len(rows))).given
