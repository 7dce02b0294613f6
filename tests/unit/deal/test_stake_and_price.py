import array_api_strict
import numpy as np
import pytest

from cellworth.core.annuity import annuity
from cellworth.deal.clean_price import (
    affordable_uplift,
    clean_price,
    indifferent_headline,
    overpayment_worth,
    undominated,
)
from cellworth.deal.cross_checks import comparable_multiple
from cellworth.deal.funds import sources_and_uses
from cellworth.deal.stake import (
    controlled_stake_value,
    implied_before_money,
    implied_whole,
    minority_discount,
    priced_in_value,
    stake_value,
)


def one(*values):
    return [np.asarray([float(value)]) for value in values]


def test_new_money_is_part_of_the_whole():
    price, stake = one(2.2, 0.34)

    before = implied_before_money(price, stake)

    assert price / (before + price) == pytest.approx(stake)
    assert implied_whole(price, stake) == pytest.approx(before + price)


def test_discount_undoes_the_premium():
    assert (1 + 0.25) * (1 - minority_discount(np.asarray([0.25]))) == pytest.approx([1.0])


def test_premium_and_discount_move_the_stake_both_ways():
    assert stake_value(*one(900, 250, 60, 0.51, 0.1)) == pytest.approx([330.99])
    assert stake_value(*one(900, 250, 60, 0.51, -0.2)) == pytest.approx([240.72])


def test_control_is_a_threshold_not_a_slope():
    stake = np.asarray([0.49, 0.51])

    value = controlled_stake_value(*one(150, 100), stake, np.asarray([0.0, 1.0]))

    assert value == pytest.approx([49.0, 76.5])
    assert priced_in_value(*one(150, 100, 0.2)) == pytest.approx([110.0])


@pytest.mark.parametrize("stake", [0.2, 0.51, 1.0])
def test_clean_price_does_not_move_with_the_mix_of_headline_and_supply(stake):
    """A buyer of all keeps its worth along the frontier; of a part, it can pay only its part more."""
    rate, years, quantity, step = one(0.08, 8, 3, 10)
    overpaid = overpayment_worth(step, quantity, rate, years)

    headline = indifferent_headline(np.asarray([500.0]), step, stake * quantity, rate, years)

    assert headline - 500.0 == pytest.approx(affordable_uplift(overpaid, np.asarray([stake])))
    if stake == 1.0:
        assert clean_price(headline, overpaid) == pytest.approx([500.0])


def test_frontier_is_the_worth_of_the_supply_agreement():
    rate, years, quantity, step = one(0.1, 5, 2, -7)

    yearly = sum(-14.0 / 1.1**t for t in range(1, 6))

    assert overpayment_worth(step, quantity, rate, years) == pytest.approx([yearly])
    assert annuity(rate, years) * -14.0 == pytest.approx([yearly])


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_terms_beaten_for_all_are_off_the_frontier(xp):
    worth = xp.asarray([[10.0, 1.0], [9.0, 0.0], [5.0, 5.0], [5.0, 5.0], [5.0, 4.0], [0.0, 9.0]])

    assert np.asarray(undominated(worth)).tolist() == [1.0, 0.0, 1.0, 1.0, 0.0, 1.0]


def test_a_deal_without_weight_does_not_count():
    weighted = comparable_multiple(np.asarray([[80.0, 120.0, 999.0]]), np.asarray([[1.0, 1.0, 0.0]]))

    assert weighted == pytest.approx([9600**0.5])


def test_sources_and_uses_in_one_currency():
    """A stake bought for 237.35 billion yen at 108.6 yen a dollar."""
    found = sources_and_uses(
        np.asarray([[1000.0, 1880.0]]),
        np.asarray([[237_352.0]]),
        np.asarray([[1.0, 1.0]]),
        np.asarray([[1 / 108.6]]),
    )

    assert found.source_total == pytest.approx([2880.0])
    assert found.use_total == pytest.approx([2185.56], abs=0.01)
    assert found.net_funds == pytest.approx([694.44], abs=0.01)
