"""Studies over the numbers of a case."""

from pathlib import Path

import numpy as np
import pytest

from cellworth.app.docs_studies import EXAMPLE
from cellworth.app.question import question_at_once
from cellworth.app.study import study
from cellworth.core.errors import InputError
from cellworth.io.case_edits import Edits, editable_numbers
from cellworth.io.cases import load_case

CASE = "nissan-aesc-2016"
HEAD = f'case = "{CASE}"\nscenarios = 64\n'
VOLUME, QUOTED = "programmes.leaf.volume_factor", "suppliers.lg_chem.quoted.*"


PAGE = (Path(__file__).parents[3] / "docs" / "how-to" / "study.md").read_text(encoding="utf-8")
EXAMPLES = [(found[1], found[3]) for found in EXAMPLE.finditer(PAGE) if "case = " in found[1]]


@pytest.fixture
def asked(tmp_path):
    def ask(text):
        path = tmp_path / "study.toml"
        path.write_text(text, encoding="utf-8")
        return study(str(path))

    return ask


def decision(values):
    return question_at_once(load_case(CASE), Edits(values), CASE, n_scenarios=64, seed=1)


def test_a_row_is_the_answer_of_the_workbench_to_the_same_edit(asked):
    outputs = 'outputs = ["leader", "walk_away", "chance_best.buy"]\n'
    found = asked(f'kind = "grid"\n{HEAD}{outputs}[vary]\n"{VOLUME}" = {{ values = [0.6, 1.2] }}\n')
    told = decision({VOLUME: 1.2})
    headline = {line["name"]: line["value"] for line in told["headline"]}
    families = {row[0]: row[1] for row in told["tables"]["families"]["rows"]}
    assert found.columns["leader"][1] == told["answer"]["family"]
    assert found.columns["walk_away [USD]"][1] == headline["walk_away"]
    assert found.columns["chance_best.buy"][1] == families["buy"]
    assert found.columns["walk_away [USD]"][0] != headline["walk_away"]


def test_price_at_which_buying_is_worth_as_much_as_keeping(asked):
    found = asked(next(question for question, _ in EXAMPLES if QUOTED in question))
    factor = float(found.columns[QUOTED][0])
    numbers = editable_numbers(load_case(CASE).form)
    quoted = {
        key: factor * entry.number.value for key, entry in numbers.items() if key.startswith(QUOTED[:-1])
    }
    assert len(found.notes) == len(quoted) > 1

    def over_keeping(by):
        told = decision({key: by * value for key, value in quoted.items()})["tables"]
        rows = {
            row[0]: dict(zip((c["name"] for c in told["strategies"]["columns"]), row, strict=True))
            for row in told["strategies"]["rows"]
        }
        return rows[next(row[3] for row in told["families"]["rows"] if row[0] == "buy")]["over_keeping"]

    assert over_keeping(0.98) > 0.0 > over_keeping(1.02)


def test_a_number_that_moves_no_output_is_told(asked):
    vary = f'[vary]\n"{QUOTED}" = {{ values = [0.5, 2] }}\n'
    found = asked(f'kind = "grid"\n{HEAD}outputs = ["today.own_cell_cash"]\n{vary}')
    assert found.notes == (f"{QUOTED} moved no output.",)


def test_scenarios_in_which_keeping_loses(asked):
    bad = 'outputs = ["keep", "buy_close_lg"]\nbad = { at_most = 0 }\n'
    text = f'kind = "discover"\n{HEAD}{bad}'.replace("scenarios = 64", "scenarios = 512")
    found = asked(text)
    share = np.asarray(found.columns["share of scenarios"], dtype=float)
    density = np.asarray(found.columns["density"], dtype=float)
    assert len(share) > 0
    assert ((share > 0.0) & (share < 1.0)).all()
    assert (density > 0.0).all()
    assert found.notes[1].startswith("In ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('kind = "grid"\n[vary]\n"metals.nickle.level" = { values = ["9 USD/kg"] }\n', "metals.nickel.level"),
        ('kind = "grid"\n[vary]\n"metals.nickel.level" = { values = ["9 kg"] }\n', "line 5, vary.metals"),
        ('kind = "grid"\n[vary]\n"metals.nickel.*l" = { values = ["-9"] }\n', r"nickel.\*l = -9"),
        (
            'kind = "grid"\noutputs = ["walk_awy"]\n[vary]\n"learning.floor" = { values = ["9 %"] }\n',
            "walk_away",
        ),
        ('kind = "optimise"\n[vary]\n"learning.floor" = { from = "9 %", to = "10 %" }\n', "switch map"),
        ('kind = "discover"\nbad = { at_most = -1e15 }\n', "0 of 64 scenarios are bad"),
        ('kind = "discover"\noutputs = ["hold"]\nbad = { at_most = 0 }\n', "Known are keep"),
    ],
)
def test_what_cannot_be_is_refused(asked, text, told):
    with pytest.raises(InputError, match=told):
        asked(HEAD + text)


@pytest.mark.parametrize(
    ("question", "shown"),
    [each for each in EXAMPLES if QUOTED not in each[0]],
    ids=lambda text: text.split()[2][:16],
)
def test_examples_of_the_page_have_the_columns_it_shows(asked, question, shown):
    """Their numbers move with the case; `make pages` makes the page again."""
    found = asked(
        question.replace("samples = 16", "samples = 4").replace("scenarios = 2048", "scenarios = 512")
    )
    assert "  ".join(found.columns).split() == shown.splitlines()[0].split()
