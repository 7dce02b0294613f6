"""Laws of whole packs: each gives how far every design is from keeping it, zero where it is kept."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import numpy as np

from cellworth.engine.executors import ALONE
from cellworth.engine.pack_model import material_inputs
from cellworth.engine.packs import NO_COST, REASONS, evaluate_packs
from cellworth.io.input_values import default_arrays
from cellworth.io.pack_model import PRICE_INPUTS, pack_model
from cellworth.io.random_designs import random_designs

Values = Mapping[str, Any]
Law = Callable[[Values, Values], Any]
PARTS = ("cell", "module", "pack")
MATERIALS = (
    "positive_active",
    "positive_conductive",
    "positive_binder",
    "negative_active",
    "negative_conductive",
    "negative_binder",
)
YIELD_STEPS = ("mixing", "coating", "slitting", "stacking", "filling")
TOLERANCE = 1e-9
LAWS_ON_MISSING_COST = ("every heat finds a cooling unit",)
FIXED_BY = (0.0, 5.0)
"""Codes of a given thickness and of the current density among what limits the coating."""

RANGES = {
    "positive_thickness": (15.0, 150.0),
    "cell_thickness_target": (6.0, 40.0),
    "positive_porosity": (20.0, 40.0),
    "negative_porosity": (20.0, 40.0),
    "positive_foil_thickness": (8.0, 25.0),
    "negative_foil_thickness": (6.0, 20.0),
    "separator_thickness": (8.0, 25.0),
    "np_ratio": (1.02, 1.4),
    "positive_thickness_max": (8.0, 150.0),
    **{name: (0.2, 60.0) for name, _ in PRICE_INPUTS},
}
"""Inputs that stand in for a property of couple or vehicle, given in a share of the random designs."""

GIVEN_SHARE = 0.15


def some_designs(n: int, seed: int) -> dict[str, Any]:
    """Random designs of all couples with every kind of input in use."""
    source = np.random.default_rng(seed)
    inputs = default_arrays() | random_designs(n, seed)

    def share(of: float) -> Any:
        return source.random(n) < of

    for name, (low, high) in RANGES.items():
        drawn = low * (high / low) ** source.random(n)
        inputs[name] = np.where(share(GIVEN_SHARE), drawn, np.nan)
    by_capacity = share(GIVEN_SHARE)
    inputs["capacity"] = np.where(by_capacity, inputs["energy"], np.nan)
    inputs["energy"] = np.where(by_capacity, np.nan, inputs["energy"])
    inputs["power"] = inputs["power"] * 4.0 ** (source.random(n) - 0.5)
    inputs["packs_per_vehicle"] = np.where(share(0.3), 2.0 + share(0.5), 1.0)
    inputs["pack_connection"] = share(0.5).astype(np.int64)
    inputs["cost_option"] = share(0.3).astype(np.int64)
    inputs["default_power"] = share(0.7)
    inputs["pulse_duration"] = 1.0 + 29.0 * source.random(n)
    inputs["electrode_aspect_ratio"] = 1.5 + 2.5 * source.random(n)
    inputs["silicon"] = share(0.1)
    inputs["battery_no"] = np.where(share(0.5), 2.0, 1.0)
    return inputs


def one_design(**changes: float) -> dict[str, Any]:
    """The default design with some inputs changed."""
    inputs = default_arrays()
    unknown = set(changes) - set(inputs) - {"battery_no"}
    assert not unknown, unknown
    return inputs | {name: np.asarray([value]) for name, value in changes.items()}


def evaluated(inputs: Values, *, parity: bool, outputs: tuple[str, ...] | None = None) -> dict[str, Any]:
    """All outputs, or some, with the reason; shared values repeated for each design."""
    results = evaluate_packs(inputs, pack_model(), parity=parity, outputs=outputs, workers=ALONE)
    return {**results.outputs, "reason": results.reason}


def broken(name: str, breach: Any, y: Values, tolerance: float = TOLERANCE) -> Any:
    """Designs that do not keep a law; a breach that is no number counts.

    Designs without numbers are left out; those that lack a cost alone count where the law is about that.
    """
    looked_at = y["reason"] == 0
    if name in LAWS_ON_MISSING_COST:
        looked_at = looked_at | (y["reason"] == REASONS.index(NO_COST))
    return looked_at & ~(breach <= tolerance)


def off(found: Any, expected: Any) -> Any:
    """Relative difference; absolute where nothing is expected."""
    scale = np.where(expected == 0.0, 1.0, np.abs(expected))
    return np.abs(found - expected) / scale


def above(found: Any, limit: Any) -> Any:
    """By how much a limit is passed."""
    return np.maximum(found / limit - 1.0, 0.0)


def worst(*breaches: Any) -> Any:
    """The largest breach of each design."""
    return np.max(np.stack(np.broadcast_arrays(*breaches)), axis=0)


def family(values: Values, stem: str) -> dict[str, Any]:
    """Values of one name by what follows the point."""
    return {name.partition(".")[2]: value for name, value in values.items() if name.startswith(f"{stem}.")}


def total(values: Values, stem: str) -> Any:
    return sum(family(values, stem).values())


# Masses


def cell_weighs_its_parts(_: Values, y: Values) -> Any:
    foils = (
        y["positive_foil_area"] * y["positive_collector_thickness"] * y["recycled_positive_foil_density"]
        + y["negative_foil_area"] * y["negative_collector_thickness"] * y["recycled_negative_foil_density"]
        + y["separator_area"] * y["separator_layer_thickness"] * y["separator_density"]
    )
    coatings = sum(
        y[f"{side}_{part}_mass"]
        for side in ("positive", "negative")
        for part in ("active", "carbon", "binder", "additive", "terminal")
    )
    return off(y["cell_mass"], foils + coatings + y["electrolyte_mass"] + y["container_mass"])


def module_weighs_its_parts(_: Values, y: Values) -> Any:
    parts = ("cell_interconnects", "interconnect_panels", "tabs", "module_terminals", "conductor_sheets")
    whole = sum(y[f"{part}_mass"] for part in (*parts, "module_electronics", "module_enclosure"))
    gas = pack_model().pack.module.gas_release_mass
    cells = y["cells_per_module"] * y["cell_mass"]
    return worst(
        off(1000.0 * y["module_mass"], whole + gas + cells),
        off(y["modules_mass"], y["modules_per_pack"] * y["module_mass"]),
    )


def pack_weighs_its_parts(_: Values, y: Values) -> Any:
    rack = y["rack_lower_channel_mass"] + y["rack_upper_channel_mass"] + y["restraint_mass"] + y["pads_mass"]
    cooling = y["coolant_panels_mass"] + y["manifold_mass"] + y["coolant_mass"]
    copper = y["module_interconnects_mass"] + y["bus_bars_mass"] + y["pack_terminals_mass"]
    whole = (
        y["modules_mass"]
        + y["rows_per_pack"] * rack
        + cooling
        + y["jacket_base_mass"]
        + y["jacket_top_mass"]
        + copper / 1000.0
        + y["pack_heater_mass"]
        + y["bms_mass"]
    )
    return off(y["pack_mass"], whole)


def groups_weigh_all_packs(x: Values, y: Values) -> Any:
    groups = ("cells", "module_electronics", "module_hardware", "wiring", "pack_hardware", "thermal", "bms")
    whole = sum(y[f"{group}_group_mass"] for group in groups)
    return worst(off(whole, x["packs_per_vehicle"] * y["pack_mass"]), off(y["all_groups_mass"], whole))


def modules_are_filled(x: Values, y: Values) -> Any:
    filled = y["cells_group_volume"] + y["module_hardware_group_volume"]
    return off(filled, x["packs_per_vehicle"] * y["modules_volume"])


def system_is_packs_and_cooling(x: Values, y: Values) -> Any:
    packs = x["packs_per_vehicle"]
    return worst(
        off(y["system_mass"], packs * y["pack_mass"] + y["cooling_unit_mass"]),
        off(y["system_volume"], packs * y["pack_volume"] + y["cooling_unit_volume"]),
    )


def metals_are_those_built_in(_: Values, y: Values) -> Any:
    copper = pack_model().factory.items.pack_terminal_copper_fraction
    cells, modules, rows = y["cells_per_pack"], y["modules_per_pack"], y["rows_per_pack"]

    def in_cells(metal: str) -> Any:
        return cells * sum(
            y[f"{side}_foil_is_{metal}"]
            * (
                y[f"{side}_foil_area"] * y[f"recycled_{side}_foil_density"] * y[f"{side}_collector_thickness"]
                + y[f"{side}_terminal_mass"]
            )
            for side in ("positive", "negative")
        )

    in_modules = y["cell_interconnects_mass"] + y["tabs_mass"] + y["module_terminals_mass"]
    in_pack = y["module_interconnects_mass"] + y["bus_bars_mass"] + copper * y["pack_terminals_mass"]
    jacket = y["jacket_base_aluminum_mass"] + y["jacket_top_aluminum_mass"]
    built = {
        "aluminium": (in_cells("aluminium") + modules * y["conductor_sheets_mass"]) / 1000.0 + jacket,
        "copper": (in_cells("copper") + modules * in_modules + in_pack) / 1000.0,
        "steel": rows * (y["rack_mass"] - y["pads_mass"]) + y["angle_iron_mass"] + y["jacket_steel_mass"],
        "stainless_steel": y["coolant_panels_mass"] + y["manifold_mass"],
    }
    return worst(*(off(y[f"metal_per_pack.{metal}"], mass) for metal, mass in built.items()))


def bought_is_built_or_lost(_: Values, y: Values) -> Any:
    accepted = y["cells_accepted_per_year"]
    kept = {
        "positive_active": y["positive_active_mass"] / 1000.0,
        "negative_active": y["negative_active_mass"] / 1000.0,
        "electrolyte": y["electrolyte_mass"] / 1000.0,
    }
    bought = {name: y[f"annual_need.{name}"] for name in kept}
    bought["electrolyte"] = bought["electrolyte"] * y["electrolyte_density"]
    return worst(
        *(off(accepted * mass + y[f"total_scrap.{name}"], bought[name]) for name, mass in kept.items())
    )


def one_number_of_module_interconnects(_: Values, y: Values) -> Any:
    counted = y["module_interconnects_mass"] / y["module_interconnect_mass"]
    return off(counted, y["modules_per_pack"] + y["rows_per_pack"])


# Energy, power, heat


def target_is_met(x: Values, y: Values) -> Any:
    energy = np.isnan(x["capacity"])
    missed = off(y["pack_energy"], x["energy"])
    return np.where(energy, missed, off(y["pack_capacity"], np.where(energy, 1.0, x["capacity"])))


def shown_target_is_the_energy(_: Values, y: Values) -> Any:
    return off(y["energy_target"], y["pack_energy"])


def power_is_met_unless_thickness_is_given(x: Values, y: Values) -> Any:
    short = worst(above(x["power"], y["pack_power"]), above(x["power"], y["pack_rated_power"]))
    return np.where(np.isin(y["limited_by"], FIXED_BY) & ~np.isnan(x["positive_thickness"]), 0.0, short)


def power_is_known(_: Values, y: Values) -> Any:
    return np.isnan(y["pack_power"]) | np.isnan(y["pack_rated_power"])


def power_of_parts_adds_up(x: Values, y: Values) -> Any:
    modules, cells = y["modules_per_pack"], y["cells_per_pack"]
    return worst(
        off(modules * y["module_rated_power"], y["pack_rated_power"]),
        off(cells * y["cell_rated_power"], y["pack_rated_power"]),
        off(y["system_rated_power"], x["packs_per_vehicle"] * y["pack_rated_power"]),
    )


def power_of_packs_adds_up(x: Values, y: Values) -> Any:
    return off(y["system_power"], x["packs_per_vehicle"] * y["pack_power"])


def energy_of_packs_adds_up(x: Values, y: Values) -> Any:
    all_packs = x["packs_per_vehicle"] * y["pack_energy"]
    return worst(
        off(y["system_energy"], all_packs),
        off(y["packs_specific_energy"] * y["packs_mass"] / 1000.0, all_packs),
        off(y["cell_specific_energy"] * y["cells_mass"] / 1000.0, y["pack_energy"]),
    )


def coating_holds_the_capacity(_: Values, y: Values) -> Any:
    coating = y["positive_area"] * y["positive_coating_thickness"] / 1e4
    held = coating * y["positive_volumetric_capacity"] * y["strings_in_parallel"]
    return off(held, y["pack_capacity"])


def coating_is_within_limits(x: Values, y: Values) -> Any:
    thickness, least = y["positive_coating_thickness"], y["positive_coating_minimum"]
    limit = np.where(np.isnan(x["positive_thickness"]), y["positive_coating_limit"], x["positive_thickness"])
    unflagged = (thickness < least) & ~y["design_error.4"]
    return worst(above(thickness, limit), unflagged, thickness <= 0.0)


def current_is_within_limits(_: Values, y: Values) -> Any:
    return worst(
        above(y["power_current_density"], y["limiting_current_density"]),
        above(y["power_c_rate"], y["limiting_c_rate"]),
    )


def layers_fill_the_cell(_: Values, y: Values) -> Any:
    layers = y["bicell_layers"]
    return worst(off(layers, np.round(layers)), layers < 1.0)


def load_lowers_the_voltage(_: Values, y: Values) -> Any:
    return worst(
        above(y["sustained_voltage"], y["pack_ocv_average"]), above(y["pulse_voltage"], y["pack_ocv_power"])
    )


def pulse_gives_the_power_of_a_pack(x: Values, y: Values) -> Any:
    return off(y["pulse_voltage"] * y["pulse_current"], 1000.0 * x["power"])


def heat_is_shared_by_packs(x: Values, y: Values) -> Any:
    """Heat of one pack: what is lost in it and what comes in from outside."""
    own = y["sustained_heat"] + y["ambient_heat"]
    return worst(
        off(y["heat_with_ambient"], own),
        off(y["system_heat_to_remove"], x["packs_per_vehicle"] * y["pack_heat_to_remove"]),
    )


def any_heat_can_be_cooled(_: Values, y: Values) -> Any:
    return ~np.isnan(y["pack_heat_to_remove"]) & np.isnan(y["cooling_unit_mass"])


def range_follows_usable_energy(x: Values, y: Values) -> Any:
    per_distance = pack_model().pack.pack.range_drive_energy
    usable = x["packs_per_vehicle"] * y["usable_energy"]
    return worst(
        off(y["pack_range"], 1000.0 * usable / per_distance),
        above(y["usable_energy"], y["pack_energy"]),
        y["pack_range"] <= 0.0,
    )


# Cost


def unit_costs_add_up(_: Values, y: Values) -> Any:
    parts = ("direct_materials", "direct_labor", "variable_overhead", "depreciation", "gsa", "research")
    return worst(
        *(
            off(sum(y[f"{part}.{level}"] for part in (*parts, "profit", "warranty")), y[f"unit_cost.{level}"])
            for level in PARTS
        )
    )


def materials_of_each_level_add_up(_: Values, y: Values) -> Any:
    """Each item once: cell materials, module parts, pack parts and electronics, or what is bought instead."""
    cells, modules = y["cells_per_pack"], y["modules_per_pack"]
    cell, module, pack = (total(y, f"{level}_item_cost") for level in PARTS)
    per_cell = np.where(y["buys_cells"] == 1.0, y["unit_cost.cell"], cell)
    of_module = cells / modules * per_cell + module
    of_modules = np.where(y["buys_modules"] == 1.0, modules * y["unit_cost.module"], modules * of_module)
    return worst(
        off(y["direct_materials.cell"], cell),
        off(y["direct_materials.module"], of_module),
        off(y["direct_materials.pack"], of_modules + pack + y["bms_cost"]),
    )


def breakdowns_add_up(_: Values, y: Values) -> Any:
    pack = y["unit_cost.pack"]
    bought = (
        total(y, "pack_material_cost")
        + y["cell_hardware_per_pack"]
        + y["module_parts_per_pack"]
        + y["pack_parts_per_pack"]
        + y["bms_cost"]
    )
    loaded = y["loaded_materials"] + y["loaded_purchased_items"] + y["loaded_bms"]
    return worst(
        off(bought, y["direct_materials.pack"]),
        off(y["bought_total_per_pack"], bought),
        off(y["breakdown_total"], pack),
        off(loaded + total(y, "loaded_group"), pack),
        off(y["loaded_total"], pack),
    )


def steps_add_up_to_groups(_: Values, y: Values) -> Any:
    breaches = []
    for kind in ("labor", "equipment", "building"):
        steps, groups = total(y, f"loaded_step_{kind}"), total(y, f"loaded_{kind}")
        breaches += [off(steps, groups), off(y[f"loaded_{kind}_total"], groups)]
    for kind in ("labor", "equipment", "area"):
        steps, groups = total(y, f"step_{kind}"), total(y, f"group_{kind}")
        breaches += [off(steps, groups), off(y[f"total_{kind}"], groups)]
        breaches.append(off(y[f"scope_{kind}.pack"], groups))
    return worst(*breaches)


def group_holds_its_steps(_: Values, y: Values) -> Any:
    breaches = []
    found = {kind: family(y, f"step_{kind}") for kind in ("labor", "equipment", "area")}
    for group, members in steps_of_groups().items():
        for kind, steps in found.items():
            breaches.append(off(sum(steps[name] for name in members), y[f"group_{kind}.{group}"]))
    return worst(*breaches)


@cache
def steps_of_groups() -> dict[str, tuple[str, ...]]:
    steps = pack_model().factory.steps
    groups = dict.fromkeys(step.process_group for step in steps.values())
    return {
        group: tuple(name for name, step in steps.items() if step.process_group == group) for group in groups
    }


def system_cost_adds_up(x: Values, y: Values) -> Any:
    packs = x["packs_per_vehicle"]
    beside = y["air_conditioning_cost"] + y["multiple_packs_cost"]
    return worst(
        off(y["system_cost"], packs * y["unit_cost.pack"] + beside),
        off(y["system_cost_per_energy"] * packs * y["pack_energy"], y["system_cost"]),
        off(y["pack_cost_per_energy"] * y["pack_energy"], y["unit_cost.pack"]),
    )


def every_metal_part_is_paid_for(_: Values, y: Values) -> Any:
    """What a part costs is at least what its metal costs, tabs and base plate with their like."""
    module, pack = (family(y, f"{level}_item_cost") for level in ("module", "pack"))
    price = family(y, "mass_price")
    interconnects = (y["cell_interconnects_mass"] + y["tabs_mass"]) / 1000.0
    steel = y["angle_iron_mass"] + y["jacket_steel_mass"]
    aluminium = y["jacket_base_aluminum_mass"] + y["jacket_top_aluminum_mass"]
    least = (
        (module["cell_interconnects"], interconnects * price["module_cell_interconnects"]),
        (module["enclosure"], y["module_enclosure_mass"] / 1000.0 * price["module_enclosure"]),
        (pack["jacket_steel"], steel * price["pack_jacket_steel"]),
        (pack["jacket_aluminium"], aluminium * price["pack_jacket_aluminium"]),
        (pack["cooling_panels"], y["coolant_panels_mass"] * price["pack_cooling_panels"]),
        (pack["bus_bars"], y["bus_bars_mass"] / 1000.0 * price["pack_bus_bars"]),
    )
    return worst(
        *(np.maximum(metal - paid, 0.0) / np.where(metal > 0.0, metal, 1.0) for paid, metal in least)
    )


def materials_are_paid_for_as_bought(x: Values, y: Values) -> Any:
    """Price times need, and the need is what is built in over the yields of cells and steps."""
    yields, breaches = pack_model().factory.yields, []
    for name in MATERIALS:
        kind = f"{name.partition('_')[0]}_dry"
        steps = np.prod([getattr(yields, f"{step}_yield")[kind] for step in YIELD_STEPS])
        need = y[name] / (x["cell_yield"] / 100.0 * steps)
        each = y[f"material_price.{name}"] / 1000.0 * need
        breaches.append(off(y[f"cell_item_cost.{name}"], each))
    return worst(*breaches)


def solvent_is_paid_per_good_cell(_: Values, y: Values) -> Any:
    """Both electrodes alike: all of the solvent or what is not recovered, and no cell yield in it."""
    nmp, breaches = pack_model().factory.solvents.nmp_recovery, []
    for side in ("positive", "negative"):
        paid = y[f"cell_item_cost.{side}_solvent"]
        all_of_it = y[f"material_price.{side}_solvent"] / 1000.0 * y[f"cell_need.{side}_solvent"]
        lost = all_of_it * (1.0 - nmp * y[f"material_yield.{side}_dry"])
        breaches.append(np.minimum(off(paid, all_of_it), off(paid, lost)))
    return worst(*breaches)


LAWS: dict[str, Law] = {
    "a cell weighs what its parts weigh": cell_weighs_its_parts,
    "a module weighs what its parts weigh": module_weighs_its_parts,
    "a pack weighs what its parts weigh": pack_weighs_its_parts,
    "the groups of the mass split weigh what all packs weigh": groups_weigh_all_packs,
    "cells and hardware fill the modules": modules_are_filled,
    "a system is its packs and its cooling unit": system_is_packs_and_cooling,
    "the metals to recycle are those built in": metals_are_those_built_in,
    "what is bought is built in, rejected or lost": bought_is_built_or_lost,
    "interconnects between modules have one number": one_number_of_module_interconnects,
    "the target is met": target_is_met,
    "the target shown is the energy of the pack": shown_target_is_the_energy,
    "the power is met unless the thickness is given": power_is_met_unless_thickness_is_given,
    "a design with numbers has a power": power_is_known,
    "rated power of the parts is that of the pack": power_of_parts_adds_up,
    "power of the packs is that of the system": power_of_packs_adds_up,
    "energies of the parts add up": energy_of_packs_adds_up,
    "the coating holds the capacity": coating_holds_the_capacity,
    "the coating is within its limits": coating_is_within_limits,
    "current density and rate are within their limits": current_is_within_limits,
    "layers are whole": layers_fill_the_cell,
    "a load lowers the voltage": load_lowers_the_voltage,
    "the pulse gives the power of a pack": pulse_gives_the_power_of_a_pack,
    "the heat of a pack is its own": heat_is_shared_by_packs,
    "every heat finds a cooling unit": any_heat_can_be_cooled,
    "the range follows the usable energy": range_follows_usable_energy,
    "unit costs add up at each level": unit_costs_add_up,
    "materials of each level add up, each item once": materials_of_each_level_add_up,
    "breakdowns add up to the pack cost": breakdowns_add_up,
    "steps add up to groups, groups to totals": steps_add_up_to_groups,
    "a group holds its steps": group_holds_its_steps,
    "the cost of the system adds up": system_cost_adds_up,
    "every metal part is paid for": every_metal_part_is_paid_for,
    "materials are paid for as bought": materials_are_paid_for_as_bought,
    "solvent is paid for per good cell": solvent_is_paid_per_good_cell,
}
"""By name; each takes inputs and outputs."""

COSTS = ("unit_cost.cell", "unit_cost.module", "unit_cost.pack", "system_cost")


def dearer(x: Values, factor: float, *, name: str, material: str) -> dict[str, Any]:
    """A price input raised above the price in force."""
    return {**x, name: factor * material_inputs(x, pack_model()).list_price[material]}


def changed(x: Values, factor: float, *, name: str) -> dict[str, Any]:
    return {**x, name: factor * x[name]}


def better_yield(x: Values, factor: float) -> dict[str, Any]:
    return {**x, "cell_yield": np.minimum(factor * x["cell_yield"], 100.0)}


def better_use(x: Values, factor: float) -> dict[str, Any]:
    return {**x, "utilization": np.minimum(factor * x["utilization"], 1.0)}


def wrong_way(before: Values, after: Values, sign: float, names: tuple[str, ...]) -> Any:
    """By how much any of the outputs moved the wrong way."""
    return worst(*(np.maximum(-sign * (after[name] - before[name]) / before[name], 0.0) for name in names))


CHANGES: dict[str, tuple[Callable[[Values, float], dict[str, Any]], float, tuple[str, ...]]] = {
    **{
        f"a higher {name} never lowers cost": (partial(dearer, name=name, material=material), 1.0, COSTS)
        for name, material in PRICE_INPUTS
    },
    "more packs a year never raise cost": (partial(changed, name="packs_per_year"), -1.0, COSTS),
    "a better cell yield never raises cost": (better_yield, -1.0, COSTS),
    "a better use of the plant never raises cost": (better_use, -1.0, COSTS),
    "more packs a year never raise the price of a piece": (
        partial(changed, name="packs_per_year"),
        -1.0,
        tuple(f"piece_price.{name}" for name in pack_model().factory.items.hardware),
    ),
}
"""By name: change of inputs by a factor above one, sign of what may follow, outputs looked at."""
