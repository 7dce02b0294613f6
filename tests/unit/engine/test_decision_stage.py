"""The first decision on an invented cost law whose answers can be worked out by hand."""

import dataclasses

import numpy as np
import pytest

from cellworth.engine.cash_view import cash_view
from cellworth.engine.decision_costs import landed
from cellworth.engine.decision_stage import run_decision
from cellworth.io.case_records import decision_inputs
from cellworth.io.cases import load_case
from cellworth.io.glossary import glossary

ON_LABOR = 0.4
STEPS = {"mixing": 3.0, "coating": 1.0}


def invented(block):
    """Levels, items and steps of packs; every amount follows energy and volume by a simple law."""
    energy, packs = block["energy"], block["packs_per_year"]
    price, good = block["price_positive_active"], block["cell_yield"] / 100.0
    n = len(energy)
    made = {
        "cells_per_pack": np.full(n, 192.0),
        "cell_mass": np.full(n, 800.0),
        "pack_mass": np.full(n, 300.0),
        "cell_specific_energy": np.full(n, 150.0),
    }
    cell = {
        "direct_materials": 2.0 * price * energy / good,
        "direct_labor": 10.0 * energy / good,
        "equipment_investment": 1.5e-4 * (energy * packs) ** 0.9 * 10.0,
        "building_investment": 2e-5 * energy * packs,
        "launch_cost": 1e-6 * energy * packs,
    }
    for level, factor, units in (("cell", 1.0, 192.0), ("pack", 1.25, 1.0)):
        values = {name: factor * value for name, value in cell.items()}
        capital = values["equipment_investment"] + values["building_investment"]
        depreciation = 0.1 * capital * 1e6 / packs
        per_pack = {
            "direct_materials": values["direct_materials"] + (30.0 * energy if level == "pack" else 0.0),
            "direct_labor": values["direct_labor"],
            "variable_overhead": ON_LABOR * values["direct_labor"] + 0.2 * depreciation,
            "gsa": 0.25 * depreciation,
            "research": 0.4 * depreciation,
            "depreciation": depreciation,
            "profit": 0.05 * depreciation,
            "warranty": np.full(n, 100.0 if level == "pack" else 0.0),
        }
        made |= {f"{name}.{level}": value / units for name, value in per_pack.items()}
        made |= {
            f"{name}.{level}": values[name]
            for name in ("equipment_investment", "building_investment", "launch_cost")
        }
        made[f"unit_cost.{level}"] = sum(per_pack.values()) / units
        made |= {
            f"cash_materials.{level}": per_pack["direct_materials"] / units,
            f"cash_labor.{level}": (1.0 + ON_LABOR) * per_pack["direct_labor"] / units,
            f"cash_warranty.{level}": per_pack["warranty"] / units,
            f"fixed_cash.{level}": 0.85 * depreciation * packs,
            f"capital.{level}": capital + values["launch_cost"],
            f"excluded_depreciation.{level}": depreciation / units,
            f"excluded_profit.{level}": per_pack["profit"] / units,
        }
    materials = made["direct_materials.pack"]
    made["pack_material_cost.positive_active"] = 0.6 * materials
    for name in ("cell_hardware_per_pack", "module_parts_per_pack", "pack_parts_per_pack"):
        made[name] = 0.1 * materials
    for step, weight in STEPS.items():
        made[f"step_labor.{step}"] = weight * packs
        made[f"step_equipment.{step}"] = made["equipment_investment.pack"] * weight / sum(STEPS.values())
        made[f"step_area.{step}"] = np.full(n, weight)
    return made


@pytest.fixture(scope="module")
def inputs():
    return decision_inputs(load_case("nissan-aesc-2016"))


@pytest.fixture(scope="module")
def result(inputs):
    return run_decision(inputs, invented)


def at(result, name, year):
    return float(result.yearly[name][result.years.index(year)])


def test_cash_parts_and_what_is_left_out_give_the_unit_cost():
    block = {
        "energy": np.asarray([24.0, 60.0]),
        "packs_per_year": np.asarray([5e4, 1e5]),
        "price_positive_active": np.asarray([10.0, 30.0]),
        "cell_yield": np.asarray([90.0, 95.0]),
    }
    outputs = invented(block)
    view = cash_view(outputs)
    parts = (view.cell, view.rest)
    paid = sum(part.materials + part.labor + part.fixed / block["packs_per_year"] for part in parts)

    np.testing.assert_allclose(paid + view.warranty + view.left_out, outputs["unit_cost.pack"], rtol=1e-12)


def test_utilization_is_output_over_the_plants_that_are_open(result):
    assert at(result, "utilization_made", 2012) == pytest.approx(647 / 1560)
    assert at(result, "utilization_made", 2015) == pytest.approx(1272 / 7800)
    assert result.plant_utilization["zama"][4] == pytest.approx(0.207 * 1272 / 1560)
    assert np.isnan(result.plant_utilization["smyrna"][0])


def test_saving_is_own_cost_less_the_landed_price(result):
    for basis in ("full", "cash"):
        own, price = result.yearly[f"own_cell_{basis}"], result.yearly["landed_cell_price"]
        energy, packs = result.yearly["pack_energy_made"], result.yearly["output_packs"]
        saving = result.yearly[f"saving_per_pack_{basis}"]
        np.testing.assert_allclose(saving, (own - price) * energy, rtol=1e-12)
        np.testing.assert_allclose(result.yearly[f"saving_per_year_{basis}"], saving * packs, rtol=1e-12)


def test_pack_is_cells_and_the_rest_either_way(result):
    yearly = result.yearly
    np.testing.assert_allclose(yearly["own_pack_full"], yearly["own_cell_full"] + yearly["own_rest_full"])
    np.testing.assert_allclose(
        yearly["bought_pack_cost"], yearly["landed_cell_price"] + yearly["own_rest_full"]
    )


def test_steps_items_and_nothing_else_make_todays_pack(result):
    parts = [*result.cost_by_step.values(), *result.cost_by_item.values()]

    assert sum(parts) == pytest.approx(result.headline["own_pack_full"], rel=1e-12)
    mixing, coating = (result.cost_by_step[step] for step in STEPS)
    assert mixing == pytest.approx(3 * coating, rel=1e-12)


def test_at_the_breakeven_price_nothing_is_saved(inputs, result):
    now = result.headline["breakeven_price_full"]
    supplier = dataclasses.replace(inputs.supplier, quoted=(now,) * len(inputs.years), quote_weight=1.0)
    again = run_decision(dataclasses.replace(inputs, supplier=supplier), invented)

    assert again.headline["saving_per_pack_full"] == pytest.approx(0.0, abs=1e-8)
    assert again.headline["breakeven_volume_full"] == pytest.approx(at(again, "output_packs", 2016))


def test_at_the_indifference_price_buying_is_worth_nothing(inputs, result):
    price = result.headline["indifference_supply_price"]
    supplier = dataclasses.replace(inputs.supplier, quoted=(price,) * len(inputs.years), quote_weight=1.0)
    again = run_decision(dataclasses.replace(inputs, supplier=supplier), invented)

    assert again.headline["saving_worth"] == pytest.approx(0.0, abs=1e-3)


def test_buying_wins_exactly_below_the_indifference_price(inputs, result):
    head, rate = result.headline, inputs.maker.discount_rate
    after = [year for year in inputs.years if year > inputs.today]
    energy = sum(
        inputs.output_energy[inputs.years.index(year)] / (1 + rate) ** (year - inputs.today - 0.5)
        for year in after
    )
    door = landed(inputs, np.asarray([head["indifference_supply_price"], head["level_supply_price"]]))

    assert (door[0] - door[1]) * energy == pytest.approx(head["saving_worth"], rel=1e-9)


def test_one_figure_to_fit_is_met(inputs):
    one = [dataclasses.replace(e, fit=e.name == "leaders_2014") for e in inputs.evidence]
    again = run_decision(dataclasses.replace(inputs, evidence=tuple(one)), invented)
    met = next(entry for entry in again.compared if entry.evidence.name == "leaders_2014")
    conversion = next(entry for entry in again.calibration if entry.name == "conversion_level")

    assert met.model == pytest.approx(300.0, rel=1e-9)
    assert met.agrees
    assert conversion.fitted_to == ("leaders_2014",)
    assert conversion.after == pytest.approx(0.0, abs=1e-9)


def test_capital_is_set_on_published_investment(result):
    capital = next(entry for entry in result.calibration if entry.name == "capital_level")

    assert np.sum(result.plants["investment_calibrated"]) == pytest.approx(
        np.sum(result.plants["investment_published"])
    )
    assert capital.value == pytest.approx(
        np.sum(result.plants["investment_published"]) / np.sum(result.plants["investment_method"])
    )


def test_nothing_known_later_moves_a_number(inputs, result):
    later = tuple(dataclasses.replace(entry, price=1.0, energy=1.0) for entry in inputs.later)
    again = run_decision(dataclasses.replace(inputs, later=later), invented)

    assert again.headline == result.headline


def test_sweep_falls_with_volume_and_ends_with_the_plants(result):
    table = result.sweep
    assert len(table["volume"]) == 30
    assert np.all(np.diff(table["new_pack_full"]) < 0)
    capacity = 7_800_000 / 30
    assert np.array_equal(np.isnan(table["standing_pack_full"]), table["volume"] > capacity)


def test_dearer_supply_never_makes_buying_look_better(inputs, result):
    dear = dataclasses.replace(inputs.supplier, freight=inputs.supplier.freight + 10.0)
    again = run_decision(dataclasses.replace(inputs, supplier=dear), invented)

    for name in ("saving_per_pack_full", "saving_per_year_cash"):
        assert np.all(again.yearly[name] < result.yearly[name])
    assert again.headline["saving_worth"] < result.headline["saving_worth"]


def test_more_output_fills_the_plants_and_cheapens_the_cell(inputs):
    unfitted = dataclasses.replace(inputs, evidence=())
    more = tuple(1.5 * energy for energy in inputs.output_energy)
    before = run_decision(unfitted, invented)
    after = run_decision(dataclasses.replace(unfitted, output_energy=more), invented)

    assert after.headline["utilization_made"] > before.headline["utilization_made"]
    assert after.headline["own_cell_cash"] < before.headline["own_cell_cash"]
    assert after.headline["own_cell_full"] < before.headline["own_cell_full"]


def test_price_used_is_the_pool_of_quoted_and_modelled(inputs, result):
    weight = inputs.supplier.quote_weight
    modelled, used = at(result, "modelled_cell_price", 2016), at(result, "cell_price_used", 2016)

    assert used == pytest.approx(weight * 145.0 + (1 - weight) * modelled)
    assert at(result, "cell_price_used", 2015) == pytest.approx(at(result, "modelled_cell_price", 2015))


def test_every_name_is_in_the_glossary(result):
    names = {*result.yearly, *result.headline, *result.ranges, "cost_by_step", "cost_by_item"}
    names |= set(result.sweep) - {"volume"} | {name for name in result.plants if name.startswith("invest")}
    names |= {entry.name for entry in result.calibration}
    assert names <= set(glossary())
