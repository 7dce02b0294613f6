import array_api_strict
import numpy as np
import pytest

from cellworth.strategy.contracts import (
    banded_payment,
    deficiency_payment,
    effective_price,
    hold_up_bound,
    make_up_payments,
    take_or_pay_payment,
)

LIBRARIES = pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])


def test_above_the_minimum_only_the_energy_is_paid():
    price, taken = np.asarray([140.0, 140.0]), np.asarray([2.4, 3.0])

    paid = take_or_pay_payment(price, taken, np.asarray([3.0, 3.0]), np.asarray([0.8, 0.8]))

    assert paid == pytest.approx([336.0, 420.0])
    assert np.isnan(effective_price(np.asarray([10.0]), np.asarray([0.0])))


@LIBRARIES
def test_shortfall_may_be_made_up_while_it_is_good(xp):
    price = xp.asarray([[100.0]])
    taken = xp.asarray([[1.0, 2.0, 5.0, 9.0]])
    due = xp.asarray([[3.0]])

    none, one, three = (make_up_payments(price, taken, due, years) for years in (0, 1, 3))

    assert np.asarray(none.make_up_payment).tolist() == [[300.0, 300.0, 500.0, 900.0]]
    assert np.asarray(one.make_up_used).tolist() == [[0.0, 0.0, 1.0, 0.0]]
    assert np.asarray(three.make_up_used).tolist() == [[0.0, 0.0, 2.0, 1.0]]
    assert np.asarray(three.make_up_payment).tolist() == [[300.0, 300.0, 300.0, 800.0]]


@pytest.mark.parametrize("seed", range(5))
def test_credit_never_pays_below_zero_and_never_less_than_the_energy(seed):
    rng = np.random.default_rng(seed)
    taken, due = rng.uniform(0, 5, (50, 12)), rng.uniform(0, 4, (50, 12))
    price = np.full((50, 12), 100.0)

    found = make_up_payments(price, taken, due, 4)

    plain = price * taken + deficiency_payment(price, taken, due)
    assert np.all(found.make_up_payment.sum(axis=1) <= plain.sum(axis=1) + 1e-9)
    assert np.all(found.make_up_payment.sum(axis=1) >= (price * taken).sum(axis=1) - 1e-9)
    assert np.all(found.make_up_used.cumsum(axis=1) <= np.maximum(due - taken, 0).cumsum(axis=1) + 1e-12)


def test_years_of_credit_cannot_be_negative():
    with pytest.raises(ValueError, match="negative"):
        make_up_payments(np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)), -1)


@LIBRARIES
def test_bands(xp):
    width, price = xp.asarray([1.0, 1.0, 99.0]), xp.asarray([150.0, 145.0, 140.0])
    quantity = xp.asarray([0.0, 0.5, 1.0, 2.5])

    assert np.asarray(banded_payment(quantity, width, price)) == pytest.approx([0.0, 75.0, 150.0, 365.0])
    back = banded_payment(quantity, width, price, retroactive=True)
    assert np.asarray(back) == pytest.approx([0.0, 75.0, 150.0, 350.0])


def test_hold_up_is_the_yearly_share_of_switching():
    bound = hold_up_bound(*(np.asarray([x]) for x in (60.0, 0.0, 5.0, 2.0)))

    assert bound == pytest.approx([6.0])
