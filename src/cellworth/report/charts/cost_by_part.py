"""Cost by part, largest first: bars from zero with their values."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from cellworth.report.content import Table
from cellworth.report.figures import amount
from cellworth.report.look import MUTED, NOTE_PX, Size, frame, layer, words

LEADING = 3
LETTER_PX = 7.2
VALUE_PX = 100


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Horizontal bars; the three largest carry the colour of making, the rest are grey.

    Parameters
    ----------
    tables : ``parts`` with ``part``, ``cost`` and ``share``, in the order shown.
    size : outer size.
    """
    unit = tables["parts"].column("cost").unit
    rows = [
        {
            "place": place,
            "part": row["part"],
            "cost": row["cost"],
            "start": 0.0,
            "colour": "var(--make)" if place < LEADING else "var(--quiet)",
            "text": amount(row["cost"], unit) + f" ({amount(row['share'], 'share')}%)",
        }
        for place, row in enumerate(tables["parts"].rows())
    ]
    return _names_above(rows, size) if size.narrow else _names_left(rows, size)


def _names_left(rows: list[dict[str, Any]], size: Size) -> dict[str, Any]:
    """Each name to the left of its bar."""
    margin = min(LETTER_PX * max(len(row["part"]) for row in rows), 0.45 * size.width) + 8
    x, y, zero = _places(rows, margin, size.width - margin - VALUE_PX - 8)
    names = words(rows, align="right", dx=-8).encode(x=zero, y=y, text="part:N")
    height = min(size.height, int((NOTE_PX + 15) * len(rows)) + 16)
    sized = Size(size.name, size.width, height)
    return frame([*_bars(rows, x, y, zero), names], sized)


def _names_above(rows: list[dict[str, Any]], size: Size) -> dict[str, Any]:
    """Each name over its bar, for a narrow page."""
    x, y, zero = _places(rows, 0.0, size.width - VALUE_PX)
    names = words(rows, yOffset=-8).encode(x=zero, y=y, text="part:N")
    sized = Size(size.name, size.width, min(size.height, 31 * len(rows) + 12))
    return frame([*_bars(rows, x, y, zero, size=9, yOffset=6), names], sized)


def _places(rows: list[dict[str, Any]], margin: float, bar_px: float) -> tuple[alt.X, alt.Y, alt.X]:
    """Axes: length of the bar, place of the row, and the zero line."""
    top = max(row["cost"] for row in rows)
    scale = alt.Scale(domain=[-margin / bar_px * top, top], nice=False)
    return (
        alt.X("cost:Q", axis=None, scale=scale),
        alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1)),
        alt.X("start:Q", axis=None, scale=scale),
    )


def _bars(rows: list[dict[str, Any]], x: alt.X, y: alt.Y, zero: alt.X, **mark: Any) -> list[alt.Chart]:
    """Bars, the line they start from, and their values."""
    colour = alt.Color("colour:N", scale=None)
    offset = {"yOffset": mark["yOffset"]} if "yOffset" in mark else {}
    return [
        layer(rows).mark_bar(**mark).encode(x=x, x2="start:Q", y=y, color=colour),
        layer(rows[:1]).mark_rule(color=MUTED).encode(x=zero),
        words(rows, dx=6, **offset).encode(x=x, y=y, text="text:N"),
    ]
