"""From factory cost to cash: nothing twice, nothing lost."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

import factory_cases as cases
from cellworth.core.record import named_arrays
from cellworth.engine.factory_stage import cost_packs
from cellworth.engine.supply_stage import cash_packs
from cellworth.factory.cash import plant_output

STRATEGY_ROWS = Path(__file__).parents[2] / "reference" / "strategy" / "worked_strategy.csv"
SHARES = np.array([0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 0.3])
SETTINGS = [
    (strategy, option, method)
    for strategy in ("in_house", "buy_cells", "buy_modules")
    for option in ("cost_to_consumer", "cost_to_build")
    for method in (1, 2, 3)
]


def both(strategy, option, method, **options):
    amounts = cases.worked_amounts()
    plant = cases.plant_inputs(strategy, option, utilization_method=cases.array(method), utilization=SHARES)
    costs = cost_packs(amounts, plant, cases.material_inputs(), cases.vehicle_items(), cases.PARAMETERS)
    rates = costs.ledger.annual_rates
    units = {"cell": rates.cells_accepted_per_year, "module": rates.modules_per_year, "pack": 5e5}
    return costs, cash_packs(amounts, plant, costs, cases.PARAMETERS, **options), units


@pytest.mark.parametrize("idle", [False, True])
@pytest.mark.parametrize(("strategy", "option", "method"), SETTINGS)
def test_cash_and_excluded_lines_are_the_unit_cost(strategy, option, method, idle):
    costs, cash, units = both(strategy, option, method, charges_idle_labor=idle)
    for level, part in cash.level_cash.items():
        total = (
            part.variable_cash
            + (part.fixed_cash - part.idle_labor) / units[level]
            + part.excluded_depreciation
            + part.excluded_profit
        )
        np.testing.assert_allclose(total, costs.levels.level_cost[level].unit_cost, rtol=1e-12)


def test_capital_leaves_working_capital_out():
    costs, cash, _ = both("in_house", "cost_to_consumer", 1)
    cost = costs.levels.level_cost["pack"]
    np.testing.assert_allclose(
        cash.level_cash["pack"].capital, cost.total_investment - cost.working_capital, rtol=1e-12
    )


def test_idle_labor_is_that_of_the_full_rate():
    """A crew for the full rate is the crew of method 1 at that volume (C57)."""
    _, cash, _ = both("in_house", "cost_to_consumer", 3, charges_idle_labor=True)
    at_full = cost_packs(
        cases.worked_amounts(),
        cases.plant_inputs(packs_per_year=5e5 / SHARES),
        cases.material_inputs(),
        cases.vehicle_items(),
        cases.PARAMETERS,
    )
    now = both("in_house", "cost_to_consumer", 1)[0]
    hours = at_full.plant_costs.scopes.scope_labor["pack"] - now.plant_costs.scopes.scope_labor["pack"]
    expected = 25.0 * 1.4 * 1.25 * hours
    np.testing.assert_allclose(cash.level_cash["pack"].idle_labor[5], 0.0, atol=1e-6)
    np.testing.assert_allclose(cash.level_cash["pack"].idle_labor, expected, rtol=1e-9, atol=1e-6)


def test_no_idle_labor_unless_asked():
    _, cash, _ = both("in_house", "cost_to_consumer", 3)
    np.testing.assert_array_equal(cash.level_cash["pack"].idle_labor, 0.0)


def test_names_carry_the_level():
    _, cash, _ = both("in_house", "cost_to_consumer", 1)
    assert {"variable_cash.cell", "fixed_cash.pack", "capital.module"} <= {n for n, _ in named_arrays(cash)}


def test_output_of_a_plant_row_of_the_method():
    with STRATEGY_ROWS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["equation_id"] == "S20"]
    assert rows
    for row in rows:
        given = json.loads(row["inputs_json"])
        found = plant_output(*(np.array([given[name]]) for name in ("demand", "capacity", "ramp", "oee")))
        np.testing.assert_allclose(found, float(row["value"]), atol=float(row["abs_tolerance"]))
