"""Frozen records of arrays: what rooms take and return."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar, dataclass_transform

__all__ = ["RECORDS", "field_names", "named_arrays", "record", "replace", "static"]

T = TypeVar("T")

RECORDS: list[type] = []
"""Every record class, so that a backend can register them as trees when it is used."""


def static() -> Any:
    """Field that sets a shape or chooses a formula: never an array, never a tree leaf."""
    return field(metadata={"static": True})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(static,))
def record(cls: type[T]) -> type[T]:
    """Frozen, keyword-only dataclass kept in `RECORDS`."""
    made: type[T] = dataclass(frozen=True, kw_only=True, slots=True)(cls)
    RECORDS.append(made)
    return made


def named_arrays(tree: Any, *, step: str = "") -> Iterator[tuple[str, Any]]:
    """Leaves of a record by field name, nested records flattened, static and absent fields left out.

    A field that holds a mapping (per step, per part) yields ``field.key``; None, a part that was not
    asked for, yields nothing.

    Parameters
    ----------
    tree : a record.
    step : key put behind each name, for records that repeat along an axis.

    Yields
    ------
    name, array
    """
    for item in fields(tree):
        if item.metadata.get("static"):
            continue
        value = getattr(tree, item.name)
        if value is None:
            continue
        if is_dataclass(value):
            yield from named_arrays(value, step=step)
        elif isinstance(value, dict):
            for key, entry in value.items():
                if is_dataclass(entry):
                    yield from named_arrays(entry, step=key)
                else:
                    yield f"{item.name}.{key}", entry
        else:
            yield (f"{item.name}.{step}" if step else item.name), value


def field_names(kind: Any) -> set[str]:
    """Names of the leaves of a record class, nested record classes flattened."""
    names: set[str] = set()
    for item in fields(kind):
        names |= field_names(item.type) if is_dataclass(item.type) else {item.name}
    return names
