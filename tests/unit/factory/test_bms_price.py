import numpy as np
import pytest

import pack_given as given
from cellworth.design.pack_corrections import PARITY
from cellworth.engine.pack_stage import pack_cells
from cellworth.factory.bms_price import bms_part_prices, bms_price
from cellworth.io.pack_parameters import bms_price_parameters, pack_parameters

PARAMETERS = bms_price_parameters()


@pytest.fixture(scope="module")
def bought():
    pack = pack_cells(given.pack_inputs(), given.sized_cells(), pack_parameters(), PARITY)
    current = given.numbers("bd_maximum_module_current_a")
    return pack.bms_parts.bms_part_count, current, given.numbers("bms_production_volume")


def test_total_is_the_sum_of_parts(bought):
    total = bms_price(*bought, PARAMETERS)
    each = bms_part_prices(*bought, PARAMETERS).bms_part_price
    summed = sum(bought[0][part] * price for part, price in each.items() if part != "interface")
    np.testing.assert_allclose(total.bms_price, summed + each["interface"], rtol=1e-13)


def test_price_falls_with_volume_by_each_parts_exponent(bought):
    count, current, volume = bought
    before = bms_part_prices(count, current, volume, PARAMETERS).bms_part_price
    after = bms_part_prices(count, current, 2.0 * volume, PARAMETERS).bms_part_price
    for part, exponent in PARAMETERS.part_volume_exponent.items():
        expected = 2.0 ** (exponent - 1.0) * before[part]
        np.testing.assert_allclose(after[part], expected, rtol=1e-13, err_msg=part)


def test_prices_of_contactor_and_interface_meet_their_references():
    one = dict.fromkeys((*PARAMETERS.part_volume_exponent, "interface"), 1.0)
    current, volume = np.asarray([10.0, 600.0, 50.0, 500.0]), np.full(4, 200000.0)
    price = bms_part_prices(one, current, volume, PARAMETERS).bms_part_price
    np.testing.assert_allclose(price["contactor_main"][:2], [10.0, 52.86], rtol=1e-14)
    np.testing.assert_allclose(price["interface"][2:], [20.0, 60.0], rtol=1e-14)
