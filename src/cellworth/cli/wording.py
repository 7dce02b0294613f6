"""Help texts as the help screen wants them: one line for each paragraph."""

import inspect

__all__ = ["CASE_HELP", "PARITY_HELP", "paragraphs"]

CASE_HELP = "Name of a shipped case, or path of a .toml file."
PARITY_HELP = "Follow BatPaC 5.0 with its quirks."


def paragraphs(text: str) -> str:
    """Text whose lines are joined inside each paragraph."""
    return "\n\n".join(" ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n"))
