"""Own cost and bought cost of a pack by year, with their ranges."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from cellworth.report.content import Table
from cellworth.report.look import BAND_OPACITY, INK, LINE_PX, NOTE_PX, Size, axis, frame, layer, spread, words

SERIES = (("own", "Make", "var(--make)", [1, 0]), ("bought", "Buy", "var(--buy)", [6, 3]))


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Two lines with bands, named at their ends.

    Parameters
    ----------
    tables : ``years`` with ``year``, ``own``, ``bought`` and perhaps ``own_low``, ``own_high``,
        ``bought_low``, ``bought_high``; perhaps ``today`` with one ``year``.
    size : outer size.
    """
    table = tables["years"]
    rows = list(table.rows())
    years = [row["year"] for row in rows]
    names = [name for name, *_ in SERIES]
    tops = [row.get(f"{name}_high") or row[name] for row in rows for name in names if row[name] is not None]
    top = 1.08 * max(tops)
    x = alt.X(
        "year:Q", scale=alt.Scale(domain=[min(years), max(years)], nice=False), axis=_years(years, size)
    )
    scale = alt.Scale(domain=[0, top], nice=False)
    count = axis(format=",d", tickCount=4 if size.narrow else 6)
    layers: list[alt.Chart] = _today(tables["today"], x) if "today" in tables else []
    for name, _, colour, dash in SERIES:
        known = [row for row in rows if row[name] is not None]
        if f"{name}_low" in table:
            low = alt.Y(f"{name}_low:Q", scale=scale, axis=count)
            band = layer([row for row in known if row[f"{name}_low"] is not None])
            layers.append(
                band.mark_area(color=colour, opacity=BAND_OPACITY).encode(x=x, y=low, y2=f"{name}_high:Q")
            )
        stroke = layer(known).mark_line(color=colour, strokeWidth=LINE_PX, strokeDash=dash)
        layers.append(stroke.encode(x=x, y=alt.Y(f"{name}:Q", scale=scale, axis=count)))
    layers.append(_ends(rows, x, scale, count, top, size))
    return frame(layers, size)


def _years(years: list[int], size: Size) -> alt.Axis:
    step = 1 if not size.narrow else -(-len(years) // 5)
    return axis(values=years[::-1][::step][::-1], format="d", grid=False)


def _today(table: Table, x: alt.X) -> list[alt.Chart]:
    mark = list(table.rows())
    rule = layer(mark).mark_rule(color=INK, strokeWidth=1, strokeDash=[2, 3]).encode(x=x)
    name = words([{**mark[0], "text": "today"}], align="right", dx=-5, baseline="top")
    return [rule, name.encode(x=x, y=alt.value(2), text="text:N")]


def _ends(
    rows: list[dict[str, Any]], x: alt.X, scale: alt.Scale, count: alt.Axis, top: float, size: Size
) -> alt.Chart:
    """Names behind the last points, moved apart where the lines meet."""
    ends = []
    for name, label, *_ in SERIES:
        last = [row for row in rows if row[name] is not None][-1]
        ends.append({"year": last["year"], "place": last[name], "text": label})
    gap = 1.3 * NOTE_PX * top / (size.height - 40)
    places = spread([end["place"] for end in ends], gap)
    placed = [{**end, "place": place} for end, place in zip(ends, places, strict=True)]
    text = words(placed, dx=8, fontWeight=600)
    return text.encode(x=x, y=alt.Y("place:Q", scale=scale, axis=count), text="text:N")
