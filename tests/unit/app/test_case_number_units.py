"""Units of the numbers of a case, as its derivatives show them."""

import pytest

from cellworth.app.case_numbers import CODE, number_unit, numbers_by_place, stated_number
from cellworth.app.explain_decision_gradient import _group
from cellworth.engine.placed_numbers import numbers_of
from cellworth.io.case_records import decision_inputs
from cellworth.io.cases import load_case


@pytest.mark.parametrize("case", ["nissan-aesc-2016", "cell-venture-2010", "new-plant-2026"])
def test_every_number_of_a_first_decision_has_the_unit_it_is_computed_in(case):
    """One that the case states has its unit there, but for money and for what is made from several."""
    read = load_case(case)
    stated = numbers_by_place(read.form)
    listed = numbers_of(
        decision_inputs(read), ("evidence", "later", "agrees_within", "sweep_volumes"), paths=True
    )
    units = {place: number_unit(place, stated) for place in map(_group, listed)}
    assert len(units) > 30
    assert {place for place, unit in units.items() if not unit} == set()
    for place, unit in units.items():
        told = stated_number(place, stated)
        if told and not place.endswith(".capacity") and ".inputs." not in place:
            assert unit == CODE.sub("USD", told[1].unit), place


def test_what_is_given_in_other_money_stands_in_dollars():
    stated = numbers_by_place(load_case("nissan-aesc-2016").form)
    assert stated["plants.zama.investment"].unit == "JPY"
    assert number_unit("plants.zama.investment", stated) == "USD"
    assert stated["evidence.icct_2015.price"].unit == "EUR/kWh"
    assert number_unit("evidence.icct_2015.price", stated) == "USD/kWh"
    assert number_unit("prices.nmc333.start", stated) == "USD/kg"
    assert number_unit("supplier.quoted", stated) == "USD/kWh"
    assert number_unit("packs.leaf24.inputs.cell_yield", stated) == "%"
