"""Worth of each strategy over all scenarios: how often which, one lane each."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.figures import shown_unit
from cellworth.report.look import (
    INK,
    LETTER_PX,
    MUTED,
    Layer,
    Size,
    axis,
    colour_of,
    field,
    frame,
    labels,
    lanes,
    layer,
    round_places,
)

FILL = 0.42
LANE_PX = 44


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Lanes from the best to the worst; a bar from P5 to P95, a dot at the mean.

    Parameters
    ----------
    tables : ``shapes`` with ``lane``, ``name``, ``colour``, ``worth`` and ``height`` (largest is one);
        ``lanes`` with ``lane``, ``name``, ``low``, ``mean``, ``high``.
    size : outer size.
    """
    strategies = list(tables["lanes"].rows())
    worths = tables["shapes"].values("worth")
    low, high = min(worths), max(worths)
    unit = shown_unit(tables["shapes"].column("worth").unit)
    longest = max(len(row["name"]) for row in strategies)
    margin = 0.0 if size.narrow else min(LETTER_PX * longest, 0.4 * size.width) + 8
    x = field(
        "worth",
        scale=lanes(low, high, left=margin),
        axis=axis(
            format=",d",
            values=round_places(low, high, 4 if size.narrow else 7),
            title=f"{unit}, worth today",
        ),
    )
    y = field(
        "place", axis=None, scale={"domain": [len(strategies) - 0.4, -0.75], "nice": False, "zero": False}
    )
    layers = [*_shapes(tables, x, y), *_bars(strategies, x, y)]
    height = min(size.height, LANE_PX * len(strategies) + 40, int(0.6 * size.width))
    at = {"x": {"value": 0}, "y": y}
    named = [
        {"place": row["lane"] - (0.52 if size.narrow else 0.0), "text": row["name"]} for row in strategies
    ]
    return frame([*layers, labels(named, at, fontWeight="normal")], Size(size.name, size.width, height))


def _shapes(tables: Mapping[str, Table], x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    rows = [
        {
            "name": row["name"],
            "worth": row["worth"],
            "place": row["lane"] - FILL * row["height"],
            "floor": row["lane"] + FILL * row["height"],
            "colour": f"var(--{row['colour']})",
        }
        for row in tables["shapes"].rows()
    ]
    channels = {
        "x": x,
        "y": y,
        "y2": {"field": "floor"},
        "fill": colour_of("colour"),
        "detail": field("name", "nominal"),
    }
    return [layer("area", rows, channels, opacity=0.6, stroke=MUTED, strokeWidth=0.5)]


def _bars(found: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    rows = [{**row, "place": row["lane"], "worth": row["low"]} for row in found]
    means = [{**row, "place": row["lane"], "worth": row["mean"]} for row in found]
    dot = {"filled": True, "color": INK, "stroke": "var(--page)", "strokeWidth": 1.5, "size": 60}
    return [
        layer("rule", rows, {"x": x, "x2": {"field": "high"}, "y": y}, color=INK, strokeWidth=1.5),
        layer("point", means, {"x": x, "y": y}, opacity=1, **dot),
    ]
