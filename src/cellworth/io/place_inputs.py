"""The extension tables as records for a pack in a place."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.types import Array
from cellworth.engine.place_inputs import CarbonInputs, EnergyInputs, MoneyInputs, PlaceInputs, RampInputs
from cellworth.factory.carbon import cathode_carbon
from cellworth.io.couple_tables import couple_price_rows
from cellworth.io.extension_values import SourcedNumber, extension_numbers, unknown
from cellworth.io.metal_records import powder_shares
from cellworth.io.parameter_files import parameter_table
from cellworth.io.place_records import Place, place

__all__ = ["Delivery", "energy_inputs", "place_inputs", "ramp_inputs", "ramp_names"]

AVERAGE = "avg"
NEWCOMER = "newcomer"
ALUMINIUM = "Aluminum"
SALTS = {"Ni": "NiSO4.6H2O", "Co": "CoSO4.7H2O"}
PERCENT = 100.0


@dataclass(frozen=True)
class Delivery:
    """The way to the customer.

    Attributes
    ----------
    freight, credit : [USD/kWh]
    duty : [1]
    """

    freight: float = 0.0
    credit: float = 0.0
    duty: float = 0.0


def _one(value: float) -> Array:
    return np.asarray([float(value)])


def _numbers(found: Mapping[str, SourcedNumber]) -> dict[str, Array]:
    return {name: _one(number.value) for name, number in found.items()}


def energy_inputs() -> EnergyInputs:
    """Energy by step of the reference cell."""
    rows = [row for row in parameter_table("extensions/energy_steps.csv").rows if row["case"] == AVERAGE]
    drivers = parameter_table("extensions/energy_drivers.csv").rows
    by_carrier = {
        carrier: {row["energy_step"]: _one(float(row["value"])) for row in rows if row["carrier"] == carrier}
        for carrier in ("electricity", "gas")
    }
    reference = parameter_table("extensions/energy_reference_cell.csv").values("driver")
    return EnergyInputs(
        reference_electricity=by_carrier["electricity"],
        reference_gas=by_carrier["gas"],
        step_drivers=tuple(
            (row["energy_step"], row["positive_driver"], row["negative_driver"]) for row in drivers
        ),
        positive_share={row["energy_step"]: _one(float(row["positive_share"])) for row in drivers},
        fixed_share={row["energy_step"]: _one(float(row["fixed_share"])) for row in drivers},
        reference_drivers={name: _one(value) for name, value in reference.items()},
        assembly_electricity=_one(
            extension_numbers("energy_other")["module_pack_assembly_electricity"].value
        ),
    )


def place_inputs(where: Place, couple: str, delivery: Delivery) -> PlaceInputs:
    """Records for a pack of a couple made in a place.

    Parameters
    ----------
    where : Place
    couple : its name; sets the powder and the foils.
    delivery : Delivery
    """
    finance, rules = extension_numbers("finance"), _numbers(extension_numbers("place_rules"))
    return PlaceInputs(
        energy_inputs=energy_inputs(),
        carbon_inputs=_carbon(where, couple),
        money_inputs=MoneyInputs(
            electricity_price=_one(where.electricity_price),
            gas_price=_one(where.gas_price),
            discount_rate=_one(where.discount_rate),
            tax_rate=_one(where.tax_rate),
            average_capital=_one(finance["average_capital_factor"].value),
            land_price=_one(where.land_price),
            plot_factor=rules["plot_factor"],
            freight=_one(delivery.freight),
            credit=_one(delivery.credit),
            duty=_one(delivery.duty),
            life=int(finance["technical_life"].value),
            building_life=int(finance["life_building"].value),
        ),
    )


def powder_of(couple: str) -> str:
    """Positive active material of a couple, as the tables name it."""
    return couple_price_rows()[couple]["positive_active_material"]


def _carbon(where: Place, couple: str) -> CarbonInputs:
    row = couple_price_rows()[couple]
    rules = {each["material"]: each["factor"] for each in parameter_table("extensions/carbon_rules.csv").rows}
    factors = {
        name: _one(value)
        for name, value in parameter_table("extensions/material_carbon.csv").values("material").items()
    }
    density = parameter_table("design/physical_constants.csv").values("name")
    foils = {
        side: density["density_aluminum" if row[f"{side}_material"] == ALUMINIUM else "density_copper"]
        for side in ("positive_foil", "negative_foil")
    }
    plant = parameter_table("factory/plant_defaults.csv").by("parameter_id")
    energy = _numbers(extension_numbers("energy_other"))
    return CarbonInputs(
        grid=_one(where.grid),
        grid_loss=_numbers(extension_numbers("grid_projection"))["transmission_loss"],
        gas_factor=energy["gas_emission_factor_with_upstream"],
        cathode_factor=sum(
            (
                share * _cathode(powder, where.year, rules, factors, energy)
                for powder, share in powder_shares(row["positive_active_material"]).items()
            ),
            start=_one(0.0),
        ),
        material_factors={name: factors[factor] for name, factor in rules.items() if factor in factors},
        foil_densities={name: _one(value) for name, value in foils.items()},
        nmp_recovery=_one(float(plant["nmp_recovery"]["value"]) / PERCENT),
    )


def _cathode(
    powder: str,
    year: int,
    rules: Mapping[str, str],
    factors: Mapping[str, Array],
    energy: Mapping[str, Array],
) -> Array:
    """Carbon of a kg of powder, NaN without a recipe; salts of manganese and iron have no factor."""
    processes = parameter_table("extensions/cathode_processing.csv").by("cam_id")
    if powder not in processes:
        return _one(float("nan"))
    process = processes[powder]
    per_element = parameter_table("extensions/compounds.csv").values("compound", "kg_compound_per_kg_element")
    rows = parameter_table("extensions/cathode_composition.csv").rows
    fractions = {row["element"]: float(row["mass_fraction"]) for row in rows if row["cam_id"] == powder}
    lost = float(process["yield_precursor"]) * float(process["yield_cathode"])
    salts = {
        salt: _one(fractions[element] * per_element[salt] / lost)
        for element, salt in SALTS.items()
        if element in fractions
    }
    alkali = process["alkali_salt"]
    if alkali in rules:
        excess = 1.0 + float(process["alkali_excess"])
        salts[alkali] = _one(fractions["Li"] * per_element[alkali] * excess / float(process["yield_cathode"]))
    kind = "lfp" if "P" in fractions else "nmc"
    return cathode_carbon(
        salts,
        {salt: factors[rules[salt]] for salt in salts},
        factors[f"cam_processing_electricity_{kind}"],
        _one(place(rules["cathode_made_in"], year).grid),
        factors[f"cam_processing_heat_{kind}"],
        energy["gas_emission_factor_with_upstream"],
    )


def ramp_names() -> tuple[str, ...]:
    """Kinds of makers whose first years are known."""
    makers = dict.fromkeys(row["maker"] for row in parameter_table("extensions/ramp_makers.csv").rows)
    return (NEWCOMER, *makers)


def ramp_inputs(maker: str, where: str = "--ramp") -> tuple[RampInputs, tuple[SourcedNumber, ...]]:
    """First years of a plant of a newcomer or of a maker with experience, and the numbers used.

    Raises
    ------
    InputError
        If there is no such kind of maker.
    """
    if maker not in ramp_names():
        raise unknown(where, maker, ramp_names())
    found = {**extension_numbers("ramp"), **extension_numbers("ramp_makers", maker=maker)}
    names = {
        "scrap_first": "s0_default",
        "scrap_last": "s_inf_default",
        "scrap_time": "tau_scrap",
        "use_last": "u_inf",
        "use_steepness": "k_utilisation",
        "use_half_time": "t_half_utilisation",
        "scrap_recovered": "scrap_value_recovered",
    }
    used = {field: found[name] for field, name in names.items()}
    return RampInputs(**_numbers(used)), tuple(used.values())
