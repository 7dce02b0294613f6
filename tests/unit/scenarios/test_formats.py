"""Packs and suppliers of a case with cells of other formats."""

import re

import numpy as np
import pytest

from cellworth.app.case_formats import evaluate_formats, told_spreads
from cellworth.app.cell_plants import designed_cell_plants
from cellworth.app.run import evaluate_block
from cellworth.engine.cash_view import cash_view
from cellworth.engine.decision_rows import Rows, material_prices
from cellworth.engine.scenarios.cell_plant import at_capacity, at_output
from cellworth.engine.scenarios.places import in_format
from cellworth.engine.scenarios.scenario_paths import path_model, scenario_paths
from cellworth.io.case_records import decision_inputs
from cellworth.io.cases import load_case
from cellworth.io.input_values import default_arrays
from cellworth.io.strategy_records import strategy_case

BASE = 'base = "new-plant-2026"\nname = "tried"\n'
PACKS, REJECT = 120_000.0, 0.05


def read(tmp_path, *lines):
    path = tmp_path / "tried.toml"
    path.write_text(BASE + "\n".join(lines), encoding="utf-8")
    return load_case(path)


def paths(case):
    model = path_model(case, designed_cell_plants(case.packs, case.places))
    return scenario_paths(case, model, np.arange(16), 1)


@pytest.mark.parametrize("name", ["21700", "4680", "PHEV2 stacked", "blade"])
def test_cell_plant_is_that_of_the_whole_pack(tmp_path, name):
    inputs = decision_inputs(read(tmp_path, "[packs.nmc70]", f'format = "{name}"'))
    prices = material_prices(inputs)
    rows = Rows(inputs, prices)
    rows.add("nmc70", inputs.today, PACKS, REJECT)
    whole = cash_view(evaluate_block(rows.block())).cell
    cell = designed_cell_plants(inputs.packs)["nmc70"]

    now = inputs.years.index(inputs.today)
    paid = {path: values[now : now + 1] for path, values in prices.items()}
    packs, good = np.full((1, 1), PACKS), np.full((1, 1), 1.0 - REJECT)
    varying, standing = at_output(cell, packs, good, paid), at_capacity(cell, packs, good, paid)

    assert varying.materials == pytest.approx(whole.materials[0], rel=1e-9)
    assert varying.labor == pytest.approx(whole.labor[0], rel=1e-9)
    assert standing.fixed == pytest.approx(whole.fixed[0], rel=1e-9)
    assert standing.capital == pytest.approx(whole.capital[0], rel=1e-9)


def test_a_pack_of_a_case_holds_what_was_asked_for():
    found = evaluate_formats(default_arrays(), ["blade_byd_135"]).outputs
    plain = evaluate_formats(default_arrays(), [""]).outputs

    assert found["pack_energy"] == pytest.approx(plain["pack_energy"], rel=1e-9)
    assert found["cell_mass"] > 2.0 * plain["cell_mass"]


def test_a_pouch_by_name_is_the_pouch(tmp_path):
    named = strategy_case(read(tmp_path, "[packs.nmc70]", 'format = "pouch"'))
    plain = strategy_case(load_case("new-plant-2026"))

    assert np.array_equal(
        paths(named).own["valley"]["all"].variable, paths(plain).own["valley"]["all"].variable
    )
    assert named.limits == plain.limits


def test_a_suppliers_format_is_its_own(tmp_path):
    case = strategy_case(read(tmp_path, "[strategy.suppliers.chinese_lfp]", 'format = "21700"'))
    plain = strategy_case(load_case("new-plant-2026"))
    found, before = paths(case), paths(plain)

    assert in_format("nmc70", "cyl_21700") in case.packs
    assert np.array_equal(found.own["valley"]["all"].variable, before.own["valley"]["all"].variable)
    for name, dearer in (("chinese_lfp", True), ("korean_nmc", False)):
        mine, theirs = (next(iter(each.supply[name].values())).cash_cost for each in (found, before))
        assert np.all(mine > theirs) if dearer else np.array_equal(mine, theirs)


def test_the_report_says_how_much_of_a_format_is_estimated(tmp_path):
    case = strategy_case(read(tmp_path, "[packs.lfp70]", 'format = "blade"'))
    numbers = [number for number in case.numbers if number.place.startswith("formats.blade_byd_135.")]

    assert {number.grade for number in numbers} >= {"A", "C", "E"}
    assert all(number.known_from <= case.as_of and number.source for number in numbers)
    weak = sum(number.grade in "DE" for number in numbers)
    told = told_spreads(case.packs.values())
    assert len(told) == 1
    low, high = map(int, re.findall(r"([+-]\d+) %", told[0]))
    assert told[0].startswith("LFP-G (Energy) as blade: ")
    assert low < 0 < high < 100
    assert f"Cells as blade: {weak} of the {len(numbers)} numbers" in case.limits[-1]
