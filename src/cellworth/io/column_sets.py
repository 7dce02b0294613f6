"""Which outputs a table holds and under which headings."""

from functools import cache
from importlib.resources import files

from cellworth.core.errors import InputError, Problem
from cellworth.io.glossary import term
from cellworth.io.input_schema import column_rows, nearest

__all__ = ["COLUMN_SETS", "batpac_columns", "default_columns", "heading", "headings", "unit_of"]

COLUMN_SETS = ("cellworth", "batpac")


@cache
def default_columns() -> tuple[str, ...]:
    """Names of the outputs a table holds if nothing else is asked for."""
    return tuple(row["name"] for row in column_rows("default.csv"))


@cache
def batpac_columns() -> dict[str, str]:
    """Names of the outputs by column of the reference designs, from every mapping file."""
    found = {}
    folder = files("cellworth").joinpath("data", "columns")
    for name in sorted(entry.name for entry in folder.iterdir()):
        if name.startswith("batpac_") and name.endswith(".csv"):
            found.update({row["batpac_column"]: row["name"] for row in column_rows(name)})
    return found


def heading(name: str) -> str:
    """Heading of an output: ``name [unit]``."""
    try:
        return term(name).heading
    except KeyError:
        return name


def unit_of(name: str) -> str:
    """Unit of an output; ``1`` for a pure number or a text."""
    try:
        return term(name).unit
    except KeyError:
        return "1"


def headings(column_set: str, *, everything: bool) -> dict[str, str] | None:
    """Outputs by heading; nothing where all outputs are wanted under their own headings.

    Raises
    ------
    InputError
        If there is no such set.
    """
    if column_set not in COLUMN_SETS:
        offer = nearest(column_set, COLUMN_SETS)
        raise InputError(Problem("--columns", f"'{column_set}'", "there is no such set of columns", offer))
    if column_set == "batpac":
        return batpac_columns()
    return None if everything else {heading(name): name for name in default_columns()}
