"""The written relations of the first decision against the model, in every year they hold for."""

import math
import re
from pathlib import Path

import pytest

from cellworth.app.explain_case import FirstFacts
from cellworth.io.cases import load_case
from cellworth.io.relations import FIRST_BOOK, relation, relation_names
from cellworth.io.theory_pages import theory_page
from formula_value import formula_value

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", params=[2016, 2018, 2024])
def facts(request):
    return FirstFacts.of(load_case("nissan-aesc-2016")).in_year(request.param)


def number(facts, name):
    return facts.value(name) if facts.knows(name) else facts.numbers[name].value


def test_every_formula_gives_the_value_of_the_model(facts):
    wrong, checked = {}, 0
    today_only = set(facts.result.headline) - set(facts.result.yearly)
    for name in relation_names(FIRST_BOOK):
        found = facts.relation(name)
        if not found.formula or (name in today_only and facts.year != facts.result.today):
            continue
        value = facts.value(name)
        given = formula_value(found.formula, lambda parent: number(facts, parent), None)
        if math.isfinite(value) and given != pytest.approx(value, rel=1e-9):
            wrong[name] = (given, value)
        checked += 1
    assert wrong == {}
    assert checked >= 18


def test_every_result_is_explained(facts):
    written = set(relation_names(FIRST_BOOK))
    assert set(facts.names) - written == set()
    assert written - set(facts.names) == set()


def test_every_parent_is_a_result_or_a_number_of_the_case(facts):
    for name in relation_names(FIRST_BOOK):
        for parent in facts.relation(name).parents:
            if parent.startswith("case:"):
                assert facts.relation(parent).parents, f"{name}: {parent} holds nothing"
            else:
                assert facts.knows(parent) or parent in facts.numbers, f"{name}: {parent}"


def test_every_equation_stands_on_its_theory_page():
    for name in relation_names(FIRST_BOOK):
        equation = relation(name, FIRST_BOOK).equation
        page = theory_page(equation)
        assert page, f"{name}: {equation}"
        assert re.search(rf"\b{equation}\b", (ROOT / "docs" / page).read_text()), (
            f"{name}: {equation}, {page}"
        )
