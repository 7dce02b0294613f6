"""What a battery cell business is worth: to make, to buy, to sell."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cellworth.api import cost_packs, design_packs

__all__ = ["cost_packs", "design_packs"]

INTERFACE = ("cost_packs", "design_packs")
"""Functions of `cellworth.api`, loaded at first use so that the import reads no file."""


def __getattr__(name: str) -> Any:
    """A function of the interface."""
    if name in INTERFACE:
        from cellworth import api

        return getattr(api, name)
    raise AttributeError(f"module 'cellworth' has no attribute '{name}'")


def __dir__() -> list[str]:
    """Names of the package, those loaded at first use included."""
    return sorted([*globals(), *INTERFACE])
