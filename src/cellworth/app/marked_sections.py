"""Pages that several commands write: each owns one section between its marks and leaves the rest alone."""

import re
from pathlib import Path

from cellworth.core.errors import InputError, Problem
from cellworth.io.table_writing import whole_file

__all__ = ["write_section"]


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
        If the folder of the page is missing, or one of the marks is.
    """
    target = Path(path)
    if not target.parent.is_dir():
        why = "a page is to be written there"
        raise InputError(Problem(path, "its folder does not exist", why, "Make it first."))
    page = target.read_text(encoding="utf-8") if target.exists() else f"# {title}\n"
    first, last = f"<!-- section {name} -->", f"<!-- end of section {name} -->"
    section = f"{first}\n\n{text.strip()}\n\n{last}"
    if (first in page) != (last in page):
        raise InputError(Problem(path, "one mark without the other", f"section '{name}' cannot be replaced"))
    if first in page:
        page = re.sub(f"{re.escape(first)}.*?{re.escape(last)}", lambda _: section, page, flags=re.DOTALL)
    else:
        page = f"{page.rstrip()}\n\n{section}\n"
    with whole_file(path) as part:
        Path(part).write_text(page, encoding="utf-8")
    return target
