"""Codes and shown values that only a printed sheet needs."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.inputs import Couple, PackLayout
from cellworth.design.pack.cell_heat import foil_conductivity
from cellworth.design.pack.checks import PackChecks, tag_code
from cellworth.design.pack.parameters import JacketHardware, PackMaterials


@record
class PackReport:
    """Shown values: tags, connection of packs, wall (s,) [code]; (s,) [cm]; (s,) [W/(cm K)]."""

    design_errors: Array
    design_warnings: Array
    pack_connection_letter: Array
    pack_connection_word: Array
    module_wall_material: Array
    insulation_depth: Array
    positive_foil_conductivity: Array
    negative_foil_conductivity: Array


def pack_report(
    layout: PackLayout,
    couple: Couple,
    checks: PackChecks,
    jacket: JacketHardware,
    materials: PackMaterials,
) -> PackReport:
    """Codes and shown values of a sheet.

    Parameters
    ----------
    layout : PackLayout
    couple : Couple
    checks : PackChecks
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
    Shown rows of D10, D87, D126, D128, D150 and D151. [batpac5]_
    """
    xp = namespace(layout.packs_per_vehicle)
    several = 2.0 - xp.astype(layout.packs_in_series, layout.packs_per_vehicle.dtype)
    connection = xp.where(layout.packs_per_vehicle > 1.0, several, 0.0)
    return PackReport(
        design_errors=tag_code(checks.design_error),
        design_warnings=tag_code(checks.design_warning),
        pack_connection_letter=connection,
        pack_connection_word=connection,
        module_wall_material=0.0 * connection,
        insulation_depth=jacket.jacket_insulation_thickness / 10.0,
        positive_foil_conductivity=foil_conductivity(couple.positive.positive_foil_aluminum, materials),
        negative_foil_conductivity=foil_conductivity(couple.negative.negative_foil_aluminum, materials),
    )
