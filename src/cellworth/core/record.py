"""Frozen records of arrays: what rooms take and return."""

from collections.abc import ItemsView
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast, dataclass_transform

__all__ = ["RECORDS", "field_names", "named_arrays", "record", "replace", "static"]

T = TypeVar("T")

RECORDS: list[type] = []
"""Every record class, so that a backend can register them as trees when it is used."""


_LEAVES: dict[type, tuple[str, ...]] = {}
"""Names of the fields of each record that are not static."""


def static() -> Any:
    """Field that sets a shape or chooses a formula: never an array, never a tree leaf."""
    return field(metadata={"static": True})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(static,))
def record(cls: type[T]) -> type[T]:
    """Frozen, keyword-only dataclass kept in `RECORDS`."""
    made: type[T] = dataclass(frozen=True, kw_only=True, slots=True)(cls)
    RECORDS.append(made)
    _LEAVES[made] = tuple(item.name for item in fields(cast(Any, made)) if not item.metadata.get("static"))
    return made


def named_arrays(tree: Any) -> ItemsView[str, Any]:
    """Leaves of a record by field name, nested records flattened, static and absent fields left out.

    A field that holds a mapping (per step, per part) yields ``field.key``; None, a part that was not
    asked for, yields nothing.

    Parameters
    ----------
    tree : a record.

    Returns
    -------
    items : name and array of each leaf.
    """
    found: dict[str, Any] = {}
    _collect(tree, "", found)
    return found.items()


def _collect(tree: Any, suffix: str, found: dict[str, Any]) -> None:
    """Leaves of one record; `suffix` is put behind each name, for records that repeat along an axis."""
    for name in _LEAVES[type(tree)]:
        value = getattr(tree, name)
        kind = type(value)
        if kind in _LEAVES:
            _collect(value, suffix, found)
        elif kind is dict:
            for key, entry in value.items():
                if type(entry) in _LEAVES:
                    _collect(entry, f".{key}", found)
                else:
                    found[f"{name}.{key}"] = entry
        elif value is not None:
            found[name + suffix] = value


@cache
def field_names(kind: Any) -> frozenset[str]:
    """Names of the leaves of a record class, nested record classes flattened."""
    names: set[str] = set()
    for item in fields(kind):
        names |= field_names(cast(type, item.type)) if is_dataclass(item.type) else {item.name}
    return frozenset(names)
