"""Case files: read by name or path, laid over their base, checked on three floors."""

import datetime
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from cellworth.core.errors import InputError, Problem
from cellworth.io.case_forms import CaseForm
from cellworth.io.case_layers import field_kinds, fill_heads, fill_rows, merge
from cellworth.io.case_lines import line_of
from cellworth.io.case_sense import data_problems, sense_problems, warnings_of
from cellworth.io.claim_files import NO_EVIDENCE, Evidence, claims_known
from cellworth.io.market_data import known_later, known_on
from cellworth.io.spreads import SPREAD_KEYS
from cellworth.io.strategy_names import strategy_name_problems, strategy_warnings
from cellworth.io.strategy_sense import strategy_sense_problems

__all__ = ["CaseFile", "CheckedCase", "case_names", "check_case", "load_case"]


@dataclass(frozen=True)
class CaseFile:
    """A case that may be run.

    Attributes
    ----------
    form : everything the case says, base included.
    layers : name and SHA-256 of each file it was read from: claims, then the base, then what differs.
    warnings : what a reader should know; none of them stops a run.
    evidence : claims known on the day of the case.
    """

    form: CaseForm
    layers: tuple[tuple[str, str], ...]
    warnings: tuple[Problem, ...]
    evidence: Evidence = NO_EVIDENCE


@dataclass(frozen=True)
class CheckedCase:
    """What a check found.

    Attributes
    ----------
    problems : flaws of the first floor that has any; with one the case cannot be run.
    warnings : of a case that can be run.
    """

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class _Layer:
    name: str
    place: str
    folder: Path | None
    raw: dict[str, Any]
    text: str
    sha256: str


def case_names() -> list[str]:
    """Names of the cases shipped with the program."""
    folder = files("cellworth").joinpath("cases")
    return sorted(
        entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")
    )


def _read(name: str, folder: Path | None, asking: str = "") -> _Layer:
    """One file: by path, beside the file that names it, or by the name of a shipped case.

    A file may carry the name of the shipped case it rests on.
    """
    path = Path(name)
    if path.suffix == ".toml":
        path = folder / path if folder and not path.is_absolute() else path
        if not path.is_file():
            raise InputError(Problem(str(path), "no such file", "a case must be readable", _offer(path.stem)))
        return _parsed(path.stem, str(path), path.parent, path.read_bytes())
    beside = folder / f"{name}.toml" if folder else None
    own_namesake = beside is not None and str(beside) == asking and name in case_names()
    if beside and beside.is_file() and not own_namesake:
        return _parsed(name, str(beside), folder, beside.read_bytes())
    if name not in case_names():
        raise InputError(
            Problem(f"case '{name}'", "no such case", "a case is a name or a path", _offer(name))
        )
    shipped = files("cellworth").joinpath("cases", f"{name}.toml")
    return _parsed(name, f"{name}.toml", None, shipped.read_bytes())


def _offer(name: str) -> str:
    near = get_close_matches(name, case_names(), n=1)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Give the path of a .toml file, or one of: {', '.join(case_names())}."


def _parsed(name: str, place: str, folder: Path | None, content: bytes) -> _Layer:
    try:
        text = content.decode("utf-8-sig")
        raw = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise InputError(
            Problem(
                f"{place}, byte {error.start}",
                "a byte that is not UTF-8",
                "cases are UTF-8 text",
                "Save it so.",
            )
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            Problem(place, str(error), "the file is not TOML", "Correct that line; text stands in quotes.")
        ) from error
    return _Layer(name, place, folder, raw, text, hashlib.sha256(content).hexdigest())


def _layers(name: str) -> list[_Layer]:
    """The named file and its bases, base first."""
    chain: list[_Layer] = []
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


def _merged(layers: list[_Layer]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for layer in layers:
        day = _day({**merged, **layer.raw})
        own = {
            "source": f"own assumption of case {layer.raw.get('name', layer.name)}",
            "where": layer.place,
            "grade": "D",
            "known_from": day,
        }
        merged = merge(merged, fill_heads(layer.raw, own if merged else None))
    return merged


def load_case(name_or_path: str | Path) -> CaseFile:
    """Read a case and everything it rests on.

    Parameters
    ----------
    name_or_path : name of a shipped case, or path of a TOML file.

    Returns
    -------
    CaseFile

    Raises
    ------
    InputError
        With every flaw of the first floor (form, then sense, then data) that has one.
    """
    layers = _layers(str(name_or_path))
    merged = _merged(layers)
    form = _formed(merged, layers)
    evidence = claims_known(form.strategy, form.as_of) if form.strategy else NO_EVIDENCE
    problems = [*sense_problems(form), *strategy_sense_problems(form, evidence)] or [
        *data_problems(form),
        *strategy_name_problems(form, evidence),
    ]
    if problems:
        raise InputError(*(_at(layers, problem) for problem in problems))
    hashes = (*evidence.files, *((layer.place, layer.sha256) for layer in layers))
    warnings = (*warnings_of(form), *strategy_warnings(form, evidence))
    return CaseFile(form, hashes, warnings, evidence)


def check_case(name_or_path: str | Path) -> CheckedCase:
    """Flaws and warnings of a case; raises nothing."""
    try:
        return CheckedCase(problems=(), warnings=load_case(name_or_path).warnings)
    except InputError as error:
        return CheckedCase(problems=error.problems, warnings=())


def _at(layers: list[_Layer], problem: Problem) -> Problem:
    """A flaw with the file and line where the case says so; the last file where none does."""
    place = problem.where.partition("[")[2].partition("]")[0].split(".")
    found = [(layer.place, *line_of(layer.text, place)) for layer in reversed(layers)]
    file, line, deepest = max(found, key=lambda entry: entry[2])
    told = f"{file}, line {line}" if deepest else layers[-1].place
    return Problem(f"{told} {problem.where}", problem.found, problem.why, problem.instead)


def _formed(merged: Mapping[str, Any], layers: list[_Layer]) -> CaseForm:
    day = _day(merged)
    row_problems: list[Problem] = []
    filled = dict(merged)
    if day is not None:
        filled, row_problems = fill_rows(merged, known_on(day), known_later(day))
    try:
        form = CaseForm.model_validate(filled)
    except ValidationError as error:
        problems = [*row_problems, *(_form_problem(entry, filled) for entry in error.errors())]
        raise InputError(*(_at(layers, problem) for problem in problems)) from error
    if row_problems:
        raise InputError(*(_at(layers, problem) for problem in row_problems))
    return form


def _form_problem(entry: Any, raw: Mapping[str, Any]) -> Problem:
    """One flaw of form in the words of the house."""
    parts = [str(part) for part in entry["loc"] if part != "[key]"]
    where, kind = f"[{'.'.join(parts)}]", entry["type"]
    context = entry.get("ctx", {})
    if kind == "extra_forbidden":
        known = _known_keys(parts[:-1], raw)
        near = get_close_matches(parts[-1], known, n=1)
        instead = f"Did you mean '{near[0]}'?" if near else f"Known here: {', '.join(known)}."
        return Problem(
            where, f"unknown key '{parts[-1]}'", "an unknown key would be ignored silently", instead
        )
    if kind == "missing":
        return Problem(where, "nothing stands there", "this entry is needed", _need(parts[-1]))
    found = f"found {_shown(entry.get('input'))}"
    if kind == "quantity":
        return Problem(
            where, found, context["why"], f"{context['instead'][:1].upper()}{context['instead'][1:]}."
        )
    return Problem(where, found, entry["msg"][:1].lower() + entry["msg"][1:])


def _need(key: str) -> str:
    if key in ("source", "where", "grade", "known_from"):
        return "Give it with the number, or once at the head of the section."
    return ""


def _shown(given: Any) -> str:
    spread = {key: given[key] for key in SPREAD_KEYS if key in given} if isinstance(given, Mapping) else {}
    if spread:
        return ", ".join(f"{key} {value}" for key, value in spread.items())
    value = given.get("value", given) if isinstance(given, Mapping) else given
    return repr(value) if isinstance(value, str) else str(value)


def _known_keys(parts: list[str], raw: Mapping[str, Any]) -> list[str]:
    """Keys allowed at a place of a case."""
    form: type[BaseModel] = CaseForm
    path = list(parts)
    here: Any = raw
    while path:
        key = path.pop(0)
        kind, inner = field_kinds(form).get(key, ("plain", None))
        here = here.get(key) if isinstance(here, Mapping) else None
        if inner is None:
            return []
        form = inner
        if kind in ("forms", "numbers") and path:
            path.pop(0)
    return list(field_kinds(form))
