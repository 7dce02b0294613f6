"""Theory page of an equation."""

import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["theory_page"]


@cache
def _ranges() -> tuple[tuple[str, int, int, str], ...]:
    text = files("cellworth").joinpath("data", "explain", "pages.toml").read_text(encoding="utf-8")
    pages = tomllib.loads(text)["pages"]
    return tuple((entry["letter"], entry["first"], entry["last"], entry["page"]) for entry in pages)


def theory_page(equation: str) -> str:
    """Page below the docs, such as ``theory/factory.md``; empty where the equation has none."""
    letter, number = equation[:1], equation[1:]
    for given, first, last, page in _ranges():
        if letter == given and number.isdigit() and first <= int(number) <= last:
            return f"theory/{page}.md"
    return ""
