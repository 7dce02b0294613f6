"""Paths of a case by a few plain rules instead of the bottom-up model: quick, and easy to change.

Same signature as the real ones, so a run can be tested on either.
"""

import numpy as np

from cellworth.engine.scenarios.allocations import own_allocations, supply_shares
from cellworth.engine.scenarios.draws import dependence, draw
from cellworth.engine.scenarios.paths import PlantPath, ScenarioPaths, SupplyPath
from cellworth.uncertainty.streams import stream_uniforms

VARIABLE = 110.0
FIXED_PER_CAPACITY = 25.0
LASTING_SHARE = 0.4
CAPITAL_PER_CAPACITY = 140.0
PRICE = 130.0


def made_up_paths(case, model, scenarios, seed, *, held="", drawn=None):
    """Block of scenarios; of `model` nothing is read."""
    del model
    n, years, first = len(scenarios), len(case.years), int(scenarios[0])
    names = (name for name, entry in case.quantities.items() if entry.kind != "fixed")
    dimensions = {name: k + 1 for k, name in enumerate(names)} | {"named_scenario": 0}
    if drawn is None:
        drawn = draw(case, dependence(case), dimensions, first, n, seed, held)
    value = drawn.values
    shock = stream_uniforms(seed, "demand", scenarios, years)
    cost_shock = stream_uniforms(seed, "price", scenarios, years)
    energy = np.asarray([[case.packs[name].energy for name in case.programmes[0].pack]])
    plan = sum(np.asarray([entry.packs]) for entry in case.programmes)
    packs = plan * value["programme.volume"][:, None] * (0.8 + 0.4 * shock)
    demand = packs * energy * 1.02
    level = value["learning.conversion_level"][:, None] / 1.3
    fall = 0.97 ** np.arange(years)
    own = {plant.name: _own(case, plant, value, demand, level * fall) for plant in case.plants}
    supply = {
        entry.name: _supply(case, entry, value, demand, fall * (0.9 + 0.2 * cost_shock))
        for entry in case.suppliers
    }
    flat = np.ones((n, years))
    return ScenarioPaths(
        draws=value,
        scenario=np.asarray(drawn.scenario),
        packs=packs,
        pack_energy=energy,
        demand=demand,
        own=own,
        supply=supply,
        industry_utilization=0.75 * flat * value["industry.growth"][:, None],
        tightness_margin=0.1 * flat,
        index={},
        exchange={},
        learned=flat * fall,
        pack_cost=150.0 * flat * fall,
        volume_effect=flat,
        evaluations=n * years,
    )


def _own(case, plant, value, demand, level):
    capacity = value[plant.capacity][:, None] * value[plant.effectiveness][:, None]
    share = np.asarray([plant.share])
    found = {}
    for name, entry in own_allocations(case).items():
        size = capacity + np.asarray([entry.added]) / len(case.plants)
        factor = value["bidder.cost_factor"][:, None] if entry.bidder else 1.0
        found[name] = PlantPath(
            capacity=size,
            output=np.minimum(demand * share * np.asarray([entry.kept]), size),
            variable=VARIABLE * level * (0.95 if entry.converted else 1.0),
            fixed=FIXED_PER_CAPACITY * size * level * factor,
            capital=CAPITAL_PER_CAPACITY * size * np.ones_like(level) * factor,
            lasting=LASTING_SHARE * FIXED_PER_CAPACITY * size * level * factor,
        )
    return found


def _supply(case, entry, value, demand, level):
    found = {}
    factor = value[entry.cost_factor][:, None]
    for name, share in supply_shares(case, entry.name).items():
        full = PRICE * level * factor * (1.0 - 0.03 * np.asarray([share]))
        price = full * 1.1
        found[name] = SupplyPath(
            cash_cost=0.8 * full,
            full_cost=full,
            price=price,
            landed=price * 1.03 + 3.0,
            available=np.full_like(demand, 20e6),
        )
    return found
