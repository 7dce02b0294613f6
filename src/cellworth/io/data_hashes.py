"""Hashes of the tables a run was computed with."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

__all__ = ["data_hashes"]


@cache
def data_hashes() -> dict[str, str]:
    """SHA-256 of every file of the data folder, by path below it."""
    return dict(sorted(_hashes(files("cellworth").joinpath("data"), "")))


def _hashes(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        path = f"{above}{entry.name}"
        if entry.is_dir():
            yield from _hashes(entry, f"{path}/")
        else:
            yield path, hashlib.sha256(entry.read_bytes()).hexdigest()
