"""Unit cost over yearly volume, with the volume of today marked."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from cellworth.report.content import Table
from cellworth.report.figures import amount
from cellworth.report.look import INK, LINE_PX, NOTE_PX, Size, axis, frame, label, layer, spread, ticks

COLOURS = {"make": "var(--make)", "buy": "var(--buy)", "other": "var(--muted)"}
DASHES = {"make": [1, 0], "buy": [6, 3], "other": [2, 2]}


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """One line per series, named at its end.

    Parameters
    ----------
    tables : ``curves`` with ``series`` (name shown), ``kind`` (make, buy, other), ``volume``, ``cost``;
        ``today`` with rows of ``volume``, ``cost`` and ``label``.
    size : outer size.
    """
    rows = list(tables["curves"].rows())
    today = list(tables["today"].rows())
    volumes = [row["volume"] for row in rows]
    top = 1.08 * max(row["cost"] for row in [*rows, *today])
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
        "cost:Q",
        scale=alt.Scale(domain=[0, top], nice=False),
        axis=axis(format=",d", tickCount=4 if size.narrow else 6),
    )
    layers = []
    names = dict.fromkeys(row["series"] for row in rows)
    for name in names:
        own = [row for row in rows if row["series"] == name]
        kind = own[0]["kind"]
        stroke = layer(own).mark_line(color=COLOURS[kind], strokeWidth=LINE_PX, strokeDash=DASHES[kind])
        layers.append(stroke.encode(x=x, y=y))
    layers += [*_ends(rows, list(names), x, y, top, size), *_today(today, x, y, volumes, size)]
    return frame(layers, size)


def _ends(
    rows: list[dict[str, Any]], names: list[str], x: alt.X, y: alt.Y, top: float, size: Size
) -> list[alt.Chart]:
    """Names at the right ends: the highest line's above it, the others' below, moved apart."""
    ends = [[row for row in rows if row["series"] == name][-1] for name in names]
    ends.sort(key=lambda row: -row["cost"])
    gap = 1.4 * NOTE_PX * top / (size.height - 60)
    wanted = [end["cost"] + (0.8 if place == 0 else -0.8) * gap for place, end in enumerate(ends)]
    parts: list[alt.Chart] = []
    for end, place in zip(ends, spread(wanted, gap), strict=True):
        parts += label({"volume": end["volume"], "cost": place, "text": end["series"]}, x, y, align="right")
    return parts


def _today(
    today: list[dict[str, Any]], x: alt.X, y: alt.Y, volumes: list[float], size: Size
) -> list[alt.Chart]:
    point = layer(today).mark_point(
        filled=True, size=130, color=INK, stroke="var(--page)", strokeWidth=2, opacity=1
    )
    marks = [point.encode(x=x, y=y)]
    for row in today:
        right_half = row["volume"] ** 2 > min(volumes) * max(volumes)
        text = row["label"] if size.narrow else f"{row['label']}: {amount(row['cost'], 'USD/kWh')} $/kWh"
        side = {"align": "right", "dx": -12} if right_half else {"align": "left", "dx": 12}
        marks += label({**row, "text": text}, x, y, dy=-10, **side)
    return marks
