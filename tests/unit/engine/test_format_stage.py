"""Packs with cells of a format: what must hold whatever the numbers are."""

import numpy as np
import pytest

from cellworth.core.record import replace
from cellworth.design.cell.cans import cells_in_pack, cells_near_energy
from cellworth.design.cell.foil_paths import collector_impedance, tabbed_path
from cellworth.engine.format_plant import applied, format_plant
from cellworth.engine.format_stage import format_packs
from cellworth.engine.pack_model import CORRECTED
from cellworth.factory.steps import steps_in_force
from cellworth.io.format_records import cell_format, format_inputs, format_numbers, format_titles
from cellworth.io.input_values import single_design
from cellworth.io.pack_model import pack_model

CANS = [title for title in format_titles() if title != "pouch"]
COUPLE = "NMC811-G (Energy)"


def values(title):
    return {
        name: np.asarray([each.number.value]) for name, each in format_numbers(cell_format(title)).items()
    }


def form(title, **changed):
    return format_inputs(cell_format(title), values(title) | changed)


def inputs(couple=COUPLE):
    arrays, _ = single_design(
        {"couple": ("--couple", couple), "energy": ("--energy", "75 kWh")}, parity=False
    )
    return arrays | {"cell_yield": np.asarray([np.nan])}


def packs(title, **changed):
    return format_packs(inputs(), pack_model(), form(title, **changed))


@pytest.mark.parametrize("title", CANS)
def test_active_mass_is_capacity_over_specific_capacity(title):
    made = packs(title)

    expected = 1000.0 * made.cell.format_cell_capacity / 213.6

    assert made.outputs["positive_active_mass"] == pytest.approx(expected)


@pytest.mark.parametrize("title", CANS)
def test_pack_holds_what_was_asked_for_and_little_more(title):
    made = packs(title)

    assert 75.0 <= made.outputs["pack_energy"][0] <= 75.0 * 1.05
    cells = made.cell.in_series * made.cell.in_parallel
    assert made.outputs["pack_energy"] == pytest.approx(cells * made.cell.format_cell_energy / 1000.0)
    assert made.outputs["cell_specific_energy"] > made.outputs["pack_specific_energy"]


def test_many_packs_at_once_cost_what_each_costs():
    heights = np.asarray([70.0, 80.0, 95.0])
    both = packs("4680", **{"shape.height": heights})

    for index, height in enumerate(heights):
        alone = packs("4680", **{"shape.height": np.asarray([height])})
        for name in ("cell_cost_per_energy", "pack_cost_per_energy", "pack_mass"):
            assert both.outputs[name][index] == pytest.approx(alone.outputs[name][0], rel=1e-12)


def test_steps_of_the_base_cell_are_those_of_the_base_plant():
    """Machine seconds of the pouch of the base plant and its 68 Ah give that plant (X21)."""
    shape = form("PHEV2 stacked")
    line = shape.line
    as_base = replace(
        line,
        time_law=tuple((step, "fixed") for step, _ in line.time_law),
        machine_seconds=line.base_seconds,
        time_factor=dict.fromkeys(line.base_seconds, np.ones(1)),
        machine_price=dict.fromkeys(line.base_seconds, np.ones(1)),
    )
    base, own = pack_model().factory, replace(shape, line=as_base)
    cell = replace(packs("PHEV2 stacked").cell, format_cell_capacity=np.asarray([68.0]))
    plain = steps_in_force(base, CORRECTED.factory)

    made = format_plant(base, cell, own, np.asarray([400.0]), CORRECTED.factory)
    again = steps_in_force(made, applied(CORRECTED.factory))

    for step in ("stack", "weld", "xray", "enclose", "fill_seal", "formation", "reject_recycle", "slit"):
        for name in ("baseline_rate", "baseline_labor", "baseline_equipment", "baseline_area"):
            assert float(np.squeeze(getattr(again[step], name))) == pytest.approx(getattr(plain[step], name))


def test_cells_with_tabs_need_no_notching():
    assert packs("21700").outputs["step_equipment.notch_positive"] == 0.0
    assert packs("4680").outputs["step_equipment.notch_positive"] > 0.0


def test_slower_machines_and_worse_yield_make_dearer_cells():
    plain = packs("4680").outputs["cell_cost_per_energy"]

    assert packs("4680", **{"seconds.weld": np.asarray([7.0])}).outputs["cell_cost_per_energy"] > plain
    assert packs("4680", **{"yield.stack": np.asarray([0.9])}).outputs["cell_cost_per_energy"] > plain
    assert packs("4680", **{"bought.case_price": np.asarray([0.9])}).outputs["cell_cost_per_energy"] > plain


def test_machines_have_the_seconds_they_are_used_for():
    made = packs("blade")
    load, line, built = made.load, form("blade").line, made.outputs["cells_built_per_year"]

    for step, seconds in load.step_seconds.items():
        there = load.step_machines[step] * 3600.0 * line.hours * line.uptime
        assert there * load.step_use[step] == pytest.approx(built * seconds)
        assert load.step_use[step] <= 1.0


def test_foil_without_tabs_conducts_as_the_method_says():
    """About 600 times better than one tab in the middle of a 4680 strip (X18)."""
    length, width, area = np.asarray([3399.0]), np.asarray([68.0]), np.asarray([4622.0])

    def impedance(tabs):
        way, breadth = tabbed_path(length, width, np.asarray([tabs]))
        return collector_impedance(area, way, breadth, 377000.0, 15.0)

    assert float(impedance(1.0)[0] / impedance(0.0)[0]) == pytest.approx(600.0, rel=0.05)


def test_voltage_gives_way_where_large_cells_hold_too_much():
    volts, energy, cell, capacity = (np.asarray([each]) for each in (370.0, 75.0, 3.7, 160.0))
    asked = cells_in_pack(volts, energy, cell, capacity)
    kept = cells_near_energy(*asked, energy, cell * capacity, np.asarray([1.0]))
    moved = cells_near_energy(*asked, energy, cell * capacity, np.asarray([0.05]))

    assert [float(each[0]) for each in kept] == [100.0, 2.0]
    assert [float(each[0]) for each in moved] == [127.0, 1.0]
