"""Hashes of the tables and lines a run was computed with."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["code_hash", "data_hashes"]

WINDOWS = ("cli", "web", "report")
"""Parts of the program that no number hangs on."""


@cache
def data_hashes() -> dict[str, str]:
    """SHA-256 of every file of the data folder, by path below it."""
    return dict(sorted(_hashes(files("cellworth").joinpath("data"), "")))


@cache
def code_hash() -> str:
    """SHA-256 of the program's own lines: numbers made by another state of it must not be mixed in."""
    root, total = Path(__file__).parents[1], hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        if path.relative_to(root).parts[0] not in WINDOWS:
            total.update(path.read_bytes())
    return total.hexdigest()


def _hashes(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        path = f"{above}{entry.name}"
        if entry.is_dir():
            yield from _hashes(entry, f"{path}/")
        else:
            yield path, hashlib.sha256(entry.read_bytes()).hexdigest()
