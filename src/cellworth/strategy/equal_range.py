"""Cells of different weight compared at the same car: energy for equal range, or range for equal energy."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def pack_energy_at_range(
    driving_range: Array,
    base_consumption: Array,
    mass_elasticity: Array,
    reference_mass: Array,
    glider_mass: Array,
    usable_fraction: Array,
    specific_energy: Array,
) -> Array:
    r"""Pack energy that gives a car its range, the pack's own mass included.

    .. math:: E = \frac{R e_0}{u} \left(1 + k \frac{m_0(E) - m_{\mathrm{ref}}}{m_{\mathrm{ref}}}\right),
        \quad m_0(E) = m_g + E / w

    Parameters
    ----------
    driving_range : (s,) [km]
    base_consumption : (s,) [kWh/km]
        At the reference mass.
    mass_elasticity : (s,) [1]
        Rise of consumption for a rise in mass, both in per cent.
    reference_mass : (s,) [kg]
    glider_mass : (s,) [kg]
        The car without its pack.
    usable_fraction : (s,) [1]
    specific_energy : (s,) [kWh/kg]
        Of the pack.

    Returns
    -------
    pack_energy_at_range : (s,) [kWh]
        NaN where no pack reaches that far: each kWh added carries less than itself.

    Notes
    -----
    Linear in the energy, so the fixed point is solved at once.
    A vehicle model replaces it where one is named.

    References
    ----------
    S77.
    """
    xp = namespace(specific_energy, driving_range)
    scale = driving_range * base_consumption / usable_fraction
    alone = scale * (1.0 + mass_elasticity * (glider_mass - reference_mass) / reference_mass)
    carried = scale * mass_elasticity / (reference_mass * specific_energy)
    reached = carried < 1.0
    return xp.where(reached, alone / xp.where(reached, 1.0 - carried, xp.ones_like(carried)), xp.nan)


def range_worth(range_difference: Array, worth_per_distance: Array) -> Array:
    r"""Worth of the range a lighter cell adds at equal energy, :math:`v_R \Delta R`.

    Parameters
    ----------
    range_difference : (s,) [km]
    worth_per_distance : (s,) [USD/km]
        Per vehicle; a graded input.

    Returns
    -------
    range_worth : (s,) [USD]

    References
    ----------
    S77.
    """
    return worth_per_distance * range_difference
