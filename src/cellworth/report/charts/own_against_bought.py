"""Own cost and bought cost of a pack by year."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.look import (
    INK,
    LINE_PX,
    NOTE_PX,
    Channel,
    Layer,
    Size,
    frame,
    from_zero,
    labels,
    layer,
    over_years,
    spread,
    words,
)

COLOURS = {"make": "var(--make)", "cash": "var(--make)", "buy": "var(--buy)"}
DASHES = {"make": [1, 0], "cash": [2, 3], "buy": [7, 3]}


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """One line per series, named at its end, the year of the decision marked.

    Parameters
    ----------
    tables : ``years`` with ``series`` (name shown), ``kind`` (make, cash, buy), ``year``, ``cost``;
        perhaps ``today`` with one ``year``.
    size : outer size.
    """
    rows = list(tables["years"].rows())
    years = sorted({row["year"] for row in rows})
    top = 1.08 * max(row["cost"] for row in rows)
    x = over_years(years, size)
    y = from_zero("cost", top, size)
    layers: list[Layer] = []
    if "today" in tables:
        layers += _today(next(tables["today"].rows()), x)
    ends = []
    for name in dict.fromkeys(row["series"] for row in rows):
        own = [row for row in rows if row["series"] == name]
        kind = own[0]["kind"]
        style = {"color": COLOURS[kind], "strokeWidth": LINE_PX, "strokeDash": DASHES[kind]}
        layers.append(layer("line", own, {"x": x, "y": y}, **style))
        ends.append(own[-1])
    places = spread([end["cost"] for end in ends], 1.3 * NOTE_PX * top / (size.height - 40))
    named = [{**end, "cost": at, "text": end["series"]} for end, at in zip(ends, places, strict=True)]
    return frame([*layers, labels(named, {"x": x, "y": y}, dx=8)], size)


def _today(row: dict[str, Any], x: Channel) -> list[Layer]:
    rule = layer("rule", [row], {"x": x}, color=INK, strokeWidth=1, strokeDash=[2, 3])
    named = [{**row, "text": "today"}]
    return [rule, words(named, {"x": x, "y": {"value": 2}}, align="right", dx=-5, baseline="top")]
