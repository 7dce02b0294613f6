"""What a can holds, with the electrodes of a designed pouch cell of the same couple."""

from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.design.cell.collectors import positive_foil_density
from cellworth.design.cell.formats import FilledCan, LayerThicknesses
from cellworth.design.cell.materials import electrolyte_volume
from cellworth.design.cell_records import CellDesign
from cellworth.design.inputs import Couple
from cellworth.design.parameters import DesignParameters

__all__ = ["CanContents", "can_contents", "layer_thicknesses"]

MILLI = 1000.0


@record
class CanContents:
    """One cell in a can.

    Attributes
    ----------
    positive_ratio, negative_ratio : (s,) [1]
        Electrode area over that of the pouch cell; coatings weigh by it.
    can_electrolyte : (s,) [L]
    can_mass, lid_mass : (s,) [g]
    whole_mass : (s,) [g]
    """

    positive_ratio: Array
    negative_ratio: Array
    can_electrolyte: Array
    can_mass: Array
    lid_mass: Array
    whole_mass: Array


def layer_thicknesses(pouch: CellDesign, couple: Couple) -> LayerThicknesses:
    """Layers of a designed cell.

    Parameters
    ----------
    pouch : CellDesign
    couple : Couple

    Returns
    -------
    layers : LayerThicknesses

    References
    ----------
    X1.
    """
    return LayerThicknesses(
        positive_coat=pouch.sized.positive_coating_thickness,
        negative_coat=pouch.geometry.negative_coating_thickness,
        positive_sheet=couple.positive.positive_collector_thickness,
        negative_sheet=couple.negative.negative_collector_thickness,
        separator_sheet=couple.between.separator_layer_thickness,
    )


def can_contents(
    can: FilledCan,
    pouch: CellDesign,
    couple: Couple,
    excess: Array,
    case_mass: Array,
    lid_mass: Array,
    negative_foil_density: Array,
    parameters: DesignParameters,
) -> CanContents:
    r"""Mass of a cell in a can: coatings, foils, separator, electrolyte, can, lid and what is inside.

    .. math:: m = \sum_\pm m_\pm A'_\pm/A_\pm + \sum S t \rho + \rho_e x v_p + m_{can} + m_{lid}

    Parameters
    ----------
    can : FilledCan
    pouch : CellDesign
        Gives coatings per area.
    couple : Couple
    excess : (s,) [1]
        Electrolyte over pore volume.
    case_mass, lid_mass : (s,) [g]
    negative_foil_density : (s,) [g/cm^3]
    parameters : DesignParameters

    Returns
    -------
    contents : CanContents

    References
    ----------
    X14, X15.
    """
    made, between = pouch.materials, couple.between
    positive = can.can_positive_area / pouch.sized.positive_area
    negative = can.can_negative_area / pouch.geometry.negative_area
    coats = made.positive_coating_mass * positive, made.negative_coating_mass * negative
    extra = made.positive_additive_mass * positive + made.negative_additive_mass * negative
    pores = electrolyte_volume(
        coats[0], coats[1], can.can_separator_area, 0.0 * positive, couple, pouch.coatings, parameters.cell
    )
    electrolyte = pores * excess
    foils = (
        can.can_positive_foil
        * couple.positive.positive_collector_thickness
        * positive_foil_density(couple, parameters.physics)
        + can.can_negative_foil * couple.negative.negative_collector_thickness * negative_foil_density
        + can.can_separator_area * between.separator_layer_thickness * couple.kinetics.separator_density
    )
    wet = MILLI * electrolyte * between.electrolyte_density
    return CanContents(
        positive_ratio=positive,
        negative_ratio=negative,
        can_electrolyte=electrolyte,
        can_mass=case_mass,
        lid_mass=lid_mass,
        whole_mass=coats[0] + coats[1] + extra + foils + wet + case_mass + lid_mass,
    )
