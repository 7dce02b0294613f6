"""Numbers of a case by their place in its records: listed, and put in anew."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from cellworth.core.types import Array

__all__ = ["numbers_of", "with_numbers"]

Leaf = float | tuple[float, ...]


def numbers_of(tree: Any, aside: Iterable[str] = (), *, paths: bool = False) -> dict[str, Leaf]:
    """Every finite real number of some records by its place.

    Parameters
    ----------
    tree : a record of records, mappings, tuples and numbers.
    aside : its fields that are left out.
    paths : whether a tuple of numbers stands for itself, as a path over the years; else each of them does.
    """
    left = frozenset(aside)
    parts = {item.name: getattr(tree, item.name) for item in fields(tree) if item.name not in left}
    return dict(_numbers(parts, "", paths))


def _numbers(tree: Any, place: str, paths: bool) -> Iterator[tuple[str, Leaf]]:
    if isinstance(tree, float):
        if math.isfinite(tree):
            yield place, tree
        return
    if paths and isinstance(tree, tuple) and tree and all(isinstance(each, float) for each in tree):
        if all(map(math.isfinite, tree)):
            yield place, tree
        return
    for name, part in _parts(tree):
        yield from _numbers(part, _within(place, name), paths)


def _parts(tree: Any) -> Iterator[tuple[Any, Any]]:
    if is_dataclass(tree):
        yield from ((item.name, getattr(tree, item.name)) for item in fields(tree))
    elif isinstance(tree, Mapping):
        yield from tree.items()
    elif isinstance(tree, tuple):
        yield from ((getattr(part, "name", number), part) for number, part in enumerate(tree))


def _within(place: str, name: Any) -> str:
    return f"{place}.{name}" if place else str(name)


def with_numbers(tree: Any, values: Mapping[str, Array], place: str = "") -> Any:
    """The records with other numbers at some places; parts without any stay as they are.

    Parameters
    ----------
    tree : records, or a part of them.
    values : by place, as `numbers_of` names it.
    place : of the part.
    """
    if place in values:
        return values[place]
    head = f"{place}." if place else ""
    values = {key: value for key, value in values.items() if key.startswith(head)}
    if not values:
        return tree
    parts = {name: with_numbers(part, values, _within(place, name)) for name, part in _parts(tree)}
    if is_dataclass(tree) and not isinstance(tree, type):
        changed = {name: part for name, part in parts.items() if part is not getattr(tree, name)}
        return replace(tree, **changed) if changed else tree
    if isinstance(tree, Mapping):
        return parts
    return tuple(parts.values()) if isinstance(tree, tuple) else tree
