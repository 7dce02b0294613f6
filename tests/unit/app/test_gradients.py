import json
import sys
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from cellworth.app.explain_decision_gradient import decision_gradient
from cellworth.app.explain_gradient import explain_gradient, gradient_json, needs_jax
from cellworth.cli.explain_gradient import _lines
from cellworth.core.arrays import solution
from cellworth.core.errors import InputError
from cellworth.engine.packs import evaluate_packs
from cellworth.io.pack_model import pack_model

DESIGNS, SEED = 20, 7
BY_INPUT = {"energy": -1.0, "rows": 9.0, "cell_yield": 1e-3}


def test_without_jax_a_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "jax", None)
    monkeypatch.delitem(sys.modules, "cellworth.engine.backends", raising=False)
    with pytest.raises(InputError, match=r"\.venv/bin/pip install -e '\.\[jax\]'"):
        needs_jax()


def test_numpy_leaves_a_solution_as_it_is():
    state = (np.ones(2), np.zeros(2))
    assert solution(lambda found: (found[0] + 1.0, found[1]), state) is state


def test_derivatives_of_random_designs_agree_with_differences():
    pytest.importorskip("jax", reason="derivatives need the extra jax")
    from cellworth.app.gradient_check import OUTPUTS, TOLERANCE, check_gradients, checked_designs
    from cellworth.app.gradient_page import missed
    from cellworth.engine.pack_gradients import pack_gradients

    compared = check_gradients(DESIGNS, SEED)
    assert missed(compared) == 0
    agreeing = [each for each in compared if each.agrees]
    assert {each.output for each in agreeing} == set(OUTPUTS)
    assert sum(each.agrees for each in compared) > 20 * sum(each.branch + each.kink for each in compared)
    assert 0.0 < max(each.largest for each in agreeing) <= TOLERANCE

    model, output, step = pack_model(), "unit_cost.pack", 1e-4
    inputs = checked_designs(DESIGNS, SEED, model)
    by_parameter = pack_gradients(inputs, model, [output]).by_parameter[output]

    def cost(share):
        rates = replace(model.factory.rates, labor_rate=model.factory.rates.labor_rate * share)
        moved = replace(model, factory=replace(model.factory, rates=rates))
        return np.sum(evaluate_packs(inputs, moved, outputs=[output]).outputs[output])

    difference = (cost(1.0 + step) - cost(1.0 - step)) / (2.0 * step * model.factory.rates.labor_rate)
    assert float(by_parameter.factory.rates.labor_rate) == pytest.approx(difference, rel=1e-8)


def test_a_wrong_derivative_is_found():
    pytest.importorskip("jax", reason="derivatives need the extra jax")
    from cellworth.app.gradient_check import BRANCH, STEP, compare

    here = np.array([2.0, 3.0])
    codes = {code: np.zeros(2) for code in BRANCH}

    def at(k):
        return {**codes, "cost": (here * (1.0 + k * STEP)) ** 3}

    points = {k: at(k) for k in (-2, -1, 1, 2)}
    right = 3.0 * here**2
    assert compare("cost", "input", right, here, at(0), points).agrees == 2
    wrong = compare("cost", "input", right * [1.0, 1.0 + 1e-5], here, at(0), points)
    assert (wrong.agrees, wrong.missed) == (1, 1)


def test_slopes_are_listed_by_elasticity(monkeypatch):
    """On slopes made up, as JAX takes a quarter of a minute to take the true ones."""
    model = pack_model()
    none = tree_of_zeros(model)
    rates = replace(none.factory.rates, labor_rate=np.asarray(2.0))
    made_up = SimpleNamespace(
        by_input={
            "unit_cost.pack": {name: np.asarray([slope]) for name, slope in BY_INPUT.items()},
        },
        by_parameter={"unit_cost.pack": replace(none, factory=replace(none.factory, rates=rates))},
    )
    backend = SimpleNamespace(pack_gradients=lambda *_given, **_options: made_up)
    monkeypatch.setitem(sys.modules, "cellworth.engine.backends", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "cellworth.engine.pack_gradients", backend)
    (found,) = explain_gradient("unit_cost.pack", {})
    energy, rate, scrap = found.slopes
    assert (energy.name, energy.value, energy.unit) == ("energy", 100.0, "kWh")
    assert energy.elasticity == pytest.approx(-100.0 / found.value)
    assert (rate.name, rate.value, rate.unit) == ("labor_rate", 25.0, "USD/h")
    assert rate.derivative == 2.0
    assert rate.leaf.where == "Cost Input!F91"
    assert (scrap.name, scrap.value, scrap.unit, scrap.leaf.upper) == ("cell_yield", 95.0, "%", 100.0)
    assert "energy 100 kWh −1 USD per kWh" in " ".join(" ".join(_lines(found, 0)).split())
    assert found.unmoved > 500
    assert found.held["bicell_layers"] == round(found.held["bicell_layers"])
    assert json.loads(json.dumps(gradient_json([found]), allow_nan=False))["gradients"]


def tree_of_zeros(tree):
    """The same records with zeros for numbers."""
    if is_dataclass(tree):
        leaves = [item.name for item in fields(tree) if not item.metadata.get("static")]
        return replace(tree, **{name: tree_of_zeros(getattr(tree, name)) for name in leaves})
    if isinstance(tree, dict):
        return {name: tree_of_zeros(part) for name, part in tree.items()}
    return np.zeros(np.shape(tree))


def test_numbers_of_a_case_are_put_back_where_they_stand():
    pytest.importorskip("jax", reason="derivatives need the extra jax")
    from cellworth.engine.decision_gradients import case_numbers
    from cellworth.engine.placed_numbers import with_numbers
    from cellworth.io.case_records import decision_inputs
    from cellworth.io.cases import load_case

    inputs = decision_inputs(load_case("nissan-aesc-2016"))
    numbers = case_numbers(inputs)
    assert with_numbers(inputs, {}) == inputs
    assert numbers["maker.discount_rate"] == inputs.maker.discount_rate
    moved = with_numbers(inputs, {"output_energy.1": 7.0, "maker.closure": 5.0})
    assert (moved.output_energy[1], moved.maker.closure) == (7.0, 5.0)
    assert replace(moved, output_energy=inputs.output_energy, maker=inputs.maker) == inputs


def test_a_figure_without_derivatives_is_refused():
    with pytest.raises(InputError, match="first decision"):
        decision_gradient("walk_away", "nissan-aesc-2016")


def test_numbers_of_a_case_on_the_page_add_up():
    """Zeros are left out, so they are not counted either."""
    text = (Path(__file__).parents[3] / "docs" / "gradients.md").read_text(encoding="utf-8")
    counted = [line.split("|")[1:8] for line in text.splitlines() if "numbers of the case |" in line[:40]]
    assert len(counted) == 1
    heading, *kinds = counted[0]
    assert int(heading.split()[0]) == sum(int(kind.replace(",", "")) for kind in kinds)
