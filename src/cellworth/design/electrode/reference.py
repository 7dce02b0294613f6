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
from cellworth.design.parameters import DesignParameters, Physics

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
    ratio = couple.negative.capacity_ratio
    if not switches.np_ratio_in_reference:
        ratio = parameters.electrode.reference_np_ratio
    polymer = parameters.physics.density_polypropylene
    derived = {
        **_positive_reference(couple, parameters.physics),
        **_negative_reference(couple, ratio, parameters.physics),
        "separator_density": separator_density(couple.between.separator_void_share, polymer),
    }
    return replace(couple, kinetics=replace(couple.kinetics, **derived))


def _positive_reference(couple: Couple, physics: Physics) -> dict[str, Array]:
    """Surface, thickness and interface of the positive (D1, D5, D7)."""
    p, k = couple.positive, couple.kinetics
    solids, areal = _positive_solids(p), k.default_areal_capacity
    void, share = p.positive_void_share, p.positive_active_share
    area = specific_surface(solids, share, p.positive_active_density, void, p.positive_particle_radius)
    thickness = reference_thickness(areal, p.positive_active_capacity, solids, share, void)
    scale = interfacial_scale(physics, p.positive_exchange_current, area)
    return {
        "positive_specific_area": area,
        "positive_thickness_reference": thickness,
        "positive_interfacial_reference": reference_positive_interface(
            scale,
            thickness,
            areal,
            k.default_c_rate,
            couple.between.limiting_current_density,
            k.limiting_c_rate,
        ),
    }


def _negative_reference(couple: Couple, ratio: Array, physics: Physics) -> dict[str, Array]:
    """Surface, thickness and interface of the negative (D2, D6, D8)."""
    n = couple.negative
    solids, areal = _negative_solids(n), ratio * couple.kinetics.default_areal_capacity
    void, share = n.negative_void_share, n.negative_active_share
    area = specific_surface(solids, share, n.negative_active_density, void, n.negative_particle_radius)
    thickness = reference_thickness(areal, n.negative_active_capacity, solids, share, void)
    scale = interfacial_scale(physics, n.negative_exchange_current, area)
    return {
        "negative_specific_area": area,
        "negative_thickness_reference": thickness,
        "negative_interfacial_reference": scale / thickness,
    }
