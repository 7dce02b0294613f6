"""What a battery cell business is worth: to make, to buy, to sell."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

INTERFACE = ("cost_packs", "design_packs")
"""Functions of `cellworth.api`, loaded at first use so that the import reads no file."""


def __getattr__(name: str) -> Any:
    """A function of the interface."""
    if name in INTERFACE:
        return getattr(import_module("cellworth.api"), name)
    raise AttributeError(f"module 'cellworth' has no attribute '{name}'")


def __dir__() -> list[str]:
    """Names of the package, those loaded at first use included."""
    return sorted([*globals(), *INTERFACE])
