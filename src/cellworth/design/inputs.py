"""What a design starts from: targets, layout, vehicle, couple in force. NaN means not given."""

from cellworth.core.record import record
from cellworth.core.types import Array


@record
class DesignTargets:
    """What is asked of a battery (D10).

    Attributes
    ----------
    power : (s,) [kW]
        Pack power for the rated pulse.
    energy : (s,) [kWh]
        Pack energy from 0 to 100 % state of charge; NaN if capacity is the target.
    capacity : (s,) [Ah]
        Pack capacity; NaN if energy is the target. Rules if both are given.
    recharge_time : (s,) [min]
        From 15 to 95 % state of charge.
    positive_thickness : (s,) [um]
        Fixed coating thickness; NaN if it is to be found.
    cell_thickness_target : (s,) [mm]
        NaN takes the value of the vehicle.
    electrode_aspect_ratio : (s,) [1]
        Length over width of the positive electrode.
    temperature : (s,) [degC]
        Average in use.
    charger_power : (s,) [kW]
        Only for a warning.
    charging_asked : (s,) bool
        Size for the recharge time if the vehicle allows it.
    default_power : (s,) bool
        Pulse duration and state of charge for power from the vehicle.
    pulse_duration, soc_for_power : (s,) [s], [%]
        Used where default_power is false; NaN takes the vehicle's.
    soc_upper, soc_lower : (s,) [%]
        Window of use; NaN takes the vehicle's.
    """

    power: Array
    energy: Array
    capacity: Array
    recharge_time: Array
    positive_thickness: Array
    cell_thickness_target: Array
    electrode_aspect_ratio: Array
    temperature: Array
    charger_power: Array
    charging_asked: Array
    default_power: Array
    pulse_duration: Array
    soc_for_power: Array
    soc_upper: Array
    soc_lower: Array


@record
class PackLayout:
    """How cells make modules, modules a pack, packs a system (D10).

    Attributes
    ----------
    cells_per_module, cells_in_parallel : (s,) [1]
    modules_per_row, rows, modules_in_parallel : (s,) [1]
    packs_per_vehicle : (s,) [1]
    packs_in_series : (s,) bool
    """

    cells_per_module: Array
    cells_in_parallel: Array
    modules_per_row: Array
    rows: Array
    modules_in_parallel: Array
    packs_per_vehicle: Array
    packs_in_series: Array


@record
class VehicleUse:
    """What a vehicle type sets (D11), gathered from the vehicle table.

    Attributes
    ----------
    vehicle_cell_thickness : (s,) [mm]
    vehicle_pulse_duration : (s,) [s]
    vehicle_soc_for_power, vehicle_soc_upper, vehicle_soc_lower : (s,) [%]
    soc_average, soc_reserve : (s,) [%]
        At average operation; margin above the lower limit.
    charging_allowed : (s,) bool
    ideal_couple_kind : (s,) [1]
        0 either, 1 energy, 2 power.
    conductor_sheet_thickness : (s,) [mm]
        Aluminium sheet around each cell.
    sustained_speed : (s,) [mile/hour]
    vehicle_energy : (s,) [Wh/mile]
        On the UDDS cycle.
    charger_fuse, auxiliary_contactor, largest_cooling_unit : (s,) bool
    """

    vehicle_cell_thickness: Array
    vehicle_pulse_duration: Array
    vehicle_soc_for_power: Array
    vehicle_soc_upper: Array
    vehicle_soc_lower: Array
    soc_average: Array
    soc_reserve: Array
    charging_allowed: Array
    ideal_couple_kind: Array
    conductor_sheet_thickness: Array
    sustained_speed: Array
    vehicle_energy: Array
    charger_fuse: Array
    auxiliary_contactor: Array
    largest_cooling_unit: Array


@record
class CoupleOverrides:
    """Properties entered for one design in place of the couple's (D9c); NaN is not given.

    Attributes
    ----------
    positive_capacity, negative_capacity : (s,) [mAh/g]
    positive_porosity, negative_porosity : (s,) [%]
    positive_foil_thickness, negative_foil_thickness, separator_thickness : (s,) [um]
    positive_thickness_max : (s,) [um]
    np_ratio : (s,) [1]
    silicon : (s,) bool
        5 % silicon in a graphite negative (D9e).
    """

    positive_capacity: Array
    positive_porosity: Array
    positive_foil_thickness: Array
    positive_thickness_max: Array
    negative_capacity: Array
    np_ratio: Array
    negative_porosity: Array
    negative_foil_thickness: Array
    separator_thickness: Array
    silicon: Array


@record
class PositiveElectrode:
    """Positive electrode in force.

    Attributes
    ----------
    positive_active_capacity : (s,) [mAh/g]
    positive_active_share, positive_carbon_share, positive_binder_share : (s,) [%]
        By mass of the dry coating.
    positive_active_density, positive_carbon_density, positive_binder_density : (s,) [g/cm^3]
    positive_void_share : (s,) [%]
    positive_particle_radius : (s,) [um]
    positive_exchange_current : (s,) [mA/cm^2]
    positive_collector_thickness : (s,) [um]
    positive_foil_aluminum : (s,) bool
        Copper otherwise.
    positive_coating_limit, positive_coating_minimum : (s,) [um]
    positive_additive_fraction : (s,) [1]
        Additive over coating mass.
    """

    positive_active_capacity: Array
    positive_active_share: Array
    positive_carbon_share: Array
    positive_binder_share: Array
    positive_active_density: Array
    positive_carbon_density: Array
    positive_binder_density: Array
    positive_void_share: Array
    positive_particle_radius: Array
    positive_exchange_current: Array
    positive_collector_thickness: Array
    positive_foil_aluminum: Array
    positive_coating_limit: Array
    positive_coating_minimum: Array
    positive_additive_fraction: Array


@record
class NegativeElectrode:
    """Negative electrode in force; units as for the positive.

    Attributes
    ----------
    negative_active_capacity : (s,) [mAh/g]
    capacity_ratio : (s,) [1]
        Negative over positive capacity after formation.
    negative_active_share, negative_carbon_share, negative_binder_share : (s,) [%]
    negative_active_density, negative_carbon_density, negative_binder_density : (s,) [g/cm^3]
    negative_void_share : (s,) [%]
    negative_particle_radius : (s,) [um]
    negative_exchange_current : (s,) [mA/cm^2]
    negative_collector_thickness : (s,) [um]
    negative_foil_aluminum, graphite : (s,) bool
    negative_additive_fraction : (s,) [1]
    """

    negative_active_capacity: Array
    capacity_ratio: Array
    negative_active_share: Array
    negative_carbon_share: Array
    negative_binder_share: Array
    negative_active_density: Array
    negative_carbon_density: Array
    negative_binder_density: Array
    negative_void_share: Array
    negative_particle_radius: Array
    negative_exchange_current: Array
    negative_collector_thickness: Array
    negative_foil_aluminum: Array
    graphite: Array
    negative_additive_fraction: Array


@record
class SeparatorElectrolyte:
    """Separator and electrolyte in force.

    Attributes
    ----------
    separator_layer_thickness : (s,) [um]
    separator_void_share : (s,) [%]
    electrolyte_density : (s,) [g/cm^3]
    electrolyte_additive_fraction, electrolyte_additive_lithium : (s,) [1]
    limiting_current_density : (s,) [mA/cm^2]
        Ionic, for bursts.
    """

    separator_layer_thickness: Array
    separator_void_share: Array
    electrolyte_density: Array
    electrolyte_additive_fraction: Array
    electrolyte_additive_lithium: Array
    limiting_current_density: Array


@record
class Kinetics:
    """Impedance data of the couple at the default areal capacity, and D1 to D8.

    Attributes
    ----------
    default_areal_capacity : (s,) [mAh/cm^2]
    default_c_rate, limiting_c_rate : (s,) [1/hour]
    activation_energy : (s,) [kJ/mol]
    positive_specific_area, negative_specific_area : (s,) [cm^2/cm^3]
    positive_thickness_reference, negative_thickness_reference : (s,) [um]
    positive_interfacial_reference, negative_interfacial_reference : (s,) [ohm cm^2]
    separator_density : (s,) [g/cm^3]
    """

    default_areal_capacity: Array
    default_c_rate: Array
    limiting_c_rate: Array
    activation_energy: Array
    positive_specific_area: Array
    negative_specific_area: Array
    positive_thickness_reference: Array
    negative_thickness_reference: Array
    positive_interfacial_reference: Array
    negative_interfacial_reference: Array
    separator_density: Array


@record
class CoupleCurves:
    """Curves of all couples against state of charge, and which couple each design uses.

    Attributes
    ----------
    ocv_curve : (c, 11) [V]
        At 0, 10, …, 100 % state of charge.
    asi_2s_curve, asi_10s_curve : (c, 11) [ohm cm^2]
        At 25 degC.
    couple : (s,) [1]
        Row of each design, integer.
    """

    ocv_curve: Array
    asi_2s_curve: Array
    asi_10s_curve: Array
    couple: Array


@record
class Couple:
    """An electrode couple in force.

    Attributes
    ----------
    positive : PositiveElectrode
    negative : NegativeElectrode
    between : SeparatorElectrolyte
    kinetics : Kinetics
    curves : CoupleCurves
    """

    positive: PositiveElectrode
    negative: NegativeElectrode
    between: SeparatorElectrolyte
    kinetics: Kinetics
    curves: CoupleCurves
