"""Cost of the parts bought for a module."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.amounts import PackAmounts
from cellworth.factory.corrections import FactoryCorrections
from cellworth.factory.laws.power_law import ledger_sum
from cellworth.factory.parameters import PurchasedItems
from cellworth.factory.unit_prices import UnitPrices

GRAMS_PER_KG = 1000.0
PAIR = 2.0
"""Panels and terminals of a module come in pairs."""


@record
class ModuleItemCost:
    """Cost of what is bought for one module.

    Attributes
    ----------
    module_item_cost : dict of (s,) [USD]
    module_items_cost : (s,) [USD]
        Sum of the items.
    """

    module_item_cost: dict[str, Array]
    module_items_cost: Array


def module_item_cost(
    amounts: PackAmounts, prices: UnitPrices, items: PurchasedItems, corrections: FactoryCorrections
) -> ModuleItemCost:
    r"""Cost of the parts bought for one module.

    .. math:: c = \kappa m / 1000 + n \sigma

    Parameters
    ----------
    amounts : PackAmounts
    prices : UnitPrices
    items : PurchasedItems
    corrections : FactoryCorrections

    Returns
    -------
    cost : ModuleItemCost

    Notes
    -----
    No yield acts on module parts. In parity the tabs to the terminals are weighed but not
    bought. Correction ``module_tabs_bought`` buys their copper at the price of interconnects.

    References
    ----------
    C31 to C38. [batpac5]_
    """
    module, layout = amounts.module, amounts.layout
    per_gram = {name: price / GRAMS_PER_KG for name, price in prices.mass_price.items()}
    piece = prices.piece_price
    interconnect = module.module_interconnect
    if corrections.module_tabs_bought:
        interconnect = interconnect + module.module_tabs
    groups = layout.cells_per_module / layout.cells_in_parallel
    cost = {
        "thermal_conductors": per_gram["module_thermal_conductors"] * module.module_thermal_conductor
        + layout.cells_per_module * piece["module_thermal_conductors"],
        "management": items.management_price_per_group * groups
        + items.management_price_per_capacity * amounts.ratings.module_capacity,
        "cell_interconnects": per_gram["module_cell_interconnects"] * interconnect
        + layout.module_interconnect_count_with_tabs * piece["module_cell_interconnects"],
        "interconnect_panels": per_gram["module_interconnect_panels"] * module.module_interconnect_panels
        + PAIR * piece["module_interconnect_panels"],
        "terminals": per_gram["module_terminals"] * module.module_terminals
        + PAIR * piece["module_terminals"],
        "enclosure": per_gram["module_enclosure"] * module.module_enclosure + piece["module_enclosure"],
        "gas_release": piece["module_gas_release"],
    }
    return ModuleItemCost(module_item_cost=cost, module_items_cost=ledger_sum(cost.values()))
