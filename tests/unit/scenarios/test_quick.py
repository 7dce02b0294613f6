"""Questions answered at once: the numbers of the whole run, whatever was asked before."""

from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest
from made_up_case import CASE, with_quantities

from cellworth.app.cell_plants import designed_cell_plants
from cellworth.engine.executors import ALONE
from cellworth.engine.scenarios.components import components, menu_of
from cellworth.engine.scenarios.draws import Draws, draw
from cellworth.engine.scenarios.quick import NOT_IN_NUMBERS, NOT_IN_PATHS, QuickDecisions
from cellworth.engine.scenarios.run import run_strategies
from cellworth.engine.scenarios.scenario_paths import path_model, scenario_paths
from cellworth.engine.scenarios.setting import Setting

N = 96
CELLS = designed_cell_plants(CASE.packs)
WORDS = (("clear", 0.95), ("strong", 0.8), ("likely", 0.65), ("leaning", 0.5), ("open", 0.0))
LEFT_OUT = {
    *(
        "case",
        "seconds",
        "drivers",
        "sensitivities",
        "switch_map",
        "by_year",
        "bridge",
        "accounts",
        "ledgers",
    ),
    *("ledgers", "breakevens", "evaluations", "not_a_number"),
}


def leaves(entry, place=""):
    """Every number, array and text of an answer by its place; parts a quick one has not are left out."""
    if is_dataclass(entry) and not isinstance(entry, type):
        for item in fields(entry):
            if item.name not in LEFT_OUT:
                yield from leaves(getattr(entry, item.name), f"{place}.{item.name}")
    elif isinstance(entry, dict):
        for key, value in entry.items():
            if not stressed(key):
                yield from leaves(value, f"{place}.{key}")
    elif isinstance(entry, tuple):
        for number, value in enumerate(entry):
            yield from leaves(value, f"{place}.{number}")
    else:
        yield place, repr(entry.tobytes() if isinstance(entry, np.ndarray) else entry)


def stressed(name):
    """Whether it names a scenario without a chance, which only the whole run looks at."""
    return any(entry.name == name and entry.chance <= 0.0 for entry in CASE.scenarios)


def whole(case):
    return run_strategies(case, path_model(case, CELLS), words=WORDS, n_scenarios=N, workers=ALONE)


ASKED = {
    "as it stands": CASE,
    "taste": replace(CASE, risk_aversion=0.9, bargaining=(0.3, 0.6, 0.8)),
    "deal": with_quantities(CASE, bidder__funding=0.3),
    "money": with_quantities(CASE, money__tax_rate=0.2),
    "rate": with_quantities(CASE, money__discount_rate=0.11),
    "plants": with_quantities(CASE, learning__own_rate=0.05),
    "market": with_quantities(CASE, programme__volume=0.7),
    "holdings": replace(CASE, holdings=tuple(replace(each, share=0.5) for each in CASE.holdings)),
    "structure": replace(CASE, strategies=CASE.strategies[:-1]),
    "no correlation": replace(CASE, correlations=()),
    "again": CASE,
}


@pytest.fixture(scope="module")
def answers():
    quick = QuickDecisions(lambda case: designed_cell_plants(case.packs), {}, WORDS)
    return {name: quick.decide(case, n_scenarios=N) for name, case in ASKED.items()}


@pytest.mark.parametrize("name", list(ASKED))
def test_an_answer_is_that_of_the_whole_run_whatever_was_asked_before(answers, name):
    found, wanted = dict(leaves(answers[name])), dict(leaves(whole(ASKED[name])))

    assert found.keys() == wanted.keys()
    assert not [place for place in wanted if found[place] != wanted[place]]


def test_the_switch_map_is_that_of_the_whole_run_and_the_answer_is_not_made_again(monkeypatch):
    quick, case = QuickDecisions(lambda case: designed_cell_plants(case.packs), {}, WORDS), ASKED["market"]
    answer = quick.decide(case, n_scenarios=N)
    monkeypatch.delattr("cellworth.engine.scenarios.quick.decide")

    found = quick.mapped(case, n_scenarios=N)

    wanted = whole(case).switch_map
    assert found.switch_map.keys() == wanted.keys()
    for name in ("volumes", "prices", "best"):
        assert np.array_equal(found.switch_map[name], wanted[name])
    assert dict(leaves(found.switch_map["chance"])) == dict(leaves(wanted["chance"]))
    assert replace(found, switch_map={}) == answer


class Spied:
    """A case that notes what is read of it."""

    def __init__(self, case):
        self.case, self.read = case, set()

    def __getattr__(self, name):
        self.read.add(name)
        return getattr(self.case, name)


def test_paths_read_nothing_that_is_not_compared():
    model, spied = path_model(CASE, CELLS), Spied(CASE)
    values = draw(CASE, model.together, {}, 0, N, 1)

    scenario_paths(spied, model, np.arange(N), 1, drawn=Draws(values.values, values.scenario))

    assert spied.read
    assert not spied.read & NOT_IN_PATHS


def test_numbers_by_scenario_read_nothing_that_is_not_compared():
    case = replace(CASE, write_off=(0.5, 0.5))
    model, spied = path_model(case, CELLS), Spied(case)
    paths = scenario_paths(case, model, np.arange(N), 1)

    components(Setting(spied, paths), menu_of(case), yearly=False)

    assert spied.read
    assert not spied.read & NOT_IN_NUMBERS


def test_paths_are_made_once_for_questions_that_leave_them_alone(monkeypatch):
    calls = []

    def counted(*given, **named):
        calls.append(given[0])
        return scenario_paths(*given, **named)

    monkeypatch.setattr("cellworth.engine.scenarios.quick.scenario_paths", counted)
    quick = QuickDecisions(lambda case: designed_cell_plants(case.packs), {}, WORDS)
    for name in ("as it stands", "taste", "deal", "money"):
        quick.decide(ASKED[name], n_scenarios=N)
    assert len(calls) == 1

    quick.decide(ASKED["plants"], n_scenarios=N)
    assert len(calls) == 2
