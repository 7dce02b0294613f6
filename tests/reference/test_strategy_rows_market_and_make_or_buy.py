"""Rows of the worked strategy table for market prices, learning, and make or buy."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from cellworth.core.annuity import annuity
from cellworth.market.learning import effective_experience, learning_exponent, two_factor_cost, wright_cost
from cellworth.market.prices import (
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


WAYS = {
    ("S14", "wright_exponent"): lambda g: learning_exponent(one(g["learning_rate"])),
    ("S14", "unit_cost"): lambda g: wright_cost(one(g["c0"]), one(g["Q_over_Q0"]), one(g["learning_rate"])),
    ("S15", "two_factor_cost"): lambda g: two_factor_cost(
        *(one(g[k]) for k in ("c0", "floor", "own_ratio", "ind_ratio", "lr_own", "lr_ind"))
    ),
    ("S16", "effective_experience"): lambda g: effective_experience(
        *(one(g[k]) for k in ("own", "industry", "theta", "customer", "psi"))
    ),
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
    ("S79", "industry_utilisation"): lambda g: industry_utilization(
        *(one(g[k]) for k in ("demand", "operating", "announced", "realised_share"))
    ),
}

ROWS = [
    row
    for row in csv.DictReader(TABLE.read_text().splitlines())
    if (row["equation_id"], row["output_name"]) in WAYS
]


def test_every_way_has_a_row():
    assert {(row["equation_id"], row["output_name"]) for row in ROWS} == set(WAYS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['equation_id']}-{row['output_name']}")
def test_worked_value(row):
    found = WAYS[row["equation_id"], row["output_name"]](json.loads(row["inputs_json"]))

    np.testing.assert_allclose(found, float(row["value"]), rtol=0, atol=float(row["abs_tolerance"]))
