"""What a data sheet says of system and pack: energy, power, size per energy, range."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.cell_records import CellDesign
from cellworth.design.inputs import PackLayout
from cellworth.design.pack.cooling_unit import CoolingUnit
from cellworth.design.pack.parameters import PackHardware
from cellworth.design.pack.totals import PackTotals
from cellworth.design.pack_corrections import PackCorrections


@record
class SystemSummary:
    """All packs of a vehicle: (s,) [kWh], [kW], [L], [kg], [Wh/L], [Wh/kg].

    ``system_volume`` and ``system_mass`` are as printed; those ``with_cooling`` always hold the unit outside.
    """

    system_energy: Array
    system_usable_energy: Array
    system_power_at_target: Array
    system_rated_power: Array
    system_volume_with_cooling: Array
    system_mass_with_cooling: Array
    system_volume: Array
    system_mass: Array
    system_energy_density: Array
    system_specific_energy: Array
    system_usable_energy_density: Array
    system_usable_specific_energy: Array
    packs_energy_density: Array
    packs_specific_energy: Array


@record
class PackSummary:
    """One pack: (s,) [Wh/L], [Wh/kg], [1/hour], [Wh/mile], and the range of the vehicle (s,) [mile]."""

    pack_energy_density: Array
    pack_specific_energy: Array
    pack_usable_energy_density: Array
    pack_usable_specific_energy: Array
    pack_power_ratio: Array
    pack_rated_power_ratio: Array
    pack_drive_energy: Array
    pack_range: Array


def system_summary(
    layout: PackLayout,
    cell: CellDesign,
    totals: PackTotals,
    unit: CoolingUnit,
    battery_no: Array,
    corrections: PackCorrections,
) -> SystemSummary:
    r"""Energy, power, volume, mass and densities of all packs of a vehicle.

    .. math:: V = n V_{pack} + v_{unit}, \quad e = 1000 n E / V

    Parameters
    ----------
    layout : PackLayout
    cell : CellDesign
    totals : PackTotals
    unit : CoolingUnit
    battery_no : (s,) [1]
        Column of the workbook: the first alone carries the cooling unit in volume and mass.
    corrections : PackCorrections

    Returns
    -------
    summary : SystemSummary

    Notes
    -----
    ``cooling_in_system_size`` counts the cooling unit in every battery; ``energy_of_all_packs`` compares the
    energy of all packs, not of one, with the size of all packs.

    References
    ----------
    D141, D143. [batpac5]_
    """
    xp = namespace(totals.packs_mass, battery_no)
    packs, usable = layout.packs_per_vehicle, cell.operation.usable_share / 100.0
    pack_energy, electrics = cell.electrics.pack_energy, cell.electrics
    energy = packs * pack_energy
    volume_with = totals.packs_volume + unit.cooling_unit_volume
    mass_with = totals.packs_mass + unit.cooling_unit_mass
    if corrections.cooling_in_system_size:
        volume, mass = volume_with, mass_with
    else:
        first = battery_no == 1.0
        volume = xp.where(first, volume_with, totals.packs_volume)
        mass = xp.where(first, mass_with, totals.packs_mass)
    per_volume, per_mass = 1000.0 * energy / volume, 1000.0 * energy / mass
    compared = energy if corrections.energy_of_all_packs else pack_energy
    return SystemSummary(
        system_energy=energy,
        system_usable_energy=energy * usable,
        system_power_at_target=packs * electrics.pack_power,
        system_rated_power=packs * electrics.pack_rated_power,
        system_volume_with_cooling=volume_with,
        system_mass_with_cooling=mass_with,
        system_volume=volume,
        system_mass=mass,
        system_energy_density=per_volume,
        system_specific_energy=per_mass,
        system_usable_energy_density=per_volume * usable,
        system_usable_specific_energy=per_mass * usable,
        packs_energy_density=1000.0 * compared / volume_with,
        packs_specific_energy=1000.0 * compared / totals.packs_mass,
    )


def pack_summary(
    layout: PackLayout, cell: CellDesign, totals: PackTotals, hardware: PackHardware
) -> PackSummary:
    r"""Energy per size and power per energy of one pack, range of the vehicle.

    .. math:: d = 1000 E u / (e / n_{packs})

    Parameters
    ----------
    layout : PackLayout
    cell : CellDesign
    totals : PackTotals
    hardware : PackHardware

    Returns
    -------
    summary : PackSummary

    Notes
    -----
    Range from one energy per mile; there is no drive cycle.

    References
    ----------
    D140, D144a. [batpac5]_
    """
    energy, electrics = cell.electrics.pack_energy, cell.electrics
    usable = cell.operation.usable_share / 100.0
    per_volume = 1000.0 * energy / totals.pack_volume
    per_mass = 1000.0 * energy / totals.pack_mass
    drive = hardware.range_drive_energy / layout.packs_per_vehicle
    return PackSummary(
        pack_energy_density=per_volume,
        pack_specific_energy=per_mass,
        pack_usable_energy_density=per_volume * usable,
        pack_usable_specific_energy=per_mass * usable,
        pack_power_ratio=electrics.pack_power / energy,
        pack_rated_power_ratio=electrics.pack_rated_power / energy,
        pack_drive_energy=drive,
        pack_range=1000.0 * electrics.usable_energy / drive,
    )
