"""Layers of a case: sections' heads spread over their numbers, a difference laid over its base."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from cellworth.core.errors import InputError, Problem
from cellworth.io.case_numbers import PROVENANCE, Number
from cellworth.io.market_data import MarketRow, MarketView
from cellworth.io.spreads import is_number

__all__ = ["field_kinds", "fill_heads", "fill_rows", "merge", "numbers_of"]

LATER = "known_later"


def _kind(annotation: Any) -> tuple[str, Any]:
    """``number``, ``form`` or ``plain``, alone or as the values of a mapping (``numbers``, ``forms``)."""
    if get_origin(annotation) is Annotated:
        return _kind(get_args(annotation)[0])
    if get_origin(annotation) is dict:
        kind, form = _kind(get_args(annotation)[1])
        return (kind + "s", form) if kind != "plain" else ("plain", None)
    if isinstance(annotation, type) and issubclass(annotation, Number):
        return "number", Number
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "form", annotation
    for part in get_args(annotation):
        kind, form = _kind(part)
        if kind != "plain":
            return kind, form
    return "plain", None


def field_kinds(form: type[BaseModel]) -> dict[str, tuple[str, Any]]:
    """Fields of a form by the key used in files, with what they hold."""
    return {field.alias or name: _kind(field.annotation) for name, field in form.model_fields.items()}


def fill_heads(
    form: type[BaseModel], raw: Mapping[str, Any], own: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """One layer with the provenance of its sections written to each number.

    Parameters
    ----------
    form : of the case's kind.
    raw : a case file as read.
    own : provenance of numbers that name none; only for differences.

    Returns
    -------
    filled : the same without section heads.
    """
    return _fill(form, raw, dict(own or {}))


def _fill(form: type[BaseModel], raw: Mapping[str, Any], head: dict[str, Any]) -> dict[str, Any]:
    kinds = field_kinds(form)
    head = {**head, **{key: raw[key] for key in PROVENANCE if key in raw and key not in kinds}}
    filled: dict[str, Any] = {}
    for key, value in raw.items():
        kind, inner = kinds.get(key, ("plain", None))
        if key in PROVENANCE and key not in kinds:
            continue
        if kind == "number":
            filled[key] = _filled_number(value, head)
        elif kind == "form" and isinstance(value, Mapping):
            filled[key] = _fill(inner, value, head)
        elif kind in ("numbers", "forms") and isinstance(value, Mapping):
            filled[key] = _filled_mapping(kind, inner, value, head)
        else:
            filled[key] = value
    return filled


def _filled_mapping(kind: str, form: Any, value: Mapping[str, Any], head: dict[str, Any]) -> dict[str, Any]:
    head = {**head, **{key: value[key] for key in PROVENANCE if key in value}}
    entries = {key: entry for key, entry in value.items() if key not in PROVENANCE}
    if kind == "numbers":
        return {key: _filled_number(entry, head) for key, entry in entries.items()}
    return {
        key: _fill(form, entry, head) if isinstance(entry, Mapping) else entry
        for key, entry in entries.items()
    }


def _filled_number(value: Any, head: dict[str, Any]) -> Any:
    if not isinstance(value, Mapping):
        return {**head, "value": value}
    if "row" in value or "same_as" in value:
        return dict(value)
    return {**head, **value}


def merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """A difference laid over its base: sections entry by entry, numbers and lists as a whole."""
    merged = dict(base)
    for key, value in over.items():
        there = merged.get(key)
        both = isinstance(value, Mapping) and isinstance(there, Mapping)
        if both and not is_number(value):
            merged[key] = merge(there, value)  # type: ignore[arg-type]
        else:
            merged[key] = value
    return merged


def numbers_of(raw: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every number of a filled layer with its place."""
    if isinstance(raw, Mapping):
        if is_number(raw):
            yield path, dict(raw)
        else:
            for key, value in raw.items():
                yield from numbers_of(value, (*path, str(key)))


def fill_rows(
    raw: Mapping[str, Any], known: MarketView, later: MarketView
) -> tuple[dict[str, Any], list[Problem]]:
    """Numbers that name a row of the market tables get its source, place, grade and day.

    Numbers below ``known_later`` may only be rows known after the day of the case, all others only rows known
    by it.

    Returns
    -------
    filled, problems
    """
    problems: list[Problem] = []

    def walk(value: Any, path: tuple[str, ...]) -> Any:
        if not isinstance(value, Mapping):
            return value
        if not is_number(value):
            return {key: walk(entry, (*path, str(key))) for key, entry in value.items()}
        if "row" not in value:
            return value
        view = later if path[0].startswith(LATER) else known
        try:
            row = view.row(str(value["row"]))
        except InputError as error:
            where = f"[{'.'.join(path)}] row"
            problems.extend(Problem(where, p.found, p.why, p.instead) for p in error.problems)
            return {**_unknown(str(value["row"]), view.as_of), **value}
        return {**_of_row(row), **value}

    return {key: walk(value, (str(key),)) for key, value in raw.items()}, problems


def _of_row(row: MarketRow) -> dict[str, Any]:
    where = row.url or "row of the market tables; the address was not kept"
    return {"source": row.source, "where": where, "grade": row.grade, "known_from": row.known_from}


def _unknown(name: str, day: datetime.date) -> dict[str, Any]:
    """Lets the form be read on, so that all flaws are told at once; the case is refused anyway."""
    return {"source": name, "where": name, "grade": "E", "known_from": day}
