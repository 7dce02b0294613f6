from types import SimpleNamespace

import numpy as np
import pytest

from cellworth.engine.scenarios.case import Quantity
from cellworth.engine.supplier_scores import supplier_scores


def a_result(prices, energies, given=({}, {}, {})):
    """A run of two years with one supplier for each price, all of which can deliver everything."""
    names = ["first", "second", "third"]
    quantities = {name: fixed(name, energy) for name, energy in zip(names, energies, strict=True)}
    suppliers = tuple(
        SimpleNamespace(name=name, title=name, specific_energy_factor=name, scores=scores)
        for name, scores in zip(names, given, strict=True)
    )
    by_year = {"demand_energy": np.full((3, 2), 4.0)}
    for name, price in zip(names, prices, strict=True):
        by_year[f"landed_cell_price.{name}"] = np.full((3, 2), price)
        by_year[f"free_capacity.{name}"] = np.full((3, 2), 9.0)
    case = SimpleNamespace(suppliers=suppliers, quantities=quantities)
    return SimpleNamespace(case=case, seed=1, by_year=by_year)


def fixed(name, value):
    made = dict.fromkeys(Quantity.__dataclass_fields__)
    return Quantity(
        **{**made, "name": name, "kind": "fixed", "numbers": (value,), "lower": 0.0, "upper": 9.0}
    )


def test_share_of_weights_is_that_of_the_method():
    # Scores (1, 0), (0, 1), (0.6, 0.6): the third is first in 20 % of the weights (S78).
    found = supplier_scores(a_result((100.0, 120.0, 108.0), (1.0, 1.2, 1.12)))
    first = {each.name: each.first for each in found.suppliers}
    assert first["third"] == pytest.approx(0.2, abs=0.02)
    assert first["first"] == pytest.approx(0.4, abs=0.02)
    assert found.suppliers[0].name == "third"
    assert [each.rank for each in found.suppliers] == [1, 2, 3]
    assert all(sum(each.by_rank) == pytest.approx(1.0) for each in found.suppliers)


def test_between_the_others_is_never_first():
    found = supplier_scores(a_result((100.0, 120.0, 112.0), (1.0, 1.2, 1.08)))
    assert {each.name: each.first for each in found.suppliers}["third"] == 0.0


def test_one_that_is_best_in_all_stays_first():
    found = supplier_scores(a_result((100.0, 110.0, 120.0), (1.2, 1.1, 1.0)))
    assert found.suppliers[0].first == 1.0
    assert found.agreement == 1.0


def test_only_criteria_given_for_all_count():
    given = ({"fit": 0.9, "luck": 1.0}, {"fit": 0.5}, {"fit": 0.1})
    found = supplier_scores(a_result((100.0, 110.0, 120.0), (1.0, 1.0, 1.0), given))
    assert [each.name for each in found.criteria] == ["landed_price", "specific_energy", "available", "fit"]
    assert found.criteria[-1].scores == pytest.approx([0.9, 0.5, 0.1])


def test_no_score_without_paths():
    result = a_result((100.0, 110.0, 120.0), (1.0, 1.0, 1.0))
    result.by_year.pop("demand_energy")
    assert supplier_scores(result) is None
