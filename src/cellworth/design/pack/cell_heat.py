"""Heat paths from the middle of a cell to the wall of its module."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.cell_records import CellDesign
from cellworth.design.inputs import Couple, VehicleUse
from cellworth.design.pack.parameters import ConductionParameters, PackMaterials


@record
class CellHeatPath:
    """Conduction in the cell: (s,) [W/(cm K)], [W], [cm], [W/K], [K]."""

    conductivity_across_layers: Array
    conductivity_along_layers: Array
    cell_heat: Array
    conductor_length: Array
    conduction_thickness: Array
    cell_conduction_thickness: Array
    cell_conduction_width: Array
    cell_edge_conduction_thickness: Array
    edge_conductance: Array
    side_conductance: Array
    cell_temperature_drop: Array


def cell_heat_path(
    vehicle: VehicleUse,
    couple: Couple,
    cell: CellDesign,
    sheet_length: Array,
    cell_edge_thickness: Array,
    sustained_heat: Array,
    conduction: ConductionParameters,
    materials: PackMaterials,
) -> CellHeatPath:
    r"""Temperature drop from the middle of a cell to the wall of its module.

    .. math:: \Delta T = \frac{Q/n_c}{UA_{edge} + UA_{side}}, \quad
        UA_{edge} = 3.917\, l\, k_\parallel^{0.58} k_\perp^{-0.19} d^{1.2} w^{-0.75}, \quad
        UA_{side} = 1628\, l\, k_\parallel^{0.55} k_\perp^{0.58} d^{-0.21} w^{-0.7} x^{0.72}

    Parameters
    ----------
    vehicle : VehicleUse
    couple : Couple
    cell : CellDesign
    sheet_length : (s,) [mm]
        Of the conductor sheets around the cells.
    cell_edge_thickness : (1,) [mm]
        From the electrode to the outside of the fold.
    sustained_heat : (s,) [W]
    conduction : ConductionParameters
    materials : PackMaterials

    Returns
    -------
    path : CellHeatPath

    Notes
    -----
    The two correlations were fitted to pouch cells with aluminium sheets.

    References
    ----------
    D128, D129. [batpac5]_
    """
    xp = namespace(sustained_heat, cell.sized.cell_thickness)
    across, along = _layer_conductivities(couple, cell, conduction, materials)
    length, thickness = sheet_length / 10.0, cell.sized.cell_thickness / 10.0
    width = cell.geometry.cell_width / 10.0
    pouch = 2.0 * conduction.pouch_conduction_thickness * 1e-4
    path = vehicle.conductor_sheet_thickness / 10.0 + (pouch + 2.0 * conduction.foldline_contact_thickness)
    log_along, log_across = xp.log(along), xp.log(across)
    log_thickness, log_width, log_path = xp.log(thickness), xp.log(width), xp.log(path)
    edge = (conduction.edge_prefactor / 10.0) * xp.exp(
        conduction.edge_exponent_along * log_along
        + conduction.edge_exponent_across * log_across
        + conduction.edge_exponent_thickness * log_thickness
        + conduction.edge_exponent_width * log_width
    )
    side = (conduction.side_prefactor / 10.0) * xp.exp(
        conduction.side_exponent_along * log_along
        + conduction.side_exponent_across * log_across
        + conduction.side_exponent_thickness * log_thickness
        + conduction.side_exponent_width * log_width
        + conduction.side_exponent_conduction * log_path
    )
    edge, side = edge * length, side * length
    per_cell = sustained_heat / cell.counts.cells_per_pack
    return CellHeatPath(
        conductivity_across_layers=across,
        conductivity_along_layers=along,
        cell_heat=per_cell,
        conductor_length=length,
        conduction_thickness=path,
        cell_conduction_thickness=thickness,
        cell_conduction_width=width,
        cell_edge_conduction_thickness=cell_edge_thickness / 10.0,
        edge_conductance=edge,
        side_conductance=side,
        cell_temperature_drop=per_cell / (edge + side),
    )


def _layer_conductivities(
    couple: Couple, cell: CellDesign, conduction: ConductionParameters, materials: PackMaterials
) -> tuple[Array, Array]:
    """Heat conductivity across and along the layers of a bicell [W/(cm K)] (D128)."""
    positive, negative = cell.sized.positive_coating_thickness, cell.geometry.negative_coating_thickness
    separator, total = couple.between.separator_layer_thickness, cell.geometry.bicell_thickness
    foil_pos = couple.positive.positive_collector_thickness
    foil_neg = couple.negative.negative_collector_thickness
    metal_pos = foil_conductivity(couple.positive.positive_foil_aluminum, materials)
    metal_neg = foil_conductivity(couple.negative.negative_foil_aluminum, materials)
    k_pos, k_neg = conduction.conductivity_positive_coating, conduction.conductivity_negative_coating
    k_sep = conduction.conductivity_separator
    coatings_across = positive / k_pos + negative / k_neg + separator / k_sep
    coatings_along = positive * k_pos + negative * k_neg + separator * k_sep
    across = total / (foil_pos / metal_pos + foil_neg / metal_neg + 2.0 * coatings_across)
    along = (metal_pos * foil_pos + metal_neg * foil_neg + 2.0 * coatings_along) / total
    return across, along


def foil_conductivity(is_aluminum: Array, materials: PackMaterials) -> Array:
    """Heat conductivity of a foil by its metal.

    Parameters
    ----------
    is_aluminum : (s,) bool
        Copper otherwise.
    materials : PackMaterials

    Returns
    -------
    conductivity : (s,) [W/(cm K)]

    References
    ----------
    D128. [batpac5]_
    """
    xp = namespace(is_aluminum)
    return xp.where(
        is_aluminum, xp.asarray(materials.heat_conductivity_aluminum), materials.heat_conductivity_copper
    )
