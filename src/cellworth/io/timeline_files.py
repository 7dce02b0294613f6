"""A case on another day: what was not yet known is taken out, what was known then is laid in.

A timeline file (data/timelines) holds dated layers, each a difference to the case whose numbers were known on
its day. Going back before the day of the case, every number that became known later goes: those of a market
row, those that cite a row or a claim, those of a named source. What is left are estimates of our own that
rest on nothing later; they are kept and marked. A place emptied so must be filled by a layer, or the case is
refused; a pack whose energy was not known is not offered. Going forward, layers dated after the case lie over
it.
"""

import datetime
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from cellworth.core.errors import InputError, Problem
from cellworth.io.case_forms import CaseForm
from cellworth.io.case_layers import fill_heads, merge, numbers_of
from cellworth.io.case_numbers import Form
from cellworth.io.cases import CaseFile, load_case
from cellworth.io.form_problems import formed, within
from cellworth.io.market_data import known_on
from cellworth.io.spreads import is_number
from cellworth.io.text_files import file_content, parsed_toml

__all__ = ["MARK", "Timeline", "TimelineLayer", "case_on", "load_timeline", "redated"]

OWN = "own"
"""How the source of an estimate of our own begins."""

LATER = "known_later"
OPTIONAL = ("evidence", "pledge", "strategy.accounts")
"""Sections whose entries go as a whole when one of their numbers was not known yet."""

MARK = "judged on a later day, rests on nothing known later"
"""Stands behind the reasoning of an estimate that is used before it was made."""

_ROW = re.compile(r"\b(?:aesc|supplier|price|model|plant|stake)-\d+\b")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


class LayerForm(Form):
    """A difference and the day from which it holds."""

    from_: datetime.date = Field(alias="from")
    why: str
    """What changed, in a sentence or two."""
    case: dict[str, Any] = Field(default_factory=dict)
    """Difference, written as a case is."""


class TimelineForm(Form):
    """A timeline file."""

    schema_: Literal["timeline/1"] = Field(alias="schema")
    case: str
    dates: tuple[datetime.date, ...] = Field(min_length=1)
    layers: tuple[LayerForm, ...] = ()


@dataclass(frozen=True)
class TimelineLayer:
    """A difference: day, why, and the difference with the origin of each number."""

    day: datetime.date
    why: str
    case: dict[str, Any]


@dataclass(frozen=True)
class Timeline:
    """Dates of a case and what was known by each.

    Attributes
    ----------
    case : name of the case. dates : in order. layers : by day. file : name and SHA-256.
    """

    case: str
    dates: tuple[datetime.date, ...]
    layers: tuple[TimelineLayer, ...]
    file: tuple[str, str]


def load_timeline(name_or_path: str) -> Timeline:
    """A timeline by the name of its case, or by path.

    Raises
    ------
    InputError
        If there is none, or a layer holds a number known later than its day.
    """
    place, content = _content(name_or_path)
    raw, _ = parsed_toml(content, place, "a timeline")
    form = formed(raw, TimelineForm, within(place))
    layers = sorted((_layer(place, entry) for entry in form.layers), key=lambda layer: layer.day)
    digest = hashlib.sha256(content).hexdigest()
    return Timeline(form.case, tuple(sorted(form.dates)), tuple(layers), (place, digest))


def _content(name_or_path: str) -> tuple[str, bytes]:
    if name_or_path.endswith(".toml"):
        return Path(name_or_path).name, file_content(name_or_path, "a timeline")
    folder = files("cellworth").joinpath("data", "timelines")
    known = sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir())
    if name_or_path not in known:
        instead = f"Known: {', '.join(known)}; or give a file of your own with --layers."
        raise InputError(Problem(f"case '{name_or_path}'", "it has no timeline", "", instead))
    place = f"data/timelines/{name_or_path}.toml"
    return place, folder.joinpath(f"{name_or_path}.toml").read_bytes()


def _layer(place: str, form: LayerForm) -> TimelineLayer:
    own = {"source": "own estimate", "where": form.why, "grade": "D", "known_from": form.from_}
    filled = fill_heads(CaseForm, form.case, own)
    flaws = []
    for path, number in numbers_of(filled):
        day = _row_day(str(number["row"])) if "row" in number else number.get("known_from", form.from_)
        if day > form.from_:
            why = f"this layer holds from {form.from_}"
            flaws.append(
                Problem(f"{place} [{'.'.join(path)}]", f"known from {day}", why, "Use a later layer.")
            )
    if flaws:
        raise InputError(*flaws)
    return TimelineLayer(form.from_, form.why, filled)


def case_on(name_or_path: str, day: datetime.date, timeline: Timeline) -> CaseFile:
    """A case as it would have been on another day.

    Raises
    ------
    InputError
        If a number that is needed was not known then and no layer has one that was.
    """
    return load_case(name_or_path, lambda raw: redated(raw, day, timeline))


def redated(raw: Mapping[str, Any], day: datetime.date, timeline: Timeline) -> dict[str, Any]:
    """The raw case on another day; on its own day the case without what it shows as known later.

    Parameters
    ----------
    raw : layers of a case over each other, with the origin of each number.
    day : wanted.
    timeline : its layers.
    """
    own_day = raw["as_of"]
    found = {key: value for key, value in raw.items() if not key.startswith(LATER)}
    if day == own_day:
        return found
    if day < own_day:
        found = _known(found, day)
    for layer in timeline.layers:
        if layer.day > day or (day > own_day and layer.day <= own_day):
            continue
        found = merge(found, _newest(layer.case, found, layer.day))
    packs = {name: pack for name, pack in found["packs"].items() if "energy" in pack}
    return _moved({**found, "packs": packs}, own_day, day)


def _known(raw: dict[str, Any], day: datetime.date) -> dict[str, Any]:
    """Without numbers that were not known on a day, and without entries that hang on one."""
    said = _claim_days(tuple(raw.get("strategy", {}).get("claims_from", ())))
    emptied: set[tuple[str, ...]] = set()

    def walk(value: Any, path: tuple[str, ...]) -> Any:
        if not isinstance(value, Mapping):
            return value
        if not is_number(value):
            walked = {key: walk(entry, (*path, str(key))) for key, entry in value.items()}
            return {key: entry for key, entry in walked.items() if entry is not None}
        kept = _number_on(value, day, said)
        if kept is None:
            emptied.update(_optional(path))
        return kept

    found = walk(raw, ())
    for place in emptied:
        found = _without(found, place)
    claims = found.get("strategy", {}).get("claims", {})
    for name, claim in claims.items():
        if claim["known_from"] > day:
            found = _without(found, ("strategy", "claims", name))
    return dict(found)


def _optional(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Entry that goes with a number."""
    for section in OPTIONAL:
        parts = tuple(section.split("."))
        if path[: len(parts)] == parts:
            yield parts if section == "pledge" else path[: len(parts) + 1]


def _number_on(
    number: Mapping[str, Any], day: datetime.date, said: Mapping[str, datetime.date]
) -> dict[str, Any] | None:
    """The number if it was known on a day, or could have been judged then; else nothing."""
    if "same_as" in number:
        return dict(number)
    if "row" in number:
        return dict(number) if _row_day(str(number["row"])) <= day else None
    if number["known_from"] <= day:
        return dict(number)
    basis = _basis(number, said)
    if basis is not None:
        return {**number, "known_from": basis} if basis <= day else None
    if not str(number["source"]).startswith(OWN):
        return None
    return {**number, "known_from": day, "where": f"{number['where']}; {MARK}"}


def _basis(number: Mapping[str, Any], said: Mapping[str, datetime.date]) -> datetime.date | None:
    """Latest day of the rows and claims a number cites; nothing if it cites none."""
    text = " ".join([str(number.get("where", "")), str(number.get("rule", "")), *number.get("parents", ())])
    days = [_row_day(name) for name in _ROW.findall(text)]
    for inside in _IN_BRACKETS.findall(text):
        days += [said[word] for word in re.split(r"[^\w]+", inside) if word in said]
    return max(days, default=None)


def _row_day(name: str) -> datetime.date:
    """Day of a market row; the last there is for one that does not exist, so that it is refused later."""
    row = known_on(datetime.date.max).rows.get(name)
    return row.known_from if row else datetime.date.max


@cache
def _claim_days(names: tuple[str, ...]) -> dict[str, datetime.date]:
    """Day of each claim of the shipped files."""
    found: dict[str, datetime.date] = {}
    for name in names:
        path = files("cellworth").joinpath("data", "claims", f"{name}.toml")
        if path.is_file():
            claims = tomllib.loads(path.read_text(encoding="utf-8"))["claims"]
            found |= {key: claim["known_from"] for key, claim in claims.items()}
    return found


def _newest(over: Mapping[str, Any], base: Mapping[str, Any], day: datetime.date) -> dict[str, Any]:
    """The difference without numbers of which the case already has one that became known after its day."""
    found = {}
    for key, value in over.items():
        there = base.get(key)
        if isinstance(value, Mapping) and isinstance(there, Mapping):
            if not is_number(value):
                found[key] = _newest(value, there, day)
                continue
            if _is_newer(there, day):
                continue
        found[key] = value
    return found


def _is_newer(number: Mapping[str, Any], day: datetime.date) -> bool:
    if MARK in str(number.get("where", "")) or "same_as" in number:
        return False
    known = _row_day(str(number["row"])) if "row" in number else number["known_from"]
    return bool(known > day)


def _without(raw: Mapping[str, Any], place: tuple[str, ...]) -> dict[str, Any]:
    """Without one place; the same if it is not there."""
    first, *rest = place
    if first not in raw:
        return dict(raw)
    if not rest:
        return {key: value for key, value in raw.items() if key != first}
    return {**raw, first: _without(raw[first], tuple(rest))}


def _moved(raw: dict[str, Any], old: datetime.date, new: datetime.date) -> dict[str, Any]:
    """Day, axis and years of acting moved together, so that every date looks as far ahead."""
    years = new.year - old.year
    found = {**raw, "as_of": new, "years": {**raw["years"], "today": new.year}}
    part = dict(found["strategy"])
    part["years"] = {key: year + years for key, year in part["years"].items()}
    part["menu"] = {name: _later_way(way, years) for name, way in part["menu"].items()}
    return {**found, "strategy": part}


def _later_way(way: Mapping[str, Any], years: int) -> dict[str, Any]:
    """A way to go that acts some years later, its share by year too."""
    moved = dict(way)
    if "start_year" in way:
        moved["start_year"] = way["start_year"] + years
    share = way.get("supplier_share")
    if isinstance(share, Mapping) and not is_number(share):
        moved["supplier_share"] = {str(int(year) + years): given for year, given in share.items()}
    return moved
