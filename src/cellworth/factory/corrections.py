"""Named corrections of the published method; all false is parity."""

from cellworth.core.record import record, static


@record
class FactoryCorrections:
    """One boolean per slip of the published cost method (docs/theory/factory-quirks.md).

    Attributes
    ----------
    row_racks_per_pack : static
        C3: row racks per pack, not per battery system.
    yields_unrounded : static
        C10: product of the step yields without rounding to 0.1 %.
    foil_price_by_own_area : static
        C18: the negative foil's price follows the negative area.
    electrolyte_price_follows_volume : static
        C19: a price exponent below one makes electrolyte cheaper with volume, not free.
    pack_piece_price_falls : static
        C22: piece prices of pack hardware fall with volume, as those of cells and modules.
    solvent_recovery_credited : static
        C17, C25, C26: only solvent that is not recovered is bought.
    solvent_per_accepted_cell : static
        C25: positive solvent is charged per accepted cell, as every other material.
    module_tabs_bought : static
        C33: the copper of the tabs to the module terminals is bought.
    jacket_base_steel_bought : static
        C46: the steel plate of the jacket base is bought.
    coating_follows_utilization : static
        C55: coating equipment follows utilization method 3.
    operating_days_on_all_steps : static
        C60: the operating-days factor acts on every step.
    stacking_utilization_on_rate : static
        C63: utilization acts on the cell rate of stacking, not on its capacity term.
    rejects_drive_recycling : static
        C66: the recycling step is sized by rejected cells.
    electrolyte_additive_own_lithium : static
        C111: lithium of the electrolyte additive from its own mass.
    bus_bar_counted_once : static
        C116: copper of the bus bar is counted once.
    module_interconnects_as_bought : static
        C116: module interconnects by modules and rows, as they are bought and, corrected, weighed.
    row_racks_by_rows : static
        C117: steel of row racks by rows per pack, not modules per row.
    jacket_base_steel_recycled : static
        C117: the steel plate of the jacket base is counted.
    floor_scrap_from_losses : static
        C119, C122, C123: floor scrap is what is bought less what is built in.
    negative_terminal_scrap_by_rejects : static
        C120: negative terminals in scrap by rejected cells.
    copper_by_own_foil_yield : static
        C123: the negative foil's yield rules its own floor scrap.
    """

    row_racks_per_pack: bool = static()
    yields_unrounded: bool = static()
    foil_price_by_own_area: bool = static()
    electrolyte_price_follows_volume: bool = static()
    pack_piece_price_falls: bool = static()
    solvent_recovery_credited: bool = static()
    solvent_per_accepted_cell: bool = static()
    module_tabs_bought: bool = static()
    jacket_base_steel_bought: bool = static()
    coating_follows_utilization: bool = static()
    operating_days_on_all_steps: bool = static()
    stacking_utilization_on_rate: bool = static()
    rejects_drive_recycling: bool = static()
    electrolyte_additive_own_lithium: bool = static()
    bus_bar_counted_once: bool = static()
    module_interconnects_as_bought: bool = static()
    row_racks_by_rows: bool = static()
    jacket_base_steel_recycled: bool = static()
    floor_scrap_from_losses: bool = static()
    negative_terminal_scrap_by_rejects: bool = static()
    copper_by_own_foil_yield: bool = static()


NAMES = tuple(FactoryCorrections.__annotations__)
"""Names of the corrections, in the order of the equations."""

PARITY = FactoryCorrections(**dict.fromkeys(NAMES, False))
"""The published method, with its slips."""

CORRECTED = FactoryCorrections(**dict.fromkeys(NAMES, True))
"""Every correction in force."""
