"""Chart specifications drawn as SVG, in a process beside the run where one was started for it.

The library that draws takes a third of a second to start. Started before the rest is loaded, the process is
ready long before there is anything to draw.
"""

import atexit
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import IO, Any

__all__ = ["start_drawing", "svg_texts"]

SMALLEST = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x"}}}

_beside: list[subprocess.Popen[str]] = []
"""The process that draws, if there is one; it ends when its input does."""


def start_drawing() -> None:
    """Start a process that draws; nothing where there is one, or a single core."""
    if _beside or (os.cpu_count() or 1) < 2:
        return
    command = [sys.executable, "-m", "cellworth.report.drawers"]
    pipe = subprocess.PIPE
    _beside.append(subprocess.Popen(command, text=True, encoding="utf-8", stdin=pipe, stdout=pipe))
    atexit.register(_end)


def svg_texts(specs: Sequence[dict[str, Any]]) -> Iterator[str]:
    """SVG of each specification in order, as soon as it is drawn.

    Raises
    ------
    ValueError
        If a specification cannot be drawn.
    """
    drawn = 0
    try:
        while _beside and drawn < len(specs):
            text = _next_beside(specs if drawn == 0 else None)
            if text:
                drawn += 1
                yield text
    finally:
        if _beside and drawn < len(specs):
            _without()
    for spec in specs[drawn:]:
        yield _drawn(spec)


def _next_beside(specs: Sequence[dict[str, Any]] | None) -> str:
    """Next drawing of the process beside, which is asked first if need be.

    Empty where it failed; it is then done without, and a flaw in a specification shows here.
    """
    process = _beside[0]
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        if specs is not None:
            process.stdin.write(f"{json.dumps(specs)}\n")
            process.stdin.flush()
        line = process.stdout.readline()
        return str(json.loads(line)) if line.endswith("\n") else _without()
    except (OSError, ValueError):
        return _without()


def _end() -> None:
    """Leave no process behind, whether or not it was asked for anything."""
    if _beside:
        _without()


def _without() -> str:
    process = _beside.pop()
    process.kill()
    process.communicate()
    return ""


def _drawn(spec: dict[str, Any]) -> str:
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec))


def draw_all(asked: IO[str], answers: IO[str]) -> None:
    """Draw the specifications of every line that is read, one line for each, until there is no more.

    It ends at one that cannot be drawn.
    """
    _drawn(SMALLEST)
    with contextlib.suppress(ValueError, KeyboardInterrupt):
        for line in asked:
            for spec in json.loads(line):
                answers.write(f"{json.dumps(_drawn(spec))}\n")
                answers.flush()


if __name__ == "__main__":
    draw_all(sys.stdin, sys.stdout)
