"""Headline price against supply price: where each party is as well off as without the deal."""

from collections.abc import Mapping
from itertools import cycle
from typing import Any

from cellworth.report.content import Table
from cellworth.report.figures import shown_unit
from cellworth.report.look import (
    BOLD_PX,
    DASHES,
    INK,
    LINE_PX,
    NOTE_PX,
    Layer,
    Size,
    axis,
    field,
    frame,
    labels,
    lanes,
    layer,
    short,
    spread,
)

NARROW_LETTERS = 18


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """One line per party, named at its end: the seller below its line, a bidder above its own.

    Parameters
    ----------
    tables : ``lines`` with ``party``, ``ours`` (whether it is the seller), ``headline`` [MUSD], ``supply``
        [USD/kWh].
    size : outer size.
    """
    rows = list(tables["lines"].rows())
    heads = [row["headline"] for row in rows]
    prices = [row["supply"] for row in rows]
    unit = shown_unit(tables["lines"].column("headline").unit)
    room = 0.08 * (max(prices) - min(prices) or 1.0)
    letters = NARROW_LETTERS if size.narrow else max(len(row["party"]) for row in rows)
    x = field(
        "headline",
        scale=lanes(min(heads), max(heads), right=BOLD_PX * letters),
        axis=axis(format=",d", tickCount=4 if size.narrow else 8, title=f"headline price, {unit}"),
    )
    y = field(
        "supply",
        scale={"domain": [min(prices) - room, max(prices) + room], "nice": False, "zero": False},
        axis=axis(format=",d", tickCount=4 if size.narrow else 6),
    )
    layers: list[Layer] = []
    ends = []
    for name, dash in zip(dict.fromkeys(row["party"] for row in rows), cycle(DASHES), strict=False):
        own = [row for row in rows if row["party"] == name]
        colour = "var(--sell)" if own[0]["ours"] else INK
        style = {"color": colour, "strokeDash": dash, "strokeWidth": LINE_PX if own[0]["ours"] else 1.5}
        layers.append(layer("line", own, {"x": x, "y": y}, **style))
        ends.append(own[-1])
    low, high = y["scale"]["domain"]
    places = spread([end["supply"] for end in ends], 1.3 * NOTE_PX * (high - low) / (size.height - 60))
    named = [
        {**end, "supply": at, "text": short(end["party"], letters)}
        for end, at in zip(ends, places, strict=True)
    ]
    return frame([*layers, labels(named, {"x": x, "y": y}, dx=8)], size)
