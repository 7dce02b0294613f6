"""Interfacial impedance of the two electrodes: at the reference and in a design."""

from cellworth.core.arrays import namespace
from cellworth.core.constants import PERCENT
from cellworth.core.types import Array
from cellworth.design.parameters import Physics

__all__ = [
    "interfacial_scale",
    "reference_positive_interface",
    "reference_thickness",
    "specific_surface",
]

MILLI = 1000.0
UM_PER_CM = 1.0e4
SPHERE = 3.0


def specific_surface(
    solids: Array, active_share: Array, active_density: Array, void_share: Array, radius: Array
) -> Array:
    r"""Surface of active particles per volume of coating.

    .. math:: a = 3 \cdot 10^4 (1 - \varepsilon/100) \varphi / r, \quad
       \varphi = (w_a/\rho_a) / \sum_i (w_i/\rho_i)

    Parameters
    ----------
    solids : (s,) [cm^3]
        Of 100 g of coating.
    active_share, void_share : (s,) [%]
    active_density : (s,) [g/cm^3]
    radius : (s,) [um]

    Returns
    -------
    surface : (s,) [cm^2/cm^3]

    References
    ----------
    D1, D2. [batpac5]_
    """
    active_volume = active_share / active_density / solids
    return SPHERE * UM_PER_CM * (1.0 - void_share / PERCENT) * active_volume / radius


def reference_thickness(
    areal: Array, capacity: Array, solids: Array, active_share: Array, void_share: Array
) -> Array:
    r"""Coating thickness at which the tabulated impedance holds.

    .. math:: t_0 = 10^4 q_0 / [q \rho_a \varphi (1 - \varepsilon/100)]

    Parameters
    ----------
    areal : (s,) [mAh/cm^2]
        Areal capacity at the reference; for the negative times N/P.
    capacity : (s,) [mAh/g]
    solids : (s,) [cm^3]
        Of 100 g of coating.
    active_share, void_share : (s,) [%]

    Returns
    -------
    thickness : (s,) [um]

    References
    ----------
    D5, D6. [batpac5]_
    """
    active_per_volume = active_share / solids * (1.0 - void_share / PERCENT)
    return UM_PER_CM * areal / (capacity * active_per_volume)


def interfacial_scale(physics: Physics, exchange_current: Array, specific_area: Array) -> Array:
    r"""Interfacial impedance times coating thickness, :math:`R T / [F (i_0/1000) a \, 10^{-4}]`.

    Parameters
    ----------
    physics : Physics
    exchange_current : (s,) [mA/cm^2]
    specific_area : (s,) [cm^2/cm^3]

    Returns
    -------
    scale : (s,) [ohm cm^2 um]

    Notes
    -----
    Over the thickness in um it is D8, D42 and, without the rate factor, D7 and D43.

    References
    ----------
    D7, D8, D42, D43. [batpac5]_
    """
    voltage = physics.gas_constant * physics.kinetic_temperature / physics.faraday_constant
    return voltage * MILLI * UM_PER_CM / (exchange_current * specific_area)


def reference_positive_interface(
    scale: Array, thickness: Array, areal: Array, c_rate: Array, current_limit: Array, c_rate_limit: Array
) -> Array:
    r"""Positive interfacial impedance inside the tabulated one.

    .. math:: R_0 = (\text{scale}/t_0) \,
       [(1 - q_0 k_0/j_{lim})(1 - k_0/k_{lim})^2]^{-1/2}

    Parameters
    ----------
    scale : (s,) [ohm cm^2 um]
    thickness : (s,) [um]
    areal : (s,) [mAh/cm^2]
    c_rate, c_rate_limit : (s,) [1/hour]
    current_limit : (s,) [mA/cm^2]

    Returns
    -------
    impedance : (s,) [ohm cm^2]

    References
    ----------
    D7. [batpac5]_
    """
    ionic = 1.0 - areal * c_rate / current_limit
    solid = 1.0 - c_rate / c_rate_limit
    xp = namespace(ionic)
    return scale / (thickness * solid * xp.sqrt(ionic))
