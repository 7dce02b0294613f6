"""A partner in the cells: co-owned plant, licence, tolling, a stake in a supplier."""

from cellworth.core.record import record
from cellworth.core.types import Array


def cost_plus_price(unit_cost: Array, markup: Array) -> Array:
    r"""Transfer price of a co-owned plant, :math:`p_T = c (1 + m)`.

    Parameters
    ----------
    unit_cost : (s, y) [USD/kWh]
    markup : (s, y) [1]

    Returns
    -------
    cost_plus_price : (s, y) [USD/kWh]

    References
    ----------
    S75.
    """
    return unit_cost * (1.0 + markup)


def partnered_cost(unit_cost: Array, transfer_price: Array, stake: Array, licence_fee: Array) -> Array:
    r"""What a kWh really costs an owner who buys from its own venture.

    .. math:: c_{\mathrm{eff}} = (1 - \alpha) p_T + \alpha c + f

    Parameters
    ----------
    unit_cost : (s, y) [USD/kWh]
    transfer_price : (s, y) [USD/kWh]
    stake : (s, y) [1]
        Own share of the venture's profit.
    licence_fee : (s, y) [USD/kWh]
        Paid to the partner for know-how.

    Returns
    -------
    partnered_cost : (s, y) [USD/kWh]

    References
    ----------
    S39, S75.
    """
    return (1.0 - stake) * transfer_price + stake * unit_cost + licence_fee


def tolling_price(fixed: Array, volume: Array, margin: Array) -> Array:
    r"""Conversion price when the buyer owns the materials, :math:`F / y + m`.

    Parameters
    ----------
    fixed : (s, y) [USD million/year]
        Of the partner's plant.
    volume : (s, y) [GWh/year]
        Through the plant, :math:`u C`.
    margin : (s, y) [USD/kWh]

    Returns
    -------
    tolling_price : (s, y) [USD/kWh]

    References
    ----------
    S75.
    """
    return fixed / volume + margin


@record
class PartnerFlows:
    """Yearly cash of a venture's two owners and of the venture; the three sum to the outside cash.

    Attributes
    ----------
    owner_cash : (s, y) [USD million/year]
        Of the automaker that takes the cells.
    partner_cash : (s, y) [USD million/year]
    venture_transfer : (s, y) [USD million/year]
        What the venture gets from both owners less what it pays them.
    """

    owner_cash: Array
    partner_cash: Array
    venture_transfer: Array


def partner_flows(
    transfer_price: Array,
    volume: Array,
    stake: Array,
    dividend: Array,
    capital_call: Array,
    licence_fee: Array,
) -> PartnerFlows:
    r"""Ledger of a co-owned plant.

    .. math:: A = -p_T y + \alpha d - \alpha k - f y, \quad P = (1 - \alpha) d - (1 - \alpha) k + f y

    Parameters
    ----------
    transfer_price : (s, y) [USD/kWh]
    volume : (s, y) [GWh/year]
        All of it taken by the automaker.
    stake : (s, y) [1]
        Of the automaker.
    dividend : (s, y) [USD million/year]
    capital_call : (s, y) [USD million/year]
    licence_fee : (s, y) [USD/kWh]

    Returns
    -------
    PartnerFlows
        Sum to zero.

    References
    ----------
    S75, S43.
    """
    cells, fee = transfer_price * volume, licence_fee * volume
    return PartnerFlows(
        owner_cash=-cells + stake * (dividend - capital_call) - fee,
        partner_cash=(1.0 - stake) * (dividend - capital_call) + fee,
        venture_transfer=cells - dividend + capital_call,
    )


def supplier_stake_cost(price: Array, supplier_margin: Array, stake: Array) -> Array:
    r"""What a kWh costs the holder of a minority of its supplier, :math:`p - \alpha (p - c_s)`.

    Parameters
    ----------
    price : (s, y) [USD/kWh]
    supplier_margin : (s, y) [USD/kWh]
        Price less the supplier's full cost; may be negative.
    stake : (s, y) [1]

    Returns
    -------
    supplier_stake_cost : (s, y) [USD/kWh]

    References
    ----------
    S39, S75.
    """
    return price - stake * supplier_margin
