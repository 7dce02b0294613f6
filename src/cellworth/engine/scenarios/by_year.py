"""Paths by their public names, as tables and charts show them."""

import numpy as np

from cellworth.core.annuity import capital_recovery
from cellworth.core.types import Array
from cellworth.engine.scenarios.allocations import ALL
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.paths import ScenarioPaths
from cellworth.strategy.scale_circle import loop_gain, unit_cost_scale_elasticity

__all__ = ["circle_gain", "paths_by_name"]


def paths_by_name(case: StrategyCase, paths: ScenarioPaths) -> dict[str, Array]:
    """Yearly results (s, y) by glossary name: the reference path, and each supplier at all of the demand.

    Parameters
    ----------
    case : StrategyCase
    paths : ScenarioPaths
    """
    plants = [volumes[ALL] for volumes in paths.own.values()]
    made = sum(each.output for each in plants)
    found = {
        "demand_energy": paths.demand,
        "demand_packs": paths.packs,
        "own_output": made,
        "own_utilization": made / sum(each.capacity for each in plants),
        "own_cell_full": paths.pack_cost,
        "learned_share": paths.learned,
        "volume_answer": paths.volume_effect,
        "loop_gain": circle_gain(case, paths),
        "industry_utilization": paths.industry_utilization,
        "supplier_margin": paths.tightness_margin,
    }
    for each in case.suppliers:
        bought = paths.supply[each.name][ALL]
        found |= {
            f"supplier_full_cost.{each.name}": bought.full_cost,
            f"supplier_price.{each.name}": bought.price,
            f"landed_cell_price.{each.name}": bought.landed,
            f"free_capacity.{each.name}": bought.available,
        }
    found |= {f"index_price.{name}": path for name, path in paths.index.items()}
    return found | {f"exchange_rate.{name}": path for name, path in paths.exchange.items()}


def circle_gain(case: StrategyCase, paths: ScenarioPaths) -> Array:
    """Part of a shock to the first programme that the circle hands on (s, y) [1]; NaN where none is made.

    It runs away from one on.

    References
    ----------
    S76.
    """
    each, draws = case.programmes[0], paths.draws
    plants = [volumes[ALL] for volumes in paths.own.values()]
    recovery = capital_recovery(draws[case.money["discount_rate"]], draws[case.money["plant_life"]])
    fixed = sum(plant.fixed + plant.capital * recovery[:, None] for plant in plants)
    made = sum(plant.output for plant in plants)
    works = made > 0.0
    volume = np.where(works, made, 1.0)
    scale = unit_cost_scale_elasticity(fixed, paths.pack_cost, volume)
    elasticity, pass_through, price = (
        draws[name][:, None] for name in (each.price_elasticity, each.pass_through, each.vehicle_price)
    )
    energy = np.asarray([[case.packs[name].energy for name in each.pack]])
    gain = loop_gain(elasticity, pass_through, paths.pack_cost * energy / price, scale)
    return np.where(works, gain, np.nan)
