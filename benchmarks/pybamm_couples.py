"""Discharges of designed cells in PyBaMM beside the pack method's own impedances; writes docs/pybamm.md.

Run with the extra: pip install 'cellworth[pybamm]'; python benchmarks/pybamm_couples.py
"""

import tempfile
import warnings
from pathlib import Path

from cellworth.app.export import cell_discharge, export_cell, simulated_discharge

PAGE = Path(__file__).parents[1] / "docs" / "pybamm.md"
COUPLES = (
    "NMC622-G (Energy)",
    "NMC811-G (Energy)",
    "NCA-G (Energy)",
    "LFP-G (Energy)",
    "LMO-G (Power)",
    "NMC622-G (Power)",
    "NMC811-G (Power)",
    "LMO-LTO (Power)",
)
RATES = (("C/3", 1.0 / 3.0), ("1C", 1.0))

HEAD = """# Designed cells in PyBaMM

Written by `python benchmarks/pybamm_couples.py` with PyBaMM {version}; it is no part of the tests, as
PyBaMM is an extra.

`cellworth export --pybamm FILE` writes a designed cell in the BPX form [bpx]. Geometry, porosity, active
surface, exchange currents, open-circuit voltage and the resistance of the metal parts are the design's.
Diffusivities and conductivities are no part of the pack method: they are tables of grade C and D, the
same for all designs of a material. Of LFP and LTO they were chosen such that diffusion in the particle is
no bottleneck; nothing else was chosen by the result. The model is the Doyle-Fuller-Newman model at
25 degC, from full to the open-circuit voltage of the empty cell. The pack method discharges by its
tabulated impedances times 1.3.

Difference of PyBaMM from the pack method, packs of 60 kWh with all else at its default:

| couple | coating, um | capacity at C/3 | mean voltage | capacity at 1C | mean voltage |
| --- | ---: | ---: | ---: | ---: | ---: |
"""

FOOT = """
At C/3 both agree. At 1C they agree for power couples and LFP. The dense, thick coatings of energy
couples of layered oxides (25 % void, most charge per area) run out of salt in the porous-electrode model
long before they are empty; the pack method's impedances, measured on pulses, know nothing of that. Read
1C figures of thick energy cells from the pack method as an upper bound. How far the capacity falls hangs
on the tortuosity and on the electrolyte, both of grade C here.
"""


def row(couple: str, folder: str) -> str:
    """One couple."""
    path = str(Path(folder) / "cell.json")
    design = export_cell({"couple": ("couple", couple), "energy": ("energy", "60 kWh")}, path)
    cells = [couple, f"{design.outputs['positive_coating_thickness']:.0f}"]
    for _, rate in RATES:
        own = cell_discharge(design, rate)
        try:
            other = simulated_discharge(path, rate)
        except Exception as error:
            cells += [f"no solution ({type(error).__name__})", ""]
            continue
        cells += [
            f"{other.capacity / own.capacity - 1.0:+.1%}",
            f"{other.mean_voltage / own.mean_voltage - 1.0:+.1%}",
        ]
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Write the page."""
    import pybamm

    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        rows = [row(couple, folder) for couple in COUPLES]
    PAGE.write_text(HEAD.format(version=pybamm.__version__) + "\n".join(rows) + "\n" + FOOT, encoding="utf-8")


if __name__ == "__main__":
    main()
