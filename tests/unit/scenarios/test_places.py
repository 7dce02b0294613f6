"""Plants and suppliers of a case in countries of the tables, with ramps; powders priced by their metals."""

import datetime

import numpy as np
import pytest

from cellworth.app.cell_plants import designed_cell_plants
from cellworth.core.errors import InputError
from cellworth.engine.scenarios.scenario_paths import path_model, scenario_paths
from cellworth.io.case_records import price_paths
from cellworth.io.cases import load_case
from cellworth.io.strategy_places import plant_places
from cellworth.io.strategy_records import strategy_case

BASE = 'base = "new-plant-2026"\nname = "tried"\n'
PLANT = "[strategy.plants.valley]\n"


def form(tmp_path, *lines):
    path = tmp_path / "tried.toml"
    path.write_text(BASE + "\n".join(lines))
    return load_case(path)


def paths(case):
    model = path_model(case, designed_cell_plants(case.packs, case.places))
    return scenario_paths(case, model, np.arange(16), 1)


def own(tmp_path, *lines):
    return paths(strategy_case(form(tmp_path, PLANT, *lines))).own["valley"]["all"]


def test_the_shipped_case_shows_where_its_plants_stand():
    case = strategy_case(load_case("new-plant-2026"))
    known = {number.place: number for number in case.numbers}

    assert [plant.place for plant in case.plants] == ["DE"]
    assert {each.name: each.place for each in case.suppliers} == {"chinese_lfp": "CN", "korean_nmc": "HU"}
    assert known["places.DE.labour_cost"].grade == "D"
    assert known["prices.nmc811.powder.conversion of NMC811"].grade == "E"
    assert all(number.known_from <= case.as_of for number in case.numbers)


def test_the_other_case_names_no_country():
    case = strategy_case(load_case("nissan-aesc-2016"))

    assert case.places == {}


def test_a_cheaper_country_makes_cheaper_cells(tmp_path):
    home, away = (own(tmp_path, f'place = "{place}"') for place in ("germany", "hungary"))

    assert np.all(away.variable < home.variable)
    assert np.all(away.fixed < home.fixed)
    assert np.all(away.capital < home.capital)
    assert np.array_equal(away.output[:, 0], home.output[:, 0])


def test_a_young_plant_makes_less_and_scraps_more(tmp_path):
    plain = own(tmp_path, 'place = "germany"')
    case = form(tmp_path, PLANT, 'place = "germany"', 'ramp = "newcomer"', "[plants.valley]", "opens = 2025")
    young = paths(strategy_case(case)).own["valley"]["all"]

    scrap = 0.05 + 0.35 * np.exp(-2.5 / 2.57)
    made = (1.0 - scrap) / 0.95 / (1.0 + np.exp(-2.2 * (2.5 - 1.25)))
    assert strategy_case(case).plants[0].ramp.scrap[0] == pytest.approx(scrap)
    assert young.capacity[:, 0] == pytest.approx(made * plain.capacity[:, 0])
    assert np.all(young.capacity[:, -1] > 0.98 * plain.capacity[:, -1])


def test_unknown_names_are_refused_with_their_place(tmp_path):
    with pytest.raises(InputError, match=r"strategy.plants.valley.place.*atlantis"):
        strategy_case(form(tmp_path, PLANT, 'place = "atlantis"'))
    with pytest.raises(InputError, match=r"strategy.plants.valley.ramp.*never"):
        strategy_case(form(tmp_path, PLANT, 'ramp = "never"'))


def test_nothing_later_than_the_case_is_read():
    then = plant_places(["KR"], datetime.date(2016, 8, 31))["KR"]

    assert then.factors.labor_factor[0] == pytest.approx(16.62 / 34.74 * 34.74 / 35.67, rel=1e-3)
    assert then.factors.equipment_factor == 1.0
    assert not then.has_energy


def test_a_powder_starts_at_the_price_of_its_metals(tmp_path):
    lines = ("[prices.lfp2]", 'title = "LFP"', "year = 2024", 'powder = "LFP"', 'productivity = "0 %/year"')
    path = price_paths(form(tmp_path, *lines).form)["lfp2"]
    given = price_paths(load_case("new-plant-2026").form)["lfp"]

    lithium = 0.043992 * 14.0 * 5.3233 * 1.04 / 0.98
    assert path.start == pytest.approx(1.08 * (lithium + 0.956008 / 0.98 * 1.47 + 1.08), rel=1e-4)
    assert path.metals == {"lithium": pytest.approx(1.08 * lithium / path.start, rel=1e-4)}
    assert given.start == 5.5
    assert given.metals["lithium"] == pytest.approx(1.08 * lithium / 5.5, rel=1e-4)


def test_a_price_with_neither_start_nor_powder_is_refused(tmp_path):
    lines = ("[prices.other]", 'title = "other"', "year = 2024", 'productivity = "0 %/year"')
    with pytest.raises(InputError, match="no start"):
        price_paths(form(tmp_path, *lines).form)
