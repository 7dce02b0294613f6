"""What differs between two runs in the words of the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from cellworth.app.compare import Comparison, InputChange, ResultChange
from cellworth.report.decision.reading import word
from cellworth.report.figures import quantity, upper
from cellworth.report.strategies.reading import titled

__all__ = ["compared_tables"]

SHOWN = 12
"""Letters of a hash that are shown."""
CHANCES = ("chance", "chance_error", "deal_chance")
NONE = "–"


def compared_tables(found: Comparison) -> list[dict[str, Any]]:
    """Tables of what differs, numbers as they are written on the page; empty if nothing does.

    Parameters
    ----------
    found : of two runs in folders.

    Returns
    -------
    tables : caption, columns with ``title`` and ``numeric``, rows of words.
    """
    titles = found.titles
    answered = {each.name for each in found.answer}
    numbers = [each for each in found.headline if each.name not in answered]
    inputs = [_input(each) for each in found.inputs]
    tables = (
        _table("Answer", ("", "First", "Second"), [_line(each, titles) for each in found.answer]),
        _table(
            "Numbers", ("", "First", "Second", "Change"), [_number(each) for each in numbers], numeric=True
        ),
        _table("Inputs", ("Place in the case", "First", "Second", "Source, first", "Source, second"), inputs),
        _table("Versions", ("", "First", "Second"), [_line(each, titles) for each in found.manifest]),
    )
    return [table for table in tables if table["rows"]]


def _table(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: bool = False
) -> dict[str, Any]:
    columns = [{"title": head, "numeric": numeric and place > 0} for place, head in enumerate(heads)]
    return {"caption": caption, "columns": columns, "rows": [list(row) for row in rows]}


def _line(each: ResultChange, titles: Mapping[str, str]) -> tuple[str, ...]:
    return _named(each.name), *(_said(each, side, titles) for side in (each.first, each.second))


def _named(name: str) -> str:
    return word("results", name)


def _said(each: ResultChange, value: Any, titles: Mapping[str, str]) -> str:
    """A side in words: families and strategies by their titles, chances in percent, hashes cut short."""
    if value is None:
        return NONE
    if each.name in ("family", "next_best"):
        return word("families", str(value))
    if each.name == "strategy":
        return upper(titled(titles.get(str(value), str(value))))
    if isinstance(value, list | tuple):
        return " ".join(map(str, value)) or NONE
    if each.name in CHANCES:
        return quantity(value, "share")
    text = str(value)
    is_hash = each.name.endswith("sha256") or each.name.startswith("table ")
    return f"{text[:SHOWN]}…" if is_hash and len(text) > SHOWN else text


def _number(each: ResultChange) -> tuple[str, ...]:
    """A number of the first page on both sides, and how far it moved."""
    unit = "share" if each.name in CHANCES else each.unit
    sides = tuple(NONE if side is None else quantity(side, unit) for side in (each.first, each.second))
    if each.first is None or each.second is None:
        return _named(each.name), *sides, NONE
    change = each.second - each.first
    return _named(each.name), *sides, ("+" if change > 0 else "") + quantity(change, unit)


def _input(each: InputChange) -> tuple[str, ...]:
    sides = (each.first, each.second, each.first_source, each.second_source)
    return each.place, *(NONE if side is None else side for side in sides)
