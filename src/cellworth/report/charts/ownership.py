"""Who holds the venture before and after: a line to it from each holder, as thick as its share."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.figures import amount
from cellworth.report.look import INK, Layer, Size, colour_of, field, frame, layer, short, words

THICKEST_PX = 14
ROW_PX = 26
HOLDER = 0.0
START = {"narrow": 0.5, "wide": 0.34}
LETTERS = {"narrow": 16, "wide": 38}
END = 0.8


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Two small graphs below each other, holders to the left, the venture to the right.

    Parameters
    ----------
    tables : ``holdings`` with ``side``, ``holder``, ``share``, ``votes``, ``colour``; ``venture`` with
        ``name``.
    size : outer size.
    """
    name = next(tables["venture"].rows())["name"]
    holdings = list(tables["holdings"].rows())
    start = START[size.name]
    heads, edges, nodes, place = [], [], [], 0.0
    for side in dict.fromkeys(row["side"] for row in holdings):
        own = [row for row in holdings if row["side"] == side]
        heads.append({"at": HOLDER, "row": place, "text": side})
        middle = place + 0.5 + len(own) / 2
        for number, row in enumerate(own):
            edges.append(_edge(row, place + 1 + number, start, middle))
        nodes.append({"at": END, "row": middle, "text": name})
        place += len(own) + 1.4
    x = field("at", axis=None, scale={"domain": [0, 1], "nice": False})
    y = field("row", axis=None, scale={"domain": [place - 0.6, -0.5], "nice": False, "zero": False})
    height = min(int(ROW_PX * place) + 8, int(0.6 * size.width))
    layers = [*_lines(edges, x, y), words(heads, {"x": x, "y": y}, fontWeight=600)]
    named = [{**row, "at": HOLDER, "text": short(row["holder"], LETTERS[size.name])} for row in edges]
    layers += [
        words(named, {"x": x, "y": y}),
        layer("point", nodes, {"x": x, "y": y}, filled=True, size=160, color=INK, opacity=1),
        words(nodes, {"x": x, "y": y}, dx=14, fontWeight=600),
    ]
    return frame(layers, Size(size.name, size.width, height))


def _edge(row: dict[str, Any], place: float, start: float, middle: float) -> dict[str, Any]:
    share, votes = (amount(row[name], "share", first_screen=True) for name in ("share", "votes"))
    text = f"{share}%" if share == votes else f"{share}%, votes {votes}%"
    return {
        "holder": row["holder"],
        "at": start,
        "row": place,
        "end": END,
        "row_end": middle,
        "width": max(1.0, THICKEST_PX * row["share"]),
        "colour": f"var(--{row['colour']})",
        "text": text,
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
