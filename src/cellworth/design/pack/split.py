"""Mass and volume of all packs by group, as the consortium of the car makers asks for it."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.cell_records import CellDesign
from cellworth.design.inputs import PackLayout
from cellworth.design.pack.bms import BmsSize
from cellworth.design.pack.cooling_panels import PackCooling
from cellworth.design.pack.module import ModuleParts
from cellworth.design.pack.rack import RowRack
from cellworth.design.pack.totals import PackWiring
from cellworth.design.pack_corrections import PackCorrections


@record
class PackSplit:
    """All packs by group: (s,) [kg] and (s,) [L]."""

    cells_group_mass: Array
    module_electronics_group_mass: Array
    module_hardware_group_mass: Array
    wiring_group_mass: Array
    pack_hardware_group_mass: Array
    thermal_group_mass: Array
    bms_group_mass: Array
    all_groups_mass: Array
    cells_group_volume: Array
    module_hardware_group_volume: Array


def pack_split(
    layout: PackLayout,
    cell: CellDesign,
    module: ModuleParts,
    wiring: PackWiring,
    rack: RowRack,
    cooling: PackCooling,
    electronics: BmsSize,
    corrections: PackCorrections,
) -> PackSplit:
    r"""Mass and volume of all packs by group.

    .. math:: m_{sys} = m_{cells} + m_{mod,el} + m_{mod,hw} + m_{wire} + m_{pack,hw} + m_{th} + m_{bms}

    Parameters
    ----------
    layout : PackLayout
    cell : CellDesign
    module : ModuleParts
    wiring : PackWiring
    rack : RowRack
    cooling : PackCooling
    electronics : BmsSize
    corrections : PackCorrections

    Returns
    -------
    split : PackSplit

    Notes
    -----
    For several packs the groups miss the mass of all packs, since racks count once and the wiring is
    taken off the pack hardware as often as there are packs squared; ``mass_split_of_packs`` puts
    both right. The     volume of the module hardware is short of one cell.

    References
    ----------
    D142. [batpac5]_
    """
    packs = layout.packs_per_vehicle
    modules = cell.counts.modules_per_pack * packs
    cells = cell.counts.cells_per_system * cell.materials.cell_mass / 1000.0
    in_modules = (module.module_electronics_mass + module.cell_interconnects_mass) / 1000.0 * modules
    module_hardware = modules * module.module_mass - cells - in_modules
    per_pack = (wiring.bus_bars_mass + wiring.module_interconnects_mass) / 1000.0
    wires = per_pack * packs
    racks = layout.rows * rack.rack_mass
    if corrections.mass_split_of_packs:
        taken_off, racks = per_pack, racks * packs
    else:
        taken_off = wires
    hardware = (wiring.jacket_and_hardware_mass - wiring.pack_heater_mass - taken_off) * packs + racks
    thermal = (wiring.pack_heater_mass + cooling.pack_cooling_mass) * packs
    bms = electronics.bms_mass * packs
    cells_volume = cell.geometry.cell_volume * cell.counts.cells_per_system / 1000.0
    module_volume = cell.envelope.module_volume * modules - cells_volume
    if not corrections.mass_split_of_packs:
        module_volume = module_volume - cell.geometry.cell_volume / 1000.0
    return PackSplit(
        cells_group_mass=cells,
        module_electronics_group_mass=in_modules,
        module_hardware_group_mass=module_hardware,
        wiring_group_mass=wires,
        pack_hardware_group_mass=hardware,
        thermal_group_mass=thermal,
        bms_group_mass=bms,
        all_groups_mass=cells + in_modules + module_hardware + wires + hardware + thermal + bms,
        cells_group_volume=cells_volume,
        module_hardware_group_volume=module_volume,
    )
