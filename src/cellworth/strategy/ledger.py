"""Money that passes between parties: what one pays, another gets."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def transfer_residual(transfers: Array) -> Array:
    r"""Sum of all transfers among the parties, the state included; zero if nothing is lost or made up.

    .. math:: \sum_k T_k

    Parameters
    ----------
    transfers : (s, y, t) [USD million/year]
        Receipts above zero, payments below, one entry for each side.

    Returns
    -------
    transfer_residual : (s, y) [USD million/year]

    References
    ----------
    S43.
    """
    xp = namespace(transfers)
    return xp.sum(transfers, axis=-1)


def relative_residual(transfers: Array) -> Array:
    r"""Residual of the ledger over its turnover.

    .. math:: \left|\sum_k T_k\right| / \tfrac12 \sum_k |T_k|

    Parameters
    ----------
    transfers : (s, y, t) [USD million/year]

    Returns
    -------
    relative_residual : (s, y) [1]
        Zero where nothing was paid; two where every receipt lacks its payment.

    References
    ----------
    S43.
    """
    xp = namespace(transfers)
    turnover = xp.sum(xp.abs(transfers), axis=-1) / 2.0
    paid = turnover > 0.0
    safe = xp.where(paid, turnover, xp.ones_like(turnover))
    return xp.abs(transfer_residual(transfers)) / safe
