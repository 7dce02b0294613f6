"""The first decision, wired from top to bottom: a case in, own and bought cost by year out."""

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.blocks import Evaluate
from cellworth.engine.decision_breakdown import cost_by_item, cost_by_step, pack_figures
from cellworth.engine.decision_costs import Bought, Levels, at_the_supplier
from cellworth.engine.decision_evaluations import Evaluations
from cellworth.engine.decision_headline import headline_figures
from cellworth.engine.decision_inputs import DecisionInputs, Evidence
from cellworth.engine.decision_levels import OwnCosts
from cellworth.engine.decision_pledge import pledge_figures
from cellworth.engine.decision_result import Compared, DecisionResult
from cellworth.engine.decision_sweep import volume_sweep
from cellworth.engine.decision_weighed import weighed
from cellworth.engine.plant_history import plant_histories
from cellworth.strategy.make_or_buy import breakeven_volume

__all__ = ["run_decision"]


def run_decision(inputs: DecisionInputs, evaluate: Evaluate) -> DecisionResult:
    """Own against bought cost of the case, deterministic.

    Parameters
    ----------
    inputs : the case as numbers.
    evaluate : bottom-up evaluation of packs, named inputs to named outputs.

    Returns
    -------
    DecisionResult
    """
    both = weighed(inputs, evaluate)
    learned, found, own, levels, bought = both.learned, both.found, both.own, both.levels, both.bought
    capital, energy = both.calibration[0], both.energy
    yearly = _yearly(inputs, own, levels, bought, energy)
    yearly.update(
        reject_fraction=learned.maker_reject,
        supplier_reject_fraction=learned.supplier_reject,
        own_experience=learned.maker,
        supplier_experience=learned.supplier,
        industry_experience=learned.industry,
    )
    sweep, breakeven_new = volume_sweep(inputs, found, own, levels, bought)
    headline, ranges = headline_figures(inputs, both, yearly)
    headline["breakeven_volume_new_plant"] = breakeven_new
    plants, use = _plants(inputs, found, capital.value)
    return DecisionResult(
        name=inputs.name,
        title=inputs.title,
        question=inputs.question,
        as_of=inputs.as_of,
        parties=inputs.parties,
        years=inputs.years,
        today=inputs.today,
        pack_of_year=inputs.pack_of_year,
        yearly=yearly,
        plants=plants,
        plant_utilization=use,
        sweep=sweep,
        cost_by_step=cost_by_step(inputs, found, own, levels),
        cost_by_item=cost_by_item(inputs, found, own),
        headline=headline,
        ranges=ranges,
        calibration=both.calibration,
        compared=tuple(_compared(inputs, entry, yearly) for entry in inputs.evidence),
        later=inputs.later,
        packs=pack_figures(inputs, found),
        numbers=inputs.numbers,
        limits=inputs.limits,
        evaluations=len(found.volumes),
        missing=found.missing,
        pledge=pledge_figures(inputs, both.as_published, capital.value),
        histories=plant_histories(inputs, found, levels.maker),
    )


def _yearly(
    inputs: DecisionInputs, own: OwnCosts, levels: Levels, bought: Bought, energy: Array
) -> dict[str, Array]:
    """Results by year."""
    packs, level = own.cell.packs, levels.maker
    capacity = np.sum([_capacity_by_year(inputs, plant.name) for plant in inputs.plants], axis=0)
    cell_cash = own.cell.cash(level)
    cell_full = own.cell.full(level, own.recovery)
    rest_full = own.rest.full(level, own.recovery) + own.warranty
    price_paid = bought.landed * energy
    fixed = own.cell.fixed
    yearly_capital = own.cell.capital * own.recovery
    variable = own.cell.variable(level)
    return {
        "pack_energy_made": energy,
        "output_packs": packs,
        "output_energy": np.asarray(inputs.output_energy),
        "capacity_energy": capacity,
        "utilization_made": np.asarray(inputs.output_energy) / capacity,
        "own_pack_full": own.pack("own_full", level) / energy,
        "own_pack_cash": own.pack("own_cash", level) / energy,
        "own_pack_plan": own.pack("own_plan", level) / energy,
        "own_cell_full": cell_full / energy,
        "own_cell_cash": cell_cash / energy,
        "own_cell_materials": own.cell.materials / energy,
        "own_cell_labor": own.cell.labor / energy,
        "own_cell_in_full_use": own.cell.conversion / energy,
        "own_cell_fixed": fixed,
        "own_cell_capital": own.cell.capital,
        "own_rest_full": rest_full / energy,
        "supplier_cash_cost": bought.cash_cost,
        "supplier_full_cost": bought.full_cost,
        "modelled_cell_price": bought.modelled,
        "quoted_cell_price": bought.quoted,
        "cell_price_used": bought.used,
        "landed_cell_price": bought.landed,
        "bought_pack_cost": bought.landed + rest_full / energy,
        "industry_utilization": bought.industry_use,
        "supplier_margin": bought.margin,
        "saving_per_pack_full": cell_full - price_paid,
        "saving_per_pack_cash": cell_cash - price_paid,
        "saving_per_year_full": (cell_full - price_paid) * packs,
        "saving_per_year_cash": (cell_cash - price_paid) * packs,
        "breakeven_volume_full": breakeven_volume(fixed + yearly_capital, price_paid, variable),
        "breakeven_volume_cash": breakeven_volume(fixed, price_paid, variable),
        "breakeven_price_full": at_the_supplier(inputs, cell_full / energy),
        "breakeven_price_cash": at_the_supplier(inputs, cell_cash / energy),
        "conversion_level": level,
        "supplier_conversion_level": levels.supplier,
        **_shares(inputs),
    }


def _shares(inputs: DecisionInputs) -> dict[str, Array]:
    """Output of maker and supplier beside the industry's."""
    industry = np.asarray(inputs.industry_energy)
    made, supplied = np.asarray(inputs.output_energy), np.asarray(inputs.supplier.energy)
    return {
        "industry_energy": industry,
        "supplier_energy": supplied,
        "maker_share": made / industry,
        "supplier_share": supplied / industry,
    }


def _capacity_by_year(inputs: DecisionInputs, name: str) -> Array:
    """Capacity of a plant by year, kWh; zero before it opens."""
    plant = next(plant for plant in inputs.plants if plant.name == name)
    return np.where(np.asarray(inputs.years) >= plant.opens, plant.capacity, 0.0)


_COMPARED = {
    "own_full": "own_pack_full",
    "own_cash": "own_pack_cash",
    "own_plan": "own_pack_plan",
    "bought_cell": "modelled_cell_price",
    "bought_pack": "bought_pack_cost",
}


def _compared(inputs: DecisionInputs, entry: Evidence, yearly: dict[str, Array]) -> Compared:
    """A figure beside the model's."""
    model = float(yearly[_COMPARED[entry.compare]][inputs.years.index(entry.year)])
    difference = model / entry.price - 1.0
    within = {
        "about": abs(difference) <= inputs.agrees_within,
        "at most": difference <= 0.0,
        "at least": difference >= 0.0,
    }
    return Compared(evidence=entry, model=model, difference=difference, agrees=within[entry.says])


def _plants(
    inputs: DecisionInputs, found: Evaluations, capital_level: float
) -> tuple[dict[str, Array], dict[str, Array]]:
    """Plants as published and as the method costs them, and their use by year."""
    built = found.take(found.built)
    calibrated = np.asarray(built.cell.capital + built.rest.capital)
    output = np.asarray(inputs.output_energy)
    use = {}
    for plant in inputs.plants:
        capacity = _capacity_by_year(inputs, plant.name)
        there = capacity > 0.0
        made = output * np.asarray(plant.share)
        use[plant.name] = np.where(there, made / np.where(there, capacity, 1.0), np.nan)
    table = {
        "plant": np.asarray([plant.title for plant in inputs.plants]),
        "opens": np.asarray([plant.opens for plant in inputs.plants]),
        "capacity_energy": np.asarray([plant.capacity for plant in inputs.plants]),
        "investment_published": np.asarray([plant.investment for plant in inputs.plants]),
        "investment_method": calibrated / capital_level,
        "investment_calibrated": calibrated,
    }
    return table, use
