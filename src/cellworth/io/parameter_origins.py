"""Where each parameter of the pack model stands in the tables."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from cellworth.io.couple_tables import couple_cell
from cellworth.io.parameter_files import ParameterTable, parameter_table

__all__ = [
    "ParameterOrigin",
    "ParameterPlace",
    "parameter_origin",
    "parameter_patterns",
    "same_cell",
    "table_origin",
]

PART = "part"


@dataclass(frozen=True)
class ParameterOrigin:
    """Cell of a table, or a whole one.

    Attributes
    ----------
    table : path below the data folder.
    row, column : of the cell; empty for a whole table.
    given : as it stands there.
    unit : of the cell, where the table says it.
    factor : what the number is multiplied by before use.
    source, where, grade, as_of : of the cell, or of the table.
    upper : value the parameter may not pass; None for no limit.
    choice : input that chooses the row, empty where none does.
    """

    table: str
    row: str
    column: str
    given: str
    unit: str
    factor: float
    source: str
    where: str
    grade: str
    as_of: str
    upper: float | None = None
    choice: str = ""


@dataclass(frozen=True)
class ParameterPlace:
    """Where a parameter, or a family of them, stands: table, key column, row, column.

    ``row`` is empty where the part behind the dot, or the input ``choice``, names it; ``parts`` are rows of
    parts that are named otherwise.
    """

    table: str
    key: str
    row: str
    column: str
    factor: float
    upper: float | None
    choice: str
    parts: tuple[tuple[str, str], ...]


@cache
def parameter_patterns() -> dict[str, ParameterPlace]:
    """Place of each parameter by name; ``name.*`` where the part behind the dot is the row."""
    path = files("cellworth").joinpath("data", "explain", "parameters.toml")
    found: dict[str, ParameterPlace] = {}
    for block in tomllib.loads(path.read_text(encoding="utf-8"))["tables"]:
        named = {**{name: name for name in block.get("same", ())}, **block.get("rows", {})}
        for name, row in named.items():
            found[name] = _place(block, row, block["column"], "")
        for name, column in block.get("columns", {}).items():
            by_part = block["row"] == PART
            pattern = f"{name}.*" if by_part and "." not in name else name
            row = name.partition(".")[2] if by_part and "." in name else ""
            found[pattern] = _place(block, row, column, "" if by_part else block["row"])
    return found


def _place(block: Mapping[str, Any], row: str, column: str, choice: str) -> ParameterPlace:
    return ParameterPlace(
        table=block["table"],
        key=block["key"],
        row=row,
        column=column,
        factor=float(block.get("factor", 1.0)),
        upper=block.get("upper"),
        choice=choice,
        parts=tuple(block.get("parts", {}).items()),
    )


def same_cell(name: str) -> tuple[str, ...]:
    """Parameters that stand in the same cell, the named one first."""
    patterns = parameter_patterns()
    place = patterns.get(name)
    return (name, *(other for other, found in patterns.items() if found == place and other != name))


def parameter_origin(name: str, choices: Mapping[str, str]) -> ParameterOrigin | None:
    """Cell a parameter comes from, or None where none is known.

    Parameters
    ----------
    name : of the parameter.
    choices : texts of the inputs that choose rows (couple, vehicle, strategy, cost_option).
    """
    patterns = parameter_patterns()
    stem, _, part = name.partition(".")
    block = patterns.get(name) or patterns.get(f"{stem}.*")
    if block is None:
        return None
    row = block.row or (choices[block.choice] if block.choice else part)
    row = dict(block.parts).get(row, row)
    path, key, column = block.table, block.key, block.column
    if block.choice == "couple":
        path, key, column = couple_cell(path, key, column, row)
    table = parameter_table(path)
    cells = table.by(key).get(row)
    if cells is None:
        return None
    return ParameterOrigin(
        table=path,
        row=row,
        column=column,
        given=cells[column],
        unit=cells.get("unit") or cells.get(f"{column}_unit") or "",
        factor=block.factor,
        **_source(table, cells),
        upper=block.upper,
        choice=block.choice,
    )


def table_origin(path: str) -> ParameterOrigin:
    """A whole table."""
    table = parameter_table(path)
    return ParameterOrigin(
        table=path, row="", column="", given="", unit="", factor=1.0, upper=None, **_source(table, {})
    )


def _source(table: ParameterTable, cells: Mapping[str, Any]) -> dict[str, str]:
    """Source of a row; a column of places in the source stands behind the source of the table."""
    head = table.head
    cell_place = cells.get("source") or cells.get("source_baseline") or cells.get("source_price") or ""
    return {
        "source": head["source"],
        "where": cell_place or head.get("where", ""),
        "grade": cells.get("grade") or head["grade"],
        "as_of": head["as_of"],
    }
