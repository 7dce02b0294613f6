"""Cans of cells: mass, fill, energy of what is in them, and how many make a pack."""

import math

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.design.electrode.coating import coatings
from cellworth.design.inputs import Couple
from cellworth.design.parameters import Physics

__all__ = [
    "cells_in_pack",
    "cells_near_energy",
    "cylinder_array_fill",
    "cylinder_can",
    "cylinder_volume",
    "prism_array_fill",
    "prism_can",
    "prism_volume",
    "stack_energies",
    "stack_fill",
]

FACES = 2.0
MM3_PER_CM3 = 1000.0
UM_PER_CM = 1.0e4
MILLI = 1000.0
PERCENT = 100.0
MM_PER_CM = 10.0


def cylinder_volume(diameter: Array, height: Array) -> Array:
    r"""Volume of a cylinder, :math:`\pi D^2 H/4`.

    Parameters
    ----------
    diameter, height : (s,) [mm]

    Returns
    -------
    volume : (s,) [cm^3]

    References
    ----------
    X16.
    """
    return math.pi * diameter * diameter * height / 4.0 / MM3_PER_CM3


def prism_volume(width: Array, height: Array, thickness: Array) -> Array:
    """Volume of a prism.

    Parameters
    ----------
    width, height, thickness : (s,) [mm]

    Returns
    -------
    volume : (s,) [cm^3]

    References
    ----------
    X16.
    """
    return width * height * thickness / MM3_PER_CM3


def cylinder_can(diameter: Array, height: Array, wall: Array, base: Array, density: Array) -> Array:
    r"""Mass of a cylindrical can without its lid, :math:`\rho [\pi (D - t_w) t_w H + \pi D^2 t_b/4]`.

    Parameters
    ----------
    diameter, height, wall, base : (s,) [mm]
    density : (s,) [g/cm^3]

    Returns
    -------
    mass : (s,) [g]

    References
    ----------
    X14.
    """
    side = math.pi * (diameter - wall) * wall * height
    return density * (side + math.pi * diameter * diameter * base / 4.0) / MM3_PER_CM3


def prism_can(
    width: Array, height: Array, thickness: Array, wall: Array, base: Array, lid: Array, density: Array
) -> Array:
    r"""Mass of a prismatic can with base and lid.

    .. math:: \rho [2 (W + T) t_w (H - t_b - t_l) + W T (t_b + t_l)]

    Parameters
    ----------
    width, height, thickness, wall, base, lid : (s,) [mm]
    density : (s,) [g/cm^3]

    Returns
    -------
    mass : (s,) [g]

    References
    ----------
    X14.
    """
    side = FACES * (width + thickness) * wall * (height - base - lid)
    return density * (side + width * thickness * (base + lid)) / MM3_PER_CM3


def stack_fill(positive_area: Array, repeat: Array, volume: Array) -> Array:
    r"""Share of a cell that is stack facing a positive, :math:`(A_+/2) s / V`.

    Parameters
    ----------
    positive_area : (s,) [cm^2]
        Both faces.
    repeat : (s,) [um]
    volume : (s,) [cm^3]

    Returns
    -------
    share : (s,) [1]

    References
    ----------
    X16.
    """
    return positive_area / FACES * repeat / UM_PER_CM / volume


def cylinder_array_fill(diameter: Array, gap: Array) -> Array:
    r"""Cylinders over the room they stand in, :math:`\pi/(2\sqrt{3}) \, (D/(D + g))^2`.

    Parameters
    ----------
    diameter, gap : (s,) [mm]

    Returns
    -------
    share : (s,) [1]

    References
    ----------
    X17.
    """
    ratio = diameter / (diameter + gap)
    return math.pi / (2.0 * math.sqrt(3.0)) * ratio * ratio


def prism_array_fill(thickness: Array, gap: Array) -> Array:
    r"""Prisms over the room they stand in, :math:`T/(T + g)`.

    Parameters
    ----------
    thickness, gap : (s,) [mm]

    Returns
    -------
    share : (s,) [1]

    References
    ----------
    X17.
    """
    return thickness / (thickness + gap)


def cells_in_pack(
    pack_voltage: Array, pack_energy: Array, cell_voltage: Array, capacity: Array
) -> tuple[Array, Array]:
    r"""Cells in series and in parallel, :math:`\mathrm{round}(U/u)` and :math:`\lceil E/(n_s u C) \rceil`.

    Parameters
    ----------
    pack_voltage : (s,) [V]
    pack_energy : (s,) [kWh]
        At least.
    cell_voltage : (s,) [V]
    capacity : (s,) [Ah]

    Returns
    -------
    in_series, in_parallel : (s,) [1]

    References
    ----------
    X10.
    """
    xp = namespace(cell_voltage, capacity)
    series = xp.floor(pack_voltage / cell_voltage + 0.5)
    strings = MILLI * pack_energy / (series * cell_voltage * capacity)
    return series, xp.ceil(strings - STRING_SLACK)


def cells_near_energy(
    in_series: Array, in_parallel: Array, pack_energy: Array, cell_energy: Array, surplus: Array
) -> tuple[Array, Array]:
    r"""Cells in series and in parallel that hold the energy asked for, near the voltage asked for.

    .. math:: n_s = \lceil E/(n_p e) \rceil, \quad n_p \in \{n_p^0, n_p^0 - 1\}

    Parameters
    ----------
    in_series, in_parallel : (s,) [1]
        Of `cells_in_pack`, kept where they hold at most the surplus.
    pack_energy : (s,) [kWh]
    cell_energy : (s,) [Wh]
    surplus : (s,) [1]
        Share of the energy that may be too much.

    Returns
    -------
    in_series, in_parallel : (s,) [1]

    Notes
    -----
    A few large cells miss the energy by up to a whole string; then the voltage gives way: of both
    numbers of strings the one with the nearer voltage.

    References
    ----------
    X10.
    """
    xp = namespace(in_series, in_parallel, cell_energy)
    asked = MILLI * pack_energy
    fewer = xp.maximum(in_parallel - 1.0, 1.0 + 0.0 * in_parallel)
    same = xp.ceil(asked / (in_parallel * cell_energy) - STRING_SLACK)
    less = xp.ceil(asked / (fewer * cell_energy) - STRING_SLACK)
    closer = xp.abs(less - in_series) < xp.abs(same - in_series)
    moved = xp.where(closer, less, same), xp.where(closer, fewer, in_parallel)
    fits = in_series * in_parallel * cell_energy <= asked * (1.0 + surplus)
    return xp.where(fits, in_series, moved[0]), xp.where(fits, in_parallel, moved[1])


STRING_SLACK = 1e-9
"""Rounding of a division must not add a string."""


def stack_energies(
    couple: Couple,
    areal_capacity: Array,
    voltage: Array,
    negative_foil_density: Array,
    physics: Physics,
) -> tuple[Array, Array]:
    r"""Energy of the bare stack, its pores filled, without case and excess.

    .. math:: m = (t \rho)_+ + (t \rho)_- + \tfrac12 (t\rho)_{f+} + \tfrac12 (t\rho)_{f-} + (t\rho)_s
       + \rho_e \sum \varepsilon t, \quad e = q_a U/m

    Parameters
    ----------
    couple : Couple
    areal_capacity : (s,) [mAh/cm^2]
    voltage : (s,) [V]
    negative_foil_density : (s,) [g/cm^3]
    physics : Physics

    Returns
    -------
    by_mass, by_volume : (s,) [Wh/kg], [Wh/L]

    References
    ----------
    D15, X1. [batpac5]_
    """
    p, n, between, made = couple.positive, couple.negative, couple.between, coatings(couple)
    positive = areal_capacity / MILLI / made.positive_volumetric_capacity
    negative = positive * made.coating_thickness_ratio
    separator = between.separator_layer_thickness / UM_PER_CM
    foils = p.positive_collector_thickness / UM_PER_CM, n.negative_collector_thickness / UM_PER_CM
    pores = (
        positive * p.positive_void_share
        + negative * n.negative_void_share
        + separator * between.separator_void_share
    ) / PERCENT
    mass = (
        positive * made.positive_coating_density
        + negative * made.negative_coating_density
        + foils[0] / FACES * physics.density_aluminum
        + foils[1] / FACES * negative_foil_density
        + separator * couple.kinetics.separator_density
        + pores * between.electrolyte_density
    )
    thickness = positive + negative + separator + (foils[0] + foils[1]) / FACES
    energy = areal_capacity * voltage
    return energy / mass, energy / thickness
