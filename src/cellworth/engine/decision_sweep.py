"""Cost over volume today: in a plant sized for it, and in the plants as they stand."""

import math

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.decision_costs import Bought, Levels, OwnPart, landed_share
from cellworth.engine.decision_evaluations import Evaluations
from cellworth.engine.decision_inputs import DecisionInputs
from cellworth.engine.decision_levels import OwnCosts
from cellworth.strategy.make_or_buy import unit_cost

__all__ = ["volume_sweep"]


def volume_sweep(
    inputs: DecisionInputs, found: Evaluations, own: OwnCosts, levels: Levels, bought: Bought
) -> tuple[dict[str, Array], float]:
    """Unit cost over packs a year, and the volume from which a new plant beats the bought price.

    Returns
    -------
    table : arrays over volume, USD/kWh; the plants as they stand end at their capacity.
    breakeven : [1/year]; NaN where no volume of the sweep breaks even.
    """
    now = inputs.years.index(inputs.today)
    energy = inputs.packs[inputs.pack_of_year[now]].energy
    volumes = np.asarray(inputs.sweep_volumes)
    level = levels.maker[now : now + 1]
    cash = found.take(found.sweep)
    cell, rest = (
        OwnPart(
            part.materials, part.labor, part.fixed, part.capital, volumes, part.labor + part.fixed / volumes
        )
        for part in (cash.cell, cash.rest)
    )
    cell_full = cell.full(level, own.recovery)
    rest_full = rest.full(level, own.recovery) + cash.warranty
    cell_here, rest_here = (
        _as_it_stands(part, levels, own.recovery, now, volumes) for part in (own.cell, own.rest)
    )
    cell_cash = _as_it_stands(own.cell, levels, 0.0, now, volumes)
    capacity = sum(plant.capacity for plant in inputs.plants if plant.opens <= inputs.today) / energy
    fits = volumes <= capacity
    here = np.where(fits, cell_here + rest_here + own.warranty[now], np.nan)
    price = bought.landed[now] * energy
    table = {
        "volume": volumes,
        "new_pack_full": (cell_full + rest_full) / energy,
        "new_cell_full": cell_full / energy,
        "new_breakeven_price": (cell_full / energy - inputs.supplier.freight) / landed_share(inputs),
        "standing_pack_full": here / energy,
        "standing_cell_full": np.where(fits, cell_here, np.nan) / energy,
        "standing_breakeven_price": (np.where(fits, cell_here, np.nan) / energy - inputs.supplier.freight)
        / landed_share(inputs),
        "standing_breakeven_price_cash": (
            np.where(fits, cell_cash, np.nan) / energy - inputs.supplier.freight
        )
        / landed_share(inputs),
        "bought_pack": (price + rest_full) / energy,
    }
    return table, _crossing(volumes, cell_full - price)


def _as_it_stands(part: OwnPart, levels: Levels, recovery: float, now: int, volumes: Array) -> Array:
    """Cost per pack of today's plants at another volume (S21)."""
    fixed = part.fixed[now] + part.capital[now] * recovery
    variable = np.full_like(volumes, part.variable(levels.maker)[now])
    return np.asarray(unit_cost(variable, fixed, volumes))


def _crossing(volumes: Array, gap: Array) -> float:
    """Volume at which a falling gap reaches zero, between two points of the sweep in logarithms."""
    below = np.nonzero(gap <= 0.0)[0]
    if not len(below):
        return math.nan
    last = int(below[0])
    if last == 0:
        return float(volumes[0])
    share = gap[last - 1] / (gap[last - 1] - gap[last])
    return float(volumes[last - 1] * (volumes[last] / volumes[last - 1]) ** share)
