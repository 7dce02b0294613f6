"""Cost of one unit: a template for cells, modules and packs."""

from typing import NamedTuple

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.parameters import OverheadRates

USD_PER_MILLION = 1e6


@record
class LevelInputs:
    """What one level of the factory is charged with.

    Attributes
    ----------
    units_per_year : (s,) [1/year]
    materials : (s,) [USD]
        Direct materials and purchased items per unit.
    labor : (s,) [h/year]
    equipment : (s,) [million USD]
    area : (s,) [m^2]
    charges_profit, charges_warranty : (s,) [1]
        1 where the level adds profit, and warranty.
    profit_rate : [1/year]
    warranty_rate : [1]
    """

    units_per_year: Array
    materials: Array
    labor: Array
    equipment: Array
    area: Array
    charges_profit: Array
    charges_warranty: Array
    profit_rate: Array
    warranty_rate: Array


@record
class UnitCost:
    """Investment and cost of one level.

    Attributes
    ----------
    equipment_investment, building_investment : (s,) [million USD]
    launch_cost, working_capital, total_investment : (s,) [million USD]
    direct_materials, direct_labor, variable_overhead, variable_cost : (s,) [USD]
        Per unit.
    depreciation, gsa, research, fixed_expenses : (s,) [USD]
        Per unit; gsa is general, sales and administration.
    profit, warranty, unit_cost : (s,) [USD]
        Per unit.
    """

    equipment_investment: Array
    building_investment: Array
    launch_cost: Array
    working_capital: Array
    total_investment: Array
    direct_materials: Array
    direct_labor: Array
    variable_overhead: Array
    variable_cost: Array
    depreciation: Array
    gsa: Array
    research: Array
    fixed_expenses: Array
    profit: Array
    warranty: Array
    unit_cost: Array


class RunningCost(NamedTuple):
    """What a level costs to build and to run; units as of `UnitCost`."""

    building_investment: Array
    direct_labor: Array
    variable_overhead: Array
    depreciation: Array
    gsa: Array
    research: Array
    launch_cost: Array


def running_cost(level: LevelInputs, rates: OverheadRates) -> RunningCost:
    r"""Building, labour, overheads, depreciation and launch of a level.

    .. math:: D = (d_K K + d_A I_A) 10^6 / U, \quad s = s_L (l + o) + s_D D, \quad r = r_D D

    Parameters
    ----------
    level : LevelInputs
        Its profit and warranty are not read.
    rates : OverheadRates

    Returns
    -------
    cost : RunningCost

    References
    ----------
    C76 to C84. [batpac5]_
    """
    per_unit = 1.0 / level.units_per_year
    million_units = level.units_per_year / USD_PER_MILLION
    building = level.area * (rates.land_building_cost / USD_PER_MILLION)
    labor = rates.labor_rate * level.labor * per_unit
    written_off = rates.equipment_depreciation * level.equipment + rates.building_depreciation * building
    depreciation = written_off / million_units
    overhead = (
        rates.variable_overhead_on_labor * labor + rates.variable_overhead_on_depreciation * depreciation
    )
    processing = labor + overhead
    launch = (
        rates.launch_materials_fraction * level.materials + rates.launch_labor_overhead_fraction * processing
    ) * million_units
    return RunningCost(
        building_investment=building,
        direct_labor=labor,
        variable_overhead=overhead,
        depreciation=depreciation,
        gsa=rates.gsa_on_labor_overhead * processing + rates.gsa_on_depreciation * depreciation,
        research=rates.rd_on_depreciation * depreciation,
        launch_cost=launch,
    )


def unit_cost(level: LevelInputs, rates: OverheadRates) -> UnitCost:
    r"""Cost of one unit with overheads, profit and warranty.

    .. math::

       D = (d_K K + d_A I_A) 10^6 / U, \quad V = M + l + o, \quad F = D + s + r, \quad
       P = \varphi_\pi \pi I 10^6 / U, \quad C = (V + F + P)(1 + \varphi_w w)

    Parameters
    ----------
    level : LevelInputs
    rates : OverheadRates

    Returns
    -------
    cost : UnitCost

    Notes
    -----
    No interest, tax or discounting. Launch cost and working capital act only through profit.

    References
    ----------
    C76 to C89. [batpac5]_
    """
    building, labor, overhead, depreciation, gsa, research, launch = running_cost(level, rates)
    million_units = level.units_per_year / USD_PER_MILLION
    variable = level.materials + (labor + overhead)
    fixed = depreciation + gsa + research
    working = rates.working_capital_fraction * variable * million_units
    investment = level.equipment + building + launch + working
    profit = level.charges_profit * level.profit_rate * investment / million_units
    before_warranty = variable + fixed + profit
    warranty = level.charges_warranty * level.warranty_rate * before_warranty
    return UnitCost(
        equipment_investment=level.equipment,
        building_investment=building,
        launch_cost=launch,
        working_capital=working,
        total_investment=investment,
        direct_materials=level.materials,
        direct_labor=labor,
        variable_overhead=overhead,
        variable_cost=variable,
        depreciation=depreciation,
        gsa=gsa,
        research=research,
        fixed_expenses=fixed,
        profit=profit,
        warranty=warranty,
        unit_cost=before_warranty + warranty,
    )
