"""Range of a car over the energy of its pack, one line for each couple."""

from collections.abc import Mapping
from itertools import cycle
from typing import Any

from cellworth.report.content import Table
from cellworth.report.look import (
    DASHES,
    NOTE_PX,
    Size,
    axis,
    dashed_lines,
    field,
    frame,
    labels,
    layer,
    point_of_today,
    spread,
    words,
)

FLAT = 320
MARGIN = 1.08


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Lines named at their end, points with words, and a rule at the range asked for.

    Parameters
    ----------
    tables : ``curves`` with ``series``, ``colour``, ``energy`` and ``range``; ``points`` with ``energy``,
        ``range`` and ``text``; ``wanted`` with ``range`` and ``text``.
    size : outer size.
    """
    rows = list(tables["curves"].rows())
    points, wanted = list(tables["points"].rows()), list(tables["wanted"].rows())
    low, high = min(row["energy"] for row in rows), max(row["energy"] for row in rows)
    top = MARGIN * max(row["range"] for row in (*rows, *wanted))
    x = field(
        "energy",
        scale={"domain": [low, high], "nice": False},
        axis=axis(grid=False, title="kWh in the pack", tickCount=4 if size.narrow else 8),
    )
    y = field(
        "range",
        scale={"domain": [0, top], "nice": False},
        axis=axis(tickCount=4 if size.narrow else 6),
    )
    names = list(dict.fromkeys(row["series"] for row in rows))
    series = [[row for row in rows if row["series"] == name] for name in names]
    layers = [
        layer("rule", wanted, {"y": y}, color="var(--muted)", strokeDash=[2, 3]),
        words([{**row, "energy": low} for row in wanted], {"x": x, "y": y}, dx=6, dy=-10),
    ]
    for own, dash in zip(series, cycle(DASHES), strict=False):
        layers += dashed_lines(own, dash, x, y)
    height = min(size.height, FLAT)
    ends = [own[-1] for own in series]
    places = spread([end["range"] for end in ends], 1.3 * NOTE_PX * top / (height - 50))
    named = [{**end, "range": at, "text": end["series"]} for end, at in zip(ends, places, strict=True)]
    layers.append(labels(named, {"x": x, "y": y}, dx=8))
    layers.append(point_of_today(points, x, y))
    layers.append(labels(points, {"x": x, "y": y}, dx=10, dy=12))
    return frame(layers, Size(size.name, size.width, height))
