"""Mass and volume of one pack and of all packs of a vehicle."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.inputs import PackLayout
from cellworth.design.pack.bms import BmsSize
from cellworth.design.pack.cooling_panels import PackCooling
from cellworth.design.pack.jacket import PackSize
from cellworth.design.pack.module import ModuleParts
from cellworth.design.pack.parameters import PackHardware, PackMaterials
from cellworth.design.pack.rack import RowRack
from cellworth.design.pack_corrections import PackCorrections
from cellworth.design.records import Conductors


@record
class PackWiring:
    """Copper parts and heater of one pack: (s,) [g], heater [kW, kg], jacket with all of them (s,) [kg]."""

    module_interconnect_mass: Array
    module_interconnects_mass: Array
    bus_bars_mass: Array
    pack_terminals_mass: Array
    pack_heater_power: Array
    pack_heater_mass: Array
    jacket_and_hardware_mass: Array


@record
class PackTotals:
    """One pack and all packs of a vehicle: (s,) [L] and (s,) [kg]."""

    pack_volume: Array
    pack_mass: Array
    packs_volume: Array
    packs_mass: Array


def pack_wiring(
    layout: PackLayout,
    modules_per_pack: Array,
    conductors: Conductors,
    jacket_mass: Array,
    hardware: PackHardware,
    materials: PackMaterials,
    corrections: PackCorrections,
) -> PackWiring:
    r"""Mass of module interconnects, bus bars, terminals and heater, and of the jacket with them.

    .. math:: m_{hw} = m_{jacket} + [(n_m + 1) m_{mic} + m_{bus} + m_{pt}]/1000 + m_{heater}

    Parameters
    ----------
    layout : PackLayout
    modules_per_pack : (s,) [1]
    conductors : Conductors
    jacket_mass : (s,) [kg]
    hardware : PackHardware
    materials : PackMaterials
    corrections : PackCorrections

    Returns
    -------
    wiring : PackWiring

    Notes
    -----
    The mass counts one interconnect more than modules, the resistance one more per row;
    ``module_interconnect_mass_count`` takes the second number for both.

    References
    ----------
    D99, D100. [batpac5]_
    """
    copper = materials.density_copper
    each_factor = hardware.module_interconnect_length * copper * hardware.module_interconnect_mass_factor
    each = conductors.module_interconnect_section * each_factor
    if corrections.module_interconnect_mass_count:
        interconnects = each * (modules_per_pack + layout.rows)
    else:
        interconnects = each * (modules_per_pack + 1.0)
    bus_length = (
        conductors.terminal_bus_bar_length * conductors.terminal_bus_bar_count
        + conductors.row_bridge_length * conductors.row_bridge_count
    )
    section = conductors.bus_bar_section * copper
    bus = section * bus_length
    terminal_length = 2.0 * (hardware.pack_terminal_length + hardware.pack_terminal_extra)
    terminals = section * (terminal_length / hardware.pack_terminal_copper_share)
    heater = hardware.heater_mass_per_power * hardware.heater_power
    return PackWiring(
        module_interconnect_mass=each,
        module_interconnects_mass=interconnects,
        bus_bars_mass=bus,
        pack_terminals_mass=terminals,
        pack_heater_power=hardware.heater_power,
        pack_heater_mass=heater,
        jacket_and_hardware_mass=jacket_mass + (interconnects + bus + terminals) / 1000.0 + heater,
    )


def pack_totals(
    layout: PackLayout,
    module: ModuleParts,
    rack: RowRack,
    cooling: PackCooling,
    size: PackSize,
    wiring: PackWiring,
    electronics: BmsSize,
) -> PackTotals:
    r"""Mass and volume of one pack with its integration unit, and of all packs.

    .. math:: m = n_m m_{mod} + n_r m_{rack} + m_{cooling} + m_{hw} + m_{bms},
        \quad V = L W H / 10^6 + v_{bms}

    Parameters
    ----------
    layout : PackLayout
    module : ModuleParts
    rack : RowRack
    cooling : PackCooling
    size : PackSize
    wiring : PackWiring
    electronics : BmsSize

    Returns
    -------
    totals : PackTotals

    References
    ----------
    D98, D101, D102. [batpac5]_
    """
    volume = size.pack_length * size.pack_width * size.pack_height / 1e6 + electronics.bms_volume
    inside = module.modules_mass + layout.rows * rack.rack_mass + cooling.pack_cooling_mass
    mass = inside + wiring.jacket_and_hardware_mass + electronics.bms_mass
    return PackTotals(
        pack_volume=volume,
        pack_mass=mass,
        packs_volume=layout.packs_per_vehicle * volume,
        packs_mass=layout.packs_per_vehicle * mass,
    )
