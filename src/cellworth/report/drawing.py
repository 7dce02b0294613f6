"""Drawn charts as inline SVG that takes colours and letters from the page."""

import re
from xml.etree import ElementTree

from markupsafe import Markup

from cellworth.report.look import Size

__all__ = ["svg"]

_NAMESPACE = "http://www.w3.org/2000/svg"
_DROPPED = ("style", "font-family", "class", "role", "aria-roledescription", "aria-label", "aria-hidden")
_REFERENCE = re.compile(r"url\(#([^)]*)\)")
_NUMBER = re.compile(r"-?\d+\.\d{3,}")


def svg(text: str, size: Size, *, key: str, title: str, description: str) -> Markup:
    """Inline SVG of a drawing.

    Parameters
    ----------
    text : SVG as the library draws it.
    size : it was made for; its name becomes the class.
    key : makes every id in the drawing unique on the page.
    title, description : text for readers who do not see the drawing.
    """
    ElementTree.register_namespace("", _NAMESPACE)
    root = ElementTree.fromstring(text)
    prefix = f"{key}-{size.name}"
    for parent in list(root.iter()):
        for child in list(parent):
            if _is_empty(child):
                parent.remove(child)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    names = {old: f"{prefix}-{place}" for place, old in enumerate(ids)}
    for node in root.iter():
        _clean(node, names)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.set("class", f"drawing {size.name}")
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        node = ElementTree.Element(f"{{{_NAMESPACE}}}{tag}", {"id": f"{prefix}-{tag}"})
        node.text = text
        root.insert(place, node)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _is_empty(node: ElementTree.Element) -> bool:
    """Background and foreground paths of groups that draw nothing."""
    return node.get("class") in ("background", "foreground") and node.get("stroke") is None


def _clean(node: ElementTree.Element, names: dict[str | None, str]) -> None:
    """Take away what a strict page forbids or sets itself; shorten numbers; make ids unique."""
    for name in _DROPPED:
        node.attrib.pop(name, None)
    for name, value in list(node.attrib.items()):
        if name == "id":
            value = names[value]
        elif "url(#" in value:
            value = _REFERENCE.sub(lambda found: f"url(#{names[found[1]]})", value)
        elif name in ("d", "transform", "x", "y", "x2", "y2", "x1", "y1", "width", "height"):
            value = _NUMBER.sub(lambda found: f"{float(found[0]):.2f}", value)
        node.set(name, value)
