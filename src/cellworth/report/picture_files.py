"""Charts as files of their own: SVG with its colours and letters in it, for pages without a style of ours."""

import re
from collections.abc import Iterable
from importlib import import_module
from importlib.resources import files

from cellworth.report.content import Picture
from cellworth.report.drawers import svg_texts
from cellworth.report.drawing import svg
from cellworth.report.look import SIZES

__all__ = ["picture_files"]

COLOURS = re.compile(r":root \{(.*?)\}", re.DOTALL)
COLOUR = re.compile(r"--(\w+): (#\w+)")
BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
MARGIN_PX = 48
"""To the right: letters of a page may be wider than those it was drawn with."""
LETTERS = (
    "text{font-family:system-ui,-apple-system,'Segoe UI',sans-serif;paint-order:stroke;stroke-linejoin:round}"
)


def picture_files(pictures: Iterable[Picture]) -> dict[str, str]:
    """Text of each picture as SVG by its key, at the wide size, on the light page's colours."""
    wanted, size = list(pictures), SIZES[-1]
    style = files("cellworth.report").joinpath("templates", "style.css").read_text(encoding="utf-8")
    found = COLOURS.search(style)
    colours = dict(COLOUR.findall(found.group(1))) if found else {}
    specs = [
        import_module(f"cellworth.report.charts.{picture.chart}").spec(picture.tables, size)
        for picture in wanted
    ]
    texts = {}
    for picture, drawn in zip(wanted, svg_texts(specs), strict=True):
        text = svg(drawn, size, key=picture.key, title=picture.title, description=picture.subtitle)
        plain = re.sub(r"var\(--(\w+)\)", lambda name: colours[name[1]], str(text))
        plain = BOX.sub(lambda box: f'viewBox="0 0 {int(box[1]) + MARGIN_PX} {box[2]}"', plain, count=1)
        head, body = plain.split(">", 1)
        ground = f'<rect width="100%" height="100%" fill="{colours["page"]}"/>'
        texts[picture.key] = f"{head}><style>{LETTERS}</style>{ground}{body}\n"
    return texts
