"""What the design of electrodes, cells and conductors returns; `CellDesign` holds all of it."""

from cellworth.core.record import record
from cellworth.core.types import Array


@record
class Counts:
    """How many there are (D20).

    Attributes
    ----------
    modules_per_pack, cells_per_pack, cells_per_system : (s,) [1]
    cells_in_series : (s,) [1]
        Groups in series in one pack.
    strings_in_parallel : (s,) [1]
        Cells in parallel times modules in parallel.
    """

    modules_per_pack: Array
    cells_per_pack: Array
    cells_per_system: Array
    cells_in_series: Array
    strings_in_parallel: Array


@record
class Operation:
    """How the battery is used, in force after overrides and defaults (D11, D12).

    Attributes
    ----------
    pulse_time : (s,) [s]
    soc_at_power, soc_at_upper, soc_at_lower : (s,) [%]
    usable_share : (s,) [%]
        Upper minus lower state of charge.
    charging_in_force : (s,) bool
        Sized for charging: asked for and allowed by the vehicle.
    charge_time : (s,) [min]
        Recharge time if charging, else the longest of the fit.
    bus_bar_heating_rate : (s,) [K/s]
    stack_thickness_target : (s,) [mm]
        Thickness of the cell before layers are made whole.
    """

    pulse_time: Array
    soc_at_power: Array
    soc_at_upper: Array
    soc_at_lower: Array
    usable_share: Array
    charging_in_force: Array
    charge_time: Array
    bus_bar_heating_rate: Array
    stack_thickness_target: Array


@record
class Goals:
    """Targets of pack and system in force (D14, D15, D21).

    Attributes
    ----------
    power_target, system_power_target : (s,) [kW]
    energy_target, system_energy_target : (s,) [kWh]
    capacity_estimate : (s,) [Ah]
    """

    power_target: Array
    system_power_target: Array
    energy_target: Array
    system_energy_target: Array
    capacity_estimate: Array


@record
class OpenCircuit:
    """Open-circuit voltages (D23, D24).

    Attributes
    ----------
    cell_ocv_lower, cell_ocv_power, cell_ocv_average : (s,) [V]
        At the lower limit, at the pulse, in average operation.
    pack_ocv_lower, pack_ocv_power, pack_ocv_average : (s,) [V]
    system_ocv_average : (s,) [V]
    """

    cell_ocv_lower: Array
    cell_ocv_power: Array
    cell_ocv_average: Array
    pack_ocv_lower: Array
    pack_ocv_power: Array
    pack_ocv_average: Array
    system_ocv_average: Array


@record
class PulseImpedance:
    """Electrode impedance from the tables, before thickness acts (D22, D25 to D28).

    Attributes
    ----------
    asi_temperature_factor : (s,) [1]
    soc_pulse_end : (s,) [%]
    asi_2s_power, asi_10s_power, asi_10s_pulse_end, asi_10s_average : (s,) [ohm cm^2]
        At the pulse, at its end, in average operation, at 25 degC.
    asi_pulse_reference : (s,) [ohm cm^2]
        For the pulse at 25 degC, with the interfacial part of the reference.
    asi_energy_electrode : (s,) [ohm cm^2]
        For energy at temperature.
    """

    asi_temperature_factor: Array
    soc_pulse_end: Array
    asi_2s_power: Array
    asi_10s_power: Array
    asi_10s_pulse_end: Array
    asi_10s_average: Array
    asi_pulse_reference: Array
    asi_energy_electrode: Array


@record
class Coatings:
    """Coatings per volume and their balance (D15 to D17).

    Attributes
    ----------
    positive_coating_density, negative_coating_density : (s,) [g/cm^3]
    positive_volumetric_capacity, negative_volumetric_capacity : (s,) [Ah/cm^3]
    coating_thickness_ratio : (s,) [1]
        Negative over positive.
    """

    positive_coating_density: Array
    negative_coating_density: Array
    positive_volumetric_capacity: Array
    negative_volumetric_capacity: Array
    coating_thickness_ratio: Array


@record
class SizedCell:
    """Solution of the circular part (section 6 of the method); NaN where there is none.

    Attributes
    ----------
    positive_coating_thickness : (s,) [um]
    positive_area : (s,) [cm^2]
        Both faces of all layers of a cell.
    pack_capacity : (s,) [Ah]
    bicell_layers : (s,) [1]
        Whole, unless the thickness addition is given.
    cell_thickness : (s,) [mm]
    feedthrough_width : (s,) [mm]
    design_state : (s,) [1]
        Integer, see `cellworth.design.sizing.states`; 0 is a design.
    """

    positive_coating_thickness: Array
    positive_area: Array
    pack_capacity: Array
    bicell_layers: Array
    cell_thickness: Array
    feedthrough_width: Array
    design_state: Array


@record
class CellGeometry:
    """Lengths of the cell (D60 to D68).

    Attributes
    ----------
    bicell_thickness : (s,) [um]
    negative_coating_thickness : (s,) [um]
    positive_width, positive_length : (s,) [mm]
        Of the coated positive.
    excess_negative_area : (s,) [%]
    positive_tab_length, negative_tab_length : (s,) [mm]
        Of the collectors.
    terminal_gap : (s,) [mm]
        From the electrode to the terminal.
    internal_terminal_length, internal_terminal_width : (s,) [mm]
    terminal_length, terminal_path_length : (s,) [mm]
        Whole; effective for conduction.
    cell_width, cell_length : (s,) [mm]
    cell_volume : (s,) [cm^3]
    thickness_addition : (s,) [mm]
        What whole layers add to the target.
    negative_area : (s,) [cm^2]
    """

    bicell_thickness: Array
    negative_coating_thickness: Array
    positive_width: Array
    positive_length: Array
    excess_negative_area: Array
    positive_tab_length: Array
    negative_tab_length: Array
    terminal_gap: Array
    internal_terminal_length: Array
    internal_terminal_width: Array
    terminal_length: Array
    terminal_path_length: Array
    cell_width: Array
    cell_length: Array
    cell_volume: Array
    thickness_addition: Array
    negative_area: Array


@record
class ModuleEnvelope:
    """Outside of a module (D81).

    Attributes
    ----------
    module_length, module_width, module_height : (s,) [mm]
    module_volume : (s,) [L]
    """

    module_length: Array
    module_width: Array
    module_height: Array
    module_volume: Array


@record
class Conductors:
    """Copper parts: sections, lengths that conduct, numbers, resistances (D47 to D53).

    Attributes
    ----------
    cell_interconnect_section, tab_section, module_terminal_section : (s,) [cm^2]
    module_interconnect_section, bus_bar_section : (s,) [cm^2]
        The bus bar's section is also that of row bridges and pack terminals.
    cell_interconnect_length, tab_length, terminal_bus_bar_length, row_bridge_length : (s,) [cm]
    cell_interconnect_count : (s,) [1]
        Per module.
    module_joint_count, terminal_bus_bar_count, row_bridge_count : (s,) [1]
        Per pack, in the sum of resistances.
    cell_interconnect_resistance : (s,) [ohm]
        Of all in a module.
    tab_resistance, module_terminal_resistance, module_interconnect_resistance : (s,) [ohm]
    terminal_bus_bar_resistance, row_bridge_resistance, pack_terminal_resistance : (s,) [ohm]
    """

    cell_interconnect_section: Array
    tab_section: Array
    module_terminal_section: Array
    module_interconnect_section: Array
    bus_bar_section: Array
    cell_interconnect_length: Array
    tab_length: Array
    terminal_bus_bar_length: Array
    row_bridge_length: Array
    cell_interconnect_count: Array
    module_joint_count: Array
    terminal_bus_bar_count: Array
    row_bridge_count: Array
    cell_interconnect_resistance: Array
    tab_resistance: Array
    module_terminal_resistance: Array
    module_interconnect_resistance: Array
    terminal_bus_bar_resistance: Array
    row_bridge_resistance: Array
    pack_terminal_resistance: Array


@record
class HardwareImpedance:
    """Hardware as area-specific impedance of the cell, the 11 terms and their sum (D45 to D54).

    Attributes
    ----------
    asi_positive_collector, asi_negative_collector : (s,) [ohm cm^2]
    asi_positive_terminal, asi_negative_terminal : (s,) [ohm cm^2]
    asi_cell_interconnect, asi_tab, asi_module_terminal : (s,) [ohm cm^2]
    asi_module_interconnect, asi_terminal_bus_bar : (s,) [ohm cm^2]
    asi_row_bridge, asi_pack_terminal : (s,) [ohm cm^2]
    asi_hardware : (s,) [ohm cm^2]
    """

    asi_positive_collector: Array
    asi_negative_collector: Array
    asi_positive_terminal: Array
    asi_negative_terminal: Array
    asi_cell_interconnect: Array
    asi_tab: Array
    asi_module_terminal: Array
    asi_module_interconnect: Array
    asi_terminal_bus_bar: Array
    asi_row_bridge: Array
    asi_pack_terminal: Array
    asi_hardware: Array


@record
class CellImpedance:
    """Rates, electrode and total impedance of the cell (D41 to D44, D55).

    Attributes
    ----------
    power_c_rate : (s,) [1/hour]
    power_current_density : (s,) [mA/cm^2]
    asi_negative_interface, asi_positive_interface : (s,) [ohm cm^2]
        At 25 degC.
    asi_power_electrode : (s,) [ohm cm^2]
    asi_power, asi_energy : (s,) [ohm cm^2]
        Electrodes and hardware.
    """

    power_c_rate: Array
    power_current_density: Array
    asi_negative_interface: Array
    asi_positive_interface: Array
    asi_power_electrode: Array
    asi_power: Array
    asi_energy: Array


@record
class Limits:
    """Candidates for the positive coating and what limits it (D32 to D39).

    Attributes
    ----------
    area_power, area_energy, area_charge, area_max_thickness : (s,) [cm^2]
    area_override : (s,) [cm^2]
        NaN without an override.
    coating_power, coating_energy, coating_charge : (s,) [um]
    coating_fast_charge : (s,) [um]
        As the fit gives it.
    charge_model_capacity : (s,) [Ah]
    limited_by : (s,) [1]
        Integer, see `cellworth.design.sizing.states`.
    """

    area_power: Array
    area_energy: Array
    area_charge: Array
    area_max_thickness: Array
    area_override: Array
    coating_power: Array
    coating_energy: Array
    coating_charge: Array
    coating_fast_charge: Array
    charge_model_capacity: Array
    limited_by: Array


@record
class Electrics:
    """Capacity, current, voltage, energy and power (D30, D38c, D40, D56 to D59).

    Attributes
    ----------
    cell_capacity, module_capacity, system_capacity : (s,) [Ah]
    pack_current, module_current, cell_current : (s,) [A]
        At rated power.
    pack_voltage, system_voltage : (s,) [V]
        Nominal.
    pack_energy, usable_energy : (s,) [kWh]
    rated_voltage_share : (s,) [%]
        Voltage under rated power over open-circuit voltage.
    pack_power, pack_rated_power, system_power : (s,) [kW]
        At the target share of voltage; at rated_voltage_share; all packs.
    positive_areal_capacity, negative_areal_capacity : (s,) [mAh/cm^2]
    """

    cell_capacity: Array
    module_capacity: Array
    system_capacity: Array
    pack_current: Array
    module_current: Array
    cell_current: Array
    pack_voltage: Array
    system_voltage: Array
    pack_energy: Array
    usable_energy: Array
    rated_voltage_share: Array
    pack_power: Array
    pack_rated_power: Array
    system_power: Array
    positive_areal_capacity: Array
    negative_areal_capacity: Array
