from closed_forms import revenue_of_uniform_auction

from cellworth.core.annuity import annuity
from cellworth.deal.bargaining import bargained_price, deal_chance, expected_surplus, zone_width
from cellworth.deal.certainty import breakeven_closing_chance, certain_value, failure_value
from cellworth.deal.clean_price import affordable_uplift, clean_price, indifferent_headline, overpayment_worth
from cellworth.deal.coalition import shapley_split, three_way_value
from cellworth.deal.cross_checks import comparable_multiple, replacement_cap, value_per_capacity
from cellworth.deal.funds import sources_and_uses
from cellworth.deal.reservation import bidder_reservation, seller_reservation, venture_cash
from cellworth.deal.stake import (
    controlled_stake_value,
    implied_before_money,
    implied_minority_level,
    implied_whole,
    minority_discount,
    share_consideration,
    stake_value,
)


def one(g, xp, *keys):
    return [xp.asarray([float(g[key])]) for key in keys]


def number(xp, *values):
    return [xp.asarray([float(value)]) for value in values]


def _stake(g, xp):
    return stake_value(*one(g, xp, "EV", "net_debt", "debt_like", "alpha"), *number(xp, 0))


def _yen(g, xp):
    """Millions of shares at yen: million yen, here in billion."""
    return share_consideration(*one(g, xp, "new_shares_m", "price_yen")) / 1000.0


def _controlled(stake, controls):
    return lambda g, xp: controlled_stake_value(
        *one(g, xp, "optimal", "status_quo"), *number(xp, stake, controls)
    )


def _control_gap(g, xp):
    return _controlled(0.51, 1)(g, xp) - _controlled(0.49, 0)(g, xp)


def _overpayment(g, xp):
    return overpayment_worth(*one(g, xp, "dp", "Q", "r", "n"))


def _seller(g, xp):
    if "V_batna" in g:
        return seller_reservation(*one(g, xp, "V_sell0", "V_batna", "fees", "tax_gain", "basis"))
    buy, make, fees, tax = one(g, xp, "pv_buy", "pv_make", "fees", "tax")
    return seller_reservation(-buy, -make, fees, tax, *number(xp, 0))


def _bidder(g, xp):
    customers = [g["supply"], *([g["other"]] if "other" in g else [])]
    volume, price = (xp.asarray([[float(c[k]) for c in customers]]) for k in (0, 1))
    cash = venture_cash(price, volume, *one(g, xp, "v", "F"))
    worth = cash * annuity(*one(g, xp, "wacc", "n"))
    zero, whole = number(xp, 0, 1)
    capital, synergy = number(xp, g.get("capex", 0), g.get("synergy", 0))
    return bidder_reservation(worth, capital, whole, synergy, zero, zero, zero)


def _bidders(g, xp):
    return xp.asarray([[float(b) for b in g["bidders"]]] if "bidders" in g else [[float(g["bidder"])]])


def _bargained(g, xp):
    seller, power = one(g, xp, "seller", "power")
    return bargained_price(seller, _bidders(g, xp), power)


def _certain(g, xp):
    failure = failure_value(*one(g, xp, "fallback", "damage", "rtf"))
    return certain_value(*one(g, xp, "pi", "P"), *number(xp, 0), failure, *number(xp, 1))


def _split(party, with_partner_only):
    def call(g, xp):
        together, all_three = number(xp, 0 if with_partner_only else g["v_SB"], g["v_SPB"])
        return shapley_split(three_way_value(together, all_three), 3)[..., party]

    return call


def _beliefs(g, xp):
    return [*number(xp, *g["seller"]), *number(xp, *g["bidder"])]


def _frontier(g, xp):
    return indifferent_headline(
        *number(xp, 0), *one(g, xp, "supply_price_change", "quantity", "rate", "years")
    )


def _funds(g, xp):
    source, use = (xp.asarray([[float(x) for x in g[key]]]) for key in ("sources", "uses"))
    return sources_and_uses(source, use, xp.ones_like(source), xp.ones_like(use)).net_funds


CALLS = {
    ("S42", "pv_overpayment"): _overpayment,
    ("S42", "price_uplift_affordable_to_buyer"): lambda g, xp: affordable_uplift(
        _overpayment(g, xp), *one(g, xp, "stake_sold")
    ),
    ("S42", "clean_price"): lambda g, xp: clean_price(*one(g, xp, "headline"), _overpayment(g, xp)),
    ("S55", "stake_value"): _stake,
    ("S56", "implied_100pct_secondary_or_post_money"): lambda g, xp: implied_whole(
        *one(g, xp, "price", "alpha")
    ),
    ("S56", "implied_pre_money"): lambda g, xp: implied_before_money(*one(g, xp, "price", "alpha")),
    ("S56", "implied_100pct_minority_level"): lambda g, xp: implied_minority_level(
        *one(g, xp, "price", "alpha", "control_premium")
    ),
    ("S56", "consideration"): _yen,
    ("S56", "post_money"): lambda g, xp: implied_whole(_yen(g, xp), *one(g, xp, "alpha")),
    ("S57", "minority_discount"): lambda g, xp: minority_discount(*one(g, xp, "control_premium")),
    ("S58", "stake_51pct"): _controlled(0.51, 1),
    ("S58", "stake_49pct"): _controlled(0.49, 0),
    ("S58", "difference"): _control_gap,
    ("S59", "ev_per_gwh"): lambda g, xp: value_per_capacity(*one(g, xp, "price", "GWh")),
    ("S59", "geometric_mean"): lambda g, xp: comparable_multiple(
        *(xp.asarray([[float(x) for x in g[key]]]) for key in ("comps", "weights"))
    ),
    ("S60", "replacement_cap"): lambda g, xp: replacement_cap(
        *one(g, xp, "capex_per_GWh", "GWh", "obsolescence", "cf_per_yr"), *number(xp, g["months_saved"] / 12)
    ),
    ("S61", "seller_reservation"): _seller,
    ("S62", "bidder_1_reservation"): _bidder,
    ("S62", "bidder_2_reservation"): _bidder,
    ("S63", "zopa_width"): lambda g, xp: zone_width(*one(g, xp, "seller"), _bidders(g, xp)),
    ("S64", "nash_price"): _bargained,
    ("S64", "price_with_outside_option"): _bargained,
    ("S66", "certainty_adjusted_value"): _certain,
    ("S66", "breakeven_closing_probability"): lambda g, xp: breakeven_closing_chance(
        *one(g, xp, "value_2", "P1", "fallback_net")
    ),
    ("S67", "shapley_seller"): _split(0, False),
    ("S67", "shapley_partner"): _split(1, False),
    ("S67", "shapley_bidder"): _split(2, False),
    ("S67", "shapley_each_if_partner_consent_needed"): _split(1, True),
    ("S74", "p_zopa"): lambda g, xp: deal_chance(*_beliefs(g, xp)),
    ("S74", "expected_surplus"): lambda g, xp: expected_surplus(*_beliefs(g, xp)),
    ("S82", "headline_price_change"): _frontier,
    ("S84", "net"): _funds,
}

REFERENCE_ONLY = {
    ("S65", "expected_revenue"): lambda g: revenue_of_uniform_auction(g["n"], g["reserve"]),
}
