"""Today's pack by process step and by bought item, and the designs beside what was weighed."""

from collections.abc import Mapping

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.decision_costs import Levels
from cellworth.engine.decision_evaluations import Evaluations
from cellworth.engine.decision_inputs import DecisionInputs, or_nan
from cellworth.engine.decision_levels import OwnCosts
from cellworth.engine.decision_result import PackFigures

__all__ = ["cost_by_item", "cost_by_step", "pack_figures"]

ITEMS = {
    "cell_hardware": "cell_hardware_per_pack",
    "module_items": "module_parts_per_pack",
    "pack_items": "pack_parts_per_pack",
}

NOT_YET_LEARNED = "not_yet_learned"


def cost_by_step(
    inputs: DecisionInputs, found: Evaluations, own: OwnCosts, levels: Levels
) -> dict[str, float]:
    """Conversion cost of today's pack in today's plants by process step, USD/kWh, plant paid back.

    Labour goes by the hours of the step at the real output; fixed cash and capital by the step's part of
    equipment and building at plant size. What is above the cost method's level stands by itself, as
    ``not_yet_learned``: no evidence parts it by step.
    """
    now = inputs.years.index(inputs.today)
    energy = inputs.packs[inputs.pack_of_year[now]].energy
    packs, above = float(own.cell.packs[now]), float(levels.maker[now]) - 1.0
    steps = [name.partition(".")[2] for name in found.outputs if name.startswith("step_labor.")]
    total = dict.fromkeys(steps, 0.0)
    for p, plant in enumerate(inputs.plants):
        at_output, at_capacity = int(found.at_output[p, now]), int(found.at_capacity[p, now])
        if at_output >= 0:
            hours = _shares(found.outputs, "step_labor", steps, at_output)
            labor = found.cash.cell.labor[at_output] + found.cash.rest.labor[at_output]
            for step in steps:
                total[step] += plant.share[now] * float(labor) * hours[step]
        if at_capacity >= 0:
            cash = found.cash
            fixed = float(cash.cell.fixed[at_capacity] + cash.rest.fixed[at_capacity])
            capital = float(cash.cell.capital[at_capacity] + cash.rest.capital[at_capacity])
            yearly = fixed + capital * own.recovery
            invested = _invested(found.outputs, steps, at_capacity)
            for step in steps:
                total[step] += yearly * invested[step] / packs
    total[NOT_YET_LEARNED] = above * float(own.cell.conversion[now] + own.rest.conversion[now])
    return {step: cost / energy for step, cost in total.items()}


def _shares(outputs: Mapping[str, Array], name: str, steps: list[str], row: int) -> dict[str, float]:
    values = {step: float(np.asarray(outputs[f"{name}.{step}"])[row]) for step in steps}
    whole = sum(values.values())
    return {step: value / whole for step, value in values.items()}


def _invested(outputs: Mapping[str, Array], steps: list[str], row: int) -> dict[str, float]:
    """Part of each step in equipment and building."""
    equipment = {step: float(np.asarray(outputs[f"step_equipment.{step}"])[row]) for step in steps}
    area = _shares(outputs, "step_area", steps, row)
    building = float(np.asarray(outputs["building_investment.pack"])[row])
    whole = sum(equipment.values()) + building
    return {step: (equipment[step] + building * area[step]) / whole for step in steps}


def cost_by_item(inputs: DecisionInputs, found: Evaluations, own: OwnCosts) -> dict[str, float]:
    """Bought materials and parts of today's pack, USD/kWh, and its warranty; weighted over the plants."""
    now = inputs.years.index(inputs.today)
    energy = inputs.packs[inputs.pack_of_year[now]].energy
    names = {name.partition(".")[2]: name for name in found.outputs if name.startswith("pack_material_cost.")}
    names |= ITEMS
    total = dict.fromkeys(names, 0.0)
    bought = 0.0
    for p, plant in enumerate(inputs.plants):
        row = int(found.at_output[p, now])
        if row < 0:
            continue
        for label, name in names.items():
            total[label] += plant.share[now] * float(np.asarray(found.outputs[name])[row])
        bought += plant.share[now] * float(found.cash.cell.materials[row] + found.cash.rest.materials[row])
    total["battery_management"] = bought - sum(total.values())
    total["warranty"] = float(own.warranty[now])
    return {label: cost / energy for label, cost in total.items()}


def pack_figures(inputs: DecisionInputs, found: Evaluations) -> tuple[PackFigures, ...]:
    """Designs as computed."""

    def value(name: str, row: int) -> float:
        return float(np.asarray(found.outputs[name])[row])

    figures = []
    for name, row in found.designs.items():
        design = inputs.packs[name]
        figures.append(
            PackFigures(
                name=name,
                title=design.title,
                couple=str(design.inputs["couple"]),
                couple_reason=design.couple_reason,
                energy=design.energy,
                cells=value("cells_per_pack", row),
                cell_mass=value("cell_mass", row),
                weighed_cell_mass=or_nan(design.cell_mass),
                pack_mass=value("pack_mass", row),
                weighed_pack_mass=or_nan(design.pack_mass),
                specific_energy=value("cell_specific_energy", row),
                published_specific_energy=or_nan(design.cell_specific_energy),
                later=name in inputs.later_packs,
            )
        )
    return tuple(figures)
