"""Answers that a study has already computed, kept among its parts by what was asked."""

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from cellworth.io.block_files import KEEP_SECONDS
from cellworth.io.part_files import Parts

__all__ = ["Answer", "KeptAnswers"]

Answer: TypeAlias = Mapping[str, Any]
"""Values of some rows by output: a list or an array."""


class KeptAnswers:
    """Answers by question; a file of those since the last one is written now and then."""

    def __init__(self, parts: Parts, *, every: float = KEEP_SECONDS) -> None:
        self._parts, self._every = parts, every
        self._known: dict[str, Answer] = {}
        self._new: dict[str, Answer] = {}
        names = sorted(path.name for path in parts.folder.glob("answers-*.json"))
        for name in names:
            if parts.whole(name):
                self._known |= json.loads(parts.path(name).read_text(encoding="utf-8"))
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

    def get(self, key: str) -> Answer | None:
        """A kept answer, or None."""
        return self._known.get(key)

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer, and write what is new if the time has come.

        Raises
        ------
        InputError
            If the disk is full or the folder closed.
        """
        self._new[key] = {name: np.asarray(values, dtype=object).tolist() for name, values in answer.items()}
        if time.monotonic() - self._last < self._every:
            return
        self._parts.write(f"answers-{self._number:06}.json", json.dumps(self._new).encode())
        self._number += 1
        self._new.clear()
        self._last = time.monotonic()
