"""Sizes, colours, marks and axes that all charts share; colours are CSS variables of the page.

Marks are plain Vega-Lite. Checking a specification takes longer than drawing it, so tests do that.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

__all__ = [
    "SIZES",
    "Channel",
    "Layer",
    "Size",
    "axis",
    "colour_of",
    "dashed_lines",
    "field",
    "frame",
    "from_zero",
    "labels",
    "lanes",
    "layer",
    "over_volume",
    "over_years",
    "point_of_today",
    "round_places",
    "short",
    "side",
    "spread",
    "ticks",
    "words",
    "wrapped",
]

INK = "var(--ink)"
MUTED = "var(--muted)"
GRID = "var(--grid)"
NOTE_PX = 13
LETTER_PX = 7.2
"""Width a letter of that size takes at most, on average."""
BOLD_PX = 1.1 * LETTER_PX
"""The same in bold."""
TEXT_PX = 15
"""Height of a line of words."""
LINE_PX = 2.5
BAND_OPACITY = 0.18
DASHES = ([1, 0], [7, 3], [2, 3], [9, 2, 2, 2], [4, 4], [1, 2])
"""Lines of one chart in their order, so that they differ in grey as well."""

PALE = "partner"
"""Colour that needs an outline on a light page."""
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

Channel: TypeAlias = dict[str, Any]
Layer: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """Width a chart is drawn for.

    Attributes
    ----------
    name : class on the page that shows it.
    width, height : pixels, margins included; the height is at most 60% of the width.
    """

    name: str
    width: int
    height: int

    @property
    def narrow(self) -> bool:
        """Whether words must be short."""
        return self.width < 500


SIZES = (Size("narrow", 360, 216), Size("wide", 960, 380))


def field(name: str, kind: str = "quantitative", **given: Any) -> Channel:
    """Channel that shows a column; ``kind`` is ``quantitative``, ``ordinal`` or ``nominal``."""
    return {"field": name, "type": kind, **given}


def colour_of(name: str) -> Channel:
    """Channel whose column holds colours."""
    return field(name, "nominal", scale=None)


def layer(kind: str, rows: Sequence[dict[str, Any]], channels: dict[str, Channel], **style: Any) -> Layer:
    """One kind of mark on rows written into the specification."""
    return {"data": {"values": list(rows)}, "mark": {"type": kind, **style}, "encoding": channels}


def dashed_lines(rows: Sequence[dict[str, Any]], dash: Sequence[int], x: Channel, y: Channel) -> list[Layer]:
    """Line of one series in its own colour; a pale colour with an outline beneath it."""
    channels = {"x": x, "y": y}
    name = rows[0]["colour"]
    outline = {"color": INK, "strokeWidth": LINE_PX + 1, "strokeDash": dash}
    beneath = [layer("line", rows, channels, **outline)] if name == PALE else []
    style = {"color": f"var(--{name})", "strokeWidth": LINE_PX, "strokeDash": dash}
    return [*beneath, layer("line", rows, channels, **style)]


def words(rows: Sequence[dict[str, Any]], channels: dict[str, Channel], **style: Any) -> Layer:
    """Words of ``text`` in ink, one size."""
    plain = {"fontSize": NOTE_PX, "color": INK, "baseline": "middle", "align": "left"}
    return layer("text", rows, {**channels, "text": field("text", "nominal")}, **{**plain, **style})


def labels(rows: Sequence[dict[str, Any]], channels: dict[str, Channel], **style: Any) -> Layer:
    """Bold words of ``text`` beside points, with a halo that keeps lines from crossing them.

    The page draws the halo below the letters.
    """
    halo = {"stroke": "var(--page)", "strokeWidth": 4, "strokeOpacity": 0.8}
    return words(rows, channels, **{"fontWeight": 600, **halo, **style})


def axis(**given: Any) -> dict[str, Any]:
    """Quiet axis: no line, no ticks, a light grid unless asked otherwise."""
    return {"title": None, "domain": False, "ticks": False, **given}


def lanes(low: float, high: float, *, left: float = 0.0, right: float = 0.0) -> dict[str, Any]:
    """Linear scale that leaves room for words at its ends, in pixels, however wide the chart is drawn."""
    ends = [left, {"expr": f"width - {right:g}"}]
    return {"domain": [low, high], "range": ends, "nice": False, "zero": False}


def over_volume(volumes: Sequence[float], size: Size) -> Channel:
    """Axis of packs a year in logarithms; thousands as k where the page is narrow."""
    low, high = min(volumes), max(volumes)
    return field(
        "volume",
        scale={"type": "log", "domain": [low, high], "nice": False},
        axis=axis(
            values=ticks(low, high, 4 if size.narrow else 8),
            format="~s" if size.narrow else ",d",
            grid=False,
            title="packs a year",
            labelFlush=True,
        ),
    )


def over_years(years: Sequence[int], size: Size, *, margin: tuple[float, float] = (0.0, 0.0)) -> Channel:
    """Axis of years, every one where there is room, always the last."""
    step = 1 if not size.narrow else -(-len(years) // 4)
    return field(
        "year",
        scale={"domain": [years[0] - margin[0], years[-1] + margin[1]], "nice": False},
        axis=axis(values=list(years)[::-1][::step][::-1], format="d", grid=False, labelFlush=False),
    )


def from_zero(name: str, top: float, size: Size) -> Channel:
    """Axis of cost from zero."""
    return field(
        name,
        scale={"domain": [0, top], "nice": False},
        axis=axis(format=",d", tickCount=4 if size.narrow else 6),
    )


def point_of_today(rows: Sequence[dict[str, Any]], x: Channel, y: Channel) -> Layer:
    """The point of today, ringed so that it stands out from any field or line."""
    style = {"filled": True, "size": 130, "color": INK, "stroke": "var(--page)", "strokeWidth": 2}
    return layer("point", rows, {"x": x, "y": y}, opacity=1, **style)


def side(volume: float, volumes: Sequence[float]) -> dict[str, Any]:
    """Words to the left of a point in the right half of a logarithmic axis, else to its right."""
    right_half = volume**2 > min(volumes) * max(volumes)
    return {"align": "right", "dx": -12} if right_half else {"align": "left", "dx": 12}


def frame(layers: Sequence[Layer], size: Size) -> dict[str, Any]:
    """Specification of a chart at a size.

    Parameters
    ----------
    layers : from back to front.
    size : outer size; room for words behind the last point is made by itself.
    """
    return {
        "$schema": SCHEMA,
        "width": size.width,
        "height": size.height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 4, "right": 12, "top": 8, "bottom": 4},
        "background": "transparent",
        "layer": list(layers),
        "config": {
            "aria": False,
            "axis": {
                "gridColor": GRID,
                "domainColor": MUTED,
                "labelColor": MUTED,
                "labelFontSize": NOTE_PX,
                "labelPadding": 6,
                "titleColor": MUTED,
                "titleFontSize": NOTE_PX,
                "titleFontWeight": "normal",
            },
            "view": {"stroke": None},
        },
    }


def wrapped(text: str, most: int) -> list[str]:
    """Words in lines of at most so many letters; a longer word stays whole."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def short(text: str, most: int) -> str:
    """Words cut to so many letters."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Places of labels moved apart until neighbours are at least ``gap`` away, order kept."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = [float(place) for place in places]
    for _ in range(4 * len(places)):
        still = True
        for below, above in pairwise(order):
            short = gap - (moved[above] - moved[below])
            if short > 1e-9 * gap:
                moved[below] -= short / 2
                moved[above] += short / 2
                still = False
        if still:
            break
    return moved


def round_places(low: float, high: float, most: int) -> list[float]:
    """Places 1, 2, 5 times ten to a power apart between two numbers of any sign, at most so many."""
    for step in (base * 10.0**power for power in range(-6, 13) for base in (1, 2, 5)):
        places = range(math.ceil(low / step), math.floor(high / step) + 1)
        if len(places) <= most:
            return [step * place for place in places]
    return []


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round places 1, 2, 5 times ten to a power between two positive volumes, at most so many."""
    found = [
        base * 10.0**power
        for power in range(-3, 13)
        for base in (1, 2, 5)
        if low <= base * 10.0**power <= high
    ]
    step = -(-len(found) // most)
    return found[::-1][:: max(step, 1)][::-1]
