"""What waiting is worth, and how likely a bidder may be to leave before it is not."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def waited_value(
    bid_later: Array,
    keep_later: Array,
    leave_chance: Array,
    holding_cash: Array,
    rate: Array,
    years: Array,
    erosion: Array,
    lost_supply: Array,
) -> Array:
    r"""Worth today of deciding later between a bid and keeping, if the bidder is still there.

    .. math:: \frac{b + (1 - h) \max\bigl((1 - e) P, K\bigr) + h K - l}{(1 + r)^{k}}

    Parameters
    ----------
    bid_later : (s,) [USD million]
        Worth of the deal then, :math:`P`.
    keep_later : (s,) [USD million]
        Worth of keeping then, :math:`K`.
    leave_chance : (s,) [1]
        That the bidder has left, :math:`h`.
    holding_cash : (s,) [USD million]
        Cash while waiting, counted at the end of it.
    rate : (s,) [1/year]
    years : (s,) [year]
    erosion : (s,) [1]
        Part of the deal's worth lost to talk, leaving staff and customers.
    lost_supply : (s,) [USD million]
        Expected cost of a supply offer that closes meanwhile.

    Returns
    -------
    waited_value : (s,) [USD million]

    References
    ----------
    S53.
    """
    xp = namespace(bid_later, keep_later)
    stays = xp.maximum((1.0 - erosion) * bid_later, keep_later)
    later = holding_cash + (1.0 - leave_chance) * stays + leave_chance * keep_later - lost_supply
    return later / (1.0 + rate) ** years


def breakeven_leave_chance(now: Array, waited_if_stays: Array, waited_if_leaves: Array) -> Array:
    r"""Chance of losing the bidder at which waiting is worth what acting now is.

    .. math:: h^* = \frac{W_0 - V}{W_0 - W_1}

    Parameters
    ----------
    now : (s,) [USD million]
        Best value of acting now.
    waited_if_stays : (s,) [USD million]
        Worth today of waiting with a bidder sure to stay.
    waited_if_leaves : (s,) [USD million]
        Worth today of waiting with a bidder sure to leave.

    Returns
    -------
    breakeven_leave_chance : (s,) [1]
        Below zero: never wait; above one: wait even without one; NaN where the bidder makes no difference.

    References
    ----------
    S53.
    """
    xp = namespace(now, waited_if_stays, waited_if_leaves)
    gap = waited_if_stays - waited_if_leaves
    matters = gap != 0.0
    return xp.where(matters, (waited_if_stays - now) / xp.where(matters, gap, xp.ones_like(gap)), xp.nan)


def waiting_root(rate: Array, payout: Array, volatility: Array) -> Array:
    r"""Root that says how a right to act grows with what it buys.

    .. math:: \beta = \tfrac12 - \frac{r - \delta}{\sigma^2}
        + \sqrt{\left(\frac{r - \delta}{\sigma^2} - \tfrac12\right)^2 + \frac{2 r}{\sigma^2}}

    Parameters
    ----------
    rate : (s,) [1/year]
    payout : (s,) [1/year]
        What holding the thing itself earns and waiting forgoes; above zero.
    volatility : (s,) [1/year^0.5]

    Returns
    -------
    waiting_root : (s,) [1]
        Above one.

    References
    ----------
    S54. [dixit1994]_, chapter 5
    """
    xp = namespace(rate, payout, volatility)
    drift = (rate - payout) / volatility**2
    return 0.5 - drift + xp.sqrt((drift - 0.5) ** 2 + 2.0 * rate / volatility**2)


def acting_trigger(investment: Array, root: Array) -> Array:
    r"""Value from which acting beats waiting, with no end date, :math:`V^* = \beta I / (\beta - 1)`.

    Parameters
    ----------
    investment : (s,) [USD million]
    root : (s,) [1]

    Returns
    -------
    acting_trigger : (s,) [USD million]

    Notes
    -----
    A check on the simulated policy in its simplest case, not a price.

    References
    ----------
    S54. [dixit1994]_, chapter 5
    """
    return root / (root - 1.0) * investment
