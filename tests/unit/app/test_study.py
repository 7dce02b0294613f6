import re
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from pyarrow import parquet

from cellworth.api import cost_packs
from cellworth.app.docs_studies import EXAMPLE
from cellworth.app.study import non_dominated, study, write_chart, write_study
from cellworth.app.study_asked import Asked
from cellworth.app.study_discover import Box, boxes_of
from cellworth.app.study_moved import unmoved
from cellworth.core.errors import InputError
from cellworth.io.study_files import StudyForm

COST = "pack_cost_per_energy [USD/kWh]"
HEAD = 'outputs = ["pack_cost_per_energy"]\nbase = { couple = "NMC811-G (Energy)", energy = "60 kWh" }\n'


@pytest.fixture
def asked(tmp_path):
    def ask(text):
        path = tmp_path / "study.toml"
        path.write_text(text, encoding="utf-8")
        return study(str(path))

    return ask


def cost(**inputs):
    given = {"couple": "NMC811-G (Energy)", "energy": 60.0, **inputs}
    return cost_packs(outputs=["pack_cost_per_energy"], **given)["pack_cost_per_energy"]


def test_grid_is_every_combination_as_the_python_functions_cost_it(asked):
    vary = '[vary]\nenergy = { values = ["40 kWh", "60 kWh"] }\ncell_yield = { values = ["80 %", "95 %"] }\n'
    found = asked(f'kind = "grid"\n{HEAD}{vary}').columns
    assert list(zip(found["energy [kWh]"], found["cell_yield [%]"], strict=True)) == [
        (40.0, 80.0),
        (40.0, 95.0),
        (60.0, 80.0),
        (60.0, 95.0),
    ]
    assert found[COST][2] == cost(cell_yield=80.0)


def test_one_at_a_time_moves_one_input_from_the_base(asked):
    vary = '[vary]\ncell_yield = { values = ["80 %"] }\n'
    vary += 'energy = { from = "40 kWh", to = "80 kWh", points = 2 }\n'
    found = asked(f'kind = "one-at-a-time"\n{HEAD}{vary}').columns
    assert found["input"].tolist() == ["base", "cell_yield [%]", "energy [kWh]", "energy [kWh]"]
    assert found[COST].tolist() == [cost(), cost(cell_yield=80.0), cost(energy=40.0), cost(energy=80.0)]


def test_inverse_finds_the_input_that_gives_the_target(asked):
    target = float(cost(cell_yield=88.0))
    vary = '[vary]\ncell_yield = { from = "60 %", to = "99 %" }\n'
    found = asked(f'kind = "inverse"\ntarget = {target!r}\n{HEAD}{vary}').columns
    assert found["cell_yield [%]"][0] == pytest.approx(88.0, abs=1e-3)


def test_a_target_and_limits_may_be_texts_with_a_unit(asked, tmp_path):
    vary = '[vary]\ncell_yield = { from = "60 %", to = "99 %" }\n'
    found = asked(f'kind = "inverse"\ntarget = "0.13 thousand USD/kWh"\n{HEAD}{vary}')
    assert found.columns["target [USD/kWh]"].tolist() == [130.0]
    write_study(found, str(tmp_path / "found.parquet"))
    schema = parquet.read_schema(tmp_path / "found.parquet")
    assert schema.field("target [USD/kWh]").metadata[b"unit"] == b"USD/kWh"
    with pytest.raises(InputError, match="line 2, target: '9 kg'; 'kg' is another kind of unit"):
        asked(f'kind = "inverse"\ntarget = "9 kg"\n{HEAD}{vary}')
    limits = 'limits = { pack_mass = { at_most = "3 m" } }\n'
    with pytest.raises(InputError, match=r"line 4, limits.pack_mass.at_most: '3 m'"):
        asked(f'kind = "optimise"\n{HEAD}{limits}{vary}')


@pytest.mark.parametrize(
    "kind",
    [
        'kind = "inverse"\ntarget = 130\n',
        'kind = "optimise"\nlimits = { charge_time = { at_most = 70 } }\n',
    ],
)
def test_how_many_are_done_goes_up_where_nobody_knows_of_how_many(tmp_path, kind):
    path, told = tmp_path / "study.toml", []
    path.write_text(f'{kind}{HEAD}[vary]\ncell_yield = {{ from = "80 %", to = "99 %" }}\n')
    study(str(path), progress=lambda done, n: told.append((done, n)))
    *steps, last = told
    assert len(steps) > 2
    assert all(n == 0 for _, n in steps)
    assert (np.diff([done for done, _ in steps]) > 0).all()
    assert last == (steps[-1][0], steps[-1][0])


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ('"50 %", to = "100 %"', "100 %: 12.* USD/kWh against 80 USD/kWh.* 100 % is all it can be"),
        ('"50 %", to = "90 %"', "Widen it past 90 %"),
    ],
)
def test_no_answer_says_what_the_ends_give_and_whether_they_can_be_widened(asked, ends, told):
    with pytest.raises(InputError, match=told):
        asked(f'kind = "inverse"\ntarget = 80\n{HEAD}[vary]\ncell_yield = {{ from = {ends} }}\n')


@pytest.mark.parametrize(
    ("kind", "vary", "at_once"),
    [
        ("inverse", '{ from = "60 %", to = "99 %" }', 2),
        ("one-at-a-time", '{ values = ["70 %", "80 %", "90 %"] }', 4),
    ],
)
def test_what_does_not_hang_on_another_answer_is_asked_at_once(asked, monkeypatch, kind, vary, at_once):
    computed, rows = Asked.computed, []

    def counted(self, tasks, wanted):
        rows.append(sum(map(len, tasks)))
        return computed(self, tasks, wanted)

    monkeypatch.setattr(Asked, "computed", counted)
    target = f"target = {float(cost(cell_yield=88.0))!r}\n" if kind == "inverse" else ""
    asked(f'kind = "{kind}"\n{target}{HEAD}[vary]\ncell_yield = {vary}\n')
    assert rows[0] == at_once


def test_nickel_price_at_which_iron_phosphate_wins(asked):
    vary = '[vary]\n"metal.Ni" = { from = "2 USD/kg", to = "80 USD/kg" }\n'
    question = f'kind = "inverse"\nmetals = "2024"\nagainst = {{ couple = "LFP-G (Energy)" }}\n{HEAD}{vary}'
    found = asked(question).columns
    assert found[COST][0] == pytest.approx(found["of the other design [USD/kWh]"][0], rel=1e-5)
    nickel = float(found["metal.Ni [USD/kg]"][0])
    grid = f'[vary]\n"metal.Ni" = {{ values = ["{nickel - 2} USD/kg", "{nickel + 2} USD/kg"] }}\n'
    cheap, dear = asked(f'kind = "grid"\nmetals = "2024"\n{HEAD}{grid}').columns[COST]
    assert cheap < found["of the other design [USD/kWh]"][0] < dear


OPTIONS = """
[options]
thin = { separator_thickness = "8 um" }
thick = { separator_thickness = "20 um" }
"""


def test_map_names_the_best_option_and_how_far_the_next_is_behind(asked, tmp_path):
    vary = '[vary]\ncell_yield = { values = ["80 %", "95 %"] }\nenergy = { values = ["60 kWh"] }\n'
    found = asked(f'kind = "switch-map"\n{HEAD}{vary}{OPTIONS}')
    thin, thick = (cost(cell_yield=80.0, separator_thickness=um) for um in (8.0, 20.0))
    assert found.columns["best"].tolist() == ["thin", "thin"]
    assert found.columns[COST][0] == thin
    assert found.columns["next is behind by [USD/kWh]"][0] == pytest.approx(thick - thin, rel=1e-9)
    largest = asked(f'kind = "switch-map"\nbest = "largest"\n{HEAD}{vary}{OPTIONS}')
    assert largest.columns["best"].tolist() == ["thick", "thick"]
    write_chart(found, str(tmp_path / "map.svg"))
    assert ">thin<" in (tmp_path / "map.svg").read_text()


def test_optimum_is_at_the_limit_and_the_same_each_time(asked, tmp_path):
    vary = '[vary]\nrecharge_time = { from = "10 min", to = "60 min" }\n'
    vary += 'couple = { values = ["LFP-G (Energy)", "NMC811-G (Energy)"] }\n'
    question = f'kind = "optimise"\nlimits = {{ charge_time = {{ at_most = 25 }} }}\n{HEAD}{vary}'
    found, again = asked(question), asked(question)
    assert found.columns["charge_time [min]"][1] == pytest.approx(25.0, abs=0.05)
    assert found.columns["charge_time [min]"][1] <= 25.0
    given = {"recharge_time": found.columns["recharge_time [min]"][1]}
    assert found.columns[COST][1] == cost(couple=found.columns["couple"][1], **given)
    assert found.columns[COST][1] < cost(couple="NMC811-G (Energy)", recharge_time=24.0)
    assert found.columns[COST][1] < cost(couple="LFP-G (Energy)", recharge_time=24.0)
    assert again.columns[COST].tolist() == found.columns[COST].tolist()
    assert found.columns["breaks"].tolist() == ["charge_time", ""]
    assert "charge_time is at its limit, 25 min." in found.notes
    write_study(found, str(tmp_path / "best.csv"))
    assert (tmp_path / "best.csv").read_text().splitlines()[1].startswith("base,,NMC811-G (Energy),")
    with pytest.raises(
        InputError, match=r"no design keeps the limits.* the nearest has charge_time [\d.]+ min"
    ):
        asked(question.replace("at_most = 25", "at_most = 5"))


def test_discovery_finds_the_box_that_was_put_there():
    draws = np.random.default_rng(5).uniform(size=(4000, 4))
    inputs = {name: draws[:, k] for k, name in enumerate("abcd")}
    bad = (draws[:, 0] > 0.7) & (draws[:, 2] < 0.4)
    [box] = [box for box in boxes_of(inputs, bad) if box.density(inputs, bad) > 0.9]
    assert set(box.ends) == {"a", "c"}
    assert box.ends["a"] == (pytest.approx(0.7, abs=0.01), np.inf)
    assert box.ends["c"] == (-np.inf, pytest.approx(0.4, abs=0.01))


def test_where_bad_is_common_the_boxes_hold_the_good_ones(asked):
    vary = '[vary]\ncell_yield = { from = "70 %", to = "98 %" }\n'
    limit = float(cost(cell_yield=92.0))
    text = f'kind = "discover"\nsamples = 512\n{HEAD}bad = {{ at_least = {limit!r} }}\n{vary}'
    found = asked(text)
    assert "the boxes hold the good ones" in found.notes[1]
    assert found.notes[2].endswith("% of such scenarios are good.")
    assert found.columns["above"][0] == pytest.approx(92.0, abs=0.5)
    assert found.columns["density of good"][0] > 0.9


def test_an_input_without_effect_has_a_large_quasi_p_value():
    draws = np.random.default_rng(5).uniform(size=(4000, 2))
    inputs, bad = {"a": draws[:, 0], "b": draws[:, 1]}, draws[:, 0] > 0.7
    box = Box({"a": (0.7, np.inf), "b": (0.5, np.inf)})
    assert box.quasi_p("a", inputs, bad) < 1e-12
    assert set(box.without_idle_ends(inputs, bad).ends) == {"a"}


def test_front_keeps_what_no_other_beats():
    values = np.array([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0], [3.0, 3.0], [2.0, 2.0], [np.nan, 0.0], [1.0, 4.0]])
    assert non_dominated(values).tolist() == [True, True, True, False, True, False, False]


def test_front_of_designs_trades_cost_against_charge_time(asked):
    vary = '[vary]\nrecharge_time = { from = "10 min", to = "60 min" }\n'
    text = f'kind = "pareto"\nsamples = 64\n{HEAD}{vary}'.replace('energy"]', 'energy", "charge_time"]')
    found = asked(text).columns
    assert (np.diff(found[COST]) >= 0.0).all()
    assert (np.diff(found["charge_time [min]"]) <= 0.0).all()
    assert len(found[COST]) > 5


def test_front_goes_the_way_each_output_is_better(asked):
    vary = '[vary]\npositive_porosity = { from = "20 %", to = "40 %" }\n'
    outputs = HEAD.replace('energy"]', 'energy", "cell_energy_density"]')
    text = f'kind = "pareto"\nsamples = 16\n{outputs}'
    dense = asked(f'{text}best = {{ cell_energy_density = "largest" }}\n{vary}')
    assert dense.notes[0].endswith("best is: smallest pack_cost_per_energy, largest cell_energy_density.")
    light = asked(f"{text}{vary}")
    assert light.notes[0].endswith("smallest cell_energy_density.")
    dear = asked(f'{text}best = "largest"\n{vary}')
    head = next(name for name in light.columns if name.startswith("cell_energy_density"))
    assert dense.columns[COST].max() < dear.columns[COST].max()
    assert dense.columns[head].max() > light.columns[head].min()
    with pytest.raises(InputError, match="made best is pack_cost_per_energy, cell_energy_density"):
        asked(f'{text}best = {{ pack_mass = "largest" }}\n{vary}')


def test_shares_of_independent_groups_add_up_and_an_input_without_effect_has_none(asked):
    vary = (
        '[vary]\ncell_yield = { from = "80 %", to = "98 %" }\n'
        'packs_per_year = { from = "50000 1/year", to = "400000 1/year" }\n'
        'charger_power = { from = "100 kW", to = "200 kW" }\n'
    )
    found = asked(f'kind = "sobol"\nsamples = 512\n{HEAD}{vary}').columns
    first, error = found["first_index"], found["first_index_error"]
    assert found["total_index"][2] == 0.0
    assert first.sum() == pytest.approx(1.0, abs=4.0 * np.sqrt((error**2).sum()))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f'kind = "grid"\n{HEAD}[vary]\ncell_yeild = {{ values = ["80 %"] }}\n', "Did you mean 'cell_yield'"),
        (f'kind = "grid"\n{HEAD}[vary]\ncell_yield = {{ values = [80] }}\n', 'Write "80 %"'),
        (f'kind = "grid"\n{HEAD}[vary]\ncell_yield = {{ values = ["80 kg"] }}\n', "vary|cell_yield"),
        (f'kind = "grid"\n{HEAD}[vary]\n"metal.Ni" = {{ values = ["9 USD/kg"] }}\n', "metals = "),
        (
            f'kind = "inverse"\n{HEAD}[vary]\ncell_yield = {{ from = "80 %", to = "90 %" }}\n',
            "Give one of them",
        ),
        (
            f'kind = "inverse"\ntarget = 1.0\n{HEAD}[vary]\ncell_yield = {{ from = "80 %", to = "90 %" }}\n',
            "no answer in the range",
        ),
        (
            'kind = "inverse"\ntarget = 99\nbase = { energy = "1 kWh" }\n'
            '[vary]\npower = { from = "1 kW", to = "90 kW" }\n',
            "no pack_cost_per_energy at 1 kW; there is no solution",
        ),
        (f'kind = "maze"\n{HEAD}[vary]\n', "kind"),
        ("kind =", "not TOML"),
        (f'kind = "grid"\n{HEAD}[vary]\ncell_yield = {{ values = ["80 kg"] }}\n', "line 5, vary.cell_yield"),
        (f'kind = "switch-map"\n{HEAD}[vary]\ncell_yield = {{ values = ["80 %"] }}\n', "a map has two"),
        (
            f'kind = "grid"\n{HEAD}limits = {{ pack_mass = {{ at_most = 3 }} }}\n[vary]\n',
            'not used; it is of "optimise", not of "grid" of packs',
        ),
        (f'kind = "grid"\n{HEAD}target = 95\n[vary]\nenergy = {{ values = ["9 kWh"] }}\n', 'of "inverse"'),
        (f'kind = "grid"\n{HEAD}samples = 9\n[vary]\nenergy = {{ values = ["9 kWh"] }}\n', '"sobol"'),
        (
            f'kind = "sobol"\n{HEAD}best = "largest"\n[vary]\nenergy = {{ from = "9 kWh", to = "99 kWh" }}\n',
            "best",
        ),
        (
            f'kind = "sobol"\n{HEAD}[vary]\nenergy = {{ from = "9 kWh", to = "99 kWh", points = 3 }}\n',
            "points",
        ),
        (f'kind = "discover"\n{HEAD}[vary]\ncell_yield = {{ from = "80 %", to = "90 %" }}\n', "are bad"),
    ],
)
def test_what_cannot_be_is_refused(asked, text, told):
    with pytest.raises(InputError, match=told):
        asked(text)


def test_command_prints_and_writes(cellworth, tmp_path):
    path, out = tmp_path / "study.toml", tmp_path / "out.csv"
    path.write_text(f'kind = "grid"\n{HEAD}[vary]\ncell_yield = {{ values = ["80 %", "95 %"] }}\n')
    code, told, err = cellworth("study", path, "--out", out)
    assert code == 0
    assert told.splitlines()[0].split()[0] == "cell_yield"
    assert err.strip() == f"2 designs: {out}"
    assert out.read_text().splitlines()[0] == f"cell_yield [%],{COST}"


PAGE = (Path(__file__).parents[3] / "docs" / "how-to" / "study.md").read_text(encoding="utf-8")
EXAMPLES = [(found[1], found[3]) for found in EXAMPLE.finditer(PAGE)]
OF_PACKS = [example for example in EXAMPLES if "case = " not in example[0]]


def named(text):
    return text.split()[2][:16]


@pytest.mark.parametrize(("question", "shown"), OF_PACKS, ids=named)
def test_examples_of_the_page_print_what_it_shows(cellworth, tmp_path, question, shown):
    path = tmp_path / "study.toml"
    path.write_text(question, encoding="utf-8")
    code, told, _ = cellworth("study", path)
    assert code == 0
    assert told.split("\n") == shown.split("\n")


@pytest.mark.parametrize(
    ("kind", "vary"),
    [
        ("grid", '{{ values = ["{}", "{}"] }}'),
        ("one-at-a-time", '{{ from = "{}", to = "{}", points = 3 }}'),
        ("sobol", '{{ from = "{}", to = "{}" }}'),
    ],
)
def test_an_input_that_moves_nothing_is_told(asked, kind, vary):
    ends = f"cell_yield = {vary.format('80 %', '90 %')}\ncharger_power = {vary.format('100 kW', '200 kW')}\n"
    notes = asked(f'kind = "{kind}"\n{HEAD}[vary]\n{ends}').notes
    assert [note for note in notes if "moved" in note] == ["charger_power moved no output."]


def test_only_what_varies_alone_and_moves_no_bit_is_still():
    rows = [{"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 2}, {"a": 2, "b": 2}]
    assert unmoved(rows, {"x": np.array([1.0, 1.0, 3.0, 3.0])}) == ["a"]
    assert unmoved(rows, {"x": np.array([np.nan, np.nan, 3.0, np.nextafter(3.0, 4.0)])}) == []
    assert unmoved(rows[:1] + rows[3:], {"x": np.array([1.0, 1.0])}) == []
    assert unmoved([{"a": 1}, {"a": 2}], {"x": np.array(["keep", "keep"], dtype=object)}) == ["a"]


def test_the_page_has_an_example_of_each_kind():
    kinds = {re.match(r'kind = "(.*)"', question)[1] for question, _ in EXAMPLES}
    assert kinds == set(get_args(StudyForm.model_fields["kind"].annotation))


def test_a_grid_beyond_memory_is_refused_before_it_is_made(asked):
    vary = '[vary]\nenergy = { from = "40 kWh", to = "60 kWh", points = 100000 }\n'
    vary += 'power = { from = "40 kW", to = "60 kW", points = 100000 }\n'
    with pytest.raises(InputError, match="10,000,000,000 combinations; at most 1,000,000"):
        asked(f'kind = "grid"\n{vary}')


def test_metals_of_another_day_are_noted(asked):
    vary = '[vary]\nenergy = { values = ["40 kWh"] }\n'
    (note,) = asked(f'kind = "grid"\nmetals = "2031"\n{HEAD}{vary}').notes
    assert "Ni of 2025" in note
    assert asked(f'kind = "grid"\nmetals = "2016"\n{HEAD}{vary}').notes == ()
