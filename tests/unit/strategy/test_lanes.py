"""Cells between regions: nothing is lost, the own region comes first, the rest goes pro rata."""

import numpy as np
import pytest

from cellworth.strategy.lanes import shipments


def arrays(*rows):
    return [np.asarray([[float(value)]]) for value in rows]


def numbers(shipped):
    return {pair: float(energy[0, 0]) for pair, energy in shipped.items()}


def test_what_one_region_has_left_goes_to_the_others_by_what_they_lack():
    found = numbers(shipments(arrays(10, 1, 0), arrays(4, 3, 4)))

    assert found == pytest.approx(
        {(0, 1): 2.0, (0, 2): 4.0, (1, 0): 0.0, (1, 2): 0.0, (2, 0): 0.0, (2, 1): 0.0}
    )


def test_less_than_what_is_lacking_is_spread_pro_rata():
    found = numbers(shipments(arrays(7, 1, 0), arrays(4, 3, 4)))

    assert (found[0, 1], found[0, 2]) == pytest.approx((1.0, 2.0))


def test_more_than_what_is_lacking_stays_with_those_who_made_it():
    found = numbers(shipments(arrays(9, 7, 0), arrays(4, 4, 4)))

    assert (found[0, 2], found[1, 2]) == pytest.approx((2.5, 1.5))


def test_one_region_sends_nothing():
    assert shipments(arrays(5), arrays(3)) == {}


def test_energy_is_conserved_and_the_own_region_comes_first():
    rng = np.random.default_rng(3)
    made, wanted = rng.uniform(0.0, 5.0, (3, 200, 4)), rng.uniform(0.0, 5.0, (3, 200, 4))
    made[:, :20], wanted[:, 20:40] = 0.0, 0.0
    shipped = shipments(list(made), list(wanted))
    sent = np.stack([sum(shipped[r, q] for q in range(3) if q != r) for r in range(3)])
    got = np.stack([sum(shipped[r, q] for r in range(3) if r != q) for q in range(3)])

    left, lack = np.maximum(made - wanted, 0.0), np.maximum(wanted - made, 0.0)
    assert np.all(sent <= left + 1e-12)
    assert np.all(got <= lack + 1e-12)
    crossed = np.minimum(left.sum(axis=0), lack.sum(axis=0))
    np.testing.assert_allclose(sent.sum(axis=0), crossed, rtol=1e-12, atol=1e-12)
    assert np.any(crossed > 1.0)
