"""Answers that are computed already, kept among the parts of a job by what was asked."""

import hashlib
import io
import json
import pickle
import time
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

from cellworth.core.errors import InputError, Problem
from cellworth.io.part_files import KEEP_SECONDS, Parts

__all__ = ["KeptAnswers"]

RECORDS = "cellworth.engine."
"""Begins the modules whose records an answer may hold."""

ARRAYS = {
    ("numpy", "dtype"),
    ("numpy", "ndarray"),
    ("numpy._core.multiarray", "_reconstruct"),
    ("numpy._core.multiarray", "scalar"),
    ("numpy._core.numeric", "_frombuffer"),
}
"""What arrays and their single numbers are made of."""


class KeptAnswers:
    """Answers by question; a file of those since the last one is written now and then.

    An answer holds plain values, arrays, and records of the engine; nothing else is read back.
    """

    def __init__(self, parts: Parts, *, every: float = KEEP_SECONDS) -> None:
        self._parts, self._every = parts, every
        self._known: dict[str, Any] = {}
        self._new: dict[str, Any] = {}
        names = sorted(path.name for path in parts.folder.glob("answers-*.pickle"))
        for name in names:
            if parts.whole(name):
                self._known |= _read(parts.path(name))
        self._number = len(names)
        self._last = time.monotonic()

    @property
    def notes(self) -> tuple[str, ...]:
        """What to say of parts that were taken up."""
        return self._parts.notes

    def key(self, rows: Sequence[Mapping[str, Any]], outputs: Sequence[str]) -> str:
        """What tells a question from all others of the study."""
        asked = json.dumps([rows, outputs], sort_keys=True, default=repr)
        return hashlib.sha256(asked.encode()).hexdigest()

    def get(self, key: str) -> Any | None:
        """A kept answer, or None."""
        return self._known.get(key)

    def put(self, key: str, answer: Any) -> None:
        """Keep an answer, and write what is new if the time has come.

        Raises
        ------
        InputError
            If the disk is full or the folder closed.
        """
        self._new[key] = answer
        if time.monotonic() - self._last < self._every:
            return
        self._parts.write(f"answers-{self._number:06}.pickle", pickle.dumps(self._new, protocol=5))
        self._number += 1
        self._new.clear()
        self._last = time.monotonic()


def _read(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = _Plain(io.BytesIO(path.read_bytes())).load()
    except pickle.UnpicklingError as error:
        instead = "Add --restart to begin again."
        raise InputError(Problem(str(path), "no part of this program", str(error), instead)) from None
    return found


class _Plain(pickle.Unpickler):
    """Reads plain values, arrays and records alone, so that no file can make it call anything else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in ARRAYS:
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.startswith(RECORDS) else None
        if not (isinstance(found, type) and is_dataclass(found)):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer")
        return found
