"""Unit cost over yearly volume, with the volume of today marked."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.figures import amount, shown_unit
from cellworth.report.look import (
    LINE_PX,
    NOTE_PX,
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
    spread,
)

COLOURS = {"make": "var(--make)", "buy": "var(--buy)", "other": "var(--muted)"}
DASHES = {"make": [1, 0], "buy": [6, 3], "other": [2, 2]}
HEADROOM = 2.0


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """One line per series, named at its end; the steep start may leave the frame.

    Parameters
    ----------
    tables : ``curves`` with ``series`` (name shown), ``kind`` (make, buy, other), ``volume``, ``cost``;
        ``today`` with rows of ``volume``, ``cost`` and ``label``.
    size : outer size.
    """
    rows = list(tables["curves"].rows())
    today = list(tables["today"].rows())
    unit = tables["today"].column("cost").unit
    volumes = [row["volume"] for row in rows]
    series = [
        [row for row in rows if row["series"] == name]
        for name in dict.fromkeys(row["series"] for row in rows)
    ]
    highest = max(row["cost"] for row in rows)
    top = min(1.08 * highest, HEADROOM * max(row["cost"] for row in [*(own[-1] for own in series), *today]))
    x = over_volume(volumes, size)
    y = from_zero("cost", top, size)
    layers = []
    for own in series:
        kind = own[0]["kind"]
        style = {"color": COLOURS[kind], "strokeWidth": LINE_PX, "strokeDash": DASHES[kind]}
        layers.append(layer("line", own, {"x": x, "y": y}, clip=True, **style))
    layers += _names(series, max(volumes), x, y, top, size)
    layers.append(point_of_today(today, x, y))
    for row in today:
        text = (
            row["label"] if size.narrow else f"{row['label']}: {amount(row['cost'], unit)} {shown_unit(unit)}"
        )
        beside = side(row["volume"], volumes)
        layers.append(labels([{**row, "text": text}], {"x": x, "y": y}, dy=-12, **beside))
    return frame(layers, size)


def _names(
    series: list[list[dict[str, Any]]], last: float, x: Channel, y: Channel, top: float, size: Size
) -> list[Layer]:
    """Names behind lines that reach the right edge, moved apart; high up beside those that stop before."""
    gap = 1.4 * NOTE_PX * top / (size.height - 60)
    ends = [own[-1] for own in series if own[-1]["volume"] >= last]
    places = spread([end["cost"] for end in ends], gap)
    named = [{**end, "cost": at, "text": end["series"]} for end, at in zip(ends, places, strict=True)]
    parts = [labels(named, {"x": x, "y": y}, dx=8)]
    for own in series:
        if own[-1]["volume"] < last:
            high = min(own, key=lambda row: abs(row["cost"] - 0.85 * top))
            parts.append(labels([{**high, "text": high["series"]}], {"x": x, "y": y}, dx=10))
    return parts
