"""Who controls whom, by votes and by contract."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array


@record
class Control:
    """Votes and control after following every chain.

    Attributes
    ----------
    controls : (s, n, n) [1]
        One where the row company controls the column company, or is it.
    controlled_votes : (s, n, n) [1]
        Votes in the column company of the row company and of all it controls.
    """

    controls: Array
    controlled_votes: Array


def control(votes: Array, by_contract: Array, threshold: float = 0.5) -> Control:
    r"""Smallest set of controls that fits the votes and the contracts.

    .. math:: i \to j \text{ when } \sum_{k :\, i \to k} \Omega_{kj} > \tfrac12

    Parameters
    ----------
    votes : (s, n, n) [1]
        In the column company, of the row company, directly.
    by_contract : (s, n, n) [1]
        One where the row company controls the column company by contract, veto or debt, with evidence.
    threshold : float [1]
        Votes must exceed it.

    Returns
    -------
    Control

    Notes
    -----
    Control is passed on once per round; as many rounds as companies reach the fixed point.

    References
    ----------
    S70.
    """
    xp = namespace(votes, by_contract)
    n = votes.shape[-1]
    itself = xp.eye(n, dtype=votes.dtype)
    held = xp.maximum(itself + xp.zeros_like(votes), by_contract + xp.zeros_like(votes))
    for _ in range(n):
        together = xp.matmul(held, votes)
        by_votes = xp.astype(together > threshold, votes.dtype)
        through = xp.astype(xp.matmul(held, held) > 0.0, votes.dtype)
        held = xp.maximum(held, xp.maximum(by_votes, through))
    return Control(controls=held, controlled_votes=xp.matmul(held, votes))
