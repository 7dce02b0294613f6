"""The written relations against the model: formulas give its values, parents and equations exist."""

import re
from pathlib import Path

import pytest

from cellworth.app.explain_pack import PACK_BOOKS, PackFacts
from cellworth.io.parameter_origins import parameter_origin
from cellworth.io.relations import formula_parents, relation, relation_names
from cellworth.io.theory_pages import theory_page
from formula_value import formula_value

ROOT = Path(__file__).parents[2]
NUMBER = r"[-+.\deE]+"
AGREES = 1e-9
"""Relative; the sized thickness agrees to 1e-10 of itself."""

DESIGNS = {
    "default": {},
    "cells bought, plant half in use": {
        "strategy": "buy_cells",
        "utilization_method": "3",
        "utilization": "0.5",
        "couple": "NMC622-G (Energy)",
        "energy": "60 kWh",
        "packs_per_year": "80000",
    },
    "modules bought, area by use, hybrid": {
        "strategy": "buy_modules",
        "utilization_method": "2",
        "utilization": "0.7",
        "couple": "LFP-G (Power)",
        "vehicle": "PHEV",
        "energy": "14 kWh",
        "power": "120 kW",
        "cells_per_module": "16",
        "cells_in_parallel": "1",
        "rows": "2",
        "cost_option": "cost_to_build",
    },
    "two packs, titanate, prices and sizes entered": {
        "couple": "LMO-LTO (Energy)",
        "packs_per_vehicle": "2",
        "energy": "40 kWh",
        "power": "100 kW",
        "price_positive_active": "14 USD/kg",
        "np_ratio": "1.2",
        "positive_porosity": "30 %",
        "soc_upper": "90 %",
        "cell_thickness_target": "15 mm",
    },
}


def facts_of(design, parity):
    return PackFacts.of({name: ("test", text) for name, text in DESIGNS[design].items()}, parity=parity)


@pytest.fixture(scope="module", params=[False, True], ids=["corrected", "parity"])
def parity(request):
    return request.param


@pytest.fixture(scope="module", params=DESIGNS)
def facts(request, parity):
    return facts_of(request.param, parity)


def number(facts, name):
    if name in facts.outputs:
        return facts.outputs[name]
    if name in facts.arrays:
        return float(facts.arrays[name][0])
    return facts.parameter(name)


def test_every_formula_gives_the_value_of_the_model(facts):
    wrong, checked = {}, 0
    for name, value in facts.outputs.items():
        found = facts.relation(name)
        if found is None or not found.formula:
            continue
        checked += 1
        given = formula_value(found.formula, lambda parent: number(facts, parent), facts.parts_of)
        if given != pytest.approx(value, rel=AGREES, abs=1e-9 * abs(value) + 1e-300):
            wrong[name] = (given, value)
    assert wrong == {}
    assert checked > 400


def test_every_parent_exists_and_ends_at_an_input_or_a_table(facts):
    for name in facts.outputs:
        found = facts.relation(name)
        for parent in facts.parents(found) if found else ():
            node = facts.own_leaf(parent) if parent == name else facts.node(parent)
            assert node is not None, f"{name}: {parent} is no parameter"


def test_no_number_follows_from_itself(facts):
    """Walks every tree; a circle would not end."""
    done, open_names = set(), []

    def walk(name):
        assert name not in open_names, f"{' > '.join(open_names)} > {name}"
        if name in done:
            return
        open_names.append(name)
        found = facts.relation(name)
        for parent in facts.parents(found) if found else ():
            if parent != name:
                walk(parent)
        open_names.pop()
        done.add(name)

    for name in facts.outputs:
        walk(name)


def test_parameters_are_those_of_their_table_cells(facts):
    checked = set()
    for name in facts.outputs:
        found = facts.relation(name)
        for parent in facts.parents(found) if found else (name,):
            node = facts.own_leaf(parent) if parent == name and found else facts.node(parent)
            origin = parameter_origin(parent, facts.choices)
            if node.leaf is None or node.leaf.kind != "parameter" or not re.fullmatch(NUMBER, origin.given):
                continue
            table_value = float(origin.given) * origin.factor
            assert facts.parameter(parent) == pytest.approx(table_value, rel=1e-12), parent
            checked.add(parent)
    assert len(checked) > 300


def test_every_pattern_is_an_output():
    outputs = facts_of("default", False).outputs
    for name in relation_names(*PACK_BOOKS):
        if name.endswith(".*"):
            assert any(output.startswith(name[:-1]) for output in outputs), name
        else:
            assert name in outputs, name


def equations_of(page):
    """Ids on a theory page; ``C1 to C9`` holds all between."""
    text = (ROOT / "docs" / page).read_text()
    found = set(re.findall(r"\b[CDSX]\d+", text))
    for letter, first, _, last in re.findall(r"\b([CDSX])(\d+) to ([CDSX])?(\d+)", text):
        found |= {f"{letter}{number}" for number in range(int(first), int(last) + 1)}
    return found


def test_every_equation_stands_on_its_theory_page():
    pages = {}
    for name in relation_names(*PACK_BOOKS):
        equation = relation(name, *PACK_BOOKS).equation
        page = theory_page(equation)
        assert page, f"{name}: {equation} has no page"
        pages.setdefault(page, equations_of(page))
        assert equation in pages[page], f"{name}: {equation} does not stand on {page}"


def test_names_in_formulas():
    assert formula_parents("sum(step_labor) * 1e6 / max(a.b, c)") == ("step_labor.*", "a.b", "c")
