"""Codes and shown values that only a printed sheet needs."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.inputs import Couple, PackLayout
from cellworth.design.pack.cell_heat import foil_conductivity
from cellworth.design.pack.parameters import JacketHardware, PackMaterials


@record
class PackReport:
    """Shown values: connection of packs and wall (s,) [code], (s,) [cm], (s,) [W/(cm K)]."""

    pack_connection_letter: Array
    pack_connection_word: Array
    module_wall_material: Array
    insulation_depth: Array
    positive_foil_conductivity: Array
    negative_foil_conductivity: Array


def pack_report(
    layout: PackLayout, couple: Couple, jacket: JacketHardware, materials: PackMaterials
) -> PackReport:
    """Codes and shown values of a sheet.

    Parameters
    ----------
    layout : PackLayout
    couple : Couple
    jacket : JacketHardware
    materials : PackMaterials

    Returns
    -------
    report : PackReport

    Notes
    -----
    Connection: 0 for one pack, 1 in series, 2 in parallel.

    References
    ----------
    Shown rows of D10, D87, D126 and D128. [batpac5]_
    """
    xp = namespace(layout.packs_per_vehicle)
    several = xp.where(layout.packs_in_series, 1.0, 2.0)
    connection = xp.where(layout.packs_per_vehicle > 1.0, several, 0.0)
    return PackReport(
        pack_connection_letter=connection,
        pack_connection_word=connection,
        module_wall_material=0.0 * connection,
        insulation_depth=jacket.jacket_insulation_thickness / 10.0,
        positive_foil_conductivity=foil_conductivity(couple.positive.positive_foil_aluminum, materials),
        negative_foil_conductivity=foil_conductivity(couple.negative.negative_foil_aluminum, materials),
    )
