"""The report: one HTML file that loads nothing."""

import base64
import hashlib
import os
import re
from collections.abc import Sequence
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from cellworth.report.content import Content, Picture
from cellworth.report.drawers import svg_texts
from cellworth.report.drawing import svg
from cellworth.report.figures import amount, day, pair, quantity, shown_unit, span
from cellworth.report.look import SIZES, Size

__all__ = ["render", "write_page"]


def render(content: Content) -> str:
    """Page of a content: charts drawn, everything inline, nothing fetched."""
    parts = (*content.board, *content.sections)
    pictures = [content.lead, *(picture for section in parts for picture in section.pictures)]
    style, script = _template("style.css"), _template("sort.js")
    return (
        _environment()
        .get_template("report.html")
        .render(
            content=content,
            drawings=_drawings(pictures),
            style=Markup(style),
            style_hash=_hash(style),
            script=Markup(script),
            script_hash=_hash(script),
        )
    )


def write_page(content: Content, path: Path) -> None:
    """Write the page whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(render(content), encoding="utf-8", newline="\n")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _drawings(pictures: Sequence[Picture]) -> dict[str, list[Markup]]:
    """Drawings of every picture by key, one for each size."""
    wanted = [(picture, size) for picture in pictures for size in SIZES]
    texts = svg_texts([_spec(picture, size) for picture, size in wanted])
    found: dict[str, list[Markup]] = {picture.key: [] for picture in pictures}
    for (picture, size), text in zip(wanted, texts, strict=True):
        description = f"{picture.subtitle}. The numbers stand in the table below the chart."
        drawing = svg(text, size, key=picture.key, title=picture.title, description=description)
        found[picture.key].append(drawing)
    return found


def _spec(picture: Picture, size: Size) -> dict[str, Any]:
    draw = import_module(f"cellworth.report.charts.{picture.chart}").spec
    spec: dict[str, Any] = draw(picture.tables, size)
    return spec


def _template(name: str) -> str:
    return files("cellworth.report").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """Hash of an inline block, as a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def _address(url: str) -> str:
    """Address that may become a link; empty for anything but the web."""
    return url if url.startswith(("https://", "http://")) else ""


def _sorting(value: Any) -> Any:
    """What a table is sorted by: of a range, its low end."""
    return value[0] if isinstance(value, tuple) else value


def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        amount=amount,
        address=_address,
        anchor=_anchor,
        day=day,
        pair=lambda value, unit: pair(value, unit, first_screen=True),
        quantity=quantity,
        sorting=_sorting,
        span=lambda low, high, unit: span(low, high, unit, first_screen=True),
        symbol=shown_unit,
    )
    return environment
