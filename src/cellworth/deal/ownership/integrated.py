"""Direct and indirect shares through chains and circles of holdings."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array


@record
class Ownership:
    """Shares of every company in every other, chains and circles followed.

    Attributes
    ----------
    raw_share : (s, n, n) [1]
        Of the column company, held by the row company; circles counted again and again.
    look_through : (s, n, n) [1]
        The same with each company's hold on itself taken out.
    ultimate_share : (s, n, n) [1]
        Of the column company, held in the end by the outside holders of the row company.
    outside_share : (s, n) [1]
        Of each company, not held by another one of the list.
    multiplier : (s, n, n) [1]
        Inverse of identity less holdings.
    """

    raw_share: Array
    look_through: Array
    ultimate_share: Array
    outside_share: Array
    multiplier: Array


def ownership(holding: Array) -> Ownership:
    r"""Follow all holdings to the end.

    .. math:: M = (I - W)^{-1}, \quad Y = M W, \quad \hat Y_{ij} = Y_{ij} / M_{ii},
        \quad O = \mathrm{diag}(o) M

    with :math:`o_j = 1 - \sum_i W_{ij}`; the columns of :math:`O` sum to one.

    Parameters
    ----------
    holding : (s, n, n) [1]
        Cash-flow share of the column company held directly by the row company; zero on the diagonal;
        no column above one, and none of one that goes in a circle.

    Returns
    -------
    Ownership

    References
    ----------
    S68, S69. [brioschi1989]_, [vitali2011]_
    """
    xp = namespace(holding)
    n = holding.shape[-1]
    multiplier = xp.linalg.inv(xp.eye(n, dtype=holding.dtype) - holding)
    raw = xp.matmul(multiplier, holding)
    own = xp.linalg.diagonal(multiplier)
    outside = 1.0 - xp.sum(holding, axis=-2)
    return Ownership(
        raw_share=raw,
        look_through=raw / own[..., :, None],
        ultimate_share=outside[..., :, None] * multiplier,
        outside_share=outside,
        multiplier=multiplier,
    )


def gross_worth(multiplier: Array, own_worth: Array) -> Array:
    r"""Equity or income of each company with its holdings in it, :math:`M a`.

    Parameters
    ----------
    multiplier : (s, n, n) [1]
    own_worth : (s, n) [USD million]
        Net assets or separate income, holdings left out.

    Returns
    -------
    gross_worth : (s, n) [USD million]
        Sums to more than there is: holdings count twice.

    References
    ----------
    S69. [brioschi1989]_
    """
    xp = namespace(multiplier, own_worth)
    return xp.sum(multiplier * own_worth[..., None, :], axis=-1)


def outside_worth(outside_share: Array, gross: Array) -> Array:
    r"""Part of each company's gross worth that outside holders own, :math:`o_i g_i`.

    Parameters
    ----------
    outside_share : (s, n) [1]
    gross : (s, n) [USD million]

    Returns
    -------
    outside_worth : (s, n) [USD million]
        Sums to exactly the worth there is.

    References
    ----------
    S69. [brioschi1989]_
    """
    return outside_share * gross


def look_through_capacity(share: Array, capacity: Array) -> Array:
    r"""Capacity a company has through its holdings, :math:`\sum_j \hat Y_j C_j`.

    Parameters
    ----------
    share : (s, n) [1]
        Look-through shares of one holder.
    capacity : (s, n) [GWh/year]

    Returns
    -------
    look_through_capacity : (s,) [GWh/year]

    References
    ----------
    S72.
    """
    xp = namespace(share, capacity)
    return xp.sum(share * capacity, axis=-1)
