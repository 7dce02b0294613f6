"""The factory, wired from top to bottom: amounts of a pack in, costs out."""

from collections.abc import Collection

from cellworth.factory.amounts import PackAmounts
from cellworth.factory.annual import annual_amounts
from cellworth.factory.breakdown import breakdown
from cellworth.factory.cell_materials import cell_material_cost
from cellworth.factory.corrections import PARITY, FactoryCorrections
from cellworth.factory.laws.power_law import SharedPowers
from cellworth.factory.levels import ItemCosts, LevelCosts, level_costs, system_cost
from cellworth.factory.loaded import loaded_breakdown, loaded_steps, loading
from cellworth.factory.module_items import module_item_cost
from cellworth.factory.needs import cell_needs
from cellworth.factory.pack_items import pack_item_cost, system_item_cost
from cellworth.factory.parameters import FactoryParameters
from cellworth.factory.plant import BoughtPrices, MaterialInputs, PlantInputs, VehicleItems
from cellworth.factory.rates import annual_rates, drivers
from cellworth.factory.recycling import RecyclingInputs, element_content, metal_content
from cellworth.factory.results import (
    DETAIL,
    RECYCLING,
    BreakdownCosts,
    ItemLedger,
    PackCosts,
    PlantCosts,
    Recycling,
)
from cellworth.factory.scopes import group_totals, scope_totals
from cellworth.factory.scrap import scrap
from cellworth.factory.steps import step_results, step_scales, steps_in_force
from cellworth.factory.unit_prices import unit_prices
from cellworth.factory.utilization import utilization

AS_OWN_PLANT = BoughtPrices(cell_price=None, module_price=None)
"""No supplier is costed on its own: bought parts cost what C90 and C91 say."""


def detail_for(names: Collection[str]) -> tuple[str, ...]:
    """Parts of the result that hold any of these outputs."""
    stems = {name.partition(".")[0] for name in names}
    return tuple(
        part for part, records in DETAIL.items() if any(stems & set(each.__annotations__) for each in records)
    )


def recycling_asked(names: Collection[str]) -> bool:
    """Whether any of these outputs belongs to the recycling balance."""
    stems = {name.partition(".")[0] for name in names}
    return any(stems & set(each.__annotations__) for each in RECYCLING)


def item_stage(
    amounts: PackAmounts,
    plant: PlantInputs,
    materials: MaterialInputs,
    vehicle: VehicleItems,
    parameters: FactoryParameters,
    corrections: FactoryCorrections,
) -> tuple[ItemLedger, SharedPowers]:
    """What is bought: rates, prices, materials and parts; with the powers that steps share."""
    needs = cell_needs(amounts.cell, plant.cell_yield, materials, parameters, corrections)
    rates = annual_rates(amounts, plant, needs, materials, corrections)
    powers = SharedPowers(drivers(rates, plant.packs_per_year, amounts, parameters.baseline))
    prices = unit_prices(materials.list_price, parameters, powers, corrections)
    cells = cell_material_cost(
        amounts.cell, plant.cell_yield, needs, materials, prices, parameters, corrections
    )
    ledger = ItemLedger(
        needs=needs,
        annual_rates=rates,
        unit_prices=prices,
        cell_material_costs=cells,
        module_item_costs=module_item_cost(amounts, prices, parameters.items, corrections),
        pack_item_costs=pack_item_cost(amounts, prices, parameters.items, vehicle, corrections),
        system_item_costs=system_item_cost(amounts, vehicle),
    )
    return ledger, powers


def plant_stage(
    amounts: PackAmounts,
    plant: PlantInputs,
    powers: SharedPowers,
    parameters: FactoryParameters,
    corrections: FactoryCorrections,
    *,
    by_step: bool = False,
    full_crew: bool = False,
) -> PlantCosts:
    """What the plant needs: labour, equipment and area by step, group and scope."""
    use = utilization(plant, amounts.ratings.pack_energy)
    steps = steps_in_force(parameters, corrections)
    days = parameters.baseline["operating_days_per_year"]
    scales = step_scales(steps, powers, plant, use.utilization_used, days, full_crew=full_crew)
    groups = group_totals(steps, scales)
    return PlantCosts(
        use=use,
        groups=groups,
        scopes=scope_totals(groups),
        steps=step_results(steps, scales, powers) if by_step else None,
    )


def cost_packs(
    amounts: PackAmounts,
    plant: PlantInputs,
    materials: MaterialInputs,
    vehicle: VehicleItems,
    parameters: FactoryParameters,
    corrections: FactoryCorrections = PARITY,
    *,
    bought: BoughtPrices = AS_OWN_PLANT,
    detail: Collection[str] = (),
) -> PackCosts:
    """Costs of a block of packs.

    Parameters
    ----------
    amounts : PackAmounts
    plant : PlantInputs
    materials : MaterialInputs
    vehicle : VehicleItems
    parameters : FactoryParameters
    corrections : FactoryCorrections
    bought : BoughtPrices
        Prices of suppliers costed on their own.
    detail : collection of str
        Parts of `DETAIL` to add.

    Returns
    -------
    costs : PackCosts
    """
    ledger, powers = item_stage(amounts, plant, materials, vehicle, parameters, corrections)
    by_step = "steps" in detail or "step_breakdown" in detail
    site = plant_stage(amounts, plant, powers, parameters, corrections, by_step=by_step)
    items = ItemCosts(
        cell_materials=ledger.cell_material_costs.cell_materials_cost,
        module_items=ledger.module_item_costs.module_items_cost,
        pack_items=ledger.pack_item_costs.pack_items_cost,
        system_items=ledger.system_item_costs.system_items_cost,
    )
    rates = ledger.annual_rates
    levels = level_costs(amounts, plant, rates, items, site.scopes, parameters.rates, bought)
    return PackCosts(
        ledger=ledger,
        plant_costs=site,
        levels=levels,
        system=system_cost(amounts, levels, items, parameters.rates),
        annual=annual_amounts(ledger.needs, rates, materials, parameters) if "annual" in detail else None,
        breakdown=breakdown_stage(
            amounts, plant, ledger, items, site, levels, parameters, corrections, detail
        ),
    )


def breakdown_stage(
    amounts: PackAmounts,
    plant: PlantInputs,
    ledger: ItemLedger,
    items: ItemCosts,
    site: PlantCosts,
    levels: LevelCosts,
    parameters: FactoryParameters,
    corrections: FactoryCorrections,
    detail: Collection[str],
) -> BreakdownCosts | None:
    """What the pack's cost is made of, plain and loaded, if asked for."""
    if not {"breakdown", "step_breakdown"} & set(detail):
        return None
    rates = parameters.rates
    factors = loading(
        plant.charges_profit,
        plant.charges_warranty,
        rates.profit_rate["pack"],
        rates.warranty_rate["pack"],
        rates,
    )
    plain = breakdown(amounts, plant, ledger.cell_material_costs.cell_item_cost, items, levels)
    bms = amounts.pack.bms_cost
    by_step = None
    if site.steps is not None and "step_breakdown" in detail:
        steps = steps_in_force(parameters, corrections)
        by_step = loaded_steps(plant, steps, site.steps, site.groups, site.scopes, factors, rates)
    return BreakdownCosts(
        factors=factors,
        plain=plain,
        loaded=loaded_breakdown(plant, plain, bms, site.groups, site.scopes, factors, rates),
        loaded_by_step=by_step,
    )


def recycle_packs(
    amounts: PackAmounts,
    inputs: RecyclingInputs,
    costs: PackCosts,
    parameters: FactoryParameters,
    corrections: FactoryCorrections = PARITY,
) -> Recycling:
    """Mass balance of recycling of a block of packs.

    Parameters
    ----------
    amounts : PackAmounts
    inputs : RecyclingInputs
    costs : PackCosts
        Of the same block.
    parameters : FactoryParameters
    corrections : FactoryCorrections

    Returns
    -------
    balance : Recycling
    """
    elements = element_content(amounts, inputs, corrections)
    needs, rates = costs.ledger.needs, costs.ledger.annual_rates
    copper = parameters.items.pack_terminal_copper_fraction
    return Recycling(
        elements=elements,
        metals=metal_content(amounts, inputs, copper, corrections),
        scrap=scrap(amounts, inputs, needs, rates, elements, corrections),
    )
