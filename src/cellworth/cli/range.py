"""`cellworth range`: how far a car goes with a pack, and which pack takes it as far as wanted."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cellworth.cli.wording import CASE_HELP
from cellworth.core.errors import InputError, Problem

if TYPE_CHECKING:
    from cellworth.app.range import RangeAnswer

__all__ = ["HELP", "range_of_cars"]

HELP = """
How far a car goes, by UDDS, HWFET, US06, WLTC and on the label.

With --energy for other packs (may be repeated), --range for the pack that gives a label range, --case for the
packs of a case; --table IN OUT for cars of your own, in the columns of EPA data (battery_usable_kwh, etw_lb,
coastdown_a_lbf and so on; what is empty is estimated, and said so); --score FILE for the error on the open
cars.

Example: cellworth range --vehicle leaf-2016 --energy "40 kWh" --range "250 mi"
"""

CHECKED = "Write the model's error on every open car to this file (.md)."
TABLES = "Table of cars in, table of ranges out."


def range_of_cars(
    vehicle: Annotated[str, typer.Option("--vehicle", metavar="CAR", help="A car of the package.")] = "",
    energy: Annotated[
        list[str] | None, typer.Option("--energy", metavar="kWh", help="Total energy; may be repeated.")
    ] = None,
    couple: Annotated[
        str, typer.Option("--couple", metavar="NAME", help="Electrode couple instead of the car's own.")
    ] = "",
    wanted: Annotated[str, typer.Option("--range", metavar="mi", help="Label range to be reached.")] = "",
    case: Annotated[str, typer.Option("--case", metavar="CASE", help=f"Packs of a case. {CASE_HELP}")] = "",
    table: Annotated[tuple[str, str], typer.Option("--table", metavar="IN OUT", help=TABLES)] = ("", ""),
    score: Annotated[str, typer.Option("--score", metavar="FILE", help=CHECKED)] = "",
    cars: Annotated[bool, typer.Option("--cars", help="List the cars of the package.", metavar=" ")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.", metavar=" ")] = False,
) -> None:
    """Print or write ranges."""
    ways = [bool(vehicle), bool(table[0]), bool(score), cars]
    if sum(ways) != 1:
        what = "--vehicle, --table, --score or --cars"
        raise InputError(
            Problem("range", "no one task", f"one of {what} is due", "See cellworth range --help.")
        )
    if cars:
        _list_cars()
    elif score:
        _score(score)
    elif table[0]:
        _table(*table)
    else:
        _one_car(vehicle, energy or [], couple, wanted, case, json=json)


def _list_cars() -> None:
    from cellworth.app.range import known_cars

    listed = known_cars()
    width = max(map(len, listed))
    for key, title in listed.items():
        print(f"{key:{width}}  {title}")


def _score(target: str) -> None:
    from cellworth.app.range_score import write_score
    from cellworth.io.targets import check_file

    check_file(target)
    for line in write_score(target):
        print(line)
    print(target, file=sys.stderr)


def _table(source: str, target: str) -> None:
    from cellworth.app.range_table import range_table

    report = range_table(source, target)
    for problem in report.problems:
        print(f"cellworth: {problem}", file=sys.stderr)
    print(f"{report.n_done:,} of {report.n_rows:,} rows done: {target}", file=sys.stderr)


def _one_car(vehicle: str, energies: list[str], couple: str, wanted: str, case: str, *, json: bool) -> None:
    from cellworth.app.range import car_range
    from cellworth.app.range_sheet import answer_json, sheet_lines, table_lines

    if couple and case:
        why = "each pack of a case has its own couple"
        raise InputError(Problem("--couple", "given beside --case", why, "Leave one out."))
    answer: RangeAnswer = car_range(
        vehicle, energies=energies, couple=couple or None, wanted=wanted or None, case=case or None
    )
    if json:
        print(answer_json(answer))
        return
    for line in sheet_lines(answer) if len(answer.rows) == 1 else table_lines(answer):
        print(line)
    for note in answer.notes:
        print(f"note: {note}", file=sys.stderr)
