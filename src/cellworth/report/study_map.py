"""The map of a study as a picture by itself: which option is best over two inputs."""

from collections.abc import Mapping, Sequence
from typing import Any

from cellworth.core.errors import InputError, Problem
from cellworth.report.look import SCHEMA

__all__ = ["map_drawing", "map_spec"]

COLOURS = ("#0072b2", "#e69f00", "#009e73", "#56b4e9", "#cc79a7", "#d55e00", "#999999", "#f0e442")
WIDTH, HEIGHT = 640, 400
SCALE = 2
"""Points of a PNG for a point of the drawing."""


def map_spec(columns: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """Vega-Lite specification of a map: a field for each pair of values, in the colour of its option.

    Parameters
    ----------
    columns : first input, second input and best option by heading, of one length.
    """
    first, second, best = columns
    rows = [{"x": x, "y": y, "best": option} for x, y, option in zip(*columns.values(), strict=True)]
    options = sorted(set(columns[best]))
    axes = {"labelAngle": 0, "format": ".4~g"} if _numbers(columns[first]) else {"labelAngle": 0}
    return {
        "$schema": SCHEMA,
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": rows},
        "mark": {"type": "rect", "stroke": "white"},
        "encoding": {
            "x": {"field": "x", "type": "ordinal", "title": first, "sort": None, "axis": axes},
            "y": {
                "field": "y",
                "type": "ordinal",
                "title": second,
                "sort": "descending" if _numbers(columns[second]) else None,
                "axis": {"format": ".4~g"} if _numbers(columns[second]) else {},
            },
            "color": {
                "field": "best",
                "type": "nominal",
                "title": best,
                "scale": {"domain": options, "range": list(COLOURS[: len(options)])},
            },
        },
    }


def _numbers(values: Sequence[Any]) -> bool:
    return all(isinstance(value, int | float) for value in values)


def map_drawing(columns: Mapping[str, Sequence[Any]], form: str) -> bytes:
    """A map as the bytes of a file.

    Parameters
    ----------
    columns : as in `map_spec`.
    form : ``svg`` or ``png``.

    Raises
    ------
    InputError
        If it is neither.
    """
    import vl_convert

    if form == "svg":
        return str(vl_convert.vegalite_to_svg(map_spec(columns))).encode()
    if form == "png":
        return bytes(vl_convert.vegalite_to_png(map_spec(columns), scale=SCALE))
    raise InputError(Problem("--chart", f"'.{form}'", "a chart is SVG or PNG", "For example map.svg."))
