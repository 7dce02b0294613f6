"""A new case file, written from a shipped case."""

import re
from pathlib import Path

from cellworth.core.errors import InputError, Problem
from cellworth.io.case_files import shipped_names
from cellworth.io.case_template import case_template
from cellworth.io.cases import load_case
from cellworth.io.table_writing import whole_file

__all__ = ["DEFAULT_BASE", "new"]

DEFAULT_BASE = "new-plant-2026"
NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def new(name: str, base: str = DEFAULT_BASE, folder: str = ".") -> Path:
    """Write an annotated case and say where.

    Parameters
    ----------
    name : of the case; its file is NAME.toml.
    base : shipped case it rests on.
    folder : where the file goes.

    Raises
    ------
    InputError
        If the name is none, taken by a shipped case or by a file, or there is no such base.
    """
    if not NAME.fullmatch(name):
        why = "a name has small letters, figures and hyphens"
        raise InputError(Problem("NAME", f"'{name}'", why, "For example my-case."))
    if name in shipped_names():
        raise InputError(Problem("NAME", f"'{name}'", "a shipped case has this name", "Choose another."))
    target = Path(folder) / f"{name}.toml"
    if target.exists():
        why = "it is not written over"
        raise InputError(Problem(str(target), "the file is there", why, "Choose another name."))
    text = case_template(name, base, load_case(base).form)
    with whole_file(str(target)) as part:
        Path(part).write_text(text, encoding="utf-8")
    return target
