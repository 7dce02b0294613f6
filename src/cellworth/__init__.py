"""What a battery cell business is worth: to make, to buy, to sell."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cellworth.api import cost_packs, design_packs

__all__ = ["__version__", "cost_packs", "design_packs"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Functions of the interface, loaded at first use."""
    if name in ("cost_packs", "design_packs"):
        from cellworth import api

        return getattr(api, name)
    raise AttributeError(f"module 'cellworth' has no attribute '{name}'")
