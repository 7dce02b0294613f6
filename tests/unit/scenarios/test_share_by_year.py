"""A share of the cells from a supplier that changes by year: in the case, in the engine, in the search."""

from dataclasses import replace

import numpy as np
import pytest
from made_up_case import CASE, STRATEGIES, YEARS, strategy

from cellworth.app.cell_plants import designed_cell_plants
from cellworth.core.errors import InputError
from cellworth.engine.scenarios.allocations import shares_by_year, supply_shares
from cellworth.engine.scenarios.scenario_paths import path_model
from cellworth.engine.scenarios.sensitivities import longer
from cellworth.engine.search.levers import Levels, starts
from cellworth.engine.search.world import opened
from cellworth.io.cases import load_case
from cellworth.io.strategy_records import strategy_case

LEVELS = Levels(shares=(0.5,), retained=(0.0,), agreement_years=(0,), agreement_shares=(1.0,), delays=(0,))


def written(tmp_path, share, kind="dual"):
    path = tmp_path / "mine.toml"
    path.write_text(
        'name = "mine"\nbase = "new-plant-2026"\n[strategy.menu.ramp]\ntitle = "more and more from China"\n'
        f'family = "dual"\nkind = "{kind}"\nsupplier = "chinese_lfp"\nsupplier_share = {share}\n'
        "start_year = 2028\n"
    )
    return path


def test_a_case_may_give_the_share_by_year(tmp_path):
    asked = strategy_case(load_case(written(tmp_path, '{ 2028 = "25 %", 2030 = "50 %" }')))
    (ramp,) = (each for each in asked.strategies if each.name == "ramp")
    by_year = dict(zip(asked.years, ramp.shares, strict=True))
    assert [by_year[year] for year in (2027, 2028, 2029, 2030, asked.years[-1])] == [0, 0.25, 0.25, 0.5, 0.5]
    assert ramp.supplier_share == 0.5
    (flat,) = (each for each in asked.strategies if each.name == "dual_lfp_50")
    assert (flat.shares, flat.supplier_share) == ((), 0.5)


@pytest.mark.parametrize(
    ("share", "kind", "told"),
    [
        ('{ 2028 = "25 %", 2030 = "150 %" }', "dual", "supplier_share.2030]: found '150 %'"),
        ('{ 2029 = "25 %" }', "dual", "Begin with 2028"),
        ('{ 2028 = "25 %", 2090 = "30 %" }', "dual", "the way acts from 2028 to"),
        ('{ 2028 = "100 %", 2030 = "100 %" }', "dual", "between 0 and 100 %"),
        ('{ 2028 = "25 %" }', "buy_close", "that of a dual way"),
        ("{}", "dual", "at least 1 must stand there"),
        ('"a lot"', "dual", "[strategy.menu.ramp.supplier_share]: found 'a lot'"),
    ],
)
def test_shares_that_make_no_sense_are_refused(tmp_path, share, kind, told):
    with pytest.raises(InputError) as caught:
        load_case(written(tmp_path, share, kind))
    assert any(told in str(problem) for problem in caught.value.problems)


def ways():
    begin = YEARS[1]
    flat = strategy("flat", "dual", "dual", supplier="quick", supplier_share=0.4, start_year=begin)
    rows = {"same": (0.0, *(0.4,) * 5), "more": (0.0, 0.4, 0.4, 0.7, 0.7, 0.7), "short": (0.0, 0.4, 0.4, 0.7)}
    return (
        flat,
        *(replace(flat, name=name, shares=row, supplier_share=max(row)) for name, row in rows.items()),
    )


@pytest.fixture(scope="module")
def worths():
    case = replace(CASE, strategies=(*STRATEGIES, *ways()))
    return opened(case, path_model(case, designed_cell_plants(case.packs)), 64, 1).menu


def test_the_same_share_in_every_year_is_worth_the_same(worths):
    np.testing.assert_array_equal(worths["same"].value, worths["flat"].value)


def test_a_share_that_grows_is_worth_something_else_and_its_last_holds_on(worths):
    assert np.all(worths["more"].value != worths["flat"].value)
    np.testing.assert_array_equal(worths["short"].value, worths["more"].value)


def test_on_a_longer_axis_the_last_share_holds():
    more = ways()[2]
    assert shares_by_year(more, 8) == (*more.shares, 0.7, 0.7)
    case = longer(replace(CASE, strategies=(*STRATEGIES, more)), 2)
    assert supply_shares(case, "quick")["part:more"] == (*more.shares, 0.7, 0.7)


def test_a_search_starts_from_the_shares_of_the_menu():
    found = starts(replace(CASE, strategies=(*STRATEGIES, ways()[2])), LEVELS)["dual"]
    assert ways()[2].shares in [way.shares for way in found]
