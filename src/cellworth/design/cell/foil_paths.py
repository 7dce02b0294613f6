"""Way of the current along the foils of a wound cell."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = ["collector_impedance", "tabbed_path"]

FACES = 2.0
UM_PER_CM = 1.0e4


def tabbed_path(length: Array, width: Array, tabs: Array) -> tuple[Array, Array]:
    r"""Way of the current along a strip with tabs, :math:`(L/(2 n), 2 n w)`; without tabs (w, L).

    Parameters
    ----------
    length, width : (s,) [mm]
        Of the coated strip.
    tabs : (s,) [1]
        Evenly spaced; zero for a cell without tabs, whose foil is joined along its whole edge.

    Returns
    -------
    way, breadth : (s,) [mm]

    References
    ----------
    X18.
    """
    xp = namespace(length, width)
    some = tabs > 0.0
    parts = FACES * xp.where(some, tabs, 1.0 + 0.0 * tabs)
    return xp.where(some, length / parts, width), xp.where(some, parts * width, length)


def collector_impedance(
    area: Array, way: Array, breadth: Array, conductivity: Array, thickness: Array
) -> Array:
    r"""Impedance of a collector, :math:`A \ell/(3 \sigma t W)`.

    Parameters
    ----------
    area : (s,) [cm^2]
        Of the positive.
    way, breadth : (s,) [mm]
    conductivity : (s,) [S/cm]
    thickness : (s,) [um]

    Returns
    -------
    impedance : (s,) [ohm cm^2]

    References
    ----------
    X18.
    """
    foil = thickness / UM_PER_CM
    return area * way / (3.0 * conductivity * foil * breadth)
