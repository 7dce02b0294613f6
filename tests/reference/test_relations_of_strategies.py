"""The written relations of the decision under uncertainty on a small run of the real case."""

import re
from pathlib import Path

import numpy as np
import pytest

from cellworth.app.case_numbers import numbers_by_place
from cellworth.app.explain_case import full_facts
from cellworth.app.explain_full import multiplied
from cellworth.app.explain_tree import effects, leaves, tree
from cellworth.app.run import run
from cellworth.io.relations import FULL_BOOK, relation, relation_names
from cellworth.io.theory_pages import theory_page

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def done():
    return run("nissan-aesc-2016", n_scenarios=128)


@pytest.fixture(scope="module")
def facts(done):
    return full_facts(done, 2020)


def equations_of(page):
    text = (ROOT / "docs" / page).read_text()
    found = set(re.findall(r"\bS\d+", text))
    for first, last in re.findall(r"\bS(\d+) (?:to|–) S?(\d+)", text):
        found |= {f"S{number}" for number in range(int(first), int(last) + 1)}
    return found


def test_every_equation_stands_on_its_theory_page():
    for name in relation_names(FULL_BOOK):
        equation = relation(name, FULL_BOOK).equation
        page = theory_page(equation)
        assert page, f"{name}: {equation}"
        assert equation in equations_of(page), f"{name}: {equation} does not stand on {page}"


def test_every_headline_number_strategy_and_bidder_is_explained(facts):
    paths = set(facts.result.by_year)
    silent = [name for name in facts.named if name not in paths and facts.relation(name) is None]
    assert silent == []


def test_every_parent_leads_somewhere(facts):
    """A parent that no name of its kind ever finds is a slip of the pen."""
    found, named = set(), set()
    for name in [*facts.named, *items(facts)]:
        entry = facts.relation(name)
        for parent in entry.parents if entry else ():
            key = re.sub(r"\{\w+\}", "X", parent)
            named.add(key)
            if facts._settled(parent.format(**facts._words()), entry.name):
                found.add(key)
    assert {key for key in named - found if "X" not in key} <= {"item"}


def items(facts):
    for strategy, listed in facts.result.bridge.items():
        for item in listed:
            yield f"item:{strategy}|{item}"


def test_items_of_a_strategy_add_up_to_its_worth_and_are_explained(facts):
    for row in facts.result.strategies:
        if row.name not in facts.result.bridge:
            continue
        below = facts.parents(facts.relation(f"worth.{row.name}"))
        total = sum(facts.node(name).value for name in below)
        assert total == pytest.approx(row.mean, rel=1e-9)
        assert all(facts.relation(name) for name in below), below


def test_the_three_numbers_of_the_page_follow_from_what_stands_below_them(facts):
    named, names = facts.named, facts._words()
    gap = named[f"worth.{names['strategy']}"] - named[f"worth.{names['other']}"]
    assert named["saving_per_pack"] == pytest.approx(gap / named["packs_served"], rel=1e-9)
    moved = named["supply.gap"] / named["supply.slope"]
    assert named["buy_below"] == pytest.approx(named["supply.expected"] + moved, rel=1e-9)
    assert named["supply.gap"] == pytest.approx(
        named[f"worth.{names['buys']}"] - named[f"worth.{names['keep']}"], rel=1e-9
    )
    assert named[names["without"]] == pytest.approx(named["sale.alternative"], rel=1e-9)


def test_every_tree_ends_at_quantities_with_their_origin(facts):
    for name in ("worth.keep", "walk_away", "landed_cell_price.lg_chem", "deal_chance", "buy_below"):
        found = list(leaves(name, facts))
        assert found, name
        assert all(leaf.leaf.source and leaf.leaf.where for leaf in found)
    root = tree("worth.keep", facts, 1)
    assert {parent.name for parent in root.parents} >= {"keep: cells of own plants", "keep: bought cells"}


def test_a_path_follows_from_its_own_supplier(facts):
    parents = facts.parents(facts.relation("landed_cell_price.lg_chem"))
    assert "supplier_price.lg_chem" in parents
    assert "case:suppliers.lg_chem" in parents
    assert not any("panasonic" in parent for parent in parents)


def test_what_would_change_it_is_what_the_model_says(facts):
    again = facts.changed("worth.keep")
    node = facts.node("make.discount_rate")
    assert again(node, 1.0) == pytest.approx(facts.named["worth.keep"], rel=1e-12)
    assert 0.0 < again(node, 1.1) < facts.named["worth.keep"], "later years weigh less at a higher rate"
    found, unchanged = effects(
        facts.named["worth.keep"],
        iter([facts.node("money.failure_damage"), node]),
        again,
    )
    assert [effect.name for effect in found] == ["make.discount_rate"]
    assert unchanged == ("money.failure_damage",)


def test_a_distribution_is_multiplied_as_a_whole(facts):
    quantities = facts.result.case.quantities
    volume = quantities["programmes.leaf.volume_factor"]
    assert multiplied(volume, 1.1).numbers == pytest.approx(tuple(1.1 * n for n in volume.numbers))
    pooled = [quantity for quantity in quantities.values() if quantity.kind == "pool"]
    for quantity in pooled:
        made = multiplied(quantity, 2.0).numbers
        assert made[0] == quantity.numbers[0]
        assert made[1:] == pytest.approx(tuple(2.0 * n for n in quantity.numbers[1:]))


def test_numbers_of_the_case_are_those_it_was_read_with(done):
    places = numbers_by_place(done.case.form)
    assert "make.discount_rate" in places
    assert all(np.isfinite(number.value) or number.value != number.value for number in places.values())
