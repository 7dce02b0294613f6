"""Arrow tables whose columns carry their unit and meaning, as the Parquet files of the program do."""

import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from cellworth.io.result_json import TableForm

__all__ = ["arrow_of", "unit_in_heading", "units_of_schema", "with_units"]

UNIT, MEANING = b"unit", b"meaning"
HEADING = re.compile(r"^.*\[(?P<unit>[^\[\]]*)\]\s*$")


def unit_in_heading(heading: str) -> str:
    """Unit of a heading ``name [unit]``; ``1`` where it has none."""
    found = HEADING.match(heading)
    return found["unit"].strip() if found else "1"


def with_units(table: Any, meanings: Mapping[str, str] | None = None, **units: str) -> Any:
    """The table with unit and meaning in the metadata of each column.

    Parameters
    ----------
    table : Arrow table.
    meanings : one line by column name; may be left out.
    **units : by column name; the one of the heading where none is given.
    """
    told = meanings or {}
    fields = []
    for field in table.schema:
        notes = {UNIT: units.get(field.name, unit_in_heading(field.name)).encode()}
        if told.get(field.name):
            notes[MEANING] = told[field.name].encode()
        fields.append(field.with_metadata(notes))
    return table.cast(pa.schema(fields, metadata=table.schema.metadata))


def units_of_schema(schema: Any) -> dict[str, tuple[str, str]]:
    """Unit and meaning of every column of an Arrow schema; ``1`` and an empty text where not told."""
    found = {}
    for field in schema:
        notes = field.metadata or {}
        unit = notes.get(UNIT, unit_in_heading(field.name).encode()).decode()
        found[field.name] = (unit, notes.get(MEANING, b"").decode())
    return found


def arrow_of(table: TableForm, names: list[str] | None = None) -> Any:
    """A table of a run as Arrow; a column of texts and numbers holds texts.

    Parameters
    ----------
    table : of a run.
    names : of the columns, if they are not to be called as in the table.
    """
    heads = names or [column.name for column in table.columns]
    columns = []
    for place in range(len(table.columns)):
        cells = [row[place] for row in table.rows]
        kinds = {type(cell) for cell in cells if cell is not None}
        if kinds == {int, float}:
            cells = [None if cell is None else float(cell) for cell in cells]
        elif len(kinds) > 1:
            cells = [None if cell is None else str(cell) for cell in cells]
        columns.append(pa.array(cells))
    told = dict(zip(heads, table.columns, strict=True))
    units = {name: column.unit for name, column in told.items()}
    meanings = {name: column.meaning for name, column in told.items()}
    return with_units(pa.table(columns, names=heads), meanings, **units)
