"""A designed cell as a parameter set, and its discharge by the pack method."""

import importlib.util
import json
import re

import numpy as np
import pytest

from cellworth.app.export import cell_discharge, export_cell, simulated_discharge
from cellworth.core.errors import InputError
from cellworth.design.cell.discharge import discharge_voltage, steady_discharge

FARADAY = 96485.0


def exported(tmp_path, couple):
    target = tmp_path / "cell.json"
    design = export_cell({"couple": ("--couple", couple), "energy": ("--energy", "60 kWh")}, str(target))
    return design, json.loads(target.read_text()), str(target)


def test_discharge_by_hand():
    voltage = discharge_voltage(
        np.asarray([3.0, 4.0]), np.asarray([10.0, 10.0]), np.asarray(2.0), np.asarray(100.0)
    )
    assert voltage == pytest.approx([2.8, 3.8])
    given, mean = steady_discharge(voltage, np.asarray([0.0, 1.0]), np.asarray(3.0))
    assert given == pytest.approx(0.8)
    assert mean == pytest.approx(3.4)
    assert steady_discharge(voltage, np.asarray([0.0, 1.0]), np.asarray(2.5))[0] == 1.0
    assert steady_discharge(voltage, np.asarray([0.0, 1.0]), np.asarray(3.9))[0] == 0.0


@pytest.mark.parametrize(
    "couple", ["NMC811-G (Energy)", "LFP-G (Energy)", "LMO-LTO (Power)", "50%/50% NMC532/LMO - G"]
)
def test_parameter_set_holds_the_design(tmp_path, couple):
    design, document, _ = exported(tmp_path, couple)
    parts = document["Parameterisation"]
    positive, negative = parts["Positive electrode"], parts["Negative electrode"]
    cell = parts["Cell"]
    area = (
        cell["Electrode area [m2]"] * cell["Number of electrode pairs connected in parallel to make a cell"]
    )
    solid = positive["Surface area per unit volume [m-1]"] * positive["Particle radius [m]"] / 3.0
    used = positive["Maximum stoichiometry"] - positive["Minimum stoichiometry"]
    charge = (
        used
        * positive["Maximum concentration [mol.m-3]"]
        * FARADAY
        * solid
        * positive["Thickness [m]"]
        * area
    )
    assert charge / 3600.0 == pytest.approx(cell["Nominal cell capacity [A.h]"], rel=0.01)
    full = positive["OCP [V]"]["y"][0] - negative["OCP [V]"]["y"][-1]
    empty = positive["OCP [V]"]["y"][-1] - negative["OCP [V]"]["y"][0]
    assert full == pytest.approx(design.outputs["couple_ocv.100"])
    assert empty == pytest.approx(design.outputs["couple_ocv.0"])
    assert all(np.diff(side["OCP [V]"]["x"]).min() > 0.0 for side in (positive, negative))
    conductivity = re.sub(r"\bx\b", "1000.0", parts["Electrolyte"]["Conductivity [S.m-1]"])
    assert eval(conductivity, {}) == pytest.approx(0.1297 - 2.51 + 3.329)


def test_more_current_gives_less(tmp_path):
    design, *_ = exported(tmp_path, "NMC622-G (Energy)")
    slow, fast = cell_discharge(design, 1.0 / 3.0), cell_discharge(design, 2.0)
    assert fast.capacity < slow.capacity < design.outputs["cell_capacity"]
    assert fast.mean_voltage < slow.mean_voltage


def test_without_pybamm_the_extra_is_named(tmp_path):
    if importlib.util.find_spec("pybamm"):
        pytest.skip("PyBaMM is installed here")
    _, _, path = exported(tmp_path, "NMC622-G (Energy)")
    with pytest.raises(InputError, match=r"pip install -e '\.\[pybamm\]'"):
        simulated_discharge(path)


def test_simulation_agrees_at_low_current(tmp_path):
    pytest.importorskip("pybamm", reason="PyBaMM is an extra: pip install -e '.[pybamm]'")
    design, _, path = exported(tmp_path, "NMC622-G (Power)")
    own, other = cell_discharge(design, 1.0 / 3.0), simulated_discharge(path, 1.0 / 3.0)
    assert other.capacity == pytest.approx(own.capacity, rel=0.03)
    assert other.mean_voltage == pytest.approx(own.mean_voltage, rel=0.02)
