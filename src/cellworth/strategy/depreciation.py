"""Write-off of investments by the tax office's table, and how long an old plant lasts."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array


def written_off(investment: Array, table: Array) -> Array:
    r"""Yearly write-off of a row of investments.

    .. math:: d_t = \sum_{k \le t} I_k \, w_{t - k}

    Parameters
    ----------
    investment : (s, y) [USD/year]
    table : (n,) [1]
        Share written off per year of service, of the jurisdiction; sums to one.

    Returns
    -------
    written_off : (s, y) [USD/year]
        What falls due beyond the last year is left out.

    References
    ----------
    S23.
    """
    xp = namespace(investment, table)
    n_years = investment.shape[1]
    total = table[0] * investment
    for age in range(1, min(table.shape[0], n_years)):
        late = xp.zeros_like(investment[:, :age])
        total = total + table[age] * xp.concat([late, investment[:, : n_years - age]], axis=1)
    return total


@record
class Wear:
    """What an old plant still carries, and what must be renewed.

    Attributes
    ----------
    worn : (s, y) [1]
        Part of a year's wear that is borne by what was paid before.
    renewed : (s, y) [1]
        Part that is renewed in the year.
    """

    worn: Array
    renewed: Array


def wear(years_left: Array, years_added: Array) -> Wear:
    r"""Wear borne by the old plant while it lasts; after that it is renewed as it falls due.

    .. math:: w_t = \min(n_t, 1), \quad n_{t+1} = n_t - w_t + a_{t+1}

    Parameters
    ----------
    years_left : (s,) [year]
        Life left at the start: book value over straight write-off.
    years_added : (s, y) [year]
        Life added by a conversion in that year.

    Returns
    -------
    Wear

    Notes
    -----
    Renewal equal to wear keeps a plant as it is; nothing of it is left over at the end.

    References
    ----------
    S23, straight line.
    """
    xp = namespace(years_left, years_added)
    left = years_left
    parts = []
    for year in range(years_added.shape[1]):
        left = left + years_added[:, year]
        part = xp.minimum(left, xp.ones_like(left))
        left = left - part
        parts.append(part)
    worn = xp.permute_dims(xp.stack(parts), (1, 0))
    return Wear(worn=worn, renewed=1.0 - worn)
