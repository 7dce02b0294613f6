"""A cell design from couple, targets, layout and vehicle."""

from cellworth.core.arrays import namespace
from cellworth.core.record import replace
from cellworth.core.types import Array
from cellworth.design.cell.collectors import negative_metal, negative_terminal_thickness
from cellworth.design.cell.electrics import cell_impedance, electrics
from cellworth.design.cell.geometry import cell_geometry
from cellworth.design.cell.materials import cell_materials
from cellworth.design.cell_records import CellDesign
from cellworth.design.corrections import DesignCorrections
from cellworth.design.inputs import Couple, DesignTargets, PackLayout, VehicleUse
from cellworth.design.pack.conductors import conductors, module_envelope
from cellworth.design.pack.hardware import hardware_impedance
from cellworth.design.parameters import DesignParameters
from cellworth.design.records import Electrics, Goals, SizedCell
from cellworth.design.sizing.limits import limits
from cellworth.design.sizing.prepare import size_cell, sizing_parts
from cellworth.design.sizing.problem import Start, starting_point

__all__ = ["design_cell", "finished_cell"]

WATT_HOURS_PER_KILOWATT_HOUR = 1000.0


def design_cell(
    couple: Couple,
    targets: DesignTargets,
    layout: PackLayout,
    vehicle: VehicleUse,
    parameters: DesignParameters,
    corrections: DesignCorrections,
    *,
    addition: Array | None = None,
    whole_layers: bool = True,
) -> CellDesign:
    """Electrodes, cell and conductors of all designs.

    Parameters
    ----------
    couple : Couple
        In force, see `cellworth.design.electrode.couple`.
    targets : DesignTargets
    layout : PackLayout
    vehicle : VehicleUse
    parameters : DesignParameters
    corrections : DesignCorrections
    addition : (s,) [mm]
        To the cell thickness; with real layers this is the workbook's own state.
    whole_layers : bool
        Static. Whole layers set the cell thickness; else it is the target.

    Returns
    -------
    design : CellDesign

    Notes
    -----
    ``sized.design_state`` says why a design has no numbers.

    References
    ----------
    D10 to D77, D80, D81. [batpac5]_
    """
    start = starting_point(couple, targets, layout, vehicle, parameters, corrections)
    parts = sizing_parts(start, couple, targets, layout, vehicle, parameters, corrections, addition)
    sized = size_cell(parts, parameters, corrections, whole_layers=whole_layers)
    return finished_cell(sized, start, couple, targets, layout, vehicle, parameters, corrections)


def finished_cell(
    sized: SizedCell,
    start: Start,
    couple: Couple,
    targets: DesignTargets,
    layout: PackLayout,
    vehicle: VehicleUse,
    parameters: DesignParameters,
    corrections: DesignCorrections,
) -> CellDesign:
    """All results that follow from the solution.

    Parameters
    ----------
    sized : SizedCell
    start : Start
    couple : Couple
    targets : DesignTargets
    layout : PackLayout
    vehicle : VehicleUse
    parameters : DesignParameters
    corrections : DesignCorrections

    Returns
    -------
    design : CellDesign

    References
    ----------
    D30 to D77, D80, D81. [batpac5]_
    """
    physics, cell, aspect = parameters.physics, parameters.cell, targets.electrode_aspect_ratio
    metal, terminal = negative_metal(couple, physics), negative_terminal_thickness(couple, cell)
    balance, thickness = start.balance, sized.cell_thickness
    geometry = cell_geometry(sized, couple, balance, start.use, aspect, cell)
    sheet = vehicle.conductor_sheet_thickness
    envelope = module_envelope(thickness, geometry, sheet, layout, parameters.conductors)
    copper = conductors(
        start.sections, thickness, sized.feedthrough_width, envelope, layout, parameters, corrections
    )
    hardware = hardware_impedance(
        sized,
        geometry,
        copper,
        couple,
        metal,
        terminal,
        parameters.conductors.tabs_per_module,
        aspect,
        layout,
        start.counts,
        cell,
        physics,
    )
    currents = (start.pack_current, start.cell_current)
    impedance = cell_impedance(
        sized, geometry, hardware.asi_hardware, couple, start.pulse, *currents, physics, corrections
    )
    given = (balance, start.counts, start.voltages, start.use, targets, layout, start.pack_current)
    electric = electrics(sized, geometry, impedance, *given, parameters.rules, corrections)
    rest = (start, couple, targets, layout, vehicle, parameters, corrections)
    return CellDesign(
        counts=start.counts,
        operation=start.use,
        goals=_goals(start.goals, electric, targets, layout, corrections),
        open_circuit=start.voltages,
        pulse=start.pulse,
        coatings=balance,
        sized=sized,
        geometry=geometry,
        envelope=envelope,
        conductors=copper,
        hardware=hardware,
        impedance=impedance,
        limits=limits(sized, impedance, *rest),
        electrics=electric,
        materials=cell_materials(
            sized, geometry, electric.cell_capacity, couple, balance, metal, terminal, cell, physics
        ),
    )


def _goals(
    asked: Goals,
    electric: Electrics,
    targets: DesignTargets,
    layout: PackLayout,
    corrections: DesignCorrections,
) -> Goals:
    """Targets; a capacity counts with the voltage of the solution (D21, corrected)."""
    if not corrections.energy_of_capacity:
        return asked
    xp = namespace(asked.energy_target)
    given = ~xp.isnan(targets.energy)
    capacity = xp.where(given, 0.0, targets.capacity)
    energy = xp.where(given, targets.energy, capacity * electric.pack_voltage / WATT_HOURS_PER_KILOWATT_HOUR)
    return replace(asked, energy_target=energy, system_energy_target=layout.packs_per_vehicle * energy)
