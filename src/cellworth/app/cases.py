"""The cases shipped with the program."""

from dataclasses import dataclass

from cellworth.io.cases import case_names, load_case

__all__ = ["ListedCase", "cases"]


@dataclass(frozen=True)
class ListedCase:
    """One case of the list: its name and its title."""

    name: str
    title: str


def cases() -> list[ListedCase]:
    """Every shipped case by name."""
    return [ListedCase(name, load_case(name).form.title) for name in case_names()]
