"""Files and folders that are to be written: refused before any work is done."""

import os
from pathlib import Path

from cellworth.core.errors import InputError, Problem

__all__ = ["check_file", "check_folder"]


def check_file(path: str | Path) -> None:
    """Refuse a file that cannot be written. Its folder must exist: a mistyped name makes no folders.

    Raises
    ------
    InputError
        If it is a folder or a device, or its folder is missing or closed.
    """
    target = Path(path)
    if target.is_dir():
        raise InputError(
            Problem(str(path), "this is a folder", "a file is to be written", "Name a file in it.")
        )
    if target.exists() and not target.is_file():
        raise InputError(
            Problem(str(path), "this is a device", "a file is to be written", "Name a plain file.")
        )
    if not target.parent.is_dir():
        why = "no file can stand there"
        raise InputError(Problem(str(path), "its folder does not exist", why, "Make it first."))
    _refuse_closed(target.parent, str(path), "its folder is closed")


def check_folder(path: str | Path) -> None:
    """Refuse a folder that cannot be written in, or neither stands there nor can be made.

    Raises
    ------
    InputError
        If it or a part of its path is a file, or what is there of the path is closed.
    """
    target = Path(path)
    there = next(part for part in (target, *target.absolute().parents) if part.exists())
    if not there.is_dir():
        found = "a file of this name stands there" if there == target else f"'{there}' is a file"
        raise InputError(Problem(str(path), found, "a folder is to be written", "Name another."))
    found = "the folder is closed" if there == target else f"the folder '{there}' is closed"
    _refuse_closed(there, str(path), found)


def _refuse_closed(folder: Path, path: str, found: str) -> None:
    if not os.access(folder, os.W_OK | os.X_OK):
        if hasattr(os, "statvfs") and os.statvfs(folder).f_flag & os.ST_RDONLY:
            why = "the disk is mounted for reading alone"
            raise InputError(Problem(path, "its file system is read-only", why, "Name a place on another."))
        why = "this user may not write there"
        raise InputError(Problem(path, found, why, "Change its permissions, or name another."))
