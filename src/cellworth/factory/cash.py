"""From factory cost to cash: what is paid when, and what the cost method only charges.

An extension. The published unit cost holds depreciation and a profit on investment; whoever
counts capital and margin himself must leave both out, or they count twice.
"""

from typing import NamedTuple

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.parameters import OverheadRates
from cellworth.factory.unit_cost import RunningCost, UnitCost


@record
class CashCost:
    """Cash behind the cost of one level.

    Attributes
    ----------
    cash_materials, cash_warranty, cash_labor : (s,) [USD]
        Per unit; labour with the overhead on it.
    variable_cash : (s,) [USD]
        Per unit: materials, warranty, and labour unless idle labour is charged.
    cash_overhead, cash_gsa, cash_research : (s,) [USD/year]
        Overhead on equipment; administration; research.
    idle_labor : (s,) [USD/year]
        Labour of the full crew beyond that of the output, with overhead and administration;
        zero unless idle labour is charged.
    fixed_cash : (s,) [USD/year]
        Overhead, administration, research, and all labour where idle labour is charged.
    capital : (s,) [million USD]
        Equipment, building and launch; working capital enters as its change only.
    excluded_depreciation, excluded_profit : (s,) [USD]
        Per unit: lines of the method that are no cash.
    """

    cash_materials: Array
    cash_warranty: Array
    cash_labor: Array
    variable_cash: Array
    cash_overhead: Array
    cash_gsa: Array
    cash_research: Array
    idle_labor: Array
    fixed_cash: Array
    capital: Array
    excluded_depreciation: Array
    excluded_profit: Array


class StandingCash(NamedTuple):
    """Labour with its overhead (s,) [USD], and what stands (s,) [USD/year]: parts and sum."""

    labor: Array
    overhead: Array
    gsa: Array
    research: Array
    fixed: Array


def standing_cash(cost: UnitCost | RunningCost, units_per_year: Array, rates: OverheadRates) -> StandingCash:
    r"""Cash for labour per unit, and for overhead, administration and research per year.

    .. math:: l (1 + v_L), \quad F = (v_D D + s + r) U

    Parameters
    ----------
    cost : UnitCost or RunningCost
    units_per_year : (s,) [1/year]
    rates : OverheadRates

    Returns
    -------
    cash : StandingCash

    References
    ----------
    C77 to C84, S21. [batpac5]_
    """
    overhead = rates.variable_overhead_on_depreciation * cost.depreciation * units_per_year
    gsa, research = cost.gsa * units_per_year, cost.research * units_per_year
    labor = cost.direct_labor * (1.0 + rates.variable_overhead_on_labor)
    return StandingCash(labor, overhead, gsa, research, overhead + gsa + research)


def cash_cost(
    cost: UnitCost,
    units_per_year: Array,
    labor: Array,
    crew: Array,
    rates: OverheadRates,
    *,
    charges_idle_labor: bool,
) -> CashCost:
    r"""Cash behind the cost of one level.

    .. math::

       v = M + G + l (1 + v_L), \quad F = (v_D D + s + r) U, \quad k = K + I_A + I_L

    where idle labour is charged

    .. math::

       v = M + G, \quad F = (l (1 + v_L) + v_D D + s + r) U + \ell (L_{full} - L)(1 + v_L)(1 + s_L)

    Parameters
    ----------
    cost : UnitCost
    units_per_year : (s,) [1/year]
    labor : (s,) [h/year]
        At the output.
    crew : (s,) [h/year]
        At the full rate of the plant; read where idle labour is charged.
    rates : OverheadRates
    charges_idle_labor : bool
        Static.

    Returns
    -------
    cash : CashCost

    Notes
    -----
    The parts and the excluded lines add up to the unit cost:
    :math:`v + F / U + D + P - \text{idle} / U = C`.

    References
    ----------
    C77 to C89, S21. [batpac5]_
    """
    xp = namespace(cost.unit_cost)
    labor_cash, overhead, gsa, research, fixed = standing_cash(cost, units_per_year, rates)
    variable = cost.direct_materials + cost.warranty
    idle = xp.zeros_like(overhead)
    if charges_idle_labor:
        loaded_rate = (
            rates.labor_rate * (1.0 + rates.variable_overhead_on_labor) * (1.0 + rates.gsa_on_labor_overhead)
        )
        idle = loaded_rate * (crew - labor)
        fixed = fixed + labor_cash * units_per_year + idle
    else:
        variable = variable + labor_cash
    return CashCost(
        cash_materials=cost.direct_materials,
        cash_warranty=cost.warranty,
        cash_labor=labor_cash,
        variable_cash=variable,
        cash_overhead=overhead,
        cash_gsa=gsa,
        cash_research=research,
        idle_labor=idle,
        fixed_cash=fixed,
        capital=cost.equipment_investment + cost.building_investment + cost.launch_cost,
        excluded_depreciation=cost.depreciation,
        excluded_profit=cost.profit,
    )


def plant_output(demand: Array, capacity: Array, ramp: Array, effectiveness: Array) -> Array:
    r"""Output of a plant: what is asked for, at most what it can make.

    .. math:: y = \min(D, C \cdot \text{ramp} \cdot \text{OEE})

    Parameters
    ----------
    demand, capacity : (s,) [unit/year]
    ramp, effectiveness : (s,) [1]
        Share of the nameplate rate by age of the line, and overall equipment effectiveness.

    Returns
    -------
    output : (s,) [unit/year]

    References
    ----------
    S20.
    """
    xp = namespace(demand, capacity, ramp, effectiveness)
    can = capacity * ramp * effectiveness
    return xp.minimum(demand, can)
