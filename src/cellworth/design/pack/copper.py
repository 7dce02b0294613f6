"""Sections, numbers and resistances of single copper parts."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.design.choice import either
from cellworth.design.corrections import DesignCorrections
from cellworth.design.inputs import PackLayout
from cellworth.design.parameters import CellHardware, ConductorHardware, Physics

__all__ = [
    "bus_bar_counts",
    "copper_resistance",
    "copper_section",
    "interconnect_count",
    "interconnect_length",
    "interconnect_resistance",
    "interconnect_section",
    "module_joint_count",
    "tab_length",
    "tab_resistance",
    "tab_share",
    "terminal_path",
]

CM_PER_M = 100.0
MM_PER_CM = 10.0
BOTH = 2.0


def copper_section(current: Array, heating: Array, physics: Physics) -> Array:
    r"""Section that heats at a given rate, :math:`S = I/\sqrt{\sigma/100 \cdot h c_p \rho}`.

    Parameters
    ----------
    current : (s,) [A]
    heating : (s,) [K/s]
    physics : Physics

    Returns
    -------
    section : (s,) [cm^2]

    References
    ----------
    D48, D49, D50, D51. [batpac5]_
    """
    heat = physics.heat_capacity_copper * physics.density_copper * physics.conductivity_copper / CM_PER_M
    return current / (heat * heating) ** 0.5


def copper_resistance(length: Array, section: Array, physics: Physics) -> Array:
    r"""Resistance of a piece of copper, :math:`100 l/(\sigma S)`.

    Parameters
    ----------
    length : (s,) [cm]
    section : (s,) [cm^2]
    physics : Physics

    Returns
    -------
    resistance : (s,) [ohm]

    References
    ----------
    D47, D49, D50, D51, D52, D53. [batpac5]_
    """
    return CM_PER_M / physics.conductivity_copper * length / section


def interconnect_section(feedthrough: Array, hardware: ConductorHardware) -> Array:
    r"""Section of a cell interconnect, its thickness times the feedthrough's width.

    Parameters
    ----------
    feedthrough : (s,) [mm]
        Width.
    hardware : ConductorHardware

    Returns
    -------
    section : (s,) [cm^2]

    References
    ----------
    D47. [batpac5]_
    """
    return hardware.interconnect_thickness * feedthrough / (MM_PER_CM * MM_PER_CM)


def interconnect_length(thickness: Array, hardware: CellHardware) -> Array:
    r"""Path through a cell interconnect, :math:`(t_{cell} + 8)/10`.

    Parameters
    ----------
    thickness : (s,) [mm]
        Of the cell.
    hardware : CellHardware

    Returns
    -------
    length : (s,) [cm]

    References
    ----------
    D47. [batpac5]_
    """
    return (thickness + hardware.weld_length) / MM_PER_CM


def interconnect_resistance(piece: Array, layout: PackLayout) -> Array:
    r"""Resistance of all cell interconnects of a module, :math:`n_p R (n_{cm}/n_p - 1)`.

    Parameters
    ----------
    piece : (s,) [ohm]
        Of one, :math:`R`.
    layout : PackLayout

    Returns
    -------
    resistance : (s,) [ohm]

    References
    ----------
    D47. [batpac5]_
    """
    return piece * (layout.cells_per_module - layout.cells_in_parallel)


def interconnect_count(layout: PackLayout) -> Array:
    r"""Cell interconnects per module, :math:`(n_{cm}/n_p - 1)(1 + 2 (n_p - 1))`.

    Parameters
    ----------
    layout : PackLayout

    Returns
    -------
    count : (s,) [1]

    References
    ----------
    D47. [batpac5]_
    """
    joints = layout.cells_per_module / layout.cells_in_parallel - 1.0
    return joints * (1.0 + BOTH * (layout.cells_in_parallel - 1.0))


def tab_length(feedthrough: Array, hardware: ConductorHardware) -> Array:
    r"""Path from the tabs to a module terminal, :math:`(w_{feed} + 20)/20`.

    Parameters
    ----------
    feedthrough : (s,) [mm]
        Width.
    hardware : ConductorHardware

    Returns
    -------
    length : (s,) [cm]

    References
    ----------
    D48. [batpac5]_
    """
    return (feedthrough + hardware.tab_extra) / (BOTH * MM_PER_CM)


def tab_share(layout: PackLayout, hardware: ConductorHardware, corrections: DesignCorrections) -> Array:
    r"""Share of a cell interconnect's resistance that parallel cells add at a module terminal.

    .. math:: \psi = \sum_{i=1}^{n_p - 2} (i/n_p)^2 = (n_p - 2)(n_p - 1)(2 n_p - 3)/(6 n_p^2)

    Parameters
    ----------
    layout : PackLayout
    hardware : ConductorHardware
    corrections : DesignCorrections

    Returns
    -------
    share : (s,) [1]

    Notes
    -----
    In parity 1/4 for three and 5/16 for four cells in parallel, else 0. The sum, for segments that carry
    i of n_p currents, gives the 5/16.

    References
    ----------
    D48. [batpac5]_
    """
    n = layout.cells_in_parallel
    xp = namespace(n)
    if corrections.tab_share:
        return (n - 2.0) * (n - 1.0) * (2.0 * n - 3.0) / (6.0 * n * n)
    four = either(n == 4.0, hardware.tab_share_four, 0.0)
    return xp.where(n == 3.0, hardware.tab_share_three, four)


def tab_resistance(straight: Array, piece: Array, share: Array, corrections: DesignCorrections) -> Array:
    r"""Resistance from the tabs to a module terminal, :math:`100 l/(\sigma S) + \psi l_{ic}/(S_{ic} \sigma)`.

    Parameters
    ----------
    straight, piece : (s,) [ohm]
        Of the tab; of one cell interconnect.
    share : (s,) [1]
    corrections : DesignCorrections

    Returns
    -------
    resistance : (s,) [ohm]

    Notes
    -----
    In parity the second term misses the factor 100.

    References
    ----------
    D48. [batpac5]_
    """
    if corrections.tab_resistance:
        return straight + share * piece
    return straight + share * piece / CM_PER_M


def terminal_path(hardware: ConductorHardware) -> Array:
    r"""Path through a module terminal, :math:`(35 - 10)/10`.

    Parameters
    ----------
    hardware : ConductorHardware

    Returns
    -------
    length : (1,) [cm]

    References
    ----------
    D49. [batpac5]_
    """
    return (hardware.terminal_strip_length - hardware.terminal_strip_end) / MM_PER_CM


def module_joint_count(layout: PackLayout) -> Array:
    r"""Module interconnects in the sum of resistances, :math:`(n_{mr} + 1) n_r`.

    Parameters
    ----------
    layout : PackLayout

    Returns
    -------
    count : (s,) [1]

    References
    ----------
    D50. [batpac5]_
    """
    return (layout.modules_per_row + 1.0) * layout.rows


def bus_bar_counts(layout: PackLayout) -> tuple[Array, Array]:
    r"""Bus bars to a pack terminal, :math:`n_r \bmod 2`, and bridges, :math:`\lfloor (n_r+1)/2 \rfloor - 1`.

    Parameters
    ----------
    layout : PackLayout

    Returns
    -------
    terminal, bridges : (s,) [1]

    References
    ----------
    D51, D52. [batpac5]_
    """
    xp = namespace(layout.rows)
    bridges = xp.maximum(xp.floor((layout.rows + 1.0) / BOTH) - 1.0, 0.0)
    return layout.rows - BOTH * xp.floor(layout.rows / BOTH), bridges
