import tomllib

import pytest

from cellworth.app.docs_choices import choice_plan, choices, choices_page
from cellworth.app.docs_choices_case import case_changes
from cellworth.app.docs_sanity import measures
from cellworth.io.cases import load_case

PLACES = ("Germany", "Hungary")
CELLS = (("pouch", "LFP-G (Energy)"), ("4680", "NMC955-G (Energy)"))


@pytest.fixture(scope="module")
def found():
    return choices(choice_plan(), n=48, places=PLACES, cells=CELLS)


def test_every_cell_in_every_place_with_its_range(found):
    assert [(each.place, each.shape, each.couple) for each in found] == [
        (place, *cell) for cell in CELLS for place in PLACES
    ]
    for each in found:
        value, band = each.cost
        assert band.low < value < band.high


def test_dearer_wages_and_weaker_grades_show(found):
    cost = {(each.place, each.couple): each.cost for each in found}
    for _, couple in CELLS:
        assert cost["Hungary", couple][0] < cost["Germany", couple][0]
    widths = [
        (cost["Germany", couple][1].high - cost["Germany", couple][1].low) / cost["Germany", couple][0]
        for _, couple in CELLS
    ]
    assert widths[1] > widths[0]


def test_page_has_a_row_for_each_cell_and_a_difference_that_loads(found, tmp_path):
    plan = choice_plan()
    answers = case_changes(plan.case, [plan.changes[0], plan.changes[2]], n_scenarios=64)
    page = choices_page(plan, found, answers)["new-plant-choices.md"]

    assert "| pouch, LFP-G (Energy) | B |" in page
    assert "| 4680, NMC955-G (Energy) | E |" in page
    for title, _ in (plan.changes[0], plan.changes[2]):
        assert f"| {title} |" in page
    german, hungarian = (measures(result)["own_cost"] for result in answers.values())
    assert hungarian < german
    assert "Cheapest: pouch, LFP-G (Energy), made in Hungary" in page
    text = page.split("```toml\n")[1].split("```")[0]
    path = tmp_path / f"{tomllib.loads(text)['name']}.toml"
    path.write_text(text)
    form = load_case(path).form
    assert form.packs["lfp70"].couple == "LMFP-G (Energy)"
    assert form.strategy.plants["valley"].place == "Hungary"
