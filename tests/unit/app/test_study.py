import re
from pathlib import Path

import numpy as np
import pytest

from cellworth.api import cost_packs
from cellworth.app.study import non_dominated, study
from cellworth.core.errors import InputError

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


def test_nickel_price_at_which_iron_phosphate_wins(asked):
    vary = '[vary]\n"metal.Ni" = { from = "2 USD/kg", to = "80 USD/kg" }\n'
    question = f'kind = "inverse"\nmetals = "2024"\nagainst = {{ couple = "LFP-G (Energy)" }}\n{HEAD}{vary}'
    found = asked(question).columns
    assert found[COST][0] == pytest.approx(found["of the other design"][0], rel=1e-5)
    nickel = float(found["metal.Ni [USD/kg]"][0])
    grid = f'[vary]\n"metal.Ni" = {{ values = ["{nickel - 2} USD/kg", "{nickel + 2} USD/kg"] }}\n'
    cheap, dear = asked(f'kind = "grid"\nmetals = "2024"\n{HEAD}{grid}').columns[COST]
    assert cheap < found["of the other design"][0] < dear


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
        (f'kind = "maze"\n{HEAD}[vary]\n', "kind"),
        ("kind =", "not TOML"),
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
EXAMPLES = re.findall(r"```toml\n(.*?)```\n+```text\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("question", "shown"), EXAMPLES, ids=lambda text: text.split()[2][:16])
def test_examples_of_the_page_print_what_it_shows(cellworth, tmp_path, question, shown):
    path = tmp_path / "study.toml"
    path.write_text(question, encoding="utf-8")
    code, told, _ = cellworth("study", path)
    assert code == 0
    assert told.split("\n") == shown.split("\n")


def test_the_page_has_an_example_of_each_kind():
    kinds = {re.match(r'kind = "(.*)"', question)[1] for question, _ in EXAMPLES}
    assert kinds == {"grid", "one-at-a-time", "inverse", "pareto", "sobol"}
