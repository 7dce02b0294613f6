import csv
import math
from importlib.resources import files

from closed_forms import LS_PATHS, put_by_tree

from cellworth.core.annuity import annuity, capital_recovery
from cellworth.strategy.closing import ClosureCosts, closure_cash_cost, conversion_cost
from cellworth.strategy.commitment import committed_quantity, supply_tiers
from cellworth.strategy.contracts import (
    banded_payment,
    deficiency_payment,
    effective_price,
    hold_up_bound,
    minimum_energy,
    take_or_pay_payment,
)
from cellworth.strategy.depreciation import written_off
from cellworth.strategy.disruption import disruption_loss
from cellworth.strategy.equal_range import pack_energy_at_range
from cellworth.strategy.ledger import transfer_residual
from cellworth.strategy.make_or_buy import present_value, unit_cost
from cellworth.strategy.partner import cost_plus_price, partnered_cost
from cellworth.strategy.scale_circle import loop_gain, loop_multiplier, volume_factor
from cellworth.strategy.spillover import captive_saving, pooled_volume, shared_utilisation
from cellworth.strategy.supplier_score import share_first, simplex_weights
from cellworth.strategy.tax import free_cash_flow, profit_tax
from cellworth.strategy.wait_policy import WaitDraws, followed_policy, wait_policy
from cellworth.strategy.waiting import acting_trigger, breakeven_leave_chance, waited_value, waiting_root
from cellworth.uncertainty.draws import quasi_uniforms

MILLION = 1e6


def one(g, xp, *keys):
    return [xp.asarray([float(g[key])]) for key in keys]


def _take_or_pay(g, xp):
    return take_or_pay_payment(*one(g, xp, "p", "Q", "contract", "take"))


def _deficiency(g, xp):
    price, kwh, packs, packs_min = one(g, xp, "price", "kwh", "packs", "packs_min")
    return deficiency_payment(
        price, minimum_energy(packs / MILLION, kwh), minimum_energy(packs_min / MILLION, kwh)
    )


def _bands(g, xp):
    width, price = zip(*g["bands"], strict=True)
    return banded_payment(
        xp.asarray([g["Q"]]), xp.asarray([float(w) for w in width]), xp.asarray([float(p) for p in price])
    )


def _tiers(g, xp):
    return supply_tiers(*one(g, xp, "p", "r", "e", "s", "mean", "sd"))


def _disruption(suppliers):
    def call(g, xp):
        each = [
            xp.asarray([[float(g.get(key, 0.0))] * suppliers])
            for key in ("lambda", "duration_yr", "share", "surge")
        ]
        rate, duration, share, surge = each
        demand, recovered, margin = one(g, xp, "D", "recover", "margin_per_kwh")
        return disruption_loss(rate, duration, demand, share, surge, recovered, margin)

    return call


def _eight_paths(may_act_early):
    def call(g, xp):
        price = xp.asarray(LS_PATHS)
        discount = xp.asarray([math.exp(-g["r"] * date) for date in range(4)])
        payoff = xp.maximum(g["K"] - price, xp.zeros_like(price)) * discount[None, :]
        in_money = xp.astype(payoff > 0.0, payoff.dtype)
        last = xp.asarray([0.0, 0.0, 0.0, 1.0])
        draws = WaitDraws(
            wait_state=price[:, :, None],
            act_value=payoff[:, :, None],
            may_act=in_money if may_act_early else in_money * last[None, :],
            never_value=xp.zeros_like(price[:, 0]),
            act_value_known=True,
        )
        return xp.mean(followed_policy(wait_policy(draws), draws).policy_value)

    return call


def _put(g):
    return put_by_tree(g["S"], g["K"], g["r"], g["sigma"], g["T"], g["exercise_per_year"])


def _waited(g, xp, leave_chance):
    later = waited_value(
        xp.asarray([float(g["price_up"]), float(g["price_down"])]),
        xp.asarray([float(g["keep_up"]), float(g["keep_down"])]),
        xp.asarray([leave_chance]),
        *one(g, xp, "hold_cf", "r"),
        xp.asarray([1.0]),
        xp.asarray([0.0]),
        xp.asarray([0.0]),
    )
    return later[0:1] * g["p_up"] + later[1:2] * (1.0 - g["p_up"])


def _value_if_wait(g, xp):
    return _waited(g, xp, 1.0 - g["p_bidder_stays"])


def _breakeven_leave(g, xp):
    return breakeven_leave_chance(*one(g, xp, "sell_now"), _waited(g, xp, 0.0), _waited(g, xp, 1.0))


def _root(g, xp):
    return waiting_root(*one(g, xp, "r", "delta", "sigma"))


def _gain(g, xp):
    return loop_gain(*one(g, xp, "elasticity", "pass_through", "pack_share_of_price", "scale_elasticity"))


def _partnered(g, xp):
    cost, markup, stake, fee = one(g, xp, "unit_cost", "markup", "stake", "licence_fee")
    return partnered_cost(cost, cost_plus_price(cost, markup), stake, fee)


def _pack_energy(g, xp):
    keys = "range_km base_consumption mass_elasticity reference_mass glider_mass usable_fraction"
    return pack_energy_at_range(*one(g, xp, *keys.split(), "specific_energy_kwh_per_kg"))


def _first_of_third(g, xp):
    u = quasi_uniforms(0, ("cost", "energy"), {"cost": 0, "energy": 1}, 0, 16_384)
    scores = xp.asarray([[float(z) for z in row] for row in g["scores"]])
    return share_first(scores, simplex_weights(xp.asarray(u)))[2]


def _third_party_utilisation(g, xp):
    return shared_utilisation(*one(g, xp, "captive_before", "retained", "third_party", "C"))


def _saving(g, xp):
    before, after = (xp.asarray([u]) for u in g["u"])
    fixed, capacity, pass_through = one(g, xp, "F", "C", "pass_through")
    return captive_saving(fixed, capacity, before, after, pass_through)


def _pooled(g, xp):
    return unit_cost(*one(g, xp, "variable", "fixed"), pooled_volume(xp.asarray([g["volumes"]])))


def _transfers(g, xp):
    return transfer_residual(xp.asarray([[[float(x) for x in g["transfers"].values()]]]))


def _tax_year_2(g, xp):
    profit = xp.asarray([[float(ebit) for ebit in g["ebit"]]])
    return profit_tax(profit, *one(g, xp, "tax")).profit_tax[:, 1]


def _free_cash(g, xp):
    revenue, variable, fixed, write_off, rate = (
        xp.asarray([[float(g[key])]]) for key in ("revenue", "variable", "fixed_cash", "dep", "tax")
    )
    investment, rise, subsidy = (xp.asarray([[float(g[key])]]) for key in ("capex", "dNWC", "subsidy"))
    tax = profit_tax(revenue - variable - fixed - write_off, rate[:, 0]).profit_tax
    return free_cash_flow(revenue, variable, fixed, tax, investment, rise, subsidy)


def _write_off(xp):
    """The table as the program carries it, for an investment of one in the first year."""
    lines = files("cellworth.data.policy").joinpath("depreciation.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in lines.splitlines() if not line.startswith("#"))
    table = xp.asarray([float(row["share"]) for row in rows if row["table"] == "macrs_7_half_year"])
    once = xp.concat([xp.ones((1, 1), dtype=xp.float64), xp.zeros((1, 7), dtype=xp.float64)], axis=1)
    return written_off(once, table)


def _write_off_worth(g, xp):
    return present_value(_write_off(xp), *one(g, xp, "r"), mid_year=False)


def _conversion(g, xp):
    return conversion_cost(*one(g, xp, "K0", "ref_fraction", "downtime_yr", "GWh", "margin"))


def _closure(g, xp):
    keys = ("severance", "remediation", "contract_exit", "salvage", "book")
    severance, remediation, contract_exit, salvage, book = one(g, xp, *keys)
    nothing = xp.zeros_like(book)
    costs = ClosureCosts(
        severance=severance,
        remediation=remediation,
        contract_exit=contract_exit,
        loan_recall=nothing,
        clawback=nothing,
        salvage=salvage,
        working_capital=one(g, xp, "nwc")[0],
        book_value=book,
    )
    return closure_cash_cost(costs, *one(g, xp, "tax", "tax_capacity"))


CALLS = {
    ("S22", "tax_year_2"): _tax_year_2,
    ("S22", "fcf_year_1"): _free_cash,
    ("S23", "sum"): lambda _g, xp: 100.0 * xp.sum(_write_off(xp)),
    ("S23", "pv_per_dollar"): _write_off_worth,
    ("S24", "conversion_cost"): _conversion,
    ("S25", "net_closure_cash_cost"): _closure,
    ("S27", "annuity"): lambda g, xp: annuity(*one(g, xp, "r", "n")),
    ("S27", "crf"): lambda g, xp: capital_recovery(*one(g, xp, "r", "n")),
    ("S39", "effective_cost"): lambda g, xp: partnered_cost(
        *one(g, xp, "c", "p_T", "alpha"), xp.asarray([0.0])
    ),
    ("S43", "sum"): _transfers,
    ("S32", "payment"): _take_or_pay,
    ("S32", "effective_price"): lambda g, xp: effective_price(_take_or_pay(g, xp), *one(g, xp, "Q")),
    ("S32", "minimum_energy"): lambda g, xp: minimum_energy(
        one(g, xp, "packs")[0] / MILLION, *one(g, xp, "kwh")
    ),
    ("S32", "deficiency_payment"): _deficiency,
    ("S33", "payment"): _bands,
    ("S35", "newsvendor_quantity"): lambda g, xp: committed_quantity(*one(g, xp, "mean", "sd", "Cu", "Co")),
    ("S36", "firm_quantity"): lambda g, xp: _tiers(g, xp).firm_quantity,
    ("S36", "firm_plus_option_quantity"): lambda g, xp: _tiers(g, xp).firm_plus_option_quantity,
    ("S37", "expected_disruption_loss_single"): _disruption(1),
    ("S37", "expected_disruption_loss_dual"): _disruption(2),
    ("S38", "max_holdup"): lambda g, xp: hold_up_bound(*one(g, xp, "K_switch", "r", "n", "Q")),
    ("S52", "american"): _eight_paths(True),
    ("S52", "european"): _eight_paths(False),
    ("S53", "value_if_wait"): _value_if_wait,
    ("S53", "value_of_waiting"): lambda g, xp: _value_if_wait(g, xp) - g["sell_now"],
    ("S53", "breakeven_bidder_loss_probability"): _breakeven_leave,
    ("S54", "beta1"): _root,
    ("S54", "trigger"): lambda g, xp: acting_trigger(*one(g, xp, "I"), _root(g, xp)),
    ("S73", "utilisation_after"): _third_party_utilisation,
    ("S73", "captive_price_saving"): _saving,
    ("S75", "transfer_price"): lambda g, xp: cost_plus_price(*one(g, xp, "unit_cost", "markup")),
    ("S75", "effective_cost"): _partnered,
    ("S76", "volume_factor"): lambda g, xp: volume_factor(
        *one(g, xp, "pack_cost_change", "pass_through", "vehicle_price", "elasticity")
    ),
    ("S76", "loop_gain"): _gain,
    ("S76", "multiplier"): lambda g, xp: loop_multiplier(_gain(g, xp)),
    ("S77", "pack_energy"): _pack_energy,
    ("S78", "share_first_of_third"): _first_of_third,
    ("S83", "unit_cost"): _pooled,
}

REFERENCE_ONLY = {("S52", "american_put_fd"): _put}
