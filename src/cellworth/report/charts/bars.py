"""Bars from zero, largest first, with their words behind them."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.look import MUTED, NOTE_PX, Layer, Size, colour_of, field, frame, layer, words

LETTER_PX = 7.4
NARROW_LANE_PX = 31


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Names to the left of the bars; above them, and fewer, on a narrow page.

    Parameters
    ----------
    tables : ``bars`` with ``name``, ``value``, ``text`` and ``colour``, in the order shown.
    size : outer size.
    """
    rows = [
        {**row, "place": place, "start": 0.0, "colour": f"var(--{row['colour']})"}
        for place, row in enumerate(tables["bars"].rows())
    ]
    if size.narrow:
        rows = rows[: size.height // NARROW_LANE_PX]
    tail = min(LETTER_PX * max(len(row["text"]) for row in rows) + 16, 0.4 * size.width)
    names = LETTER_PX * max(len(row["name"]) for row in rows)
    margin = 0.0 if size.narrow else min(names, 0.45 * size.width) + 8
    top = max(*(row["value"] for row in rows), 0.0) or 1.0
    low = min(*(row["value"] for row in rows), 0.0)
    scale = {"domain": [low - margin / (size.width - margin - tail) * (top - low), top], "nice": False}
    x = field("value", axis=None, scale=scale)
    y = field("place", "ordinal", axis=None, scale={"paddingInner": 0.25, "paddingOuter": 0.1})
    shift = {"yOffset": 6, "size": 9} if size.narrow else {}
    lane = NARROW_LANE_PX if size.narrow else NOTE_PX + 15
    height = min(size.height, int(0.6 * size.width), lane * len(rows) + 16)
    layers = _bars(rows, x, {**x, "field": "start"}, y, shift)
    named = [{**row, "text": row["name"]} for row in rows]
    above = {"yOffset": -8} if size.narrow else {"align": "right", "dx": -8}
    layers.append(words(named, {"x": {**x, "field": "start"}, "y": y}, **above))
    return frame(layers, Size(size.name, size.width, height))


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
        words(rows, {"x": x, "y": y}, dx=6, **offset),
    ]
