"""Parameter tables of the package: CSV with a head of source, grade and year."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from cellworth.core.errors import InputError, Problem

REQUIRED_HEAD = ("source", "grade", "as_of")


@dataclass(frozen=True)
class ParameterTable:
    """One parameter file.

    Attributes
    ----------
    path : place below the data folder.
    head : what holds for every row that does not say otherwise (source, grade, as_of, …).
    rows : one mapping per row, by column name; an empty cell is an empty text.
    """

    path: str
    head: dict[str, str]
    rows: tuple[dict[str, str], ...]

    def by(self, key: str) -> dict[str, dict[str, str]]:
        """Rows by the value of one column."""
        return {row[key]: row for row in self.rows}

    def values(self, key: str, value: str = "value") -> dict[str, float]:
        """Numbers of a two-column table by name; empty cells are left out."""
        return {row[key]: float(row[value]) for row in self.rows if row[value] != ""}

    def column(self, name: str, convert: Callable[[str], float] = float) -> list[float]:
        """One numeric column; an empty cell is NaN."""
        return [convert(row[name]) if row[name] != "" else float("nan") for row in self.rows]


@cache
def parameter_table(path: str) -> ParameterTable:
    """Read a table below the package's data folder, for example ``steps/process_steps.csv``.

    The file starts with head lines ``# key: value``; ``source``, ``grade`` and ``as_of`` are required.

    Raises
    ------
    InputError
        If a head line is missing.
    """
    text = files("cellworth").joinpath("data", *path.split("/")).read_text(encoding="utf-8")
    lines = text.splitlines()
    n_head = next(index for index, line in enumerate(lines) if not line.startswith("#"))
    head = {}
    for line in lines[:n_head]:
        key, _, value = line.lstrip("# ").partition(":")
        head[key.strip()] = value.strip()
    missing = [key for key in REQUIRED_HEAD if not head.get(key)]
    if missing:
        why = "each table says where its numbers come from"
        raise InputError(Problem(f"data/{path}", f"no {', '.join(missing)} in the head", why))
    return ParameterTable(path=path, head=head, rows=tuple(csv.DictReader(lines[n_head:])))
