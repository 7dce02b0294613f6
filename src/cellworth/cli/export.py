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

--xlsx writes a run as a workbook: summary, inputs, ledgers by year with live formulas, charts, claims,
limits, and draws in SIPmath's sheet form. RUN is the folder that cellworth run wrote, its JSON file, or a
case.

--sip writes the draws alone as a SIPmath 2.0 library in XML.

Example: cellworth export out/nissan-aesc-2016 --xlsx nissan.xlsx

Example: cellworth export --pybamm cell.json --couple "NMC622-G (Energy)" --energy "60 kWh"
"""

SETTING = "Any other input of the design by name; may be repeated."
SIMULATED = "Also discharge the cell in PyBaMM at this rate."
RUN_HELP = "Folder of a run, its JSON file, or a case; with --xlsx and --sip."
DRAWS_HELP = "Draws of each strategy and input; 0 for none in the workbook."
SIP_HELP = "Library of draws to write (.xml)."


def export(
    run: Annotated[str, typer.Argument(metavar="[RUN]", help=RUN_HELP, show_default=False)] = "",
    xlsx: Annotated[str, typer.Option("--xlsx", metavar="FILE", help="Workbook to write (.xlsx).")] = "",
    sip: Annotated[str, typer.Option("--sip", metavar="FILE", help=SIP_HELP)] = "",
    draws: Annotated[int, typer.Option("--draws", metavar="N", help=DRAWS_HELP)] = 1000,
    pybamm: Annotated[
        str, typer.Option("--pybamm", metavar="FILE", help="Parameter set to write (.json).")
    ] = "",
    couple: Annotated[str | None, typer.Option("--couple", metavar="NAME", help="Electrode couple.")] = None,
    energy: Annotated[str | None, typer.Option("--energy", metavar="kWh", help="Energy of the pack.")] = None,
    power: Annotated[str | None, typer.Option("--power", metavar="kW", help="Power of the pack.")] = None,
    setting: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help=SETTING)] = None,
    simulate: Annotated[float | None, typer.Option("--simulate", metavar="1/h", help=SIMULATED)] = None,
) -> None:
    """Write the file."""
    given = [name for name, target in (("--xlsx", xlsx), ("--sip", sip), ("--pybamm", pybamm)) if target]
    if len(given) != 1:
        found = f"both {' and '.join(given)}" if given else "none of --xlsx, --sip and --pybamm"
        raise InputError(Problem("export", found, "one of them says what to write", "Give one of them."))
    if not pybamm:
        if not run:
            why = "what is written comes from a run"
            raise InputError(Problem(given[0], "no run is named", why, "Try: cellworth cases."))
        (_write_book if xlsx else _write_draws)(run, xlsx or sip, draws)
        return
    if run:
        raise InputError(
            Problem("--pybamm", f"the run '{run}'", "a cell is exported by its design, not a run")
        )
    inputs = given_inputs({"couple": couple, "energy": energy, "power": power}, setting or [])
    _write_cell(inputs, pybamm, simulate)


def _write_book(run: str, target: str, draws: int) -> None:
    from cellworth.app.export_run import export_run

    made = export_run(run, target, draws=draws)
    for note in made.notes:
        print(f"note: {note}", file=sys.stderr)
    print(f"{target}: {len(made.sheets)} sheets", file=sys.stderr)


def _write_draws(run: str, target: str, draws: int) -> None:
    from cellworth.app.export_run import export_draws

    print(f"{target}: draws of {export_draws(run, target, draws=draws)} names", file=sys.stderr)


def _write_cell(inputs: dict[str, tuple[str, str]], pybamm: str, simulate: float | None) -> None:
    from cellworth.app.export import cell_discharge, export_cell, simulated_discharge

    if simulate is not None and not 0.0 < simulate <= 20.0:
        why = "a current that empties the cell within minutes to days is due"
        raise InputError(Problem("--simulate", f"{simulate:g} 1/h", why, "Try 1."))
    design = export_cell(inputs, pybamm)
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
