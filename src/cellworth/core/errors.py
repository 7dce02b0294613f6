"""Errors meant for people: what was found, where, why it cannot be, what would be right."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One flaw of an input.

    Attributes
    ----------
    where : file and line, cell, option or path in a case.
    found : what stands there.
    why : why it cannot be; nothing where what was found says it.
    instead : what would be right.
    """

    where: str
    found: str
    why: str
    instead: str = ""

    def __str__(self) -> str:
        """One line a person can act on."""
        text = f"{self.where}: {self.found}{f'; {self.why}' if self.why else ''}."
        return f"{text} {self.instead}" if self.instead else text


class InputError(Exception):
    """An input cannot be used; carries every flaw found on the same floor of checks."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

    def __reduce__(self) -> tuple[type["InputError"], tuple[Problem, ...]]:
        """It comes from a worker process with all its flaws."""
        return type(self), self.problems
