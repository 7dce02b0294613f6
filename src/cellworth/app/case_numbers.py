"""Numbers of a case by their place: as leaves of a tree, and one of them changed."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from cellworth.app.explain_tree import Leaf, Node
from cellworth.io.case_numbers import Number
from cellworth.io.case_sense import numbers

__all__ = ["case_node", "numbers_by_place", "with_factor"]

LATER = "known_later"


def numbers_by_place(form: BaseModel) -> dict[str, Number]:
    """Every number the case computes with, by its place; what became known later is left out."""
    return {place: number for place, number in numbers(form) if not place.startswith(LATER)}


def case_node(place: str, number: Number) -> Node:
    """A number of the case by itself."""
    leaf = Leaf(
        kind="case number",
        given=number.given,
        source=number.source,
        where=number.rule or number.where,
        grade=number.grade,
        known=f"known from {number.known_from.isoformat()}",
        place=f"case, {place}" + (f", row {number.row}" if number.row else ""),
        upper=1.0 if number.unit == "1" and number.value <= 1.0 else None,
        may_change=number.value == number.value,
    )
    return Node(place, number.value, number.unit, "", "", "", "", "", leaf, ())


def with_factor(form: Any, place: str, factor: float) -> Any:
    """The form with one number multiplied; its words stay.

    Parameters
    ----------
    form : of a case, or a part of it.
    place : of the number, as `numbers_by_place` has it.
    factor : of its value.
    """
    head, _, rest = place.partition(".")
    if isinstance(form, Mapping):
        key = next(key for key in form if str(key) == head)
        return {**form, key: _multiplied(form[key], rest, factor)}
    return form.model_copy(update={head: _multiplied(getattr(form, head), rest, factor)})


def _multiplied(value: Any, rest: str, factor: float) -> Any:
    if not rest and isinstance(value, Number):
        return value.model_copy(update={"value": value.value * factor})
    return with_factor(value, rest, factor)
