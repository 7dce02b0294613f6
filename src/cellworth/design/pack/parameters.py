"""Numbers the pack kernels take: hardware, cooling, jacket, electronics, heat, limits."""

from cellworth.core.record import record, static
from cellworth.core.types import Array

Steps = tuple[tuple[float, float], ...]
"""Pairs (from, value), lowest first: the value holds from that point on."""


@record
class PackMaterials:
    """Densities [g/cm^3] and heat conductivities [W/(cm K)] of what modules and packs are built from."""

    density_aluminum: Array
    density_copper: Array
    density_steel: Array
    density_interconnect_panel: Array
    density_module_electronics: Array
    density_polymer_pad: Array
    density_jacket_insulation: Array
    heat_conductivity_aluminum: Array
    heat_conductivity_copper: Array


@record
class ModuleHardware:
    """Module parts: lengths [mm], factors [1], mass of the gas release provision [g]."""

    weld_tab_length: Array
    weld_tab_buffer: Array
    panel_thickness: Array
    panel_width_share: Array
    panel_end_gap: Array
    tab_length_extra: Array
    module_terminal_length: Array
    module_terminal_mass_factor: Array
    conductor_sheet_extra: Array
    conductor_wrap_share: Array
    module_electronics_length: Array
    module_electronics_width: Array
    module_electronics_height: Array
    module_wall_thickness: Array
    gas_release_mass: Array


@record
class RackHardware:
    """Row rack: lengths [mm], section of the vertical members [mm^2], volume of a bolt [cm^3]."""

    rack_width_extra: Array
    rack_steel_thickness: Array
    rack_rail_width: Array
    vertical_member_section: Array
    vertical_member_cut: Array
    restraint_plate_thickness: Array
    restraint_plate_overlap: Array
    restraint_plate_height_cut: Array
    restraint_side_cut: Array
    restraint_side_rise: Array
    end_plate_thickness: Array
    end_plate_overlap: Array
    end_plate_height_cut: Array
    bolt_volume: Array
    bolts_per_plate: Array
    pad_thickness: Array
    rack_adjustment_length: Array
    rack_bus_bar_length: Array


@record
class CoolingHardware:
    """Coolant panels, manifolds, tubes in the pack: lengths [mm], fitting [g], coolant [g/cm^3]."""

    coolant_channel_thickness: Array
    coolant_wall_thickness: Array
    coolant_panel_end_gap: Array
    manifold_diameter: Array
    manifold_wall: Array
    tubing_diameter: Array
    tubing_wall: Array
    connecting_tube_extra: Array
    fitting_mass: Array
    fittings_per_row: Array
    manifold_fluid_diameter: Array
    tubing_fluid_diameter: Array
    coolant_density: Array


@record
class JacketHardware:
    """Pack jacket: lengths [mm]; steps of outer sheet over energy and of angle iron over volume.

    ``jacket_top_steps``: (system energy [kWh], thickness [mm]);
    ``angle_iron_steps``: (module volume [L], section [mm^2]), with the code of the label of each step.
    """

    interior_tolerance: Array
    jacket_insulation_thickness: Array
    jacket_base_aluminum_thickness: Array
    jacket_base_steel_thickness: Array
    jacket_top_aluminum_thickness: Array
    base_aluminum_edge_cut: Array
    width_of_terminal_bus_bar: Array
    width_of_row_bridge: Array
    width_between_bus_bars: Array
    jacket_top_steps: Steps = static()
    angle_iron_steps: Steps = static()
    angle_iron_codes: tuple[float, ...] = static()


@record
class PackHardware:
    """What joins modules to a pack: lengths [cm], factors [1], heater [kW, kg/kW]; range [Wh/mile]."""

    module_interconnect_length: Array
    module_interconnect_mass_factor: Array
    pack_terminal_length: Array
    pack_terminal_extra: Array
    pack_terminal_copper_share: Array
    heater_power: Array
    heater_mass_per_power: Array
    range_drive_energy: Array


@record
class BmsHardware:
    """Electronics: parts (fixed, per chip, offset), masses [kg, g per part], volumes [L], limits [V].

    The mappings run over parts; the sets hold the parts that low voltage, the charger fuse and the
    auxiliary contactor switches act on.
    """

    cells_per_asic: Array
    bmu_board_mass: Array
    bmu_mass_per_asic: Array
    bmu_board_volume: Array
    bmu_volume_per_asic: Array
    bmu_enclosure_share: Array
    bms_enclosure_share: Array
    low_voltage_limit: Array
    single_contactor_limit: Array
    sensors_per_module: Array
    sensors_per_pack: Array
    part_mass: dict[str, float] = static()
    part_volume: dict[str, float] = static()
    part_fixed: dict[str, float] = static()
    part_per_asic: dict[str, float] = static()
    part_offset: dict[str, float] = static()
    parts_off_at_low_voltage: frozenset[str] = static()
    parts_with_contactor_switch: frozenset[str] = static()
    parts_with_fuse_switch: frozenset[str] = static()


@record
class HeatParameters:
    """Heat load: temperatures [degC], powers [kW, W], road load factors, insulation [W/(cm K)]."""

    battery_heat_capacity: Array
    accessory_power: Array
    rolling_factor: Array
    drag_factor: Array
    vehicle_efficiency: Array
    reference_drive_energy: Array
    drag_energy_exponent: Array
    ambient_temperature: Array
    insulation_conductivity: Array
    heat_floor_largest_unit: Array
    heat_floor_smallest_unit: Array
    startup_temperature: Array
    warm_temperature: Array
    heating_element_power: Array
    coolant_inlet_temperature: Array
    coolant_temperature_rise: Array


@record
class ConductionParameters:
    """Heat paths in the cell: conductivities [W/(cm K)], pouch [um], prefactors and exponents [1]."""

    conductivity_positive_coating: Array
    conductivity_negative_coating: Array
    conductivity_separator: Array
    conductivity_folded_edge: Array
    conductivity_air: Array
    pouch_conduction_thickness: Array
    foldline_contact_thickness: Array
    edge_prefactor: Array
    edge_exponent_along: Array
    edge_exponent_across: Array
    edge_exponent_thickness: Array
    edge_exponent_width: Array
    side_prefactor: Array
    side_exponent_along: Array
    side_exponent_across: Array
    side_exponent_thickness: Array
    side_exponent_width: Array
    side_exponent_conduction: Array


@record
class CoolantParameters:
    """Coolant: J/(g K), g/cm^3, poise, W/(cm K); Nusselt and friction numbers [1]; shares [%]."""

    coolant_heat_capacity: Array
    coolant_viscosity: Array
    coolant_conductivity: Array
    added_pressure_drop: Array
    pump_efficiency: Array
    nusselt_laminar: Array
    nusselt_entrance: Array
    nusselt_blend: Array
    friction_laminar: Array


@record
class CoolingUnits:
    """Cooling units outside the pack, steps over heat to remove [W], and the grades of cooling [K].

    ``heat_limit``: largest heat of the largest unit. Mass [kg], volume [L], coefficient of
    performance [1] and base price [USD/pack] stand per unit, smallest first.
    """

    heat_limit: Array
    smallest_rise: Array
    heat_from: tuple[float, ...] = static()
    unit_mass: tuple[float, ...] = static()
    unit_volume: tuple[float, ...] = static()
    unit_performance: tuple[float, ...] = static()
    unit_price: tuple[float, ...] = static()
    grade_from: tuple[float, ...] = static()


@record
class CheckLimits:
    """Limits the checks compare with: [mm], [V], [V], share [1], and counts without a warning."""

    largest_dimension: Array
    largest_system_voltage: Array
    charger_voltage: Array
    charged_share: Array
    usual_rows: tuple[float, ...] = static()
    usual_modules_in_parallel: tuple[float, ...] = static()


@record
class PackParameters:
    """All numbers of modules, packs, electronics and cooling."""

    materials: PackMaterials
    module: ModuleHardware
    rack: RackHardware
    cooling: CoolingHardware
    jacket: JacketHardware
    pack: PackHardware
    bms: BmsHardware
    heat: HeatParameters
    conduction: ConductionParameters
    coolant: CoolantParameters
    units: CoolingUnits
    limits: CheckLimits
