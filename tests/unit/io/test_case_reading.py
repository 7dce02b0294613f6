"""What a run takes that a case does not say, and what a case says that no run takes."""

import pytest

from cellworth.io.cases import load_case
from cellworth.io.plant_range import far_from_baseline, scale_notes


def warnings(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(f'name = "mine"\nbase = "nissan-aesc-2016"\n{text}')
    return [str(problem) for problem in load_case(path).warnings]


def test_a_main_material_without_a_price_is_told_with_the_price_taken(tmp_path):
    """Prices of the couple in the method's table: 25.5 USD per kg of cathode, 0.2 USD per m2 of aluminium."""
    text = (
        '[packs.other]\ntitle = "other"\ncouple = "NMC333-G (Power)"\ncouple_reason = "a test"\n'
        'source = "own estimate"\nwhere = "a test"\ngrade = "D"\nknown_from = 2015-12-31\n'
        'energy = "30 kWh"\npower = "90 kW"\nrecharge_time = "40 min"\ncells_in_parallel = 2\n'
        "cells_per_module = 4\nmodules_per_row = 12\nrows = 4\n[packs.other.prices]\n"
        'price_negative_active = "graphite"\nprice_electrolyte = "electrolyte"\n'
        'price_separator = "separator"\nprice_negative_foil = "copper_foil"\n'
    )
    found = warnings(tmp_path, text)

    (cathode,) = [each for each in found if "no price_positive_active" in each]
    assert "cost method's price of 2022, 25.5 USD/kg" in cathode
    (foil,) = [each for each in found if "no price_positive_foil" in each]
    assert "0.2 USD/m2" in foil
    assert any(each.startswith("[packs.other]") and "no run reads it" in each for each in found)


def test_the_shipped_case_names_its_prices_and_reads_all_it_says(tmp_path):
    found = warnings(tmp_path, "")

    assert not [each for each in found if "cost method's price" in each or "no run reads it" in each]
    (small,) = [each for each in found if each.startswith("[plants]")]
    assert "Zama 1.6 GWh" in small
    assert "50 GWh" in small


@pytest.mark.parametrize(
    ("energy", "far"), [(4.9e6, True), (5.1e6, False), (499e6, False), (501e6, True), (float("nan"), False)]
)
def test_a_tenth_and_ten_times_the_baseline_of_50_gwh_are_far(energy, far):
    assert bool(far_from_baseline(energy)) is far
    assert bool(scale_notes(energy)) is far


def test_the_plants_of_a_table_are_counted():
    (note,) = scale_notes([1e6, 2e6, 20e6])
    assert note.startswith("The plants of 2 of 3 rows make 1 to 2 GWh a year")
    assert scale_notes([1e6, 20e6])[0].startswith("The plant of 1 of 2 rows makes 1 GWh")
