"""The version of the installed program; it is written once, in ``pyproject.toml``."""

from functools import cache
from importlib import metadata

__all__ = ["version"]


@cache
def version() -> str:
    """Version of the program."""
    return metadata.version("cellworth")
