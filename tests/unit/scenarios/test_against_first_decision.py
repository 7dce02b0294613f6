"""With every quantity certain, the paths are the numbers of the first decision on the real case."""

from dataclasses import replace

import numpy as np
import pytest
from made_up_case import CASE, FIXED, PROGRAMME, all_fixed, plant, quantity, supplier

from cellworth.app.cell_plants import designed_cell_plants
from cellworth.app.run import evaluate_block
from cellworth.engine.decision_evaluations import experience
from cellworth.engine.decision_stage import run_decision
from cellworth.engine.scenarios.scenario_paths import path_model, scenario_paths
from cellworth.io.case_records import decision_inputs
from cellworth.io.cases import load_case


@pytest.fixture(scope="module")
def inputs():
    return decision_inputs(load_case("nissan-aesc-2016"))


@pytest.fixture(scope="module")
def first(inputs):
    return run_decision(inputs, evaluate_block)


@pytest.fixture(scope="module")
def after(inputs):
    """Years after the day of the case."""
    return slice(inputs.years.index(inputs.today) + 1, None)


@pytest.fixture(scope="module")
def paths(inputs, first, after):
    case = same_case(inputs, first, after)
    return scenario_paths(case, path_model(case, designed_cell_plants(case.packs)), np.arange(3), 0)


def same_case(inputs, first, after):
    """The first decision's inputs after its day as a case in which nothing is uncertain."""
    now = after.start
    capital, conversion = first.calibration
    before = {
        "own_start": sum(inputs.output_energy[:now]),
        "industry_start": sum(inputs.industry_energy[:now]),
        "reject_first": experience(inputs).maker_reject[now - 1],
        "reject_floor": inputs.learning.reject_floor,
        "own_rate": inputs.learning.own_rate,
        "industry_rate": inputs.learning.industry_rate,
        "spillover": inputs.learning.spillover,
        "customer_spillover": 0.0,
        "floor": 0.0,
        "conversion_level": conversion.at[now - 1],
        "capital_level": capital.value,
    }
    margin = dict(zip(("low", "high", "middle", "width"), inputs.supplier.margin, strict=True))
    sold = {
        "experience": sum(inputs.supplier.energy[:now]),
        "utilization": inputs.supplier.utilization,
        "effectiveness": 1.0,
        "committed": 0.0,
        "discount_rate": inputs.supplier.discount_rate,
        "plant_life": inputs.supplier.plant_life,
        "freight": inputs.supplier.freight,
        "duty": inputs.supplier.duty,
        "transit": inputs.supplier.transit,
    }
    numbers = {
        **{f"learning.{name}": value for name, value in before.items()},
        **{f"supplier.{name}": value for name, value in sold.items()},
        **{f"supplier.margin_{name}": value for name, value in margin.items()},
        "industry.realised": inputs.industry_realised,
        "industry.slip": 0.0,
        "plant.effectiveness": 1.0,
        "programme.service": 0.0,
        "money.idle_labor": 0.0,
        "money.kept_administration": 0.0,
        "money.discount_rate": inputs.maker.discount_rate,
        "money.plant_life": inputs.maker.plant_life,
        **{f"capacity.{each.name}": each.capacity for each in inputs.plants},
    }
    calm = all_fixed(CASE)
    names = inputs.pack_of_year[after]
    energy = [inputs.packs[name].energy for name in names]
    made = [total / each for total, each in zip(inputs.output_energy[after], energy, strict=True)]
    return replace(
        calm,
        as_of=inputs.as_of,
        years=inputs.years[after],
        quantities={
            **calm.quantities,
            **{name: quantity(name, "fixed", (float(value),)) for name, value in numbers.items()},
        },
        programmes=(replace(PROGRAMME, packs=tuple(made), pack=names),),
        plants=tuple(
            replace(
                plant(each.name, "venture", 0.0), share=each.share[after], capacity=f"capacity.{each.name}"
            )
            for each in inputs.plants
        ),
        suppliers=(replace(supplier("lg", 1.0, ""), energy=inputs.supplier.energy[after], quoted={}),),
        bidders=(),
        strategies=(),
        packs={name: inputs.packs[name] for name in dict.fromkeys(names)},
        prices=inputs.prices,
        indices=inputs.indices,
        index_paths={},
        industry_energy=inputs.industry_energy[after],
        industry_capacity=inputs.industry_capacity[after],
        industry_announced=inputs.industry_announced[after],
        switches={"scale_circle": False},
    )


def test_every_name_of_the_made_up_case_is_used(inputs, first, after):
    assert set(FIXED) <= set(same_case(inputs, first, after).quantities)


def test_own_cells_cost_the_same(paths, first, after):
    np.testing.assert_allclose(paths.pack_cost[0], first.yearly["own_cell_full"][after], rtol=1e-11)


def test_own_cash_cost_is_the_same(paths, first, after):
    plants = [volumes["all"] for volumes in paths.own.values()]
    made = sum(each.output for each in plants)
    paid = sum(each.variable * each.output + each.fixed for each in plants)

    np.testing.assert_allclose((paid / made)[0], first.yearly["own_cell_cash"][after], rtol=1e-11)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("cash_cost", "supplier_cash_cost"),
        ("full_cost", "supplier_full_cost"),
        ("price", "modelled_cell_price"),
    ],
)
def test_bought_cells_cost_the_same(paths, first, after, ours, theirs):
    found = getattr(paths.supply["lg"]["all"], ours)[0]

    np.testing.assert_allclose(found, first.yearly[theirs][after], rtol=1e-11)


def test_the_industry_is_the_same(paths, first, after):
    for ours, theirs in (
        (paths.industry_utilization, "industry_utilization"),
        (paths.tightness_margin, "supplier_margin"),
    ):
        np.testing.assert_allclose(ours[0], first.yearly[theirs][after], rtol=1e-12)


def test_all_scenarios_are_the_same(paths):
    assert np.all(paths.pack_cost == paths.pack_cost[:1])
