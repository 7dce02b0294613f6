"""Numbers of a case by their place: as leaves of a tree, and one of them changed."""

import math
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from cellworth.app.explain_tree import Leaf, Node
from cellworth.engine.scenarios.case import Quantity
from cellworth.io.case_numbers import Number
from cellworth.io.case_sense import numbers
from cellworth.io.input_schema import input_definitions

__all__ = ["case_node", "number_unit", "numbers_by_place", "quantity_node", "stated_number", "with_factor"]

LATER = "known_later"

CODE = re.compile(r"\b[A-Z]{3}\b")
"""Money in a unit: the numbers of a run stand in dollars, whatever the case gives."""

UNITS = {
    "alternative_packs": "pack/year",
    "bargaining": "1",
    "capacity": "kWh/year",
    "cell_mass": "g",
    "cell_specific_energy": "Wh/kg",
    "closure": "USD",
    "collar": "1",
    "conversion": "1",
    "discount_rate": "1/year",
    "electricity_price": "USD/kWh",
    "energy": "kWh",
    "gas_price": "USD/kWh",
    "industry_announced": "kWh/year",
    "industry_capacity": "kWh/year",
    "industry_energy": "kWh/year",
    "industry_realised": "1",
    "investment": "USD",
    "margin": "1",
    "metals": "1",
    "money": "USD",
    "output_energy": "kWh/year",
    "pack_mass": "kg",
    "plant_life": "year",
    "price_factor": "1",
    "quote_weight": "1",
    "quoted": "USD/kWh",
}
"""Units of numbers that the program makes, or that a case need not state, by the last word of their place or
the one before it."""


def numbers_by_place(form: BaseModel) -> dict[str, Number]:
    """Every number the case computes with, by its place; what became known later is left out."""
    return {place: number for place, number in numbers(form) if not place.startswith(LATER)}


def number_unit(place: str, stated: Mapping[str, Number]) -> str:
    """Unit a number of a case is computed in; empty for a path of numbers of several units.

    Parameters
    ----------
    place : of the number in the records of the case; ``packs.NAME.inputs.INPUT`` for one of a design.
    stated : numbers of the case as written, by their place there.
    """
    head, _, last = place.rpartition(".")
    definition = input_definitions().get(last) if head.endswith(".inputs") else None
    if definition:
        return definition.unit
    for word in (last, head.rpartition(".")[2]):
        if word in UNITS:
            return UNITS[word]
    told = stated_number(place, stated)
    return CODE.sub("USD", told[1].unit) if told else ""


def stated_number(place: str, stated: Mapping[str, Number]) -> tuple[str, Number] | None:
    """The number of the case file that stands at a place, or the first one below it.

    Parameters
    ----------
    place, stated : as `number_unit` takes them.
    """
    for there in (place, place.replace(".inputs.", "."), f"strategy.{place}"):
        for name in stated:
            if name == there or name.startswith(f"{there}."):
                return name, stated[name]
    return None


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
        upper=_upper(number.unit, number.given, number.value),
        may_change=math.isfinite(number.value),
    )
    return Node(place, _shown(number.value), number.unit, "", "", "", "", "", leaf, ())


def _shown(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _upper(unit: str, given: str, value: float) -> float | None:
    """One for a share, which is written in percent; nothing for all else."""
    return 1.0 if unit == "1" and "%" in given and value <= 1.0 else None


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


def quantity_node(quantity: Quantity, central: float) -> Node:
    """A quantity of the decision under uncertainty by itself; its value is the median."""
    origin = quantity.origin
    claims = f"; moved by claims {', '.join(quantity.claims)}" if quantity.claims else ""
    leaf = Leaf(
        kind="case number",
        given=origin.given + claims,
        source=origin.source,
        where=origin.rule or origin.where,
        grade=quantity.grade,
        known=f"known from {origin.known_from.isoformat()}",
        place=f"case, {origin.place}" + (f", row {origin.row}" if origin.row else ""),
        upper=_upper(quantity.unit, origin.given, central),
        may_change=math.isfinite(central),
    )
    return Node(quantity.name, _shown(central), quantity.unit, quantity.title, "", "", "", "", leaf, ())
