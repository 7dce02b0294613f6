"""Couple, electrode, cell, conductors and sizing against designs computed with the workbook."""

import csv
from pathlib import Path

import numpy as np
import pytest

import design_given as given
from cellworth.core.record import named_arrays
from cellworth.design import inputs
from cellworth.design.cell.report import cell_report
from cellworth.design.sizing.states import DESIGNED, WORKBOOK_LIMIT_NAMES
from cellworth.io.design_parameters import design_parameters

COLUMNS = Path(inputs.__file__).parents[1] / "data" / "columns" / "batpac_design.csv"
WORDS = {"bd_area_limited_by", "eff_charging_calculation_in_force"}
SMALL_DIFFERENCE = {"thickness_addition": 5e-6}
"""A small difference of two large numbers; the workbook left it unconverged in some designs."""

with COLUMNS.open(encoding="utf-8") as lines:
    PAIRS = [(row["batpac_column"], row["name"]) for row in csv.DictReader(lines)]


@pytest.fixture(scope="module")
def found():
    design, couple, vehicle = given.designed(), given.couples(), given.vehicles()
    report = cell_report(design, couple, vehicle, design_parameters())
    names = {}
    for record in (design, report, couple, vehicle, given.targets(), given.layout(), design_parameters()):
        names |= dict(named_arrays(record))
    return names


@pytest.mark.parametrize(("column", "name"), [pair for pair in PAIRS if pair[0] not in WORDS])
def test_column(column, name, found):
    expected = given.numbers(column)
    computed = np.broadcast_to(np.asarray(found[name], dtype=float), expected.shape)
    rows = given.compared() & ~np.isnan(expected)

    np.testing.assert_allclose(
        computed[rows], expected[rows], rtol=SMALL_DIFFERENCE.get(name, 1e-6), atol=1e-12
    )


def test_every_design_is_found():
    assert (given.designed().sized.design_state == DESIGNED).all()


def test_layers_and_feedthroughs_are_those_of_the_workbook():
    sized, rows = given.designed().sized, given.compared()
    layers = np.round(given.numbers("bd_number_of_bicell_layers_97_pct_packing_density"))
    width = given.numbers("bd_feedthrough_width_mm")

    np.testing.assert_array_equal(sized.bicell_layers[rows], layers[rows])
    np.testing.assert_array_equal(sized.feedthrough_width, width)


def test_noted_designs_take_the_neighbouring_number_of_layers():
    layers = given.designed().sized.bicell_layers
    noted = [
        layers[place]
        for place, row in enumerate(given.rows())
        if (row["run_id"], row["battery_no"]) in given.NOTED
    ]

    assert noted == [148.0, 87.0]


def test_limit_is_that_of_the_workbook_where_it_names_one():
    words = given.texts("bd_area_limited_by")
    codes = given.designed().limits.limited_by
    named = [(WORKBOOK_LIMIT_NAMES[code], word) for code, word in zip(codes, words, strict=True) if word]

    assert len(named) > 400
    assert all(ours == theirs for ours, theirs in named)


def test_charging_is_in_force_where_the_workbook_has_it():
    words = given.is_yes("eff_charging_calculation_in_force")

    np.testing.assert_array_equal(given.designed().operation.charging_in_force, words)
