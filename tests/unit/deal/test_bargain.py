import array_api_strict
import numpy as np
import pytest

from cellworth.deal.bargaining import (
    auction_price,
    bargained_price,
    deal_chance,
    drawn_deal_chance,
    drawn_surplus,
    expected_surplus,
    zone_width,
)
from cellworth.deal.certainty import (
    breakeven_closing_chance,
    certain_value,
    closing_chance,
    failure_value,
)
from cellworth.deal.coalition import shapley_split, three_way_value
from cellworth.deal.reservation import bidder_reservation, seller_reservation, venture_cash

RNG = np.random.default_rng(6)


@pytest.mark.parametrize("basis", [-50.0, 0.0, 60.0, 500.0])
@pytest.mark.parametrize("sold", [-1150.0, -900.0])
def test_seller_is_indifferent_at_its_reservation(basis, sold):
    given = [np.asarray([x]) for x in (sold, -1000.0, 8.0, 0.25, basis)]

    price = seller_reservation(*given)

    worth = sold + price - 0.25 * np.maximum(0, price - basis) - 8.0
    assert worth == pytest.approx([-1000.0])


def test_bidder_pays_for_its_share_of_its_own_plan():
    cash = venture_cash(
        np.asarray([[145.0, 150.0]]), np.asarray([[2.0, 1.0]]), np.asarray([115.0]), np.asarray([55.0])
    )
    assert cash == pytest.approx([40.0])

    limit = bidder_reservation(*(np.asarray([x]) for x in (155.0, 100.0, 0.51, 40.0, 10.0, -5.0, 3.0)))

    assert limit == pytest.approx([0.51 * 55.0 + 22.0])


def test_the_second_bidder_lifts_the_price_and_no_zone_has_none():
    seller = np.asarray([0.0, 0.0, 0.0, 60.0])
    bidders = np.asarray([[50.0, 10.0], [50.0, 40.0], [50.0, -5.0], [50.0, 40.0]])

    price = bargained_price(seller, bidders, np.asarray([0.5]))

    assert price[:3] == pytest.approx([25.0, 40.0, 25.0])
    assert np.isnan(price[3])
    assert zone_width(seller, bidders) == pytest.approx([50.0, 50.0, 50.0, -10.0])
    assert bargained_price(seller[:1], bidders[:1, :1], np.asarray([0.3])) == pytest.approx([15.0])


@pytest.mark.parametrize("seed", range(4))
def test_price_lies_in_the_zone(seed):
    rng = np.random.default_rng(seed)
    seller, bidders = rng.normal(0, 50, 500), rng.normal(20, 50, (500, 4))

    price = bargained_price(seller, bidders, rng.uniform(0, 1, 500))

    zone = zone_width(seller, bidders) >= 0
    assert np.isnan(price[~zone]).all()
    assert np.all(price[zone] >= seller[zone] - 1e-9)
    assert np.all(price[zone] <= bidders.max(axis=1)[zone] + 1e-9)


def test_auction_without_a_bid_above_the_reserve_brings_nothing():
    bids = np.asarray([[1.0, 3.0, 2.0], [1.0, 1.0, 5.0], [0.1, 0.2, 0.3]])

    assert auction_price(bids, np.asarray([1.5])).tolist() == [2.0, 1.5, 0.0]
    assert auction_price(bids[:, :1], np.asarray([0.5])).tolist() == [0.5, 0.5, 0.0]


def test_beliefs_and_draws_agree():
    n = 200_000
    seller, bidders = RNG.normal(600, 60, n), RNG.normal([[680, 500]], [[90, 50]], (n, 2))

    chance, surplus = drawn_deal_chance(seller, bidders), drawn_surplus(seller, bidders)

    beliefs = [np.asarray(x) for x in ([600.0] * 2, [60.0] * 2, [680.0, 500.0], [90.0, 50.0])]
    assert chance == pytest.approx(deal_chance(*beliefs), abs=4 * 0.5 / n**0.5)
    error = np.maximum(bidders - seller[:, None], 0).std(axis=0) / n**0.5
    assert np.all(abs(surplus - expected_surplus(*beliefs)) < 4 * error)


def test_certainty_beats_headline():
    headline = np.asarray([[1000.0, 850.0]])
    chance = closing_chance(*(np.asarray([[a, b]]) for a, b in ((0.75, 1), (0.8, 0.95), (1, 1), (1, 1))))
    failure = failure_value(*(np.asarray([[x, x]]) for x in (600.0, 50.0, 20.0)))

    value = certain_value(chance, headline, np.asarray([[0.0, 0.0]]), failure, np.asarray([[1.0, 1.0]]))

    assert chance[0] == pytest.approx([0.6, 0.95])
    assert value[0] == pytest.approx([828.0, 836.0])
    even = breakeven_closing_chance(value[:, 1:], headline[:, :1], failure[:, :1])
    again = certain_value(even, headline[:, :1], np.asarray([[0.0]]), failure[:, :1], np.asarray([[1.0]]))
    assert again == pytest.approx(value[:, 1:])
    assert np.isnan(breakeven_closing_chance(value[:, 1:], np.asarray([[500.0]]), failure[:, :1]))


def test_fees_are_due_on_closing_and_money_later_is_worth_less():
    given = [np.asarray([[x]]) for x in (0.5, 100.0, 10.0, 40.0, 0.9)]

    assert certain_value(*given) == pytest.approx(np.asarray([[0.9 * (45.0 + 20.0)]]))


@pytest.mark.parametrize("xp", [np, array_api_strict], ids=["numpy", "strict"])
def test_split_of_three(xp):
    values = three_way_value(xp.asarray([200.0, 0.0]), xp.asarray([300.0, 300.0]))

    found = np.asarray(shapley_split(values, 3))

    assert found[0] == pytest.approx([400 / 3, 100 / 3, 400 / 3])
    assert found[1] == pytest.approx([100.0, 100.0, 100.0])


@pytest.mark.parametrize("seed", range(3))
def test_split_sums_to_the_whole_and_gives_idlers_nothing(seed):
    rng = np.random.default_rng(seed)
    value = rng.uniform(0, 100, (10, 8))
    value[:, 0] = 0.0
    with_idler = np.concatenate([value, value], axis=1)

    found = shapley_split(with_idler, 4)

    assert found.sum(axis=1) == pytest.approx(value[:, 7])
    assert found[:, 3] == pytest.approx(np.zeros(10), abs=1e-9)
    assert found[:, :3] == pytest.approx(shapley_split(value, 3))
    with pytest.raises(ValueError, match="8 coalitions"):
        shapley_split(with_idler, 3)
