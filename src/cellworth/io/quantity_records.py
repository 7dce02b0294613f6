"""Uncertain numbers of a case as quantities of the engine, claims pooled in."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel

from cellworth.engine.decision_inputs import Provenance
from cellworth.engine.scenarios.case import FindOut, Quantity
from cellworth.io.case_forms import CaseForm
from cellworth.io.case_numbers import Number, Uncertain
from cellworth.uncertainty.distributions import SCORE_OF_P90

__all__ = ["QuantityNumber", "provenance", "quantities", "quantity_numbers", "resolved", "spread_of"]

FROM_FIRST_DECISION = ("learning", "make")
PERT_SHAPE = 7.0


@dataclass(frozen=True)
class QuantityNumber:
    """An uncertain number of a case with its key and printed name."""

    key: str
    title: str
    number: Uncertain


def quantity_numbers(case: CaseForm) -> dict[str, QuantityNumber]:
    """Numbers that are drawn, by key: those of the part ``strategy``, and rates of learning and money."""
    found = list(_walk(case.strategy, (), "")) if case.strategy else []
    for name in FROM_FIRST_DECISION:
        found += _walk(getattr(case, name), (name,), name)
    return {entry.key: entry for entry in found}


def _walk(value: object, path: tuple[str, ...], title: str) -> Iterator[QuantityNumber]:
    if isinstance(value, Uncertain):
        words = path[-1].replace("_", " ")
        yield QuantityNumber(".".join(path), value.title or (f"{title}: {words}" if title else words), value)
    elif isinstance(value, BaseModel) and not isinstance(value, Number):
        inner = getattr(value, "title", "") or title
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name), (*path, name), inner)
    elif isinstance(value, dict):
        inner = title if title else path[-1].replace("_", " ")
        for key, entry in value.items():
            yield from _walk(entry, (*path, str(key)), inner)


def resolved(key: str, numbers: Mapping[str, QuantityNumber]) -> str:
    """Key of the number that is really drawn."""
    while key in numbers and numbers[key].number.kind == "same":
        key = numbers[key].number.same_as
    return key


def provenance(place: str, number: Number) -> Provenance:
    """Where a number comes from."""
    kept = ("given", "source", "where", "grade", "known_from", "row", "rule", "parents")
    return Provenance(place=place, **{name: getattr(number, name) for name in kept})


def quantities(numbers: Mapping[str, QuantityNumber], dollars: Mapping[str, float]) -> dict[str, Quantity]:
    """Quantities by key before any claim.

    Parameters
    ----------
    numbers : by key.
    dollars : USD per unit of each foreign currency.
    """
    return {key: _quantity(entry, dollars) for key, entry in numbers.items() if entry.number.kind != "same"}


def _quantity(entry: QuantityNumber, dollars: Mapping[str, float]) -> Quantity:
    number = entry.number
    currency = number.unit[:3]
    rate = dollars.get(currency, 1.0)
    find = number.find_out
    made = Quantity(
        name=entry.key,
        title=entry.title,
        unit=number.unit.replace(currency, "USD", 1) if currency in dollars else number.unit,
        kind=number.kind,
        numbers=number.numbers or (number.value,),
        lower=number.lower,
        upper=number.upper,
        group=number.group or entry.title,
        grade=number.grade,
        claims=(),
        find_out=FindOut(find.how, find.cost, find.months) if find else None,
        origin=provenance(entry.key, number),
    )
    return _scaled(made, rate)


def _scaled(made: Quantity, rate: float) -> Quantity:
    numbers = tuple(value * rate for value in made.numbers)
    return replace(made, numbers=numbers, lower=made.lower * rate, upper=made.upper * rate)


def spread_of(made: Quantity) -> tuple[float, float]:
    """Mean and standard deviation of a quantity."""
    first, *rest = made.numbers
    if made.kind == "fixed":
        return first, 0.0
    if made.kind == "normal":
        return first, rest[0]
    if made.kind == "uniform":
        return 0.5 * (first + rest[0]), (rest[0] - first) / math.sqrt(12.0)
    if made.kind == "lognormal":
        return _lognormal_moments(first, rest[0])
    low, mode, high = made.numbers
    if made.kind == "triangular":
        squares = low**2 + mode**2 + high**2 - low * mode - low * high - mode * high
        return (low + mode + high) / 3.0, math.sqrt(squares / 18.0)
    mean = (low + 4.0 * mode + high) / 6.0
    return mean, math.sqrt((mean - low) * (high - mean) / PERT_SHAPE)


def _lognormal_moments(p10: float, p90: float) -> tuple[float, float]:
    """S8."""
    location = 0.5 * (math.log(p10) + math.log(p90))
    sigma = math.log(p90 / p10) / (2.0 * SCORE_OF_P90)
    mean = math.exp(location + 0.5 * sigma**2)
    return mean, mean * math.sqrt(math.expm1(sigma**2))
