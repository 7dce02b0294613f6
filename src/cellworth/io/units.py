"""Text with unit at the door, a plain number in the canonical unit everywhere after."""

import math
import operator
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

__all__ = ["CURRENCIES", "Measured", "UnitError", "quantity", "to_canonical"]

CURRENCIES = ("USD", "JPY", "EUR", "GBP", "CNY", "KRW")

SPELLINGS = (
    *CURRENCIES,
    *("Wh", "kWh", "MWh", "GWh", "W", "kW", "MW", "GW", "A", "Ah", "mAh", "V", "mV"),
    *("kg", "g", "mg", "t", "L", "mL", "m", "km", "cm", "mm", "um", "nm", "mi"),
    *("year", "month", "day", "h", "min", "s", "pack", "million", "billion", "thousand"),
)
"""Usual units as they are written, to tell what was meant by a wrong letter."""

LARGEST, MOST_TIMES = 1e18, 1e6
"""Above all the money and energy of the world, in any of the canonical units; and of a number without one."""

OTHER_NAMES = {
    "$": "USD",
    "dollar": "USD",
    "dollars": "USD",
    "€": "EUR",
    "euro": "EUR",
    "euros": "EUR",
    "¥": "JPY",
    "yen": "JPY",
    "£": "GBP",
    "hour": "h",
    "hours": "h",
    "percent": "%",
    "tonnes": "t",
}

_TEXT = re.compile(r"\s*([+-]?[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)\s*([^\s0-9].*|1/.*)?\s*$")


class UnitError(ValueError):
    """A text is not a number in the wanted unit; says why and what would be right."""

    def __init__(self, why: str, instead: str) -> None:
        super().__init__(f"{why}; {instead}")
        self.why = why
        self.instead = instead


@cache
def _registry() -> Any:
    """Units of the package's own list; read when the first quantity is."""
    import pint

    registry: Any = pint.UnitRegistry(None)
    registry.load_definitions(
        files("cellworth").joinpath("io", "units.txt").read_text(encoding="utf-8").splitlines()
    )
    return registry


def _wanted(unit: str, text: str, *, any_currency: bool) -> str:
    """Wanted unit, in the currency of the text where any is welcome."""
    if any_currency:
        for currency in CURRENCIES[1:]:
            if re.search(rf"\b{currency}\b", text):
                return unit.replace("USD", currency)
    return unit


def to_canonical(given: Any, unit: str, *, any_currency: bool = False) -> tuple[float, str]:
    """Number of a text with unit, in `unit`.

    Parameters
    ----------
    given : text such as ``"24 kWh"``; a bare number only where the unit is ``1``.
    unit : canonical unit; several, parted by ``|``, where the kind of thing decides.
    any_currency : USD in `unit` stands for whichever currency the text names.

    Returns
    -------
    number, unit it is in

    Raises
    ------
    UnitError
        If the text is no number with unit, or the unit is of another kind.
    """
    choices = unit.split("|")
    example = " or ".join('"25 %"' if choice == "1" else f'"12.5 {choice}"' for choice in choices)
    if isinstance(given, bool) or not isinstance(given, (int, float, str)):
        raise UnitError("a number with its unit is due", f"write it as text, for example {example}")
    if not isinstance(given, str):
        if "1" in choices:
            return _sane(float(given), "1"), "1"
        raise UnitError("a bare number has no unit", f"write it as text, for example {example}")
    match = _TEXT.match(given)
    if not match or "," in given:
        why = "it does not read as a number and a unit" + (" (no commas)" * ("," in given))
        raise UnitError(why, f"write it as, for example, {example}")
    if not match[2] and "1" not in choices:
        raise UnitError("the number has no unit", f"write it as, for example, {example}")
    number, text = float(match[1]), (match[2] or "1").strip()
    return _converted(number, text, choices, any_currency, example)


def _converted(
    number: float, text: str, choices: list[str], any_currency: bool, example: str
) -> tuple[float, str]:
    import pint

    registry = _registry()
    try:
        found = registry.Quantity(number, text)
    except Exception as error:
        meant = _meant(text)
        why = f"the unit '{text}' is not known" + f", '{meant}' is" * bool(meant)
        raise UnitError(why, f"a unit of this kind is due, for example {example}") from error
    for choice in choices:
        wanted = _wanted(choice, text, any_currency=any_currency)
        try:
            number = found.to(registry.Unit("") if wanted == "1" else wanted).magnitude
            return _sane(number, wanted), wanted
        except pint.DimensionalityError:
            continue
    why = f"'{text}' is another kind of unit"
    foreign = next((currency for currency in CURRENCIES[1:] if re.search(rf"\b{currency}\b", text)), "")
    if foreign and any("USD" in choice for choice in choices):
        why += f": no rate from {foreign} to USD stands here"
    raise UnitError(why, f"it should be, for example, {example}")


def _sane(number: float, unit: str) -> float:
    """A number that can be computed with."""
    if not math.isfinite(number):
        raise UnitError("it is not a finite number", "check the number")
    if abs(number) > (MOST_TIMES if unit == "1" else LARGEST):
        raise UnitError("it is larger than anything there is", "check the number and its unit")
    return float(number)


def _meant(text: str) -> str:
    """The unit as it is usually written; empty if none is known."""
    usual = {spelling.casefold(): spelling for spelling in SPELLINGS} | OTHER_NAMES
    parts = re.split(r"([\s/*^0-9]+)", text)
    tried = "".join(usual.get(part.casefold(), part) for part in parts)
    try:
        _registry().Quantity(1.0, tried)
    except Exception:  # any text may stand there, and a unit library raises what it likes
        return ""
    return tried


@dataclass(frozen=True)
class Measured:
    """Marks a form's number: how it is read, shown and limited."""

    unit: str
    shown: str
    any_currency: bool = False
    greater: float | None = None
    at_least: float | None = None
    at_most: float | None = None

    def convert(self, raw: Any) -> Any:
        """Number of a text, or of the entry ``value`` of a table."""
        table = dict(raw) if isinstance(raw, Mapping) else None
        given = table.get("value") if table is not None else raw
        if table is not None and "value" not in table:
            raise PydanticCustomError("quantity", "no value", {"why": "a number is due", "instead": ""})
        try:
            number, unit = to_canonical(given, self.unit, any_currency=self.any_currency)
            self._refuse_outside(number, unit)
        except UnitError as error:
            context = {"why": error.why, "instead": error.instead}
            raise PydanticCustomError("quantity", "{why}; {instead}", context) from error
        if table is None:
            return number
        return {**table, "value": number, "given": str(given), "unit": unit}

    def _refuse_outside(self, number: float, unit: str) -> None:
        bounds = (
            ("above", self.greater, operator.gt),
            ("at least", self.at_least, operator.ge),
            ("at most", self.at_most, operator.le),
        )
        for word, bound, holds in bounds:
            if bound is not None and not holds(number, bound):
                limit = self._limit(bound, unit)
                raise UnitError(f"it must be {word} {limit}", "check the number and its unit")

    def _limit(self, bound: float, unit: str) -> str:
        """A limit as a person would write it; in the canonical unit where the money is another."""
        shown = self.shown if "|" not in self.unit and unit == self.unit else unit
        quantity = _registry().Quantity(bound, "" if unit == "1" else unit)
        number = float(quantity.to("" if shown == "1" else shown).magnitude)
        return f"{number:g}" if shown == "1" else f"{number:g} {shown}"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Convert first, then check the rest of the number's form."""
        return core_schema.no_info_before_validator_function(self.convert, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Unit, and unit shown, for forms made from the schema."""
        made = {**handler(schema)}
        made["unit"], made["shown"] = self.unit, self.shown
        return made


def quantity(
    unit: str,
    *,
    shown: str = "",
    any_currency: bool = False,
    gt: float | None = None,
    ge: float | None = None,
    le: float | None = None,
) -> Measured:
    """Number with a unit in the case file, canonical number everywhere after.

    Parameters
    ----------
    unit : canonical unit; limits are in it.
    shown : unit of the page; the canonical one if empty.
    any_currency : the currency of the text is kept and named beside the number.
    gt, ge, le : limits.
    """
    return Measured(unit, shown or unit, any_currency, gt, ge, le)
