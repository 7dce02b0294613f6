"""Share of the capacity in use, by year."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.figures import amount
from cellworth.report.look import INK, MUTED, Size, colour_of, field, frame, layer, words


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
    labels = {
        "title": None,
        "ticks": False,
        "labelAngle": 0,
        "domainColor": MUTED,
        "grid": False,
        "labelOverlap": "greedy",
    }
    x = field("year", "ordinal", axis=labels, scale={"paddingInner": 0.3, "paddingOuter": 0.15})
    y = field("used", axis=None, scale={"domain": [0, top], "nice": False})
    bars = layer("bar", rows, {"x": x, "y": y, "color": colour_of("colour")})
    shown = rows[::-1][::2][::-1] if many else rows
    values = words(shown, {"x": x, "y": y}, align="center", baseline="bottom", dy=-3)
    full = [{"used": 1.0, "text": "all lines running"}]
    line = layer("rule", full, {"y": y}, color=INK, strokeDash=[2, 3])
    name = words(full, {"x": {"value": 0}, "y": y}, dy=-9, dx=2)
    flat = Size(size.name, size.width, min(size.height, 280))
    return frame([bars, values, line, name], flat)
