"""Where making and where buying is cheaper: packs per year against supply price, today marked."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from cellworth.report.content import Table
from cellworth.report.figures import amount
from cellworth.report.look import INK, Size, axis, frame, label, layer, ticks, words


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Two coloured fields either side of the breakeven price.

    Parameters
    ----------
    tables : ``frontier`` with ``volume`` and ``price`` (breakeven supply price at that volume);
        ``today`` with one row of ``volume``, ``price``, ``label`` and perhaps ``low``, ``high``.
    size : outer size.
    """
    line = list(tables["frontier"].rows())
    today = next(tables["today"].rows())
    volumes = [row["volume"] for row in line]
    top = 1.1 * max([row["price"] for row in line] + [today["price"], today.get("high") or 0.0])
    x = alt.X(
        "volume:Q",
        scale=alt.Scale(type="log", domain=[min(volumes), max(volumes)], nice=False),
        axis=axis(
            values=ticks(min(volumes), max(volumes), 4 if size.narrow else 8),
            format=",d",
            grid=False,
            title="packs a year",
            labelFlush=True,
        ),
    )
    y = alt.Y(
        "price:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=axis(format=",d", tickCount=4 if size.narrow else 6),
    )
    rows = [{**row, "floor": 0.0, "ceiling": top} for row in line]
    buy = layer(rows).mark_area(color="var(--buy)", opacity=0.3).encode(x=x, y=y, y2="floor:Q")
    make = layer(rows).mark_area(color="var(--make)", opacity=0.3).encode(x=x, y=y, y2="ceiling:Q")
    edge = layer(rows).mark_line(color=INK, strokeWidth=2).encode(x=x, y=y)
    layers = [buy, make, edge, *_field_names(line, top, x, y, size), *_today(today, line, x, y, size)]
    return frame(layers, size)


def _field_names(line: list[dict[str, Any]], top: float, x: alt.X, y: alt.Y, size: Size) -> list[alt.Chart]:
    """Names of the two fields, each where its field is tall."""
    n = len(line)
    right = line[n - 1 - n // 12]
    left = line[n // 12]
    make_y = right["price"] + 0.55 * (top - right["price"])
    buy_y = 0.35 * left["price"]
    bold = {"fontSize": 16, "fontWeight": 600}
    made = {
        "volume": right["volume"],
        "price": make_y,
        "text": "Make" if size.narrow else "Making is cheaper",
    }
    bought = {"volume": left["volume"], "price": buy_y, "text": "Buy" if size.narrow else "Buying is cheaper"}
    return [
        words([made], align="right", **bold).encode(x=x, y=y, text="text:N"),
        words([bought], **bold).encode(x=x, y=y, text="text:N"),
    ]


def _today(
    today: dict[str, Any], line: list[dict[str, Any]], x: alt.X, y: alt.Y, size: Size
) -> list[alt.Chart]:
    """Point of today, its range of price, and its words on the roomier side of the line."""
    volumes = [row["volume"] for row in line]
    right_half = today["volume"] ** 2 > min(volumes) * max(volumes)
    nearest = min(line, key=lambda row: abs(row["volume"] - today["volume"]))
    down = 1 if today["price"] < nearest["price"] else -1
    numbers = f"{amount(today['volume'], 'packs')} packs a year, {amount(today['price'], 'USD/kWh')} $/kWh"
    lines = [today["label"]] if size.narrow else [today["label"], numbers]
    side = {"align": "right", "dx": -12} if right_half else {"align": "left", "dx": 12}
    marks = []
    if today.get("low") is not None and today.get("high") is not None:
        ends = [{**today, "price": today["low"], "end": today["high"]}]
        marks.append(layer(ends).mark_rule(color=INK, strokeWidth=2).encode(x=x, y=y, y2="end:Q"))
    point = layer([today]).mark_point(
        filled=True, size=130, color=INK, stroke="var(--page)", strokeWidth=2, opacity=1
    )
    marks.append(point.encode(x=x, y=y))
    for place, text in enumerate(lines):
        row = place if down > 0 else place - len(lines) + 1
        marks += label({**today, "text": text}, x, y, dy=14 * down + 17 * row, **side)
    return marks
