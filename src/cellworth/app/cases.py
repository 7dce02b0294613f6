"""The cases shipped with the program."""

from dataclasses import dataclass

from cellworth.io.case_files import STAKES
from cellworth.io.cases import case_names, load_case
from cellworth.io.stakes_records import load_stakes

__all__ = ["ListedCase", "cases"]


@dataclass(frozen=True)
class ListedCase:
    """One case of the list: its name and its title."""

    name: str
    title: str


def cases() -> list[ListedCase]:
    """Every shipped case by name."""
    decisions = [ListedCase(name, load_case(name).form.title) for name in case_names()]
    stakes = [ListedCase(name, load_stakes(name).form.title) for name in case_names(STAKES)]
    return sorted([*decisions, *stakes], key=lambda case: case.name)
