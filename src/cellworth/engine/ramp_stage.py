"""The first years of a plant in a place: scrap and use by age, and the cost they leave."""

from collections.abc import Mapping

import numpy as np

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.engine.place_inputs import PlaceInputs, RampInputs
from cellworth.engine.place_stage import capital_part, energy_of_cells, level_parts
from cellworth.factory.energy import energy_cost
from cellworth.factory.ramp import (
    good_output,
    ramp_utilization,
    ramp_weighted_cash,
    scrap_by_age,
    scrap_cost,
    started_cost,
)

__all__ = ["RampResults", "ramp_paths", "ramp_results"]

MIDDLE = 0.5
"""A year counts at its middle."""


@record
class RampResults:
    """A plant over its first years.

    Attributes
    ----------
    age : (1, y) [year]
        At the middle of each year.
    scrap, ramp_use, ramp_output : (s, y) [1]
        Scrap; use of the nameplate; good output over that of the plan.
    scrap_money : (s, y) [USD/kWh]
        Material lost per good kWh, less what comes back of it.
    ramp_cost : (s,) [USD/kWh]
        Levelized cost of the cells over the whole ramp.
    """

    age: Array
    scrap: Array
    ramp_use: Array
    ramp_output: Array
    scrap_money: Array
    ramp_cost: Array


def ramp_paths(given: RampInputs, ages: Array) -> tuple[Array, Array, Array]:
    """Scrap, use, and good output over that of the plan, by age (X60, X62).

    Parameters
    ----------
    given : RampInputs
    ages : (y,) [year]

    Returns
    -------
    scrap, use, output : (1, y) [1]
    """
    age = ages[None, :]
    column = {name: getattr(given, name)[:, None] for name in RampInputs.__annotations__}
    scrap = scrap_by_age(column["scrap_first"], column["scrap_last"], column["scrap_time"], age)
    use = ramp_utilization(column["use_last"], column["use_steepness"], column["use_half_time"], age)
    return scrap, use, good_output(use / column["use_last"], scrap, column["scrap_last"])


def ramp_results(outputs: Mapping[str, Array], given: PlaceInputs, ramp: RampInputs) -> RampResults:
    """Cost of cells over the ramp of their plant (X64, X65).

    Parameters
    ----------
    outputs : of an evaluation with the parameters of the place, by name.
    given : PlaceInputs
    ramp : RampInputs

    Returns
    -------
    results : RampResults

    Notes
    -----
    The plan is the output the plant was costed for. Labour, overheads and the energy that does not fall
    with the output run at plan from the first day; scrapped material is bought and partly recovered.
    """
    money = given.money_inputs
    ages = np.arange(money.life) + MIDDLE
    scrap, use, output = ramp_paths(ramp, ages)
    standing, following = _energy(outputs, given)
    parts = level_parts(outputs, "cell", following)
    none = 0.0 * parts.material_part[:, None]
    started = parts.material_part[:, None] * (1.0 - ramp.scrap_last[:, None])
    recovered = ramp.scrap_recovered[:, None]
    material = started_cost(started, none, scrap, recovered)
    plan = started_cost(started, none, ramp.scrap_last[:, None], recovered)
    per_good = material / plan * parts.material_part[:, None]
    started_share = use / ramp.use_last[:, None]
    fixed = (parts.labor_part + parts.overhead_part + standing)[:, None]
    cash = per_good * output + parts.energy_part[:, None] * started_share + fixed
    output = np.broadcast_to(output, cash.shape)
    weighted = ramp_weighted_cash(cash, output, money.discount_rate)
    return RampResults(
        age=ages[None, :],
        scrap=scrap,
        ramp_use=use,
        ramp_output=output,
        scrap_money=scrap_cost(started, scrap, recovered),
        ramp_cost=weighted + capital_part(outputs, "cell", money, output),
    )


def _energy(outputs: Mapping[str, Array], given: PlaceInputs) -> tuple[Array, Array]:
    """Energy cost that stands at plan, doubled per output at half the use, and what follows the output."""
    money = given.money_inputs

    def cost(utilization: float) -> Array:
        energy = energy_of_cells(outputs, given.energy_inputs, np.asarray([utilization]))
        return energy_cost(energy.electricity_use, energy.gas_use, money.electricity_price, money.gas_price)

    whole = cost(1.0)
    standing = cost(0.5) - whole
    return standing, whole - standing
