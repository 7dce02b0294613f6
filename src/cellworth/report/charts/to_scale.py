"""Bodies drawn to one scale, side by side, with their sizes below them."""

import math
from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.look import MUTED, Layer, Size, field, frame, layer, words

GAP_PX = 24
LETTER_PX = 6.8
LINE_PX = 18
WORDS_PX = 2.6 * LINE_PX
"""Below each body: its name and its size."""
SIDE_PX = 16
UPRIGHT_PX = 12
HAND_MM = 100.0
MOST_PX = 2.5
"""Pixels a millimetre takes at most, so that one small body does not fill the page."""
SMALLER = 0.97


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Rectangles and circles on shelves, as large as the page takes, and a bar as wide as a hand.

    Parameters
    ----------
    tables : ``bodies`` with ``name``, ``width`` and ``height`` [mm] as seen, ``round`` (whether it is a
        circle of that width), ``text`` (below the name).
    size : outer size; the height follows the bodies.
    """
    rows = list(tables["bodies"].rows())
    across, upright = size.width - SIDE_PX, size.height - UPRIGHT_PX
    scale = min(MOST_PX, across / max(row["width"] for row in rows))
    placed, deep = _shelves(rows, scale, across)
    while deep > upright and scale * max(row["height"] for row in rows) > LINE_PX:
        scale *= SMALLER
        placed, deep = _shelves(rows, scale, across)
    x = field("x", axis=None, scale={"domain": [0, across / scale], "nice": False})
    y = field("y", axis=None, scale={"domain": [-deep / scale, 0], "nice": False})
    layers = [*_bodies(placed, scale, x, y), *_named(placed, scale, x, y), *_hand(scale, deep, x, y)]
    return frame(layers, Size(size.name, size.width, round(deep) + UPRIGHT_PX))


def _shelves(rows: list[dict[str, Any]], scale: float, across: float) -> tuple[list[dict[str, Any]], float]:
    """Rows with the middle and the foot of each [mm], and how deep all shelves are [px]."""
    shelves: list[list[dict[str, Any]]] = [[]]
    left = 0.0
    for row in rows:
        room = max(scale * row["width"], LETTER_PX * max(len(row["name"]), len(row["text"])))
        if left and left + room > across:
            shelves.append([])
            left = 0.0
        shelves[-1].append({**row, "x": (left + room / 2) / scale})
        left += room + GAP_PX
    placed, deep = [], 0.0
    for shelf in shelves:
        deep += scale * max(row["height"] for row in shelf)
        placed += [{**row, "y": -deep / scale} for row in shelf]
        deep += WORDS_PX
    return placed, deep + LINE_PX


def _bodies(rows: list[dict[str, Any]], scale: float, x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    style = {"color": "var(--panel)", "stroke": "var(--make)", "strokeWidth": 1.5, "opacity": 1}
    flat = [
        {
            **row,
            "x": row["x"] - row["width"] / 2,
            "end": row["x"] + row["width"] / 2,
            "top": row["y"] + row["height"],
        }
        for row in rows
        if not row["round"]
    ]
    drawn = []
    if flat:
        channels = {"x": x, "x2": {"field": "end"}, "y": y, "y2": {"field": "top"}}
        drawn.append(layer("rect", flat, channels, cornerRadius=2, **style))
    for row in rows:
        if row["round"]:
            area = math.pi / 4 * (scale * row["width"]) ** 2
            here = [{**row, "y": row["y"] + row["width"] / 2}]
            drawn.append(layer("circle", here, {"x": x, "y": y}, size=area, **style))
    return drawn


def _named(rows: list[dict[str, Any]], scale: float, x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    named = [{**row, "y": row["y"] - 0.7 * LINE_PX / scale, "text": row["name"]} for row in rows]
    sized = [{**row, "y": row["y"] - 1.6 * LINE_PX / scale} for row in rows]
    return [
        words(named, {"x": x, "y": y}, align="center", fontWeight=600),
        words(sized, {"x": x, "y": y}, align="center", color=MUTED),
    ]


def _hand(scale: float, deep: float, x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    bottom = (0.5 * LINE_PX - deep) / scale
    bar = [{"x": 0.0, "end": HAND_MM, "y": bottom}]
    told = [{"x": HAND_MM, "y": bottom, "text": "10 cm"}]
    ends = {"x": x, "x2": {"field": "end"}, "y": y}
    return [
        layer("rule", bar, ends, color="var(--ink)", strokeWidth=3),
        words(told, {"x": x, "y": y}, dx=8),
    ]
