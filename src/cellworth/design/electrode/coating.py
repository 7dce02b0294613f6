"""Coatings: density, volumetric capacity and balance of the two sides."""

from cellworth.core.arrays import namespace
from cellworth.core.constants import PERCENT
from cellworth.core.types import Array
from cellworth.design.inputs import Couple
from cellworth.design.records import Coatings

__all__ = ["areal_capacity", "coating_density", "coatings", "negative_thickness", "solid_specific_volume"]

MILLI = 1000.0
UM_PER_CM = 1.0e4


def solid_specific_volume(
    active_share: Array,
    carbon_share: Array,
    binder_share: Array,
    active_density: Array,
    carbon_density: Array,
    binder_density: Array,
) -> Array:
    r"""Volume of the solids of 100 g of dry coating, :math:`\sum_i w_i/\rho_i`.

    Parameters
    ----------
    active_share, carbon_share, binder_share : (s,) [%]
    active_density, carbon_density, binder_density : (s,) [g/cm^3]

    Returns
    -------
    volume : (s,) [cm^3]

    References
    ----------
    D15. [batpac5]_
    """
    return active_share / active_density + carbon_share / carbon_density + binder_share / binder_density


def coating_density(solids: Array, void_share: Array) -> Array:
    r"""Density of the porous coating, :math:`\rho = (100 - \varepsilon)/\sum_i (w_i/\rho_i)`.

    Parameters
    ----------
    solids : (s,) [cm^3]
        Of 100 g.
    void_share : (s,) [%]

    Returns
    -------
    density : (s,) [g/cm^3]

    References
    ----------
    D15. [batpac5]_
    """
    return (PERCENT - void_share) / solids


def coatings(couple: Couple) -> Coatings:
    r"""Density, capacity per volume and thickness ratio of both coatings.

    .. math:: c_v = q w \rho / 10^5, \qquad r_t = c_{v,+} \, \mathrm{NP} / c_{v,-}

    Parameters
    ----------
    couple : Couple

    Returns
    -------
    coatings : Coatings

    Notes
    -----
    NaN where the mass shares of an electrode do not sum to 100 % (D9d).

    References
    ----------
    D15, D16, D17, D9. [batpac5]_
    """
    p, n = couple.positive, couple.negative
    positive_solids = solid_specific_volume(
        p.positive_active_share,
        p.positive_carbon_share,
        p.positive_binder_share,
        p.positive_active_density,
        p.positive_carbon_density,
        p.positive_binder_density,
    )
    negative_solids = solid_specific_volume(
        n.negative_active_share,
        n.negative_carbon_share,
        n.negative_binder_share,
        n.negative_active_density,
        n.negative_carbon_density,
        n.negative_binder_density,
    )
    positive_density = coating_density(positive_solids, p.positive_void_share)
    negative_density = coating_density(negative_solids, n.negative_void_share)
    positive_capacity = p.positive_active_capacity * p.positive_active_share * positive_density
    negative_capacity = n.negative_active_capacity * n.negative_active_share * negative_density
    positive_volumetric = positive_capacity / (MILLI * PERCENT)
    negative_volumetric = negative_capacity / (MILLI * PERCENT)
    return Coatings(
        positive_coating_density=positive_density,
        negative_coating_density=negative_density,
        positive_volumetric_capacity=positive_volumetric,
        negative_volumetric_capacity=negative_volumetric,
        coating_thickness_ratio=positive_volumetric * n.capacity_ratio / negative_volumetric,
    )


def whole_composition(first_share: Array, second_share: Array, third_share: Array) -> Array:
    """Whether the mass shares of an electrode sum to 100 %.

    Parameters
    ----------
    first_share, second_share, third_share : (s,) [%]

    Returns
    -------
    whole : (s,) bool

    References
    ----------
    D9. [batpac5]_
    """
    xp = namespace(first_share)
    return xp.abs(first_share + second_share + third_share - PERCENT) < COMPOSITION_TOLERANCE


COMPOSITION_TOLERANCE = 1.0e-9


def negative_thickness(positive_thickness: Array, ratio: Array) -> Array:
    r"""Thickness of the negative coating, :math:`t_- = r_t t_+`.

    Parameters
    ----------
    positive_thickness : (s,) [um]
    ratio : (s,) [1]

    Returns
    -------
    thickness : (s,) [um]

    References
    ----------
    D38. [batpac5]_
    """
    return ratio * positive_thickness


def areal_capacity(thickness: Array, volumetric_capacity: Array) -> Array:
    r"""Capacity per area of one coated face, :math:`q_a = t \, c_v / 10`.

    Parameters
    ----------
    thickness : (s,) [um]
    volumetric_capacity : (s,) [Ah/cm^3]

    Returns
    -------
    capacity : (s,) [mAh/cm^2]

    References
    ----------
    D38. [batpac5]_
    """
    return thickness / UM_PER_CM * volumetric_capacity * MILLI
