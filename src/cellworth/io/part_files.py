"""Finished parts of a job in a folder of their own, so that a stopped job goes on where it was."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from cellworth.core.errors import InputError, Problem
from cellworth.core.version import version
from cellworth.io.data_hashes import code_hash, data_hashes
from cellworth.io.folder_lock import only_writer
from cellworth.io.table_writing import WriteError, whole_file

__all__ = ["END", "KEEP_SECONDS", "Parts", "file_hash", "job_plan", "open_parts"]

END = ".parts"
PLAN = "plan.json"
KEEP_SECONDS = 10.0
"""Work between two parts: a stop loses no more, and a shorter job writes none."""


class Parts:
    """Parts of one job: files with their hash beside them; a part without its hash does not count.

    Attributes
    ----------
    folder : of the parts.
    taken : number of parts found whole, and used again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.taken = 0

    def whole(self, name: str) -> bool:
        """Whether a part stands there as it was written; counts it as taken up."""
        path, told = self.path(name), self._told(name)
        if not path.is_file() or not told.is_file():
            return False
        if file_hash(path) != told.read_text(encoding="ascii").strip():
            return False
        self.taken += 1
        return True

    def write(self, name: str, content: Any) -> None:
        """Write a part from a buffer of bytes, then its hash, each whole or not at all.

        Nobody waits for the disk: what a failure of the power tears has no longer its hash.

        Raises
        ------
        InputError
            If the disk is full or the folder closed.
        """
        with whole_file(str(self.path(name)), to_disk=False) as part:
            Path(part).write_bytes(content)
        with whole_file(str(self._told(name)), to_disk=False) as part:
            Path(part).write_text(hashlib.sha256(content).hexdigest() + "\n", encoding="ascii")

    @property
    def notes(self) -> tuple[str, ...]:
        """What to say of parts that were taken up; nothing if none was."""
        parts = "1 part was" if self.taken == 1 else f"{self.taken} parts were"
        return (f"{parts} there already and {parts.split()[-1]} used again.",) if self.taken else ()

    def path(self, name: str) -> Path:
        """Where a part stands."""
        return self.folder / name

    def _told(self, name: str) -> Path:
        return self.path(name).with_suffix(".sha256")


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def job_plan(given: Mapping[str, str], options: Mapping[str, Any]) -> dict[str, Any]:
    """What a part depends on: what was given, the options, the program and its tables.

    Parameters
    ----------
    given : hashes by name.
    options : of the job, as plain values.
    """
    tables = hashlib.sha256(json.dumps(data_hashes()).encode()).hexdigest()
    program = f"{version()} {code_hash()}"
    return {**given, "version": program, "tables": tables, "options": dict(options)}


@contextmanager
def open_parts(
    target: str, plan: Mapping[str, Any], *, what: str = "batch", restart: bool = False
) -> Iterator[Parts]:
    """Folder of the parts of a target, made or taken up again; removed when the block ends well.

    Parameters
    ----------
    target : file or folder the parts are for; they stand in ``target.parts``.
    plan : of the job; parts of another one are refused.
    what : is done, for the messages.
    restart : begin again, whatever stands there.

    Raises
    ------
    InputError
        If the parts are of another input, version or set of options, another process writes there, or the
        folder cannot be written.
    """
    folder = Path(target + END)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        found = f"writing failed ({error.strerror or error})"
        why = "finished parts would stand there"
        raise InputError(Problem(str(folder), found, why, "Name another place.")) from None
    with only_writer(folder, what):
        found_plan = _plan(folder) if not restart and _any_part(folder) else None
        if found_plan is not None and found_plan != dict(plan):
            changed = ", ".join(name for name in plan if found_plan.get(name) != plan[name])
            why = f"the parts were computed with another {changed}"
            instead = "Add --restart to begin again."
            raise InputError(Problem(str(folder), f"parts of another {what}", why, instead))
        if found_plan is None:
            for path in folder.iterdir():
                path.unlink()
            with whole_file(str(folder / PLAN)) as part:
                Path(part).write_text(json.dumps(plan, indent=1) + "\n", encoding="utf-8")
        try:
            yield Parts(folder)
        except BaseException as error:
            kept = len(list(folder.glob("*.sha256")))
            if not kept:
                shutil.rmtree(folder)
            elif isinstance(error, WriteError):
                raise WriteError(*(_with_kept(each, folder, kept) for each in error.problems)) from None
            raise
        shutil.rmtree(folder)


def _with_kept(problem: Problem, folder: Path, kept: int) -> Problem:
    """A file that could not be written, with what is there already and how to go on."""
    why = f"{kept} finished part{'s are' if kept > 1 else ' is'} kept in {folder}"
    instead = "Once it can be written, the same command, without --restart, goes on with them."
    return replace(problem, why=why, instead=instead)


def _any_part(folder: Path) -> bool:
    return any(folder.glob("*.sha256"))


def _plan(folder: Path) -> dict[str, Any] | None:
    try:
        found = json.loads((folder / PLAN).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return found if isinstance(found, dict) else None
