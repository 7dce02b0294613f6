"""One of two plain numbers, for every design."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = ["either"]


def either(condition: Array, first: float, second: float) -> Array:
    """First number where the condition holds, else the second.

    Parameters
    ----------
    condition : (s,) bool
    first, second : (1,) [any]
        Plain numbers, both whole or both not.

    Returns
    -------
    value : (s,) [any]

    References
    ----------
    D9, D12, D67. [batpac5]_
    """
    xp = namespace(condition)
    kind = xp.int64 if isinstance(second, int) else xp.float64
    return xp.where(condition, xp.asarray(first, dtype=kind), xp.asarray(second, dtype=kind))
