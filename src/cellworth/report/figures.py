"""Figures and words as the page writes them: rounding, thousands, units, dates, a real minus sign."""

import math
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from cellworth.engine.result_money import SIGNS

__all__ = [
    "amount",
    "day",
    "money",
    "pair",
    "plain",
    "quantity",
    "rounded_ends",
    "shown_unit",
    "significant",
    "span",
    "supported",
    "upper",
    "whole_percents",
]

MINUS = "\u2212"
HARD_SPACE = "\u00a0"
NOT_KNOWN = "–"
MILLION = 1e6
BILLION = 1e9
THOUSAND = 999.5

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

_CENTS = ("JPY",)
"""Currencies whose unit is worth about a cent: they have no decimals, and four digits say enough."""
_MONEY = re.compile(r"(M?)(USD|EUR|JPY)(/kg|/kWh|/pack|/year)?")

_UNITS = {
    "count": "",
    "1": "",
    "share": "%",
    "year": "",
    "text": "",
    "date": "",
}


def plain(value: float, decimals: int = 0) -> str:
    """Number with thousands separated and a real minus sign; never minus zero."""
    if not math.isfinite(value):
        return NOT_KNOWN
    text = f"{abs(value):,.{decimals}f}"
    negative = value < 0 and any(digit in "123456789" for digit in text)
    return MINUS + text if negative else text


def significant(value: float, digits: int) -> float:
    """Value rounded to so many significant digits."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def supported(value: float, low: float | None = None, high: float | None = None) -> float:
    """Value rounded to the digits its range supports: a power of ten of which the range holds at least four.

    Without a range, three significant digits; a value that would vanish keeps one.
    """
    if low is None or high is None or not high > low:
        return significant(value, 3)
    step = 10.0 ** math.floor(math.log10((high - low) / 4.0))
    return round(value / step) * step or significant(value, 1)


def rounded_ends(low: float, high: float) -> tuple[float, float]:
    """Ends of a range with two digits of what lies between them; as they are if nothing does."""
    if not high > low:
        return low, high
    step = 10.0 ** (math.floor(math.log10(high - low)) - 1)
    return round(low / step) * step, round(high / step) * step


def whole_percents(shares: Sequence[float]) -> list[float]:
    """Shares in whole percent that add up to what all of them come to, by the largest remainder."""
    lowest = [math.floor(100.0 * share) for share in shares]
    left = round(100.0 * sum(shares)) - sum(lowest)
    by_rest = sorted(range(len(shares)), key=lambda k: lowest[k] - 100.0 * shares[k])
    more = set(by_rest[: max(left, 0)])
    return [(low + (place in more)) / 100.0 for place, low in enumerate(lowest)]


def money(value: float, currency: str = "USD") -> tuple[str, str]:
    """Large sum and its unit, M$ or bn$ for dollars: one decimal below 10, none above or for nothing."""
    size, scale = ("bn", BILLION) if abs(value) >= 0.9995 * BILLION else ("M", MILLION)
    scaled = value / scale
    return plain(scaled, 1 if 0.0 < abs(scaled) < 9.95 else 0), size + SIGNS[currency]


def day(value: date | str) -> str:
    """Date as 31 Aug 2016; a year or a month alone stays as it is."""
    if isinstance(value, date):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value


@cache
def money_parts(unit: str) -> tuple[str, str, str] | None:
    """Size, currency and what it is paid for, of a unit of money: MUSD/year is M, USD, /year; else None.

    Money per mass stays as it is written.
    """
    found = _MONEY.fullmatch(unit)
    return None if found is None or found[3] == "/kg" else (found[1], found[2], found[3] or "")


def shown_unit(unit: str) -> str:
    """Unit as the page writes it."""
    parts = money_parts(unit)
    return _UNITS.get(unit, unit) if parts is None else f"{parts[0]}{SIGNS[parts[1]]}{parts[2]}"


def amount(value: Any, unit: str, *, first_screen: bool = False) -> str:
    """One value, or a pair as a range, without its unit, rounded as its unit asks.

    Prices per kWh carry one decimal, shares whole percent on the first screen and one decimal
    below it, sums of money and counts none; a pure number keeps three significant digits.
    """
    if value is None:
        return NOT_KNOWN
    if isinstance(value, tuple):
        return " to ".join(amount(end, unit, first_screen=first_screen) for end in value)
    if unit == "date":
        return day(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) or unit == "text":
        return str(value)
    number = float(value)
    if unit == "year":
        return f"{number:.0f}"
    if unit == "share":
        return plain(100 * number, 0 if first_screen else 1)
    if (parts := money_parts(unit)) is not None:
        return _money_amount(number, *parts)
    if unit in ("1", "kWh", "GWh", "GWh/year", "MWh", "USD/kg") and math.isfinite(number):
        return _three_digits(number)
    return plain(number)


def _money_amount(number: float, size: str, currency: str, per: str) -> str:
    """Money without its unit."""
    if currency in _CENTS and abs(number) >= THOUSAND:
        number = significant(number, 4)
    if size:
        return money(MILLION * number)[0] if abs(number) < THOUSAND else plain(number)
    return plain(number, 1 if per == "/kWh" and currency not in _CENTS else 0)


def _three_digits(number: float) -> str:
    rounded = significant(number, 3)
    if rounded == round(rounded):
        return plain(rounded)
    decimals = max(0, 2 - math.floor(math.log10(abs(rounded))))
    text = plain(rounded, decimals)
    return text.rstrip("0").rstrip(".")


def pair(value: Any, unit: str, *, first_screen: bool = False) -> tuple[str, str]:
    """Number and unit apart; large sums of money in M$ or bn$."""
    parts = money_parts(unit)
    is_sum = parts is not None and not parts[0] and parts[2] in ("", "/year")
    if parts is not None and is_sum and value is not None and abs(float(value)) >= MILLION:
        number, symbol = money(float(value), parts[1])
        return number, symbol + parts[2]
    number = amount(value, unit, first_screen=first_screen)
    return number, "" if number == NOT_KNOWN else shown_unit(unit)


def quantity(value: Any, unit: str, *, first_screen: bool = False) -> str:
    """One value with its unit behind it."""
    number, symbol = pair(value, unit, first_screen=first_screen)
    return number + (symbol if symbol in ("", "%") else HARD_SPACE + symbol)


def span(low: float, high: float, unit: str, *, first_screen: bool = False) -> str:
    """Range in words: 120.0 to 140.0 $/kWh."""
    first, same = pair(low, unit, first_screen=first_screen)
    last = quantity(high, unit, first_screen=first_screen)
    if same != pair(high, unit, first_screen=first_screen)[1]:
        first = quantity(low, unit, first_screen=first_screen)
    return f"{first} to {last}"


def upper(text: str) -> str:
    """Words as a line begins; the rest stays as it is."""
    return text[:1].upper() + text[1:]
