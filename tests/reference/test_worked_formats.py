"""Worked rows of cell formats (A) and newer couples (C) to the last printed digit; cells taken apart."""

import csv
from pathlib import Path

import numpy as np
import pytest

from cellworth.design.cell.cans import (
    cylinder_can,
    cylinder_volume,
    prism_volume,
    stack_energies,
    stack_fill,
)
from cellworth.design.cell.formats import (
    LayerThicknesses,
    cylinder,
    flat_roll,
    format_capacity,
    prism_stack,
    repeat_thickness,
)
from cellworth.design.electrode.couple import couple_rows
from cellworth.factory.format_steps import (
    channel_count,
    channel_investment,
    stacking_time,
    step_investment,
    winding_time,
)
from cellworth.io.design_parameters import all_couples, design_parameters
from cellworth.io.parameter_files import parameter_table

TABLE = Path(__file__).parent / "extensions" / "worked_extensions.csv"
HALF = 0.505


def one(number):
    return np.asarray([float(number)])


def rows():
    found = list(csv.DictReader(TABLE.read_text().splitlines()))
    return {row["id"]: row for row in found if row["id"][2] in "AC"}


def numbers(table, name):
    found = parameter_table(f"extensions/{table}.csv").rows
    return {row["parameter"]: one(row["value"]) for row in found if row["format_id"] == name}


def line(name):
    return one(parameter_table("extensions/line_parameters.csv").values("parameter")[name])


def layers(taken_apart):
    cell = numbers("format_teardowns", taken_apart)
    return LayerThicknesses(
        positive_coat=cell["positive_coating_thickness"],
        negative_coat=cell["negative_coating_thickness"],
        positive_sheet=cell["positive_foil"],
        negative_sheet=cell["negative_foil"],
        separator_sheet=cell["separator"],
    )


def roll(can, taken_apart):
    d = numbers("formats", can)
    inside = d["diameter"] - 2.0 * d["wall_thickness"] - d["radial_clearance_diametral"]
    return cylinder(
        layers(taken_apart), inside, d["core_diameter"], d["height"] - d["height_loss"], d["end_turns"],
        d["uncoated_fraction"], one(1.0), one(3.0),
    )  # fmt: skip


def tesla():
    return roll("cyl_4680_tabless", "teardown_4680")


def phev2():
    """Layers of an NMC cell as the row prints its repeat."""
    given = {"positive_coat": 77.9, "negative_coat": 93.0, "positive_sheet": 16.0, "negative_sheet": 10.0}
    sheets = LayerThicknesses(
        **{name: one(value) for name, value in given.items()}, separator_sheet=one(14.0)
    )
    assert repeat_thickness(sheets) == pytest.approx(395.8)
    d = numbers("formats", "pris_phev2_wound")
    inner = d["width"] - 2.0 * d["wall_thickness"] - d["width_clearance"]
    depth = d["thickness"] - 2.0 * d["wall_thickness"] - d["thickness_clearance"]
    rolls = d["n_jelly_rolls"]
    return flat_roll(
        sheets, inner, depth / rolls, d["core_thickness"], d["height"] - d["height_loss"], d["end_turns"],
        rolls, one(1.0),
    )  # fmt: skip


def blade():
    d = numbers("formats", "blade_byd_135")
    return prism_stack(
        layers("teardown_blade"), d["thickness"] - 2.0 * d["wall_thickness"],
        d["stack_fill_of_inner_thickness"], d["width"] - d["width_loss"], d["height"] - d["height_loss"],
        one(1.0),
    )  # fmt: skip


def capacity(can, taken_apart):
    areal = numbers("format_teardowns", taken_apart)["areal_capacity_positive"]
    return format_capacity(areal, can.can_positive_area)


def spiral():
    """Length of an Archimedean spiral from core to rim, by Simpson's rule: apart from the kernel."""
    pitch, inner, outer = 0.45, 2.0, 22.4
    turns = np.linspace(inner, outer, 20001)
    slope = pitch / (2.0 * np.pi)
    height = np.sqrt(turns**2 + slope**2) / slope
    weight = np.ones(turns.size)
    weight[1:-1:2], weight[2:-1:2] = 4.0, 2.0
    return (weight * height).sum() * (turns[1] - turns[0]) / 3.0


def volume(name):
    d = numbers("formats", name)
    if "diameter" in d:
        return cylinder_volume(d["diameter"], d["height"])
    return prism_volume(d["width"], d["height"], d["thickness"])


def fill(can, name):
    return stack_fill(can.can_positive_area, can.repeat, volume(name))


def can_mass():
    d = numbers("formats", "cyl_4680_tabless")
    return cylinder_can(
        d["diameter"], d["height"], d["wall_thickness"], d["base_thickness"], d["case_density"]
    )


def couple(name):
    book = all_couples()
    index = book.names.index(name)
    return couple_rows(book.couples, np.asarray([index])), book.couples.curves.ocv_curve[index]


def mean_voltage(name):
    curve = couple(name)[1]
    return np.trapezoid(curve, dx=0.1)


def bare_stack(name, which):
    found, _ = couple(name)
    physics = design_parameters().physics
    metal = found.negative.negative_foil_aluminum
    density = np.where(metal, physics.density_aluminum, physics.density_copper)
    return stack_energies(found, one(3.0), one(mean_voltage(name)), density, physics)[which]


WORKED = {
    "W-A1": lambda: tesla().repeat,
    "W-A2": lambda: tesla().strip_length,
    "W-A2b": lambda: tesla().layers,
    "W-A3": lambda: tesla().can_positive_area,
    "W-A4": lambda: capacity(tesla(), "teardown_4680"),
    "W-A5": spiral,
    "W-A6": lambda: roll("cyl_21700", "teardown_lgm50").facing_strip,
    "W-A6b": lambda: repeat_thickness(layers("teardown_lgm50")),
    "W-A7": lambda: blade().layers,
    "W-A8": lambda: capacity(blade(), "teardown_blade"),
    "W-A9": lambda: phev2().strip_length,
    "W-A10": lambda: phev2().can_positive_area,
    "W-A11": lambda: channel_count(one(211e6), line("formation_occupancy"), line("hours_per_year")),
    "W-A11b": lambda: channel_investment(
        one(659375.0), one(34.0), line("channel_price_fixed"), line("channel_price_per_ampere"), one(1.0)
    ),
    "W-A12": lambda: winding_time(one(3475.0), line("v_wind_cylindrical"), line("t_idx_4680"), one(1.0)),
    "W-A13": lambda: stacking_time(one(32.0), line("t_sheet_old")),
    "W-A13b": lambda: stacking_time(one(38.0), line("t_sheet_new")) * 1.3,
    "W-A14": lambda: step_investment(
        one(170.0), one(1.15), one(300e6), WORKED["W-A12"](), one(211e6), one(29.25), one(0.9)
    ),
    "W-A15": lambda: fill(tesla(), "cyl_4680_tabless"),
    "W-A15b": lambda: fill(phev2(), "pris_phev2_wound"),
    "W-A15c": lambda: fill(blade(), "blade_byd_135"),
    "W-A16": can_mass,
}
"""What each row computes; the expected value and its digits stand in the table."""

PUBLISHED = {"W-A4": 0.01, "W-A6": 0.03, "W-A7": 0.0, "W-A8": 0.01}
"""Rows with a cell taken apart, and how near the method says it comes."""


def of_couple(row):
    title = row["description"].split(", ", 1)[1]
    if row["equation"] == "D23":
        return mean_voltage(title)
    return bare_stack(title, 0 if row["unit"] == "Wh/kg" else 1)


def computed(name):
    row = rows()[name]
    return float(np.squeeze(of_couple(row) if name[2] == "C" else WORKED[name]()))


def last_digit(text):
    """Half of the last printed digit, a little more."""
    return HALF * 10.0 ** -len(text.partition(".")[2])


@pytest.mark.parametrize("name", rows())
def test_worked_row(name):
    printed = rows()[name]["value"]
    assert computed(name) == pytest.approx(float(printed), abs=last_digit(printed), rel=0.0)


@pytest.mark.parametrize("name", PUBLISHED)
def test_cell_taken_apart(name):
    assert computed(name) == pytest.approx(
        float(rows()[name]["reference_value"]), rel=PUBLISHED[name], abs=0.0
    )


def test_area_rule_is_the_spiral_integral():
    assert float(tesla().strip_length[0]) == pytest.approx(spiral(), rel=1e-4)


def test_every_row_of_these_sections_is_run():
    assert set(WORKED) == {name for name in rows() if name[2] == "A"}
    assert {row["grade"] for row in rows().values()} <= set("ABC")
