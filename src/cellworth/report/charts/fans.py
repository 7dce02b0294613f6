"""Paths by year with the range they may take."""

from collections.abc import Mapping
from itertools import cycle
from typing import Any

from cellworth.report.content import Table
from cellworth.report.look import (
    BAND_OPACITY,
    DASHES,
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
    over_years,
    spread,
)

FLAT = 300


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """One line per series, named at its end, with a band from P5 to P95 where it has one.

    Parameters
    ----------
    tables : ``years`` with ``series`` (name shown), ``colour``, ``year``, ``mean``, ``low``, ``high``;
        None where there is no mean or no band. The unit of ``mean`` sets the axis.
    size : outer size.
    """
    table = tables["years"]
    rows = list(table.rows())
    years = sorted({row["year"] for row in rows})
    top = 1.05 * max(row[name] for row in rows for name in ("mean", "high") if row[name] is not None)
    share = table.column("mean").unit == "share"
    x = over_years(years, size)
    y = field(
        "mean",
        scale={"domain": [0, top], "nice": False},
        axis=axis(format=".0%" if share else ",d", tickCount=4 if size.narrow else 6),
    )
    names = list(dict.fromkeys(row["series"] for row in rows))
    series = [[row for row in rows if row["series"] == name] for name in names]
    bands = [_band(own, x, y) for own in series if own[0]["low"] is not None]
    styled = zip(series, cycle(DASHES), strict=False)
    lines = [mark for own, dash in styled for mark in dashed_lines(_drawn(own), dash, x, y)]
    ends = [{**_drawn(own)[-1], "year": years[-1]} for own in series if _drawn(own)]
    height = min(size.height, FLAT)
    places = spread([end["mean"] for end in ends], 1.3 * NOTE_PX * top / (height - 40))
    named = [{**end, "mean": at, "text": end["series"]} for end, at in zip(ends, places, strict=True)]
    layers = [*bands, *lines, labels(named, {"x": x, "y": y}, dx=8)]
    return frame(layers, Size(size.name, size.width, height))


def _drawn(own: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Years in which there is a mean."""
    return [row for row in own if row["mean"] is not None]


def _band(own: list[dict[str, Any]], x: Channel, y: Channel) -> Layer:
    rows = [{"year": row["year"], "mean": row["low"], "end": row["high"]} for row in own]
    channels = {"x": x, "y": y, "y2": {"field": "end"}}
    return layer("area", rows, channels, color=f"var(--{own[0]['colour']})", opacity=BAND_OPACITY)
