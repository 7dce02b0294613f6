"""Synthetic worlds at small size: exact claims are decided right, the oracle loses nothing, bits hold."""

from dataclasses import replace

import numpy as np
import pytest

from cellworth.app.marked_sections import write_section
from cellworth.app.trial import run_trial, trial_of
from cellworth.app.trial_page import section, sheet
from cellworth.app.trial_scores import scores
from cellworth.app.trial_write import write_trial
from cellworth.core.errors import InputError
from cellworth.engine.executors import ALONE, Workers
from cellworth.engine.trial.outcome import ORACLE, PROGRAM, tried
from cellworth.engine.trial.population import axis_spread, back, moved, onto
from cellworth.engine.trial.worlds import make_world
from cellworth.io.cases import load_case
from cellworth.io.trial_records import told_case

CASE = "nissan-aesc-2016"
SMALL = {"worlds": 3, "scenarios": 64, "wanted": ("fair",)}


@pytest.fixture(scope="module")
def case():
    return load_case(CASE)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trial")
    return run_trial(CASE, folder=str(folder), workers=ALONE, **SMALL), folder


def test_a_world_of_exact_claims_is_decided_right(case):
    trial = trial_of(case, "exact", 128, 1)
    trial = replace(trial, case=replace(trial.case, risk_aversion=0.0), m=128)
    near = [tried(trial, number) for number in (4, 7)]

    for outcome in near:
        assert outcome.regret[PROGRAM] <= trial.case.materiality
        assert outcome.regret["keep"] > trial.case.materiality


def test_exact_tellings_tell_the_truth(case):
    trial = trial_of(case, "exact", 64, 1)
    world = make_world(trial.case, trial.population, 1, 3)
    figures = [telling for telling in world.tellings if telling.value]

    assert len(figures) > 40
    for telling in figures:
        assert float(telling.value) == pytest.approx(world.plain[telling.about], rel=1e-9)
    shown, _ = told_case(world)
    told = {event.name: event.probability for event in shown.events}
    assert all((told[name] > 0.5) == is_true for name, is_true in world.events.items())


def test_truth_lies_wider_than_the_case_says_and_the_program_is_not_told(case):
    trial = trial_of(case, "fair", 64, 1)
    name = "suppliers.panasonic.cost_factor"
    quantity = trial.case.quantities[name]
    middle, spread = axis_spread(quantity)
    worlds = [make_world(trial.case, trial.population, 1, number) for number in range(40)]
    truth = np.asarray([onto(quantity, world.plain[name]) for world in worlds])
    seen = np.asarray([axis_spread(world.case.quantities[name]) for world in worlds])

    assert np.std(truth) / spread == pytest.approx(trial.population["width"], rel=0.4)
    assert seen[:, 1] == pytest.approx(spread)
    error = (seen[:, 0] - truth) / spread
    assert 0.6 < np.std(error) < 1.7
    assert abs(np.mean(truth) - middle) < 4.0 * np.std(truth) / np.sqrt(len(worlds))


def test_events_come_about_as_often_as_their_priors_say(case):
    trial = trial_of(case, "fair", 64, 1)
    worlds = [make_world(trial.case, trial.population, 1, number) for number in range(40)]
    for bidder in trial.case.bidders:
        prior = trial.case.quantities[bidder.interest].numbers[0]
        came = np.mean([world.events[f"bids_{bidder.name}"] for world in worlds])
        assert abs(came - prior) < 4.0 * np.sqrt(prior * (1.0 - prior) / len(worlds))


def test_moving_a_range_keeps_its_form(case):
    quantity = trial_of(case, "fair", 64, 1).case.quantities["industry.growth_factor"]
    other = moved(quantity, 0.3)

    assert axis_spread(other)[1] == pytest.approx(axis_spread(quantity)[1])
    assert axis_spread(other)[0] - axis_spread(quantity)[0] == pytest.approx(0.3)
    assert back(quantity, onto(quantity, 0.8)) == pytest.approx(0.8)


def test_the_oracle_loses_nothing_and_nobody_less(small):
    run, _ = small
    for outcome in run.outcomes["fair"]:
        assert outcome.regret[ORACLE] == 0.0
        assert min(outcome.regret.values()) >= 0.0
        assert min(outcome.regret_realised.values()) >= 0.0
        assert sum(outcome.stated.values()) == pytest.approx(1.0)
        assert sum(outcome.best_share.values()) == pytest.approx(1.0)


def test_any_number_of_workers_gives_the_same_bits(small):
    run, _ = small

    assert run_trial(CASE, workers=Workers(count=2), **SMALL).outcomes == run.outcomes


def test_a_stopped_trial_goes_on(small, monkeypatch):
    run, folder = small
    book = folder / "fair.jsonl"
    whole = book.read_text()
    head, first, second, _ = whole.splitlines()
    book.write_text("\n".join([head, first, second[:100]]))
    done = []
    monkeypatch.setattr(
        "cellworth.app.trial.tried", lambda trial, number: done.append(number) or tried(trial, number)
    )

    again = run_trial(CASE, folder=str(folder), workers=ALONE, **SMALL)

    assert done == [1, 2]
    assert again.outcomes == run.outcomes
    assert book.read_text() == whole


def test_worlds_of_another_seed_are_not_mixed_in(small):
    _, folder = small
    with pytest.raises(InputError, match="seed"):
        run_trial(CASE, folder=str(folder), workers=ALONE, seed=2, **SMALL)


def test_page_and_screen_tell_the_figures(small, tmp_path):
    run, _ = small
    page = tmp_path / "validation.md"
    page.write_text("# Validation\n\nA section of somebody else.\n")
    scored = [scores("fair", run.outcomes["fair"])]

    write_trial(run, scored, str(page))
    once = page.read_text()
    write_trial(run, scored, str(page))

    assert page.read_text() == once
    assert "A section of somebody else." in once
    assert f"{scored[0].regret[PROGRAM].value / 1e6:,.0f}" in section(run, scored)
    assert "3 worlds" in sheet(run, scored)
    assert len((tmp_path / "validation" / "trial-fair.csv").read_text().splitlines()) == 4


def test_a_section_with_one_mark_is_refused(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("<!-- section trial -->\n")
    with pytest.raises(InputError, match="one mark"):
        write_section(str(page), "trial", "text", "Validation")


def test_an_unknown_variant_is_refused(case):
    with pytest.raises(InputError, match="no such population"):
        trial_of(case, "fairer", 64, 1)
