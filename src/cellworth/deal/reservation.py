"""Where each side walks away."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def seller_reservation(
    sold_for_nothing: Array, alternative: Array, fees: Array, gain_tax: Array, tax_basis: Array
) -> Array:
    r"""Price at which selling is worth the best alternative, waiting included.

    .. math:: V_{\mathrm{sell}}(0) + P - \tau_g \max(0, P - B) - F = V_{\mathrm{BATNA}}

    Parameters
    ----------
    sold_for_nothing : (s,) [USD million]
        Worth of the sale at a price of zero.
    alternative : (s,) [USD million]
        Worth of the best other strategy.
    fees : (s,) [USD million]
    gain_tax : (s,) [1]
        Below one.
    tax_basis : (s,) [USD million]

    Returns
    -------
    seller_reservation : (s,) [USD million]
        Below zero: the seller would pay to hand over.

    References
    ----------
    S61.
    """
    xp = namespace(sold_for_nothing, alternative)
    untaxed = alternative + fees - sold_for_nothing
    taxed = (untaxed - gain_tax * tax_basis) / (1.0 - gain_tax)
    return xp.where(untaxed > tax_basis, taxed, untaxed)


def venture_cash(price: Array, volume: Array, variable: Array, fixed: Array) -> Array:
    r"""Yearly cash of the venture under a bidder's plan.

    .. math:: \sum_c p_c Q_c - v \sum_c Q_c - F

    Parameters
    ----------
    price : (s, c) [USD/kWh]
        To each customer: supply back to the seller, third parties.
    volume : (s, c) [GWh/year]
    variable : (s,) [USD/kWh]
    fixed : (s,) [USD million/year]

    Returns
    -------
    venture_cash : (s,) [USD million/year]

    References
    ----------
    S62.
    """
    xp = namespace(price, volume)
    return xp.sum((price - variable[..., None]) * volume, axis=-1) - fixed


def bidder_reservation(
    venture_worth: Array,
    capital: Array,
    stake: Array,
    synergies: Array,
    integration: Array,
    regulatory_effect: Array,
    forgone: Array,
) -> Array:
    r"""Most a bidder can pay.

    .. math:: \alpha (V - K) + S - I + G - O

    Parameters
    ----------
    venture_worth : (s,) [USD million]
        Worth today of the venture's cash under this bidder's plan and rate.
    capital : (s,) [USD million]
        Worth today of what it must invest.
    stake : (s,) [1]
        Bought.
    synergies : (s,) [USD million]
    integration : (s,) [USD million]
    regulatory_effect : (s,) [USD million]
        Subsidy won or lost by this owner (S28), signed.
    forgone : (s,) [USD million]
        Worth of other bids given up for this one.

    Returns
    -------
    bidder_reservation : (s,) [USD million]

    References
    ----------
    S62.
    """
    return stake * (venture_worth - capital) + synergies - integration + regulatory_effect - forgone
