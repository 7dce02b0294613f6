"""Model against evidence by year, fit or not."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from cellworth.report.content import Table
from cellworth.report.look import BAND_OPACITY, INK, LINE_PX, MUTED, Size, axis, frame, layer, words


def spec(tables: Mapping[str, Table], size: Size) -> dict[str, Any]:
    """Model as a line with its band; evidence as points, filled where it set the level.

    Parameters
    ----------
    tables : ``model`` with ``year``, ``cost`` and perhaps ``low``, ``high``; ``evidence`` with ``year``,
        ``cost``, ``used`` (true where the level was set on it) and perhaps ``low``, ``high``.
    size : outer size.
    """
    model = list(tables["model"].rows())
    evidence = list(tables["evidence"].rows())
    years = sorted({row["year"] for row in [*model, *evidence]})
    values = [row.get(name) for row in [*model, *evidence] for name in ("cost", "high")]
    top = 1.08 * max(value for value in values if value is not None)
    whole = list(range(int(min(years)), int(max(years)) + 1))
    step = 1 if not size.narrow else -(-len(whole) // 5)
    x = alt.X(
        "year:Q",
        scale=alt.Scale(domain=[min(years) - 0.3, max(years) + 0.3], nice=False),
        axis=axis(values=whole[::-1][::step][::-1], format="d", grid=False),
    )
    scale = alt.Scale(domain=[0, top], nice=False)
    count = axis(format=",d", tickCount=4 if size.narrow else 6)

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", scale=scale, axis=count)

    layers = []
    if "low" in tables["model"]:
        band = layer(model).mark_area(color="var(--make)", opacity=BAND_OPACITY)
        layers.append(band.encode(x=x, y=y("low"), y2="high:Q"))
    layers.append(layer(model).mark_line(color="var(--make)", strokeWidth=LINE_PX).encode(x=x, y=y("cost")))
    if "low" in tables["evidence"]:
        spans = [row for row in evidence if row["low"] is not None]
        layers.append(layer(spans).mark_rule(color=MUTED).encode(x=x, y=y("low"), y2="high:Q"))
    for used, fill in ((True, INK), (False, "var(--page)")):
        points = layer([row for row in evidence if bool(row["used"]) is used])
        mark = points.mark_point(filled=True, fill=fill, stroke=INK, strokeWidth=1.5, size=60, opacity=1)
        layers.append(mark.encode(x=x, y=y("cost")))
    end = [{**model[-1], "text": "model"}]
    layers.append(words(end, dx=8, fontWeight=600).encode(x=x, y=y("cost"), text="text:N"))
    return frame(layers, size)
