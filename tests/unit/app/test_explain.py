import json
import tomllib
from importlib.resources import files

import pytest

from cellworth.app.explain import explain
from cellworth.app.explain_case import explain_case
from cellworth.app.explain_pack import PackFacts, explain_pack, scaled
from cellworth.app.explain_tree import effects
from cellworth.app.run import run
from cellworth.app.run_json import RESULT_FILE, write_result
from cellworth.core.errors import InputError
from cellworth.core.record import named_arrays, record
from cellworth.engine.scenarios.first_pass import FIRST
from cellworth.io.pack_model import pack_model


def given(**texts):
    return {name: ("test", text) for name, text in texts.items()}


def down(node, *names):
    for name in names:
        node = next(parent for parent in node.parents if parent.name == name)
    return node


def test_a_cost_is_walked_down_to_a_parameter_and_its_source():
    (found,) = explain_pack("unit_cost.pack", {}, depth=4)
    assert found.root.formula.startswith("variable_cost.pack + fixed_expenses.pack")
    assert (found.root.equation, found.root.page) == ("C89", "theory/factory.md")
    rate = down(found.root, "variable_cost.pack", "direct_labor.pack", "labor_rate")
    assert rate.value == 25.0
    assert rate.leaf.place == "factory/overhead_rates.csv, labor_rate, value"
    assert (rate.leaf.source, rate.leaf.where) == ("batpac5", "Cost Input!F91")
    assert (rate.leaf.grade, rate.leaf.known) == ("B", "2022")


def test_an_input_given_says_so_and_a_default_too():
    (found,) = explain_pack("negative_active_capacity", given(negative_capacity="340 mAh/g"), depth=1)
    entered, silicon = found.root.parents
    assert (entered.name, entered.value, entered.leaf.given) == ("negative_capacity", 340.0, "340 mAh/g")
    assert silicon.leaf.given == "no, the default"
    (found,) = explain_pack("positive_active_capacity", {}, depth=1)
    own = found.root.parents[0]
    assert own.leaf.place.startswith("chemistries/electrode_couples.csv, NMC811-G (Energy)")
    assert own.value == 213.6


def test_a_number_shown_twice_is_expanded_once():
    (found,) = explain_pack("unit_cost.pack", {}, depth=3)
    first = down(found.root, "fixed_expenses.pack", "depreciation.pack")
    second = down(found.root, "fixed_expenses.pack", "gsa.pack", "depreciation.pack")
    assert first.parents
    assert second.shown_before
    assert not second.parents


def test_effects_are_those_of_the_model():
    (found,) = explain_pack("unit_cost.pack", {}, depth=0)
    assert found.root.parents == ()
    by_name = {effect.name: effect for effect in found.effects}
    (dearer,) = explain_pack("unit_cost.pack", given(price_positive_active="28.6 USD/kg"), depth=0)
    assert by_name["list_price.positive_active"].value == pytest.approx(dearer.root.value, rel=1e-12)
    (larger,) = explain_pack("unit_cost.pack", given(energy="110 kWh"), depth=0)
    assert by_name["energy"].value == pytest.approx(larger.root.value, rel=1e-12)
    (lower,) = explain_pack("unit_cost.pack", given(cell_yield="85.5 %"), depth=0)
    assert by_name["cell_yield"].step == pytest.approx(-0.1)
    assert by_name["cell_yield"].value == pytest.approx(lower.root.value, rel=1e-12)
    assert [abs(effect.change) for effect in found.effects] == sorted(
        (abs(effect.change) for effect in found.effects), reverse=True
    )


def test_a_factor_that_scales_everything_has_an_elasticity_of_one():
    (found,) = explain_pack("cell_item_cost.separator", {}, depth=0)
    by_name = {effect.name: effect for effect in found.effects}
    assert by_name["list_price.separator"].elasticity == pytest.approx(1.0, rel=1e-9)


def test_parameters_in_one_cell_change_together():
    base = dict(named_arrays(pack_model()))
    facts = PackFacts.of({}, parity=False)
    (found,) = explain_pack("module_mass", {}, depth=0)
    effect = next(effect for effect in found.effects if effect.name == "weld_length")
    model = scaled(scaled(facts.model, "weld_length", 1.1), "weld_tab_length", 1.1)
    assert dict(named_arrays(model))["weld_length"] == pytest.approx(1.1 * base["weld_length"])
    assert effect.value == pytest.approx(
        PackFacts(facts.arrays, {}, {}, model, False).changed("module_mass")(facts.node("energy"), 1.0)
    )


def test_every_part_of_a_name_is_explained():
    found = explain_pack("unit_cost", {}, depth=0)
    assert [each.root.name for each in found] == ["unit_cost.cell", "unit_cost.module", "unit_cost.pack"]


def test_an_output_without_relation_is_explained_by_its_meaning():
    (found,) = explain_pack("reynolds_number", {})
    assert found.root.meaning
    assert found.root.unit == "1"
    assert found.root.parents == ()
    assert found.note


def test_words_are_no_numbers_to_change():
    (found,) = explain_pack("limited_by", {})
    assert found.root.value == "maximum thickness"
    assert found.effects == ()


def test_one_leaf_of_a_record_is_scaled():
    @record
    class Inner:
        first: float
        parts: dict[str, float]

    @record
    class Outer:
        inner: Inner
        members: dict[str, Inner]

    one = Inner(first=2.0, parts={"a": 3.0, "b": 5.0})
    whole = Outer(inner=one, members={"x": one, "y": one})
    assert scaled(whole, "first", 10.0).inner.first == 20.0
    assert scaled(whole, "first", 10.0).members["x"].first == 2.0
    assert scaled(whole, "first.x", 10.0).members["x"].first == 20.0
    assert scaled(whole, "first.x", 10.0).inner.first == 2.0
    assert scaled(whole, "parts.b", 10.0).inner.parts == {"a": 3.0, "b": 50.0}


def test_effects_leave_out_what_cannot_be_and_count_what_does_nothing():
    facts = PackFacts.of({}, parity=False)
    nodes = [facts.node(name) for name in ("energy", "power", "packs_per_year", "couple", "temperature")]
    answers = {"energy": 12.0, "power": 10.0, "packs_per_year": None, "temperature": 9.0}
    found, unchanged = effects(10.0, iter(nodes), lambda node, factor: answers[node.name])  # noqa: ARG005
    assert [(effect.name, effect.change) for effect in found] == [("energy", 2.0), ("temperature", -1.0)]
    assert found[0].elasticity == pytest.approx(2.0)
    assert unchanged == ("power",)


def test_a_result_of_a_case_is_walked_down_to_its_numbers():
    (found,) = explain_case("saving_per_pack_cash", "nissan-aesc-2016", depth=2)
    duty = down(found.root, "landed_cell_price", "supplier.duty")
    assert (duty.value, duty.leaf.given, duty.leaf.kind) == (0.02, "2 %", "case number")
    assert duty.leaf.place == "case, supplier.duty"
    assert duty.leaf.known == "known from 2016-08-31"
    strongest = found.effects[0]
    assert strongest.name == "quote.price.2016"
    assert strongest.leaf.place.endswith("row supplier-21")
    price = 145.0 * 0.1 * 0.48 * 30.0
    factor = 1.0 + 0.02 + 0.08 * 30.0 / 365.0
    assert strongest.change == pytest.approx(-price * factor, rel=1e-9)


def test_a_year_of_a_case():
    (found,) = explain_case("quoted_cell_price", "nissan-aesc-2016", depth=0, year=2020)
    assert found.root.value == 120.0
    (found,) = explain_case("quoted_cell_price", "nissan-aesc-2016", depth=0, year=2012)
    assert found.root.value is None
    with pytest.raises(InputError, match="runs from 2011 to 2024"):
        explain_case("quoted_cell_price", "nissan-aesc-2016", year=1999)


def test_command_prints_both_forms(cellworth):
    code, out, _ = cellworth("explain", "unit_cost.pack", "--energy", "60 kWh", "--depth", "1", "--top", "3")
    assert code == 0
    assert "= variable_cost.pack + fixed_expenses.pack + profit.pack + warranty.pack" in out
    assert "cell_yield" in out
    assert max(map(len, out.splitlines())) <= 110
    code, out, _ = cellworth("explain", "unit_cost.pack", "--depth", "1", "--json")
    assert code == 0
    root = json.loads(out)["explained"][0]["root"]
    assert root["name"] == "unit_cost.pack"
    assert len(root["parents"]) == 4


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["unit_cst.pack"], "Did you mean 'unit_cost.pack'"),
        (["saving_per_pak", "--case", "nissan-aesc-2016"], "Did you mean 'saving_per_pack"),
        (["unit_cost.pack", "--case", "nissan-aesc-2061"], "Did you mean 'nissan-aesc-2016'"),
        (["saving_worth", "--case", "nissan-aesc-2016", "--energy", "60 kWh"], "a case states its own packs"),
        (["unit_cost.pack", "--year", "2018"], "only numbers of a case go by year"),
        (["unit_cost.pack", "--energy", "60 kW"], "--energy"),
    ],
)
def test_what_cannot_be_explained_is_said_with_the_nearest(cellworth, arguments, told):
    code, out, err = cellworth("explain", *arguments)
    assert (code, out) == (2, "")
    assert told in err


@pytest.fixture(scope="module")
def small_run(tmp_path_factory):
    document = run("nissan-aesc-2016", n_scenarios=96, seed=3).document
    folder = tmp_path_factory.mktemp("run")
    write_result(document, folder / RESULT_FILE)
    return folder, document


def test_numbers_of_a_run_are_those_of_its_page_and_add_up(small_run):
    folder, document = small_run
    written = {line.name: line.value for line in document.headline}
    (found,) = explain("walk_away", of_run=str(folder), depth=2, with_effects=False)
    assert found.root.value == written["walk_away"]
    assert "The run wrote" not in found.note
    below = {node.name: node for node in found.root.parents}
    parts = {name.partition(".")[2]: node.value for name, node in below.items()}
    apart = (parts["alternative"] - parts["sold_for_nothing"]) / parts["discount"]
    assert found.root.value == pytest.approx(apart + parts["fees"] + parts["tax"], rel=1e-9)
    items = below["sale.sold_for_nothing"].parents
    assert sum(node.value for node in items) == pytest.approx(parts["sold_for_nothing"], rel=1e-9)


def test_a_run_of_another_case_is_refused(small_run):
    folder, _ = small_run
    with pytest.raises(InputError, match="not that of the run"):
        explain("walk_away", case="new-plant-2026", of_run=str(folder))


def test_words_of_a_mean_say_over_how_many_scenarios():
    text = files("cellworth").joinpath("data/explain/strategies.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    assert f"mean over the first {FIRST:,} scenarios" in told["supply.expected"]["words"]
