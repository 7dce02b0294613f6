"""Rows of the worked strategy table for market prices, learning, and make or buy."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from cellworth.core.annuity import annuity
from cellworth.market.demand import (
    adopted_share,
    chemistry_share,
    energy_demand,
    jump_factor,
    logistic_share,
    next_shock,
    peak_adoption,
    shock_factor,
)
from cellworth.market.indices import (
    contained_metal_cost,
    expected_price,
    half_life,
    parity_rate,
    pulled_mean,
    pulled_variance,
)
from cellworth.market.learning import effective_experience, learning_exponent, two_factor_cost, wright_cost
from cellworth.market.prices import (
    free_capacity,
    indexed_price,
    industry_utilization,
    landed_price,
    market_price,
    tightness_margin,
)
from cellworth.strategy.make_or_buy import (
    breakeven_volume,
    cost_to_serve,
    full_cost,
    indifference_price,
    present_value,
    unit_cost,
)

KWH_PER_GWH = 1e6
TABLE = Path(__file__).parent / "strategy" / "worked_strategy.csv"


def one(number):
    return np.asarray([float(number)])


def capital_recovery(given):
    return 1.0 / annuity(one(given["r"]), one(given["n"]))


def level(given, amount):
    return np.full((1, given["n"]), float(amount))


def indexed(given):
    ratios = {name: one(ratio) for name, ratio in given["ratio"].items()}
    weights = {name: one(weight) for name, weight in given["w"].items()}
    return indexed_price(one(given["p0"]), weights, ratios, one(given["productivity"]), one(given["t"]))


def pv_make(given):
    variable, fixed, volume = (level(given, given[key]) for key in ("v", "F", "D"))
    return cost_to_serve(variable, fixed, volume, one(given["r"]), mid_year=False)


def pv_buy(given, extra):
    price, volume = level(given, given["p"]), level(given, given["D"])
    return cost_to_serve(price, level(given, 0), volume, one(given["r"]), mid_year=False) + extra


def worth_of_volume(given):
    return present_value(level(given, given["D"]), one(given["r"]), mid_year=False)


def pulled(given):
    mean = pulled_mean(*(one(given[k]) for k in ("x0", "alpha", "kappa", "dt")))
    return mean, pulled_variance(*(one(given[k]) for k in ("kappa", "sigma", "dt")))


def time_to_ninety(given):
    """Years from a tenth to nine tenths of the ceiling, read off the curve."""
    years = np.linspace(-10.0, 10.0, 2_000_001)
    share = logistic_share(years, one(1), one(given["r"]), one(0))
    return years[np.searchsorted(share, 0.9)] - years[np.searchsorted(share, 0.1)]


def metal_cost(given):
    amounts = {metal: one(kilograms) for metal, kilograms in given["kg_per_kWh"].items()}
    prices = {metal: one(price) for metal, price in given["price"].items()}
    return contained_metal_cost(amounts, prices, one(given["yield"]))


def mean_jump(given):
    """Mean over evenly spread chances."""
    even = (np.arange(10_000) + 0.5) / 10_000
    return np.mean(jump_factor(even, one(given["lambda"]), one(given["loss"])))


WAYS = {
    ("S9", "bass_cumulative_fraction"): lambda g: adopted_share(*(one(g[k]) for k in ("t", "p", "q"))),
    ("S9", "bass_peak_time"): lambda g: peak_adoption(one(g["p"]), one(g["q"])),
    ("S10", "logistic_share"): lambda g: logistic_share(*(one(g[k]) for k in ("t", "K", "r", "t0"))),
    ("S11", "log_shock_next"): lambda g: next_shock(*(one(g[k]) for k in ("X0", "phi", "sigma", "eps"))),
    ("S11", "mean_correction_factor"): lambda g: shock_factor(one(0), one(g["sigma"] ** 2)),
    ("S11", "jump_mean_factor"): mean_jump,
    ("S12", "energy_demand"): lambda g: (
        energy_demand(*(one(g[k]) for k in ("units", "kwh_per_vehicle", "chem_share", "scrap_and_service")))
        / KWH_PER_GWH
    ),
    ("S13", "fisher_pry_share"): lambda g: chemistry_share(*(one(g[k]) for k in ("t", "g0", "t_g0", "b"))),
    ("S14", "wright_exponent"): lambda g: learning_exponent(one(g["learning_rate"])),
    ("S14", "unit_cost"): lambda g: wright_cost(one(g["c0"]), one(g["Q_over_Q0"]), one(g["learning_rate"])),
    ("S15", "two_factor_cost"): lambda g: two_factor_cost(
        *(one(g[k]) for k in ("c0", "floor", "own_ratio", "ind_ratio", "lr_own", "lr_ind"))
    ),
    ("S16", "effective_experience"): lambda g: effective_experience(
        *(one(g[k]) for k in ("own", "industry", "theta", "customer", "psi"))
    ),
    ("S17", "ou_log_mean"): lambda g: pulled(g)[0],
    ("S17", "ou_log_sd"): lambda g: np.sqrt(pulled(g)[1]),
    ("S17", "ou_price_mean"): lambda g: expected_price(*pulled(g)),
    ("S17", "half_life"): lambda g: half_life(one(g["kappa"])),
    ("S18", "forward_fx"): lambda g: parity_rate(*(one(g[k]) for k in ("spot", "r_dom", "r_for", "t"))),
    ("S19", "contained_metal_cost"): metal_cost,
    ("S21", "unit_cost"): lambda g: unit_cost(one(g["v"]), one(g["F"]), one(g["u"] * g["C"])),
    ("S26", "breakeven_volume"): lambda g: breakeven_volume(*(one(g[k]) for k in ("F", "p", "v"))),
    ("S27", "npv"): lambda g: (
        g["cf"][0] + present_value(np.asarray([g["cf"][1:]], dtype=float), one(g["r"]), mid_year=False)
    ),
    ("S29", "landed_price"): lambda g: landed_price(
        *(one(g[k]) for k in ("price", "duty", "freight", "r", "days"))
    ),
    ("S30", "supplier_full_cost"): lambda g: full_cost(
        one(g["v"]), one(g["F"]), one(g["capex_per_GWh"] * g["C"]), capital_recovery(g), one(g["u"] * g["C"])
    ),
    ("S31", "margin"): lambda g: tightness_margin(*(one(g[k]) for k in ("u", "m_min", "m_max", "u0", "w"))),
    ("S31", "price"): lambda g: market_price(*(one(g[k]) for k in ("cash_cost", "full_cost", "margin"))),
    ("S31", "price_floored"): lambda g: market_price(
        *(one(g[k]) for k in ("cash_cost", "full_cost", "margin"))
    ),
    ("S34", "indexed_price"): indexed,
    ("S40", "pv_make"): pv_make,
    ("S40", "pv_buy_and_close"): lambda g: pv_buy(g, g["closure"]),
    ("S40", "pv_buy_after_free_transfer"): lambda g: pv_buy(g, 0.0),
    ("S41", "indifference_price_close"): lambda g: indifference_price(
        one(g["pv_make"]), one(g["closure"]), worth_of_volume(g)
    ),
    ("S79", "available"): lambda g: free_capacity(*(one(g[k]) for k in ("capacity", "oee", "committed"))),
    ("S79", "industry_utilisation"): lambda g: industry_utilization(
        *(one(g[k]) for k in ("demand", "operating", "announced", "realised_share"))
    ),
}

ROWS = [
    row
    for row in csv.DictReader(TABLE.read_text().splitlines())
    if (row["equation_id"], row["output_name"]) in WAYS
]


def test_from_a_tenth_to_nine_tenths_of_the_ceiling():
    wanted = ("S10", "time_10_to_90pct")
    rows = csv.DictReader(TABLE.read_text().splitlines())
    row = next(row for row in rows if (row["equation_id"], row["output_name"]) == wanted)

    assert time_to_ninety(json.loads(row["inputs_json"])) == pytest.approx(float(row["value"]), abs=3e-5)


def test_every_way_has_a_row():
    assert {(row["equation_id"], row["output_name"]) for row in ROWS} == set(WAYS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['equation_id']}-{row['output_name']}")
def test_worked_value(row):
    found = WAYS[row["equation_id"], row["output_name"]](json.loads(row["inputs_json"]))

    np.testing.assert_allclose(found, float(row["value"]), rtol=0, atol=float(row["abs_tolerance"]))
