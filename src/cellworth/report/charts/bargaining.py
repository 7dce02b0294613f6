"""Where a deal can be: the seller's least price, the clean bids, and the most each bidder can pay."""

from collections.abc import Mapping
from typing import Any

from cellworth.report.content import Table
from cellworth.report.figures import shown_unit
from cellworth.report.look import (
    BOLD_PX,
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
    round_places,
)

LANE_PX = 40


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """A lane per bidder: clean bid (ring), most it can pay (dot) with what is not known of it (bar).

    Parameters
    ----------
    tables : ``bidders`` with ``name``, ``clean``, ``most``, ``unknown`` [MUSD]; ``lines`` with ``price``
        [MUSD], ``text`` and ``short``; ``band`` with ``price`` and ``end``: the prices to aim for.
    size : outer size.
    """
    bidders = [{**row, "place": float(place)} for place, row in enumerate(tables["bidders"].rows())]
    lines, band = _worded(tables["lines"], size), list(tables["band"].rows())
    shown = [row["most"] + sign * row["unknown"] for row in bidders for sign in (-1, 1)]
    shown += [row["clean"] for row in bidders] + [row["price"] for row in lines]
    shown += [row[name] for row in band for name in ("price", "end")] + [0.0]
    low, high = min(shown), max(shown)
    unit = shown_unit(tables["bidders"].column("most").unit)
    room = 0.04 * (high - low)
    longest = max(len(row["name"]) for row in bidders)
    margin = 0.0 if size.narrow else LETTER_PX * longest + 8
    x = field(
        "price",
        scale=lanes(low - room, high + room, left=margin),
        axis=axis(
            format=",d",
            values=round_places(low, high, 4 if size.narrow else 8),
            title=f"{unit} for the stake",
        ),
    )
    head = 2.1 if size.narrow else 1.6
    y = field("place", axis=None, scale={"domain": [len(bidders) - 0.3, -head], "nice": False, "zero": False})
    height = min(size.height, LANE_PX * (len(bidders) + 1) + 50, int(0.6 * size.width))
    layers = [*_band(band, x), *_lines(lines, x, size), *_lanes(bidders, x, y)]
    shift = 0.45 if size.narrow else 0.0
    named = [{"place": row["place"] - shift, "text": row["name"]} for row in bidders]
    at = {"x": {"value": 0}, "y": y}
    return frame([*layers, labels(named, at, fontWeight="normal")], Size(size.name, size.width, height))


def _worded(table: Table, size: Size) -> list[dict[str, Any]]:
    """Upright lines with words that fit."""
    return [{**row, "text": row["short"] if size.narrow else row["text"]} for row in table.rows()]


def _band(band: list[dict[str, Any]], x: dict[str, Any]) -> list[Layer]:
    """Prices to aim for, as a field over the whole height."""
    channels = {"x": x, "x2": {"field": "end"}}
    return [layer("rect", band, channels, color="var(--sell)", opacity=0.18)] if band else []


def _lines(lines: list[dict[str, Any]], x: dict[str, Any], size: Size) -> list[Layer]:
    """Upright lines named at the top, words away from the other line."""
    marks: list[Layer] = []
    middle = sum(row["price"] for row in lines) / len(lines)
    if len(lines) == 1:
        middle = sum(x["scale"]["domain"]) / 2
    for place, row in enumerate(lines):
        dash = [1, 0] if place == 0 else [4, 3]
        marks.append(layer("rule", [row], {"x": x}, color=INK, strokeWidth=1.5, strokeDash=dash))
        leftwards = (row["price"] < middle) == (len(lines) > 1) and _room(row["price"], x, size) > len(
            row["text"]
        )
        style = {"align": "right", "dx": -6} if leftwards else {"align": "left", "dx": 6}
        marks.append(labels([row], {"x": x, "y": {"value": 8 + 17 * place}}, **style))
    return marks


def _room(price: float, x: dict[str, Any], size: Size) -> float:
    """Letters that fit to the left of a price."""
    (low, high), (left, _) = x["scale"]["domain"], x["scale"]["range"]
    return float(left + (price - low) / (high - low) * (size.width - left)) / BOLD_PX


def _lanes(bidders: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]) -> list[Layer]:
    bars = [
        {"place": row["place"], "price": row["most"] - row["unknown"], "end": row["most"] + row["unknown"]}
        for row in bidders
    ]
    most = [{"place": row["place"], "price": row["most"]} for row in bidders]
    clean = [{"place": row["place"], "price": row["clean"]} for row in bidders]
    ring = {"stroke": INK, "strokeWidth": 1.5, "opacity": 1}
    return [
        layer(
            "rule", bars, {"x": x, "x2": {"field": "end"}, "y": y}, color=MUTED, strokeWidth=4, opacity=0.6
        ),
        layer("point", clean, {"x": x, "y": y}, filled=False, size=220, **ring),
        layer("point", most, {"x": x, "y": y}, filled=True, size=70, color=INK, opacity=1),
    ]
