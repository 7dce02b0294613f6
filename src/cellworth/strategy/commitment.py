"""How much to commit to before demand is known: newsvendor, and firm, option, spot."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.special import normal_quantile
from cellworth.core.types import Array


def committed_quantity(mean: Array, sd: Array, underage: Array, overage: Array) -> Array:
    r"""Quantity to commit to under normal demand.

    .. math:: F(Q^*) = \frac{C_u}{C_u + C_o}, \quad Q^* = \mu + \sigma \Phi^{-1}(F)

    Parameters
    ----------
    mean : (s,) [GWh]
    sd : (s,) [GWh]
    underage : (s,) [USD/kWh]
        Cost of a unit too few.
    overage : (s,) [USD/kWh]
        Cost of a unit too many.

    Returns
    -------
    committed_quantity : (s,) [GWh]

    References
    ----------
    S35. [cachon2009]_
    """
    return mean + sd * normal_quantile(underage / (underage + overage))


@record
class SupplyTiers:
    """Quantities bought firm, and firm or by option; the rest comes from the spot market.

    Attributes
    ----------
    firm_quantity : (s,) [GWh]
    firm_plus_option_quantity : (s,) [GWh]
    """

    firm_quantity: Array
    firm_plus_option_quantity: Array


def supply_tiers(
    firm_price: Array, option_fee: Array, strike: Array, spot_price: Array, mean: Array, sd: Array
) -> SupplyTiers:
    r"""Firm, option and spot quantities under normal demand.

    .. math:: P(D > y_1) = (p - r) / e, \quad P(D > y_2) = r / (s - e)

    A tier that never pays is empty: without options :math:`P(D > y_1) = p / s`; no firm quantity
    when :math:`p \ge r + e`; no options when :math:`r \ge s - e` or the two levels cross.

    Parameters
    ----------
    firm_price : (s,) [USD/kWh]
        Paid whether used or not.
    option_fee : (s,) [USD/kWh]
    strike : (s,) [USD/kWh]
        Above zero.
    spot_price : (s,) [USD/kWh]
    mean : (s,) [GWh]
    sd : (s,) [GWh]

    Returns
    -------
    SupplyTiers
        Never below zero; NaN where a tier costs nothing, which has no limit.

    References
    ----------
    S36. [martinez2005]_
    """
    xp = namespace(firm_price, option_fee, strike, spot_price, mean, sd)
    firm_level = (firm_price - option_fee) / strike
    gain = spot_price - strike
    pays = gain > 0.0
    option_level = xp.where(pays, option_fee / xp.where(pays, gain, xp.ones_like(gain)), xp.ones_like(gain))
    with_options = (option_level < 1.0) & (firm_level > option_level)
    firm_chance = xp.where(with_options, firm_level, firm_price / spot_price)
    option_chance = xp.where(with_options, option_level, firm_chance)
    return SupplyTiers(
        firm_quantity=_reached(firm_chance, mean, sd),
        firm_plus_option_quantity=_reached(option_chance, mean, sd),
    )


def _reached(chance_above: Array, mean: Array, sd: Array) -> Array:
    xp = namespace(chance_above, mean, sd)
    inside = (chance_above > 0.0) & (chance_above < 1.0)
    safe = xp.where(inside, chance_above, xp.full_like(chance_above, 0.5))
    quantity = mean + sd * normal_quantile(1.0 - safe)
    quantity = xp.maximum(quantity, xp.zeros_like(quantity))
    outside = xp.where(chance_above >= 1.0, xp.zeros_like(quantity), xp.nan)
    return xp.where(inside, quantity, outside)
