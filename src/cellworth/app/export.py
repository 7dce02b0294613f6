"""A designed cell for other programs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cellworth.app.pack import PackDesign, pack_design
from cellworth.core.errors import InputError, Problem
from cellworth.design.cell.discharge import discharge_voltage, steady_discharge
from cellworth.io.bpx import SOC, bpx_document
from cellworth.io.parameter_files import parameter_table
from cellworth.io.table_writing import whole_file
from cellworth.io.targets import check_file

__all__ = ["Discharge", "cell_discharge", "export_cell", "simulated_discharge"]


@dataclass(frozen=True)
class Discharge:
    """What a cell gives at a steady current from full to its lower cut-off.

    Attributes
    ----------
    capacity : [Ah]
    mean_voltage : [V]
    """

    capacity: float
    mean_voltage: float


def cell_discharge(design: PackDesign, rate: float = 1.0) -> Discharge:
    """Discharge by the impedances of the pack method, at 25 degC.

    Parameters
    ----------
    design : one design.
    rate : current over the capacity [1/h].
    """
    out = {name: value for name, value in design.outputs.items() if not isinstance(value, str)}
    factor = parameter_table("design/design_constants.csv").values("symbol")["asi_energy_factor"]
    ocv, asi = (
        np.asarray([out[f"{name}.{round(100 * soc)}"] for soc in SOC])
        for name in ("couple_ocv", "couple_asi_10s")
    )
    capacity = out["cell_capacity"]
    voltage = discharge_voltage(
        ocv, factor * asi + out["asi_hardware"], np.asarray(rate * capacity), np.asarray(out["positive_area"])
    )
    share, mean = steady_discharge(voltage, SOC, np.asarray(ocv[0]))
    return Discharge(float(share) * capacity, float(mean))


def export_cell(given: Mapping[str, tuple[str, str]], target: str) -> PackDesign:
    """Design a pack and write its cell as a parameter set in the BPX form.

    Raises
    ------
    InputError
        If no design meets the inputs, or the file cannot be written.
    """
    check_file(target)
    design = pack_design(given)
    couple = str(design.inputs["couple"])
    document = bpx_document(f"{couple}, {design.inputs['energy']:g} kWh", couple, design.outputs)
    with whole_file(target) as part:
        Path(part).write_text(json.dumps(document, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    return design


def simulated_discharge(path: str, rate: float = 1.0) -> Discharge:
    """Discharge of an exported cell in the porous-electrode model of PyBaMM.

    Raises
    ------
    InputError
        If PyBaMM is not installed.
    """
    try:
        import pybamm
    except ImportError:
        why = "PyBaMM is an extra"
        instead = "In the folder of the Makefile: .venv/bin/pip install -e '.[pybamm]'."
        raise InputError(Problem("--simulate", "PyBaMM is not installed", why, instead)) from None
    values = pybamm.ParameterValues.create_from_bpx(path)
    model = pybamm.lithium_ion.DFN({"contact resistance": "true"})
    simulation = pybamm.Simulation(model, parameter_values=values, C_rate=rate)
    solution = simulation.solve([0.0, 3600.0 * 1.3 / rate])
    time, voltage = solution["Time [h]"].entries, solution["Voltage [V]"].entries
    current = rate * float(values["Nominal cell capacity [A.h]"])
    energy = float(np.sum(0.5 * (voltage[1:] + voltage[:-1]) * np.diff(time))) * current
    charge = current * float(time[-1] - time[0])
    return Discharge(charge, energy / charge)
