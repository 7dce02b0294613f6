"""A table of cars in, a table of ranges out: one row for each row, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from cellworth.app.range import shown
from cellworth.core.errors import InputError, Problem
from cellworth.core.record import named_arrays
from cellworth.engine.vehicle_packs import design_car_packs
from cellworth.engine.vehicle_results import results_in_blocks
from cellworth.engine.vehicle_stage import CompleteCar, complete_car
from cellworth.io.car_columns import read_cars
from cellworth.io.input_schema import column_rows
from cellworth.io.pack_model import pack_model
from cellworth.io.table_writing import as_column, check_target, write_table
from cellworth.io.tables import Column, Table, read_table
from cellworth.io.vehicle_parameters import USUAL_PACK, car_recipe, pack_inputs, pack_power, vehicle_model
from cellworth.vehicle.given import CarGiven

__all__ = ["RangeReport", "complete_cars", "range_table"]

ESTIMATED_HEADING, PROBLEM_HEADING = "estimated", "problem"
PROBLEMS_SHOWN = 10
ESTIMATES = {
    "usable_estimated": "usable energy",
    "total_estimated": "total energy",
    "mass_estimated": "mass",
    "road_estimated": "road load",
    "drag_estimated": "drag",
    "power_estimated": "motor power",
    "year_estimated": "model year",
    "charging_estimated": "charging efficiency",
}
"""What each mask means, as told in the table."""

DESIGN_ESTIMATE = "battery loss"


@dataclass(frozen=True)
class RangeReport:
    """What was done.

    Attributes
    ----------
    n_rows, n_done : rows read and rows with a range.
    problems : the first flawed rows, with file and line.
    """

    n_rows: int
    n_done: int
    problems: tuple[Problem, ...]


def range_table(source: str, target: str) -> RangeReport:
    """Range of every car of a table file; columns as in ``car_columns.csv``.

    Labels and test results in the table are carried through and never read.

    Raises
    ------
    InputError
        If the table cannot be read or no row can be done; nothing is written then.
    """
    check_target(target, source)
    table = read_table(source)
    cars = read_cars(table)
    problems = dict(cars.problems)
    complete, undesigned = complete_cars(cars.given)
    results = results_in_blocks(complete, vehicle_model())
    for row in np.flatnonzero(np.isnan(results["label_range"])):
        why = "the road load is negative at some speed, or the car would gain energy"
        problems.setdefault(int(row), Problem("the car", "it has no range", why))
    if len(problems) == table.n_rows:
        raise InputError(*_placed(table, problems))
    results |= {"total_energy": complete.total_energy}
    write_table(target, _columns_out(table, problems, results, complete, undesigned))
    return RangeReport(table.n_rows, table.n_rows - len(problems), tuple(_placed(table, problems)))


def complete_cars(given: CarGiven, keys: list[str] | None = None) -> tuple[CompleteCar, Any]:
    """Cars with every number, a pack designed for each; and where no pack could be."""
    model = vehicle_model()
    n = given.total_energy.shape[0]
    first = complete_car(given, np.full(n, np.nan), model)
    recipes = [car_recipe(key) for key in keys] if keys else [car_recipe(USUAL_PACK)] * n
    inputs = pack_inputs(recipes, first.total_energy, pack_power(first.car.motor_power))
    loss = design_car_packs(inputs, pack_model()).pack.battery_loss_share
    return complete_car(given, loss, model), np.isnan(loss)


def _placed(table: Table, problems: Mapping[int, Problem]) -> list[Problem]:
    """The first problems with file and line in front."""
    first = sorted(problems)[:PROBLEMS_SHOWN]
    return [replace(problems[row], where=f"{table.place(row)}, {problems[row].where}") for row in first]


def _columns_out(
    table: Table,
    problems: Mapping[int, Problem],
    results: Mapping[str, Any],
    complete: CompleteCar,
    undesigned: Any,
) -> dict[str, Column]:
    """Columns of the table as they stood, then the results, what is estimated, and what is wrong."""
    flawed = np.isin(np.arange(table.n_rows), list(problems))
    own: dict[str, Column] = {}
    values = shown(results)
    for row in column_rows("range_columns.csv"):
        if row["name"] in values:
            heading = row["name"] if row["unit"] == "1" else f"{row['name']} [{row['unit']}]"
            spread = np.broadcast_to(values[row["name"]], flawed.shape)
            own[heading] = as_column(np.where(flawed, np.nan, spread))
    masks = dict(named_arrays(complete.estimated))
    texts = [
        None if flawed[row] else _told(masks, row, undesigned=bool(undesigned[row]))
        for row in range(table.n_rows)
    ]
    own[ESTIMATED_HEADING] = pa.array(texts, type=pa.string())
    if problems:
        said = [str(problems[row]) if row in problems else None for row in range(table.n_rows)]
        own[PROBLEM_HEADING] = pa.array(said, type=pa.string())
    kept = {
        name: column for name, column in table.columns.items() if name not in own and name != PROBLEM_HEADING
    }
    return {**kept, **own}


def _told(masks: Mapping[str, Any], row: int, *, undesigned: bool) -> str:
    words = [word for name, word in ESTIMATES.items() if masks[name][row]]
    return "; ".join([*words, DESIGN_ESTIMATE] if undesigned else words)
