"""Process steps of a cell format: machine seconds, formation channels, yield."""

from collections.abc import Iterable
from functools import reduce
from operator import mul

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = [
    "cell_yield_of",
    "channel_count",
    "channel_investment",
    "lid_seam_time",
    "machine_count",
    "machine_use",
    "stacking_time",
    "step_investment",
    "winding_time",
]

SECONDS_PER_HOUR = 3600.0
MM_PER_M = 1000.0
USD_PER_MILLION = 1.0e6


def step_investment(
    investment: Array,
    price_ratio: Array,
    cells: Array,
    machine_time: Array,
    base_cells: Array,
    base_time: Array,
    exponent: Array,
) -> Array:
    r"""Equipment of a step by machine seconds, :math:`K = K_0 \pi [N \tau/(N_0 \tau_0)]^p`.

    Parameters
    ----------
    investment : (s,) [million USD]
        Of the base plant.
    price_ratio : (s,) [1]
    cells, base_cells : (s,) [1/year]
    machine_time, base_time : (s,) [s]
        Of a cell.
    exponent : (s,) [1]

    Returns
    -------
    investment : (s,) [million USD]

    References
    ----------
    X21.
    """
    return investment * price_ratio * (cells * machine_time / (base_cells * base_time)) ** exponent


def machine_count(cells: Array, machine_time: Array, hours: Array, uptime: Array) -> Array:
    r"""Machines of a step, :math:`n = \lceil N \tau/(3600 h \cdot OEE) \rceil`.

    Parameters
    ----------
    cells : (s,) [1/year]
    machine_time : (s,) [s]
    hours : (s,) [h/year]
    uptime : (s,) [1]

    Returns
    -------
    machines : (s,) [1]

    References
    ----------
    X22.
    """
    needed = cells * machine_time / (SECONDS_PER_HOUR * hours * uptime)
    return namespace(needed).ceil(needed)


def machine_use(cells: Array, machine_time: Array, hours: Array, uptime: Array) -> Array:
    r"""Utilisation of the machines of a step, :math:`N \tau/(3600 h \cdot OEE \cdot n)`.

    Parameters
    ----------
    cells : (s,) [1/year]
    machine_time : (s,) [s]
    hours : (s,) [h/year]
    uptime : (s,) [1]

    Returns
    -------
    use : (s,) [1]

    References
    ----------
    X22.
    """
    needed = cells * machine_time / (SECONDS_PER_HOUR * hours * uptime)
    return needed / namespace(needed).ceil(needed)


def stacking_time(sheets: Array, sheet_time: Array) -> Array:
    r"""Machine seconds of stacking, :math:`\tau = (2 N + 1) t_{sheet}`.

    Parameters
    ----------
    sheets : (s,) [1]
        Positive ones.
    sheet_time : (s,) [s]

    Returns
    -------
    time : (s,) [s]

    References
    ----------
    X23.
    """
    return (2.0 * sheets + 1.0) * sheet_time


def winding_time(length: Array, speed: Array, index_time: Array, rolls: Array) -> Array:
    r"""Machine seconds of winding, :math:`\tau = n (L/(1000 v) + t_{idx})`.

    Parameters
    ----------
    length : (s,) [mm]
    speed : (s,) [m/s]
    index_time : (s,) [s]
    rolls : (s,) [1]

    Returns
    -------
    time : (s,) [s]

    References
    ----------
    X24.
    """
    return rolls * (length / (MM_PER_M * speed) + index_time)


def lid_seam_time(perimeter: Array, speed: Array, handling: Array) -> Array:
    r"""Machine seconds of a laser seam, :math:`\tau = u/(1000 v) + t_h`.

    Parameters
    ----------
    perimeter : (s,) [mm]
    speed : (s,) [m/s]
    handling : (s,) [s]
        2 for a prism, 1 for a cylinder.

    Returns
    -------
    time : (s,) [s]

    References
    ----------
    X25.
    """
    return perimeter / (MM_PER_M * speed) + handling


def channel_count(cells: Array, occupancy: Array, hours: Array) -> Array:
    r"""Formation channels, :math:`N_{ch} = N t_{occ}/h`.

    Parameters
    ----------
    cells : (s,) [1/year]
    occupancy : (s,) [h]
    hours : (s,) [h/year]

    Returns
    -------
    channels : (s,) [1]

    References
    ----------
    X26.
    """
    return cells * occupancy / hours


def channel_investment(
    channels: Array, current: Array, fixed_price: Array, current_price: Array, share: Array
) -> Array:
    r"""Investment of formation, :math:`K = N_{ch} (c_0 + c_1 I)/\sigma`.

    Parameters
    ----------
    channels : (s,) [1]
    current : (s,) [A]
    fixed_price, current_price : (s,) [USD], [USD/A]
        Of a channel.
    share : (s,) [1]
        Of channels in the whole; the rest is racks, handling and test.

    Returns
    -------
    investment : (s,) [million USD]

    References
    ----------
    X26.
    """
    return channels * (fixed_price + current_price * current) / share / USD_PER_MILLION


def cell_yield_of(step_yields: Iterable[Array]) -> Array:
    r"""Cells accepted over built, :math:`y_c = \prod_k y_k` over the steps of a cell.

    Parameters
    ----------
    step_yields : iterable of (s,) [1]

    Returns
    -------
    cell_yield : (s,) [1]

    References
    ----------
    X27.
    """
    return reduce(mul, step_yields)
