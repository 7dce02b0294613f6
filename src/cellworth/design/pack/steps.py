"""Values that change by steps: comparisons, no search."""

from collections.abc import Sequence

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = ["stepped", "steps_at", "value_of_step"]


def steps_at(where: Array, starts: Sequence[float]) -> tuple[Array, ...]:
    """One for the step in force, zero for all others; the first holds also below its start.

    Parameters
    ----------
    where : (s,) [any]
    starts : static, rising

    Returns
    -------
    steps : one of (s,) [1] per start

    Notes
    -----
    Not a number stays not a number. Sums of products with ones and zeros cost less than choices where
    neighbours differ, and give the same bits.

    References
    ----------
    Step look-ups of D94a, D96a, D133 and D134. [batpac5]_
    """
    xp = namespace(where)
    reached = [xp.astype(where >= start, where.dtype) for start in starts[1:]]
    edges = [1.0 + 0.0 * where, *reached]
    return (*(here - after for here, after in zip(edges, reached, strict=False)), edges[-1])


def value_of_step(steps: Sequence[Array], values: Sequence[float]) -> Array:
    """Value of the step in force.

    Parameters
    ----------
    steps : of (s,) [1], see `steps_at`
    values : static, one per step

    Returns
    -------
    value : (s,) [any]

    References
    ----------
    Step look-ups of D94a, D96a, D133 and D134. [batpac5]_
    """
    value = values[0] * steps[0]
    for step, here in zip(steps[1:], values[1:], strict=True):
        value = value + here * step
    return value


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
    return value_of_step(steps_at(where, starts), values)
