"""Model against evidence by year, fit or not."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.look import (
    INK,
    LINE_PX,
    MUTED,
    NOTE_PX,
    Channel,
    Layer,
    Size,
    frame,
    from_zero,
    labels,
    layer,
    over_years,
    spread,
)

COLOURS = {"make": "var(--make)", "buy": "var(--buy)"}
DASHES = ([1, 0], [6, 3], [2, 2])
SHAPES = {"about": "circle", "at most": "triangle-down", "at least": "triangle-up"}

CROSS = "M-1,-1L1,1M-1,1L1,-1"


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Model as named lines; evidence as lettered points, filled where the level was set on it.

    Parameters
    ----------
    tables : ``model`` with ``series``, ``kind`` (make, buy), ``year``, ``cost``; ``evidence`` with ``mark``
        (its letter in the table), ``year``, ``cost``, ``says`` (about, at most, at least) and ``used``;
        perhaps ``later``, with ``mark``, ``year``, ``cost``, drawn as crosses.
    size : outer size.
    """
    model = list(tables["model"].rows())
    evidence = list(tables["evidence"].rows())
    later = list(tables["later"].rows()) if "later" in tables else []
    points = [*evidence, *later]
    years = sorted({row["year"] for row in [*model, *points]})
    top = 1.08 * max(row["cost"] for row in [*model, *points])
    whole = range(int(years[0]), int(years[-1]) + 1)
    x = over_years(whole, size, margin=(0.3, 0.4))
    y = from_zero("cost", top, size)
    gap = 1.1 * NOTE_PX * top / (size.height - 40)
    layers = [*_lines(model, x, y, gap), *_points(evidence, x, y)]
    if later:
        cross = {"shape": CROSS, "stroke": MUTED, "strokeWidth": 2, "size": 60}
        layers.append(layer("point", later, {"x": x, "y": y}, **cross))
    layers.append(_letters(points, x, y, gap))
    return frame(layers, size)


def _lines(model: list[dict[str, Any]], x: Channel, y: Channel, gap: float) -> list[Layer]:
    names = list(dict.fromkeys(row["series"] for row in model))
    parts, ends = [], []
    for name, dash in zip(names, DASHES, strict=False):
        rows = [row for row in model if row["series"] == name]
        colour = COLOURS[rows[0]["kind"]]
        style = {"color": colour, "strokeWidth": LINE_PX, "strokeDash": dash}
        parts.append(layer("line", rows, {"x": x, "y": y}, **style))
        ends.append(rows[-1])
    places = spread([end["cost"] for end in ends], 1.2 * gap)
    named = [{**end, "cost": at, "text": end["series"]} for end, at in zip(ends, places, strict=True)]
    return [*parts, labels(named, {"x": x, "y": y}, dx=24)]


def _points(evidence: list[dict[str, Any]], x: Channel, y: Channel) -> list[Layer]:
    parts = []
    for says, shape in SHAPES.items():
        for used, fill in ((True, INK), (False, "var(--page)")):
            rows = [row for row in evidence if row["says"] == says and bool(row["used"]) is used]
            if rows:
                style = {"shape": shape, "fill": fill, "stroke": INK, "strokeWidth": 1.5, "size": 70}
                parts.append(layer("point", rows, {"x": x, "y": y}, filled=True, opacity=1, **style))
    return parts


def _letters(points: list[dict[str, Any]], x: Channel, y: Channel, gap: float) -> Layer:
    """Letter of each point to its right, moved apart within a year."""
    placed = []
    for year in dict.fromkeys(row["year"] for row in points):
        rows = [row for row in points if row["year"] == year]
        places = spread([row["cost"] for row in rows], gap)
        placed += [
            {"year": year, "cost": place, "text": row["mark"]}
            for row, place in zip(rows, places, strict=True)
        ]
    return labels(placed, {"x": x, "y": y}, dx=9, fontWeight="normal")
