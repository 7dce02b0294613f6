"""Tables of couples, vehicles and constants as the records the design room takes."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from cellworth.design.electrode.reference import with_derived
from cellworth.design.inputs import (
    Couple,
    CoupleCurves,
    Kinetics,
    NegativeElectrode,
    PositiveElectrode,
    SeparatorElectrolyte,
    VehicleUse,
)
from cellworth.design.parameters import (
    CellHardware,
    ChargeFit,
    ConductorHardware,
    DesignParameters,
    ElectrodeRules,
    Physics,
    SizingRules,
)
from cellworth.io.couple_tables import couple_curve_rows, couple_rows_all
from cellworth.io.parameter_files import ParameterTable, parameter_table

__all__ = [
    "CoupleBook",
    "all_couples",
    "couple_book",
    "couple_book_of",
    "design_parameters",
    "vehicle_names",
    "vehicle_table",
]

CURVE_POINTS = 11
CENTIMETRE_IN_MILLIMETRES = 10.0
IDEAL_KINDS = {"Either": 0.0, "Energy": 1.0, "Power": 2.0}
ALUMINUM = "Aluminum"
GRAPHITE = "G"


@dataclass(frozen=True)
class CoupleBook:
    """All couples: one row per couple on the first axis of every array.

    Attributes
    ----------
    names : in order of the rows.
    texts : columns that are words (materials, solvents, additives), by column name.
    couples : properties with D1 to D8; ``curves.couple`` counts the rows.
    """

    names: tuple[str, ...]
    texts: dict[str, tuple[str, ...]]
    couples: Couple


_POSITIVE = {
    "positive_active_capacity": "positive_active_capacity_mah_per_g",
    "positive_active_share": "positive_active_wt_pct",
    "positive_carbon_share": "positive_carbon_wt_pct",
    "positive_binder_share": "positive_binder_wt_pct",
    "positive_active_density": "positive_active_density_g_per_cm3",
    "positive_carbon_density": "positive_carbon_density_g_per_cm3",
    "positive_binder_density": "positive_binder_density_g_per_cm3",
    "positive_void_share": "positive_porosity_vol_pct",
    "positive_particle_radius": "positive_particle_radius_um",
    "positive_exchange_current": "positive_i0_ma_per_cm2",
    "positive_collector_thickness": "positive_foil_thickness_um",
    "positive_additive_fraction": "positive_additive_fraction_of_coating",
}
_NEGATIVE = {
    "negative_active_capacity": "negative_active_capacity_mah_per_g",
    "capacity_ratio": "np_capacity_ratio",
    "negative_active_share": "negative_active_wt_pct",
    "negative_carbon_share": "negative_carbon_wt_pct",
    "negative_binder_share": "negative_binder_wt_pct",
    "negative_active_density": "negative_active_density_g_per_cm3",
    "negative_carbon_density": "negative_carbon_density_g_per_cm3",
    "negative_binder_density": "negative_binder_density_g_per_cm3",
    "negative_void_share": "negative_porosity_vol_pct",
    "negative_particle_radius": "negative_particle_radius_um",
    "negative_exchange_current": "negative_i0_ma_per_cm2",
    "negative_collector_thickness": "negative_foil_thickness_um",
    "negative_additive_fraction": "negative_additive_fraction_of_coating",
}
_BETWEEN = {
    "separator_layer_thickness": "separator_thickness_um",
    "separator_void_share": "separator_porosity_vol_pct",
    "electrolyte_density": "electrolyte_density_g_per_cm3",
    "electrolyte_additive_fraction": "electrolyte_additive_fraction",
    "electrolyte_additive_lithium": "electrolyte_additive_li_fraction",
    "limiting_current_density": "limiting_current_density_ma_per_cm2",
}
_KINETICS = {
    "default_areal_capacity": "areal_capacity_at_default_asi_mah_per_cm2",
    "default_c_rate": "c_rate_at_default_asi_per_h",
    "limiting_c_rate": "solid_diffusion_limiting_c_rate_per_h",
    "activation_energy": "asi_activation_energy_kj_per_mol",
}
_DERIVED = (
    "positive_specific_area",
    "negative_specific_area",
    "positive_thickness_reference",
    "negative_thickness_reference",
    "positive_interfacial_reference",
    "negative_interfacial_reference",
    "separator_density",
)
_TEXTS = (
    "positive_active",
    "positive_binder_solvent",
    "positive_foil_material",
    "positive_additive_name",
    "negative_active",
    "negative_binder_solvent",
    "negative_foil_material",
    "negative_additive_name",
    "electrolyte_additive_name",
)


def couple_book_of(rows: tuple[dict[str, str], ...], points: tuple[dict[str, str], ...]) -> CoupleBook:
    """Couples from rows of the couple table and of the curve table; users' rows may follow the supplied."""
    table = ParameterTable(path="couples", head={}, rows=rows)
    names = tuple(row["couple_name"] for row in rows)
    texts = {name: tuple(row[name] for row in rows) for name in _TEXTS}
    limits = parameter_table("design/default_inputs.csv").by("parameter")
    count = np.ones(len(rows))

    def columns(mapping: dict[str, str]) -> dict[str, np.ndarray]:
        return {name: np.asarray(table.column(column)) for name, column in mapping.items()}

    positive = PositiveElectrode(
        **columns(_POSITIVE),
        positive_foil_aluminum=np.asarray([text == ALUMINUM for text in texts["positive_foil_material"]]),
        positive_coating_limit=count * float(limits["max_positive_thickness_um"]["battery_1"]),
        positive_coating_minimum=count * float(limits["min_positive_thickness_um"]["battery_1"]),
    )
    negative = NegativeElectrode(
        **columns(_NEGATIVE),
        negative_foil_aluminum=np.asarray([text == ALUMINUM for text in texts["negative_foil_material"]]),
        graphite=np.asarray([text == GRAPHITE for text in texts["negative_active"]]),
    )
    unset = dict.fromkeys(_DERIVED, count * np.nan)
    given = Couple(
        positive=positive,
        negative=negative,
        between=SeparatorElectrolyte(**columns(_BETWEEN)),
        kinetics=Kinetics(**columns(_KINETICS), **unset),
        curves=_curves(names, points),
    )
    parameters = design_parameters()
    return CoupleBook(names=names, texts=texts, couples=with_derived(given, parameters))


def _curves(names: tuple[str, ...], points: tuple[dict[str, str], ...]) -> CoupleCurves:
    """Curves of the named couples, rows in order of state of charge."""

    def curve(column: str) -> np.ndarray:
        by_couple: dict[str, list[float]] = {name: [] for name in names}
        for row in points:
            by_couple[row["couple_name"]].append(float(row[column]))
        return np.asarray([by_couple[name] for name in names]).reshape(len(names), CURVE_POINTS)

    return CoupleCurves(
        ocv_curve=curve("ocv_v"),
        asi_2s_curve=curve("asi_2s_25c_ohm_cm2"),
        asi_10s_curve=curve("asi_10s_25c_ohm_cm2"),
        couple=np.arange(len(names)),
    )


@cache
def couple_book() -> CoupleBook:
    """The supplied couples."""
    rows = parameter_table("chemistries/electrode_couples.csv").rows
    return couple_book_of(rows, parameter_table("chemistries/couple_ocv_asi_vs_soc.csv").rows)


@cache
def all_couples() -> CoupleBook:
    """The supplied couples, then the newer ones of the extensions."""
    return couple_book_of(couple_rows_all(), couple_curve_rows())


def vehicle_names() -> tuple[str, ...]:
    """Vehicle types in order of the rows of `vehicle_table`."""
    return tuple(row["vehicle"] for row in parameter_table("vehicles/vehicle_considerations.csv").rows)


@cache
def vehicle_table() -> VehicleUse:
    """What each vehicle type sets, one row per type."""
    table = parameter_table("vehicles/vehicle_considerations.csv")

    def numbers(column: str) -> np.ndarray:
        return np.asarray(table.column(column))

    def flags(column: str) -> np.ndarray:
        return np.asarray([row[column] == "True" for row in table.rows])

    sheet = numbers("aluminum_conductor_thickness_cm") * CENTIMETRE_IN_MILLIMETRES
    return VehicleUse(
        vehicle_cell_thickness=numbers("cell_thickness_target_mm"),
        vehicle_pulse_duration=numbers("pulse_duration_s"),
        vehicle_soc_for_power=numbers("soc_full_power_pct"),
        vehicle_soc_upper=numbers("soc_upper_pct"),
        vehicle_soc_lower=numbers("soc_lower_pct"),
        soc_average=numbers("soc_average_pct"),
        soc_reserve=numbers("soc_reserve_above_lower_pct"),
        charging_allowed=flags("allow_charging_considerations"),
        ideal_couple_kind=np.asarray([IDEAL_KINDS[row["ideal_couple_kind"]] for row in table.rows]),
        conductor_sheet_thickness=sheet,
        sustained_speed=numbers("max_sustained_speed_mph"),
        vehicle_energy=numbers("udds_energy_wh_per_mile"),
        charger_fuse=flags("add_charger_fuse"),
        auxiliary_contactor=flags("add_main_contactor"),
        largest_cooling_unit=flags("require_refrig4_when_fast_charge"),
    )


@cache
def design_parameters() -> DesignParameters:
    """Numbers of electrode, cell and conductor kernels."""
    physical = parameter_table("design/physical_constants.csv").values("name")
    given = parameter_table("design/design_constants.csv").values("symbol")
    literal = parameter_table("design/cell_literals.csv").values("name")
    return DesignParameters(
        physics=_physics(physical),
        electrode=_electrode_rules(given, literal),
        charge_fit=_charge_fit(given, literal),
        rules=SizingRules(
            voltage_share=given["v_frac"],
            current_limit_margin=given["f_jlim"],
            energy_rate_hours=literal["energy_rate_hours"],
            voltage_floor_square=literal["voltage_floor_square"],
        ),
        cell=_cell_hardware(given, literal),
        conductors=_conductor_hardware(given, literal),
    )


def _physics(physical: dict[str, float]) -> Physics:
    return Physics(
        gas_constant=physical["gas_constant"],
        gas_constant_arrhenius=physical["gas_constant_arrhenius"],
        faraday_constant=physical["faraday_constant"],
        kinetic_temperature=physical["kinetic_reference_temperature"],
        arrhenius_temperature=physical["arrhenius_reference_temperature"],
        arrhenius_offset=physical["celsius_offset_arrhenius"],
        density_aluminum=physical["density_aluminum"],
        density_copper=physical["density_copper"],
        density_polypropylene=physical["density_polypropylene"],
        density_pet=physical["density_pet"],
        heat_capacity_copper=physical["heat_capacity_copper"],
        conductivity_copper=physical["conductivity_copper"],
        conductivity_aluminum=physical["conductivity_aluminum"],
    )


def _electrode_rules(given: dict[str, float], literal: dict[str, float]) -> ElectrodeRules:
    return ElectrodeRules(
        reference_np_ratio=literal["reference_np_ratio"],
        pulse_short_time=literal["pulse_short_time"],
        pulse_long_time=literal["pulse_long_time"],
        pulse_short_weight=literal["pulse_short_weight"],
        pulse_long_weight=literal["pulse_long_weight"],
        energy_asi_factor=given["asi_energy_factor"],
        silicon_share=literal["silicon_share"],
        silicon_capacity=literal["silicon_capacity"],
    )


def _charge_fit(given: dict[str, float], literal: dict[str, float]) -> ChargeFit:
    fit = parameter_table("design/fast_charge_fit.csv").values("symbol")
    return ChargeFit(
        charge_alpha={number: fit[f"alpha_{number}"] for number in "1234"},
        charge_beta={number: fit[f"beta_{number}"] for number in "1234"},
        charge_asi_reference=fit["asi_reference_ohm_cm2"],
        charge_asi_exponent=fit["asi_exponent"],
        charge_temperature=given["T_max_fc"],
        longest_charge_time=literal["longest_charge_time"],
        charge_window=literal["charge_window"],
        current_density_faces=literal["current_density_faces"],
    )


_CELL = {
    "pouch_aluminum_thickness": "t_cont_al",
    "pouch_pet_thickness": "t_cont_pet",
    "pouch_pp_thickness": "t_cont_pp",
    "seal_width": "buf_seal",
    "fold_thickness": "t_edge",
    "terminal_thickness_aluminum": "t_term_al",
    "terminal_thickness_copper": "t_term_cu",
    "weld_length": "l_weld",
    "feedthrough_length": "l_feed",
    "terminal_buffer": "buf_term",
    "feedthrough_narrow": "w_feed_narrow",
    "feedthrough_wide": "w_feed_wide",
    "feedthrough_switch": "w_feed_switch",
    "terminal_path_factor": "f_term_eff",
    "terminal_clearance_share": "f_space",
    "negative_excess": "x_neg",
    "separator_excess_width": "x_sep_w",
    "separator_excess_length": "x_sep_l",
    "tab_length_factor": "f_tab",
    "packing_density": "f_pack_density",
    "electrolyte_extra_share": "f_elyte_void",
}
_CONDUCTORS = {
    "interconnect_thickness": "t_ic",
    "tab_extra": "l_tab_extra",
    "terminal_strip_length": "l_modterm",
    "tab_heating": "heat_tab",
    "module_terminal_heating": "heat_modterm",
    "module_interconnect_heating": "heat_mic",
    "bus_bar_heating_charging": "heat_bus_fc",
    "bus_bar_heating_plain": "heat_bus_nofc",
    "interconnect_path": "l_mic",
    "pack_terminal_path": "l_packterm",
    "terminal_bus_bar_extra": "x_bus_t",
    "row_bridge_extra": "x_bus_r",
    "gap_back": "gap_back",
    "gap_front": "gap_front",
    "wall_thickness": "t_wall",
}


def _cell_hardware(given: dict[str, float], literal: dict[str, float]) -> CellHardware:
    return CellHardware(
        **{name: given[symbol] for name, symbol in _CELL.items()},
        negative_tab_cut=literal["negative_tab_cut"],
        terminal_strip_cut=literal["terminal_strip_cut"],
    )


def _conductor_hardware(given: dict[str, float], literal: dict[str, float]) -> ConductorHardware:
    return ConductorHardware(
        **{name: given[symbol] for name, symbol in _CONDUCTORS.items()},
        terminal_strip_end=literal["module_terminal_cut"],
        tab_share_three=literal["tab_share_three_parallel"],
        tab_share_four=literal["tab_share_four_parallel"],
        tabs_per_module=literal["tabs_per_module"],
    )
