"""Cost by part, largest first: bars from zero with their values."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.figures import amount
from cellworth.report.look import (
    LETTER_PX,
    MUTED,
    NOTE_PX,
    Channel,
    Layer,
    Size,
    colour_of,
    field,
    frame,
    lanes,
    layer,
    words,
)

LEADING = 3
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
    x, y, zero = _places(rows, margin)
    names = words([{**row, "text": row["part"]} for row in rows], {"x": zero, "y": y}, align="right", dx=-8)
    height = min(size.height, int((NOTE_PX + 15) * len(rows)) + 16)
    sized = Size(size.name, size.width, height)
    return frame([*_bars(rows, x, y, zero), names], sized)


def _names_above(rows: list[dict[str, Any]], size: Size) -> dict[str, Any]:
    """Each name over its bar, for a narrow page."""
    x, y, zero = _places(rows, 0.0)
    names = words([{**row, "text": row["part"]} for row in rows], {"x": zero, "y": y}, yOffset=-8, dx=4)
    sized = Size(size.name, size.width, min(size.height, 31 * len(rows) + 12))
    return frame([*_bars(rows, x, y, zero, size=9, yOffset=6), names], sized)


def _places(rows: list[dict[str, Any]], margin: float) -> tuple[Channel, Channel, Channel]:
    """Axes: length of the bar, place of the row, and the zero line."""
    top = max(row["cost"] for row in rows)
    scale = lanes(0.0, top, left=margin, right=VALUE_PX)
    return (
        field("cost", axis=None, scale=scale),
        field("place", "ordinal", axis=None, scale={"paddingInner": 0.25, "paddingOuter": 0.1}),
        field("start", axis=None, scale=scale),
    )


def _bars(rows: list[dict[str, Any]], x: Channel, y: Channel, zero: Channel, **style: Any) -> list[Layer]:
    """Bars, the line they start from, and their values."""
    offset = {"yOffset": style["yOffset"]} if "yOffset" in style else {}
    return [
        layer("bar", rows, {"x": x, "x2": {"field": "start"}, "y": y, "color": colour_of("colour")}, **style),
        layer("rule", rows[:1], {"x": zero}, color=MUTED),
        words(rows, {"x": x, "y": y}, dx=6, **offset),
    ]
