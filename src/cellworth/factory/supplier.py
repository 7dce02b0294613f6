"""The supplier as a factory of its own: its cost at its own scale, and the price it asks.

An extension. The published method costs a supplier as the buyer's own plant, so that buying
never wins there; it has no market price, no scale and no utilization of the supplier.
"""

from cellworth.core.arrays import namespace
from cellworth.core.record import record, replace
from cellworth.core.types import Array
from cellworth.factory.plant import BoughtPrices
from cellworth.factory.unit_cost import USD_PER_MILLION, UnitCost


@record
class SupplierTerms:
    """How a supplier prices.

    Attributes
    ----------
    asks_margin : (s,) [1]
        1 where the price is full cost and a margin on it, 0 where the profit is the published
        return on investment.
    margin_on_cost : (s,) [1]
        Share on full cost; set by the tightness of the market (S31) or given.
    """

    asks_margin: Array
    margin_on_cost: Array


@record
class SupplierCosts:
    """Cost and price of bought cells and modules.

    Attributes
    ----------
    supplier_level_cost : dict of UnitCost
        Keys ``supplier_cell`` and ``supplier_module``, profit and warranty included.
    asked : BoughtPrices
        What the buyer pays.
    """

    supplier_level_cost: dict[str, UnitCost]
    asked: BoughtPrices


def asked_cost(
    cost: UnitCost, units_per_year: Array, terms: SupplierTerms, profit_rate: Array, warranty_rate: Array
) -> UnitCost:
    r"""Cost of one unit with the supplier's profit and warranty.

    .. math::

       P = m (V + F) \text{ or } \pi I 10^6 / U, \quad C = (V + F + P)(1 + w)

    Parameters
    ----------
    cost : UnitCost
        Of the supplier's plant; its own profit and warranty are not read.
    units_per_year : (s,) [1/year]
    terms : SupplierTerms
    profit_rate : [1/year]
        Published return on investment.
    warranty_rate : [1]

    Returns
    -------
    cost : UnitCost

    Notes
    -----
    With the published return and the buyer's own plant this is C90 and C91 as bought.

    References
    ----------
    C87, C88, C89, S31. [batpac5]_
    """
    full = cost.variable_cost + cost.fixed_expenses
    xp = namespace(full)
    on_investment = profit_rate * cost.total_investment * USD_PER_MILLION / units_per_year
    profit = xp.where(terms.asks_margin > 0.0, terms.margin_on_cost * full, on_investment)
    warranty = warranty_rate * (full + profit)
    return replace(cost, profit=profit, warranty=warranty, unit_cost=full + profit + warranty)
