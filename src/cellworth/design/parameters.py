"""Numbers that electrode, cell and conductor kernels take; plain numbers, shared by all designs."""

from cellworth.core.record import record
from cellworth.core.types import Array


@record
class Physics:
    """Constants as the method writes them.

    Attributes
    ----------
    gas_constant, gas_constant_arrhenius : (1,) [J/(mol K)]
        For interfaces; for the temperature factor.
    faraday_constant : (1,) [C/mol]
    kinetic_temperature, arrhenius_temperature, arrhenius_offset : (1,) [K]
        References of D7 and D42; of D22; what D22 adds to degC.
    density_aluminum, density_copper, density_polypropylene, density_pet : (1,) [g/cm^3]
    heat_capacity_copper : (1,) [J/(g K)]
    conductivity_copper, conductivity_aluminum : (1,) [S/m]
    """

    gas_constant: Array
    gas_constant_arrhenius: Array
    faraday_constant: Array
    kinetic_temperature: Array
    arrhenius_temperature: Array
    arrhenius_offset: Array
    density_aluminum: Array
    density_copper: Array
    density_polypropylene: Array
    density_pet: Array
    heat_capacity_copper: Array
    conductivity_copper: Array
    conductivity_aluminum: Array


@record
class ElectrodeRules:
    """How tabulated impedances become those of a design.

    Attributes
    ----------
    reference_np_ratio : (1,) [1]
        Literal of D6.
    pulse_short_time, pulse_long_time : (1,) [s]
        Times of the two tables.
    pulse_short_weight, pulse_long_weight : (1,) [1]
        Factors of D27.
    energy_asi_factor : (1,) [1]
        From the 10-s impedance to that at C/3.
    silicon_share : (1,) [1]
    silicon_capacity : (1,) [mAh/g]
    """

    reference_np_ratio: Array
    pulse_short_time: Array
    pulse_long_time: Array
    pulse_short_weight: Array
    pulse_long_weight: Array
    energy_asi_factor: Array
    silicon_share: Array
    silicon_capacity: Array


@record
class ChargeFit:
    """Fit of the coating thickness that a charge time allows (D35).

    Attributes
    ----------
    charge_alpha, charge_beta : dict of (1,)
        By the method's numbers 1 to 4: with temperature, with capacity, with their product, free.
    charge_asi_reference : (1,) [ohm cm^2]
    charge_asi_exponent : (1,) [1]
    charge_temperature : (1,) [degC]
        Highest of the cell while charging.
    longest_charge_time : (1,) [min]
    charge_window : (1,) [1]
        Share of capacity charged in that time.
    current_density_faces : (1,) [1]
        Divisor of the reported charging current density.
    """

    charge_alpha: dict[str, Array]
    charge_beta: dict[str, Array]
    charge_asi_reference: Array
    charge_asi_exponent: Array
    charge_temperature: Array
    longest_charge_time: Array
    charge_window: Array
    current_density_faces: Array


@record
class SizingRules:
    """Rules of the selection of thickness and area.

    Attributes
    ----------
    voltage_share : (1,) [%]
        Least share of the open-circuit voltage at rated power.
    current_limit_margin : (1,) [1]
        On the area that keeps the current density below its limit.
    energy_rate_hours : (1,) [hour]
        Discharge time at which voltage and energy count.
    voltage_floor_square : (1,) [V^2]
        Least radicand of D58.
    """

    voltage_share: Array
    current_limit_margin: Array
    energy_rate_hours: Array
    voltage_floor_square: Array


@record
class CellHardware:
    """Lengths of the cell: layers [um], all others [mm]; factors [1].

    Attributes
    ----------
    pouch_aluminum_thickness, pouch_pet_thickness, pouch_pp_thickness : (1,) [um]
    seal_width, fold_thickness : (1,) [mm]
    terminal_thickness_aluminum, terminal_thickness_copper : (1,) [mm]
    weld_length, feedthrough_length, terminal_buffer : (1,) [mm]
    feedthrough_narrow, feedthrough_wide, feedthrough_switch : (1,) [mm]
        Widths, and the positive width above which the wide one is taken.
    terminal_path_factor, terminal_clearance_share : (1,) [1]
    negative_excess, separator_excess_width, separator_excess_length, negative_tab_cut : (1,) [mm]
    tab_length_factor, packing_density, electrolyte_extra_share : (1,) [1]
    terminal_strip_cut : (1,) [mm]
    """

    pouch_aluminum_thickness: Array
    pouch_pet_thickness: Array
    pouch_pp_thickness: Array
    seal_width: Array
    fold_thickness: Array
    terminal_thickness_aluminum: Array
    terminal_thickness_copper: Array
    weld_length: Array
    feedthrough_length: Array
    terminal_buffer: Array
    feedthrough_narrow: Array
    feedthrough_wide: Array
    feedthrough_switch: Array
    terminal_path_factor: Array
    terminal_clearance_share: Array
    negative_excess: Array
    separator_excess_width: Array
    separator_excess_length: Array
    negative_tab_cut: Array
    tab_length_factor: Array
    packing_density: Array
    electrolyte_extra_share: Array
    terminal_strip_cut: Array


@record
class ConductorHardware:
    """Copper parts of modules and packs, and the module's outside.

    Attributes
    ----------
    interconnect_thickness, tab_extra, terminal_strip_length, terminal_strip_end : (1,) [mm]
    tab_heating, module_terminal_heating, module_interconnect_heating : (1,) [K/s]
    bus_bar_heating_charging, bus_bar_heating_plain : (1,) [K/s]
    interconnect_path, pack_terminal_path : (1,) [cm]
        Of a module interconnect; of a pack terminal.
    terminal_bus_bar_extra, row_bridge_extra : (1,) [cm]
    tab_share_three, tab_share_four : (1,) [1]
        Share ψ of D48.
    tabs_per_module : (1,) [1]
    gap_back, gap_front, wall_thickness : (1,) [mm]
    """

    interconnect_thickness: Array
    tab_extra: Array
    terminal_strip_length: Array
    terminal_strip_end: Array
    tab_heating: Array
    module_terminal_heating: Array
    module_interconnect_heating: Array
    bus_bar_heating_charging: Array
    bus_bar_heating_plain: Array
    interconnect_path: Array
    pack_terminal_path: Array
    terminal_bus_bar_extra: Array
    row_bridge_extra: Array
    tab_share_three: Array
    tab_share_four: Array
    tabs_per_module: Array
    gap_back: Array
    gap_front: Array
    wall_thickness: Array


@record
class DesignParameters:
    """All numbers of electrode, cell, conductors and sizing."""

    physics: Physics
    electrode: ElectrodeRules
    charge_fit: ChargeFit
    rules: SizingRules
    cell: CellHardware
    conductors: ConductorHardware
