"""How outputs follow from their parents: formulas for people, which no model reads."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = [
    "FIRST_BOOK",
    "FULL_BOOK",
    "FUNCTIONS",
    "Relation",
    "formula_parents",
    "relation",
    "relation_names",
]

FIRST_BOOK, FULL_BOOK = "first_decision", "strategies"
"""Files of relations of the results of a case."""

FUNCTIONS = frozenset({"sum", "max", "min", "ceil", "floor", "sqrt", "where", "exp"})
"""Words in a formula that are no names; ``sum(name)`` adds all parts of a name."""

NAME = re.compile(r"sum\((\w+)\)|(?<![\w.])([A-Za-z_]\w*(?:\.\w+)?)")


@dataclass(frozen=True)
class Relation:
    """How one output follows.

    Attributes
    ----------
    name : of the output.
    formula : of its parents; empty where it has none in a line.
    words : the same in words.
    parents : names; ``a|b`` for the first that is given, ``name.*`` for all parts of a name,
        ``table:path`` for a whole table.
    equation : id on a theory page.
    """

    name: str
    formula: str
    words: str
    parents: tuple[str, ...]
    equation: str


def formula_parents(formula: str) -> tuple[str, ...]:
    """Names in a formula, in order; a sum stands as ``name.*``."""
    found = []
    for match in NAME.finditer(formula):
        summed, name = match.groups()
        if summed:
            found.append(f"{summed}.*")
        elif name not in FUNCTIONS:
            found.append(name)
    return tuple(dict.fromkeys(found))


@cache
def _entries(book: str) -> dict[str, Any]:
    path = files("cellworth").joinpath("data", "explain", f"{book}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def _books(books: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Entries by full name; TOML nests what stands behind a dot without quotes."""
    return {name: entry for book in books for name, entry in _entries(book).items()}


def relation_names(*books: str) -> tuple[str, ...]:
    """Names and patterns of some books."""
    return tuple(_books(books))


def relation(name: str, *books: str, parity: bool = False) -> Relation | None:
    """Relation of an output, or None where none is written.

    Parameters
    ----------
    name : of the output.
    books : files of relations, the first that has the name rules.
    parity : whether the published method is followed with its quirks.
    """
    entries = _books(books)
    if name in entries:
        return _made(name, entries[name], parity)
    stem, _, part = name.partition(".")
    pattern = f"{stem}.*"
    if not part or pattern not in entries:
        return None
    texts = {key: _with_part(value, part) for key, value in entries[pattern].items()}
    return _made(name, texts, parity)


def _with_part(value: Any, part: str) -> Any:
    if isinstance(value, list):
        return [entry.replace(".*", f".{part}") for entry in value]
    return value.replace(".*", f".{part}")


def _made(name: str, entry: Mapping[str, Any], parity: bool) -> Relation:
    formula = entry.get("parity", "") if parity else ""
    formula = formula or entry.get("formula", "")
    parents = formula_parents(formula) if formula else tuple(entry.get("parents", ()))
    return Relation(name, formula, entry.get("words", ""), parents, entry["equation"])
