"""Parameter tables of modules, packs, electronics and cooling as the records their kernels take."""

import re
from functools import cache

from cellworth.design.pack.parameters import (
    BmsHardware,
    CheckLimits,
    ConductionParameters,
    CoolantParameters,
    CoolingHardware,
    CoolingUnits,
    HeatParameters,
    JacketHardware,
    ModuleHardware,
    PackHardware,
    PackMaterials,
    PackParameters,
    RackHardware,
)
from cellworth.factory.bms_price import BmsPriceParameters
from cellworth.io.parameter_files import parameter_table

__all__ = ["bms_price_parameters", "pack_parameters"]

Values = dict[str, float]
WATTS_PER_KILOWATT = 1000.0
PRESENT = "x"
CONTACTOR_SWITCH = "1 if add_main_contactor else 0"
FUSE_SWITCH = "1 if add_charger_fuse else 0"


@cache
def pack_parameters() -> PackParameters:
    """Numbers of all pack kernels."""
    physical = parameter_table("design/physical_constants.csv").values("name")
    given = parameter_table("design/design_constants.csv").values("symbol")
    thermal = parameter_table("design/thermal_constants.csv").values("symbol")
    literal = parameter_table("design/pack_literals.csv").values("name")
    return PackParameters(
        materials=_materials(physical),
        module=_module(given, literal),
        rack=_rack(given, literal),
        cooling=_cooling(given, thermal, literal),
        jacket=_jacket(given, literal),
        pack=_pack(given, thermal),
        bms=_bms(literal),
        heat=_heat(thermal, literal),
        conduction=_conduction(thermal, literal),
        coolant=_coolant(thermal, literal),
        units=_units(literal),
        limits=_limits(given, literal),
    )


def _materials(physical: Values) -> PackMaterials:
    return PackMaterials(
        density_aluminum=physical["density_aluminum"],
        density_copper=physical["density_copper"],
        density_steel=physical["density_steel"],
        density_interconnect_panel=physical["interconnect_panel_density"],
        density_module_electronics=physical["mms_density"],
        density_polymer_pad=physical["polymer_pad_density"],
        density_jacket_insulation=physical["jacket_insulation_density"],
        heat_conductivity_aluminum=physical["thermal_conductivity_aluminum"],
        heat_conductivity_copper=physical["thermal_conductivity_copper"],
    )


def _module(given: Values, literal: Values) -> ModuleHardware:
    return ModuleHardware(
        weld_tab_length=given["l_weld"],
        weld_tab_buffer=given["buf_term"],
        panel_thickness=given["t_panel"],
        panel_width_share=given["f_panel"],
        panel_end_gap=literal["panel_end_gap"],
        tab_length_extra=given["l_tab_extra"],
        module_terminal_length=given["l_modterm"],
        module_terminal_mass_factor=given["f_modterm"],
        conductor_sheet_extra=given["x_al_cond"],
        conductor_wrap_share=given["f_al_wrap"],
        module_electronics_length=given["mms_l"],
        module_electronics_width=given["mms_w"],
        module_electronics_height=given["mms_h"],
        module_wall_thickness=given["t_wall"],
        gas_release_mass=given["m_gas"],
    )


def _rack(given: Values, literal: Values) -> RackHardware:
    return RackHardware(
        rack_width_extra=given["x_rack_w"],
        rack_steel_thickness=given["t_rack"],
        rack_rail_width=given["w_rail"],
        vertical_member_section=given["s_vert"],
        vertical_member_cut=literal["vertical_member_cut"],
        restraint_plate_thickness=given["t_restraint"],
        restraint_plate_overlap=literal["restraint_plate_overlap"],
        restraint_plate_height_cut=literal["restraint_plate_height_cut"],
        restraint_side_cut=literal["restraint_side_cut"],
        restraint_side_rise=literal["restraint_side_rise"],
        end_plate_thickness=given["t_plate"],
        end_plate_overlap=literal["end_plate_overlap"],
        end_plate_height_cut=literal["end_plate_height_cut"],
        bolt_volume=given["v_bolt"],
        bolts_per_plate=literal["bolts_per_plate"],
        pad_thickness=given["t_pad"],
        rack_adjustment_length=given["x_rack_adj"],
        rack_bus_bar_length=given["x_rack_bus"],
    )


def _cooling(given: Values, thermal: Values, literal: Values) -> CoolingHardware:
    return CoolingHardware(
        coolant_channel_thickness=given["h_channel"],
        coolant_wall_thickness=given["t_channel"],
        coolant_panel_end_gap=literal["coolant_panel_end_gap"],
        manifold_diameter=given["d_main"],
        manifold_wall=given["t_main"],
        tubing_diameter=given["d_tube"],
        tubing_wall=given["t_tube"],
        connecting_tube_extra=literal["connecting_tube_extra"],
        fitting_mass=given["m_fitting"],
        fittings_per_row=literal["fittings_per_row"],
        manifold_fluid_diameter=given["d_main_fluid"],
        tubing_fluid_diameter=given["d_tube_fluid"],
        coolant_density=thermal["rho_coolant"],
    )


def _jacket(given: Values, literal: Values) -> JacketHardware:
    tops = parameter_table("design/jacket_top_thickness.csv")
    angles = parameter_table("design/angle_iron.csv")
    top_from, top_sheet = tops.column("system_energy_kwh_from"), tops.column("aluminum_exterior_thickness_mm")
    angle_from, section = angles.column("module_volume_from_l"), angles.column("section_mm2_derived")
    labels = [row["size_label"] for row in angles.rows]
    codes = [float(list(dict.fromkeys(labels)).index(label)) for label in labels]
    return JacketHardware(
        interior_tolerance=given["tol_int"],
        jacket_insulation_thickness=given["t_ins"],
        jacket_base_aluminum_thickness=given["t_base_al"],
        jacket_base_steel_thickness=given["t_base_st"],
        jacket_top_aluminum_thickness=given["t_top_al_int"],
        base_aluminum_edge_cut=literal["base_aluminum_edge_cut"],
        width_of_terminal_bus_bar=literal["width_of_terminal_bus_bar"],
        width_of_row_bridge=literal["width_of_row_bridge"],
        width_between_bus_bars=literal["width_between_bus_bars"],
        jacket_top_steps=tuple(zip(top_from, top_sheet, strict=True)),
        angle_iron_steps=tuple(zip(angle_from, section, strict=True)),
        angle_iron_codes=tuple(codes),
    )


def _pack(given: Values, thermal: Values) -> PackHardware:
    return PackHardware(
        module_interconnect_length=given["l_mic"],
        module_interconnect_mass_factor=given["f_mic"],
        pack_terminal_length=given["l_packterm"],
        pack_terminal_extra=given["x_packterm"],
        pack_terminal_copper_share=given["f_packterm"],
        heater_power=thermal["P_heater"] / WATTS_PER_KILOWATT,
        heater_mass_per_power=given["m_heater_kw"],
        range_drive_energy=given["e_vehicle"],
    )


def part_key(name: str) -> str:
    """Name of a part as it stands in column names."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _rows(*blocks: str) -> dict[str, dict[str, str]]:
    """Rows of the parts of some blocks by key."""
    rows = parameter_table("design/bms_parts.csv").rows
    return {part_key(row["part"]): row for row in rows if row["block"] in blocks}


def _numbers(rows: dict[str, dict[str, str]], column: str) -> Values:
    return {part: float(row[column]) for part, row in rows.items() if row[column] != ""}


def _bms(literal: Values) -> BmsHardware:
    scalar = parameter_table("design/bms_scalars.csv").values("name")
    rows = _rows("bmu", "bdu")

    def switched(text: str) -> frozenset[str]:
        return frozenset(part for part, row in rows.items() if row["vehicle_multiplier"] == text)

    off = "zero_if_low_voltage_or_single_module"
    return BmsHardware(
        cells_per_asic=scalar["cells_per_asic"],
        bmu_board_mass=scalar["bmu_pcb_mass"],
        bmu_mass_per_asic=scalar["bmu_mass_per_asic"],
        bmu_board_volume=scalar["bmu_pcb_volume"],
        bmu_volume_per_asic=scalar["bmu_volume_per_asic"],
        bmu_enclosure_share=scalar["bmu_enclosure_fraction"],
        bms_enclosure_share=scalar["bms_enclosure_fraction"],
        low_voltage_limit=scalar["low_voltage_threshold"],
        single_contactor_limit=scalar["single_contactor_threshold"],
        sensors_per_module=literal["sense_sensors_per_module"],
        sensors_per_pack=literal["sense_sensors_per_pack"],
        part_mass=_numbers(rows, "mass_g_per_unit"),
        part_volume=_numbers(rows, "volume_l_per_unit"),
        part_fixed=_numbers(rows, "fixed_number"),
        part_per_asic=_numbers(rows, "number_per_asic"),
        part_offset=_numbers(rows, "offset_per_asic"),
        parts_off_at_low_voltage=frozenset(part for part, row in rows.items() if row[off] == PRESENT),
        parts_with_contactor_switch=switched(CONTACTOR_SWITCH),
        parts_with_fuse_switch=switched(FUSE_SWITCH),
    )


@cache
def bms_price_parameters() -> BmsPriceParameters:
    """Prices of the parts of the battery management."""
    scalar = parameter_table("design/bms_scalars.csv").values("name")
    bmu, bdu, module = _rows("bmu"), _rows("bdu"), _rows("module")
    rows = bmu | bdu | module
    low, high = _rows("contactor_reference").values()
    return BmsPriceParameters(
        part_base_price=_numbers(rows, "cost_usd_per_unit"),
        part_base_volume=_numbers(rows, "volume_basis_units"),
        part_volume_exponent=_numbers(rows, "p_value"),
        bmu_parts=tuple(bmu),
        bdu_parts=tuple(bdu),
        module_parts=tuple(module),
        contactor_price_low=float(low["cost_usd_per_unit"]),
        contactor_price_high=float(high["cost_usd_per_unit"]),
        contactor_current_low=float(low["reference_current_a"]),
        contactor_current_high=float(high["reference_current_a"]),
        interface_price_low=scalar["interface_cost_low"],
        interface_price_high=scalar["interface_cost_high"],
        interface_current_low=scalar["interface_current_low"],
        interface_current_high=scalar["interface_current_high"],
    )


def _heat(thermal: Values, literal: Values) -> HeatParameters:
    capacities = parameter_table("design/thermal_cooling_systems.csv").column("capacity_w")
    return HeatParameters(
        battery_heat_capacity=thermal["cp_batt"],
        accessory_power=thermal["P_acc"],
        rolling_factor=thermal["f_roll"],
        drag_factor=thermal["f_drag"],
        vehicle_efficiency=thermal["eta_vehicle"],
        reference_drive_energy=thermal["e_ref"],
        drag_energy_exponent=thermal["n_drag"],
        ambient_temperature=thermal["T_ambient"],
        insulation_conductivity=thermal["k_ins"],
        heat_floor_largest_unit=max(capacities) / literal["margin_of_largest_unit"],
        heat_floor_smallest_unit=min(capacities) / literal["margin_of_smallest_unit"],
        startup_temperature=thermal["T_cold"],
        warm_temperature=thermal["T_warm"],
        heating_element_power=thermal["P_heater"],
        coolant_inlet_temperature=thermal["T_coolant_in"],
        coolant_temperature_rise=thermal["dT_coolant"],
    )


def _conduction(thermal: Values, literal: Values) -> ConductionParameters:
    return ConductionParameters(
        conductivity_positive_coating=thermal["k_pos"],
        conductivity_negative_coating=thermal["k_neg"],
        conductivity_separator=thermal["k_sep"],
        conductivity_folded_edge=thermal["k_fold"],
        conductivity_air=thermal["k_air"],
        pouch_conduction_thickness=thermal["t_cond_pouch"],
        foldline_contact_thickness=literal["foldline_contact_thickness"],
        edge_prefactor=thermal["c_edge"],
        edge_exponent_along=literal["edge_exponent_along"],
        edge_exponent_across=literal["edge_exponent_across"],
        edge_exponent_thickness=literal["edge_exponent_thickness"],
        edge_exponent_width=literal["edge_exponent_width"],
        side_prefactor=thermal["c_side"],
        side_exponent_along=literal["side_exponent_along"],
        side_exponent_across=literal["side_exponent_across"],
        side_exponent_thickness=literal["side_exponent_thickness"],
        side_exponent_width=literal["side_exponent_width"],
        side_exponent_conduction=literal["side_exponent_conduction"],
    )


def _coolant(thermal: Values, literal: Values) -> CoolantParameters:
    return CoolantParameters(
        coolant_heat_capacity=thermal["cp_coolant"],
        coolant_viscosity=thermal["mu_coolant"],
        coolant_conductivity=thermal["k_coolant"],
        added_pressure_drop=thermal["f_dp_add"],
        pump_efficiency=thermal["eta_pump"],
        nusselt_laminar=literal["nusselt_laminar"],
        nusselt_entrance=literal["nusselt_entrance"],
        nusselt_blend=literal["nusselt_blend"],
        friction_laminar=literal["friction_laminar"],
    )


def _units(literal: Values) -> CoolingUnits:
    systems = parameter_table("design/thermal_cooling_systems.csv")
    grades = parameter_table("design/thermal_adequacy.csv")
    return CoolingUnits(
        heat_limit=max(systems.column("selected_when_heat_below_w")),
        smallest_rise=literal["smallest_temperature_rise"],
        heat_from=tuple(systems.column("selected_when_heat_from_w")),
        unit_mass=tuple(systems.column("added_mass_kg")),
        unit_volume=tuple(systems.column("added_volume_l")),
        unit_performance=tuple(systems.column("cop")),
        unit_price=tuple(systems.column("baseline_cost_usd_per_pack")),
        grade_from=tuple(grades.column("temperature_rise_from_k")),
    )


def _limits(given: Values, literal: Values) -> CheckLimits:
    return CheckLimits(
        largest_dimension=literal["largest_dimension"],
        largest_system_voltage=literal["largest_system_voltage"],
        charger_voltage=given["V_charger"],
        charged_share=literal["charged_share"],
        usual_rows=(literal["usual_rows_one"], literal["usual_rows_two"], literal["usual_rows_four"]),
        usual_modules_in_parallel=(literal["usual_parallel_one"], literal["usual_parallel_two"]),
    )
