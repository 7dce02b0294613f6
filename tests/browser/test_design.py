"""The page Design: packs beside each other are the packs of the program, drawn to scale."""

import pytest
from waiting import settled, until

from cellworth.app.pack import pack_design

TWO = "/#/design?design=energy=60&design=couple=LFP-G (Energy);energy=60"


def designed(page):
    settled(page, ".chart.mass .plot svg")


def cells(page, label):
    row = page.locator(
        "table.sheet:not(.inputs) tr", has=page.get_by_role("rowheader", name=label, exact=True)
    )
    return [text.split("\n")[0].replace(",", "") for text in row.last.locator("td").all_inner_texts()]


def test_designs_beside_each_other_are_those_of_the_program(open_page):
    page = open_page(TWO)
    designed(page)
    given = [{"energy": ("e", "60 kWh")}, {"couple": ("c", "LFP-G (Energy)"), "energy": ("e", "60 kWh")}]
    outputs = [pack_design(each).outputs for each in given]
    page.get_by_role("button", name="Add a design").click()
    page.get_by_label("Energy, design 3").fill("30")
    page.get_by_label("Energy, design 3").press("Enter")
    until(page, "location.hash.includes('energy%3D30') || location.hash.includes('energy=30')")
    until(page, "document.querySelectorAll('.drawings figure').length === 3")
    designed(page)
    outputs.append(pack_design({"couple": ("c", "LFP-G (Energy)"), "energy": ("e", "30 kWh")}).outputs)
    assert cells(page, "Pack") == [f"{each['pack_cost_per_energy']:.2f}" for each in outputs]


def test_drawings_keep_the_proportions(open_page):
    page = open_page("/#/design?design=energy=60")
    designed(page)
    outputs = pack_design({"energy": ("e", "60 kWh")}).outputs
    pack, cell = (page.locator("svg.scale-drawing").nth(place) for place in (0, 1))
    sizes = [
        [
            (float(each.get_attribute("width")), float(each.get_attribute("height")))
            for each in drawing.locator(".outline").all()
        ]
        for drawing in (pack, cell)
    ]
    assert sizes[0][0] == pytest.approx((outputs["pack_length"], outputs["pack_width"]))
    assert sizes[0][1] == pytest.approx((outputs["pack_length"], outputs["pack_height"]))
    assert sizes[1][0] == pytest.approx((outputs["cell_length"], outputs["cell_width"]))
    assert sizes[1][1] == pytest.approx((outputs["cell_thickness"], outputs["cell_width"]))
    assert [each.get_attribute("width") for each in page.locator("svg .hand").all()] == ["100", "100"]


def test_an_impossible_input_is_said_beside_it_and_what_was_typed_stays(open_page):
    page = open_page(TWO, refusals=(422,))
    designed(page)
    field = page.get_by_label("Energy, design 2")
    field.fill("much")
    field.press("Enter")
    page.wait_for_selector('td[data-input="energy"][data-design="1"] .error:not([hidden])')
    assert field.input_value() == "much"
    assert field.get_attribute("aria-invalid") == "true"
    assert page.locator(".drawings figure").count() == 1


def test_a_sweep_draws_a_line_for_each_design_and_stands_in_the_address(open_page):
    page = open_page(TWO)
    designed(page)
    page.get_by_label("Input", exact=True).select_option("packs_per_year")
    page.get_by_label("From").fill("50000")
    page.get_by_label("To", exact=True).fill("500000")
    page.get_by_role("button", name="Sweep").click()
    page.wait_for_selector(".chart.sweep .plot svg")
    lines = page.locator(".chart.sweep .plot svg .mark-line path")
    assert lines.count() == 2
    assert page.locator(".chart.sweep .plot svg .mark-symbol path").count() == 2
    assert "sweep=packs_per_year" in page.url
