"""Small kernels of the factory: limits, blanks, sharing of powers, loading of tables."""

import numpy as np
import pytest

import factory_cases as cases
from cellworth.core.errors import InputError
from cellworth.core.record import named_arrays, replace
from cellworth.engine.factory_stage import cost_packs, detail_for, recycle_packs, recycling_asked
from cellworth.engine.supply_stage import cash_packs, supply_parts
from cellworth.factory.corrections import CORRECTED, NAMES, PARITY
from cellworth.factory.laws.power_law import SharedPowers, ledger_sum, weighted_sum
from cellworth.factory.needs import effective_yields, solvent_per_binder
from cellworth.factory.pack_items import bus_bar_cost
from cellworth.factory.results import DETAIL
from cellworth.factory.supplier import SupplierTerms
from cellworth.factory.utilization import capacity_factor, utilization
from cellworth.io import factory_parameters as loader
from cellworth.io.glossary import term


def test_powers_are_shared():
    powers = SharedPowers({"cells": np.array([2.0, 8.0])})
    one = powers.power("cells", 4.0, 0.9)
    assert powers.power("cells", 4.0, 0.9) is one
    np.testing.assert_allclose(one, np.array([0.5, 2.0]) ** 0.9, rtol=1e-15)
    assert powers.power("cells", 2.0, 0.9) is not one
    assert powers.product(one, one) is powers.product(one, one)


@pytest.mark.parametrize("exponent", [0.0, 1.0, 0.3, -0.15])
def test_power_of_a_plain_exponent(exponent):
    powers = SharedPowers({"cells": np.array([2.0, 8.0])})
    found = powers.power("cells", 4.0, exponent)
    np.testing.assert_allclose(np.broadcast_to(found, (2,)), np.array([0.5, 2.0]) ** exponent, rtol=1e-15)


def test_exponent_and_baseline_per_scenario():
    powers = SharedPowers({"cells": np.array([2.0, 8.0])})
    baseline, exponent = np.array([4.0, 2.0]), np.array([0.5, 0.9])
    found = powers.power("cells", baseline, exponent)
    np.testing.assert_allclose(found, (np.array([2.0, 8.0]) / baseline) ** exponent, rtol=1e-15)


def test_arrays_made_on_the_way_are_never_taken_for_each_other():
    powers = SharedPowers({"cells": np.array([2.0, 8.0])})
    for exponent in (0.5, 0.9, 0.3):
        found = powers.power("cells", 4.0, np.array([exponent]) - 0.1)
        np.testing.assert_allclose(found, np.array([0.5, 2.0]) ** (exponent - 0.1), rtol=1e-14)


def test_nothing_to_evaporate_needs_no_recovery():
    powers = SharedPowers({"nmp_evaporated_kg_per_year": np.array([0.0, 1.0])})
    np.testing.assert_array_equal(powers.power("nmp_evaporated_kg_per_year", 1.0, 0.95), [0.0, 1.0])


def test_steps_that_share_a_factor_are_summed_once():
    shared, other, ones = np.array([2.0]), np.array([3.0]), np.array([1.0])
    total = weighted_sum(
        {"a": 1.0, "b": 10.0, "c": 100.0},
        {"a": shared, "b": shared, "c": other},
        {"a": ones, "b": ones, "c": np.array([0.5])},
    )
    np.testing.assert_array_equal(total, [22.0 + 150.0])
    assert ledger_sum([1.0, 2.0, 3.0]) == 6.0


def test_utilization_rules_the_full_rate():
    plant = cases.plant_inputs(
        utilization_method=np.array([1.0, 2, 2, 3, 3]),
        utilization=np.array([0.9, 0.5, np.nan, 0.5, np.nan]),
        full_packs_per_year=np.array([7e5, np.nan, 8e5, 7e5, np.nan]),
    )
    use = utilization(plant, np.array([100.0]))
    np.testing.assert_allclose(use.utilization_used, [1.0, 0.5, 0.625, 0.5, np.nan])
    np.testing.assert_allclose(use.full_packs_reported, [5e5, 1e6, 8e5, 7e5, np.nan])
    np.testing.assert_allclose(use.plant_size, [50.0, 100.0, 80.0, 70.0, np.nan])


def test_capacity_factor_by_method():
    method = np.array([1.0, 2.0, 3.0])
    use = np.array([1.0, 0.5, 0.5])
    np.testing.assert_array_equal(capacity_factor(use, method, 2), [1.0, 2.0, 2.0])
    np.testing.assert_array_equal(capacity_factor(use, method, 3), [1.0, 1.0, 2.0])


def test_yields_are_rounded_half_up_unless_corrected():
    yields = cases.PARAMETERS.yields
    half = replace(yields, coating_yield=yields.coating_yield | {"positive_foil": 0.8655 / 0.92 / 0.99})
    like = np.ones(1)
    assert effective_yields(half, like, PARITY)["positive_foil"] == 0.866
    np.testing.assert_allclose(effective_yields(half, like, CORRECTED)["positive_foil"], 0.8655)
    np.testing.assert_allclose(effective_yields(yields, like, CORRECTED)["positive_dry"], 0.99**3 * 0.95)
    assert effective_yields(yields, like, PARITY)["separator"] == 0.98


def test_solvent_ratio_may_be_given():
    ratio = solvent_per_binder(np.array([1.0, 0.0, 1.0]), np.array([np.nan, np.nan, 21.0]), cases.PARAMETERS)
    np.testing.assert_array_equal(ratio, [16.0, 40.0, 21.0])


def test_no_bus_bar_costs_nothing():
    found = bus_bar_cost(np.array([0.0, 100.0]), np.array([8.68]), np.array([0.6]))
    np.testing.assert_allclose(found, [0.0, 1.468])


def test_formation_steps_up_above_80_ah():
    ratings = cases.worked_values() | {
        "cell_capacity": np.array([80.0, 80.000001, 79.0, 81.0, 60.0, 70.0, 90.0])
    }
    found = cost_packs(
        cases.amounts_from(ratings),
        cases.plant_inputs(),
        cases.material_inputs(),
        cases.vehicle_items(),
        cases.PARAMETERS,
        detail=("steps",),
    )
    formation = found.plant_costs.steps.step_equipment["formation"]
    np.testing.assert_allclose(formation[1] / formation[0], 1.1, rtol=1e-7)


def test_parameters_may_differ_by_scenario():
    """Labour rate, baseline and exponent of a step as arrays give what they give one by one."""

    def cost(rate, labor, exponent):
        steps = cases.PARAMETERS.steps
        weld = replace(steps["weld"], baseline_labor=labor, equipment_exponent=exponent)
        parameters = replace(
            cases.PARAMETERS,
            rates=replace(cases.PARAMETERS.rates, labor_rate=rate),
            steps=steps | {"weld": weld},
        )
        found = cost_packs(
            cases.worked_amounts(),
            cases.plant_inputs(),
            cases.material_inputs(),
            cases.vehicle_items(),
            parameters,
        )
        return found.levels.level_cost["pack"].unit_cost

    rates, labors, exponents = np.linspace(10, 40, 7), np.linspace(1e5, 3e5, 7), np.linspace(0.5, 1, 7)
    together = cost(rates, labors, exponents)
    for index in range(7):
        alone = cost(float(rates[index]), float(labors[index]), float(exponents[index]))
        np.testing.assert_allclose(together[index], alone[index], rtol=1e-13)


def test_outputs_tell_what_they_need():
    assert detail_for(["unit_cost.pack", "system_cost"]) == ()
    assert detail_for(["step_labor.weld", "loaded_total"]) == ("steps", "breakdown")
    assert detail_for(["annual_need.separator", "loaded_step_labor.weld"]) == ("annual", "step_breakdown")
    assert recycling_asked(["total_scrap.separator"])
    assert not recycling_asked(["unit_cost.pack"])


def test_every_correction_is_a_switch():
    assert len(NAMES) == len(set(NAMES)) == 21
    assert not any(getattr(PARITY, name) for name in NAMES)
    assert all(getattr(CORRECTED, name) for name in NAMES)


def test_tables_are_read_whole():
    parameters = cases.PARAMETERS
    assert len(parameters.steps) == 25
    assert len(parameters.items.hardware) == 18
    assert parameters.rates.warranty_rate == pytest.approx({"cell": 0.056, "module": 0.056, "pack": 0.056})
    assert parameters.steps["stack"].equipment_utilization_on == "secondary_driver"
    assert parameters.steps["coat_positive"].equipment_utilization_on == "none"
    assert parameters.steps["formation"].large_cell_capacity == 80.0


def test_lifetime_and_rates_must_agree(monkeypatch):
    table = loader.parameter_table("factory/overhead_rates.csv")
    rows = tuple(
        row | {"value": "8"} if row["rate_id"] == "equipment_lifetime" else row for row in table.rows
    )
    changed = type(table)(path=table.path, head=table.head, rows=rows)
    monkeypatch.setattr(loader, "parameter_table", lambda _: changed)
    with pytest.raises(InputError, match="lifetime of 8 years"):
        loader._rates()


def test_blends_have_no_composition():
    assert np.isnan(loader.material_number("50%/50% NMC532/LMO"))
    assert np.isnan(list(loader.element_fractions("50%/50% NMC532/LMO").values())).all()
    assert loader.material_number("LTO") == 8.0
    np.testing.assert_allclose(loader.element_fractions("LFP")["P"], 30.97 / 157.76)


def test_couple_prices_and_flags():
    assert loader.couple_prices("NMC811-G (Energy)")["positive_active"] == 26.0
    assert loader.strategy_flags("buy_modules", "cost_to_build") == {
        "buys_cells": 0.0,
        "buys_modules": 1.0,
        "charges_profit": 0.0,
        "charges_warranty": 0.0,
    }
    assert loader.vehicle_item_prices("mildHEV")["heating_system_price"] == 0.0


def test_every_name_is_in_the_glossary():
    """Outputs, choices and amounts of the room have a unit and a meaning."""
    amounts, plant = cases.worked_amounts(), cases.plant_inputs()
    materials, vehicle = cases.material_inputs(), cases.vehicle_items()
    terms = SupplierTerms(asks_margin=cases.array(0), margin_on_cost=cases.array(0))
    given = (amounts, plant, materials, vehicle, cases.PARAMETERS)
    costs = cost_packs(*given, detail=tuple(DETAIL))
    balance = recycle_packs(amounts, cases.recycling_inputs(), costs, cases.PARAMETERS)
    supplied = supply_parts(amounts, plant, terms, materials, vehicle, cases.PARAMETERS)
    cash = cash_packs(amounts, plant, costs, cases.PARAMETERS)
    inputs = (amounts, plant, materials, vehicle, terms, cases.recycling_inputs())
    trees = (*inputs, costs, balance, supplied, cash)
    names = {name for tree in trees for name, _ in named_arrays(tree)}
    for name in names:
        assert term(name).meaning, name
    assert term("cell_need.separator").unit == "m^2"
    assert term("annual_need.electrolyte").unit == "L/year"
    assert term("cell_need.negative_binder").unit == "g"


def test_every_correction_is_in_the_glossary():
    assert all(term(name).meaning.startswith("Correction") for name in NAMES)
