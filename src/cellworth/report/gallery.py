"""Charts of single commands: a cell to scale, its formats, the cost of a pack step by step, a car's range."""

from collections.abc import Sequence

from cellworth.report.content import Column, Picture, Table
from cellworth.report.figures import plain
from cellworth.report.look import wrapped

__all__ = ["body", "range_picture", "scale_picture", "steps_picture"]

COLOURS = ("make", "buy", "sell")
LETTERS = 12
"""Letters of a line below a step."""


def _column(name: str, unit: str, values: Sequence[object]) -> Column:
    return Column(name=name, label=name, unit=unit, values=values)


def body(
    name: str, width: float, height: float, text: str, *, is_round: bool = False
) -> dict[str, str | float | bool]:
    """One body to be drawn to scale [mm], with words below it."""
    return {"name": name, "width": width, "height": height, "text": text, "round": is_round}


def scale_picture(
    key: str, title: str, subtitle: str, bodies: Sequence[dict[str, str | float | bool]]
) -> Picture:
    """Bodies side by side at one scale.

    Parameters
    ----------
    key, title, subtitle : of the picture.
    bodies : as of `body`.
    """
    units = {"name": "text", "width": "mm", "height": "mm", "text": "text", "round": "text"}
    columns = tuple(_column(name, unit, [each[name] for each in bodies]) for name, unit in units.items())
    return Picture(
        key=key, chart="to_scale", title=title, subtitle=subtitle, tables={"bodies": Table(columns=columns)}
    )


def steps_picture(key: str, title: str, subtitle: str, parts: Sequence[tuple[str, float]]) -> Picture:
    """Cost as steps up to their sum.

    Parameters
    ----------
    key, title, subtitle : of the picture.
    parts : name and USD of each; the last one is the sum.
    """
    starts, ends, at = [], [], 0.0
    for _, value in parts[:-1]:
        starts.append(at)
        at += value
        ends.append(at)
    columns = (
        _column("name", "text", ["|".join(wrapped(name, LETTERS)) for name, _ in parts]),
        _column("start", "USD", [*starts, 0.0]),
        _column("end", "USD", [*ends, parts[-1][1]]),
        _column("sum", "text", [False] * len(starts) + [True]),
    )
    return Picture(
        key=key, chart="waterfall", title=title, subtitle=subtitle, tables={"steps": Table(columns=columns)}
    )


def range_picture(
    key: str,
    title: str,
    subtitle: str,
    *,
    curves: Sequence[tuple[str, float, float]],
    points: Sequence[tuple[float, float]],
    wanted: tuple[str, float],
) -> Picture:
    """Range over the energy of the pack.

    Parameters
    ----------
    key, title, subtitle : of the picture.
    curves : couple, kWh and miles of each point.
    points : kWh and miles of those marked.
    wanted : words and miles of the range asked for.
    """
    names = list(dict.fromkeys(name for name, *_ in curves))
    colour = dict(zip(names, COLOURS, strict=False))
    lines = Table(
        columns=(
            _column("series", "text", [name for name, *_ in curves]),
            _column("colour", "text", [colour[name] for name, *_ in curves]),
            _column("energy", "kWh", [energy for _, energy, _ in curves]),
            _column("range", "mi", [miles for *_, miles in curves]),
        )
    )
    marked = Table(
        columns=(
            _column("energy", "kWh", [energy for energy, _ in points]),
            _column("range", "mi", [miles for _, miles in points]),
            _column("text", "text", [f"{plain(energy)} kWh: {plain(miles)}" for energy, miles in points]),
        )
    )
    asked = Table(columns=(_column("range", "mi", [wanted[1]]), _column("text", "text", [wanted[0]])))
    tables = {"curves": lines, "points": marked, "wanted": asked}
    return Picture(key=key, chart="range_by_energy", title=title, subtitle=subtitle, tables=tables)
