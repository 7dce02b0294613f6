"""Breakdown of the pack cost with all overheads, profit and warranty loaded on their causes."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.breakdown import Breakdown
from cellworth.factory.laws.power_law import ledger_sum
from cellworth.factory.parameters import OverheadRates, StepParameters
from cellworth.factory.plant import PlantInputs
from cellworth.factory.scopes import UTILITIES, GroupTotals, ScopeTotals
from cellworth.factory.steps import StepResults

USD_PER_MILLION = 1e6
LEVELS = 3.0


@record
class Loading:
    """Multipliers that carry overheads, profit and warranty.

    Attributes
    ----------
    materials_loading, labor_loading : (s,) [1]
    equipment_loading, building_loading : (s,) [1/year]
    """

    materials_loading: Array
    labor_loading: Array
    equipment_loading: Array
    building_loading: Array


@record
class LoadedBreakdown:
    """Pack cost by cause, nothing left over.

    Attributes
    ----------
    loaded_labor, loaded_equipment, loaded_building : dict of (s,) [USD]
        Per group of steps and pack.
    loaded_group : dict of (s,) [USD]
        Sum of the three.
    loaded_labor_total, loaded_equipment_total, loaded_building_total : (s,) [USD]
    loaded_materials, loaded_purchased_items, loaded_bms : (s,) [USD]
    loaded_plant : (s,) [USD]
        Equipment and building.
    loaded_processing : (s,) [USD]
        Sum of the groups.
    loaded_total : (s,) [USD]
        Sum of all: the pack cost.
    """

    loaded_labor: dict[str, Array]
    loaded_equipment: dict[str, Array]
    loaded_building: dict[str, Array]
    loaded_group: dict[str, Array]
    loaded_labor_total: Array
    loaded_equipment_total: Array
    loaded_building_total: Array
    loaded_materials: Array
    loaded_purchased_items: Array
    loaded_bms: Array
    loaded_plant: Array
    loaded_processing: Array
    loaded_total: Array


@record
class LoadedSteps:
    """Pack cost by process step.

    Attributes
    ----------
    loaded_step_labor, loaded_step_equipment, loaded_step_building : dict of (s,) [USD]
        Per step and pack.
    """

    loaded_step_labor: dict[str, Array]
    loaded_step_equipment: dict[str, Array]
    loaded_step_building: dict[str, Array]


def loading(
    charges_profit: Array,
    charges_warranty: Array,
    profit_rate: Array,
    warranty_rate: Array,
    rates: OverheadRates,
) -> Loading:
    r"""Multipliers that carry overheads, profit and warranty of one level.

    .. math::

       f_M = [1 + g_\pi \pi (\lambda_M + \omega)](1 + g_w w), \quad
       f_L = [(1 + v_L)(1 + s_L) + g_\pi \pi (\lambda_L + \omega)(1 + v_L)](1 + g_w w)

       f_K = [k d_K + g_\pi \pi (1 + v_D (\lambda_L + \omega) d_K)](1 + g_w w), \quad
       k = 1 + v_D + s_D + s_L v_D + r_D

    Parameters
    ----------
    charges_profit, charges_warranty : (s,) [1]
    profit_rate, warranty_rate : [1/year], [1]
    rates : OverheadRates

    Returns
    -------
    factors : Loading

    References
    ----------
    C100, C101, C102, C103. [batpac5]_
    """
    profit = charges_profit * profit_rate
    warranty = 1.0 + charges_warranty * warranty_rate
    on_labor, on_depreciation = rates.variable_overhead_on_labor, rates.variable_overhead_on_depreciation
    working = rates.working_capital_fraction
    launch_labor = rates.launch_labor_overhead_fraction + working
    per_depreciation = (
        1.0
        + on_depreciation
        + rates.gsa_on_depreciation
        + rates.gsa_on_labor_overhead * on_depreciation
        + rates.rd_on_depreciation
    )

    def capital(rate: Array) -> Array:
        return (per_depreciation * rate + profit * (1.0 + on_depreciation * launch_labor * rate)) * warranty

    return Loading(
        materials_loading=(1.0 + profit * (rates.launch_materials_fraction + working)) * warranty,
        labor_loading=(1.0 + on_labor)
        * (1.0 + rates.gsa_on_labor_overhead + profit * launch_labor)
        * warranty,
        equipment_loading=capital(rates.equipment_depreciation),
        building_loading=capital(rates.building_depreciation),
    )


def group_shares(plant: PlantInputs) -> dict[str, Array]:
    r"""Share of each group that stays with the pack maker.

    .. math:: h = (1 - f_c)(1 - f_m), \quad h_m = 1 - f_m, \quad h_w = (1 + h_m + h) / 3

    Parameters
    ----------
    plant : PlantInputs

    Returns
    -------
    shares : dict of (s,) [1]

    References
    ----------
    C105. [batpac5]_
    """
    module = 1.0 - plant.buys_modules
    cell = (1.0 - plant.buys_cells) * module
    return {
        "electrode_processing": cell,
        "cell_assembly": cell,
        "formation": cell,
        "module_assembly": module,
        "pack_assembly": cell * 0.0 + 1.0,
        "warehouse": (1.0 + module + cell) / LEVELS,
        "building_support": cell,
    }


def support_equipment_kept(plant: PlantInputs, totals: GroupTotals, scopes: ScopeTotals) -> Array:
    r"""Building-support equipment that stays with the pack maker.

    .. math:: K_{BS} - f_c (K_o + K_{bs} A_c / A_{tot}) - f_m (K_o + K_{bs} A_m / A_{tot})

    Parameters
    ----------
    plant : PlantInputs
    totals : GroupTotals
    scopes : ScopeTotals

    Returns
    -------
    equipment : (s,) [million USD]

    References
    ----------
    C106. [batpac5]_
    """
    support = totals.group_equipment[UTILITIES]
    other = support - totals.utilities_equipment
    per_area = totals.utilities_equipment / totals.total_area
    area = scopes.scope_area
    gone = plant.buys_cells * (other + per_area * area["cell"])
    return support - gone - plant.buys_modules * (other + per_area * area["module"])


def loaded_breakdown(
    plant: PlantInputs,
    parts: Breakdown,
    bms_cost: Array,
    totals: GroupTotals,
    scopes: ScopeTotals,
    factors: Loading,
    rates: OverheadRates,
) -> LoadedBreakdown:
    r"""Pack cost by cause.

    .. math:: f_L \ell L / N, \quad 10^6 f_K K / N, \quad f_A \beta A / N

    Parameters
    ----------
    plant : PlantInputs
    parts : Breakdown
    bms_cost : (s,) [USD]
    totals : GroupTotals
    scopes : ScopeTotals
    factors : Loading
    rates : OverheadRates

    Returns
    -------
    loaded : LoadedBreakdown

    References
    ----------
    C105, C106, C107. [batpac5]_
    """
    shares = group_shares(plant)
    per_hour = factors.labor_loading * rates.labor_rate / plant.packs_per_year
    per_million = factors.equipment_loading * USD_PER_MILLION / plant.packs_per_year
    per_area = factors.building_loading * rates.land_building_cost / plant.packs_per_year
    labor = {name: per_hour * shares[name] * value for name, value in totals.group_labor.items()}
    equipment = {name: per_million * shares[name] * value for name, value in totals.group_equipment.items()}
    equipment[UTILITIES] = per_million * support_equipment_kept(plant, totals, scopes)
    building = {name: per_area * shares[name] * value for name, value in totals.group_area.items()}
    group = {name: labor[name] + equipment[name] + building[name] for name in labor}
    labor_total, equipment_total, building_total = (
        ledger_sum(parts.values()) for parts in (labor, equipment, building)
    )
    materials = factors.materials_loading * parts.materials_per_pack
    purchased = factors.materials_loading * parts.purchased_items_per_pack
    bms = factors.materials_loading * bms_cost
    processing = ledger_sum(group.values())
    return LoadedBreakdown(
        loaded_labor=labor,
        loaded_equipment=equipment,
        loaded_building=building,
        loaded_group=group,
        loaded_labor_total=labor_total,
        loaded_equipment_total=equipment_total,
        loaded_building_total=building_total,
        loaded_materials=materials,
        loaded_purchased_items=purchased,
        loaded_bms=bms,
        loaded_plant=equipment_total + building_total,
        loaded_processing=processing,
        loaded_total=materials + purchased + bms + processing,
    )


def loaded_steps(
    plant: PlantInputs,
    steps: dict[str, StepParameters],
    results: StepResults,
    totals: GroupTotals,
    scopes: ScopeTotals,
    factors: Loading,
    rates: OverheadRates,
) -> LoadedSteps:
    """Pack cost by process step; adds up to the groups of the loaded breakdown.

    Parameters
    ----------
    plant : PlantInputs
    steps : dict of StepParameters
    results : StepResults
    totals : GroupTotals
    scopes : ScopeTotals
    factors : Loading
    rates : OverheadRates

    Returns
    -------
    loaded : LoadedSteps

    References
    ----------
    C105, C106, C107. [batpac5]_
    """
    shares = group_shares(plant)
    per_hour = factors.labor_loading * rates.labor_rate / plant.packs_per_year
    per_million = factors.equipment_loading * USD_PER_MILLION / plant.packs_per_year
    per_area = factors.building_loading * rates.land_building_cost / plant.packs_per_year
    kept = {name: shares[step.process_group] for name, step in steps.items()}
    other = totals.group_equipment[UTILITIES] - totals.utilities_equipment
    utilities = support_equipment_kept(plant, totals, scopes) - kept[UTILITIES] * other
    equipment = {
        name: per_million * kept[name] * results.step_equipment[name] for name in steps if name != UTILITIES
    }
    equipment[UTILITIES] = per_million * utilities
    return LoadedSteps(
        loaded_step_labor={name: per_hour * kept[name] * results.step_labor[name] for name in steps},
        loaded_step_equipment=equipment,
        loaded_step_building={name: per_area * kept[name] * results.step_area[name] for name in steps},
    )
