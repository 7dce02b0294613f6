"""Materials of a cell and its mass."""

from cellworth.core.constants import PERCENT
from cellworth.core.types import Array
from cellworth.design.cell.collectors import NegativeMetal, positive_foil_density
from cellworth.design.cell.geometry import container_density, container_thickness
from cellworth.design.cell_records import CellMaterials
from cellworth.design.inputs import Couple
from cellworth.design.parameters import CellHardware, Physics
from cellworth.design.records import CellGeometry, Coatings, SizedCell

__all__ = ["cell_materials", "container_mass", "electrolyte_volume", "foil_areas", "terminal_outline"]

MILLI = 1000.0
MM2_PER_M2 = 1.0e6
FACES = 2.0


def foil_areas(
    sized: SizedCell, geometry: CellGeometry, hardware: CellHardware
) -> tuple[Array, Array, Array]:
    r"""Areas of positive foil, negative foil and separator of a cell.

    .. math:: S_+ = N W (L + l_+), \quad S_- = (N+1)(W+2)(L + l_- + 2), \quad S_{sep} = 2 N (W+2)(L+4)

    Parameters
    ----------
    sized : SizedCell
    geometry : CellGeometry
    hardware : CellHardware

    Returns
    -------
    positive, negative, separator : (s,) [m^2]

    References
    ----------
    D73. [batpac5]_
    """
    layers, width, length = sized.bicell_layers, geometry.positive_width, geometry.positive_length
    positive = layers * width * (length + geometry.positive_tab_length)
    negative_length = length + geometry.negative_tab_length + hardware.negative_excess
    negative = (layers + 1.0) * (width + hardware.negative_excess) * negative_length
    separator_length = length + hardware.separator_excess_length
    separator = FACES * layers * (width + hardware.separator_excess_width) * separator_length
    return positive / MM2_PER_M2, negative / MM2_PER_M2, separator / MM2_PER_M2


def electrolyte_volume(
    positive_mass: Array,
    negative_mass: Array,
    separator_area: Array,
    core_volume: Array,
    couple: Couple,
    balance: Coatings,
    hardware: CellHardware,
) -> Array:
    r"""Electrolyte in the pores of coatings and separator, and 2 % of the core.

    .. math:: v = [m_+ \varepsilon_+/\rho_+ + m_- \varepsilon_-/\rho_- + S_{sep} t_{sep} \varepsilon_{sep}
       + 0.02 \, t_{cell} W L/1000] / 1000

    Parameters
    ----------
    positive_mass, negative_mass : (s,) [g]
        Of the coatings.
    separator_area : (s,) [m^2]
    core_volume : (s,) [mm^3]
        Cell thickness times positive width and length.
    couple : Couple
    balance : Coatings
    hardware : CellHardware

    Returns
    -------
    volume : (s,) [L]

    References
    ----------
    D74. [batpac5]_
    """
    between = couple.between
    pores = (
        positive_mass / balance.positive_coating_density * couple.positive.positive_void_share
        + negative_mass / balance.negative_coating_density * couple.negative.negative_void_share
        + separator_area * between.separator_layer_thickness * between.separator_void_share
    ) / PERCENT
    return (pores + hardware.electrolyte_extra_share * core_volume / MILLI) / MILLI


def terminal_outline(feedthrough: Array, geometry: CellGeometry, hardware: CellHardware) -> Array:
    r"""Outline of a terminal, :math:`(8 + 5) w_{feed} + l_{int} w_{int}`.

    Parameters
    ----------
    feedthrough : (s,) [mm]
        Width.
    geometry : CellGeometry
    hardware : CellHardware

    Returns
    -------
    area : (s,) [mm^2]

    References
    ----------
    D75. [batpac5]_
    """
    outer = (hardware.weld_length + hardware.feedthrough_length) * feedthrough
    return outer + geometry.internal_terminal_length * geometry.internal_terminal_width


def container_mass(
    thickness: Array, geometry: CellGeometry, hardware: CellHardware, physics: Physics
) -> Array:
    r"""Mass of the pouch.

    .. math:: [(W_{cell} + 2 t_{cell} + 6) + (W_{cell} + 6)] (L_{cell} - 16) \, t_{cont} \rho_{cont} / 10^6

    Parameters
    ----------
    thickness : (s,) [mm]
        Of the cell.
    geometry : CellGeometry
    hardware : CellHardware
    physics : Physics

    Returns
    -------
    mass : (s,) [g]

    References
    ----------
    D76. [batpac5]_
    """
    around = FACES * (geometry.cell_width + thickness + hardware.seal_width)
    foil = container_thickness(hardware) * container_density(hardware, physics) / (MILLI * MILLI)
    return around * (geometry.cell_length - FACES * hardware.weld_length) * foil


def cell_materials(
    sized: SizedCell,
    geometry: CellGeometry,
    capacity: Array,
    couple: Couple,
    balance: Coatings,
    metal: NegativeMetal,
    negative_terminal: Array,
    hardware: CellHardware,
    physics: Physics,
) -> CellMaterials:
    r"""Mass of all parts of a cell; active material is :math:`1000 C/q`.

    Parameters
    ----------
    sized : SizedCell
    geometry : CellGeometry
    capacity : (s,) [Ah]
        Of the cell.
    couple : Couple
    balance : Coatings
    metal : NegativeMetal
    negative_terminal : (s,) [mm]
        Thickness of the negative terminal.
    hardware : CellHardware
    physics : Physics

    Returns
    -------
    materials : CellMaterials

    Notes
    -----
    The negative's excess area counts in its mass. The electrolyte additive is not in the cell's mass.

    References
    ----------
    D70, D71, D72, D73, D74, D75, D76, D77. [batpac5]_
    """
    p, n, between = couple.positive, couple.negative, couple.between
    dry = _coating_masses(geometry, capacity, couple)
    areas = foil_areas(sized, geometry, hardware)
    core = sized.cell_thickness * geometry.positive_width * geometry.positive_length
    positive, negative = dry["positive_coating_mass"], dry["negative_coating_mass"]
    volume = electrolyte_volume(positive, negative, areas[2], core, couple, balance, hardware)
    electrolyte = MILLI * volume * between.electrolyte_density
    outline = terminal_outline(sized.feedthrough_width, geometry, hardware) / MILLI
    positive_terminal = outline * (hardware.terminal_thickness_aluminum * physics.density_aluminum)
    negative_terminal_mass = outline * negative_terminal * metal.density
    pouch = container_mass(sized.cell_thickness, geometry, hardware, physics)
    positive_extra = positive * p.positive_additive_fraction
    negative_extra = negative * n.negative_additive_fraction
    foils = (
        areas[0] * p.positive_collector_thickness * positive_foil_density(couple, physics)
        + areas[1] * n.negative_collector_thickness * metal.density
        + areas[2] * between.separator_layer_thickness * couple.kinetics.separator_density
    )
    parts = foils + electrolyte + positive_terminal + negative_terminal_mass + pouch
    lithium = between.electrolyte_additive_fraction * between.electrolyte_additive_lithium
    return CellMaterials(
        **dry,
        positive_additive_mass=positive_extra,
        negative_additive_mass=negative_extra,
        electrolyte_additive_mass=electrolyte * lithium,
        positive_foil_area=areas[0],
        negative_foil_area=areas[1],
        separator_area=areas[2],
        electrolyte_volume=volume,
        electrolyte_mass=electrolyte,
        positive_terminal_mass=positive_terminal,
        negative_terminal_mass=negative_terminal_mass,
        container_mass=pouch,
        cell_mass=positive + negative + parts + positive_extra + negative_extra,
    )


def _coating_masses(geometry: CellGeometry, capacity: Array, couple: Couple) -> dict[str, Array]:
    """Coatings and their parts (D70, D71)."""
    p, n = couple.positive, couple.negative
    positive_active = MILLI * capacity / p.positive_active_capacity
    grown = n.capacity_ratio * (1.0 + geometry.excess_negative_area / PERCENT)
    negative_active = MILLI * capacity / n.negative_active_capacity * grown
    positive = PERCENT * positive_active / p.positive_active_share
    negative = PERCENT * negative_active / n.negative_active_share
    return {
        "positive_active_mass": positive_active,
        "positive_carbon_mass": positive * p.positive_carbon_share / PERCENT,
        "positive_binder_mass": positive * p.positive_binder_share / PERCENT,
        "positive_coating_mass": positive,
        "negative_active_mass": negative_active,
        "negative_carbon_mass": negative * n.negative_carbon_share / PERCENT,
        "negative_binder_mass": negative * n.negative_binder_share / PERCENT,
        "negative_coating_mass": negative,
    }
