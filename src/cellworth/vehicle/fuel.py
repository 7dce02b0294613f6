"""Cars with fuel on the same cycles, and what a kilometre costs."""

from cellworth.core.types import Array

__all__ = ["discounted_distance", "fuel_line", "fuel_use", "level_cost", "wheel_work"]


def wheel_work(
    traction_energy: Array, caught_energy: Array, regeneration_share: Array, distance: float
) -> Array:
    r"""Work at the wheels per distance that the drive has to find, :math:`w = (E_+ - \rho G)/d`.

    Parameters
    ----------
    traction_energy, caught_energy : (s,) [J]
        Of V3 and V5.
    regeneration_share : (s,) [1]
        Zero for a car that catches nothing.
    distance : float [m]

    Returns
    -------
    wheel_work : (s,) [J/m]

    References
    ----------
    V23.
    """
    return (traction_energy - regeneration_share * caught_energy) / distance


def fuel_line(
    first_work: Array,
    first_time: float,
    second_work: Array,
    second_time: float,
    first_fuel: Array,
    second_fuel: Array,
) -> tuple[Array, Array]:
    r"""Straight line of fuel over work from two tests of one car, :math:`f = a\,w + b\,t`.

    Parameters
    ----------
    first_work, second_work : (s,) [J/m], of the two cycles.
    first_time, second_time : float [s/m], time of the cycles over their distance.
    first_fuel, second_fuel : (s,) [J/m], measured.

    Returns
    -------
    fuel_per_work : (s,) [1]
    standing_fuel : (s,) [W]
        Fuel that flows whatever the work.

    Notes
    -----
    Two tests settle two numbers, so nothing is left to choose and nothing to check: the line is only as good
    as the two tests. A cold start in the first test counts as standing fuel.

    References
    ----------
    V24. Willans' line.
    """
    determinant = first_work * second_time - second_work * first_time
    per_work = (first_fuel * second_time - second_fuel * first_time) / determinant
    standing = (first_work * second_fuel - second_work * first_fuel) / determinant
    return per_work, standing


def fuel_use(work: Array, time: float, fuel_per_work: Array, standing_fuel: Array) -> Array:
    r"""Fuel per distance of a drive under another body, :math:`f = a\,w + b\,t`.

    Parameters
    ----------
    work : (s,) [J/m]
    time : float [s/m]
    fuel_per_work : (s,) [1]
    standing_fuel : (s,) [W]

    Returns
    -------
    fuel_use : (s,) [J/m]

    References
    ----------
    V24.
    """
    return fuel_per_work * work + standing_fuel * time


def discounted_distance(yearly_distance: Array, years: int, discount_rate: Array) -> Array:
    r"""Distance over the life, later years counting less, :math:`D = k \sum_{y=1}^{n} (1+i)^{-(y-1/2)}`.

    Parameters
    ----------
    yearly_distance : (s,) [m/year]
    years : int
    discount_rate : (s,) [1/year]

    Returns
    -------
    discounted_distance : (s,) [m]

    References
    ----------
    V25.
    """
    total = 0.0 * discount_rate
    for year in range(years):
        total = total + (1.0 + discount_rate) ** -(year + 0.5)
    return yearly_distance * total


def level_cost(pack_cost: Array, battery_energy_cost: Array, fuel_cost: Array, distance: Array) -> Array:
    r"""What fuel cell or engine, with tank, may cost to be level, :math:`L = C_b + (c_e - c_f) D`.

    Parameters
    ----------
    pack_cost : (s,) [USD]
    battery_energy_cost, fuel_cost : (s,) [USD/m]
    distance : (s,) [m]
        Discounted.

    Returns
    -------
    level_cost : (s,) [USD]
        Below zero: not level even if the drive were free.

    References
    ----------
    V26.
    """
    return pack_cost + (battery_energy_cost - fuel_cost) * distance
