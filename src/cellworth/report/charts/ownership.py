"""Who holds the venture before and after: a line to it from each holder, as thick as its share."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.figures import amount
from cellworth.report.look import (
    BOLD_PX,
    INK,
    LETTER_PX,
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

THICKEST_PX = 14
ROW_PX = 26
GAP_PX = 12
LEAST_PX = 60
"""Length that the lines keep; names that leave less are cut."""
NAME_LETTERS = {"narrow": 15, "wide": 30}
"""Letters of the venture's name in one line."""


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Two small graphs below each other, holders to the left, the venture to the right.

    Parameters
    ----------
    tables : ``holdings`` with ``side``, ``holder``, ``share``, ``votes``, ``colour``; ``venture`` with
        ``name``.
    size : outer size.
    """
    name = next(tables["venture"].rows())["name"]
    holdings = [{**row, "text": _held(row)} for row in tables["holdings"].rows()]
    share_px = LETTER_PX * max(len(row["text"]) for row in holdings)
    lines = wrapped(name, NAME_LETTERS[size.name])
    right = BOLD_PX * max(map(len, lines)) + 2 * GAP_PX
    room = size.width - LEAST_PX - right - share_px - 2 * GAP_PX
    letters = min(max(len(row["holder"]) for row in holdings), int(room / LETTER_PX))
    heads, edges, nodes, place = [], [], [], 0.0
    for side in dict.fromkeys(row["side"] for row in holdings):
        own = [row for row in holdings if row["side"] == side]
        heads.append({"row": place, "text": side})
        middle = place + 0.5 + len(own) / 2
        for number, row in enumerate(own):
            edges.append(_edge(row, place + 1 + number, middle))
        nodes.append({"at": 1.0, "row": middle})
        place += len(own) + 1.4
    left = LETTER_PX * letters + share_px + 2 * GAP_PX
    x = field("at", axis=None, scale=lanes(0.0, 1.0, left=left, right=right))
    y = field("row", axis=None, scale={"domain": [place - 0.6, -0.5], "nice": False, "zero": False})
    height = min(int(ROW_PX * place) + 8, int(0.6 * size.width))
    first = {"x": {"value": 0}, "y": y}
    named = [{**row, "text": short(row["holder"], letters)} for row in edges]
    layers = [
        *_lines(edges, x, y),
        words(heads, first, fontWeight=600),
        words(named, first),
        layer("point", nodes, {"x": x, "y": y}, filled=True, size=160, color=INK, opacity=1),
    ]
    for place, line in enumerate(lines):
        named = [{**row, "text": line} for row in nodes]
        down = TEXT_PX * (place - (len(lines) - 1) / 2)
        layers.append(words(named, {"x": x, "y": y}, dx=GAP_PX, dy=down, fontWeight=600))
    return frame(layers, Size(size.name, size.width, height))


def _held(row: dict[str, Any]) -> str:
    share, votes = (amount(row[name], "share", first_screen=True) for name in ("share", "votes"))
    return f"{share}%" if share == votes else f"{share}%, votes {votes}%"


def _edge(row: dict[str, Any], place: float, middle: float) -> dict[str, Any]:
    """Line from a holder to the venture."""
    return {
        "holder": row["holder"],
        "at": 0.0,
        "row": place,
        "end": 1.0,
        "row_end": middle,
        "width": max(1.0, THICKEST_PX * row["share"]),
        "colour": f"var(--{row['colour']})",
        "text": row["text"],
    }


def _lines(edges: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    channels = {
        "x": x,
        "x2": {"field": "end"},
        "y": y,
        "y2": {"field": "row_end"},
        "size": field("width", scale=None, legend=None),
        "color": colour_of("colour"),
    }
    lines = layer("rule", edges, channels, opacity=0.75)
    return [lines, words(edges, {"x": x, "y": y}, align="right", dx=-6)]
