"""Cases: read, laid over a base, refused with where, found, why, instead."""

import re
from pathlib import Path

import pytest

from cellworth.io.case_forms import CaseForm
from cellworth.io.case_records import decision_inputs
from cellworth.io.case_sense import numbers
from cellworth.io.cases import check_case, load_case

SHIPPED = Path(__file__).parents[3] / "src" / "cellworth" / "cases" / "nissan-aesc-2016.toml"

GIVEN = (
    '[make.plant_life]\nvalue = "9 year"\nsource = "s"\nwhere = "w"\ngrade = "{grade}"\nknown_from = {day}\n'
)


@pytest.fixture
def write(tmp_path):
    def written(text, name="mine"):
        path = tmp_path / f"{name}.toml"
        path.write_text(text)
        return str(path)

    return written


def difference(body, name="mine", base="nissan-aesc-2016"):
    return f'name = "{name}"\nbase = "{base}"\n{body}'


def changed(old, new):
    text = SHIPPED.read_text()
    assert old in text
    return text.replace(old, new)


def flaws(path):
    return [str(problem) for problem in check_case(path).problems]


def test_shipped_case_has_every_number_with_all_a_reader_may_ask():
    form = load_case("nissan-aesc-2016").form
    listed = dict(numbers(form))

    assert len(listed) > 100
    for place, number in listed.items():
        assert number.source, place
        assert number.where, place
        assert number.grade in "ABCD", place


def test_numbers_of_rows_take_source_and_day_from_them():
    number = load_case("nissan-aesc-2016").form.output.energy[2013]

    assert number.value == 1_289_000.0
    assert number.grade == "C"
    assert number.source.startswith("EV Sales blog")
    assert number.known_from.isoformat() == "2014-04-30"


def test_a_difference_states_only_what_changes(write):
    path = write(difference('[make]\ndiscount_rate = "12 %/year"'))
    base, mine = load_case("nissan-aesc-2016"), load_case(path)

    assert mine.form.make.discount_rate.value == pytest.approx(0.12)
    assert mine.form.make.discount_rate.source == "own assumption of case mine"
    assert mine.form.make.discount_rate.grade == "D"
    assert mine.form.make.plant_life == base.form.make.plant_life
    assert mine.form.name == "mine"
    assert [place for place, _ in mine.layers[-2:]] == ["nissan-aesc-2016.toml", path]
    unchanged = {p: n for p, n in numbers(mine.form) if p != "make.discount_rate"}
    assert unchanged == {p: n for p, n in numbers(base.form) if p != "make.discount_rate"}


def test_a_difference_of_a_difference_may_stand_beside_it(write):
    write(difference('[make]\ndiscount_rate = "12 %/year"', name="first"), name="first")
    second = write(difference('[make]\nplant_life = "8 year"', base="first"))

    form = load_case(second).form
    assert form.make.discount_rate.value == pytest.approx(0.12)
    assert form.make.plant_life.value == 8.0


def test_broken_toml_names_the_line(write):
    (flaw,) = flaws(write('name = "x"\nbase = "nissan-aesc-2016"\ntitle = unquoted\n'))

    assert "line 3" in flaw
    assert "not TOML" in flaw


def test_circle_of_bases_is_refused(write):
    write(difference("", base="b"), name="a")
    (flaw,) = flaws(write(difference("", base="a"), name="b"))

    assert "circle" in flaw


def test_a_file_may_carry_the_name_of_the_shipped_case_it_rests_on(write):
    path = write(difference('[make]\nplant_life = "8 year"'), name="nissan-aesc-2016")

    assert load_case(path).form.make.plant_life.value == 8.0


def test_unknown_case_offers_the_nearest():
    (flaw,) = flaws("nissan-aesc-2061")

    assert "Did you mean 'nissan-aesc-2016'?" in flaw


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('[make]\ndiscount_rat = "12 %/year"', r"\[make.discount_rat\].*Did you mean 'discount_rate'"),
        ('[packs.leaf24]\nenrgy = "24 kWh"', r"\[packs.leaf24.enrgy\].*Did you mean 'energy'"),
        ("[make]\ndiscount_rate = 0.12", r"\[make.discount_rate\].*bare number has no unit.*12.5 1/year"),
        ('[packs.leaf24]\nenergy = "24 kW"', r"'24 kW'.*another kind of unit"),
        ('[packs.leaf24]\nenergy = "-24 kWh"', r"must be above 0 kWh"),
        ("[packs.leaf24]\nrows = 0", r"\[packs.leaf24.rows\]: found 0"),
        ('[output.energy]\n2013 = { value = "1289 MWh", row = "aesc-71" }', r"known from 2017-02-28"),
        ('[output.energy]\n2013 = { value = "1300 MWh", row = "aesc-65" }', r"row aesc-65 says 1289 MWh"),
        ('[packs.leaf24]\ncouple = "LMO-Q"', r"\[packs.leaf24.couple\]: 'LMO-Q'; no such name"),
        ("[years]\ntoday = 2030", r"first ≤ today < last"),
        ("[years]\nlast = 2070", r"last 2070, 54 years after today; a plan has at most 40 years"),
        ("[plants.zama.share]\n2013 = 0.5", r"shares of 2013 sum to 1\.221"),
        (
            GIVEN.format(grade="B", day="2017-01-01"),
            r"known from 2017-01-01; the case knows nothing later",
        ),
        (
            GIVEN.format(grade="E", day="2016-01-01"),
            r"grade E",
        ),
        (
            '[packs.leaf24.prices]\nprice_separator = "graphite"',
            r"graphite is in USD/kg; price_separator is in USD/m\^2",
        ),
        ('[plants.new]\ntitle = "x"', r"\[plants.new\]: no opens, capacity.*these entries are needed"),
        (
            '[output.energy]\n2014 = "16200 MWh"',
            r"\[plants.zama.share\]: 3,888 MWh in 2014; the plant makes at most 1,560",
        ),
        ('[supplier]\nmargin_low = "30 %"', r"margin grows with tightness"),
    ],
)
def test_flaw_says_where_and_what_would_be_right(write, body, expected):
    found = flaws(write(difference(body)))

    assert any(re.search(expected, flaw) for flaw in found), found


def test_all_flaws_of_a_floor_come_together(write):
    body = '[make]\ndiscount_rate = 0.12\nplant_lif = "9 year"\n[packs.leaf24]\nenergy = "24 kW"'

    assert len(flaws(write(difference(body)))) == 3


def test_a_number_without_source_is_refused_in_a_case_without_base(write):
    text = changed('[learning]\nsource = "own estimate"\n', "[learning]\n")
    found = flaws(write(text, name="whole"))

    assert found
    assert all("learning" in flaw and "source" in flaw for flaw in found)


def test_foreign_money_needs_its_rate(write):
    text = changed('exchange = { value = "1.11 USD/EUR", row = "price-279" }\n', "")

    assert any("the model counts in USD" in flaw for flaw in flaws(write(text, name="whole")))


def test_records_are_in_kwh_years_and_dollars():
    inputs = decision_inputs(load_case("nissan-aesc-2016"))

    assert inputs.years == tuple(range(2011, 2025))
    zama, smyrna, sunderland = inputs.plants
    assert zama.capacity == pytest.approx(65_000 * 24)
    assert zama.investment == pytest.approx(23e9 / 103.4)
    assert smyrna.investment == pytest.approx(1e9)
    assert sunderland.investment == pytest.approx(210e6 * 1.546)
    assert sum(plant.capacity for plant in inputs.plants) == pytest.approx(7.8e6)
    by_year = dict(zip(inputs.years, inputs.output_energy, strict=True))
    assert by_year[2015] == pytest.approx(1_272_000)
    assert by_year[2016] == by_year[2017] == pytest.approx(53_000 * 30)
    assert by_year[2024] == pytest.approx(67_500 * 60)
    quoted = dict(zip(inputs.years, inputs.supplier.quoted, strict=True))
    assert quoted[2019] == 145.0
    assert quoted[2020] == 120.0
    assert quoted[2015] != quoted[2015]
    icct = next(entry for entry in inputs.evidence if entry.name == "icct_2015")
    assert icct.price == pytest.approx(250 * 1.11)


def test_forms_can_be_made_from_the_schema():
    schema = CaseForm.model_json_schema()
    energy = schema["$defs"]["PackForm"]["properties"]["energy"]

    assert energy["unit"] == "kWh"
    assert schema["$defs"]["YearsForm"]["properties"]["today"]["description"].startswith("Last year")
