"""Names the outputs of a pack evaluation can have, by room."""

from dataclasses import fields
from functools import cache

from cellworth.core.record import RECORDS
from cellworth.engine import packs

__all__ = ["is_output", "of_room"]

ROOMS = ("design", "factory")


@cache
def _names(room: str) -> frozenset[str]:
    """Fields of every record of a room; the evaluation of packs has loaded them all."""
    package = packs.__name__.partition(".")[0]
    kinds = [kind for kind in RECORDS if kind.__module__.startswith(f"{package}.{room}.")]
    return frozenset(item.name for kind in kinds for item in fields(kind))


def of_room(name: str, room: str) -> bool:
    """Whether an output is a result of a room."""
    return name.partition(".")[0] in _names(room)


def is_output(name: str) -> bool:
    """Whether an output can have this name."""
    return any(of_room(name, room) for room in ROOMS)
