"""Outputs of finished blocks in files, for the engine to go on behind them."""

import re
import time
from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from cellworth.core.types import Array
from cellworth.io.kept_answers import KeptAnswers
from cellworth.io.part_files import KEEP_SECONDS, Parts

__all__ = ["BlockFiles"]

FILE_BYTES = 1 << 26
"""Most bytes of a file, so that writing one takes little memory."""

NAME = re.compile(r"(?P<job>\w+)-(?P<start>\d+)-(?P<stop>\d+)\.arrow")


class BlockFiles:
    """Outputs of the first scenarios of one job among the parts of a run (`engine.blocks.Store`).

    Attributes
    ----------
    answers : what was found from them.
    """

    def __init__(self, parts: Parts, job: str = "scenarios", *, every: float = KEEP_SECONDS) -> None:
        self._parts, self._job, self._every = parts, job, every
        self.answers = KeptAnswers(parts, every=every)
        self._kept = 0
        self._last = time.monotonic()

    @property
    def notes(self) -> tuple[str, ...]:
        """What to say of parts that were taken up."""
        return self._parts.notes

    def taken(self) -> Mapping[str, Array]:
        """Outputs of the first scenarios that stand whole; none if there are none."""
        found: list[pa.Table] = []
        for start, stop, name in sorted(self._names()):
            if start == self._kept and self._parts.whole(name):
                with pa.OSFile(str(self._parts.path(name))) as stream:
                    found.append(pa.ipc.open_stream(stream).read_all())
                self._kept = stop
        if not found:
            return {}
        whole = pa.concat_tables(found)
        return {name: whole.column(name).to_numpy() for name in whole.column_names}

    def keep(self, outputs: Mapping[str, Array], stop: int) -> None:
        """Write what is not yet kept of the scenarios before `stop`, if the time has come.

        Raises
        ------
        InputError
            If the disk is full or the folder closed.
        """
        if time.monotonic() - self._last < self._every or stop <= self._kept:
            return
        width = sum(array.dtype.itemsize for array in outputs.values())
        rows = max(FILE_BYTES // width, 1)
        for start in range(self._kept, stop, rows):
            end = min(start + rows, stop)
            name = f"{self._job}-{start:012}-{end:012}.arrow"
            self._parts.write(name, _content({key: array[start:end] for key, array in outputs.items()}))
            self._kept = end
        self._last = time.monotonic()

    def _names(self) -> list[tuple[int, int, str]]:
        found = (NAME.fullmatch(path.name) for path in self._parts.folder.iterdir())
        return [(int(f["start"]), int(f["stop"]), f[0]) for f in found if f and f["job"] == self._job]


def _content(outputs: Mapping[str, Array]) -> pa.Buffer:
    table = pa.table({name: pa.array(np.ascontiguousarray(array)) for name, array in outputs.items()})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()
