import json
from dataclasses import replace

import pytest
from made_up_decision import NUMBERS, YEARLY, arrays, made_up_result

from cellworth.app.compare import compare
from cellworth.app.run import run, write_run
from cellworth.app.run_json import result_document, write_result
from cellworth.io.cases import load_case


@pytest.fixture(scope="module")
def case():
    return load_case("nissan-aesc-2016")


@pytest.fixture
def written(case, tmp_path):
    def write(name, **changes):
        folder = tmp_path / name
        write_result(result_document(case, made_up_result(**changes)), folder / "result.json")
        return str(folder)

    return write


def test_a_run_is_the_same_as_itself(written):
    found = compare(written("one"), written("other"))
    assert found.same


def test_inputs_are_told_with_both_values_and_sources(written):
    dearer = replace(NUMBERS[5], given="174 USD/kWh", source="Someone else")
    numbers = (*NUMBERS[:5], dearer, *NUMBERS[6:-1])
    found = compare(written("one"), written("other", numbers=numbers))
    changed = {change.place: change for change in found.inputs}
    assert set(changed) == {NUMBERS[5].place, NUMBERS[-1].place}
    price = changed["quote.price.2016"]
    assert (price.first, price.second) == ("145 USD/kWh", "174 USD/kWh")
    assert price.first_source.startswith("Source of quote.price.2016")
    assert price.second_source.startswith("Someone else")
    assert changed[NUMBERS[-1].place].second is None


def test_headline_is_told_with_its_relative_change(written):
    changed = written("other", headline={"own_cell_full": 329.0 * 1.25, "breakeven_volume_new_plant": 7.0})
    found = {change.name: change for change in compare(written("one"), changed).headline}
    assert set(found) == {"own_cell_full", "breakeven_volume_new_plant"}
    assert found["own_cell_full"].relative == pytest.approx(0.25)
    assert found["breakeven_volume_new_plant"].first is None
    assert found["breakeven_volume_new_plant"].relative is None


def test_rounding_of_the_last_bit_is_no_difference(written):
    changed = written("other", headline={"own_cell_full": 329.0 * (1 + 1e-15)})
    assert compare(written("one"), changed).same


def test_tables_are_told_by_cell_largest_first(written):
    own, bought = list(YEARLY["own_cell_full"]), list(YEARLY["landed_cell_price"])
    own[1], bought[2] = 2 * own[1], 1.1 * bought[2]
    yearly = arrays({**YEARLY, "own_cell_full": own, "landed_cell_price": bought})
    (table,) = compare(written("one"), written("other", yearly=yearly)).tables
    assert (table.table, table.differing) == ("yearly", 2)
    first = table.largest[0]
    assert (first.row, first.column, first.unit) == ("2014", "own_cell_full", "USD/kWh")
    assert first.relative == pytest.approx(1.0)
    assert table.largest[1].row == "2015"


def test_rows_on_one_side_are_named(written):
    items = {"positive_active": 61.0, "warranty": 15.0, "separator": 25.0, "glue": 1.0}
    (table,) = compare(written("one"), written("other", cost_by_item=items)).tables
    assert table.only_second == ("row glue",)
    assert table.differing == 0


def test_command_prints_both_forms(cellworth, written):
    one, other = written("one"), written("other", headline={"own_cell_full": 411.25})
    code, out, _ = cellworth("compare", one, other)
    assert code == 0
    assert "own_cell_full" in out
    assert "329 -> 411.25 USD/kWh  (+25.0 %)" in out
    code, out, _ = cellworth("compare", one, other, "--json")
    assert code == 0
    assert json.loads(out)["headline"][0]["second"] == 411.25
    assert cellworth("compare", one, one)[1].endswith("Nothing differs.\n")


def test_a_folder_that_is_no_run_is_refused(cellworth, written, tmp_path):
    one = written("one")
    code, out, err = cellworth("compare", one, tmp_path)
    assert (code, out) == (2, "")
    assert "this is no run" in err
    assert f"Runs stand in {one}." in err
    code, _, err = cellworth("compare", one, "nissan-aesc-2061")
    assert code == 2
    assert "Did you mean 'nissan-aesc-2016'?" in err


def test_a_case_is_run_on_the_draws_of_the_run_beside_it(tmp_path):
    folder = str(tmp_path / "few")
    write_run(run("cell-venture-2010", n_scenarios=64, seed=3), folder)

    for sides in ((folder, "cell-venture-2010"), ("cell-venture-2010", folder)):
        found = compare(*sides)
        assert found.same
        assert found.titles["keep"] == "keep the venture as it is"
