"""Every uncertain quantity of a shipped case keeps a dimension of the points for good."""

import pytest

from cellworth.engine.scenarios.draws import SCENARIO, uncertain_names
from cellworth.io.cases import case_names, load_case
from cellworth.io.dimensions import known_dimensions, unlisted
from cellworth.io.strategy_records import strategy_case


def test_no_two_quantities_share_a_dimension():
    known = known_dimensions()

    assert sorted(known.values()) == list(range(len(known)))
    assert known[SCENARIO] == 0


@pytest.mark.parametrize("name", case_names())
def test_quantities_of_shipped_cases_are_listed(name):
    case = load_case(name)
    if case.form.strategy is None:
        pytest.skip("no decision under uncertainty")
    missing = unlisted(uncertain_names(strategy_case(case)))

    assert not missing, "add to data/uncertainty/dimensions.csv:\n" + "\n".join(
        f"{entry},{number}" for entry, number in missing.items()
    )


def test_a_new_name_takes_the_next_free_dimension():
    assert list(unlisted(["not.listed", SCENARIO]).values()) == [len(known_dimensions())]
