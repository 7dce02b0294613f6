"""Cost of the parts bought for a pack, and of what stands outside it."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.amounts import PackAmounts
from cellworth.factory.corrections import FactoryCorrections
from cellworth.factory.laws.power_law import ledger_sum
from cellworth.factory.parameters import PurchasedItems
from cellworth.factory.plant import VehicleItems
from cellworth.factory.unit_prices import UnitPrices

GRAMS_PER_KG = 1000.0
WATTS_PER_KW = 1000.0
PAIR = 2.0
"""Pack terminals, and cooling panels per row, come in pairs."""


@record
class PackItemCost:
    """Cost of what is bought for one pack, without its battery management system.

    Attributes
    ----------
    pack_item_cost : dict of (s,) [USD]
    pack_items_cost : (s,) [USD]
        Sum of the items.
    """

    pack_item_cost: dict[str, Array]
    pack_items_cost: Array


@record
class SystemItemCost:
    """Cost of what a battery system needs outside its packs.

    Attributes
    ----------
    air_conditioning_cost : (s,) [USD]
    multiple_packs_cost : (s,) [USD]
    system_items_cost : (s,) [USD]
        Sum of the two.
    """

    air_conditioning_cost: Array
    multiple_packs_cost: Array
    system_items_cost: Array


def pack_item_cost(
    amounts: PackAmounts,
    prices: UnitPrices,
    items: PurchasedItems,
    vehicle: VehicleItems,
    corrections: FactoryCorrections,
) -> PackItemCost:
    r"""Cost of the parts bought for one pack.

    .. math:: c = \kappa m + n \sigma

    Parameters
    ----------
    amounts : PackAmounts
    prices : UnitPrices
    items : PurchasedItems
    vehicle : VehicleItems
    corrections : FactoryCorrections

    Returns
    -------
    cost : PackItemCost

    Notes
    -----
    Pads, bus bars and insulation have fixed prices. In parity the steel plate of the jacket
    base is weighed but not bought. Correction ``jacket_base_steel_bought``.

    References
    ----------
    C39 to C50. [batpac5]_
    """
    pack, layout = amounts.pack, amounts.layout
    mass, piece = prices.mass_price, prices.piece_price
    rows = layout.rows_per_pack
    steel = pack.jacket_angle_iron
    if corrections.jacket_base_steel_bought:
        steel = steel + pack.jacket_base_steel
    aluminium = pack.jacket_aluminium_base + pack.jacket_aluminium_top
    copper_terminals = (items.pack_terminal_copper_fraction / GRAMS_PER_KG) * mass["pack_terminals"]
    interconnects = layout.modules_per_pack + rows
    per_interconnect = (
        mass["pack_module_interconnects"] / GRAMS_PER_KG
    ) * pack.module_to_module_interconnect + piece["pack_module_interconnects"]
    cost = {
        "row_racks": rows
        * ((pack.row_rack_hardware - pack.row_pads) * mass["pack_row_rack"] + piece["pack_row_rack"]),
        "pads": rows * (layout.modules_per_row - 1.0) * piece["pack_module_pads"],
        "module_interconnects": interconnects * per_interconnect,
        "bus_bars": bus_bar_cost(pack.bus_bar, mass["pack_bus_bars"], piece["pack_bus_bars"]),
        "cooling_panels": mass["pack_cooling_panels"] * pack.cooling_panels
        + rows * (PAIR * piece["pack_cooling_panels"]),
        "coolant_manifold": mass["pack_coolant_manifold"] * pack.coolant_manifold
        + piece["pack_coolant_manifold"],
        "pack_terminals": copper_terminals * pack.pack_terminals + PAIR * piece["pack_terminals"],
        "jacket_steel": mass["pack_jacket_steel"] * steel + piece["pack_jacket_steel"],
        "jacket_aluminium": mass["pack_jacket_aluminium"] * aluminium + piece["pack_jacket_aluminium"],
        "jacket_insulation": items.insulation_price
        * (pack.jacket_insulation_base + pack.jacket_insulation_top),
        "thermal_system": pack.thermal_system_cost,
        "heating_system": vehicle.heating_system_price,
    }
    return PackItemCost(pack_item_cost=cost, pack_items_cost=ledger_sum(cost.values()))


def bus_bar_cost(mass: Array, mass_price: Array, piece_price: Array) -> Array:
    r"""Bus bars of a pack; none where their mass is zero.

    .. math:: c = \kappa m / 1000 + \sigma \text{ if } m > 0, \text{ otherwise } 0

    Parameters
    ----------
    mass : (s,) [g]
    mass_price : (s,) [USD/kg]
    piece_price : (s,) [USD]

    Returns
    -------
    cost : (s,) [USD]

    References
    ----------
    C42. [batpac5]_
    """
    xp = namespace(mass)
    cost = (mass_price / GRAMS_PER_KG) * mass + piece_price
    return xp.where(mass == 0.0, xp.zeros_like(cost), cost)


def system_item_cost(amounts: PackAmounts, vehicle: VehicleItems) -> SystemItemCost:
    r"""Additions outside the pack, per battery system.

    .. math:: c = \lceil W / 1000 \rceil c_{ac} + \max(N_{ps} - 1, 0) c_{multi}

    Parameters
    ----------
    amounts : PackAmounts
    vehicle : VehicleItems

    Returns
    -------
    cost : SystemItemCost

    References
    ----------
    C51. [batpac5]_
    """
    heat, packs = amounts.ratings.system_heat, amounts.layout.packs_per_system
    xp = namespace(heat, packs)
    air_conditioning = xp.ceil(heat / WATTS_PER_KW) * vehicle.air_conditioning_price
    beyond_one = packs - 1.0
    multiple = xp.where(beyond_one > 0.0, beyond_one, xp.zeros_like(beyond_one))
    multiple = multiple * vehicle.additional_pack_price
    return SystemItemCost(
        air_conditioning_cost=air_conditioning,
        multiple_packs_cost=multiple,
        system_items_cost=air_conditioning + multiple,
    )
