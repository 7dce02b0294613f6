"""Corrections of the quirks of modules, packs, electronics and cooling; all false is the published method."""

from cellworth.core.record import record, static


@record
class PackCorrections:
    """One switch per quirk, see ``docs/theory/pack-quirks.md``."""

    coolant_diameters: bool = static()
    coolant_panel_count: bool = static()
    module_interconnect_mass_count: bool = static()
    angle_iron_label: bool = static()
    bmu_boards: bool = static()
    bms_voltage_of_pack: bool = static()
    sustained_power_per_pack: bool = static()
    pulse_power_per_pack: bool = static()
    heat_packs_once: bool = static()
    insulation_end_faces: bool = static()
    several_cooling_units: bool = static()
    cooling_in_system_size: bool = static()
    energy_of_all_packs: bool = static()
    rated_power_of_parts: bool = static()
    mass_split_of_packs: bool = static()
    modules_divisible: bool = static()
