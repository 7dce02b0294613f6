"""Packs built from the printed cells of the reference designs, column by column."""

import numpy as np
import pytest

import pack_given as given
from cellworth.core.record import named_arrays
from cellworth.design.pack_corrections import PARITY
from cellworth.engine.pack_stage import pack_cells, pack_detail
from cellworth.factory.bms_price import bms_part_prices, bms_price
from cellworth.io.design_parameters import design_parameters
from cellworth.io.pack_parameters import bms_price_parameters, pack_parameters
from cellworth.io.pack_texts import pack_texts


@pytest.fixture(scope="module")
def computed():
    inputs, cell, numbers = given.pack_inputs(), given.sized_cells(), pack_parameters()
    pack = pack_cells(inputs, cell, numbers, PARITY)
    fold = design_parameters().cell.fold_thickness
    detail = pack_detail(inputs, cell, pack, fold, numbers, PARITY)
    price_of = (
        pack.bms_parts.bms_part_count,
        cell.electrics.module_current,
        given.numbers("bms_production_volume"),
        bms_price_parameters(),
    )
    trees = [
        numbers,
        design_parameters(),
        inputs,
        cell,
        pack,
        detail,
        bms_price(*price_of),
        bms_part_prices(*price_of),
    ]
    found = {name: array for tree in trees for name, array in named_arrays(tree)}
    return found | {"packs_per_year": given.numbers("bms_production_volume")}


@pytest.mark.parametrize("column", given.mapping())
def test_column_of_the_reference(column, computed):
    printed = given.designs()[column]
    name = given.mapping()[column]
    values = np.broadcast_to(np.asarray(computed[name], dtype=float), (len(printed),))
    texts = pack_texts(name, values)
    if texts is not None:
        assert list(texts) == printed
        return
    expected = given.numbers(column)
    np.testing.assert_allclose(values, expected, rtol=1e-12, atol=1e-12)
