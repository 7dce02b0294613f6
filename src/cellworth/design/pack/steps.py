"""Values that change by steps: comparisons, no search."""

from collections.abc import Sequence

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def stepped(where: Array, starts: Sequence[float], values: Sequence[float]) -> Array:
    """Value of a step function, each value holding from its start on; the first also below its start.

    Parameters
    ----------
    where : (s,) [any]
    starts : static, rising
    values : static, one per start

    Returns
    -------
    value : (s,) [any]

    Notes
    -----
    Not a number stays not a number.

    References
    ----------
    Step look-ups of D94a, D96a, D133 and D134. [batpac5]_
    """
    xp = namespace(where)
    value = xp.where(where == where, values[0], where)
    for start, here, before in zip(starts[1:], values[1:], values[:-1], strict=True):
        if here != before:
            value = xp.where(where >= start, here, value)
    return value
