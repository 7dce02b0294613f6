"""A bid is worth its chance of being paid."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def closing_chance(funding: Array, regulation: Array, consent: Array, no_adverse_change: Array) -> Array:
    r"""Chance that a signed deal is paid, :math:`\pi_f \pi_r \pi_c \pi_m`.

    Parameters
    ----------
    funding : (s, b) [1]
    regulation : (s, b) [1]
    consent : (s, b) [1]
        Of the partner.
    no_adverse_change : (s, b) [1]

    Returns
    -------
    closing_chance : (s, b) [1]

    References
    ----------
    S66.
    """
    return funding * regulation * consent * no_adverse_change


def failure_value(fallback: Array, damage: Array, reverse_fee: Array) -> Array:
    r"""What the seller is left with when a deal falls through, :math:`V_0 - D + F_r`.

    Parameters
    ----------
    fallback : (s, b) [USD million]
        Next-best alternative by then.
    damage : (s, b) [USD million]
        Staff, customers and time lost.
    reverse_fee : (s, b) [USD million]
        Paid by the bidder that does not close.

    Returns
    -------
    failure_value : (s, b) [USD million]

    References
    ----------
    S66.
    """
    return fallback - damage + reverse_fee


def certain_value(chance: Array, clean_price: Array, fees: Array, failure: Array, discount: Array) -> Array:
    r"""Worth of a bid to the seller; bids are ranked by it, not by their headline.

    .. math:: \delta \bigl(\pi (P - f) + (1 - \pi) V_{\mathrm{fail}}\bigr)

    Parameters
    ----------
    chance : (s, b) [1]
        Of closing.
    clean_price : (s, b) [USD million]
    fees : (s, b) [USD million]
    failure : (s, b) [USD million]
    discount : (s, b) [1]
        From closing to today.

    Returns
    -------
    certain_value : (s, b) [USD million]

    References
    ----------
    S66.
    """
    return discount * (chance * (clean_price - fees) + (1.0 - chance) * failure)


def breakeven_closing_chance(rival_value: Array, net_price: Array, failure: Array) -> Array:
    r"""Chance of closing at which a bid is worth a rival one.

    .. math:: \pi^* = \frac{V_2 - V_{\mathrm{fail}}}{P - f - V_{\mathrm{fail}}}

    Parameters
    ----------
    rival_value : (s, b) [USD million]
        Certainty-adjusted worth of the rival bid.
    net_price : (s, b) [USD million]
        Clean price less fees.
    failure : (s, b) [USD million]

    Returns
    -------
    breakeven_closing_chance : (s, b) [1]
        Above one: it cannot win; NaN where closing gains nothing.

    References
    ----------
    S66.
    """
    xp = namespace(rival_value, net_price, failure)
    gain = net_price - failure
    gains = gain > 0.0
    return xp.where(gains, (rival_value - failure) / xp.where(gains, gain, xp.ones_like(gain)), xp.nan)
