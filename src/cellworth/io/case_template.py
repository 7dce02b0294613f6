"""A case to start from: a difference whose every line shows the base's value, to be changed one by one."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from cellworth.io.case_forms import CaseForm
from cellworth.io.case_layers import field_kinds
from cellworth.io.case_numbers import Number, Uncertain
from cellworth.io.units import Measured

__all__ = ["case_template"]

HEAD = """\
# {name}: a case that rests on {base} and says only what differs.
#
# Each line below shows a value of the base. To change it, take away the # in front and write yours; a number
# that you change counts as an assumption of your case (grade D) until you say where it comes from:
#   tax_rate = {{ value = "28 %", source = "...", where = "...", grade = "B", known_from = 2026-01-31 }}
# An uncertain number is {{ p10, p90 }}, {{ low, mode, high }}, {{ low, high }} or {{ mean, sd }}.
# `cellworth check {name}.toml` says what is wrong; `cellworth run {name}.toml` runs it.

name = "{name}"
base = "{base}"
title = {title}
question = {question}
"""

LEFT_OUT = (
    "schema",
    "kind",
    "name",
    "base",
    "title",
    "question",
    "known_later",
    "known_later_packs",
    "limits",
)
"""Said in the head, or no part of a new case."""


def case_template(name: str, base: str, form: CaseForm) -> str:
    """Text of a new case.

    Parameters
    ----------
    name : of the new case.
    base : name of the case it rests on.
    form : of that case.
    """
    title = json.dumps(f"{name}, after {form.title}", ensure_ascii=False)
    head = HEAD.format(
        name=name, base=base, title=title, question=json.dumps(form.question, ensure_ascii=False)
    )
    return head + "\n".join(_section(form, (), LEFT_OUT)) + "\n"


def _section(form: BaseModel, path: tuple[str, ...], skip: tuple[str, ...] = ()) -> Iterator[str]:
    """Plain entries first, tables after, as TOML wants it."""
    later: list[tuple[str, Any]] = []
    kinds = field_kinds(type(form))
    for key, (name, field) in zip(kinds, type(form).model_fields.items(), strict=True):
        value = getattr(form, name)
        if key in skip or value is None:
            continue
        if isinstance(value, Mapping) or (isinstance(value, BaseModel) and not isinstance(value, Number)):
            later.append((key, value))
        else:
            yield _line(key, _measured(value, field.metadata), field.description)
    for key, value in later:
        yield from _table(value, (*path, key))


def _table(value: Any, path: tuple[str, ...]) -> Iterator[str]:
    """One section, or all sections of a mapping, each with its head."""
    if isinstance(value, BaseModel):
        lines = list(_section(value, path))
        if lines:
            yield ""
            yield f"[{_joined(path)}]  # {_first(type(value).__doc__)}"
            yield from lines
    elif all(isinstance(entry, BaseModel) and not isinstance(entry, Number) for entry in value.values()):
        for key, entry in value.items():
            yield from _table(entry, (*path, str(key)))
    elif value:
        yield ""
        yield f"[{_joined(path)}]"
        for key, entry in value.items():
            yield _line(str(key), entry, None)


def _measured(value: Any, marks: list[Any]) -> Any:
    """A bare number with its unit, where one is due."""
    units = [mark.unit for mark in marks if isinstance(mark, Measured) and mark.unit != "1"]
    return f"{value:.12g} {units[0]}" if units and isinstance(value, float) else value


def _line(key: str, value: Any, told: str | None) -> str:
    comment = f"  # {told.splitlines()[0]}" if told else ""
    return f"# {_quoted(key)} = {_literal(value)}{comment}"


def _literal(value: Any) -> str:
    """TOML of a value of a form."""
    if isinstance(value, Number):
        return _number(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, bool | str | int | float):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _number(number: Number) -> str:
    if isinstance(number, Uncertain) and number.same_as:
        return f"{{ same_as = {json.dumps(number.same_as)} }}"
    if isinstance(number, Uncertain) and number.kind != "fixed":
        parts = [part.split(" ", 1) for part in number.given.split(", ")]
        spread = [f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in parts]
        shape = ['shape = "triangular"'] * (number.kind == "triangular")
        named = [f"{key} = {json.dumps(text)}" for key, text in _names(number) if text]
        return f"{{ {', '.join([*spread, *shape, *named])} }}"
    text = json.dumps(number.given, ensure_ascii=False)
    return f'{{ value = {text}, row = "{number.row}" }}' if number.row else text


def _names(number: Uncertain) -> tuple[tuple[str, str], ...]:
    return ("title", number.title), ("group", number.group)


def _joined(path: tuple[str, ...]) -> str:
    return ".".join(map(_quoted, path))


def _quoted(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() else json.dumps(key)


def _first(doc: str | None) -> str:
    return (doc or "").strip().splitlines()[0] if doc else ""
