"""A case with some of its numbers changed: in memory at once, and as a file that says only the difference.

Both are read from the same tables, so they are the same case to the last bit.
"""

import datetime
import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, get_args

import tomlkit
from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from cellworth.core.errors import InputError, Problem
from cellworth.io.case_forms import CaseForm
from cellworth.io.case_numbers import Uncertain
from cellworth.io.case_sense import sense_problems
from cellworth.io.cases import CaseFile
from cellworth.io.claim_files import without_claims
from cellworth.io.form_problems import sentence
from cellworth.io.quantity_records import QuantityNumber, quantity_numbers
from cellworth.io.spreads import MeasuredSpread
from cellworth.io.strategy_sense import strategy_sense_problems

__all__ = ["Edits", "case_text", "editable_numbers", "edited_case", "measure_of", "place_of"]

SPREADS = {
    "normal": ("mean", "sd"),
    "lognormal": ("p10", "p90"),
    "triangular": ("low", "mode", "high"),
    "pert": ("low", "mode", "high"),
    "uniform": ("low", "high"),
}
PART = "strategy"
SHORT_HASH = 8
SOURCE = "changed in the workbench"

Path = tuple[str, ...]


@dataclass(frozen=True)
class Edits:
    """What differs from a case.

    Attributes
    ----------
    values : new middle of a number, in its own unit, by key; the form of its spread stays.
    claims_off : claims that are not taken.
    risk_aversion : [1]; None as the case says.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    claims_off: tuple[str, ...] = ()
    risk_aversion: float | None = None

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.values or self.claims_off or self.risk_aversion is not None)

    @property
    def mark(self) -> str:
        """Short hash, the same whatever the order of the entries."""
        told = [sorted(self.values.items()), sorted(self.claims_off), self.risk_aversion]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:SHORT_HASH]


def editable_numbers(form: CaseForm) -> dict[str, QuantityNumber]:
    """Numbers that can be changed, by key: all that are drawn or could be, and stand for themselves."""
    return {key: entry for key, entry in quantity_numbers(form).items() if entry.number.kind != "same"}


def edited_case(case: CaseFile, edits: Edits, base: str) -> CaseFile:
    """The case with its edits, as if it were read from `case_text`.

    Parameters
    ----------
    case : as read.
    edits : Edits
    base : name the difference rests on.

    Raises
    ------
    InputError
        If a number or claim does not exist, or a value cannot be; `where` is its key.
    """
    if not edits:
        return case
    form = case.form
    if form.strategy is None:
        why = "only cases of the decision under uncertainty can be changed here"
        raise InputError(Problem("edits", f"case '{form.name}'", why, "Change its file."))
    for path, table in _tables(form, edits).items():
        form = _with_number(form, path, _read(form, path, table))
    off = _claims_off(case, edits)
    part: dict[str, Any] = {"claims_off": off}
    if edits.risk_aversion is not None:
        part["risk_aversion"] = edits.risk_aversion
    heads = {"name": _name(base, edits), "title": _title(case.form)}
    form = form.model_copy(update={**heads, PART: _part(form).model_copy(update=part)})
    problems = [*sense_problems(form), *strategy_sense_problems(form, case.evidence)]
    if problems:
        raise InputError(*problems)
    digest = hashlib.sha256(f"{base} {edits.mark}".encode()).hexdigest()
    layers = (*case.layers, (f"{heads['name']}.toml", digest))
    return replace(case, form=form, layers=layers, evidence=without_claims(case.evidence, off))


def case_text(case: CaseFile, edits: Edits, base: str, *, own: str | None = None) -> tuple[str, str]:
    """Name and text of a case file that says what differs.

    Parameters
    ----------
    case : as read.
    edits : Edits
    base : name of the shipped case it rests on, or of the uploaded one.
    own : text of an uploaded case, into which the edits are written; None to rest on `base`.

    Raises
    ------
    InputError
        As `edited_case`.
    """
    edited_case(case, edits, base)
    name = _name(base, edits)
    content: dict[str, Any] = tomllib.loads(own) if own is not None else {"base": base}
    content = {**content, "name": name, "title": _title(case.form)}
    changes: dict[Path, Any] = dict(_tables(case.form, edits))
    changes[PART, "claims_off"] = list(_claims_off(case, edits))
    if edits.risk_aversion is not None:
        changes[PART, "risk_aversion"] = edits.risk_aversion
    for path, value in changes.items():
        here = content
        for step in path[:-1]:
            here = here.setdefault(step, {})
        here[path[-1]] = value
    head = f"# {name}: {case.form.title}, with {len(edits.values)} numbers changed in the workbench.\n"
    return name, f"{head}# Run it with: cellworth run {name}.toml\n\n{tomlkit.dumps(content)}"


def _name(base: str, edits: Edits) -> str:
    return f"{base}-edit-{edits.mark}"


def _title(form: CaseForm) -> str:
    return f"{form.title}, edited"


def _part(form: CaseForm) -> Any:
    return form.strategy


def _claims_off(case: CaseFile, edits: Edits) -> tuple[str, ...]:
    """Claims not taken, those of the case before; unknown ones are refused."""
    known = [*case.evidence.claims, *_part(case.form).claims_off]
    problems = []
    for name in edits.claims_off:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            instead = f"Did you mean '{near[0]}'?" if near else ""
            problems.append(Problem("claims_off", f"'{name[:80]}'", "the case has no such claim", instead))
    if problems:
        raise InputError(*problems)
    return tuple(sorted({*_part(case.form).claims_off, *edits.claims_off}))


def _tables(form: CaseForm, edits: Edits) -> dict[Path, dict[str, Any]]:
    """Table of the case file for every number that is changed, by its place; all flaws at once."""
    known = editable_numbers(form)
    found, problems = {}, []
    for key, middle in sorted(edits.values.items()):
        entry = known.get(key)
        if entry is None:
            near = get_close_matches(key, known, n=1)
            instead = f"Did you mean '{near[0]}'?" if near else "See the inputs of the case."
            problems.append(Problem(key[:120], "no number of the case has this name", "unknown", instead))
            continue
        path = place_of(form, key)
        table = _table(entry.number, middle, measure_of(form, path), form.as_of)
        try:
            _read(form, path, table)
        except InputError as error:
            problems += error.problems
        found[path] = table
    if problems:
        raise InputError(*problems)
    return found


def _table(number: Uncertain, middle: float, measure: MeasuredSpread, as_of: datetime.date) -> dict[str, Any]:
    """A number as the case file has it, its spread moved to the new middle."""
    text = _in_unit(number.unit)
    table: dict[str, Any] = {}
    if number.kind == "fixed":
        table["value"] = text(middle)
    else:
        moved = _moved(number, middle, measure)
        table |= {key: text(value) for key, value in zip(SPREADS[number.kind], moved, strict=True)}
        table |= _own_limits(number, measure, text)
    if number.kind == "triangular":
        table["shape"] = number.kind
    table |= {key: getattr(number, key) for key in ("title", "group") if getattr(number, key)}
    if number.find_out:
        find = number.find_out
        costs = {"cost": f"{find.cost!r} USD", "months": f"{find.months!r} month"}
        table["find_out"] = {"how": find.how, **costs}
    where = f"before: {number.given}"
    return {**table, "source": SOURCE, "where": where, "grade": "D", "known_from": as_of}


def _in_unit(unit: str) -> Any:
    return lambda value: repr(float(value)) if unit == "1" else f"{float(value)!r} {unit}"


def _moved(number: Uncertain, middle: float, measure: MeasuredSpread) -> tuple[float, ...]:
    """Numbers of the distribution about a new middle: in proportion, a normal one shifted; within limits."""
    if number.kind == "normal":
        return (middle, *number.numbers[1:])
    if number.value > 0.0 and middle > 0.0:
        moved = [value * (middle / number.value) for value in number.numbers]
    else:
        moved = [value + (middle - number.value) for value in number.numbers]
    if number.kind in ("triangular", "pert"):
        moved[1] = middle
    ends = (0, len(moved) - 1)
    for place in ends:
        if measure.at_most is not None and middle <= measure.at_most:
            moved[place] = min(moved[place], measure.at_most)
        if measure.at_least is not None and middle >= measure.at_least:
            moved[place] = max(moved[place], measure.at_least)
    return tuple(moved)


def _own_limits(number: Uncertain, measure: MeasuredSpread, text: Any) -> dict[str, str]:
    """Limits that the case set tighter than the form."""
    lower = max((b for b in (measure.greater, measure.at_least) if b is not None), default=-float("inf"))
    upper = float("inf") if measure.at_most is None else measure.at_most
    found = {}
    if number.lower > lower:
        found["at_least"] = text(number.lower)
    if number.upper < upper:
        found["at_most"] = text(number.upper)
    return found


def _read(form: CaseForm, path: Path, table: Mapping[str, Any]) -> Uncertain:
    """The number of a table, as the reader of case files makes it."""
    key = ".".join(path[1:] if path[0] == PART else path)
    try:
        return Uncertain.model_validate(measure_of(form, path).convert(dict(table)))
    except PydanticCustomError as error:
        context = error.context or {}
        told = next(table[name] for name in ("value", "mode", "mean", "p10", "low") if name in table)
        why, instead = str(context.get("why", error)), str(context.get("instead", ""))
        raise InputError(Problem(key, f"{told}", why, sentence(instead))) from None


def place_of(form: CaseForm, key: str) -> Path:
    """Place of a number in the file, by its key."""
    parts = tuple(key.split("."))
    own = parts[0] in ("learning", "make") and any(True for _ in _steps(form, parts))
    return parts if own else (PART, *parts)


def _steps(form: Any, path: Path) -> Iterator[tuple[Any, str]]:
    """Holder and entry of each step to a number; nothing if it does not lead to one."""
    here, found = form, []
    for step in path:
        entry: Any = step
        if isinstance(here, Mapping):
            entry = next((key for key in here if str(key) == step), None)
            below = here.get(entry)
        else:
            below = getattr(here, step, None)
        if below is None:
            return
        found.append((here, entry))
        here = below
    yield from found


def measure_of(form: CaseForm, path: Path) -> MeasuredSpread:
    """How a number of a case is read and limited.

    Parameters
    ----------
    form : of the case.
    path : of the number in its file.
    """
    marks: Any = ()
    annotation: Any = None
    for holder, entry in _steps(form, path):
        if isinstance(holder, BaseModel):
            info = type(holder).model_fields[entry]
            annotation, marks = info.annotation, tuple(info.metadata)
        else:
            annotation, *marks = get_args(get_args(annotation)[1]) or (get_args(annotation)[1],)
    found = _mark(annotation, marks)
    if found is None:
        raise KeyError(".".join(path))
    return found


def _mark(annotation: Any, marks: Any) -> MeasuredSpread | None:
    """The mark of a number, through what may be left out."""
    for mark in (*marks, *getattr(annotation, "__metadata__", ())):
        if isinstance(mark, MeasuredSpread):
            return mark
    inner = (_mark(part, ()) for part in get_args(annotation))
    return next((mark for mark in inner if mark is not None), None)


def _with_number(form: Any, path: Path, number: Uncertain) -> Any:
    """The form with one number put in place of another."""
    head, *rest = path
    if isinstance(form, Mapping):
        key = next(key for key in form if str(key) == head)
        return {**form, key: _with_number(form[key], tuple(rest), number) if rest else number}
    below = _with_number(getattr(form, head), tuple(rest), number) if rest else number
    return form.model_copy(update={head: below})
