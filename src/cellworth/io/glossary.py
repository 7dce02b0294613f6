"""The glossary: every public name with symbol, unit and meaning."""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

__all__ = ["Term", "glossary", "glossary_rooms", "term"]


@dataclass(frozen=True)
class Term:
    """One public name.

    Attributes
    ----------
    name : as in records, cases and tables.
    unit : unit of the number; ``1`` for a pure number.
    meaning : one line.
    symbol : as in the theory pages; may be empty.
    """

    name: str
    unit: str
    meaning: str
    symbol: str = ""

    @property
    def heading(self) -> str:
        """Table head: ``name [unit]``; a pure number stands without a unit."""
        return self.name if self.unit in ("", "1") else f"{self.name} [{self.unit}]"


@cache
def glossary_rooms() -> dict[str, dict[str, Term]]:
    """All names by the room whose file they stand in."""
    rooms = {}
    folder = files("cellworth").joinpath("core", "glossary")
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        if not entry.name.endswith(".toml"):
            continue
        listed = tomllib.loads(entry.read_text(encoding="utf-8"))
        rooms[entry.name.removesuffix(".toml")] = {
            name: Term(
                name=name,
                unit=fields["unit"],
                meaning=fields["meaning"],
                symbol=fields.get("symbol", ""),
            )
            for name, fields in listed.items()
        }
    return rooms


@cache
def glossary() -> dict[str, Term]:
    """All names of all rooms."""
    return {name: found for terms in glossary_rooms().values() for name, found in terms.items()}


def term(name: str) -> Term:
    """Entry of a name; ``step_labor.mix_positive`` is read as ``step_labor`` of that step.

    An entry under the whole name goes first, for a part with a unit of its own.

    Raises
    ------
    KeyError
        If the name is in no glossary.
    """
    if name in glossary():
        return glossary()[name]
    stem, _, key = name.partition(".")
    found = glossary()[stem]
    return replace(found, name=name, meaning=f"{found.meaning} ({key})")
