"""A costed pack in a place: energy by step, carbon from cradle to gate, three costs, the way to the door."""

from collections.abc import Mapping

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.engine.cash_view import USD_PER_MILLION
from cellworth.engine.place_inputs import CarbonInputs, EnergyInputs, MoneyInputs, PlaceInputs
from cellworth.factory.carbon import material_carbon, pack_carbon, plant_carbon
from cellworth.factory.cost_measures import (
    CostMeasures,
    CostParts,
    capacity_cost,
    cost_measures,
    discounted_output,
    implied_rate,
    imputed_interest,
    tax_factor,
)
from cellworth.factory.energy import EnergyUse, energy_cost, energy_use
from cellworth.factory.places import land_cost, landed_cost

__all__ = [
    "OF_ENERGY",
    "PlaceResults",
    "capital_part",
    "energy_drivers",
    "energy_of_cells",
    "level_parts",
    "method_return",
    "place_results",
]

GRAMS_PER_KG = 1000.0
UM_TO_KG_PER_M2 = 1e-3
"""A foil of one micrometre and one g/cm^3 weighs a thousandth of a kilogram per square metre."""

Outputs = Mapping[str, Array]

SIDES = ("positive", "negative")
OF_ENERGY = (
    "cells_per_pack",
    "pack_energy",
    "energy_per_year",
    "cells_built_per_year",
    "bicell_layers",
    "cell_mass",
    "step_rate_ratio.dry_room",
    *(f"{side}_solvent_evaporated" for side in SIDES),
    *(f"{side}_area_per_year" for side in SIDES),
    *(f"cell_need.{side}_{part}" for side in SIDES for part in ("active", "conductive", "binder", "solvent")),
)
"""Outputs of an evaluation that the energy of its cells hangs on."""


@record
class PlaceResults:
    """A pack made in a place.

    Attributes
    ----------
    energy_of_cells : EnergyUse
    cell_energy_cost, pack_energy_cost : (s,) [USD/kWh]
    plant_carbon : (s,) [kg/kWh]
    material_carbon : dict of (s,) [kg/kWh]
    gate_carbon : (s,) [kg/kWh]
        From cradle to gate, of the pack.
    cell_parts, pack_parts : CostParts
    cell_costs, pack_costs : CostMeasures
    land : (s,) [million USD]
    landed_cost : (s,) [USD/kWh]
        Levelized cost of the cells at the customer's door.
    """

    energy_of_cells: EnergyUse
    cell_energy_cost: Array
    pack_energy_cost: Array
    plant_carbon: Array
    material_carbon: dict[str, Array]
    gate_carbon: Array
    cell_parts: CostParts
    pack_parts: CostParts
    cell_costs: CostMeasures
    pack_costs: CostMeasures
    land: Array
    landed_cost: Array


def energy_drivers(outputs: Outputs) -> dict[str, Array]:
    """What drives the energy of steps, per kWh of good cells (X46).

    Parameters
    ----------
    outputs : of an evaluation, by name.

    Returns
    -------
    drivers : dict of (s,)
    """
    per_kwh = outputs["cells_per_pack"] / outputs["pack_energy"]
    yearly = 1.0 / outputs["energy_per_year"]

    def need(*names: str) -> Array:
        return sum(outputs[f"cell_need.{name}"] for name in names) * per_kwh / GRAMS_PER_KG

    positive = need("positive_active", "positive_conductive", "positive_binder")
    negative = need("negative_active", "negative_conductive", "negative_binder")
    cells = outputs["cells_built_per_year"] * yearly
    return {
        "positive_slurry": positive + need("positive_solvent"),
        "negative_slurry": negative + need("negative_solvent"),
        "positive_solvent": outputs["positive_solvent_evaporated"] * yearly,
        "negative_solvent": outputs["negative_solvent_evaporated"] * yearly,
        "positive_area": outputs["positive_area_per_year"] * yearly,
        "negative_area": outputs["negative_area_per_year"] * yearly,
        "electrode_mass": positive + negative,
        "layers": outputs["bicell_layers"] * cells,
        "cells": cells,
        "energy": namespace(cells).ones_like(cells),
        "cell_mass": outputs["cell_mass"] / GRAMS_PER_KG * per_kwh,
        "dry_room": outputs["step_rate_ratio.dry_room"] * yearly,
    }


def energy_of_cells(outputs: Outputs, tables: EnergyInputs, utilization: Array) -> EnergyUse:
    """Energy by step of the cells of a design.

    Parameters
    ----------
    outputs : of an evaluation, by name.
    tables : EnergyInputs
    utilization : (s,) [1]

    Returns
    -------
    energy : EnergyUse
    """
    drivers = energy_drivers(outputs)
    over = {name: drivers[name] / reference for name, reference in tables.reference_drivers.items()}
    ratio = {
        step: tables.positive_share[step] * over[positive]
        + (1.0 - tables.positive_share[step]) * over[negative]
        for step, positive, negative in tables.step_drivers
    }
    return energy_use(
        tables.reference_electricity, tables.reference_gas, ratio, tables.fixed_share, utilization
    )


def level_parts(outputs: Outputs, level: str, energy_part: Array) -> CostParts:
    """Parts of the cost of a kWh at a level, from what the factory charges it with.

    Parameters
    ----------
    outputs : of an evaluation, by name.
    level : ``cell`` or ``pack``.
    energy_part : (s,) [USD/kWh]

    Returns
    -------
    parts : CostParts
    """
    per_kwh = 1.0 / outputs[f"{level}_energy"]

    def line(*names: str) -> Array:
        return sum(outputs[f"{name}.{level}"] for name in names) * per_kwh

    invested = sum(outputs[f"{name}.{level}"] for name in _INVESTED)
    return CostParts(
        material_part=line("direct_materials"),
        labor_part=line("direct_labor"),
        energy_part=energy_part,
        depreciation_part=line("depreciation"),
        overhead_part=line("variable_overhead", "gsa", "research"),
        capital_per_output=invested * USD_PER_MILLION / outputs["energy_per_year"],
    )


_INVESTED = ("equipment_investment", "building_investment", "launch_cost")


def capital_part(outputs: Outputs, level: str, money: MoneyInputs, use: Array) -> Array:
    """Capital in a kWh at a level, after tax: buildings over their own life (X54, X55).

    Parameters
    ----------
    outputs : of an evaluation, by name.
    level : ``cell`` or ``pack``.
    money : MoneyInputs
    use : (s,) or (s, life) [1]
        Output of each year over that of the plan.

    Returns
    -------
    capital : (s,) [USD/kWh]
    """
    per_output = USD_PER_MILLION / outputs["energy_per_year"]
    building = outputs[f"building_investment.{level}"] * per_output
    shorter = sum(outputs[f"{name}.{level}"] for name in ("equipment_investment", "launch_cost")) * per_output
    total = 0.0 * building
    for capital, life in ((shorter, money.life), (building, money.building_life)):
        rate, years = money.discount_rate, np.asarray([float(life)])
        output = discounted_output(rate, _over_life(use, life), life, 0.0 * rate)
        total = total + tax_factor(rate, money.tax_rate, years) * capacity_cost(capital, output)
    return total


def _over_life(use: Array, life: int) -> Array:
    """Use by year over a longer life: the last year goes on."""
    if use.ndim == 1:
        return use
    longer = np.repeat(use[:, -1:], max(life - use.shape[1], 0), axis=1)
    return np.concatenate([use[:, :life], longer], axis=1)


def place_results(outputs: Outputs, given: PlaceInputs) -> PlaceResults:
    """Energy, carbon and three costs of packs made in a place.

    Parameters
    ----------
    outputs : of an evaluation with the parameters of the place, by name.
    given : PlaceInputs

    Returns
    -------
    results : PlaceResults
    """
    money, carbon, tables = given.money_inputs, given.carbon_inputs, given.energy_inputs
    energy = energy_of_cells(outputs, tables, outputs["utilization_used"])
    cells = energy_cost(energy.electricity_use, energy.gas_use, money.electricity_price, money.gas_price)
    pack_mass = outputs["pack_mass"] / outputs["pack_energy"]
    packs = cells + tables.assembly_electricity * pack_mass * money.electricity_price
    plant = plant_carbon(
        energy.electricity_use, energy.gas_use, carbon.grid, carbon.grid_loss, carbon.gas_factor
    )
    materials = _materials(outputs, carbon)
    parts = {"cell": level_parts(outputs, "cell", cells), "pack": level_parts(outputs, "pack", packs)}
    costs = {level: _costs(outputs, level, each, money) for level, each in parts.items()}
    land = land_cost(outputs["scope_area.pack"], money.land_price, money.plot_factor)
    levelized = costs["cell"].levelized_cost
    return PlaceResults(
        energy_of_cells=energy,
        cell_energy_cost=cells,
        pack_energy_cost=packs,
        plant_carbon=plant,
        material_carbon=materials,
        gate_carbon=pack_carbon(materials, plant, pack_mass, tables.assembly_electricity, carbon.grid),
        cell_parts=parts["cell"],
        pack_parts=parts["pack"],
        cell_costs=costs["cell"],
        pack_costs=costs["pack"],
        land=land / USD_PER_MILLION,
        landed_cost=landed_cost(levelized, money.freight, money.duty, levelized, money.credit),
    )


def method_return(outputs: Outputs, results: PlaceResults, money: MoneyInputs) -> Array:
    """Interest that the price of the published method, less warranty, pays on a plant in a place (X57).

    Parameters
    ----------
    outputs : of an evaluation with the parameters of the place, by name.
    results : PlaceResults
    money : MoneyInputs

    Returns
    -------
    rate : (s,) [1/year]
        NaN where that price does not return the capital.
    """
    price = (outputs["unit_cost.pack"] - outputs["warranty.pack"]) / outputs["pack_energy"]
    cash = results.pack_costs.marginal_cost + results.pack_parts.overhead_part - results.pack_energy_cost
    years = np.asarray([float(money.life)])
    capital = results.pack_parts.capital_per_output
    return implied_rate(price - cash, capital, money.tax_rate, years, money.life)


def _costs(outputs: Outputs, level: str, parts: CostParts, money: MoneyInputs) -> CostMeasures:
    interest = imputed_interest(money.discount_rate, money.average_capital, parts.capital_per_output)
    whole = np.ones(1)
    variable = outputs[f"variable_overhead.{level}"] / outputs[f"{level}_energy"]
    return cost_measures(parts, interest, capital_part(outputs, level, money, whole), variable)


def _materials(outputs: Outputs, carbon: CarbonInputs) -> dict[str, Array]:
    """Carbon of what is bought, per kWh of pack (X49); purchased masses, so that scrap carries its burden."""
    bought = _bought_masses(outputs, carbon)
    factors = {**carbon.material_factors, "positive_active": carbon.cathode_factor}
    return material_carbon(bought, factors)


def _bought_masses(outputs: Outputs, carbon: CarbonInputs) -> dict[str, Array]:
    """Purchased masses by material [kg/kWh]; the solvent net of what is recovered."""
    per_kwh = outputs["cells_per_pack"] / outputs["pack_energy"]

    def grams(*names: str) -> Array:
        return sum(outputs[f"cell_need.{name}"] for name in names) * per_kwh / GRAMS_PER_KG

    def sheet(name: str, thickness: Array, density: Array) -> Array:
        return outputs[f"cell_need.{name}"] * per_kwh * thickness * density * UM_TO_KG_PER_M2

    positive_foil = sheet(
        "positive_foil", outputs["positive_collector_thickness"], carbon.foil_densities["positive_foil"]
    )
    negative_foil = sheet(
        "negative_foil", outputs["negative_collector_thickness"], carbon.foil_densities["negative_foil"]
    )
    energy = outputs["pack_energy"]
    in_foils = {
        metal: outputs[f"{metal}_in.current_collectors"] / energy for metal in ("aluminium", "copper")
    }
    other = {
        metal: outputs[f"metal_per_energy.{metal}"] - in_foils.get(metal, 0.0)
        for metal in ("aluminium", "copper", "steel", "stainless_steel")
    }
    lost = 1.0 - carbon.nmp_recovery
    return {
        "positive_active": grams("positive_active"),
        "negative_active": grams("negative_active"),
        "binder": grams("positive_binder", "negative_binder"),
        "solvent": grams("positive_solvent") * lost,
        "positive_foil": positive_foil,
        "negative_foil": negative_foil,
        "separator": sheet("separator", outputs["separator_layer_thickness"], outputs["separator_density"]),
        "electrolyte": outputs["cell_need.electrolyte"] * per_kwh * outputs["electrolyte_density"],
        "aluminium": other["aluminium"],
        "copper": other["copper"],
        "steel": other["steel"] + other["stainless_steel"],
        "bms": outputs["bms_mass"] / energy,
    }
