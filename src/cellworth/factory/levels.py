"""Cost of cell, module, pack and battery system, made or bought."""

from typing import TypeAlias

from cellworth.core.constants import PERCENT
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.amounts import PackAmounts
from cellworth.factory.parameters import OverheadRates
from cellworth.factory.plant import BoughtPrices, PlantInputs
from cellworth.factory.rates import AnnualRates
from cellworth.factory.scopes import ScopeTotals
from cellworth.factory.unit_cost import LevelInputs, UnitCost, unit_cost

LEVELS = ("cell", "module", "pack")

OwnPlant: TypeAlias = dict[str, dict[str, Array]]
"""Labour, equipment and area by level."""


@record
class ItemCosts:
    """What is bought at each level.

    Attributes
    ----------
    cell_materials : (s,) [USD]
        Per cell.
    module_items : (s,) [USD]
        Per module.
    pack_items : (s,) [USD]
        Per pack, without the battery management system.
    system_items : (s,) [USD]
        Per battery system.
    """

    cell_materials: Array
    module_items: Array
    pack_items: Array
    system_items: Array


@record
class LevelCosts:
    """Cost of cell, module and pack.

    Attributes
    ----------
    level_cost : dict of UnitCost
        Keys ``cell``, ``module``, ``pack``.
    cell_price_in_force, module_price_in_force : (s,) [USD]
        What a cell, and a module, is charged to the next level at: the supplier's price where
        one is given and the part is bought, the cost otherwise.
    """

    level_cost: dict[str, UnitCost]
    cell_price_in_force: Array
    module_price_in_force: Array


@record
class SystemCost:
    """Cost per pack, per system and per energy.

    Attributes
    ----------
    cell_cost_per_pack, module_cost_per_pack, cell_cost_per_module : (s,) [USD]
    packs_cost_per_system, system_cost : (s,) [USD]
    system_cost_high, system_cost_low : (s,) [USD]
        Band of the two errors, added.
    band_unit_costs, band_thickness_capacity : (s,) [%]
        Errors of unit costs, and of electrode thickness and capacity limits.
    system_cost_per_energy, pack_cost_per_energy, module_cost_per_energy, cell_cost_per_energy :
        (s,) [USD/kWh]
    system_cost_per_useable_energy, pack_cost_per_useable_energy, module_cost_per_useable_energy,
    cell_cost_per_useable_energy : (s,) [USD/kWh]
    module_share_of_pack, cell_share_of_module, cell_share_of_pack : (s,) [1]
    """

    cell_cost_per_pack: Array
    module_cost_per_pack: Array
    cell_cost_per_module: Array
    packs_cost_per_system: Array
    system_cost: Array
    system_cost_high: Array
    system_cost_low: Array
    band_unit_costs: Array
    band_thickness_capacity: Array
    system_cost_per_energy: Array
    pack_cost_per_energy: Array
    module_cost_per_energy: Array
    cell_cost_per_energy: Array
    system_cost_per_useable_energy: Array
    pack_cost_per_useable_energy: Array
    module_cost_per_useable_energy: Array
    cell_cost_per_useable_energy: Array
    module_share_of_pack: Array
    cell_share_of_module: Array
    cell_share_of_pack: Array


def own_plant(scope: dict[str, Array], plant: PlantInputs) -> dict[str, Array]:
    """Labour, equipment or area each level has for itself, without what its supplier has.

    Parameters
    ----------
    scope : dict of (s,)
        Per level, what stands below it included.
    plant : PlantInputs

    Returns
    -------
    own : dict of (s,)

    References
    ----------
    C90, C91, C92. [batpac5]_
    """
    cells = plant.buys_cells * scope["cell"]
    return {
        "cell": scope["cell"],
        "module": scope["module"] - cells,
        "pack": scope["pack"] - plant.buys_modules * scope["module"] - cells,
    }


def cell_level(
    rates: AnnualRates, items: ItemCosts, own: OwnPlant, flag: Array, overhead: OverheadRates
) -> LevelInputs:
    """What the cell plant is charged with.

    Parameters
    ----------
    rates : AnnualRates
    items : ItemCosts
    own : dict of dict of (s,)
    flag : (s,) [1]
        1 where the cell is sold with profit and warranty.
    overhead : OverheadRates

    Returns
    -------
    level : LevelInputs

    References
    ----------
    C90. [batpac5]_
    """
    return LevelInputs(
        units_per_year=rates.cells_accepted_per_year,
        materials=items.cell_materials,
        labor=own["labor"]["cell"],
        equipment=own["equipment"]["cell"],
        area=own["area"]["cell"],
        charges_profit=flag,
        charges_warranty=flag,
        profit_rate=overhead.profit_rate["cell"],
        warranty_rate=overhead.warranty_rate["cell"],
    )


def module_level(
    amounts: PackAmounts,
    plant: PlantInputs,
    rates: AnnualRates,
    items: ItemCosts,
    own: OwnPlant,
    cell_price: Array,
    overhead: OverheadRates,
) -> LevelInputs:
    r"""What the module plant is charged with.

    .. math:: M = \left[ f_c n_{cp} C_{cell} + (1 - f_c) n_{cp} C_{mat} \right] / n_{mp} + C_{mod}

    Parameters
    ----------
    amounts : PackAmounts
    plant : PlantInputs
    rates : AnnualRates
    items : ItemCosts
    own : dict of dict of (s,)
    cell_price : (s,) [USD]
    overhead : OverheadRates

    Returns
    -------
    level : LevelInputs

    References
    ----------
    C91. [batpac5]_
    """
    bought, layout = plant.buys_cells, amounts.layout
    per_cell = bought * cell_price + (1.0 - bought) * items.cell_materials
    return LevelInputs(
        units_per_year=rates.modules_per_year,
        materials=layout.cells_per_pack * per_cell / layout.modules_per_pack + items.module_items,
        labor=own["labor"]["module"],
        equipment=own["equipment"]["module"],
        area=own["area"]["module"],
        charges_profit=plant.buys_modules,
        charges_warranty=plant.buys_modules,
        profit_rate=overhead.profit_rate["module"],
        warranty_rate=overhead.warranty_rate["module"],
    )


def pack_level(
    amounts: PackAmounts,
    plant: PlantInputs,
    items: ItemCosts,
    own: OwnPlant,
    cell_price: Array,
    module_price: Array,
    overhead: OverheadRates,
) -> LevelInputs:
    r"""What the pack plant is charged with.

    .. math::

       M = f_c (n_{cp} C_{cell} + n_{mp} C_{mod}) + f_m n_{mp} C_{module}
         + (1 - f_c - f_m)(n_{cp} C_{mat} + n_{mp} C_{mod}) + C_{pk} + c_{bms}

    Parameters
    ----------
    amounts : PackAmounts
    plant : PlantInputs
    items : ItemCosts
    own : dict of dict of (s,)
    cell_price, module_price : (s,) [USD]
    overhead : OverheadRates

    Returns
    -------
    level : LevelInputs

    References
    ----------
    C92. [batpac5]_
    """
    cells, modules, layout = plant.buys_cells, plant.buys_modules, amounts.layout
    made = 1.0 - cells - modules
    per_cell = cells * cell_price + made * items.cell_materials
    per_module = modules * module_price + (1.0 - modules) * items.module_items
    return LevelInputs(
        units_per_year=plant.packs_per_year,
        materials=layout.cells_per_pack * per_cell
        + layout.modules_per_pack * per_module
        + items.pack_items
        + amounts.pack.bms_cost,
        labor=own["labor"]["pack"],
        equipment=own["equipment"]["pack"],
        area=own["area"]["pack"],
        charges_profit=plant.charges_profit,
        charges_warranty=plant.charges_warranty,
        profit_rate=overhead.profit_rate["pack"],
        warranty_rate=overhead.warranty_rate["pack"],
    )


def level_costs(
    amounts: PackAmounts,
    plant: PlantInputs,
    rates: AnnualRates,
    items: ItemCosts,
    scopes: ScopeTotals,
    overhead: OverheadRates,
    bought: BoughtPrices,
) -> LevelCosts:
    """Cost of cell, module and pack, each building on the one before where it is bought.

    Parameters
    ----------
    amounts : PackAmounts
    plant : PlantInputs
    rates : AnnualRates
    items : ItemCosts
    scopes : ScopeTotals
    overhead : OverheadRates
    bought : BoughtPrices
        Suppliers' own prices; where none is given the supplier is the buyer's own plant, as
        the method has it.

    Returns
    -------
    costs : LevelCosts

    References
    ----------
    C74, C75, C90, C91, C92. [batpac5]_
    """
    own = {
        "labor": own_plant(scopes.scope_labor, plant),
        "equipment": own_plant(scopes.scope_equipment, plant),
        "area": own_plant(scopes.scope_area, plant),
    }
    cell = unit_cost(cell_level(rates, items, own, plant.buys_cells, overhead), overhead)
    cell_price = _in_force(cell.unit_cost, bought.cell_price, plant.buys_cells)
    module = unit_cost(module_level(amounts, plant, rates, items, own, cell_price, overhead), overhead)
    module_price = _in_force(module.unit_cost, bought.module_price, plant.buys_modules)
    pack = unit_cost(pack_level(amounts, plant, items, own, cell_price, module_price, overhead), overhead)
    return LevelCosts(
        level_cost={"cell": cell, "module": module, "pack": pack},
        cell_price_in_force=cell_price,
        module_price_in_force=module_price,
    )


def _in_force(own: Array, asked: Array | None, bought: Array) -> Array:
    """The supplier's price where it is given and the part bought, otherwise the cost (C92)."""
    if asked is None:
        return own
    return bought * asked + (1.0 - bought) * own


def system_cost(
    amounts: PackAmounts, costs: LevelCosts, items: ItemCosts, overhead: OverheadRates
) -> SystemCost:
    r"""Cost per pack, system and energy, with the band of errors.

    .. math:: C_{system} = N_{ps} C_{pack} + C_{sys}, \quad C_{system} (1 \pm (10 + 5) / 100)

    Parameters
    ----------
    amounts : PackAmounts
    costs : LevelCosts
    items : ItemCosts
    overhead : OverheadRates

    Returns
    -------
    cost : SystemCost

    References
    ----------
    C93, C94, C95, C96. [batpac5]_
    """
    layout, ratings = amounts.layout, amounts.ratings
    cell, module = costs.cell_price_in_force, costs.module_price_in_force
    pack = costs.level_cost["pack"].unit_cost
    cells_per_pack = layout.cells_per_pack * cell
    modules_per_pack = layout.modules_per_pack * module
    packs = layout.packs_per_system * pack
    system = packs + items.system_items
    ones = layout.packs_per_system[:1] * 0.0 + 1.0
    band = (overhead.error_unit_costs + overhead.error_thickness_capacity) / PERCENT
    return SystemCost(
        cell_cost_per_pack=cells_per_pack,
        module_cost_per_pack=modules_per_pack,
        cell_cost_per_module=cell * layout.cells_per_module,
        packs_cost_per_system=packs,
        system_cost=system,
        system_cost_high=system * (1.0 + band),
        system_cost_low=system * (1.0 - band),
        band_unit_costs=overhead.error_unit_costs * ones,
        band_thickness_capacity=overhead.error_thickness_capacity * ones,
        system_cost_per_energy=system / ratings.system_energy,
        pack_cost_per_energy=pack / ratings.pack_energy,
        module_cost_per_energy=module / ratings.module_energy,
        cell_cost_per_energy=cell / ratings.cell_energy,
        system_cost_per_useable_energy=system / ratings.system_useable_energy,
        pack_cost_per_useable_energy=pack / ratings.pack_useable_energy,
        module_cost_per_useable_energy=module / ratings.module_useable_energy,
        cell_cost_per_useable_energy=cell / ratings.cell_useable_energy,
        module_share_of_pack=modules_per_pack / pack,
        cell_share_of_module=cells_per_pack / modules_per_pack,
        cell_share_of_pack=cells_per_pack / pack,
    )
