"""The first years of a plant: scrap falls, use rises; and what that costs."""

from collections.abc import Sequence

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

__all__ = [
    "good_output",
    "ramp_utilization",
    "ramp_weighted_cash",
    "scrap_by_age",
    "scrap_by_output",
    "scrap_cost",
    "staged_cost",
    "started_cost",
]


def scrap_by_age(first: Array, last: Array, time_constant: Array, age: Array) -> Array:
    r"""Share of cells scrapped, :math:`s = s_\infty + (s_0 - s_\infty) e^{-t/\tau}`.

    Parameters
    ----------
    first, last : (s, y) [1]
    time_constant : (s, y) [year]
    age : (s, y) [year]
        Since the start of production.

    Returns
    -------
    scrap : (s, y) [1]

    References
    ----------
    X60.

    Examples
    --------
    Four cells in ten are lost at the start, a twentieth in the end, a tenth after five years:

    >>> import numpy as np
    >>> first, last, time_constant = np.asarray([0.40]), np.asarray([0.05]), np.asarray([2.57])
    >>> scrap_by_age(first, last, time_constant, np.asarray([[0.0, 5.0]])).round(2)
    array([[0.4, 0.1]])
    """
    xp = namespace(first, last, time_constant, age)
    return last + (first - last) * xp.exp(-age / time_constant)


def scrap_by_output(first: Array, last: Array, output: Array, reference: Array, exponent: Array) -> Array:
    r"""Share of cells scrapped, :math:`s = s_\infty + (s_0 - s_\infty)(1 + Q / Q_h)^{-b}`.

    Parameters
    ----------
    first, last : (s, y) [1]
    output : (s, y) [kWh]
        Made so far.
    reference : (s, y) [kWh]
        Half a year at capacity.
    exponent : (s, y) [1]

    Returns
    -------
    scrap : (s, y) [1]

    References
    ----------
    X61.
    """
    return last + (first - last) * (1.0 + output / reference) ** -exponent


def ramp_utilization(last: Array, steepness: Array, half_time: Array, age: Array) -> Array:
    r"""Use of a plant by age, :math:`u = u_\infty / (1 + e^{-k (t - t_{1/2})})`.

    Parameters
    ----------
    last : (s, y) [1]
    steepness : (s, y) [1/year]
    half_time, age : (s, y) [year]

    Returns
    -------
    utilization : (s, y) [1]

    References
    ----------
    X62.
    """
    xp = namespace(last, steepness, half_time, age)
    return last / (1.0 + xp.exp(-steepness * (age - half_time)))


def good_output(utilization: Array, scrap: Array, last_scrap: Array) -> Array:
    r"""Good cells over nameplate, :math:`u (1 - s) / (1 - s_\infty)`.

    Parameters
    ----------
    utilization, scrap, last_scrap : (s, y) [1]

    Returns
    -------
    output : (s, y) [1]

    Notes
    -----
    The nameplate counts good cells at the lasting scrap.

    References
    ----------
    X62.
    """
    return utilization * (1.0 - scrap) / (1.0 - last_scrap)


def staged_cost(added: Sequence[Array], yields: Sequence[Array]) -> Array:
    r"""Cost of a good cell with losses in every stage, :math:`\sum_k v_k / \prod_{j \ge k} y_j`.

    Parameters
    ----------
    added : of (s,) [any]
        Cost added in each stage, per cell started in it.
    yields : of (s,) [1]

    Returns
    -------
    cost : (s,) [any]

    Raises
    ------
    ValueError
        If there is no stage, or costs and yields do not match.

    Notes
    -----
    A late loss takes all the value before it.

    References
    ----------
    X63.
    """
    if not added or len(added) != len(yields):
        raise ValueError(f"{len(added)} costs for {len(yields)} yields")
    cost = 0.0 * added[0]
    for value, share in zip(added, yields, strict=True):
        cost = (cost + value) / share
    return cost


def scrap_cost(material: Array, scrap: Array, recovered: Array) -> Array:
    r"""Material lost per good output, :math:`M \frac{s}{1 - s} (1 - \rho)`.

    Parameters
    ----------
    material : (s,) [USD/kWh]
        In a kWh started.
    scrap : (s,) [1]
    recovered : (s,) [1]
        Share of the value of the material that recycling returns.

    Returns
    -------
    cost : (s,) [USD/kWh]

    References
    ----------
    X64.
    """
    return material * scrap / (1.0 - scrap) * (1.0 - recovered)


def started_cost(material: Array, other: Array, scrap: Array, recovered: Array) -> Array:
    r"""Cost of a good kWh, :math:`(M + V)/(1 - s) - \rho M s / (1 - s)`.

    Parameters
    ----------
    material, other : (s,) [USD/kWh]
        In a kWh started.
    scrap, recovered : (s,) [1]

    Returns
    -------
    cost : (s,) [USD/kWh]

    References
    ----------
    X64.
    """
    return (material + other - recovered * material * scrap) / (1.0 - scrap)


def ramp_weighted_cash(cost: Array, output: Array, rate: Array) -> Array:
    r"""Cash cost of a ramp per good output, :math:`\sum \gamma^t C_t / \sum \gamma^t Q_t`.

    Parameters
    ----------
    cost : (s, y) [USD/year]
        Years 1, 2, …
    output : (s, y) [kWh/year]
        Of good cells.
    rate : (s,) [1/year]

    Returns
    -------
    cost : (s,) [USD/kWh]

    References
    ----------
    X65.
    """
    spent, made = 0.0 * rate, 0.0 * rate
    for year in range(cost.shape[1]):
        weight = (1.0 + rate) ** -(year + 1.0)
        spent = spent + weight * cost[:, year]
        made = made + weight * output[:, year]
    return spent / made
