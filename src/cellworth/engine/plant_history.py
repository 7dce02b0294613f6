"""What each plant made and spent in the years behind the case, from the first decision's evaluations."""

from dataclasses import dataclass

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.cash_view import CashPart
from cellworth.engine.decision_evaluations import Evaluations
from cellworth.engine.decision_inputs import DecisionInputs

__all__ = ["PlantHistory", "SpentPart", "plant_histories"]


@dataclass(frozen=True)
class SpentPart:
    """Cells, or all the rest of the packs, of one plant by year.

    Attributes
    ----------
    varies : (y,) [USD/year], materials, bought items and labour at the cost method's level.
    above : (y,) [USD/year], what conversion costs above that level.
    fixed : (y,) [USD/year], cash.
    capital : (y,) [USD]
    """

    varies: Array
    above: Array
    fixed: Array
    capital: Array


@dataclass(frozen=True)
class PlantHistory:
    """One plant.

    Attributes
    ----------
    years : axis.
    output : (y,) [kWh/year], zero before it opens.
    cells, rest : SpentPart
    life : [year], over which its capital is written off.
    """

    years: tuple[int, ...]
    output: Array
    cells: SpentPart
    rest: SpentPart
    life: float


def plant_histories(inputs: DecisionInputs, found: Evaluations, level: Array) -> dict[str, PlantHistory]:
    """Every plant by name, at the real output and the level of the time (S21).

    Parameters
    ----------
    inputs : DecisionInputs
    found : evaluations of the case, capital at the level of the time.
    level : (y,) [1], of conversion cost.
    """
    energy = np.asarray([inputs.packs[name].energy for name in inputs.pack_of_year])
    histories = {}
    for place, plant in enumerate(inputs.plants):
        output = np.asarray(inputs.output_energy) * np.asarray(plant.share)
        works = found.at_output[place] >= 0
        there = found.at_capacity[place] >= 0
        packs = np.where(works & there, output / energy, 0.0)
        varies, stays = found.take(found.at_output[place]), found.take(found.at_capacity[place])
        full = found.volumes[found.at_capacity[place]]

        def part(
            at_output: CashPart,
            at_capacity: CashPart,
            packs: Array = packs,
            full: Array = full,
            there: Array = there,
        ) -> SpentPart:
            in_full_use = at_capacity.labor + at_capacity.fixed / full
            return SpentPart(
                varies=packs * (at_output.materials + at_output.labor),
                above=packs * (level - 1.0) * in_full_use,
                fixed=np.where(there, at_capacity.fixed, 0.0),
                capital=np.where(there, at_capacity.capital, 0.0),
            )

        histories[plant.name] = PlantHistory(
            years=inputs.years,
            output=packs * energy,
            cells=part(varies.cell, stays.cell),
            rest=part(varies.rest, stays.rest),
            life=inputs.maker.plant_life,
        )
    return histories
