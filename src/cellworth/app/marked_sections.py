"""Pages that several commands write: each owns one section between its marks and leaves the rest alone."""

import re
from pathlib import Path

from cellworth.core.errors import InputError, Problem
from cellworth.io.table_writing import whole_file
from cellworth.io.targets import check_file
from cellworth.io.text_files import file_text

__all__ = ["check_section", "write_section"]


def check_section(path: str, name: str) -> None:
    """Refuse a page into which a section cannot be put.

    Parameters
    ----------
    path : of the page. name : of the section, in its marks.

    Raises
    ------
    InputError
        If the page cannot be written, or one of the marks is missing.
    """
    check_file(path)
    page = _page(path) or ""
    first, last = _marks(name)
    if (first in page) != (last in page):
        why = f"section '{name}' cannot be replaced"
        raise InputError(Problem(path, "one mark without the other", why, f"Write {first} and {last}."))


def write_section(path: str, name: str, text: str, title: str) -> Path:
    """Put a section into a page in place of its last state, or at the end of a page that lacks it.

    Parameters
    ----------
    path : of the page, made with `title` where there is none.
    name : of the section, in its marks.
    text : of the section, in Markdown.
    title : heading of a new page.

    Raises
    ------
    InputError
        If the page cannot be written, or one of the marks is missing.
    """
    check_section(path, name)
    page = _page(path) or f"# {title}\n"
    first, last = _marks(name)
    section = f"{first}\n\n{text.strip()}\n\n{last}"
    if first in page:
        page = re.sub(f"{re.escape(first)}.*?{re.escape(last)}", lambda _: section, page, flags=re.DOTALL)
    else:
        page = f"{page.rstrip()}\n\n{section}\n"
    with whole_file(path) as part:
        Path(part).write_text(page, encoding="utf-8")
    return Path(path)


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- section {name} -->", f"<!-- end of section {name} -->"


def _page(path: str) -> str:
    """Text of a page; empty where there is none yet."""
    return file_text(path, "a page") if Path(path).exists() else ""
