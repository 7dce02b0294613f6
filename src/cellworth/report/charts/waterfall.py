"""From the headline price to what it is worth, step by step."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.figures import amount
from cellworth.report.look import MUTED, Size, axis, colour_of, field, frame, layer, words

FLAT = 300


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Upright bars: sums stand on zero, steps hang between them.

    Parameters
    ----------
    tables : ``steps`` with ``name``, ``start``, ``end`` [MUSD] and ``sum`` (whether it stands on zero).
    size : outer size.
    """
    unit = tables["steps"].column("end").unit
    rows = [
        {
            "place": place,
            "name": row["name"],
            "start": row["start"],
            "end": row["end"],
            "top": max(row["start"], row["end"]),
            "below": row["sum"] and row["end"] < 0.0,
            "colour": "var(--sell)" if row["sum"] else "var(--quiet)",
            "text": amount(row["end"] - row["start"], unit),
        }
        for place, row in enumerate(tables["steps"].rows())
    ]
    low = min(0.0, *(min(row["start"], row["end"]) for row in rows))
    high = max(0.0, *(row["top"] for row in rows))
    under = 0.1 * (high - low) * any(row["below"] for row in rows)
    names = {
        "labelExpr": _lookup([row["name"] for row in rows]),
        "labelAngle": 0,
        "labelLimit": {"expr": f"width / {len(rows)}"},
        "labelLineHeight": 15,
    }
    x = field(
        "place",
        "ordinal",
        axis=axis(**names),
        scale={"paddingInner": 0.3, "paddingOuter": 0.15},
    )
    y = field("start", axis=None, scale={"domain": [low - under, high + 0.1 * (high - low)], "nice": False})
    top = {**y, "field": "top"}
    bars = layer("bar", rows, {"x": x, "y": y, "y2": {"field": "end"}, "color": colour_of("colour")})
    zero = layer("rule", [{"start": 0.0}], {"y": y}, color=MUTED)
    over = [row for row in rows if not row["below"]]
    values = [words(over, {"x": x, "y": top}, align="center", baseline="bottom", dy=-3)]
    if under:
        below = [row for row in rows if row["below"]]
        end = {**y, "field": "end"}
        values.append(words(below, {"x": x, "y": end}, align="center", baseline="top", dy=4))
    return frame([bars, zero, *values], Size(size.name, size.width, min(size.height, FLAT)))


def _lookup(names: list[str]) -> str:
    """Expression that turns the number of a bar into its name, a line for each word group."""
    quoted = ", ".join("'" + name.replace("'", "’") + "'" for name in names)
    return f"split([{quoted}][datum.value], '|')"
