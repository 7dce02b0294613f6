"""Sale price and supply price are one negotiation: headline, clean price, frontier."""

from cellworth.core.annuity import annuity
from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def overpayment_worth(price_above_market: Array, quantity: Array, rate: Array, years: Array) -> Array:
    r"""What paying above market for supply hands to the venture.

    .. math:: \Delta V = \Delta p \, Q \, a(r, n)

    Parameters
    ----------
    price_above_market : (s,) [USD/kWh]
    quantity : (s,) [GWh/year]
    rate : (s,) [1/year]
    years : (s,) [year]
        Term of the supply agreement.

    Returns
    -------
    overpayment_worth : (s,) [USD million]

    References
    ----------
    S42, S82. The slope of every party's frontier between headline and supply price.
    """
    return price_above_market * quantity * annuity(rate, years)


def affordable_uplift(overpayment: Array, stake_sold: Array) -> Array:
    r"""By how much a buyer of a share can raise its price, :math:`s \Delta V`; the rest goes to others.

    Parameters
    ----------
    overpayment : (s,) [USD million]
    stake_sold : (s,) [1]

    Returns
    -------
    affordable_uplift : (s,) [USD million]

    References
    ----------
    S42.
    """
    return stake_sold * overpayment


def clean_price(headline: Array, overpayment: Array) -> Array:
    r"""Price without what the seller pays back through the supply price, :math:`P - \Delta V`.

    Parameters
    ----------
    headline : (s,) [USD million]
    overpayment : (s,) [USD million]

    Returns
    -------
    clean_price : (s,) [USD million]

    References
    ----------
    S42.
    """
    return headline - overpayment


def indifferent_headline(
    headline: Array, supply_price_change: Array, quantity: Array, rate: Array, years: Array
) -> Array:
    r"""Headline price that leaves a party as well off after a change of the supply price.

    .. math:: P' = P + \Delta p \, Q \, a(r, n)

    Parameters
    ----------
    headline : (s,) [USD million]
        At which the party is indifferent today: its reservation price.
    supply_price_change : (s,) [USD/kWh]
    quantity : (s,) [GWh/year]
        For a buyer of a share, its share of the quantity.
    rate : (s,) [1/year]
        The party's own.
    years : (s,) [year]

    Returns
    -------
    indifferent_headline : (s,) [USD million]

    References
    ----------
    S82.
    """
    return headline + overpayment_worth(supply_price_change, quantity, rate, years)


def undominated(worth: Array) -> Array:
    """Terms that no other terms beat for every party at once.

    Parameters
    ----------
    worth : (t, p) [USD million]
        Of each set of terms to each party, on the same draws.

    Returns
    -------
    undominated : (t,) [1]
        One for terms on the frontier.

    References
    ----------
    S82.
    """
    xp = namespace(worth)
    mine, other = worth[:, None, :], worth[None, :, :]
    beaten = xp.all(other >= mine, axis=-1) & xp.any(other > mine, axis=-1)
    return xp.astype(xp.logical_not(xp.any(beaten, axis=1)), worth.dtype)
