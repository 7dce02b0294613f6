"""Every output of a pack has a unit and a meaning; every column of a table has a heading."""

import pytest

from cellworth.app.evaluate import evaluate_packs
from cellworth.app.pack import pack_design
from cellworth.io.column_sets import batpac_columns, default_columns
from cellworth.io.glossary import term
from cellworth.io.input_schema import column_rows, input_definitions
from cellworth.io.input_values import default_arrays


@pytest.fixture(scope="module")
def outputs():
    return set(pack_design({}).outputs)


def lacks_term(name):
    try:
        return not term(name).meaning
    except KeyError:
        return True


def test_every_output_is_in_the_glossary(outputs):
    assert sorted(name for name in outputs if lacks_term(name)) == []


def test_default_columns_name_outputs(outputs):
    assert set(default_columns()) <= outputs


def test_batpac_columns_name_outputs_inputs_or_parameters():
    names = set(batpac_columns().values())
    assert set(evaluate_packs(default_arrays(), outputs=sorted(names), parity=True).outputs) == names


def test_sheet_names_inputs_and_outputs(outputs):
    named = {name for row in column_rows("pack_sheet.csv") for name in row["names"].split()}
    assert named <= outputs | set(input_definitions())


def test_each_input_stands_in_one_group():
    named = [name for row in column_rows("input_groups.csv") for name in row["names"].split()]
    assert sorted(named) == sorted(input_definitions())
