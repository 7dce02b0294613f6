import json

import pytest

from cellworth.app.pack import pack_design, pack_json
from cellworth.app.pack_sheet import pack_sheet
from cellworth.core.errors import InputError
from cellworth.io.input_schema import column_rows, input_definitions
from cellworth.io.parameter_files import parameter_table


def given(**texts):
    return {name: (f"--{name}", text) for name, text in texts.items()}


def test_reference_battery_in_parity():
    # worked_design.csv, battery 1 of the workbook as distributed
    design = pack_design({}, parity=True)
    assert design.outputs["pack_energy"] == pytest.approx(100.0, rel=1e-9)
    assert design.outputs["limited_by"] == "maximum thickness"
    assert design.inputs["couple"] == "NMC811-G (Energy)"
    assert design.inputs["charging"] is True
    assert design.inputs["capacity"] is None


def test_capacity_takes_the_place_of_energy():
    design = pack_design(given(capacity="60 Ah"))
    assert design.inputs["energy"] is None
    assert design.outputs["pack_capacity"] == pytest.approx(60.0)


def test_inputs_without_effect_are_noted():
    notes = pack_design(
        given(pulse_duration="5 s", utilization="90 %", vehicle="PHEV", recharge_time="30 min")
    ).notes
    assert notes == (
        "pulse_duration has no effect: default_power is yes.",
        "utilization has no effect: utilization_method is 1.",
        "recharge_time has no effect: charging is sized for EV only, not PHEV.",
    )
    assert not pack_design(given(pulse_duration="5 s", default_power="no")).notes


def test_design_out_of_reach_is_explained():
    with pytest.raises(InputError, match=r"the design: it has no solution; .* Ask for less power"):
        pack_design(given(energy="1 kWh", power="50000 kW"))


def test_json_holds_every_input_output_and_unit():
    content = json.loads(pack_json(pack_design(given(energy="60 kWh"))))
    assert set(content["inputs"]) == set(input_definitions())
    assert content["inputs"]["energy"] == 60.0
    assert content["units"]["pack_mass"] == "kg"
    assert content["outputs"]["area_override"] is None
    assert len(content["outputs"]) > 800


def test_sheet_shows_size_limits_cost_and_warnings():
    design = pack_design(given(couple="NMC811-G (Power)", energy="60 kWh", packs_per_year="200000"))
    sheet = pack_sheet(design.inputs, design.outputs)
    assert sheet.title == "NMC811-G (Power), 60 kWh, 300 kW, EV; 200,000 packs a year"
    assert sheet.warnings == ("This is a power couple; an energy couple suits the vehicle better.",)
    assert sheet.limits == "Positive coating of 120 um, set by: maximum thickness."
    assert [section.heading for section in sheet.sections][:3] == ["Cell", "Module", "Pack"]
    pack = next(section for section in sheet.sections if section.heading == "Pack")
    shown = {line.label: (line.value, line.unit) for line in pack.lines}
    assert shown["Energy / usable"] == ("60.0 / 51.0", "kWh")


def test_cost_lines_add_up():
    outputs = pack_design({}).outputs
    parts = (
        "direct_materials",
        "direct_labor",
        "variable_overhead",
        "depreciation",
        "gsa",
        "research",
        "profit",
    )
    total = sum(outputs[f"{part}.pack"] for part in (*parts, "warranty"))
    assert total == pytest.approx(outputs["unit_cost.pack"], rel=1e-12)


def test_every_tag_has_its_sentence():
    tags = {row["tag"]: row["kind"] for row in parameter_table("design/errors_warnings.csv").rows}
    assert {row["tag"]: row["kind"] for row in column_rows("tag_sentences.csv")} == tags


def test_errors_of_parity_stand_as_sentences():
    design = pack_design(given(cells_per_module="21"), parity=True)
    sheet = pack_sheet(design.inputs, design.outputs)
    assert "The cells of a module do not fill whole parallel groups." in sheet.errors
