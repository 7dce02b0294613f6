"""Line of a TOML file on which a place of a case stands."""

import re
from collections.abc import Sequence

__all__ = ["line_of"]

PART = r"""(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)"""
HEAD = re.compile(rf"^\s*\[\s*({PART}(?:\s*\.\s*{PART})*)\s*\]")
KEY = re.compile(rf"^\s*({PART}(?:\s*\.\s*{PART})*)\s*=")
TEXT = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')


def line_of(text: str, place: Sequence[str]) -> tuple[int, int]:
    """Line, counted from one, of the longest part of a place that the text writes down.

    Parameters
    ----------
    text : of the file.
    place : keys from the outside in.

    Returns
    -------
    line, depth : and how many keys of the place it has; zero and zero if not even the first is there.
    """
    best, deepest = 0, 0
    for number, path in _paths(text):
        shared = _shared(path, place)
        whole = shared == len(path)
        if (whole or shared == len(place)) and shared > deepest:
            best, deepest = number, shared
    return best, deepest


def _paths(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """Every table head and key with its line; keys inside inline tables with the line of their start."""
    found: list[tuple[int, tuple[str, ...]]] = []
    head: tuple[str, ...] = ()
    open_brackets = 0
    for number, line in enumerate(text.splitlines(), start=1):
        bare = TEXT.sub('""', line).partition("#")[0]
        if open_brackets == 0:
            if match := HEAD.match(line):
                head = _parts(match[1])
                found.append((number, head))
                continue
            if match := KEY.match(line):
                key = (*head, *_parts(match[1]))
                found.append((number, key))
                found += [(number, (*key, *inner)) for inner in _inside(line[match.end() :])]
        open_brackets += sum(bare.count(mark) for mark in "[{") - sum(bare.count(mark) for mark in "]}")
    return found


def _inside(value: str) -> list[tuple[str, ...]]:
    """Keys of inline tables, nested ones below theirs."""
    found: list[tuple[str, ...]] = []
    path: list[str] = []
    last = ""
    for token in re.finditer(rf"{TEXT.pattern}|[{{}}=,#]|[A-Za-z0-9_-]+", value):
        mark = token[0]
        if mark == "#":
            break
        if mark == "{":
            path.append(last)
        elif mark == "}":
            path = path[:-1]
        elif mark == "=" and path:
            found.append((*[part for part in path if part], last))
        elif mark not in ("=", ","):
            last = mark.strip("\"'")
    return found


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(PART, key))


def _shared(path: Sequence[str], place: Sequence[str]) -> int:
    """Leading keys that both have."""
    count = 0
    for mine, theirs in zip(path, place, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
