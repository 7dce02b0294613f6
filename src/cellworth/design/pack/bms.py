"""Battery management: number of parts, mass and volume. Its price belongs to the factory."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.inputs import PackLayout, VehicleUse
from cellworth.design.pack.parameters import BmsHardware
from cellworth.design.pack_corrections import PackCorrections
from cellworth.design.records import Counts, OpenCircuit


@record
class BmsParts:
    """What the electronics of one pack are made of.

    Attributes
    ----------
    asic_count : (s,) [1]
        Voltage-sensing chips.
    bms_high_voltage : (s,) [1]
        One where contactors and current sensor are needed, else zero.
    bms_part_count : mapping of part to (s,) [1]
        A part whose number is the same in every design holds one number.
    """

    asic_count: Array
    bms_high_voltage: Array
    bms_part_count: dict[str, Array]


@record
class BmsSize:
    """Mass (s,) [kg] and volume (s,) [L] of the electronics: board unit, disconnect unit, housings, all."""

    bmu_mass: Array
    bdu_mass: Array
    bmu_housing_mass: Array
    bms_housing_mass: Array
    bms_mass: Array
    bmu_volume: Array
    bdu_volume: Array
    bmu_housing_volume: Array
    bms_housing_volume: Array
    bms_volume: Array


def bms_parts(
    layout: PackLayout,
    counts: Counts,
    open_circuit: OpenCircuit,
    vehicle: VehicleUse,
    hardware: BmsHardware,
    corrections: PackCorrections,
) -> BmsParts:
    r"""Number of each part of the battery management of one pack.

    .. math:: n_{asic} = \lceil n_s / 10 \rceil, \quad
        n_i = s_i [f_i + \lceil n_{asic} a_i - o_i \rceil]

    Parameters
    ----------
    layout : PackLayout
    counts : Counts
    open_circuit : OpenCircuit
    vehicle : VehicleUse
    hardware : BmsHardware
    corrections : PackCorrections

    Returns
    -------
    parts : BmsParts

    Notes
    -----
    Rounding is away from zero; its arguments are never negative. The voltage that decides on contactors is
    that of all packs together; ``bms_voltage_of_pack`` takes the pack the electronics sit in.

    References
    ----------
    D110, D111. [batpac5]_
    """
    voltage = open_circuit.system_ocv_average
    if corrections.bms_voltage_of_pack:
        voltage = open_circuit.pack_ocv_average
    xp = namespace(counts.cells_in_series, voltage)
    asic = xp.ceil(counts.cells_in_series / hardware.cells_per_asic)
    low = (counts.modules_per_pack == 1.0) | (voltage < hardware.low_voltage_limit)
    high_voltage = 1.0 - xp.astype(low, voltage.dtype)
    count: dict[str, Array] = {}
    shared: dict[tuple[float, float, float], Array] = {}
    for part, fixed in hardware.part_fixed.items():
        per_asic = hardware.part_per_asic[part]
        offset = hardware.part_offset[part]
        rule = (fixed, per_asic, offset)
        if rule not in shared:
            shared[rule] = fixed + (xp.ceil(asic * per_asic - offset) if per_asic else -offset)
        count[part] = shared[rule]
        if part in hardware.parts_off_at_low_voltage:
            count[part] = count[part] * high_voltage
        if part in hardware.parts_with_contactor_switch:
            count[part] = count[part] * xp.astype(vehicle.auxiliary_contactor, voltage.dtype)
        if part in hardware.parts_with_fuse_switch:
            count[part] = count[part] * xp.astype(vehicle.charger_fuse, voltage.dtype)
    one_contactor = xp.astype(voltage < hardware.single_contactor_limit, voltage.dtype)
    count["contactor_main"] = count["contactor_main"] * (1.0 - 0.5 * one_contactor)
    count["interface"] = high_voltage
    groups = layout.cells_per_module / layout.cells_in_parallel
    modules = counts.modules_per_pack
    count["sense_line_fuses"] = xp.ceil((groups + 1.0) * modules)
    count["temperature_sensors"] = hardware.sensors_per_module * modules + hardware.sensors_per_pack
    count["sense_pcb"] = modules
    return BmsParts(asic_count=asic, bms_high_voltage=high_voltage, bms_part_count=count)


def bms_size(parts: BmsParts, hardware: BmsHardware, corrections: PackCorrections) -> BmsSize:
    r"""Mass and volume of the battery management of one pack.

    .. math:: m = 1.3 (1.1 m_{bmu} + m_{bdu}), \quad v = 1.3 (1.1 v_{bmu} + v_{bdu})

    Parameters
    ----------
    parts : BmsParts
    hardware : BmsHardware
    corrections : PackCorrections

    Returns
    -------
    size : BmsSize

    Notes
    -----
    The board of the management unit is counted once per main contactor; ``bmu_boards`` counts it once.

    References
    ----------
    D112, D113. [batpac5]_
    """
    count, asic = parts.bms_part_count, parts.asic_count
    boards = count["pcb"]
    if not corrections.bmu_boards:
        boards = boards * count["contactor_main"]
    bmu_mass = boards * hardware.bmu_board_mass + hardware.bmu_mass_per_asic * asic
    bmu_volume = boards * hardware.bmu_board_volume + hardware.bmu_volume_per_asic * asic
    bdu_mass = _sum_over_parts(count, hardware.part_mass) / 1000.0
    bdu_volume = _sum_over_parts(count, hardware.part_volume)
    bmu_housing_mass = hardware.bmu_enclosure_share * bmu_mass
    bmu_housing_volume = hardware.bmu_enclosure_share * bmu_volume
    inner_mass = bmu_mass + bmu_housing_mass + bdu_mass
    inner_volume = bmu_volume + bmu_housing_volume + bdu_volume
    housing_mass = hardware.bms_enclosure_share * inner_mass
    housing_volume = hardware.bms_enclosure_share * inner_volume
    return BmsSize(
        bmu_mass=bmu_mass,
        bdu_mass=bdu_mass,
        bmu_housing_mass=bmu_housing_mass,
        bms_housing_mass=housing_mass,
        bms_mass=inner_mass + housing_mass,
        bmu_volume=bmu_volume,
        bdu_volume=bdu_volume,
        bmu_housing_volume=bmu_housing_volume,
        bms_housing_volume=housing_volume,
        bms_volume=inner_volume + housing_volume,
    )


def _sum_over_parts(count: dict[str, Array], each: dict[str, float]) -> Array:
    """Sum of count times the number of each part, parts of the same count joined."""
    return sum(count[part] * value for part, value in each.items())
