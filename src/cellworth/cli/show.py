"""`cellworth show`: a table of a run on the screen."""

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from cellworth.io.result_json import TableForm

__all__ = ["HELP", "show"]

HELP = """
Show the tables of a run, or one of them.

A run is the folder that cellworth run wrote, its JSON file, or the name of a case, which is then run.

Example: cellworth show out/nissan-aesc-2016 yearly --columns year,own_cell_cash,landed_cell_price
"""

GAP = "  "
LONGEST = 60


def show(
    run: Annotated[str, typer.Argument(metavar="RUN", help="Folder of a run, its JSON file, or a case.")],
    table: Annotated[str, typer.Argument(metavar="TABLE", help="Name of a table; none lists them.")] = "",
    columns: Annotated[str, typer.Option("--columns", help="Columns, parted by commas.")] = "",
    where: Annotated[
        list[str] | None, typer.Option("--where", metavar="COLUMN=TEXT", help="Rows; may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.", metavar=" ")] = False,
) -> None:
    """Show tables of a run."""
    from cellworth.app.show import run_tables, show_table

    tables = run_tables(run)
    if not table:
        wide = max(map(len, tables))
        for name, found in tables.items():
            print(f"{name:{wide}}  {len(found.rows):4} rows: {_listed(found)}")
        return
    wanted = [column for column in columns.split(",") if column.strip()]
    shown = show_table(tables, table, columns=wanted, where=where or [])
    if as_json:
        print(json.dumps(shown.model_dump(), indent=1, allow_nan=False, ensure_ascii=False))
        return
    print("\n".join(_lines(shown)))
    if where and not shown.rows:
        print(f"note: no row of {table} has {' and '.join(where)}.", file=sys.stderr)


def _listed(table: "TableForm") -> str:
    names = [column.name for column in table.columns]
    text = ", ".join(names[:5])
    return f"{text} and {len(names) - 5} more" if len(names) > 5 else text


def _lines(table: "TableForm") -> list[str]:
    """Columns side by side, numbers to the right, units under the names."""
    sides = []
    for place, head in enumerate(table.columns):
        values = [row[place] for row in table.rows]
        numbers = all(_is_number(value) or value is None for value in values) and any(map(_is_number, values))
        plain = head.unit == "1" or head.unit.startswith("as in")
        unit = "" if plain else f"[{head.unit}]"
        cells = [head.name, unit, *(_cell(value) for value in values)]
        wide = max(map(len, cells))
        sides.append([cell.rjust(wide) if numbers else cell.ljust(wide) for cell in cells])
    lines = [GAP.join(row).rstrip() for row in zip(*sides, strict=True)]
    return [line for place, line in enumerate(lines) if line or place != 1]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cell(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        text = f"{abs(value):,.5g}" if abs(value) < 1e5 else f"{abs(value):,.0f}"
        return f"−{text}" if value < 0 else text
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
