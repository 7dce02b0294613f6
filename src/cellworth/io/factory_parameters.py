"""Parameter tables of the factory turned into records."""

from cellworth.core.constants import PERCENT
from cellworth.core.errors import InputError, Problem
from cellworth.factory.parameters import (
    FactoryParameters,
    HardwareItem,
    MaterialScaling,
    MaterialYields,
    OverheadRates,
    PurchasedItems,
    SolventRules,
    StepParameters,
)
from cellworth.io.couple_tables import couple_price_rows
from cellworth.io.parameter_files import parameter_table

YIELD_NAMES = {
    "positive_dry_material": "positive_dry",
    "negative_dry_material": "negative_dry",
    "positive_foil": "positive_foil",
    "negative_foil": "negative_foil",
    "separator": "separator",
    "electrolyte": "electrolyte",
}
MATERIAL_NAMES = {
    "positive_conductive_additive": "positive_conductive",
    "positive_binder_solvent": "positive_solvent",
    "negative_conductive_additive": "negative_conductive",
    "negative_binder_solvent": "negative_solvent",
}
PRICE_UNITS = ("usd_per_kg", "usd_per_m2", "usd_per_l")
ADDITIVES = ("positive_additive", "negative_additive", "electrolyte_additive")
LEVELS = ("cell", "module", "pack")
SHARES_PER_YEAR = ("equipment_depreciation", "building_depreciation")
PLAIN_RATES = ("labor_rate", "land_building_cost", "error_unit_costs", "error_thickness_capacity")
NO_METHOD = 0


def number(text: str, blank: float) -> float:
    """A cell of a table; `blank` where it is empty."""
    return float(text) if text != "" else blank


def factory_parameters() -> FactoryParameters:
    """All parameters of the cost half, from the tables of the package."""
    baseline = parameter_table("factory/baseline_plant.csv").values("baseline_id")
    return FactoryParameters(
        baseline=baseline,
        steps=_steps(),
        yields=_yields(),
        scaling=_scaling(),
        items=_items(),
        rates=_rates(),
        solvents=_solvents(),
    )


def _all_equipment_method() -> int:
    """Lowest utilization method that sizes all equipment for the full rate."""
    rows = parameter_table("factory/utilization_methods.csv").rows
    return min(int(row["method"]) for row in rows if row["scales_other_equipment"] == "true")


def _steps() -> dict[str, StepParameters]:
    steps = {}
    all_equipment = _all_equipment_method()
    for row in parameter_table("steps/process_steps.csv").rows:
        ratio = row["rate_driver"].startswith("max(")
        threshold, factor = _large_cells(row["capital_step_multiplier"])
        scaled = row["capital_scaled_from_utilization_method"]
        steps[row["step_id"]] = StepParameters(
            process_group=row["process_group"],
            driver="dry_room_ratio" if ratio else row["rate_driver"],
            baseline_rate=1.0 if ratio else float(row["baseline_rate"]),
            baseline_labor=float(row["baseline_labor_h_per_year"]),
            labor_exponent=float(row["labor_exponent"]),
            baseline_equipment=float(row["baseline_capital_million_usd"]),
            equipment_exponent=float(row["capital_exponent"]),
            baseline_area=float(row["baseline_area_m2"]),
            area_exponent=float(row["area_exponent"]),
            secondary_driver=row["secondary_driver"],
            secondary_baseline=number(row["secondary_baseline"], 1.0),
            secondary_labor_exponent=number(row["secondary_labor_exponent"], 0.0),
            secondary_equipment_exponent=number(row["secondary_capital_exponent"], 0.0),
            secondary_area_exponent=number(row["secondary_area_exponent"], 0.0),
            large_cell_capacity=threshold,
            large_cell_factor=factor,
            days_on_equipment=row["operating_days_factor_on_capital"] == "true",
            days_on_area=row["operating_days_factor_on_area"] == "true",
            equipment_from_method=int(scaled) if scaled else all_equipment,
            area_from_method=int(row["area_scaled_from_utilization_method"]),
            equipment_utilization_on=row["capital_utilization_divides"] if scaled else "none",
        )
    return steps


def _large_cells(text: str) -> tuple[float, float]:
    """Threshold and factor of a text such as ``above 80 Ah: 1.1``; infinite and one if empty."""
    if not text:
        return float("inf"), 1.0
    above, factor = text.split(":")
    return float(above.split()[1]), float(factor)


def _yields() -> MaterialYields:
    rows = parameter_table("factory/material_yields.csv").by("material_id")
    table = {name: rows[row_id] for row_id, name in YIELD_NAMES.items()}

    def column(step: str) -> dict[str, float]:
        key = f"{step}_yield_percent"
        return {name: number(row[key], PERCENT) / PERCENT for name, row in table.items()}

    return MaterialYields(
        mixing_yield=column("mixing"),
        coating_yield=column("coating"),
        slitting_yield=column("slitting"),
        stacking_yield=column("stacking"),
        filling_yield=column("filling"),
        rounded_yields=tuple(
            name for name, row in table.items() if row["effective_yield_rule"].startswith("product")
        ),
    )


def _scaling() -> MaterialScaling:
    rows = parameter_table("prices/material_prices.csv").rows
    names = [MATERIAL_NAMES.get(row["material_id"], row["material_id"]) for row in rows]
    return MaterialScaling(
        price_exponent={name: float(row["price_exponent"]) for name, row in zip(names, rows, strict=True)},
        price_driver=tuple(
            (name, row["scaling_baseline_id"])
            for name, row in zip(names, rows, strict=True)
            if row["scaling_baseline_id"]
        ),
    )


def _items() -> PurchasedItems:
    other = parameter_table("prices/purchased_items_other.csv").values("item_id")
    ingots = {key.removeprefix("ingot_"): value for key, value in other.items() if key.startswith("ingot_")}
    hardware = {}
    for row in parameter_table("prices/purchased_items.csv").rows:
        name, by_mass = row["item_id"], row["form_factor"] != ""
        if by_mass and not row["ingot"]:
            ingots[name] = float(row["ingot_price_usd_per_kg"])
        scaled = row["piece_scaling_direction"] != "none"
        hardware[name] = HardwareItem(
            ingot=(row["ingot"] or name) if by_mass else "",
            form_factor=number(row["form_factor"], 1.0),
            fabrication_price=number(row["fabrication_usd_per_kg"], 0.0),
            baseline_piece_price=float(row["piece_cost_usd"]),
            piece_exponent=float(row["piece_cost_exponent"]),
            piece_driver=row["piece_scaling_baseline_id"] if scaled else "",
            piece_price_falls=row["piece_scaling_direction"] == "baseline_over_actual",
        )
    recycle = parameter_table("recycling/recycle_other.csv").by("parameter_id")
    return PurchasedItems(
        hardware=hardware,
        ingot_price=ingots,
        management_price_per_group=other["module_management_per_parallel_group"],
        management_price_per_capacity=other["module_management_per_module_capacity"],
        insulation_price=other["pack_jacket_insulation"],
        pack_terminal_copper_fraction=float(recycle["pack_terminal_copper_fraction"]["value"]),
    )


def _rates() -> OverheadRates:
    values = parameter_table("factory/overhead_rates.csv").values("rate_id")
    share = {name: value if name in PLAIN_RATES else value / PERCENT for name, value in values.items()}
    life = values["equipment_lifetime"]
    written_off = {"equipment_depreciation": 1.0 / life, "building_depreciation": 0.5 / life}
    for name in SHARES_PER_YEAR:
        if abs(written_off[name] - share[name]) > 1e-12:
            where = f"data/factory/overhead_rates.csv, {name}"
            why = f"a lifetime of {life:g} years gives {PERCENT * written_off[name]:g} %"
            raise InputError(Problem(where, f"{values[name]:g} %", why))
    fields = set(OverheadRates.__annotations__) & set(share)
    return OverheadRates(
        **{name: share[name] for name in fields},
        profit_rate={level: share[f"{level}_profit"] for level in LEVELS},
        warranty_rate={level: share[f"{level}_warranty"] for level in LEVELS},
    )


def _solvents() -> SolventRules:
    rows = parameter_table("factory/plant_defaults.csv").by("parameter_id")
    return SolventRules(
        solvent_ratio_nmp=float(rows["solvent_to_binder_ratio_nmp"]["value"]),
        solvent_ratio_other=float(rows["solvent_to_binder_ratio_other"]["value"]),
        nmp_recovery=float(rows["nmp_recovery"]["value"]) / PERCENT,
    )


def couple_prices(couple: str) -> dict[str, float]:
    """List prices of a couple by material; additives, of which the couples have none, are free."""
    row = couple_price_rows()[couple]
    found = dict.fromkeys(ADDITIVES, 0.0)
    for key, text in row.items():
        unit = next((unit for unit in PRICE_UNITS if key.endswith(f"_{unit}")), None)
        if unit is not None:
            name = key.removesuffix(f"_{unit}")
            found[MATERIAL_NAMES.get(name, name)] = float(text)
    return found


def vehicle_item_prices(vehicle: str) -> dict[str, float]:
    """Prices of the three items that depend on the vehicle type, by field of `VehicleItems`."""
    row = parameter_table("vehicles/vehicle_considerations.csv").by("vehicle")[vehicle]
    return {
        "heating_system_price": float(row["heating_system_usd_per_pack"]),
        "air_conditioning_price": float(row["ac_system_addition_usd_per_system"]),
        "additional_pack_price": float(row["cost_per_additional_pack_usd"]),
    }


def strategy_flags(strategy: str, option: str) -> dict[str, float]:
    """Flags of a strategy and a cost option, by field of `PlantInputs`."""
    rows = parameter_table("factory/strategies.csv").by("option_id")
    return {
        "buys_cells": float(rows[strategy]["flag_buy_cells"]),
        "buys_modules": float(rows[strategy]["flag_buy_modules"]),
        "charges_profit": float(rows[option]["flag_pack_profit"]),
        "charges_warranty": float(rows[option]["flag_pack_warranty"]),
    }


def tracked_elements() -> tuple[str, ...]:
    """Lithium and the elements the recycling balance follows."""
    rows = parameter_table("recycling/recycle_other.csv").by("parameter_id")
    return ("Li", *rows["tracked_elements"]["value"].split())


def element_fractions(material: str) -> dict[str, float]:
    """Mass of each tracked element per mass of an active material; NaN for blends and unknown ones."""
    masses = parameter_table("recycling/recycle_molar_mass.csv").values("material", "molar_mass_g_per_mol")
    rows = parameter_table("recycling/recycle_composition.csv").by("element")
    if material not in masses:
        return dict.fromkeys(tracked_elements(), float("nan"))
    column = f"{material.lower()}_mol_per_mol"
    return {
        element: float(rows[element][column])
        * float(rows[element]["atomic_mass_g_per_mol"])
        / masses[material]
        for element in tracked_elements()
    }


def material_number(material: str) -> float:
    """Place of an active material in the table of compositions, from 1; NaN if it is not there."""
    names = [row["material"] for row in parameter_table("recycling/recycle_molar_mass.csv").rows]
    return float(names.index(material) + 1) if material in names else float("nan")
