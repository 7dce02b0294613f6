"""Paths by their public names, as tables and charts show them."""

from cellworth.core.types import Array
from cellworth.engine.scenarios.allocations import ALL
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.paths import ScenarioPaths

__all__ = ["paths_by_name"]


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
