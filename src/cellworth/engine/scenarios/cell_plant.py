"""The cell plant of a designed pack: the cost half for its cells alone, the design used again and again.

Two evaluations stand for a plant and year: one at its output carries what varies (materials, labour), one at
its capacity what is fixed (cash fixed cost, capital). Arrays hold plants on the first axis, scenarios on the
last.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from array_api_compat import is_array_api_obj

from cellworth.core.record import replace
from cellworth.core.types import Array
from cellworth.engine.cash_view import USD_PER_MILLION
from cellworth.engine.decision_inputs import PackDesign
from cellworth.engine.format_cell import exactly_filled, format_cell
from cellworth.engine.format_inputs import FormatInputs
from cellworth.engine.format_plant import applied, format_amounts, format_plant
from cellworth.engine.pack_amounts import pack_amounts
from cellworth.engine.pack_model import CORRECTED, PackModel, material_inputs
from cellworth.engine.packs import STATE, design_block
from cellworth.factory.amounts import PackAmounts
from cellworth.factory.cash import standing_cash
from cellworth.factory.cell_materials import cell_material_cost
from cellworth.factory.cell_scope import CellSums, cell_crew, cell_sums, cell_totals
from cellworth.factory.corrections import FactoryCorrections
from cellworth.factory.laws.power_law import SharedPowers
from cellworth.factory.levels import ItemCosts, cell_level
from cellworth.factory.needs import NeedFactors, need_factors, needs_by_yield
from cellworth.factory.parameters import FactoryParameters, StepParameters
from cellworth.factory.plant import MaterialInputs, PlantInputs
from cellworth.factory.rates import AnnualRates, annual_rates, drivers
from cellworth.factory.steps import steps_in_force
from cellworth.factory.unit_cost import running_cost
from cellworth.factory.unit_prices import unit_prices

__all__ = ["CellPlant", "Standing", "Varying", "at_capacity", "at_output", "cell_plants"]

NOTHING = np.zeros(1)
WHOLE = np.ones(1)
CELL_PREFIX = "cell_"


@dataclass(frozen=True)
class CellPlant:
    """All that the cost of cells needs of one designed pack; arrays are shared, or one design per scenario.

    Attributes
    ----------
    name, energy : of the pack, [kWh].
    amounts : PackAmounts
    materials : MaterialInputs
        At list prices, where no path of the case replaces them.
    price_paths : price path by material.
    parameters : FactoryParameters, with the hardware of cells only.
    steps : parameters of the process steps in force.
    corrections : FactoryCorrections
    operating_days : (1,) [day/year]
    energy_following, energy_standing : [USD], energy of a pack's cells that follows the output, and that
        stands at full use (X46); zero where energy sits in the overhead.
    """

    name: str
    energy: float
    amounts: PackAmounts
    materials: MaterialInputs
    price_paths: dict[str, str]
    parameters: FactoryParameters
    steps: dict[str, StepParameters]
    corrections: FactoryCorrections
    operating_days: Array
    energy_following: float = 0.0
    energy_standing: float = 0.0

    @cached_property
    def need_factors(self) -> NeedFactors:
        """Yields of the materials, and solvent per binder."""
        return need_factors(self.materials, self.parameters, self.corrections)

    @cached_property
    def sums(self) -> CellSums:
        """Weights of the steps in labour, equipment and area, at full use."""
        plant = _plant(self, WHOLE, WHOLE)
        return cell_sums(self.steps, plant, WHOLE, self.parameters.baseline["operating_days_per_year"])


def cell_plants(
    packs: Mapping[str, PackDesign],
    inputs: Mapping[str, Array],
    model: PackModel,
    formats: Mapping[str, FormatInputs] | None = None,
    *,
    scenarios: int = 1,
) -> dict[str, CellPlant]:
    """Design every pack of a case once, ready to be costed at any volume, yield and price.

    Parameters
    ----------
    packs : designs of the case, by name.
    inputs : every input by name, one row per pack in the same order, or length one; as many rows per pack as
        there are scenarios, pack after pack, where its design differs from one to the next.
    model : tables and parameters.
    formats : cell formats by the identifier that packs name; pouches need none.

    Raises
    ------
    ValueError
        If a pack has no design.
    """

    def of_pack(entry: Any, k: int) -> Any:
        return _rows(entry, slice(k * scenarios, (k + 1) * scenarios))

    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        designed = design_block(inputs, model, CORRECTED)
    failed = np.asarray(designed.cell.sized.design_state) != 0
    if failed.any():
        bad = failed.reshape(-1, scenarios).any(axis=1)
        names = ", ".join(name for name, without in zip(packs, bad, strict=True) if without)
        raise ValueError(f"no design for {names}: look at {STATE}")
    amounts = pack_amounts(designed.given.layout, designed.cell, designed.pack, NOTHING)
    materials = material_inputs(inputs, model)
    material_of = dict(model.price_inputs)
    found = {}
    for k, (name, pack) in enumerate(packs.items()):
        made, factory, corrections = of_pack(amounts, k), model.factory, CORRECTED.factory
        if formats and pack.cell_format in formats:
            cell, form = of_pack(designed.cell, k), formats[pack.cell_format]
            filled = format_cell(cell, of_pack(designed.given.couple, k), form, model.design)
            filled = exactly_filled(filled, cell.electrics.pack_energy)
            factory = format_plant(factory, filled, form, made.layout.cells_per_pack, corrections)
            made, corrections = format_amounts(made, filled), applied(corrections)
        found[name] = CellPlant(
            name=name,
            energy=pack.energy,
            amounts=made,
            materials=of_pack(materials, k),
            price_paths={material_of[given]: path for given, path in pack.prices.items()},
            parameters=_of_cells(factory),
            steps=steps_in_force(factory, corrections),
            corrections=corrections,
            operating_days=model.operating_days,
        )
    return found


def _of_cells(factory: FactoryParameters) -> FactoryParameters:
    """Parameters with the hardware of cells only."""
    own = {name: item for name, item in factory.items.hardware.items() if name.startswith(CELL_PREFIX)}
    return replace(factory, items=replace(factory.items, hardware=own))


def _rows(entry: Any, part: slice) -> Any:
    """Some designs of a record of many, with their axis kept."""
    if is_dataclass(entry) and not isinstance(entry, type):
        return replace(entry, **{item.name: _rows(getattr(entry, item.name), part) for item in fields(entry)})
    if isinstance(entry, dict):
        return {key: _rows(value, part) for key, value in entry.items()}
    if is_array_api_obj(entry) and entry.ndim and entry.shape[0] > 1:
        return entry[part]
    return entry


class Varying(NamedTuple):
    """What varies with the output.

    Attributes
    ----------
    materials, labor : (p, s) [USD], of the cells of a pack; labour with the overhead on it.
    """

    materials: Array
    labor: Array


class Standing(NamedTuple):
    """What stands with the size of a plant, and its labour in full use.

    Attributes
    ----------
    labor : (p, s) [USD], of the cells of a pack, with the overhead on it.
    fixed : (p, s) [USD/year], cash overhead, administration and research.
    administration, research : (p, s) [USD/year], within the fixed.
    capital, building : (p, s) [USD], equipment, building and launch; the building within.
    """

    labor: Array
    fixed: Array
    administration: Array
    research: Array
    capital: Array
    building: Array


def at_output(cell: CellPlant, packs: Array, cell_yield: Array, prices: Mapping[str, Array]) -> Varying:
    """What varies, at a volume: materials and labour of the cells of a pack.

    Parameters
    ----------
    cell : CellPlant
    packs : (p, s) [1/year]
    cell_yield : (p, s) [1]
    prices : (s,) by price path [USD/kg, USD/m^2 or USD/L]

    Returns
    -------
    varying : Varying
    """
    plant = _plant(cell, packs, cell_yield)
    _, powers, materials = _bought(cell, plant, prices)
    hours = cell_crew(cell.sums, powers)
    overhead = cell.parameters.rates
    per_hour = overhead.labor_rate * (1.0 + overhead.variable_overhead_on_labor)
    bought = materials * cell.amounts.layout.cells_per_pack + cell.energy_following
    return Varying(bought, per_hour * hours / packs)


def at_capacity(cell: CellPlant, packs: Array, cell_yield: Array, prices: Mapping[str, Array]) -> Standing:
    """What stands with the size of a plant, in full use.

    Parameters
    ----------
    cell : CellPlant
    packs : (p, s) [1/year]
        Its capacity.
    cell_yield : (p, s) [1]
    prices : (s,) by price path [USD/kg, USD/m^2 or USD/L]

    Returns
    -------
    standing : Standing
    """
    plant = _plant(cell, packs, cell_yield)
    rates, powers, materials = _bought(cell, plant, prices)
    totals = cell_totals(cell.sums, powers)
    own = {
        "labor": {"cell": totals.labor},
        "equipment": {"cell": totals.equipment},
        "area": {"cell": totals.area},
    }
    items = ItemCosts(
        cell_materials=materials, module_items=NOTHING, pack_items=NOTHING, system_items=NOTHING
    )
    overhead = cell.parameters.rates
    cost = running_cost(cell_level(rates, items, own, NOTHING, overhead), overhead)
    cash = standing_cash(cost, rates.cells_accepted_per_year, overhead)
    capital = totals.equipment + cost.building_investment + cost.launch_cost
    return Standing(
        labor=cash.labor * cell.amounts.layout.cells_per_pack,
        fixed=cash.fixed + cell.energy_standing * packs,
        administration=cash.gsa,
        research=cash.research,
        capital=capital * USD_PER_MILLION,
        building=cost.building_investment * USD_PER_MILLION,
    )


def _plant(cell: CellPlant, packs: Array, cell_yield: Array) -> PlantInputs:
    return PlantInputs(
        packs_per_year=packs,
        cell_yield=cell_yield,
        utilization_method=WHOLE,
        utilization=WHOLE,
        full_packs_per_year=packs,
        operating_days=cell.operating_days,
        buys_cells=NOTHING,
        buys_modules=NOTHING,
        charges_profit=NOTHING,
        charges_warranty=NOTHING,
    )


def _bought(
    cell: CellPlant, plant: PlantInputs, prices: Mapping[str, Array]
) -> tuple[AnnualRates, SharedPowers, Array]:
    """Rates, their powers, and the materials of one cell."""
    paths = {material: prices[path] for material, path in cell.price_paths.items()}
    given = cell.materials
    needs = needs_by_yield(cell.amounts.cell, plant.cell_yield, cell.need_factors)
    rates = annual_rates(cell.amounts, plant, needs, given, cell.corrections)
    powers = SharedPowers(drivers(rates, plant.packs_per_year, cell.amounts, cell.parameters.baseline))
    found = unit_prices({**given.list_price, **paths}, cell.parameters, powers, cell.corrections)
    cost = cell_material_cost(
        cell.amounts.cell, plant.cell_yield, needs, given, found, cell.parameters, cell.corrections
    )
    return rates, powers, cost.cell_materials_cost
