"""Chance that each family is best, stacked, over the supply price."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.figures import amount, shown_unit
from cellworth.report.look import INK, Size, axis, colour_of, field, frame, layer, words

THIN = 0.1
"""Share below which a field is too thin for its name."""
LETTER_PX = 7.4


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Fields that add up to one at every price, named where they are widest; today's price marked.

    Parameters
    ----------
    tables : ``fields`` with ``price``, ``name``, ``colour``, ``low`` and ``high`` (of the stack); ``today``
        with one ``price``.
    size : outer size.
    """
    rows = [{**row, "colour": f"var(--{row['colour']})"} for row in tables["fields"].rows()]
    unit = tables["today"].column("price").unit
    sign = shown_unit(unit)
    prices = sorted({row["price"] for row in rows})
    x = field(
        "price",
        scale={"domain": [prices[0], prices[-1]], "nice": False, "zero": False},
        axis=axis(
            format=",d",
            grid=False,
            title=f"delivered price, {sign}",
            tickCount=5 if size.narrow else 10,
        ),
    )
    y = field(
        "low",
        scale={"domain": [0, 1], "nice": False},
        axis=axis(format="%", values=[0, 0.25, 0.5, 0.75, 1]),
    )
    channels = {
        "x": x,
        "y": y,
        "y2": {"field": "high"},
        "fill": colour_of("colour"),
        "detail": field("name", "nominal"),
    }
    today = next(tables["today"].rows())
    rule = layer("rule", [today], {"x": x}, color=INK, strokeWidth=1.5, strokeDash=[2, 3])
    text = "today" if size.narrow else f"today, {amount(today['price'], unit)} {sign}"
    right = today["price"] > (prices[0] + prices[-1]) / 2
    beside = {"align": "right", "dx": -5} if right else {"align": "left", "dx": 5}
    named = words([{**today, "text": text}], {"x": x, "y": {"value": -9}}, **beside)
    area = layer("area", rows, channels, opacity=0.6, stroke="var(--page)", strokeWidth=1)
    names = words(
        _names(rows, prices, size, today["price"]), {"x": x, "y": y}, align="center", fontWeight=600
    )
    return frame([area, rule, names, named], size)


def _names(rows: list[dict[str, Any]], prices: list[float], size: Size, today: float) -> list[dict[str, Any]]:
    """Name of each field at its widest place that leaves room for it, off today's line if there is one."""
    found = []
    pixel = (prices[-1] - prices[0]) / (size.width - 50)
    for name in dict.fromkeys(row["name"] for row in rows):
        half = 0.5 * LETTER_PX * len(name) * pixel
        own = [
            row
            for row in rows
            if row["name"] == name and prices[0] + half <= row["price"] <= prices[-1] - half
        ]
        wide = [row for row in own if row["high"] - row["low"] > THIN]
        free = [row for row in wide if abs(row["price"] - today) > half] or wide
        widest = max(free, key=lambda row: row["high"] - row["low"], default=None)
        if widest is not None:
            middle = (widest["low"] + widest["high"]) / 2
            found.append({"price": widest["price"], "low": middle, "text": name})
    return found
