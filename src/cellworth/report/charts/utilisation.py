"""Share of the capacity in use, by year."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from cellworth.report.content import Table
from cellworth.report.figures import amount
from cellworth.report.look import INK, MUTED, Size, frame, layer, words


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Bars from zero under a line at full use; the year of the decision in colour.

    Parameters
    ----------
    tables : ``years`` with ``year`` and ``utilisation`` (fraction); perhaps ``today`` with one ``year``.
    size : outer size.
    """
    this_year = next(tables["today"].rows())["year"] if "today" in tables else None
    rows = [
        {
            "year": row["year"],
            "used": row["utilisation"],
            "text": amount(row["utilisation"], "share", first_screen=True) + "%",
            "colour": "var(--make)" if row["year"] == this_year else "var(--quiet)",
        }
        for row in tables["years"].rows()
        if row["utilisation"] is not None
    ]
    top = max(1.08, 1.1 * max(row["used"] for row in rows))
    many = len(rows) > (8 if size.narrow else 20)
    labels = alt.Axis(
        title=None, ticks=False, labelAngle=0, domainColor=MUTED, grid=False, labelOverlap="greedy"
    )
    x = alt.X("year:O", axis=labels, scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15))
    y = alt.Y("used:Q", axis=None, scale=alt.Scale(domain=[0, top], nice=False))
    bars = layer(rows).mark_bar().encode(x=x, y=y, color=alt.Color("colour:N", scale=None))
    shown = rows[::-1][::2][::-1] if many else rows
    values = words(shown, align="center", baseline="bottom", dy=-3).encode(x=x, y=y, text="text:N")
    full = [{"used": 1.0, "text": "all lines running"}]
    line = layer(full).mark_rule(color=INK, strokeDash=[2, 3]).encode(y=y)
    name = words(full, dy=-9, dx=2).encode(x=alt.value(0), y=y, text="text:N")
    flat = Size(size.name, size.width, min(size.height, 280))
    return frame([bars, values, line, name], flat)
