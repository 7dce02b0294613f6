import json
import math

import pytest

COUPLE = ("--couple", "NMC811-G (Energy)", "--energy", "60 kWh")


def answer(cellworth, *options):
    code, out, _ = cellworth("pack", *COUPLE, *options, "--json")
    assert code == 0
    return json.loads(out)


def test_sheet_shows_energy_carbon_costs_ramp_and_grades(cellworth):
    code, out, err = cellworth(
        "pack", *COUPLE, "--place", "germany", "--metals", "2016-08", "--ramp", "newcomer"
    )

    assert code == 0
    for words in (
        "NMC811 by its metals",
        "Energy, kWh per kWh of cells",
        "Cost in Germany, 2016",
        "Levelized",
        "Pack, cradle to gate",
        "First years: scrap, % / good output of plan, % / material lost, USD per good kWh",
        "Used pack, net",
        "are estimates (D, E)",
    ):
        assert words in out
    assert "without energy" in err
    assert "later ones taken" in err


def test_cheaper_labour_and_machines_make_cheaper_cells(cellworth):
    costs = {
        place: answer(cellworth, "--place", place)["results"]["cell_costs"]["levelized_cost"]
        for place in ("us", "hungary", "china")
    }

    assert costs["china"] < costs["hungary"] < costs["us"]


def test_a_cleaner_grid_makes_cleaner_cells(cellworth):
    carbon = {
        year: answer(cellworth, "--place", "germany", "--year", year)["results"]["plant_carbon"]
        for year in ("2010", "2024", "2035")
    }

    assert carbon["2035"] < carbon["2024"] < carbon["2010"]


def test_parts_add_up_to_the_costs(cellworth):
    results = answer(cellworth, "--place", "poland")["results"]

    for level in ("cell", "pack"):
        parts, costs = results[f"{level}_parts"], results[f"{level}_costs"]
        marginal = parts["material_part"] + parts["labor_part"] + parts["energy_part"]
        assert costs["marginal_cost"] == pytest.approx(marginal)
        assert costs["full_cost"] == pytest.approx(
            marginal + parts["depreciation_part"] + parts["overhead_part"]
        )
        assert costs["levelized_cost"] == pytest.approx(
            marginal + parts["overhead_part"] + costs["levelized_capital"]
        )
    energy = results["energy_of_cells"]
    assert sum(energy["step_gas"].values()) == pytest.approx(energy["gas_use"])


def test_dearer_metals_make_a_dearer_pack(cellworth):
    cost = {
        day: answer(cellworth, "--metals", day)["outputs"]["pack_cost_per_energy"]
        for day in ("2016-08", "2022-05")
    }

    assert cost["2022-05"] > cost["2016-08"] + 30.0


def test_a_ramp_and_the_sea_cost_something(cellworth):
    plain = answer(cellworth, "--place", "china", "--delivered-to", "japan")
    far = answer(cellworth, "--place", "china", "--delivered-to", "germany", "--ramp", "newcomer")
    skilled = answer(cellworth, "--place", "china", "--ramp", "experienced")

    assert far["results"]["landed_cost"] == pytest.approx(plain["results"]["landed_cost"] + 2.5)
    levelized = far["results"]["cell_costs"]["levelized_cost"]
    assert levelized < skilled["ramp"]["ramp_cost"] < far["ramp"]["ramp_cost"]


def test_nothing_changes_without_these_options(cellworth):
    _, plain, _ = cellworth("pack", *COUPLE, "--json")
    _, parity, _ = cellworth("pack", *COUPLE, "--parity", "--json")

    assert "numbers_used" not in plain
    assert "numbers_used" not in parity


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--place", "atlantis"), "no table has it"),
        (("--place", "us", "--parity"), "Leave one out"),
        (("--metals", "1980"), "Begin with 2008"),
        (("--metals", "soon"), "it is not a date"),
        (("--metals", "2024", "--price-positive-active", "20 USD/kg"), "gives the same price"),
        (("--ramp", "newcomer"), "Add --place"),
        (("--place", "us", "--ramp", "never"), "newcomer, experienced"),
        (("--place", "us", "--year", "soon"), "not a year"),
        (("--place", "us", "--range", "250 mi", "--vehicle", "leaf-2018"), "Give --energy instead"),
    ],
)
def test_refusals(cellworth, options, words):
    code, out, err = cellworth("pack", *COUPLE[:2], *options)

    assert code == 2
    assert out == ""
    assert words in err
    assert "Traceback" not in err


def test_a_blend_costs_what_its_powders_do(cellworth):
    blend, nickel, manganese = (
        json.loads(cellworth("pack", "--couple", couple, "--metals", "2015", "--json")[1])["cathode"]["price"]
        for couple in ("50%/50% NMC532/LMO - G", "NMC532-G (Energy)", "LMO-G (Energy)")
    )

    assert blend == pytest.approx(0.5 * nickel + 0.5 * manganese)


def test_other_materials_follow_the_metals(cellworth):
    materials = answer(cellworth, "--metals", "2022-05", "--place", "germany")["materials"]

    salt = 0.2432 * 361.782 / 5.3233 / 0.92 + 6.0
    per_kg = 0.125 * salt + 0.03 * 12.0 + 0.845 * 1.0 + 0.5
    assert materials["Electrolyte"]["price"] == pytest.approx(1.2 * per_kg, rel=1e-4)
    assert materials["Negative foil, 10 um"]["price"] == pytest.approx((9.7205 + 5.155) * 8.96e-2, rel=0.01)
    assert materials["Natural graphite"]["price"] == pytest.approx(0.804 / 0.45 + 2.6)


def test_price_of_the_method_pays_its_interest(cellworth):
    found = answer(cellworth, "--place", "us")
    outputs, results, rate = found["outputs"], found["results"], found["method_interest"]
    money = {each["name"]: each["value"] for each in found["numbers_used"]}
    tax = money["corporate_tax"]

    per_kwh = (outputs["unit_cost.pack"] - outputs["warranty.pack"]) / outputs["pack_energy"]
    cash = results["pack_costs"]["marginal_cost"] + results["pack_parts"]["overhead_part"]
    left = per_kwh - cash + results["pack_energy_cost"]
    worth = (1.0 - (1.0 + rate) ** -10) / rate
    value = -results["pack_parts"]["capital_per_output"] * (1.0 - tax * worth / 10.0)
    assert value + left * (1.0 - tax) * worth == pytest.approx(0.0, abs=1e-6 * left)


def test_scrapped_material_and_the_end_of_the_warranty(cellworth):
    found = answer(cellworth, "--place", "us", "--ramp", "newcomer", "--metals", "2024")
    ramp, warranty, ending = found["ramp"], found["warranty"], found["end_of_life"]
    scrap = 0.05 + 0.35 * math.exp(-0.5 / 2.57)
    numbers = {each["name"]: each["value"] for each in found["numbers_used"]}

    material = found["results"]["cell_parts"]["material_part"] * 0.95
    kept = 1.0 - numbers["scrap_value_recovered"]
    assert ramp["scrap_money"][0] == pytest.approx(material * scrap / (1.0 - scrap) * kept)
    assert warranty["health_then"] == pytest.approx(1.0 - 8 * 0.023)
    assert warranty["built_in"] == pytest.approx(1.0 / 0.816)
    cost = found["outputs"]["pack_cost_per_energy"]
    assert warranty["residual"] == pytest.approx(
        max(cost * 0.116 / 0.3, ending["route_value"]["second_life"])
    )
    assert set(ending["recycled_share"]) >= {"Ni", "Co", "Li"}
