"""Beyond the published method: suppliers as factories of their own, and the cash behind costs."""

from cellworth.core.record import replace
from cellworth.engine.factory_stage import cost_packs, plant_stage
from cellworth.factory.amounts import PackAmounts
from cellworth.factory.cash import cash_cost
from cellworth.factory.corrections import PARITY, FactoryCorrections
from cellworth.factory.laws.power_law import SharedPowers
from cellworth.factory.levels import own_plant
from cellworth.factory.parameters import FactoryParameters
from cellworth.factory.plant import BoughtPrices, MaterialInputs, PlantInputs, VehicleItems
from cellworth.factory.rates import drivers
from cellworth.factory.results import CashCosts, PackCosts
from cellworth.factory.supplier import SupplierCosts, SupplierTerms, asked_cost


def supply_parts(
    amounts: PackAmounts,
    supplier: PlantInputs,
    terms: SupplierTerms,
    materials: MaterialInputs,
    vehicle: VehicleItems,
    parameters: FactoryParameters,
    corrections: FactoryCorrections = PARITY,
) -> SupplierCosts:
    """Cost and price of cells and modules from a supplier's own factory.

    Parameters
    ----------
    amounts : PackAmounts
        Of the buyer's pack: the supplier makes this cell and this module.
    supplier : PlantInputs
        Volume in packs whose cells it makes in all, for all its customers; its own utilization,
        yield and operating days. Its strategy and option are not read.
    terms : SupplierTerms
    materials : MaterialInputs
        At the supplier's prices.
    vehicle : VehicleItems
    parameters : FactoryParameters
        With the supplier's labour rate and other overheads.
    corrections : FactoryCorrections

    Returns
    -------
    costs : SupplierCosts
        `asked` goes to `cost_packs` as `bought`.
    """
    none = supplier.buys_cells * 0.0
    own = replace(supplier, buys_cells=none, buys_modules=none, charges_profit=none, charges_warranty=none)
    costs = cost_packs(amounts, own, materials, vehicle, parameters, corrections)
    rates, overhead = costs.ledger.annual_rates, parameters.rates
    units = {"cell": rates.cells_accepted_per_year, "module": rates.modules_per_year}
    asked = {
        level: asked_cost(
            costs.levels.level_cost[level],
            per_year,
            terms,
            overhead.profit_rate[level],
            overhead.warranty_rate[level],
        )
        for level, per_year in units.items()
    }
    return SupplierCosts(
        supplier_level_cost={f"supplier_{level}": cost for level, cost in asked.items()},
        asked=BoughtPrices(cell_price=asked["cell"].unit_cost, module_price=asked["module"].unit_cost),
    )


def cash_packs(
    amounts: PackAmounts,
    plant: PlantInputs,
    costs: PackCosts,
    parameters: FactoryParameters,
    corrections: FactoryCorrections = PARITY,
    *,
    charges_idle_labor: bool = False,
) -> CashCosts:
    """Cash behind the costs of a block of packs, per level.

    Parameters
    ----------
    amounts : PackAmounts
    plant : PlantInputs
    costs : PackCosts
        Of the same block.
    parameters : FactoryParameters
    corrections : FactoryCorrections
    charges_idle_labor : bool
        Whether the crew follows the equipment instead of the output.

    Returns
    -------
    cash : CashCosts
    """
    rates = costs.ledger.annual_rates
    units = {
        "cell": rates.cells_accepted_per_year,
        "module": rates.modules_per_year,
        "pack": plant.packs_per_year,
    }
    labor = crew = own_plant(costs.plant_costs.scopes.scope_labor, plant)
    if charges_idle_labor:
        powers = SharedPowers(drivers(rates, plant.packs_per_year, amounts, parameters.baseline))
        full = plant_stage(amounts, plant, powers, parameters, corrections, full_crew=True)
        crew = own_plant(full.scopes.scope_labor, plant)
    return CashCosts(
        level_cash={
            level: cash_cost(
                costs.levels.level_cost[level],
                per_year,
                labor[level],
                crew[level],
                parameters.rates,
                charges_idle_labor=charges_idle_labor,
            )
            for level, per_year in units.items()
        }
    )
