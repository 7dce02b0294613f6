"""Own cells on the way from the region they are made in to the regions where the cars are built."""

from collections.abc import Sequence

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = ["shipments"]


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
    all that is left where the others lack as much, else all that they lack.

    References
    ----------
    S20 between regions; Theory, eq. strategy-1.
    """
    xp = namespace(*made, *wanted)
    left = [xp.maximum(y - d, 0.0) for y, d in zip(made, wanted, strict=True)]
    lack = [xp.maximum(d - y, 0.0) for y, d in zip(made, wanted, strict=True)]
    most = xp.maximum(sum(left), sum(lack))
    over = xp.where(most > 0.0, most, 1.0)
    part = [s / over for s in left]
    return {(r, q): p * lack[q] for r, p in enumerate(part) for q in range(len(lack)) if r != q}
