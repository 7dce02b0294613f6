import json

import numpy as np
import pytest

from cellworth.app.format_spread import draw_factors, format_spread, uncertain_numbers
from cellworth.app.pack import pack_design
from cellworth.app.pack_format import format_design
from cellworth.core.record import replace
from cellworth.io.design_parameters import couple_book
from cellworth.io.format_records import cell_format, grade_spread
from cellworth.io.input_values import single_design
from cellworth.io.pack_model import pack_model

SODIUM = "NaNFM111-HC (Energy)"
BASE = "NMC811-G (Energy)"
GUESSED = "NMC955-G (Energy)"


def given(couple=BASE, **more):
    return {
        name: ("--" + name, text) for name, text in {"couple": couple, "energy": "75 kWh", **more}.items()
    }


def answer(cellworth, *options):
    code, out, _ = cellworth("pack", "--energy", "75 kWh", *options, "--json")
    assert code == 0
    return json.loads(out)


def test_sheet_shows_cell_steps_grades_and_how_sure_the_cost_is(cellworth):
    code, out, err = cellworth("pack", "--format", "4680", "--couple", "NMC811-SiG (5% Si)")

    assert code == 0
    for words in (
        "Diameter x height",
        "46 x 80 mm",
        "Wh/kg",
        "Wh/L",
        "Steps that differ from the pouch",
        "Stack: wound, flags folded",
        "Uncertainty: 9 of 10 lie within",
        "Numbers of the format",
        "warning: the couple has grade C",
        "in nine of ten cases",
    ):
        assert words in out
    assert "rests on second-hand numbers" in err


def test_newer_couple_says_its_grade_without_a_format(cellworth):
    code, out, _ = cellworth("pack", "--couple", SODIUM)

    assert code == 0
    assert "warning: the couple has grade D" in out
    assert "Uncertainty" in out


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "4680", "--parity"),
        ("--format", "4680", "--range", "250 mi"),
        ("--format", "4690"),
        ("--couple", SODIUM, "--parity"),
    ],
)
def test_refused_in_a_sentence(cellworth, options):
    code, _, err = cellworth("pack", *options)

    assert code == 2
    assert "Traceback" not in err
    assert err.startswith("cellworth: ")


def test_format_stands_in_a_place(cellworth):
    found = {
        place: answer(cellworth, "--format", "blade", "--couple", "LMFP-G (Energy)", "--place", place)
        for place in ("germany", "hungary")
    }

    german, hungarian = (found[place]["results"]["cell_costs"]["levelized_cost"] for place in found)
    assert hungarian < german
    assert found["germany"]["format"]["title"] == "blade"
    assert found["germany"]["weakest_grade"] == "E"


def test_band_holds_the_cost_and_grows_with_the_grade():
    known, guessed = (format_design("pouch", given(couple)) for couple in (BASE, GUESSED))
    bands = [design.spread.bands["cell_cost_per_energy"] for design in (known, guessed)]

    for design, band in zip((known, guessed), bands, strict=True):
        assert band.low < design.outputs["cell_cost_per_energy"] < band.high
    widths = [(band.high - band.low) / band.middle for band in bands]
    assert widths[1] > widths[0]
    assert guessed.spread.estimates_share > known.spread.estimates_share


def test_pouch_costs_what_the_plain_pack_costs():
    plain, shown = pack_design(given()).outputs, format_design("pouch", given()).outputs
    for name, value in plain.items():
        assert shown[name] == value or shown[name] != shown[name], name


def test_newer_couples_leave_the_others_as_they_are():
    model = pack_model()
    alone = replace(model, couples=couple_book().couples)

    before, after = (pack_design(given(), model=each).outputs for each in (alone, model))

    for name in ("pack_mass", "unit_cost.pack", "cell_capacity", "positive_coating_thickness"):
        assert before[name] == after[name]


def test_factors_spread_as_their_grade_says():
    numbers = uncertain_numbers(cell_format("4680"), BASE, ())
    factors = draw_factors(numbers, 2000)

    for key in ("format.bought.case_price", "plant.labor"):
        half = grade_spread(numbers[key].kind, numbers[key].grade)
        assert np.quantile(factors[key], 0.95) == pytest.approx(1.0 + half, rel=0.01)
        assert np.median(factors[key]) == pytest.approx(1.0, rel=1e-3)
    assert draw_factors({"plant.labor": numbers["plant.labor"]}, 2000)["plant.labor"] == pytest.approx(
        factors["plant.labor"]
    )


def test_a_price_that_was_given_is_not_drawn():
    arrays, _ = single_design(given(price_positive_active="20 USD/kg"), parity=False)

    spread = format_spread("pouch_batpac", BASE, arrays, pack_model(), {"price_positive_active"}, n=64)

    assert "price positive active" not in {cause.number.name for cause in spread.causes}


def test_newer_couple_is_explained_to_its_table_and_not_exported(cellworth, tmp_path):
    code, out, _ = cellworth("explain", "positive_active_capacity", "--couple", "LMFP-G (Energy)")
    assert code == 0
    assert "extensions/couples.csv" in out

    code, _, err = cellworth("export", "--pybamm", tmp_path / "cell.json", "--couple", "LMFP-G (Energy)")
    assert code == 2
    assert "no table has the transport" in err
