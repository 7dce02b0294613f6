"""Own cells on the way from the region they are made in to the regions where the cars are built."""

from collections.abc import Sequence

from cellworth.core.arrays import above_zero, held, namespace, or_one
from cellworth.core.types import Array

__all__ = ["shipments"]

ROUNDING = 1e-9
"""Part of a region's energy that is none."""


def shipments(made: Sequence[Array], wanted: Sequence[Array]) -> dict[tuple[int, int], Array]:
    r"""Energy that crosses from each region to each other one: own region first, the rest pro rata.

    .. math:: x_{rq} = s_r \, l_q / \max(S, L), \quad s_r = \max(y_r - d_r, 0), \quad l_q = \max(d_q - y_q, 0)

    with :math:`S` and :math:`L` the sums over the regions.

    Parameters
    ----------
    made : (s, y) [kWh/year], one per region.
    wanted : (s, y) [kWh/year], one per region in the same order.

    Returns
    -------
    shipped : (s, y) [kWh/year], by the positions of two regions, made in and wanted in.

    Notes
    -----
    A region never sends and lacks at once. It sends at most what it has left, and gets at most what it lacks:
    all that is left where the others lack as much, else all that they lack. Rounding has
    no derivatives: regions that make just what they want stand at a kink.

    References
    ----------
    S20 between regions; Theory, eq. strategy-1.
    """
    xp = namespace(*made, *wanted)

    def over(one: Array, other: Array) -> Array:
        """What is beyond the other; rounding is nothing that moves."""
        beyond = held(one - other, lambda gap: xp.abs(gap) <= ROUNDING * other)
        return above_zero(beyond)

    left = [over(y, d) for y, d in zip(made, wanted, strict=True)]
    lack = [over(d, y) for y, d in zip(made, wanted, strict=True)]
    most = xp.maximum(sum(left), sum(lack))
    whole = or_one(most)
    part = [s / whole for s in left]
    return {(r, q): p * lack[q] for r, p in enumerate(part) for q in range(len(lack)) if r != q}
