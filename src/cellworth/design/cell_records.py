"""Masses of the cell, report rows, and the record of a whole cell design."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.records import (
    CellGeometry,
    CellImpedance,
    Coatings,
    Conductors,
    Counts,
    Electrics,
    Goals,
    HardwareImpedance,
    Limits,
    ModuleEnvelope,
    OpenCircuit,
    Operation,
    PulseImpedance,
    SizedCell,
)


@record
class CellMaterials:
    """Materials and mass of one cell (D70 to D77).

    Attributes
    ----------
    positive_active_mass, positive_carbon_mass, positive_binder_mass, positive_coating_mass : (s,) [g]
    negative_active_mass, negative_carbon_mass, negative_binder_mass, negative_coating_mass : (s,) [g]
    positive_additive_mass, negative_additive_mass, electrolyte_additive_mass : (s,) [g]
    positive_foil_area, negative_foil_area, separator_area : (s,) [m^2]
    electrolyte_volume : (s,) [L]
    electrolyte_mass : (s,) [g]
    positive_terminal_mass, negative_terminal_mass : (s,) [g]
    container_mass : (s,) [g]
    cell_mass : (s,) [g]
    """

    positive_active_mass: Array
    positive_carbon_mass: Array
    positive_binder_mass: Array
    positive_coating_mass: Array
    negative_active_mass: Array
    negative_carbon_mass: Array
    negative_binder_mass: Array
    negative_coating_mass: Array
    positive_additive_mass: Array
    negative_additive_mass: Array
    electrolyte_additive_mass: Array
    positive_foil_area: Array
    negative_foil_area: Array
    separator_area: Array
    electrolyte_volume: Array
    electrolyte_mass: Array
    positive_terminal_mass: Array
    negative_terminal_mass: Array
    container_mass: Array
    cell_mass: Array


@record
class CellReport:
    """Rows nothing else reads (D153); computed only when asked for.

    Attributes
    ----------
    ocv_at_upper, ocv_at_pulse_end : (s,) [V]
    asi_2s_at_upper, asi_10s_at_upper, asi_10s_at_upper_hot : (s,) [ohm cm^2]
        The last one at temperature.
    asi_2s_at_lower, asi_10s_at_lower, asi_10s_at_lower_hot : (s,) [ohm cm^2]
    asi_2s_at_pulse_end, asi_2s_at_average : (s,) [ohm cm^2]
    negative_coating_fast_charge : (s,) [um]
    charge_current_density : (s,) [mA/cm^2]
    charge_current : (s,) [A]
    terminal_width, negative_terminal_thickness : (s,) [mm]
    asi_collectors : (s,) [ohm cm^2]
        Both collectors.
    pouch_thickness, pouch_density, module_terminal_path : (1,) [um], [g/cm^3], [cm]
    couple_ocv, couple_asi_2s, couple_asi_10s : dict of (s,) [V], [ohm cm^2]
        Curves of the couple in force by state of charge in percent.
    """

    ocv_at_upper: Array
    ocv_at_pulse_end: Array
    asi_2s_at_upper: Array
    asi_10s_at_upper: Array
    asi_10s_at_upper_hot: Array
    asi_2s_at_lower: Array
    asi_10s_at_lower: Array
    asi_10s_at_lower_hot: Array
    asi_2s_at_pulse_end: Array
    asi_2s_at_average: Array
    negative_coating_fast_charge: Array
    charge_current_density: Array
    charge_current: Array
    terminal_width: Array
    negative_terminal_thickness: Array
    asi_collectors: Array
    pouch_thickness: Array
    pouch_density: Array
    module_terminal_path: Array
    couple_ocv: dict[str, Array]
    couple_asi_2s: dict[str, Array]
    couple_asi_10s: dict[str, Array]


@record
class CellDesign:
    """All that is known once electrodes and cell are sized; what modules and packs start from.

    Attributes
    ----------
    counts, operation, goals, open_circuit, pulse, coatings : before the solve
    sized : the solution
    geometry, envelope, conductors, hardware, impedance, limits, electrics, materials : after it
    """

    counts: Counts
    operation: Operation
    goals: Goals
    open_circuit: OpenCircuit
    pulse: PulseImpedance
    coatings: Coatings
    sized: SizedCell
    geometry: CellGeometry
    envelope: ModuleEnvelope
    conductors: Conductors
    hardware: HardwareImpedance
    impedance: CellImpedance
    limits: Limits
    electrics: Electrics
    materials: CellMaterials
