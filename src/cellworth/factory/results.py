"""Results of the factory, as the engine hands them on."""

from cellworth.core.record import record
from cellworth.factory.annual import AnnualAmounts
from cellworth.factory.breakdown import Breakdown
from cellworth.factory.cash import CashCost
from cellworth.factory.cell_materials import CellMaterialCost
from cellworth.factory.levels import LevelCosts, SystemCost
from cellworth.factory.loaded import LoadedBreakdown, LoadedSteps, Loading
from cellworth.factory.module_items import ModuleItemCost
from cellworth.factory.needs import CellNeeds
from cellworth.factory.pack_items import PackItemCost, SystemItemCost
from cellworth.factory.rates import AnnualRates
from cellworth.factory.recycling import ElementContent, MetalContent
from cellworth.factory.scopes import GroupTotals, ScopeTotals
from cellworth.factory.scrap import Scrap
from cellworth.factory.steps import StepResults
from cellworth.factory.unit_prices import UnitPrices
from cellworth.factory.utilization import Utilization


@record
class ItemLedger:
    """What is bought: rates, prices, materials and parts.

    Attributes
    ----------
    needs : CellNeeds
    annual_rates : AnnualRates
    unit_prices : UnitPrices
    cell_material_costs : CellMaterialCost
    module_item_costs : ModuleItemCost
    pack_item_costs : PackItemCost
    system_item_costs : SystemItemCost
    """

    needs: CellNeeds
    annual_rates: AnnualRates
    unit_prices: UnitPrices
    cell_material_costs: CellMaterialCost
    module_item_costs: ModuleItemCost
    pack_item_costs: PackItemCost
    system_item_costs: SystemItemCost


@record
class PlantCosts:
    """What the plant needs: labour, equipment and area.

    Attributes
    ----------
    use : Utilization
    groups : GroupTotals
    scopes : ScopeTotals
    steps : StepResults or None
    """

    use: Utilization
    groups: GroupTotals
    scopes: ScopeTotals
    steps: StepResults | None


@record
class BreakdownCosts:
    """The plain and the loaded breakdown of a pack.

    Attributes
    ----------
    factors : Loading
    plain : Breakdown
    loaded : LoadedBreakdown
    loaded_by_step : LoadedSteps or None
    """

    factors: Loading
    plain: Breakdown
    loaded: LoadedBreakdown
    loaded_by_step: LoadedSteps | None


@record
class PackCosts:
    """All costs of a block of packs; parts that were not asked for are None.

    Attributes
    ----------
    ledger : ItemLedger
    plant_costs : PlantCosts
    levels : LevelCosts
    system : SystemCost
    annual : AnnualAmounts or None
    breakdown : BreakdownCosts or None
    """

    ledger: ItemLedger
    plant_costs: PlantCosts
    levels: LevelCosts
    system: SystemCost
    annual: AnnualAmounts | None
    breakdown: BreakdownCosts | None


@record
class Recycling:
    """Mass balance of recycling.

    Attributes
    ----------
    elements : ElementContent
    metals : MetalContent
    scrap : Scrap
    """

    elements: ElementContent
    metals: MetalContent
    scrap: Scrap


@record
class CashCosts:
    """Cash behind the costs.

    Attributes
    ----------
    level_cash : dict of CashCost
        Keys ``cell``, ``module``, ``pack``.
    """

    level_cash: dict[str, CashCost]


DETAIL = {
    "annual": (AnnualAmounts,),
    "steps": (StepResults,),
    "breakdown": (Loading, Breakdown, LoadedBreakdown),
    "step_breakdown": (LoadedSteps,),
}
"""Parts of the result that cost extra, and the records they hold."""

RECYCLING = (ElementContent, MetalContent, Scrap)
"""Records of the recycling balance."""
