"""Chance that each bid closes against the chance it needs."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.figures import amount
from cellworth.report.look import (
    INK,
    LETTER_PX,
    MUTED,
    Layer,
    Size,
    axis,
    field,
    frame,
    labels,
    lanes,
    layer,
    short,
    words,
)

LANE_PX = 36
NARROW_LANE_PX = 44


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """A lane per bidder: chance it has (dot), chance it needs (upright stroke), both written behind them.

    Parameters
    ----------
    tables : ``bidders`` with ``name``, ``chance`` and ``needed`` (None where no chance is enough).
    size : outer size.
    """
    rows = [
        {**row, "place": float(place), "text": _said(row["chance"], row["needed"])}
        for place, row in enumerate(tables["bidders"].rows())
    ]
    margin = 0.0 if size.narrow else LETTER_PX * max(len(row["name"]) for row in rows) + 16
    tail = 0.0 if size.narrow else LETTER_PX * max(len(row["text"]) for row in rows) + 16
    x = field(
        "chance",
        scale=lanes(0.0, 1.0, left=margin, right=tail),
        axis=axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1], labelFlush=False),
    )
    y = field("place", axis=None, scale={"domain": [len(rows) - 0.4, -0.7], "nice": False, "zero": False})
    lane = NARROW_LANE_PX if size.narrow else LANE_PX
    height = min(lane * len(rows) + 40, int(0.6 * size.width))
    named = [{**row, "text": row["name"]} for row in rows]
    if size.narrow:
        named = [{"place": row["place"] - 0.45, "text": _in_short(row, size)} for row in rows]
    layers = [*_lanes(rows, x, y), labels(named, {"x": {"value": 0}, "y": y}, fontWeight="normal")]
    if not size.narrow:
        layers.append(words(rows, {"x": {"value": {"expr": f"width - {tail - 12:g}"}}, "y": y}))
    return frame(layers, Size(size.name, size.width, height))


def _in_short(row: dict[str, Any], size: Size) -> str:
    """Name and chances in one line."""
    room = int(size.width / LETTER_PX) - len(row["text"]) - 2
    return f"{short(row['name'], room)}: {row['text']}"


def _said(chance: float, needed: float | None) -> str:
    """Both chances in words, so that neither colour nor place alone says it."""
    has = f"{amount(chance, 'share', first_screen=True)}%"
    if needed is None:
        return f"{has}, never enough"
    return f"{has}, needs {amount(needed, 'share', first_screen=True)}%"


def _lanes(rows: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    known = [row for row in rows if row["needed"] is not None]
    enough = [row for row in known if row["chance"] >= row["needed"]]
    too_low = [row for row in known if row["chance"] < row["needed"]]
    needed = [{**row, "chance": row["needed"]} for row in known]
    gap = {"x": x, "x2": {"field": "needed"}, "y": y}
    dot = {"filled": True, "size": 90, "fill": INK, "opacity": 1, "stroke": "var(--page)"}
    return [
        layer("rule", enough, gap, color="var(--sell)", strokeWidth=4),
        layer("rule", too_low, gap, color=MUTED, strokeWidth=2, strokeDash=[2, 3]),
        layer("tick", needed, {"x": x, "y": y}, color=INK, thickness=2, size=18, orient="vertical"),
        layer("point", rows, {"x": x, "y": y}, **dot),
    ]
