"""`cellworth import`: a BatPaC workbook read, and its results beside ours."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from cellworth.core.errors import InputError, Problem

if TYPE_CHECKING:
    from cellworth.app.import_workbook import Compared, SideBySide

__all__ = ["HELP", "import_command"]

HELP = """
Read a BatPaC 5 workbook and put its stored results beside ours, battery by battery.

Inputs and results are found by sheet and label. Nothing in the workbook is executed, and its formulas are not
computed: the numbers are those it was saved with. A workbook of another version, not converged or with error
values is said so. --table writes the inputs for cellworth batch, --case as packs for a case file.

Example: cellworth import BatPaC.xlsm --table designs.csv
"""

WIDE, NARROW = 30, 12
FAR_SHOWN = 5


def import_command(
    workbook: Annotated[str, typer.Argument(metavar="WORKBOOK", help="BatPaC 5 workbook: .xlsm or .xlsx.")],
    table: Annotated[
        str, typer.Option("--table", metavar="FILE", help="Write the inputs as a table: .csv, .parquet.")
    ] = "",
    case: Annotated[
        str, typer.Option("--case", metavar="FILE", help="Write the batteries as packs of a case: .toml.")
    ] = "",
) -> None:
    """Read, compare, write."""
    from cellworth.app.import_workbook import import_workbook, write_inputs, write_packs
    from cellworth.io.table_writing import check_target
    from cellworth.io.targets import check_file

    if case:
        if not case.endswith(".toml"):
            raise InputError(Problem("--case", f"'{case}'", "a case file ends in .toml"))
        check_file(case)
    if table:
        check_target(table, workbook)
    side = import_workbook(workbook)
    _print(side)
    if table:
        write_inputs(side, table)
        print(table, file=sys.stderr)
    if case:
        left_out = write_packs(side, case)
        print(case, file=sys.stderr)
        if left_out:
            print(f"note: a case does not take {', '.join(left_out)}.", file=sys.stderr)


def _print(side: "SideBySide") -> None:
    for problem in side.problems:
        print(f"cellworth: {problem}", file=sys.stderr)
    for note in side.notes:
        print(f"warning: {note}", file=sys.stderr)
    print("".join([f"{'':{WIDE}}{'':12}", *(f"{f'Battery {n}':>{NARROW}}" for n in side.batteries)]))
    for title, lines in side.shown():
        _print_result(title, lines, side.batteries)
    _print_summary(side)


def _print_result(title: str, lines: "dict[int, Compared]", batteries: tuple[int, ...]) -> None:
    for part, name in (("stored", "workbook"), ("here", "here"), ("difference", "difference")):
        form = ".1e" if part == "difference" else ",.6g"
        cells = (format(getattr(lines[n], part), form) if n in lines else "" for n in batteries)
        line = f"{title if part == 'stored' else '':{WIDE}}{name:12}"
        print(line + "".join(f"{cell:>{NARROW}}" for cell in cells))


def _print_summary(side: "SideBySide") -> None:
    """All numbers, not only those printed."""
    from cellworth.app.import_workbook import WITHIN

    found = side.summary()
    if found is None:
        print("No stored number can be compared.")
        return
    print(
        f"\n{found.compared:,} numbers compared: median difference {found.median:.1e}, "
        f"{found.within:.2%} within {WITHIN:g}, {len(side.texts_differ)} words differ."
    )
    for entry in found.far[:FAR_SHOWN]:
        print(
            f"  {entry.column}, battery {entry.battery}: workbook {entry.stored:.6g}, "
            f"here {entry.here:.6g} ({entry.difference:+.1e})"
        )
    for column, battery, stored, here in side.texts_differ[:FAR_SHOWN]:
        print(f"  {column}, battery {battery}: workbook '{stored}', here '{here}'")
