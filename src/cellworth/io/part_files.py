"""Parts of a long table in a folder of their own, so that a stopped job goes on where it was."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from cellworth.core.errors import InputError, Problem
from cellworth.core.version import version
from cellworth.io.data_hashes import data_hashes
from cellworth.io.folder_lock import only_writer
from cellworth.io.table_writing import whole_file

__all__ = ["Parts", "job_plan", "open_parts"]

END = ".parts"
PLAN = "plan.json"


class Parts:
    """Parts of one job: Parquet files with their hash beside them; a part without its hash does not count.

    Attributes
    ----------
    folder : of the parts.
    taken : number of parts found whole, and used again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken = 0

    def read(self, number: int) -> Any | None:
        """A part as an Arrow table; None if it is missing, torn or changed."""
        path, told = self._paths(number)
        if not path.is_file() or not told.is_file():
            return None
        if hashlib.sha256(path.read_bytes()).hexdigest() != told.read_text(encoding="ascii").strip():
            return None
        self.taken += 1
        return parquet.read_table(path)

    def write(self, number: int, table: Any) -> None:
        """Write a part, then its hash, each whole or not at all.

        Raises
        ------
        InputError
            If the disk is full or the folder closed.
        """
        path, told = self._paths(number)
        with whole_file(str(path)) as part:
            parquet.write_table(table, part)
            digest = hashlib.sha256(Path(part).read_bytes()).hexdigest()
        with whole_file(str(told)) as part:
            Path(part).write_text(digest + "\n", encoding="ascii")

    def read_all(self, n_parts: int) -> Any:
        """All parts under one another, in order; a column that is empty in a part takes the others' type."""
        tables = [parquet.read_table(self._paths(number)[0]) for number in range(n_parts)]
        return pa.concat_tables(tables, promote_options="permissive")

    def _paths(self, number: int) -> tuple[Path, Path]:
        path = self.folder / f"{number:06}.parquet"
        return path, path.with_suffix(".sha256")


def job_plan(source: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """What a part depends on: the bytes of the input, the options, the program and its tables."""
    with Path(source).open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    tables = hashlib.sha256(json.dumps(data_hashes()).encode()).hexdigest()
    return {"input": digest, "version": version(), "tables": tables, "options": dict(options)}


@contextmanager
def open_parts(target: str, plan: Mapping[str, Any], *, restart: bool = False) -> Iterator[Parts]:
    """Folder of the parts of a target, made or taken up again; removed when the block ends well.

    Parameters
    ----------
    target : file the parts are for; they stand in ``target.parts``.
    plan : of the job; parts of another one are refused.
    restart : begin again, whatever stands there.

    Raises
    ------
    InputError
        If the parts are of another input, version or set of options, or another process writes there.
    """
    folder = Path(target + END)
    folder.mkdir(exist_ok=True)
    with only_writer(folder, "batch"):
        found = None if restart else _plan(folder)
        if found is not None and found != dict(plan):
            changed = ", ".join(name for name in plan if found.get(name) != plan[name])
            why = f"the parts were computed with another {changed}"
            raise InputError(
                Problem(str(folder), "parts of another batch", why, "Add --restart to begin again.")
            )
        if found is None:
            for path in folder.iterdir():
                path.unlink()
            with whole_file(str(folder / PLAN)) as part:
                Path(part).write_text(json.dumps(plan, indent=1) + "\n", encoding="utf-8")
        yield Parts(folder)
        shutil.rmtree(folder)


def _plan(folder: Path) -> dict[str, Any] | None:
    try:
        found = json.loads((folder / PLAN).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return found if isinstance(found, dict) else None
