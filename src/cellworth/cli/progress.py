"""How far long work is, on one line of a terminal's error stream."""

import sys
from collections.abc import Callable

__all__ = ["progress_line"]


def progress_line(things: str = "scenarios") -> Callable[[int, int], None] | None:
    """Show how many things are done as they are done; nothing where the error stream is no terminal."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, n: int) -> None:
        end = "\r\033[K" if done >= n > 0 else ""
        print(f"\r{done:,}{f' of {n:,}' if n else ''} {things}", end=end, file=sys.stderr, flush=True)

    return show
