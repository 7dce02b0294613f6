"""Resistance of collectors and terminals of a cell."""

from typing import NamedTuple

from cellworth.core.types import Array
from cellworth.design.choice import either
from cellworth.design.inputs import Couple
from cellworth.design.parameters import CellHardware, Physics

__all__ = [
    "NegativeMetal",
    "collector_asi",
    "negative_metal",
    "negative_terminal_thickness",
    "positive_foil_density",
    "sheet_factor",
    "terminal_resistance",
]

UM_PER_CM = 1.0e4
MM_PER_CM = 10.0
CM_PER_M = 100.0
ROOT_THIRD = 3.0


class NegativeMetal(NamedTuple):
    """Metal of the negative foil and terminal.

    Attributes
    ----------
    conductivity : (s,) [S/m]
    density : (s,) [g/cm^3]
    """

    conductivity: Array
    density: Array


def negative_metal(couple: Couple, physics: Physics) -> NegativeMetal:
    """Aluminium or copper, as the couple's foil is.

    Parameters
    ----------
    couple : Couple
    physics : Physics

    Returns
    -------
    metal : NegativeMetal

    References
    ----------
    D9, D45. [batpac5]_
    """
    aluminum = couple.negative.negative_foil_aluminum
    return NegativeMetal(
        conductivity=either(aluminum, physics.conductivity_aluminum, physics.conductivity_copper),
        density=either(aluminum, physics.density_aluminum, physics.density_copper),
    )


def positive_foil_density(couple: Couple, physics: Physics) -> Array:
    """Density of the positive foil's metal.

    Parameters
    ----------
    couple : Couple
    physics : Physics

    Returns
    -------
    density : (s,) [g/cm^3]

    References
    ----------
    D9, D77. [batpac5]_
    """
    aluminum = couple.positive.positive_foil_aluminum
    return either(aluminum, physics.density_aluminum, physics.density_copper)


def negative_terminal_thickness(couple: Couple, hardware: CellHardware) -> Array:
    """Thickness of the negative terminal for its metal.

    Parameters
    ----------
    couple : Couple
    hardware : CellHardware

    Returns
    -------
    thickness : (s,) [mm]

    References
    ----------
    D9, D46. [batpac5]_
    """
    aluminum = couple.negative.negative_foil_aluminum
    return either(aluminum, hardware.terminal_thickness_aluminum, hardware.terminal_thickness_copper)


def sheet_factor(foil: Array, conductivity: Array) -> Array:
    r"""Sheet resistance of a foil, :math:`10^4/t_f \cdot 100/\sigma`.

    Parameters
    ----------
    foil : (s,) [um]
        Thickness.
    conductivity : (s,) [S/m]

    Returns
    -------
    resistance : (s,) [ohm]

    References
    ----------
    D45. [batpac5]_
    """
    return UM_PER_CM * CM_PER_M / (foil * conductivity)


def collector_asi(area: Array, layers: Array, width: Array, aspect: Array, tab: Array, sheet: Array) -> Array:
    r"""Impedance of a collector, :math:`\frac{A}{N} \frac{L/3 + l_{tab}}{W}` times sheet resistance.

    Parameters
    ----------
    area : (s,) [cm^2]
    layers, aspect : (s,) [1]
    width, tab : (s,) [mm]
        Of the positive; length of its collector tab.
    sheet : (s,) [ohm]

    Returns
    -------
    impedance : (s,) [ohm cm^2]

    Notes
    -----
    With :math:`A/N = 2 \lambda W^2/100` it is
    :math:`(\lambda/3 \cdot A/N + 2 \lambda W l_{tab}/100)` times the sheet resistance, which the solve uses.

    References
    ----------
    D45. [batpac5]_
    """
    return area / layers * (aspect / ROOT_THIRD + tab / width) * sheet


def terminal_resistance(length: Array, width: Array, thickness: Array, conductivity: Array) -> Array:
    r"""Resistance of a terminal, :math:`100 (l/10) / [\sigma (w/10)(t/10)]`.

    Parameters
    ----------
    length, width, thickness : (s,) [mm]
        Effective length; of the feedthrough.
    conductivity : (s,) [S/m]

    Returns
    -------
    resistance : (s,) [ohm]

    References
    ----------
    D46. [batpac5]_
    """
    return CM_PER_M * MM_PER_CM * length / (width * thickness * conductivity)
