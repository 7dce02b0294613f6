"""Spread of a pack of a format: every graded number drawn by its kind and grade, all packs costed at once."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cellworth.core.record import replace
from cellworth.core.special import normal_quantile
from cellworth.core.types import Array
from cellworth.engine.format_stage import format_packs
from cellworth.engine.pack_model import PackModel
from cellworth.engine.packs import evaluate_packs
from cellworth.engine.place_inputs import PlaceInputs
from cellworth.engine.place_stage import place_results
from cellworth.io.couple_tables import couple_rows_all, newer_couples
from cellworth.io.extension_values import SourcedNumber
from cellworth.io.factory_parameters import couple_prices
from cellworth.io.format_records import POUCH, coating_limit, format_inputs, format_numbers, grade_spread
from cellworth.io.pack_model import PRICE_INPUTS

__all__ = ["DRAWS", "LANDED", "Band", "Cause", "FormatSpread", "Uncertain", "draw_factors", "format_spread"]

DRAWS = 512
LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95
SCORE = 1.6448536269514722
"""Of the twentieth part of a normal distribution."""
CAPACITIES = {
    "positive_capacity": "positive_active_capacity_mah_per_g",
    "negative_capacity": "negative_active_capacity_mah_per_g",
}
THICKEST = "positive_thickness_max"
LISTED = "C"
"""Grade of a list price of the method: well read, but of another year."""
EQUIPMENT, BUILDING = "equipment_and_install_factor_vs_china", "building_cost_hightech"
WAGE, INTEREST = "labour_cost", "wacc_nominal_usd"
ELECTRICITY, GAS = "electricity_price_industry", "gas_price_industry"
PLACED = (EQUIPMENT, BUILDING, WAGE, INTEREST, ELECTRICITY, GAS)
LANDED = "landed_cost"
METHOD = "the cost method as a whole"
COSTS = ("cell_cost_per_energy", "pack_cost_per_energy")
ENERGIES = ("cell_specific_energy", "cell_energy_density", "cell_capacity")
SHOWN = (*COSTS, "cell_specific_energy", "cell_energy_density", "cell_capacity", "pack_mass")


@dataclass(frozen=True)
class Uncertain:
    """A number drawn: what it is, its kind and grade."""

    name: str
    kind: str
    grade: str


@dataclass(frozen=True)
class Band:
    """What one in twenty packs lies below, half of them, and one in twenty above."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Cause:
    """A number and its share of the spread of the cost of the cells."""

    number: Uncertain
    share: float


@dataclass(frozen=True)
class FormatSpread:
    """Spread of a pack.

    Attributes
    ----------
    bands : by name of the output.
    causes : largest first.
    estimates_share : of the spread that rests on grades D and E.
    draws : how many packs.
    """

    bands: dict[str, Band]
    causes: tuple[Cause, ...]
    estimates_share: float
    draws: int


def draw_factors(numbers: Mapping[str, Uncertain], n: int) -> dict[str, Array]:
    """Factor on each number in each draw: log-normal, evenly spread over its distribution.

    Parameters
    ----------
    numbers : by key.
    n : draws.

    Returns
    -------
    factors : dict of (n,), the same for the same key whatever else is drawn.
    """
    scores = np.asarray(normal_quantile((np.arange(n) + 0.5) / n)) / SCORE
    found = {}
    for key, each in numbers.items():
        seed = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
        width = np.log1p(grade_spread(each.kind, each.grade))
        found[key] = np.exp(width * np.random.default_rng(seed).permutation(scores))
    return found


def uncertain_numbers(format_id: str, couple: str, fixed: Collection[str]) -> dict[str, Uncertain]:
    """Every number that is drawn, by key; inputs that were given are not."""
    found = {}
    if format_id != POUCH:
        found["format.all"] = Uncertain("cells of the format taken apart", "cell", "C")
        for name, graded in format_numbers(format_id).items():
            if graded.kind != "fixed":
                title = graded.number.name.replace("_", " ")
                found[f"format.{name}"] = Uncertain(title, graded.kind, graded.number.grade)
    newer = newer_couples().get(couple)
    own = newer["grade"] if newer else None
    for name in CAPACITIES:
        if name not in fixed:
            found[f"input.{name}"] = Uncertain(name.replace("_", " "), "capacity", own or "B")
    if coating_limit(format_id) is not None and THICKEST not in fixed:
        found[f"input.{THICKEST}"] = Uncertain("thickest coating of the format", "coating", "E")
    for name, _ in PRICE_INPUTS:
        if name not in fixed:
            grade = own if own and name in _OF_THE_COUPLE else LISTED
            found[f"input.{name}"] = Uncertain(name.replace("_", " "), "price", max(grade, LISTED))
    if any(name not in fixed for name, _ in PRICE_INPUTS):
        found["market.level"] = Uncertain("level of material prices since their year", "market", "D")
    found["plant.equipment"] = Uncertain("level of equipment", "plant", "B")
    found["plant.labor"] = Uncertain("level of labour", "plant", "B")
    found["method.all"] = Uncertain(METHOD, "method", "B")
    return found


_OF_THE_COUPLE = ("price_positive_active", "price_negative_active", "price_electrolyte")


def drawn_inputs(arrays: Mapping[str, Array], couple: str, factors: Mapping[str, Array]) -> dict[str, Array]:
    """Inputs with capacities and prices of the couple drawn."""
    row = next(row for row in couple_rows_all() if row["couple_name"] == couple)
    prices = couple_prices(couple)
    base = {name: float(row[column]) for name, column in CAPACITIES.items()}
    base |= {name: prices[material] for name, material in PRICE_INPUTS}
    base[THICKEST] = arrays[THICKEST]
    level, prices_of = factors.get("market.level", np.ones(1)), dict(PRICE_INPUTS)
    drawn = {}
    for name, value in base.items():
        if f"input.{name}" in factors:
            own, listed = arrays[name], value * (level if name in prices_of else 1.0)
            drawn[name] = np.where(np.isnan(own), listed, own) * factors[f"input.{name}"]
    return {**arrays, **drawn}


def drawn_model(model: PackModel, factors: Mapping[str, Array]) -> PackModel:
    """Plant with equipment, labour and building drawn, with those of its place where it has one."""
    one = np.ones(1)
    dearer = factors["plant.equipment"] * factors.get(f"place.{EQUIPMENT}", one)
    wage = factors["plant.labor"] * factors.get(f"place.{WAGE}", one)
    factory = model.factory
    steps = {
        name: replace(step, baseline_equipment=step.baseline_equipment * dearer)
        for name, step in factory.steps.items()
    }
    rates = replace(
        factory.rates,
        labor_rate=factory.rates.labor_rate * wage,
        land_building_cost=factory.rates.land_building_cost * factors.get(f"place.{BUILDING}", one),
    )
    return replace(model, factory=replace(factory, steps=steps, rates=rates))


def drawn_setting(setting: PlaceInputs, factors: Mapping[str, Array]) -> PlaceInputs:
    """Place with energy prices and interest drawn."""
    names = {"electricity_price": ELECTRICITY, "gas_price": GAS, "discount_rate": INTEREST}
    money = setting.money_inputs
    drawn = {
        field: getattr(money, field) * factors.get(f"place.{name}", np.ones(1))
        for field, name in names.items()
    }
    return replace(setting, money_inputs=replace(money, **drawn))


def drawn_format(format_id: str, factors: Mapping[str, Array]) -> dict[str, Array]:
    """Numbers of the format drawn; of a yield, what is lost."""
    found = {}
    for name, graded in format_numbers(format_id).items():
        value, factor = graded.number.value, factors.get(f"format.{name}", np.ones(1))
        found[name] = 1.0 - (1.0 - value) * factor if graded.kind == "reject" else value * factor
    return found


def format_spread(
    format_id: str,
    couple: str,
    arrays: Mapping[str, Array],
    model: PackModel,
    fixed: Collection[str],
    *,
    there: tuple[PlaceInputs, Sequence[SourcedNumber]] | None = None,
    n: int = DRAWS,
) -> FormatSpread:
    """Spread of cost, energy by mass and by volume of a pack by the grades of its numbers.

    Parameters
    ----------
    format_id : identifier.
    couple : its name.
    arrays : inputs of the design.
    model : tables and parameters, of a place where there is one.
    fixed : inputs that were given by name: they are not drawn.
    there : place of the plant and its graded numbers, for the cost at the customer's door.
    n : draws.
    """
    numbers = uncertain_numbers(format_id, couple, fixed)
    for each in there[1] if there else ():
        if each.name in PLACED:
            title = each.name.replace("_", " ")
            numbers[f"place.{each.name}"] = Uncertain(title, "place", each.grade)
    factors = draw_factors(numbers, n)
    inputs, drawn = drawn_inputs(arrays, couple, factors), drawn_model(model, factors)
    wanted = SHOWN if there is None else None
    if format_id == POUCH:
        outputs = evaluate_packs(inputs, drawn, outputs=wanted).outputs
    else:
        form = format_inputs(format_id, drawn_format(format_id, factors))
        outputs = format_packs(inputs, drawn, form).outputs
    found = {name: outputs[name] * np.ones(n) for name in SHOWN}
    leading = COSTS[0]
    if there is not None:
        leading = LANDED
        with np.errstate(invalid="ignore", divide="ignore"):
            found[LANDED] = place_results(outputs, drawn_setting(there[0], factors)).landed_cost * np.ones(n)
    for name in {*COSTS, leading}:
        found[name] = found[name] * factors["method.all"]
    for name in ENERGIES if "format.all" in factors else ():
        found[name] = found[name] * factors["format.all"]
    levels = (LOW, MIDDLE, HIGH)
    bands = {name: Band(*map(float, np.nanquantile(each, levels))) for name, each in found.items()}
    causes = _causes(numbers, factors, found[leading])
    weak = sum(cause.share for cause in causes if cause.number.grade in "DE")
    return FormatSpread(bands, causes, weak, int(np.isfinite(found[leading]).sum()))


def _causes(numbers: Mapping[str, Uncertain], factors: Mapping[str, Array], cost: Array) -> tuple[Cause, ...]:
    """Shares of the spread: squared correlations with the logarithm of the cost, less those of chance."""
    known = np.isfinite(cost)
    if known.sum() < 2:
        return ()
    logarithm = np.log(cost[known])
    chance = 1.0 / (known.sum() - 1)
    squared = {
        key: max(float(np.corrcoef(np.log(factor[known]), logarithm)[0, 1] ** 2 - chance), 0.0)
        for key, factor in factors.items()
        if np.ptp(factor) > 0.0 and key != "format.all"
    }
    total = sum(squared.values())
    found = [Cause(numbers[key], value / total) for key, value in squared.items()]
    return tuple(sorted(found, key=lambda each: -each.share))
