"""Corrections of the quirks of modules, packs, electronics and cooling."""

from cellworth.core.record import record, static

__all__ = ["CORRECTED", "PARITY", "PackCorrections"]


@record
class PackCorrections:
    """One switch per quirk, see ``docs/theory/pack-quirks.md``; all false is the published method.

    Attributes
    ----------
    coolant_diameters : the coolant fills tubes of their own diameter (D93).
    coolant_panel_count : the coolant fills both panels of a row (D93).
    module_interconnect_mass_count : mass and resistance count the same interconnects (D99).
    angle_iron_label : every battery shows the angle iron it carries (D96).
    bmu_boards : the management unit has one board (D112, D113).
    bms_voltage_of_pack : contactors follow the voltage of the pack they sit in (D110).
    sustained_power_per_pack : power and voltage of one pack meet its resistance (D122, D123).
    pulse_power_per_pack : the power of one pack meets its voltage in the pulse (D125).
    heat_packs_once : the number of packs enters the heat once (D127).
    insulation_end_faces : heat enters through the end faces as well (D126).
    several_cooling_units : beyond the largest unit several are taken (D133).
    cooling_in_system_size : volume and mass of every system hold the cooling unit (D143).
    energy_of_all_packs : energies of system and cells count all packs on both sides (D141, D145).
    rated_power_of_parts : module and cell show their rated power, not the target (D144, D145).
    mass_split_of_packs : the groups add up to the mass of all packs (D142).
    modules_divisible : error 2 looks at modules, as its text says (D150).
    """

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


PARITY = PackCorrections(**dict.fromkeys(PackCorrections.__annotations__, False))
"""The published method with its quirks."""

CORRECTED = PackCorrections(**dict.fromkeys(PackCorrections.__annotations__, True))
"""Every quirk corrected."""
