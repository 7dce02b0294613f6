"""A case with edits: the same in memory and from its file; spreads keep their form and their limits."""

import tomllib

import pytest

from cellworth.core.errors import InputError
from cellworth.io.case_edits import Edits, case_text, editable_numbers, edited_case
from cellworth.io.cases import load_case
from cellworth.io.strategy_records import strategy_case

BASE = "nissan-aesc-2016"


@pytest.fixture(scope="module")
def case():
    return load_case(BASE)


def read_back(case, edits, folder, own=None):
    name, text = case_text(case, edits, BASE, own=own)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return load_case(path)


def test_every_number_moved_is_the_same_in_memory_and_from_the_file(case, tmp_path):
    moved = {name: 1.01 * entry.number.value for name, entry in editable_numbers(case.form).items()}
    edits = Edits(moved, ("e1", "e2"), 0.4)

    in_memory = strategy_case(edited_case(case, edits, BASE))
    from_file = strategy_case(read_back(case, edits, tmp_path))

    assert len(moved) > 150
    assert in_memory == from_file
    assert in_memory.quantities != strategy_case(case).quantities
    assert "e1" not in {claim.name for claim in in_memory.claims}


def test_a_spread_keeps_its_form_around_the_new_middle(case):
    edits = Edits({"programmes.leaf.volume_factor": 1.0, "learning.own_rate": 0.12, "money.tax_rate": 0.2})
    made = strategy_case(edited_case(case, edits, BASE)).quantities

    low, high = made["programmes.leaf.volume_factor"].numbers
    assert low * high == pytest.approx(1.0)
    assert high / low == pytest.approx(1.45 / 0.55)
    assert made["learning.own_rate"].numbers == pytest.approx((0.06, 0.12, 0.18))
    assert made["learning.own_rate"].title == "learning by own volume"
    assert made["money.tax_rate"].origin.source == "changed in the workbench"


def test_a_spread_is_cut_at_the_limits_of_its_number(case):
    name = "learning.spillover"  # low 0 %, mode 15 %, high 30 %; a share
    numbers = strategy_case(edited_case(case, Edits({name: 0.9}), BASE)).quantities[name].numbers
    assert numbers == pytest.approx((0.0, 0.9, 1.0))


def test_edits_go_into_an_uploaded_case(tmp_path):
    own = f'base = "{BASE}"\nname = "mine"\n[strategy]\nmateriality = "20 million USD"\n'
    (tmp_path / "mine.toml").write_text(own)
    uploaded = load_case(tmp_path / "mine.toml")

    made = strategy_case(read_back(uploaded, Edits(risk_aversion=0.7), tmp_path, own))

    assert (made.materiality, made.risk_aversion) == (20e6, 0.7)


def test_the_file_says_only_the_difference(case):
    name, text = case_text(case, Edits({"learning.own_rate": 0.12}), BASE)

    raw = tomllib.loads(text)
    assert raw["base"] == BASE
    assert raw["name"] == name
    assert set(raw) == {"base", "name", "title", "learning", "strategy"}
    assert set(raw["learning"]) == {"own_rate"}
    assert raw["strategy"] == {"claims_off": []}


def test_the_same_edits_have_the_same_mark_in_any_order():
    first = Edits({"a": 1.0, "b": 2.0}, ("x", "y"))
    assert first.mark == Edits({"b": 2.0, "a": 1.0}, ("y", "x")).mark
    assert first.mark != Edits({"a": 1.0, "b": 2.0}).mark


@pytest.mark.parametrize(
    ("edits", "where", "said"),
    [
        (Edits({"learning.own_rte": 0.1}), "learning.own_rte", "Did you mean 'learning.own_rate'?"),
        (Edits({"learning.own_rate": 2.0}), "learning.own_rate", ". Check the number and its unit."),
        (Edits({"learning.own_rate": -0.1}), "learning.own_rate", "at least"),
        (Edits(claims_off=("e0",)), "claims_off", "no such claim"),
    ],
)
def test_what_cannot_be_is_said_with_its_name(case, edits, where, said):
    with pytest.raises(InputError) as refused:
        edited_case(case, edits, BASE)
    problem = refused.value.problems[0]
    assert problem.where == where
    assert said in str(problem)


def test_claims_off_of_a_file_are_not_taken(case, tmp_path):
    path = tmp_path / "less.toml"
    path.write_text(f'base = "{BASE}"\nname = "less"\n[strategy]\nclaims_off = ["e1", "nobody"]\n')

    read = load_case(path)

    assert set(case.evidence.claims) - set(read.evidence.claims) == {"e1"}
    assert any("'nobody'" in str(warning) for warning in read.warnings)
