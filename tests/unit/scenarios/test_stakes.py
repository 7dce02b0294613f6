"""Stake deals: what prices imply, control before and after, money in and out (S56, S70, S71, S83, S84)."""

import pytest

from cellworth.app.stakes import stakes
from cellworth.core.errors import InputError
from cellworth.io.cases import load_case
from cellworth.io.stakes_records import load_stakes


@pytest.fixture(scope="module")
def run():
    return stakes("calsonic-mitsubishi")


def deal(run, name):
    return next(entry for entry in run.result.deals if entry.deal.name == name)


def test_new_shares_imply_a_value_before_and_after_the_money(run):
    found = deal(run, "mitsubishi")

    assert found.price[1] == pytest.approx(237.4e9 / 107.9)
    assert found.whole[1] == pytest.approx(698.2e9 / 107.9, rel=1e-3)
    assert found.before_money[1] == pytest.approx(460.8e9 / 107.9, rel=1e-3)
    assert found.before_money[1] < found.minority_level[1] < found.whole[1]


def test_old_shares_imply_one_value(run):
    found = deal(run, "calsonic")

    assert found.price.tolist() == [750e6, 850e6, 1200e6]
    assert found.whole == pytest.approx(found.price / 0.41)
    assert (found.before_money == found.whole).all()


def test_a_third_of_the_votes_stops_special_resolutions_and_no_more(run):
    before, after = run.result.before, run.result.after

    assert after.blocks["mitsubishi"] == {"ordinary": False, "special": True}
    assert after.carries["mitsubishi"] == {"ordinary": False, "special": False}
    assert before.carries["aesc"] == {"ordinary": True, "special": False}
    assert before.blocks["aesc"] == {"ordinary": True, "special": True}
    assert after.blocks["aesc"] == {"ordinary": False, "special": False}


def test_new_shares_thin_out_the_old_ones(run):
    side = run.result.after
    names = side.companies
    shares = side.shares[:, names.index("mitsubishi")]

    assert shares[names.index("nissan")] == pytest.approx(0.34)
    assert shares[names.index("mitsubishi_group")] == pytest.approx(0.34 * 0.66)


def test_look_through_capacity_goes_with_the_stake(run):
    own_share = 0.51 * 1.56e6

    assert run.result.before.capacity == pytest.approx(own_share, rel=1e-9)
    assert run.result.after.capacity == 0.0


def test_money_comes_from_what_is_sold(run):
    result = run.result

    assert result.source_total == pytest.approx([750e6, 910e6, 1450e6])
    assert result.use_total == pytest.approx([237.4e9 / 107.9] * 3)
    assert result.net_funds == pytest.approx(result.source_total - result.use_total)


def test_pooled_volume_lowers_the_unit_cost(run):
    (pool,) = run.result.pools

    assert pool.cost_alone == pytest.approx(150 + 140e6 / 1.59e6)
    assert pool.cost_pooled == pytest.approx(150 + 140e6 / 2.59e6)


def test_the_table_says_it(run):
    text = run.summary

    for told in ("6,471", "4,271", "none > special", "-1,290", "204"):
        assert told in text


def test_kinds_are_not_mixed_up():
    with pytest.raises(InputError, match="a case of kind 'stakes'; a decision is asked for"):
        load_case("calsonic-mitsubishi")
    with pytest.raises(InputError, match="a case of kind 'decision'; stake deals are asked for"):
        load_stakes("nissan-aesc-2016")
