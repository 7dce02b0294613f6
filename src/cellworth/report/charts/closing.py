"""Chance that each bid closes against the chance it needs."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.look import INK, MUTED, Layer, Size, axis, field, frame, layer, words

LETTER_PX = 7.4
LANE_PX = 36


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """A lane per bidder: chance it has (dot), chance it needs (upright stroke), the gap between them.

    Parameters
    ----------
    tables : ``bidders`` with ``name``, ``chance`` and ``needed`` (None where no chance is enough).
    size : outer size.
    """
    rows = [{**row, "place": float(place)} for place, row in enumerate(tables["bidders"].rows())]
    margin = 0.0 if size.narrow else LETTER_PX * max(len(row["name"]) for row in rows) + 8
    start = -margin / (size.width - margin - 24)
    x = field(
        "chance",
        scale={"domain": [start, 1], "nice": False},
        axis=axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1]),
    )
    y = field("place", axis=None, scale={"domain": [len(rows) - 0.4, -0.7], "nice": False, "zero": False})
    height = min(size.height, LANE_PX * len(rows) + 50, int(0.6 * size.width))
    shift = 0.45 if size.narrow else 0.0
    named = [{"place": row["place"] - shift, "text": row["name"]} for row in rows]
    at = {"x": {"value": 0}, "y": y}
    layers = [*_lanes(rows, x, y), words(named, at)]
    return frame(layers, Size(size.name, size.width, height))


def _lanes(rows: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    known = [row for row in rows if row["needed"] is not None]
    enough = [row for row in known if row["chance"] >= row["needed"]]
    short = [row for row in known if row["chance"] < row["needed"]]
    needed = [{**row, "chance": row["needed"]} for row in known]
    gap = {"x": x, "x2": {"field": "needed"}, "y": y}
    dot = {"filled": True, "size": 90, "fill": INK, "opacity": 1, "stroke": "var(--page)"}
    return [
        layer("rule", enough, gap, color="var(--sell)", strokeWidth=4),
        layer("rule", short, gap, color=MUTED, strokeWidth=2, strokeDash=[2, 3]),
        layer("tick", needed, {"x": x, "y": y}, color=INK, thickness=2, size=18, orient="vertical"),
        layer("point", rows, {"x": x, "y": y}, **dot),
    ]
