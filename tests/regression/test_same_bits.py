"""Results do not depend on how the work is cut and shared out: every bit of every output stays."""

import numpy as np
import pytest

from cellworth.engine.executors import ALONE, Workers
from cellworth.engine.packs import evaluate_packs
from cellworth.io.input_values import default_arrays
from cellworth.io.pack_model import pack_model
from cellworth.io.random_designs import random_designs

DESIGNS = 9000
SINGLES = 60
"""Blocks of one design are slow; so many of them are taken from the front."""

CUTS = {
    "blocks of 7, threads": {"block": 7, "workers": Workers("threads", 2)},
    "blocks of 1000, one worker": {"block": 1000, "workers": ALONE},
    "blocks of 1000, four threads": {"block": 1000, "workers": Workers("threads", 4)},
    "blocks of 1000, two processes": {"block": 1000, "workers": Workers("processes", 2)},
    "blocks of 700, three processes": {"block": 700, "workers": Workers("processes", 3)},
    "blocks of 4096, threads": {"block": 4096, "workers": Workers("threads", 2)},
    "blocks of 8192": {"block": 8192},
}


def designs(n):
    """Random designs, every tenth with a thickness, a capacity or a price of its own, some unsolvable."""
    inputs = default_arrays() | random_designs(n, seed=11)
    place = np.arange(n)
    inputs["positive_thickness"] = np.where(place % 10 == 3, 70.0, np.nan)
    inputs["capacity"] = np.where(place % 10 == 5, 40.0, np.nan)
    inputs["energy"] = np.where(place % 10 == 5, np.nan, inputs["energy"])
    inputs["price_negative_foil"] = np.where(place % 10 == 7, 2.0, np.nan)
    inputs["power"] = np.where(place % 100 == 42, 50.0 * inputs["power"], inputs["power"])
    inputs["packs_per_vehicle"] = np.where(place % 10 == 8, 2.0, 1.0)
    inputs["full_packs_per_year"] = inputs["packs_per_year"] / inputs["utilization"]
    return inputs


def evaluated(inputs, parity, **cut):
    results = evaluate_packs(inputs, pack_model(), parity=parity, **cut)
    return {**results.outputs, "reason": results.reason}


def differing(first, second):
    """Names whose bytes differ; NaN counts as equal to NaN of the same bits only."""
    assert first.keys() == second.keys()
    return [
        name
        for name in first
        if first[name].dtype != second[name].dtype or first[name].tobytes() != second[name].tobytes()
    ]


@pytest.fixture(scope="module", params=[False, True], ids=["corrected", "parity"])
def whole(request):
    """All designs in one block."""
    return request.param, evaluated(designs(DESIGNS), request.param, block=50_000, workers=ALONE)


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS.keys())
def test_any_cut_gives_the_same_bits(cut, whole):
    parity, expected = whole
    inputs, taken = designs(DESIGNS), DESIGNS
    if cut["block"] < 100:
        taken = 100 * cut["block"]
        inputs = {name: array[:taken] if array.shape[0] > 1 else array for name, array in inputs.items()}
        expected = {name: array[:taken] for name, array in expected.items()}
    found = evaluated(inputs, parity, **cut)
    assert differing(expected, found) == []


def test_one_design_at_a_time_gives_the_same_bits(whole):
    parity, expected = whole
    inputs = {
        name: array[:SINGLES] if array.shape[0] > 1 else array for name, array in designs(DESIGNS).items()
    }
    found = evaluated(inputs, parity, block=1, workers=Workers("threads", 2))
    assert differing({name: array[:SINGLES] for name, array in expected.items()}, found) == []


def test_all_outputs_couples_and_failures_are_in_the_comparison(whole):
    _, expected = whole
    assert len(expected) > 1200
    assert set(designs(DESIGNS)["couple"]) == set(range(17))
    assert (expected["reason"] != 0).any()
    assert (expected["reason"] == 0).mean() > 0.9


def test_named_outputs_have_the_bits_they_have_among_all(whole):
    parity, expected = whole
    names = ("unit_cost.pack", "pack_mass", "pack_rated_power", "loaded_total", "element_per_pack.Li")
    found = evaluated(designs(DESIGNS), parity, outputs=names, block=900, workers=Workers(count=2))
    assert differing({name: expected[name] for name in (*names, "reason")}, found) == []
