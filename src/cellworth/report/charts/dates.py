"""Numbers of the same case at several dates, one line per series."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import cycle
from typing import Any

from cellworth.report.content import Table
from cellworth.report.look import (
    DASHES,
    INK,
    MUTED,
    NOTE_PX,
    Channel,
    Layer,
    Size,
    axis,
    dashed_lines,
    field,
    frame,
    labels,
    layer,
    spread,
)

FLAT = 320
ROOM = 0.12
"""Part of the height left free above and below the numbers."""


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """One line per series with a point at each date, named at its end; a rule at zero if it is crossed.

    Parameters
    ----------
    tables : ``dates`` with ``series`` (name shown), ``colour``, ``date`` (ISO) and ``value``; None where
        there is no number. The unit of ``value`` sets the axis.
    size : outer size.
    """
    table = tables["dates"]
    rows = [{**row, "when": _milliseconds(row["date"])} for row in table.rows() if row["value"] is not None]
    share = table.column("value").unit == "share"
    low, high = _ends([row["value"] for row in rows], share=share)
    x, y = _over_dates(rows, size), _values(low, high, size, share=share)
    names = list(dict.fromkeys(row["series"] for row in rows))
    series = [[row for row in rows if row["series"] == name] for name in names]
    styled = zip(series, cycle(DASHES), strict=False)
    marks = [mark for own, dash in styled for mark in _line(own, dash, x, y)]
    height = min(size.height, FLAT)
    ends = [own[-1] for own in series]
    places = spread([end["value"] for end in ends], 1.3 * NOTE_PX * (high - low) / (height - 40))
    named = [{**end, "value": at, "text": end["series"]} for end, at in zip(ends, places, strict=True)]
    zero = [layer("rule", [{"value": 0.0}], {"y": y}, color=MUTED, strokeWidth=1)] if low < 0 < high else []
    layers = [*zero, *marks, labels(named, {"x": x, "y": y}, dx=10)]
    return frame(layers, Size(size.name, size.width, height))


def _milliseconds(day: str) -> float:
    found = date.fromisoformat(day)
    return datetime(found.year, found.month, found.day, tzinfo=UTC).timestamp() * 1000.0


def _ends(values: list[float], *, share: bool) -> tuple[float, float]:
    if share:
        return 0.0, 1.0
    low, high = min(0.0, *values), max(0.0, *values)
    room = ROOM * (high - low or 1.0)
    return (low - room if low < 0.0 else 0.0), high + room


def _over_dates(rows: list[dict[str, Any]], size: Size) -> Channel:
    days = sorted({date.fromisoformat(row["date"]) for row in rows})
    # As parts: a plain number becomes an expression that the interpreter of the pages has no value for.
    dates = [{"year": each.year, "month": each.month, "date": each.day, "utc": True} for each in days]
    shown = axis(values=dates, format="%Y" if size.narrow else "%b %Y", grid=False, labelOverlap=True)
    return field("when", "temporal", scale={"type": "utc", "nice": False}, axis=shown)


def _values(low: float, high: float, size: Size, *, share: bool) -> Channel:
    shown = axis(format=".0%" if share else ",d", tickCount=4 if size.narrow else 6)
    return field("value", scale={"domain": [low, high], "nice": False}, axis=shown)


def _line(own: list[dict[str, Any]], dash: list[int], x: Channel, y: Channel) -> list[Layer]:
    style = {"color": f"var(--{own[0]['colour']})", "filled": True, "size": 60, "opacity": 1, "stroke": INK}
    return [*dashed_lines(own, dash, x, y), layer("point", own, {"x": x, "y": y}, **style)]
