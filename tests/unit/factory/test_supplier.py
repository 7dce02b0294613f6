"""The supplier as a factory of its own."""

import numpy as np
import pytest

import factory_cases as cases
from cellworth.core.record import replace
from cellworth.engine.factory_stage import cost_packs
from cellworth.engine.supply_stage import supply_parts
from cellworth.factory.supplier import SupplierTerms

PUBLISHED = SupplierTerms(asks_margin=cases.array(0), margin_on_cost=cases.array(0))


def supplied(terms=PUBLISHED, parameters=cases.PARAMETERS, materials=None, **plant):
    return supply_parts(
        cases.worked_amounts(),
        cases.plant_inputs(**plant),
        terms,
        materials or cases.material_inputs(),
        cases.vehicle_items(),
        parameters,
    )


def packed(strategy, **bought):
    return cost_packs(
        cases.worked_amounts(),
        cases.plant_inputs(strategy),
        cases.material_inputs(),
        cases.vehicle_items(),
        cases.PARAMETERS,
        **bought,
    )


@pytest.mark.parametrize("strategy", ["in_house", "buy_cells", "buy_modules"])
def test_the_buyers_own_plant_as_supplier_is_the_published_method(strategy):
    published, own = packed(strategy), packed(strategy, bought=supplied().asked)
    for level in ("module", "pack"):
        np.testing.assert_allclose(
            own.levels.level_cost[level].unit_cost,
            published.levels.level_cost[level].unit_cost,
            rtol=1e-12,
        )
    np.testing.assert_allclose(own.system.cell_cost_per_pack, published.system.cell_cost_per_pack, rtol=1e-12)


def test_price_of_a_larger_supplier_as_printed():
    """C109: 21.363 USD at 2.5 million packs a year, 22.116 at the buyer's volume."""
    assert abs(supplied(packs_per_year=cases.array(2.5e6)).asked.cell_price[0] - 21.363) < 0.0005
    assert abs(supplied().asked.cell_price[0] - 22.116) < 0.0005


def test_margin_is_a_share_on_full_cost():
    terms = SupplierTerms(
        asks_margin=cases.array(1), margin_on_cost=np.array([0.0, 0.1, -0.05, 0.2, 0, 0, 0])
    )
    cost = supplied(terms).supplier_level_cost["supplier_cell"]
    full = cost.variable_cost + cost.fixed_expenses
    np.testing.assert_allclose(cost.profit, terms.margin_on_cost * full)
    np.testing.assert_allclose(cost.unit_cost, full * (1.0 + terms.margin_on_cost) * 1.056, rtol=1e-12)


def test_terms_are_chosen_per_scenario():
    mixed = SupplierTerms(asks_margin=np.array([1.0, 0, 0, 0, 0, 0, 0]), margin_on_cost=cases.array(0.3))
    all_margin = supplied(SupplierTerms(asks_margin=cases.array(1), margin_on_cost=cases.array(0.3)))
    found = supplied(mixed).asked.cell_price
    assert found[0] == all_margin.asked.cell_price[0]
    np.testing.assert_array_equal(found[1:], supplied().asked.cell_price[1:])


def test_a_cheap_supplier_makes_buying_win():
    rates = replace(cases.PARAMETERS.rates, labor_rate=10.0)
    prices = {name: 0.85 * price for name, price in cases.material_inputs().list_price.items()}
    terms = SupplierTerms(asks_margin=cases.array(1), margin_on_cost=cases.array(0.02))
    asked = supplied(
        terms,
        replace(cases.PARAMETERS, rates=rates),
        cases.material_inputs(list_price=prices),
        packs_per_year=cases.array(2e6),
    ).asked
    bought = packed("buy_cells", bought=asked).levels.level_cost["pack"].unit_cost
    made = packed("in_house").levels.level_cost["pack"].unit_cost
    assert (bought < made).all()


def test_supplier_pays_for_its_own_idle_plant_and_scrap():
    full = supplied().asked.cell_price
    idle = supplied(utilization_method=cases.array(3), utilization=cases.array(0.5)).asked.cell_price
    scrapping = supplied(cell_yield=cases.array(0.8)).asked.cell_price
    assert (idle > full).all()
    assert (scrapping > full).all()
