"""Plants in countries: the cell plant of a pack with a country's labour, machines, building and energy.

Energy stands as a line of its own: what follows the output is paid with the materials, what does not with the
fixed cost of the plant's size.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.record import replace as changed
from cellworth.core.types import Array
from cellworth.engine.decision_inputs import plain
from cellworth.engine.place_inputs import EnergyInputs
from cellworth.engine.place_stage import energy_of_cells
from cellworth.engine.scenarios.cell_plant import CellPlant
from cellworth.engine.scenarios.columns import numbers
from cellworth.factory.energy import energy_cost
from cellworth.factory.places import PlaceFactors, located
from cellworth.factory.steps import steps_in_force

__all__ = ["PlantPlace", "PlantRamp", "in_format", "in_place", "located_cells"]

MARK, FORMAT_MARK = "@", "/"
WHOLE, HALF = np.ones(1), np.full(1, 0.5)


@dataclass(frozen=True)
class PlantPlace:
    """A country as plants of a case see it, in the year of the case.

    Attributes
    ----------
    factors : PlaceFactors
    energy : EnergyInputs
    electricity_price, gas_price : [USD/kWh]
    has_energy : whether prices of energy were known; if not, it stays in the overhead.
    """

    factors: PlaceFactors
    energy: EnergyInputs
    electricity_price: float
    gas_price: float
    has_energy: bool


@dataclass(frozen=True)
class PlantRamp:
    """First years of a plant on the axis, at the middle of each year.

    Attributes
    ----------
    scrap : [1] by year (X60).
    output : [1] by year, good output over that of the plan (X62).
    lasting_scrap : [1], for which its equipment is sized (X66).
    """

    scrap: tuple[float, ...]
    output: tuple[float, ...]
    lasting_scrap: float


def in_format(pack: str, cell_format: str) -> str:
    """Name of a pack with cells of a format; its own for none."""
    return f"{pack}{FORMAT_MARK}{cell_format}" if cell_format else pack


def in_place(pack: str, place: str) -> str:
    """Name of the cell plant of a pack in a country; that of the method's plant for none."""
    return f"{pack}{MARK}{place}" if place else pack


def located_cells(
    cells: Mapping[str, CellPlant], places: Mapping[str, PlantPlace], outputs: Mapping[str, Array]
) -> dict[str, CellPlant]:
    """Every pack's cell plant in every country.

    Parameters
    ----------
    cells : in the country of the method, one per pack.
    places : by name.
    outputs : of an evaluation of the packs, one row per pack in the same order.
    """
    found = {}
    for place, where in places.items():
        standing, following = _energy(outputs, where)
        for k, (pack, cell) in enumerate(cells.items()):
            parameters = located(cell.parameters, _factors(cell, where))
            found[in_place(pack, place)] = changed(
                cell,
                name=in_place(pack, place),
                parameters=parameters,
                steps=steps_in_force(parameters, cell.corrections),
                energy_following=plain(following[k]) * cell.energy,
                energy_standing=plain(standing[k]) * cell.energy,
            )
    return found


def _factors(cell: CellPlant, where: PlantPlace) -> PlaceFactors:
    """Factors of a place; the overhead stays whole where energy has no line of its own."""
    if where.has_energy:
        return where.factors
    whole = np.asarray([cell.parameters.rates.variable_overhead_on_labor])
    return changed(where.factors, overhead_with_energy=whole)


def _energy(outputs: Mapping[str, Array], where: PlantPlace) -> tuple[Array, Array]:
    """Energy cost of a kWh of cells that stands at full use, and that follows the output (X42, X46)."""

    def cost(utilization: Array) -> Array:
        used = energy_of_cells(outputs, where.energy, utilization)
        prices = numbers([where.electricity_price]), numbers([where.gas_price])
        return energy_cost(used.electricity_use, used.gas_use, *prices)

    whole = cost(WHOLE)
    standing = cost(HALF) - whole
    return standing, whole - standing
