"""What a pack's cost is made of: by item, and with overheads loaded on their causes."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.amounts import PackAmounts
from cellworth.factory.cell_materials import HARDWARE
from cellworth.factory.laws.power_law import ledger_sum
from cellworth.factory.levels import ItemCosts, LevelCosts
from cellworth.factory.plant import PlantInputs

MATERIALS_OF_PACK = {
    "positive_active": ("positive_active",),
    "negative_active": ("negative_active",),
    "conductive_additives": ("positive_conductive", "negative_conductive"),
    "binders": ("positive_binder", "negative_binder"),
    "solvents": ("positive_solvent", "negative_solvent"),
    "positive_foil": ("positive_foil",),
    "negative_foil": ("negative_foil",),
    "separator": ("separator",),
    "electrolyte": ("electrolyte",),
    "additives": ("positive_additive", "negative_additive", "electrolyte_additive"),
}
"""Lines of the breakdown and the materials they hold."""


@record
class Breakdown:
    """Cost of one pack by what is bought.

    Attributes
    ----------
    pack_material_cost : dict of (s,) [USD]
        Cell materials per pack; zero where cells are bought.
    cell_hardware_per_pack, module_parts_per_pack, pack_parts_per_pack : (s,) [USD]
        Bought parts; bought cells stand with the modules, bought modules with the pack.
    materials_per_pack, purchased_items_per_pack : (s,) [USD]
        Sums of the above.
    bought_total_per_pack : (s,) [USD]
        Materials, purchased items and battery management system.
    breakdown_total : (s,) [USD]
        Sum of all parts, overheads, profit and warranty: the pack cost.
    """

    pack_material_cost: dict[str, Array]
    cell_hardware_per_pack: Array
    module_parts_per_pack: Array
    pack_parts_per_pack: Array
    materials_per_pack: Array
    purchased_items_per_pack: Array
    bought_total_per_pack: Array
    breakdown_total: Array


def breakdown(
    amounts: PackAmounts,
    plant: PlantInputs,
    cell_item_cost: dict[str, Array],
    items: ItemCosts,
    costs: LevelCosts,
) -> Breakdown:
    r"""Cost of one pack by item.

    .. math:: h = (1 - f_c)(1 - f_m), \quad h_m = 1 - f_m

    Parameters
    ----------
    amounts : PackAmounts
    plant : PlantInputs
    cell_item_cost : dict of (s,) [USD]
    items : ItemCosts
    costs : LevelCosts

    Returns
    -------
    parts : Breakdown

    References
    ----------
    C97, C98, C99. [batpac5]_
    """
    layout = amounts.layout
    module_made = 1.0 - plant.buys_modules
    made = (1.0 - plant.buys_cells) * module_made
    cells_made = layout.cells_per_pack * made
    material = {}
    for line, members in MATERIALS_OF_PACK.items():
        material[line] = cells_made * ledger_sum(cell_item_cost[member] for member in members)
    cell_parts = cells_made * ledger_sum(cell_item_cost[part] for part in HARDWARE)
    bought_cells = plant.buys_cells * layout.cells_per_pack * costs.cell_price_in_force
    module_parts = module_made * (layout.modules_per_pack * items.module_items + bought_cells)
    bought_modules = plant.buys_modules * layout.modules_per_pack * costs.module_price_in_force
    pack_parts = items.pack_items + bought_modules
    materials = ledger_sum(material.values())
    purchased = cell_parts + module_parts + pack_parts
    bought = materials + purchased + amounts.pack.bms_cost
    pack = costs.level_cost["pack"]
    return Breakdown(
        pack_material_cost=material,
        cell_hardware_per_pack=cell_parts,
        module_parts_per_pack=module_parts,
        pack_parts_per_pack=pack_parts,
        materials_per_pack=materials,
        purchased_items_per_pack=purchased,
        bought_total_per_pack=bought,
        breakdown_total=bought
        + pack.direct_labor
        + pack.variable_overhead
        + pack.gsa
        + pack.research
        + pack.depreciation
        + pack.profit
        + pack.warranty,
    )
