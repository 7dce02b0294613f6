from dataclasses import replace

import pytest

from cellworth.app.run import evaluate_block
from cellworth.engine.decision_stage import run_decision
from cellworth.io.case_records import decision_inputs
from cellworth.io.cases import load_case


@pytest.fixture(scope="module")
def inputs():
    return decision_inputs(load_case("nissan-aesc-2016"))


@pytest.fixture(scope="module")
def decided(inputs):
    return run_decision(inputs, evaluate_block)


def test_the_factory_is_that_of_the_packs_named(inputs, decided):
    """Its cell plant costs what one design at that volume and scrap says."""
    seen = {}

    def evaluate(block):
        seen.update(block)
        return evaluate_block(block)

    run_decision(inputs, evaluate)
    row = list(seen["packs_per_year"]).index(500_000.0)
    alone = {name: values[row : row + 1] for name, values in seen.items()}
    outputs = evaluate_block(alone)
    method = float(outputs["capital.cell"][0]) * 1e6
    assert max(decided.pledge["cell_plant"]) == pytest.approx(method, rel=1e-9)


def test_the_share_spans_the_level_of_capital_and_what_is_counted(inputs, decided):
    found = decided.pledge
    level = next(entry.value for entry in decided.calibration if entry.name == "capital_level")
    low, high = found["cell_plant"]
    assert low / high == pytest.approx(level, rel=1e-12)
    assert found["explained_share"] == pytest.approx(
        (low / inputs.pledge.money, found["pack_plant"][1] / inputs.pledge.money)
    )


def test_a_case_without_a_pledge_has_no_figures(inputs):
    assert run_decision(replace(inputs, pledge=None), evaluate_block).pledge == {}
