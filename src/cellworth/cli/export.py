"""`cellworth export`: what the program computed, for other programs."""

import sys
from typing import Annotated

import typer

from cellworth.cli.pack import given_inputs
from cellworth.core.errors import InputError, Problem

__all__ = ["HELP", "export"]

HELP = """
Write what was computed for another program.

--pybamm writes the designed cell as a parameter set in the BPX form, which PyBaMM and others read; --simulate
also discharges it in PyBaMM, if that is installed, beside the impedances of the pack method.

Example: cellworth export --pybamm cell.json --couple "NMC622-G (Energy)" --energy "60 kWh"
"""

SETTING = "Any other input of the design by name; may be repeated."
SIMULATED = "Also discharge the cell in PyBaMM at this rate."


def export(
    pybamm: Annotated[str, typer.Option("--pybamm", metavar="FILE", help="Parameter set to write (.json).")],
    couple: Annotated[str | None, typer.Option("--couple", metavar="NAME", help="Electrode couple.")] = None,
    energy: Annotated[str | None, typer.Option("--energy", metavar="kWh", help="Energy of the pack.")] = None,
    power: Annotated[str | None, typer.Option("--power", metavar="kW", help="Power of the pack.")] = None,
    setting: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help=SETTING)] = None,
    simulate: Annotated[float | None, typer.Option("--simulate", metavar="1/h", help=SIMULATED)] = None,
) -> None:
    """Write the file."""
    from cellworth.app.export import cell_discharge, export_cell, simulated_discharge

    if simulate is not None and not 0.0 < simulate <= 20.0:
        why = "a current that empties the cell within minutes to days is due"
        raise InputError(Problem("--simulate", f"{simulate:g} 1/h", why, "Try 1."))
    design = export_cell(
        given_inputs({"couple": couple, "energy": energy, "power": power}, setting or []), pybamm
    )
    print(pybamm, file=sys.stderr)
    if simulate is None:
        return
    own, other = cell_discharge(design, simulate), simulated_discharge(pybamm, simulate)
    print(f"{'':22}{'here':>10}{'PyBaMM':>10}{'difference':>12}")
    for title, first, second, form in (
        ("Capacity, Ah", own.capacity, other.capacity, ".2f"),
        ("Mean voltage, V", own.mean_voltage, other.mean_voltage, ".3f"),
    ):
        print(f"{title:22}{first:>10{form}}{second:>10{form}}{second / first - 1.0:>+12.1%}")
