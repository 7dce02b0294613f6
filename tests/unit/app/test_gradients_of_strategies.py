import sys
from dataclasses import dataclass, fields, is_dataclass, replace
from types import SimpleNamespace
from typing import Any

import array_api_strict as strict
import numpy as np
import pytest
from made_up_case import CASE, quantity
from made_up_paths import made_up_paths

from cellworth.app.cell_plants import cell_designer, open_inputs_filled
from cellworth.app.explain_strategy_gradient import is_difference, strategy_gradient
from cellworth.cli.explain_gradient import _lines
from cellworth.core.arrays import held, namespace
from cellworth.core.errors import InputError
from cellworth.core.sums import ordered_mean
from cellworth.engine.placed_numbers import with_numbers
from cellworth.engine.scenarios.cell_plant import at_output
from cellworth.engine.scenarios.columns import Rows
from cellworth.engine.scenarios.ledger import OWNERS
from cellworth.engine.scenarios.setting import Options, Setting
from cellworth.engine.scenarios.strategies import evaluate
from cellworth.io.case_numbers import Number
from cellworth.io.cases import load_case
from cellworth.io.strategy_records import strategy_case
from cellworth.strategy.lanes import shipments

DRAWS = 6
"""Far from any limit in these draws; a limit has no derivative."""


@dataclass(frozen=True)
class Made:
    """Stands for strategies compared."""

    pairs: dict[str, Any]
    case: Any
    drawn: Any
    numbers: dict[str, Any]


def differences(paths):
    """Mean worth of buying above keeping."""
    setting = Setting(CASE, paths, Options(n_years=3))
    kinds = ("keep", "buy_close")
    chosen = {kind: next(each for each in CASE.strategies if each.kind == kind) for kind in kinds}
    worth = {kind: evaluate(setting, each, books=OWNERS).value for kind, each in chosen.items()}
    return {kind: ordered_mean(worth[kind] - worth["keep"]) for kind in kinds[1:]}


def test_worth_has_the_derivatives_that_differences_have():
    pytest.importorskip("jax", reason="derivatives need the extra jax")
    from cellworth.engine.backends import gradients, on_jax

    paths = made_up_paths(CASE, None, np.arange(DRAWS), 1)
    money = ("tax_rate", "discount_rate", "working_capital_days", "switching_cost")
    names = [CASE.money[each] for each in money] + [CASE.plants[0].severance]

    def moved(shares):
        draws = paths.draws | {name: paths.draws[name] * (1.0 + shares[name]) for name in names}
        return replace(paths, draws=draws, supply=scaled(paths.supply, 1.0 + shares["price"]))

    def scaled(tree, by):
        if is_dataclass(tree):
            return type(tree)(**{each.name: scaled(getattr(tree, each.name), by) for each in fields(tree)})
        return {key: scaled(part, by) for key, part in tree.items()} if isinstance(tree, dict) else tree * by

    still = {name: np.zeros(()) for name in (*names, "price")}
    _, by = gradients(lambda shares, _: differences(moved(shares)), on_jax(still), {})
    step = 1e-5
    for name in still:
        up, down = (differences(moved(still | {name: np.asarray(way * step)})) for way in (1.0, -1.0))
        for kind, slope in by.items():
            near = (up[kind] - down[kind]) / (2.0 * step)
            assert float(slope[name]) == pytest.approx(near, rel=1e-6, abs=1e-6 * abs(up[kind])), (kind, name)
        assert any(float(slope[name]) != 0.0 for slope in by.values()), name


def test_rounding_is_no_lack():
    paths = made_up_paths(CASE, None, np.arange(DRAWS), 1)
    demand = Setting(CASE, paths).demand
    short = np.asarray([[1e-12], [1e-3]]) * np.ones((2, demand.shape[1])) * demand[:2]
    found = Setting.lacking(SimpleNamespace(demand=demand[:2]), demand[:2], demand[:2] - short)
    assert np.all(found[0] == 0.0)
    assert found[1] == pytest.approx(short[1], rel=1e-9)


def test_rows_lie_in_numpy_and_follow_another_library():
    rows = Rows(3, 3)
    rows[slice(0, 1)], rows[slice(1, 3)] = np.arange(3.0), np.asarray([[7.0], [8.0]])
    assert rows.whole.tolist() == [[0.0, 1.0, 2.0], [7.0] * 3, [8.0] * 3]
    assert np.shares_memory(rows[slice(1, 2)], rows.whole)
    others = Rows(4, 2)
    others[slice(0, 1)], others[slice(3, 4)] = np.ones((1, 2)), np.zeros(1)
    others[slice(1, 3)] = strict.asarray([[4.0], [5.0]])
    assert namespace(others.whole) is namespace(others[slice(0, 2)]) is strict
    assert np.asarray(others.whole).tolist() == [[1.0] * 2, [4.0] * 2, [5.0] * 2, [0.0] * 2]
    assert np.asarray(others[slice(1, 3)]).tolist() == [[4.0], [5.0]]


def test_constants_of_numpy_stand_beside_a_library_that_was_taken_up_alone():
    for mixed in ((np.ones(1), strict.ones(1)), (strict.ones(1), 2.0, np.ones(1))):
        with pytest.raises(TypeError, match="mixed"):
            namespace(*mixed)
    jnp = pytest.importorskip("jax.numpy", reason="needs the extra jax")
    from cellworth.engine.backends import on_jax

    one = on_jax(np.ones(1))
    assert namespace(np.ones(1), one, 2.0) is namespace(one, np.ones(1)) is jnp
    with pytest.raises(TypeError, match="mixed"):
        namespace(strict.ones(1), one)


def test_what_is_held_has_no_derivative():
    values = np.ones(2)
    assert held(values) is values
    assert held(values, lambda each: each > 0.0) is values
    pytest.importorskip("jax", reason="derivatives need the extra jax")
    from cellworth.engine.backends import gradients, on_jax

    def function(given, _):
        one, two = given["made"], given["wanted"]
        moved = shipments([one, two], [two, one])
        return {"whole": held(one) * one, "part": held(one, lambda each: each > 2.0), "moved": moved[0, 1]}

    given = {"made": np.asarray([1.0, 3.0]), "wanted": np.asarray([1.0, 2.0])}
    found, by = gradients(function, on_jax(given), {})
    assert by["whole"]["made"].tolist() == [1.0, 3.0]
    assert by["part"]["made"].tolist() == [1.0, 0.0]
    assert np.asarray(found["moved"]).tolist() == [0.0, 1.0]
    assert by["moved"]["made"].tolist() == [0.0, 1.0]


def test_cell_plants_have_the_derivatives_that_differences_have():
    """Along one direction of all inputs of the packs of a case, through their design."""
    pytest.importorskip("jax", reason="derivatives need the extra jax")
    from cellworth.engine.backends import along, on_jax

    case = strategy_case(load_case("nissan-aesc-2016"))
    designer = open_inputs_filled(cell_designer(case.packs))
    packs = designer.in_force(case.packs)
    free = {
        f"{name}.inputs.{each}": packs[name].inputs[each]
        for name in packs
        for each in designer.free
        if each in packs[name].inputs and not each.startswith("soc_")
    }
    share = np.random.default_rng(1).uniform(-1.0, 1.0, len(free))
    still = {place: np.asarray(number) for place, number in free.items()}
    direction = {place: still[place] * part for place, part in zip(still, share, strict=True)}

    def cost(moved):
        cells = designer.cells(with_numbers(packs, moved))
        prices = {path: np.ones(1) for path in case.prices}
        found = at_output(cells["leaf60"], np.full(1, 1e5), np.full(1, 0.9), prices)
        return {"cost": found.materials + found.labor}

    _, slope = along(cost, on_jax(still), on_jax(direction))
    step = 1e-5
    up, down = (
        cost({place: number + way * step * direction[place] for place, number in still.items()})["cost"]
        for way in (1.0, -1.0)
    )
    assert float(slope["cost"][0]) == pytest.approx(float((up - down)[0]) / (2.0 * step), rel=1e-6)


def test_effects_of_a_percent_and_of_the_spread_are_listed_largest_first(monkeypatch):
    """On slopes made up, as JAX takes minutes to take the true ones."""
    keep, buy = (SimpleNamespace(name=name, terms={}) for name in ("keep", "buy"))
    quantities = {name: quantity(name, "fixed", (1.0,)) for name in ("price", "rate", "still")}
    drawn = {"price": np.asarray([1.0, 3.0]), "rate": np.asarray([5.0]), "still": np.asarray([2.0])}
    compared = Made(
        pairs={"buy": (buy, keep)},
        case=SimpleNamespace(quantities=quantities, strategies=(keep, buy), years=(2017, 2018)),
        drawn=SimpleNamespace(values=drawn),
        numbers={
            "programmes.leaf.packs": (2.0, 4.0),
            "packs.leaf.inputs.power": 90.0,
            "packs.leaf.mass": 9.0,
        },
    )
    slopes = SimpleNamespace(
        values={"buy": 100.0},
        by_shift={"buy": {"price": 4.0, "rate": -30.0, "still": 0.0}},
        by_share={"buy": {"price": 8.0, "rate": -150.0, "still": 0.0}},
        by_number={
            "buy": {
                "programmes.leaf.packs": np.asarray([30.0, -10.0]),
                "packs.leaf.inputs.power": np.asarray(0.5),
                "packs.leaf.mass": np.asarray(0.0),
            }
        },
    )
    told = {"given": "2", "source": "own", "where": "here", "grade": "D", "known_from": "2016-01-01"}
    stated = {"strategy.programmes.leaf.packs.2017": Number(value=2.0, unit="pack/year", **told)}
    backend = SimpleNamespace(strategy_gradients=lambda _: slopes)
    monkeypatch.setitem(sys.modules, "cellworth.engine.backends", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "cellworth.engine.strategy_gradients", backend)
    monkeypatch.setattr("cellworth.app.explain_strategy_gradient.compared_case", lambda *_: compared)
    read = SimpleNamespace(form=SimpleNamespace(strategy=True))
    module = "cellworth.app.explain_strategy_gradient"
    monkeypatch.setattr(f"{module}.load_case", lambda _: read)
    monkeypatch.setattr(f"{module}.strategy_case", lambda _: None)
    monkeypatch.setattr(f"{module}.numbers_by_place", lambda _: stated)
    (found,) = strategy_gradient("npv_difference", "any", draws=2)
    price, rate, power, packs = found.slopes
    assert (packs.value, packs.derivative, packs.per_percent) == (None, 20.0, 0.2)
    assert (packs.unit, packs.by_year) == ("pack/year", {"2017": 30.0, "2018": -10.0})
    assert (power.unit, power.value, power.per_percent) == ("kW", 90.0, 0.45)
    assert (price.name, price.value, price.spread, price.per_spread) == ("price", 2.0, 1.0, 4.0)
    assert (rate.name, rate.per_percent, rate.per_spread) == ("rate", -1.5, 0.0)
    assert found.unmoved == 2
    lines = list(_lines(found, 1))
    assert "worth of buy less that of keep, mean of 2 draws" in lines[1]
    assert lines[3].split("  ")[-2:] == ["+1 % [USD]", "+1 sd [USD]"]
    shown = [line.split()[0] for line in lines[4:11]]
    assert shown == ["quantities,", "price", "designs", "packs.leaf.inputs.power", "planned", packs.name, "1"]
    assert any(line.split()[:2] == ["2018", "−10"] for line in _lines(found, 0, years=True))
    with pytest.raises(InputError, match=r"npv_difference\.buy"):
        strategy_gradient("npv_difference.bye", "any")


def test_names_of_differences_are_known_and_need_jax(monkeypatch):
    assert is_difference("npv_difference")
    assert is_difference("npv_difference.lead")
    assert not is_difference("npv_differences")
    monkeypatch.setitem(sys.modules, "jax", None)
    monkeypatch.delitem(sys.modules, "cellworth.engine.backends", raising=False)
    with pytest.raises(InputError, match=r"\.venv/bin/pip install -e '\.\[jax\]'"):
        strategy_gradient("npv_difference", "nissan-aesc-2016")


def test_draws_are_refused_without_a_difference(cellworth):
    code, _, err = cellworth(
        "explain", "saving_worth", "--case", "nissan-aesc-2016", "--gradient", "--draws", 8
    )
    assert code == 2
    assert "--draws" in err
