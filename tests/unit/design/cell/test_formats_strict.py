"""Kernels of formats on another array library give what they give on numpy."""

import array_api_strict
import numpy as np
import pytest

from cellworth.core.record import named_arrays
from cellworth.design.cell.cans import cells_in_pack, cells_near_energy, cylinder_can, prism_can
from cellworth.design.cell.foil_paths import tabbed_path
from cellworth.design.cell.formats import LayerThicknesses, cylinder, flat_roll, prism_stack
from cellworth.factory.format_steps import cell_yield_of, machine_count, machine_use, step_investment

LAYERS = {
    "positive_coat": 75.0,
    "negative_coat": 125.0,
    "positive_sheet": 20.0,
    "negative_sheet": 10.0,
    "separator_sheet": 10.0,
}


def both(run):
    """Results on numpy and on the strict library, as lists of floats."""
    found = []
    for make in (np.asarray, array_api_strict.asarray):
        result = run(lambda value, make=make: make([float(value), 1.1 * value]))
        arrays = result if isinstance(result, tuple) else (result,)
        found.append([float(value) for array in arrays for value in array])
    return found


def layers(number):
    return LayerThicknesses(**{name: number(value) for name, value in LAYERS.items()})


def filled(can):
    return tuple(array for _, array in named_arrays(can))


CASES = {
    "cylinder": lambda n: filled(cylinder(layers(n), n(44.8), n(4), n(68), n(1), n(0.01), n(1), n(3))),
    "flat": lambda n: filled(flat_roll(layers(n), n(143.8), n(12.05), n(0.5), n(75), n(1), n(2), n(1))),
    "stack": lambda n: filled(prism_stack(layers(n), n(13.4), n(0.94), n(916), n(81), n(1))),
    "cans": lambda n: (
        cylinder_can(n(46), n(80), n(0.4), n(0.6), n(7.85)),
        prism_can(n(148), n(91), n(26.5), n(0.6), n(0.8), n(2), n(2.7)),
    ),
    "paths": lambda n: (*tabbed_path(n(3400), n(68), n(2)), *tabbed_path(n(3400), n(68), n(0))),
    "pack": lambda n: cells_near_energy(
        *cells_in_pack(n(370), n(75), n(3.7), n(160)), n(75), n(592), n(0.05)
    ),
    "steps": lambda n: (
        step_investment(n(170), n(1.1), n(3e8), n(3.1), n(2.1e8), n(29), n(0.9)),
        machine_count(n(3e8), n(3.1), n(7680), n(0.85)),
        machine_use(n(3e8), n(3.1), n(7680), n(0.85)),
        cell_yield_of([n(0.98), n(0.99)]),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_same_on_the_strict_library(name):
    plain, strict = both(CASES[name])
    assert strict == pytest.approx(plain, rel=1e-12)
