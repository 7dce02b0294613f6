"""What the method says about itself: C104, C107 to C110, and its printed figures."""

import numpy as np
import pytest

import factory_cases as cases
from cellworth.core.record import replace
from cellworth.engine.factory_stage import cost_packs
from cellworth.factory.loaded import loading
from cellworth.factory.results import DETAIL

TOLERANCE = 1e-12
STRATEGIES = ("in_house", "buy_cells", "buy_modules")
OPTIONS = ("cost_to_consumer", "cost_to_build")
SETTINGS = [
    (strategy, option, method) for strategy in STRATEGIES for option in OPTIONS for method in (1, 2, 3)
]
WITHOUT_UTILIZATION = ("coat_positive", "coat_negative")


def costs(strategy="in_house", option="cost_to_consumer", amounts=None, **plant):
    return cost_packs(
        amounts or cases.worked_amounts(),
        cases.plant_inputs(strategy, option, **plant),
        cases.material_inputs(),
        cases.vehicle_items(),
        cases.PARAMETERS,
        detail=tuple(DETAIL),
    )


def in_setting(strategy, option, method):
    return costs(
        strategy,
        option,
        utilization_method=cases.array(method),
        utilization=np.array([0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 0.3]),
    )


def pack(found):
    return found.levels.level_cost["pack"].unit_cost


@pytest.mark.parametrize(("strategy", "option", "method"), SETTINGS)
def test_cost_is_linear_in_materials_labor_equipment_and_area(strategy, option, method):
    found, rates = in_setting(strategy, option, method), cases.PARAMETERS.rates
    plant = cases.plant_inputs(strategy, option)
    flags = {"cell": plant.buys_cells, "module": plant.buys_modules}
    scopes, ledger = found.plant_costs.scopes, found.ledger.annual_rates
    units = {
        "cell": ledger.cells_accepted_per_year,
        "module": ledger.modules_per_year,
        "pack": plant.packs_per_year,
    }
    for level, cost in found.levels.level_cost.items():
        profit, warranty = flags.get(level, plant.charges_profit), flags.get(level, plant.charges_warranty)
        factors = loading(profit, warranty, rates.profit_rate[level], rates.warranty_rate[level], rates)
        labor = cost.direct_labor * units[level] / rates.labor_rate
        area = cost.building_investment * 1e6 / rates.land_building_cost
        linear = (
            factors.materials_loading * cost.direct_materials
            + (
                factors.labor_loading * rates.labor_rate * labor
                + 1e6 * factors.equipment_loading * cost.equipment_investment
                + factors.building_loading * rates.land_building_cost * area
            )
            / units[level]
        )
        np.testing.assert_allclose(cost.unit_cost, linear, rtol=TOLERANCE)
    assert set(scopes.scope_labor) == {"cell", "module", "pack"}


@pytest.mark.parametrize(("strategy", "option", "method"), SETTINGS)
def test_loaded_parts_and_steps_add_up_to_the_pack(strategy, option, method):
    found = in_setting(strategy, option, method)
    parts = found.breakdown
    steps = parts.loaded_by_step
    by_step = sum(
        sum(getattr(steps, name).values())
        for name in ("loaded_step_labor", "loaded_step_equipment", "loaded_step_building")
    )
    np.testing.assert_allclose(parts.loaded.loaded_total, pack(found), rtol=TOLERANCE)
    np.testing.assert_allclose(by_step, parts.loaded.loaded_processing, rtol=TOLERANCE)
    np.testing.assert_allclose(parts.plain.breakdown_total, pack(found), rtol=TOLERANCE)


@pytest.mark.parametrize("strategy", ["buy_cells", "buy_modules"])
def test_buying_adds_the_loading_of_the_price(strategy):
    """C108: the supplier's margin replaces the maker's, and the price is loaded once more."""
    bought, made = costs(strategy), costs()
    per_pack = {"buy_cells": "cell_cost_per_pack", "buy_modules": "module_cost_per_pack"}[strategy]
    rates = cases.PARAMETERS.rates
    flag = np.ones(1)
    factor = loading(flag, flag, rates.profit_rate["pack"], rates.warranty_rate["pack"], rates)
    more = (factor.materials_loading - 1.0) * getattr(bought.system, per_pack)
    np.testing.assert_allclose(pack(bought) - pack(made), more, rtol=1e-10)


def test_printed_increase_of_buying():
    np.testing.assert_allclose((pack(costs("buy_cells")) - pack(costs()))[0], 588.81, atol=0.005)
    np.testing.assert_allclose((pack(costs("buy_modules")) - pack(costs()))[0], 655.78, atol=0.005)


def test_buying_at_cost_to_build_adds_the_margin_of_the_cell():
    """C109."""
    bought, made = costs("buy_cells", "cost_to_build"), costs("in_house", "cost_to_build")
    cells = cases.worked_values()["cells_per_pack"]
    margin = bought.levels.level_cost["cell"].unit_cost - made.levels.level_cost["cell"].unit_cost
    np.testing.assert_allclose(pack(bought) - pack(made), cells * margin, rtol=1e-10)
    np.testing.assert_allclose((pack(bought) - pack(made))[0], 944.35, atol=0.005)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_method_3_is_method_1_at_the_full_volume(share):
    """C110, but coating equipment, and stacking with the exponent of its capacity term."""
    part = costs(utilization_method=cases.array(3), utilization=cases.array(share)).plant_costs.steps
    full = costs(packs_per_year=cases.array(500_000 / share)).plant_costs.steps
    now = costs().plant_costs.steps
    for step in part.step_area:
        np.testing.assert_allclose(part.step_area[step], full.step_area[step], rtol=TOLERANCE, atol=TOLERANCE)
        np.testing.assert_allclose(part.step_labor[step], now.step_labor[step], rtol=TOLERANCE)
        expected = full.step_equipment[step]
        if step in WITHOUT_UTILIZATION:
            expected = now.step_equipment[step]
        if step == "stack":
            expected = now.step_equipment[step] * (1.0 / share) ** 0.95
        np.testing.assert_allclose(part.step_equipment[step], expected, rtol=TOLERANCE)


PRINTED = {
    (2, 0.9): (11037, 19.789),
    (2, 0.7): (11116, 19.886),
    (2, 0.5): (11257, 20.059),
    (2, 0.3): (11577, 20.453),
    (3, 0.9): (11247, 20.113),
    (3, 0.7): (11919, 21.127),
    (3, 0.5): (13107, 22.918),
    (3, 0.3): (15809, 26.989),
}


@pytest.mark.parametrize(("method", "share"), PRINTED)
def test_printed_effect_of_utilization(method, share):
    found = costs(utilization_method=cases.array(method), utilization=cases.array(share))
    whole, cell = PRINTED[method, share]
    assert abs(pack(found)[0] - whole) < 0.5
    assert abs(found.levels.level_cost["cell"].unit_cost[0] - cell) < 0.0005


def test_no_utilization_given_has_no_value():
    found = costs(utilization_method=cases.array(3))
    assert np.isnan(pack(found)).all()


def test_price_exponent_of_electrolyte_makes_it_free():
    """C19."""
    scaling = cases.PARAMETERS.scaling
    exponents = scaling.price_exponent | {"electrolyte": 0.95}
    parameters = replace(cases.PARAMETERS, scaling=replace(scaling, price_exponent=exponents))
    found = cost_packs(
        cases.worked_amounts(),
        cases.plant_inputs(),
        cases.material_inputs(),
        cases.vehicle_items(),
        parameters,
    )
    np.testing.assert_array_equal(found.ledger.cell_material_costs.cell_item_cost["electrolyte"], 0.0)
