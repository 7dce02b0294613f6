"""Best family by packs a year and supply price, the point of today marked."""

import math
from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.figures import amount, shown_unit
from cellworth.report.look import (
    INK,
    Channel,
    Layer,
    Size,
    axis,
    colour_of,
    field,
    frame,
    labels,
    layer,
    over_volume,
    point_of_today,
    side,
    words,
)

OPACITY = 0.4
EDGE_PX = 1.5
RIM = 0.08


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Coloured fields with their names in them, a line where the best one changes.

    Parameters
    ----------
    tables : ``fields`` with ``volume``, ``volume_end``, ``price``, ``price_end``, ``colour``; ``edges`` with
        the same four; ``names`` with ``volume``, ``price``, ``text``; ``today`` with ``volume``, ``price``,
        ``label``.
    size : outer size.
    """
    fields = list(tables["fields"].rows())
    volumes = [row[name] for row in fields for name in ("volume", "volume_end")]
    prices = [row[name] for row in fields for name in ("price", "price_end")]
    today, unit = next(tables["today"].rows()), tables["today"].column("price").unit
    x = over_volume(volumes, size)
    y = field(
        "price",
        scale={"domain": [min(prices), max(prices)], "nice": False, "zero": False},
        axis=axis(format=",d", tickCount=4 if size.narrow else 6, grid=False),
    )
    box = {"x": x, "x2": {"field": "volume_end"}, "y": y, "y2": {"field": "price_end"}}
    painted = [{**row, "colour": f"var(--{row['colour']})"} for row in fields]
    layers = [
        layer("rect", painted, {**box, "color": colour_of("colour")}, opacity=OPACITY),
        layer("rule", list(tables["edges"].rows()), box, color=INK, strokeWidth=EDGE_PX),
    ]
    layers += _names(list(tables["names"].rows()), volumes, {"x": x, "y": y})
    return frame([*layers, *_today(today, volumes, prices, x, y, size, unit)], size)


def _names(rows: list[dict[str, Any]], volumes: list[float], at: dict[str, Channel]) -> list[Layer]:
    """Names of the fields, inwards where one is near an end."""
    low, high = math.log(min(volumes)), math.log(max(volumes))
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        place = (math.log(row["volume"]) - low) / (high - low)
        align = "left" if place < RIM else "right" if place > 1 - RIM else "center"
        found.setdefault(align, []).append(row)
    return [words(own, at, align=align, fontWeight=600) for align, own in found.items()]


def _today(
    today: dict[str, Any],
    volumes: list[float],
    prices: list[float],
    x: Channel,
    y: Channel,
    size: Size,
    unit: str,
) -> list[Layer]:
    """Point of today and its words, above it in the lower half and below it in the upper."""
    numbers = (
        f"{amount(today['volume'], 'packs')} packs a year, {amount(today['price'], unit)} {shown_unit(unit)}"
    )
    lines = [today["label"]] if size.narrow else [today["label"], numbers]
    beside = side(today["volume"], volumes)
    up = today["price"] < (min(prices) + max(prices)) / 2
    first = -13 - 17 * (len(lines) - 1) if up else 13
    marks = [point_of_today([today], x, y)]
    for place, text in enumerate(lines):
        row = {**today, "text": text}
        marks.append(labels([row], {"x": x, "y": y}, dy=first + 17 * place, **beside))
    return marks
