"""Bars from zero, largest first, with their words to the right of them, and of zero."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.look import (
    LETTER_PX,
    MUTED,
    NOTE_PX,
    TEXT_PX,
    Layer,
    Size,
    colour_of,
    field,
    frame,
    lanes,
    layer,
    short,
    words,
    wrapped,
)

NARROW_LANE_PX = 31
NAME_SHARE = 0.36
"""Part of the width that names may take; longer ones go on in a second line."""


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Names to the left of the bars; above them, and fewer, on a narrow page.

    Parameters
    ----------
    tables : ``bars`` with ``name``, ``value``, ``text`` and ``colour``, in the order shown.
    size : outer size.
    """
    rows = [
        {
            **row,
            "place": place,
            "start": 0.0,
            "end": max(0.0, row["value"]),
            "colour": f"var(--{row['colour']})",
        }
        for place, row in enumerate(tables["bars"].rows())
    ]
    if size.narrow:
        rows = rows[: size.height // NARROW_LANE_PX]
    values = [0.0, *(row["value"] for row in rows)]
    letters = int((1.0 if size.narrow else NAME_SHARE) * size.width / LETTER_PX)
    names = [[short(row["name"], letters)] if size.narrow else wrapped(row["name"], letters) for row in rows]
    margin = 0.0 if size.narrow else LETTER_PX * max(len(line) for name in names for line in name) + 8
    tail = min(LETTER_PX * max(len(row["text"]) for row in rows) + 12, 0.4 * size.width)
    scale = lanes(min(values), max(values) or 1.0, left=margin, right=tail)
    x = field("value", axis=None, scale=scale)
    y = field("place", "ordinal", axis=None, scale={"paddingInner": 0.25, "paddingOuter": 0.1})
    shift = {"yOffset": 6, "size": 9} if size.narrow else {}
    lane = NARROW_LANE_PX if size.narrow else NOTE_PX + TEXT_PX * max(len(name) for name in names)
    height = min(size.height, int(0.6 * size.width), lane * len(rows) + 16)
    at = {"x": {"value": 4 if size.narrow else margin - 8}, "y": y}
    layers = _bars(rows, x, {**x, "field": "start"}, y, shift)
    for line in range(max(len(name) for name in names)):
        layers += _lines(line, rows, names, at, size)
    return frame(layers, Size(size.name, size.width, height))


def _lines(
    line: int, rows: list[dict[str, Any]], names: list[list[str]], at: dict[str, Any], size: Size
) -> list[Layer]:
    """One line of the names, above the bars where narrow; those of several lines stand about the middle."""
    style: dict[str, Any] = {"yOffset": -8} if size.narrow else {"align": "right"}
    parts = []
    for count in sorted({len(name) for name in names if len(name) > line}):
        own = [
            {**row, "text": name[line]} for row, name in zip(rows, names, strict=True) if len(name) == count
        ]
        down = {} if size.narrow else {"dy": TEXT_PX * (line - (count - 1) / 2)}
        parts.append(words(own, at, **style, **down))
    return parts


def _bars(
    rows: list[dict[str, Any]],
    x: dict[str, Any],
    zero: dict[str, Any],
    y: dict[str, Any],
    shift: dict[str, Any],
) -> list[Layer]:
    channels = {"x": x, "x2": {"field": "start"}, "y": y, "color": colour_of("colour")}
    offset = {"yOffset": shift["yOffset"]} if shift else {}
    return [
        layer("bar", rows, channels, **shift),
        layer("rule", rows[:1], {"x": zero}, color=MUTED),
        words(rows, {"x": {**x, "field": "end"}, "y": y}, dx=6, **offset),
    ]
