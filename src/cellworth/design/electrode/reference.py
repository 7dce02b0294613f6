"""D1 to D8: what follows from the composition of a couple."""

from cellworth.core.constants import PERCENT
from cellworth.core.record import replace
from cellworth.core.types import Array
from cellworth.design.corrections import DesignCorrections, parity
from cellworth.design.electrode.coating import solid_specific_volume
from cellworth.design.electrode.interface import (
    interfacial_scale,
    reference_positive_interface,
    reference_thickness,
    specific_surface,
)
from cellworth.design.inputs import Couple, NegativeElectrode, PositiveElectrode
from cellworth.design.parameters import DesignParameters

__all__ = ["separator_density", "with_derived"]


def separator_density(void_share: Array, polymer_density: Array) -> Array:
    r"""Density of the porous separator, :math:`(1 - \varepsilon/100)\rho_{PP}`.

    Parameters
    ----------
    void_share : (s,) [%]
    polymer_density : (1,) [g/cm^3]

    Returns
    -------
    density : (s,) [g/cm^3]

    References
    ----------
    D3. [batpac5]_
    """
    return (1.0 - void_share / PERCENT) * polymer_density


def _positive_solids(p: PositiveElectrode) -> Array:
    return solid_specific_volume(
        p.positive_active_share,
        p.positive_carbon_share,
        p.positive_binder_share,
        p.positive_active_density,
        p.positive_carbon_density,
        p.positive_binder_density,
    )


def _negative_solids(n: NegativeElectrode) -> Array:
    return solid_specific_volume(
        n.negative_active_share,
        n.negative_carbon_share,
        n.negative_binder_share,
        n.negative_active_density,
        n.negative_carbon_density,
        n.negative_binder_density,
    )


def with_derived(
    couple: Couple, parameters: DesignParameters, corrections: DesignCorrections | None = None
) -> Couple:
    """Couple with surfaces, reference thicknesses and interfacial impedances from its composition.

    Parameters
    ----------
    couple : Couple
        Its kinetics need only the four given numbers.
    parameters : DesignParameters
    corrections : DesignCorrections
        Parity if left out.

    Returns
    -------
    couple : Couple

    Notes
    -----
    In parity D6 takes 1.1 for any couple.

    References
    ----------
    D1, D2, D3, D5, D6, D7, D8. [batpac5]_
    """
    switches = parity() if corrections is None else corrections
    p, n, between, k = couple.positive, couple.negative, couple.between, couple.kinetics
    ratio = n.capacity_ratio if switches.np_ratio_in_reference else parameters.electrode.reference_np_ratio
    areal = k.default_areal_capacity
    positive_solids, negative_solids = _positive_solids(p), _negative_solids(n)
    positive_area = specific_surface(
        positive_solids,
        p.positive_active_share,
        p.positive_active_density,
        p.positive_void_share,
        p.positive_particle_radius,
    )
    negative_area = specific_surface(
        negative_solids,
        n.negative_active_share,
        n.negative_active_density,
        n.negative_void_share,
        n.negative_particle_radius,
    )
    positive_thickness = reference_thickness(
        areal, p.positive_active_capacity, positive_solids, p.positive_active_share, p.positive_void_share
    )
    negative_thickness = reference_thickness(
        ratio * areal,
        n.negative_active_capacity,
        negative_solids,
        n.negative_active_share,
        n.negative_void_share,
    )
    positive_scale = interfacial_scale(parameters.physics, p.positive_exchange_current, positive_area)
    negative_scale = interfacial_scale(parameters.physics, n.negative_exchange_current, negative_area)
    kinetics = replace(
        k,
        positive_specific_area=positive_area,
        negative_specific_area=negative_area,
        positive_thickness_reference=positive_thickness,
        negative_thickness_reference=negative_thickness,
        positive_interfacial_reference=reference_positive_interface(
            positive_scale,
            positive_thickness,
            areal,
            k.default_c_rate,
            between.limiting_current_density,
            k.limiting_c_rate,
        ),
        negative_interfacial_reference=negative_scale / negative_thickness,
        separator_density=separator_density(
            between.separator_void_share, parameters.physics.density_polypropylene
        ),
    )
    return replace(couple, kinetics=kinetics)
