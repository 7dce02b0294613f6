"""Uncertain numbers as a person writes them, turned into a kind of distribution and plain numbers.

- ``"145 USD/kWh"``: certain
- ``{ p10 = …, p90 = … }``: lognormal
- ``{ low = …, mode = …, high = … }``: PERT, or a triangle with ``shape = "triangular"``
- ``{ low = …, high = … }``: anything between
- ``{ mean = …, sd = … }``, or a ``value`` with an ``sd``: normal
- ``{ same_as = "…" }``: the number of another place, drawn with it
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticCustomError

from cellworth.io.units import Measured, UnitError, quantity, to_canonical

__all__ = ["SPREAD_KEYS", "MeasuredSpread", "is_number", "spread"]

SPREAD_KEYS = ("p10", "p90", "low", "mode", "high", "mean", "sd")
LIMIT_KEYS = ("at_least", "at_most")
SHAPES = ("pert", "triangular")
FORMS = "Write one number, or { p10, p90 }, { low, mode, high }, { low, high }, { mean, sd } or { same_as }"


def is_number(table: Mapping[Any, Any]) -> bool:
    """Whether a table of a case file is one number rather than a section."""
    return any(key in table for key in ("value", "same_as", *SPREAD_KEYS))


@dataclass(frozen=True)
class MeasuredSpread(Measured):
    """Marks a form's number that may be uncertain."""

    def convert(self, raw: Any) -> Any:
        """Kind, numbers and central value of a text or table."""
        if not isinstance(raw, Mapping):
            return super().convert(raw)
        table = dict(raw)
        if "same_as" in table:
            return self._same(table)
        if not any(key in table for key in SPREAD_KEYS):
            return super().convert(table)
        try:
            return self._spread(table)
        except UnitError as error:
            context = {"why": error.why, "instead": error.instead}
            raise PydanticCustomError("quantity", "{why}; {instead}", context) from error

    def _same(self, table: dict[str, Any]) -> dict[str, Any]:
        target = str(table["same_as"])
        told = {"source": "the same number", "where": target, "grade": "D", "known_from": "0001-01-01"}
        found = {"value": math.nan, "given": f"as {target}", "unit": self.unit.split("|")[0], "kind": "same"}
        return {**told, **table, **found}

    def _spread(self, table: dict[str, Any]) -> dict[str, Any]:
        given = {key: table.pop(key) for key in SPREAD_KEYS if key in table}
        if "value" in table and "mean" not in given:
            given["mean"] = table.pop("value")
        shape = str(table.pop("shape", SHAPES[0]))
        values, unit = self._values(given)
        kind, numbers, central = _distribution(values, shape)
        limits = self._limits(table, unit)
        return {
            **{key: entry for key, entry in table.items() if key not in LIMIT_KEYS},
            **limits,
            "value": central,
            "given": _told(given),
            "unit": unit,
            "kind": kind,
            "numbers": numbers,
        }

    def _values(self, given: Mapping[str, Any]) -> tuple[dict[str, float], str]:
        """Numbers by key, each within the limits of the field, all in one unit."""
        values, units = {}, set()
        for key, text in given.items():
            number, unit = to_canonical(text, self.unit, any_currency=self.any_currency)
            if key != "sd":
                self._refuse_outside(number, unit)
            elif number <= 0.0:
                raise UnitError("a spread of zero or less", "give the number alone if it is certain")
            values[key] = number
            units.add(unit)
        if len(units) > 1:
            raise UnitError(f"it mixes {' and '.join(sorted(units))}", "give all in one unit")
        return values, units.pop()

    def _limits(self, table: Mapping[str, Any], unit: str) -> dict[str, float]:
        """Where draws are cut off: the limits of the field, or tighter ones of the case."""
        bounds = [bound for bound in (self.greater, self.at_least) if bound is not None]
        lower = max(bounds, default=-math.inf)
        upper = math.inf if self.at_most is None else self.at_most
        if "at_least" in table:
            lower = max(lower, to_canonical(table["at_least"], unit, any_currency=self.any_currency)[0])
        if "at_most" in table:
            upper = min(upper, to_canonical(table["at_most"], unit, any_currency=self.any_currency)[0])
        return {"lower": lower, "upper": upper}


def _distribution(values: Mapping[str, float], shape: str) -> tuple[str, tuple[float, ...], float]:
    """Kind, numbers and central value; refuses what does not belong together."""
    keys = frozenset(values)
    if shape not in SHAPES:
        raise UnitError(f"the shape '{shape}' is not known", f"it is one of {', '.join(SHAPES)}")
    if keys == {"p10", "p90"}:
        return _lognormal(values["p10"], values["p90"])
    if keys == {"low", "mode", "high"}:
        low, mode, high = values["low"], values["mode"], values["high"]
        if not low <= mode <= high or low == high:
            raise UnitError(
                "low, mode and high are out of order", "low ≤ mode ≤ high and low < high must hold"
            )
        return shape, (low, mode, high), mode
    if keys == {"low", "high"}:
        low, high = values["low"], values["high"]
        if not low < high:
            raise UnitError("low does not lie below high", "swap them, or give one number")
        return "uniform", (low, high), 0.5 * (low + high)
    if keys == {"mean", "sd"}:
        return "normal", (values["mean"], values["sd"]), values["mean"]
    raise UnitError(f"{' and '.join(sorted(keys))} do not make a distribution", FORMS)


def _lognormal(p10: float, p90: float) -> tuple[str, tuple[float, ...], float]:
    if p10 > p90:
        raise UnitError("p10 stands above p90", "swap them: one draw in ten lies below p10")
    if p10 <= 0.0:
        raise UnitError(
            "p10 and p90 make a lognormal, which is above zero", "use { mean, sd } or { low, high }"
        )
    if p10 == p90:
        raise UnitError("p10 and p90 are the same", "give one number if it is certain")
    return "lognormal", (p10, p90), math.sqrt(p10 * p90)


def _told(given: Mapping[str, Any]) -> str:
    """The spread in one line, as written."""
    return ", ".join(f"{key} {text}" for key, text in given.items())


def spread(
    unit: str,
    *,
    shown: str = "",
    any_currency: bool = False,
    gt: float | None = None,
    ge: float | None = None,
    le: float | None = None,
) -> MeasuredSpread:
    """A number that may be uncertain; arguments as of `quantity`."""
    plain = quantity(unit, shown=shown, any_currency=any_currency, gt=gt, ge=ge, le=le)
    return MeasuredSpread(
        plain.unit, plain.shown, plain.any_currency, plain.greater, plain.at_least, plain.at_most
    )
