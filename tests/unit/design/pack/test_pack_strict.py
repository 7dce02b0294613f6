"""The whole stage on the strict array library, and the laws of blocks and names."""

from dataclasses import fields, is_dataclass

import array_api_strict
import numpy as np

import pack_given as given
from cellworth.core.record import named_arrays, replace
from cellworth.design.pack_corrections import CORRECTED, PARITY
from cellworth.engine.pack_stage import pack_cells, pack_detail
from cellworth.io.glossary import glossary
from cellworth.io.pack_parameters import pack_parameters

NUMBERS = pack_parameters()


def converted(tree, change):
    """A record with each array changed."""
    new = {}
    for item in fields(tree):
        value = getattr(tree, item.name)
        if is_dataclass(value):
            new[item.name] = converted(value, change)
        elif isinstance(value, np.ndarray):
            new[item.name] = change(value)
    return replace(tree, **new)


def found(inputs, cell, corrections):
    pack = pack_cells(inputs, cell, NUMBERS, corrections)
    detail = pack_detail(inputs, cell, pack, 1.0, NUMBERS, corrections)
    return {name: array for tree in (pack, detail) for name, array in named_arrays(tree)}


def test_strict_library_gives_the_same_numbers():
    inputs, cell = given.pack_inputs(), given.sized_cells()
    strict = [converted(tree, array_api_strict.asarray) for tree in (inputs, cell)]
    for corrections in (PARITY, CORRECTED):
        plain, other = found(inputs, cell, corrections), found(*strict, corrections)
        for name, array in plain.items():
            np.testing.assert_allclose(np.asarray(other[name]), array, rtol=1e-14, err_msg=name)


def test_a_design_does_not_see_its_neighbours():
    inputs, cell = given.pack_inputs(), given.sized_cells()
    whole = found(inputs, cell, PARITY)
    part = found(*(converted(tree, lambda array: array[100:107]) for tree in (inputs, cell)), PARITY)
    for name, array in part.items():
        expected = np.broadcast_to(whole[name], (493,))[100:107]
        np.testing.assert_array_equal(np.broadcast_to(array, (7,)), expected, err_msg=name)


def test_every_name_is_in_the_glossary_and_stands_once():
    inputs, cell = given.pack_inputs(), given.sized_cells()
    pack = pack_cells(inputs, cell, NUMBERS, PARITY)
    detail = pack_detail(inputs, cell, pack, 1.0, NUMBERS, PARITY)
    names = [name for tree in (cell, pack, detail) for name, _ in named_arrays(tree)]
    assert len(names) == len(set(names))
    own = {name.partition(".")[0] for tree in (pack, detail) for name, _ in named_arrays(tree)}
    assert own <= set(glossary())
