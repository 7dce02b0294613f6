"""An uploaded case is data: it is measured before it is read, and may name nothing outside the program."""

import datetime
import tomllib
from collections.abc import Mapping
from typing import Any

from cellworth.core.errors import InputError, Problem
from cellworth.io.case_files import shipped_names
from cellworth.web.settings import Limits

__all__ = ["checked_text"]

PLACE = "the case"
LONGEST_NUMBER = 400
DEEPEST_KEY = 64


def checked_text(content: bytes, limits: Limits) -> str:
    """Text of an uploaded case.

    Parameters
    ----------
    content : as it arrived, its size already limited.
    limits : depth and count of its entries.

    Raises
    ------
    InputError
        If it is not TOML in UTF-8, too deep or too large, or names a file.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        why = "cases are UTF-8 text"
        raise InputError(Problem(f"{PLACE}, byte {error.start}", "a byte that is not UTF-8", why)) from None
    _refuse_monsters(text)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        why, instead = "the file is not TOML", "Correct that line; text stands in quotes."
        raise InputError(Problem(PLACE, str(error)[:200], why, instead)) from None
    except (ValueError, RecursionError) as error:
        raise InputError(
            Problem(PLACE, str(error)[:200] or "it cannot be read", "the file is not a case")
        ) from None
    _measure(raw, limits)
    _refuse_files(raw)
    return text


def _refuse_monsters(text: str) -> None:
    """Lines whose reading alone would cost too much: keys of very many parts, endless numbers."""
    for number, line in enumerate(text.splitlines(), 1):
        key = line.partition("=")[0]
        if "#" not in key and key.count(".") > DEEPEST_KEY and '"' not in key and "'" not in key:
            why = f"a key has at most {DEEPEST_KEY} parts"
            raise InputError(Problem(f"{PLACE}, line {number}", "a key of very many parts", why))
        digits = longest = 0
        for character in line:
            digits = digits + 1 if character.isdigit() or character == "_" else 0
            longest = max(longest, digits)
        if longest > LONGEST_NUMBER:
            why = f"a number has at most {LONGEST_NUMBER} digits"
            raise InputError(Problem(f"{PLACE}, line {number}", f"{longest} digits in a row", why))


def _measure(raw: Mapping[str, Any], limits: Limits) -> None:
    """Refuse what is nested too deep or has too many entries; walks without recursion."""
    waiting: list[tuple[Any, int]] = [(raw, 0)]
    count = 0
    while waiting:
        value, depth = waiting.pop()
        count += 1
        if depth > limits.depth:
            raise InputError(
                Problem(PLACE, f"more than {limits.depth} levels", "a case is not nested so deep")
            )
        if count > limits.values:
            raise InputError(Problem(PLACE, f"more than {limits.values:,} entries", "a case has not so many"))
        if isinstance(value, Mapping):
            waiting.extend((entry, depth + 1) for entry in value.values())
        elif isinstance(value, list):
            waiting.extend((entry, depth + 1) for entry in value)
        elif not isinstance(value, str | bool | int | float | datetime.date | datetime.time):
            raise InputError(Problem(PLACE, type(value).__name__, "a case holds no such value"))


def _refuse_files(raw: Mapping[str, Any]) -> None:
    """An uploaded case rests on shipped cases and claims only; a path would lead to files of this machine."""
    base = raw.get("base")
    if base is not None and base not in shipped_names():
        why = "an uploaded case rests on a shipped one, or on none"
        instead = f"Shipped are {', '.join(shipped_names())}."
        raise InputError(Problem("base", f"{base!r}"[:120], why, instead))
    part = raw.get("strategy")
    named = [raw.get("claims_from"), part.get("claims_from") if isinstance(part, Mapping) else None]
    for names in named:
        for name in names if isinstance(names, list) else [] if names is None else [names]:
            if not isinstance(name, str) or not name.replace("-", "").replace("_", "").isalnum():
                why = "an uploaded case takes claims of the program or its own"
                instead = "Write its claims below [strategy.claims]."
                raise InputError(Problem("claims_from", f"{name!r}"[:120], why, instead))
