"""One writer to a folder at a time."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cellworth.core.errors import InputError, Problem

__all__ = ["only_writer"]


@contextmanager
def only_writer(folder: Path, what: str = "run") -> Iterator[None]:
    """Hold a folder against other writers; the system lets go of it when the process ends, however it ends.

    Where the system has no such locks, nothing is held.

    Parameters
    ----------
    folder : exists.
    what : is writing, for the message.

    Raises
    ------
    InputError
        If another process writes there.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    _held.append(handle)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            why = "two would mix their files"
            instead = "Wait for it to end, or name another folder."
            raise InputError(Problem(str(folder), f"another {what} writes here now", why, instead)) from None
        yield
        fcntl.flock(handle, fcntl.LOCK_UN)
    finally:
        _held.remove(handle)
        os.close(handle)


_held: list[int] = []
"""Open handles of the folders held."""


def _let_go() -> None:
    """A forked process holds nothing: it may outlive the one that writes."""
    while _held:
        os.close(_held.pop())


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
