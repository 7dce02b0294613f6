"""Where making and where buying is cheaper: packs per year against supply price, today marked."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.figures import amount, shown_unit
from cellworth.report.look import (
    INK,
    Channel,
    Layer,
    Size,
    frame,
    from_zero,
    labels,
    layer,
    over_volume,
    point_of_today,
    side,
    words,
)

HEADROOM = 1.3


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Two coloured fields either side of the breakeven price.

    Parameters
    ----------
    tables : ``frontier`` with ``volume`` and ``price`` (breakeven supply price at that volume);
        ``today`` with one row of ``volume``, ``price``, ``label`` and perhaps ``low``, ``high``.
    size : outer size.
    """
    line = list(tables["frontier"].rows())
    today, unit = next(tables["today"].rows()), tables["today"].column("price").unit
    seen = [today["price"], *(today[name] for name in ("low", "high") if today.get(name) is not None)]
    top = HEADROOM * max([row["price"] for row in line[len(line) // 4 :]] + seen)
    x = over_volume([row["volume"] for row in line], size)
    y = from_zero("price", top, size)
    rows = [{**row, "floor": 0.0, "ceiling": top} for row in line]
    fields = [
        layer("area", rows, {"x": x, "y": y, "y2": {"field": end}}, color=colour, opacity=0.3, clip=True)
        for colour, end in (("var(--buy)", "floor"), ("var(--make)", "ceiling"))
    ]
    edge = layer("line", line, {"x": x, "y": y}, color=INK, strokeWidth=2, clip=True)
    return frame([*fields, edge, *_fields(rows, top, x, y), *_today(today, line, x, y, size, unit)], size)


def _fields(rows: list[dict[str, Any]], top: float, x: Channel, y: Channel) -> list[Layer]:
    """Names of the two fields, each in its own half, at its far edge."""
    n = len(rows)
    left, right = rows[n // 12 : n // 3 + 1], rows[-(n // 3) - 1 : n - n // 12]
    rises = rows[-1]["price"] > rows[0]["price"]
    for_make, for_buy = (left, right) if rises else (right, left)
    make = min(for_make, key=lambda row: row["price"])
    buy = max(for_buy, key=lambda row: row["price"])
    parts = []
    for row, height, text in (
        (make, 0.9 * top, "Making is cheaper"),
        (buy, 0.1 * top, "Buying is cheaper"),
    ):
        align = "right" if row in rows[n // 2 :] else "left"
        named = {"volume": row["volume"], "price": height, "text": text}
        parts.append(words([named], {"x": x, "y": y}, align=align, fontWeight=600))
    return parts


def _today(
    today: dict[str, Any], line: list[dict[str, Any]], x: Channel, y: Channel, size: Size, unit: str
) -> list[Layer]:
    """Point of today, its range of price, and its words on the roomier side of the line."""
    nearest = min(line, key=lambda row: abs(row["volume"] - today["volume"]))
    down = 1 if today["price"] < nearest["price"] else -1
    numbers = (
        f"{amount(today['volume'], 'packs')} packs a year, {amount(today['price'], unit)} {shown_unit(unit)}"
    )
    lines = [today["label"]] if size.narrow else [today["label"], numbers]
    beside = side(today["volume"], [row["volume"] for row in line])
    marks = []
    if today.get("low") is not None and today.get("high") is not None:
        ends = [{**today, "price": today["low"], "end": today["high"]}]
        channels = {"x": x, "y": y, "y2": {"field": "end"}}
        marks.append(layer("rule", ends, channels, color=INK, strokeWidth=2))
    marks.append(point_of_today([today], x, y))
    for place, text in enumerate(lines):
        row = place if down > 0 else place - len(lines) + 1
        named = [{**today, "text": text}]
        marks.append(labels(named, {"x": x, "y": y}, dy=14 * down + 17 * row, **beside))
    return marks
