"""A made-up result of the decision: an invented maker, every number different from the others."""

import datetime
from dataclasses import replace

import numpy as np

from cellworth.engine.decision_inputs import Evidence, Later, Provenance
from cellworth.engine.decision_result import Calibration, Compared, DecisionResult, PackFigures

YEARS = (2013, 2014, 2015, 2016, 2017)
NOW = 3
SUMMED = 1e6


def origin(place, given="12 USD/kWh", where="reasoned", grade="D", row="", rule=""):
    return Provenance(
        place=place,
        given=given,
        source=f"Source of {place}",
        where=where,
        grade=grade,
        known_from=datetime.date(2015, 2, 5),
        row=row,
        rule=rule,
        parents=(),
    )


def figure(name, year, price, compare, *, says="about", fit=False):
    return Evidence(
        name=name,
        title=f"Figure {name}",
        year=year,
        price=price,
        compare=compare,
        says=says,
        fit=fit,
        comment=f"Not quite {name}.",
        origin=origin(f"evidence.{name}.price"),
    )


COMPARED = tuple(
    Compared(evidence=entry, model=model, difference=model / entry.price - 1.0, agrees=agrees)
    for entry, model, agrees in (
        (figure("survey", 2014, 311.0, "own_full", fit=True), 313.0, True),
        (figure("rival", 2014, 409.0, "own_full"), 313.0, False),
        (figure("bid", 2016, 149.0, "bought_cell", says="at most"), 187.0, False),
    )
)

NUMBERS = (
    origin("output.packs.2015", "41000 pack"),
    origin("output.packs.2016", "43000 pack", where="https://example.org/volume", grade="B", row="made-1"),
    origin("output.packs.2018", "59000 pack"),
    origin("output.alternative", "71000 pack/year"),
    origin("plants.north.capacity", "65000 pack/year", rule="made-1 / made-2"),
    origin("quote.price.2016", "145 USD/kWh"),
    origin("quote.weight", "48 %"),
    origin("make.closure", "60 million USD"),
    origin("make.discount_rate", "8 %/year"),
    origin("evidence.survey.price", "311 USD/kWh"),
)

YEARLY = {
    "pack_energy_made": [24.0, 24.0, 24.0, 31.0, 31.0],
    "output_packs": [30000.0, 35000.0, 41000.0, 43000.0, 47000.0],
    "utilization_made": [0.11, 0.13, 0.171, 0.193, 0.21],
    "own_pack_full": [501.0, 471.0, 461.0, 457.0, 433.0],
    "own_pack_cash": [391.0, 381.0, 371.0, 347.0, 331.0],
    "own_pack_plan": [381.0, 361.0, 341.0, 317.0, 309.0],
    "own_cell_full": [351.0, 341.0, 331.0, 329.0, 307.0],
    "own_cell_cash": [271.0, 263.0, 257.0, 243.0, 229.0],
    "own_cell_materials": [161.0, 159.0, 157.0, 151.0, 149.0],
    "bought_pack_cost": [411.0, 397.0, 383.0, 353.0, 337.0],
    "landed_cell_price": [277.0, 251.0, 233.0, 199.0, 191.0],
    "modelled_cell_price": [269.0, 241.0, 227.0, 187.0, 181.0],
    "quoted_cell_price": [np.nan, np.nan, np.nan, 145.0, 145.0],
    "cell_price_used": [269.0, 241.0, 227.0, 193.0, 183.0],
    "supplier_full_cost": [259.0, 239.0, 223.0, 179.0, 173.0],
    "saving_per_pack_cash": [-144.0, 288.0, 576.0, 1364.0, 1178.0],
    "saving_per_year_cash": [-4.32 * SUMMED, 10.08 * SUMMED, 23.6 * SUMMED, 58.7 * SUMMED, 55.4 * SUMMED],
}

HEADLINE = {
    "own_cell_full": 329.0,
    "own_cell_cash": 243.0,
    "landed_cell_price": 199.0,
    "utilization_made": 0.193,
    "saving_per_pack_full": 4030.0,
    "saving_per_pack_cash": 1364.0,
    "breakeven_volume_full": 612345.0,
    "breakeven_volume_cash": 287654.0,
    "breakeven_volume_new_plant": float("nan"),
    "breakeven_price_full": 319.0,
    "breakeven_price_cash": 237.0,
    "make_cash_to_serve": 3.41e9,
    "buy_cash_to_serve": 3.12e9,
    "saving_worth": 213.0e6,
    "indifference_supply_price": 153.7,
    "level_supply_price": 139.3,
    "conversion_cash": 119.0e6,
}

RANGES = {
    "own_cell_cash": (221.0, 243.0),
    "landed_cell_price": (151.0, 247.0),
    "utilization_made": (0.193, 0.318),
    "saving_per_pack_cash": (-810.0, 2852.0),
    "breakeven_price_cash": (217.0, 237.0),
}

SWEEP = {
    "volume": [5000.0, 20000.0, 80000.0, 320000.0],
    "new_pack_full": [613.0, 463.0, 359.0, 293.0],
    "standing_pack_full": [1901.0, 701.0, 389.0, np.nan],
    "standing_breakeven_price": [1607.0, 569.0, 283.0, np.nan],
    "standing_breakeven_price_cash": [907.0, 379.0, 223.0, np.nan],
    "bought_pack": [367.0, 353.0, 347.0, 337.0],
}


def arrays(table):
    return {name: np.asarray(values) for name, values in table.items()}


def pack(name, later=False):
    return PackFigures(
        name=name,
        title=f"Pack {name}",
        couple="LMO-G",
        couple_reason="Printed so in a brochure that does not exist.",
        energy=31.0,
        cells=192.0,
        cell_mass=797.0,
        weighed_cell_mass=float("nan"),
        pack_mass=277.0,
        weighed_pack_mass=294.0,
        specific_energy=157.0,
        published_specific_energy=155.0,
        later=later,
    )


def made_up_result(headline=None, ranges=None, **changes):
    result = DecisionResult(
        name="made-up",
        title="Example Motors, as known on 31 Aug 2016",
        question="Make or buy?",
        as_of=datetime.date(2016, 8, 31),
        parties={"buyer": "Example Motors", "maker": "Own Cells", "supplier": "Far Cells"},
        years=YEARS,
        today=YEARS[NOW],
        pack_of_year=("small", "small", "small", "large", "large"),
        yearly=arrays(YEARLY),
        plants=arrays(
            {
                "plant": ["North"],
                "opens": [2012],
                "capacity_energy": [1.56e6],
                "investment_published": [222e6],
                "investment_method": [383e6],
                "investment_calibrated": [329e6],
            }
        ),
        plant_utilization={"north": np.asarray([np.nan, 0.13, 0.171, 0.193, 0.21])},
        sweep=arrays(SWEEP),
        cost_by_step={f"step_{n}": 40.0 / (n + 1) for n in range(9)} | {"mix_positive": 2.5},
        cost_by_item={"positive_active": 61.0, "separator": 25.0, "warranty": 15.0},
        headline={**HEADLINE, **(headline or {})},
        ranges={**RANGES, **(ranges or {})},
        calibration=(
            Calibration(
                name="capital_level",
                value=0.86,
                fitted_to=("north",),
                before=0.42,
                after=0.28,
                at=np.full(5, 0.86),
            ),
            Calibration(
                name="conversion_level",
                value=4.1,
                fitted_to=("survey",),
                before=0.15,
                after=0.018,
                at=np.asarray([4.1, 3.5, 3.0, 2.8, 2.6]),
            ),
        ),
        compared=COMPARED,
        later=(
            Later(
                name="later",
                title="Later survey",
                year=2016,
                price=273.0,
                energy=float("nan"),
                compare="own_full",
                origin=origin("known_later.later.price"),
            ),
        ),
        packs=(pack("small"), pack("large"), pack("next", later=True)),
        numbers=NUMBERS,
        limits=("The machines are of 2022.",),
        evaluations=123,
        missing={},
    )
    return replace(result, **changes)
