"""Files of a case: read by name or path, laid over their base, put into a form; flaws with file and line."""

import datetime
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

from cellworth.core.errors import InputError, Problem
from cellworth.io.case_layers import fill_heads, fill_rows, merge
from cellworth.io.case_lines import line_of
from cellworth.io.form_problems import form_problems, shown
from cellworth.io.market_data import known_later, known_on
from cellworth.io.text_files import file_content, parsed_toml

__all__ = [
    "DECISION",
    "STAKES",
    "Layer",
    "Redated",
    "case_kind",
    "case_names",
    "located",
    "read_form",
    "shipped_names",
]

FormOfKind = TypeVar("FormOfKind", bound=BaseModel)
Redated: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]
"""What another day, or less hindsight, makes of a case whose layers lie over each other."""

DECISION, STAKES = "decision", "stakes"
"""Kinds of a case: make or buy, or a set of stake deals."""

START = 'Rest it on another, as base = "new-plant-2026"; cellworth new NAME writes such a file.'
"""What to do with a file that says nothing of what a case needs."""


@dataclass(frozen=True)
class Layer:
    """One file of a case: base or difference."""

    name: str
    place: str
    folder: Path | None
    raw: dict[str, Any]
    text: str
    sha256: str


def case_names(kind: str = DECISION) -> list[str]:
    """Names of the shipped cases of a kind."""
    return [name for name in shipped_names() if _kind_of_shipped(name) == kind]


@cache
def shipped_names() -> tuple[str, ...]:
    """Names of all cases shipped with the program."""
    names = [entry.name for entry in files("cellworth").joinpath("cases").iterdir()]
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def _kind_of_shipped(name: str) -> str:
    return case_kind(name)


def case_kind(name_or_path: str | Path) -> str:
    """Kind of a case: what it asks; that of its base where it names none itself.

    Raises
    ------
    InputError
        If it cannot be read, or asks what no case asks.
    """
    layers = _layers(str(name_or_path))
    kinds = [layer.raw["kind"] for layer in layers if "kind" in layer.raw]
    kind = kinds[-1] if kinds else DECISION
    if kind not in (DECISION, STAKES):
        why = f"one of '{DECISION}' or '{STAKES}' is due"
        raise InputError(located(layers, Problem("[kind]", f"found {shown(kind)}", why)))
    return str(kind)


def _read(name: str, folder: Path | None, asking: str = "") -> Layer:
    """One file: by path, beside the file that names it, or by the name of a shipped case.

    A file may carry the name of the shipped case it rests on.
    """
    path = Path(name)
    if path.suffix == ".toml":
        path = folder / path if folder and not path.is_absolute() else path
        content = file_content(path, "a case", _offer(path.stem))
        return _parsed(path.stem, str(path), path.parent, content)
    beside = folder / f"{name}.toml" if folder else None
    own_namesake = beside is not None and str(beside) == asking and name in shipped_names()
    if beside and beside.is_file() and not own_namesake:
        return _parsed(name, str(beside), folder, file_content(beside, "a case"))
    if name not in shipped_names():
        raise InputError(_no_case(name, path))
    shipped = files("cellworth").joinpath("cases", f"{name}.toml")
    return _parsed(name, f"{name}.toml", None, shipped.read_bytes())


def _no_case(name: str, path: Path) -> Problem:
    """What a name is that is no case."""
    if not name or not path.exists():
        return Problem(f"case '{name}'", "no such case", "a case is a name or a path", _offer(name))
    found = "this is a folder" if path.is_dir() else "this is a file of another kind"
    return Problem(name, found, "a case is a name or the path of a .toml file", _offer(name))


def _offer(name: str) -> str:
    if name and Path(f"{name}.toml").is_file():
        return f"Did you mean '{name}.toml'?"
    near = get_close_matches(name, shipped_names(), n=1)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Give the path of a .toml file, or one of: {', '.join(shipped_names())}."


def _parsed(name: str, place: str, folder: Path | None, content: bytes) -> Layer:
    raw, text = parsed_toml(content, place, "a case")
    return Layer(name, place, folder, raw, text, hashlib.sha256(content).hexdigest())


def _layers(name: str) -> list[Layer]:
    """The named file and its bases, base first."""
    chain: list[Layer] = []
    seen: list[str] = []
    layer = _read(name, None)
    while True:
        if layer.place in seen:
            circle = " > ".join([*seen[seen.index(layer.place) :], layer.place])
            why = "a case cannot rest on itself"
            raise InputError(
                Problem(chain[-1].place, f"base leads in a circle: {circle}", why, "Name another base.")
            )
        seen.append(layer.place)
        chain.append(layer)
        base = layer.raw.get("base", "")
        if not isinstance(base, str):
            found = f"base is {base!r}"
            raise InputError(Problem(layer.place, found, "a base is named by text", 'Write base = "name".'))
        if not base:
            return chain[::-1]
        layer = _read(base, layer.folder, layer.place)


def _day(merged: Mapping[str, Any]) -> datetime.date | None:
    given = merged.get("as_of")
    if isinstance(given, datetime.datetime):
        return given.date()
    if isinstance(given, datetime.date):
        return given
    try:
        return datetime.date.fromisoformat(str(given))
    except ValueError:
        return None


def _merged(layers: list[Layer], form: type[BaseModel]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for layer in layers:
        day = _day({**merged, **layer.raw})
        own = {
            "source": f"own assumption of case {layer.raw.get('name', layer.name)}",
            "where": layer.place,
            "grade": "D",
            "known_from": day,
        }
        merged = merge(merged, fill_heads(form, layer.raw, own if merged else None))
    return merged


def located(layers: list[Layer], problem: Problem) -> Problem:
    """A flaw with the file and line where the case says so; the last file where none does."""
    place = problem.where.partition("[")[2].partition("]")[0].split(".")
    found = [(layer.place, *line_of(layer.text, place)) for layer in reversed(layers)]
    file, line, deepest = max(found, key=lambda entry: entry[2])
    told = f"{file}, line {line}" if deepest else layers[-1].place
    return Problem(f"{told} {problem.where}".rstrip(), problem.found, problem.why, problem.instead)


def _bracketed(keys: Sequence[str]) -> str:
    """A place in a case; nothing for all of it."""
    return f"[{'.'.join(keys)}]" if keys else ""


def read_form(
    name_or_path: str | Path, form: type[FormOfKind], redated: Redated | None = None
) -> tuple[FormOfKind, list[Layer]]:
    """A case as a form of its kind, and the files it was read from, the base first.

    Parameters
    ----------
    name_or_path : of the case.
    form : of its kind.
    redated : makes another case of it, before any row of the market tables is looked up.

    Raises
    ------
    InputError
        With every flaw of form.
    """
    layers = _layers(str(name_or_path))
    merged = _merged(layers, form)
    if redated is not None:
        merged = redated(merged)
    day = _day(merged)
    if day is None and "as_of" in merged:
        why = "a date is due, as no number can be looked up without one"
        flaw = Problem("[as_of]", f"found {shown(merged['as_of'])}", why, "Write 2016-08-31, for example.")
        raise InputError(located(layers, flaw))
    row_problems: list[Problem] = []
    filled = dict(merged)
    if day is not None:
        filled, row_problems = fill_rows(merged, known_on(day), known_later(day))
    try:
        read = form.model_validate(filled)
    except ValidationError as error:
        problems = [*row_problems, *form_problems(error, filled, form, _bracketed, whole=START)]
        raise InputError(*(located(layers, problem) for problem in problems)) from error
    if row_problems:
        raise InputError(*(located(layers, problem) for problem in row_problems))
    return read, layers
