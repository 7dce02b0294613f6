"""The worked example of S40 as a case: 2 GWh a year for five years, level costs, no tax."""

from dataclasses import replace

import numpy as np
from made_up_case import CASE, all_fixed, plant, strategy, supplier, with_quantities

from cellworth.engine.scenarios.paths import PlantPath, ScenarioPaths, SupplyPath

YEARS = (2027, 2028, 2029, 2030, 2031)
DEMAND, VARIABLE, FIXED, PRICE, CLOSURE = 2e6, 120.0, 60e6, 145.0, 80e6
FREE = {
    "programme__contribution": 0.0,
    "money__tax_rate": 0,
    "money__gains_tax": 0,
    "money__working_capital_days": 0,
    "money__transfer_markup": 0,
    "money__venture_net_debt": 0,
    "money__switching_cost": 0,
    "money__sole_source_hold_up": 0,
    "money__discount_rate": 0.08,
    "plant__book_value": 0,
    "plant__severance": CLOSURE,
    "plant__remediation": 0,
    "plant__contract_exit": 0,
    "plant__salvage": 0,
    "plant__conversion": 0,
    "supplier__disruption_rate": 0,
    "bidder__third_party": 0,
    "bidder__synergy": 0,
    "bidder__integration": 0,
    "bidder__other_bid": 0,
    "programme__service": 0,
}


def worked_case(owner="maker", **changes):
    """One plant of the automaker or the venture; keep, buy and close, half bought, sell without supply."""
    close, sell = {"north": "close"}, {"north": "sell"}
    level = {"start_year": YEARS[0]}
    programme = replace(CASE.programmes[0], packs=(DEMAND / 40.0,) * 5, pack=("small",) * 5)
    case = replace(
        all_fixed(CASE),
        years=YEARS,
        programmes=(programme,),
        plants=(replace(plant("north", owner, 1.0), share=(1.0,) * 5, conversion_years=()),),
        suppliers=(replace(supplier("quick", 20e6, ""), energy=(20e6,) * 5),),
        purchases=(),
        strategies=(
            strategy("keep", "make", "keep", plants={"north": "keep"}, **level),
            strategy("buy", "buy", "buy_close", supplier="quick", plants=close, **level),
            strategy("sell", "sell", "sell", supplier="quick", retained=0.0, plants=sell, **level),
        ),
        industry_energy=(1e9,) * 5,
        industry_capacity=(1.4e9,) * 5,
        industry_announced=(0.0,) * 5,
    )
    return with_quantities(case, **{**FREE, **changes})


def worked_paths(case, *, scenarios=1, variable=VARIABLE, fixed=FIXED, price=PRICE, capital=0.0):
    """Level paths of the worked case."""
    flat = np.ones((scenarios, 5))
    made = PlantPath(
        capacity=3e6 * flat,
        output=DEMAND * flat,
        variable=variable * flat,
        fixed=fixed * flat,
        capital=capital * flat,
        lasting=0.0 * flat,
    )
    bought = SupplyPath(
        cash_cost=0.8 * price * flat,
        full_cost=0.9 * price * flat,
        price=price * flat,
        landed=price * flat,
        available=50e6 * flat,
    )
    return ScenarioPaths(
        draws={name: np.asarray([entry.numbers[0]]) for name, entry in case.quantities.items()},
        scenario=np.zeros(scenarios, dtype=int),
        packs=DEMAND / 40.0 * flat,
        pack_energy=np.full((1, 5), 40.0),
        demand=DEMAND * flat,
        own={"north": {"all": made}},
        supply={"quick": {"all": bought, "none": bought}},
        industry_utilization=0.8 * flat,
        tightness_margin=0.1 * flat,
        index={},
        exchange={},
        learned=flat,
        pack_cost=150.0 * flat,
        volume_effect=flat,
        evaluations=0,
    )
