"""The cell plant alone: what is the same at any volume is prepared once, and no step is scaled in vain."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.factory.laws.power_law import SharedPowers, ledger_sum, shared_weights
from cellworth.factory.parameters import StepParameters
from cellworth.factory.plant import PlantInputs
from cellworth.factory.scopes import CELL_PARTS, GROUPS, UTILITIES, cell_labor, cell_plant_totals
from cellworth.factory.steps import area_scale, equipment_scale, labor_scale, step_scales

__all__ = ["CellPlantTotals", "CellSums", "cell_crew", "cell_sums", "cell_totals"]

CELL_GROUPS = (*CELL_PARTS, "warehouse", UTILITIES)
"""Groups whose labour and equipment the cell plant has, or shares."""

Sums = Mapping[str, Mapping[str, Array]]
"""Weight by group and step; steps that share a scale stand under the first of them."""


@dataclass(frozen=True)
class CellSums:
    """Steps of a plant, and the weights of their scales in its sums.

    Attributes
    ----------
    steps : in force.
    labor, equipment, area : weights [h/year], [million USD], [m^2]; area of all groups, which share the
        utilities by it.
    utilities : [million USD], weight of the equipment of building support alone.
    """

    steps: dict[str, StepParameters]
    labor: Sums
    equipment: Sums
    area: Sums
    utilities: Array


class CellPlantTotals(NamedTuple):
    """Cell plant: labour (s,) [h/year], equipment (s,) [million USD], area (s,) [m^2]."""

    labor: Array
    equipment: Array
    area: Array


def cell_sums(
    steps: dict[str, StepParameters], plant: PlantInputs, use: Array, days_at_baseline: Array
) -> CellSums:
    """Prepare the sums of a plant, of which volume and yield alone are open.

    Parameters
    ----------
    steps : dict of StepParameters
    plant : PlantInputs
        Utilization method and operating days are read.
    use : (1,) [1]
        Utilization in force.
    days_at_baseline : [day/year]

    Returns
    -------
    sums : CellSums

    References
    ----------
    C55, C60, C68. [batpac5]_
    """
    names = {name for step in steps.values() for name in (step.driver, step.secondary_driver)}
    one = namespace(use).ones_like(use)
    powers = SharedPowers(dict.fromkeys({*names, "cell_capacity_ah"}, one))
    scales = step_scales(steps, powers, plant, use, days_at_baseline)

    def weights(quantity: str, groups: tuple[str, ...]) -> Sums:
        scale, reserve = getattr(scales, f"{quantity}_scale"), getattr(scales, f"{quantity}_reserve")
        return {
            group: shared_weights(
                {
                    name: getattr(step, f"baseline_{quantity}")
                    for name, step in steps.items()
                    if step.process_group == group
                },
                scale,
                reserve,
            )
            for group in groups
        }

    return CellSums(
        steps=steps,
        labor=weights("labor", CELL_GROUPS),
        equipment=weights("equipment", CELL_GROUPS),
        area=weights("area", GROUPS),
        utilities=steps[UTILITIES].baseline_equipment * scales.equipment_reserve[UTILITIES],
    )


def cell_crew(sums: CellSums, powers: SharedPowers) -> Array:
    """Labour of the cell plant (s,) [h/year].

    Parameters
    ----------
    sums : CellSums
    powers : SharedPowers

    Returns
    -------
    labor : (s,) [h/year]

    References
    ----------
    C57, C68, C71. [batpac5]_
    """
    return cell_labor(
        {
            group: ledger_sum([weight * labor_scale(sums.steps[name], powers) for name, weight in of.items()])
            for group, of in sums.labor.items()
        }
    )


def cell_totals(sums: CellSums, powers: SharedPowers) -> CellPlantTotals:
    """Labour, equipment and area of the cell plant.

    Parameters
    ----------
    sums : CellSums
    powers : SharedPowers

    Returns
    -------
    totals : CellPlantTotals

    References
    ----------
    C57 to C60, C68 to C71. [batpac5]_
    """
    steps = sums.steps
    equipment = {
        group: ledger_sum([weight * equipment_scale(steps[name], powers) for name, weight in of.items()])
        for group, of in sums.equipment.items()
    }
    area = {
        group: ledger_sum([weight * area_scale(steps[name], powers) for name, weight in of.items()])
        for group, of in sums.area.items()
    }
    utilities = sums.utilities * equipment_scale(steps[UTILITIES], powers)
    found = cell_plant_totals(equipment, area, utilities, utilities / ledger_sum(area.values()))
    return CellPlantTotals(cell_crew(sums, powers), *found)
