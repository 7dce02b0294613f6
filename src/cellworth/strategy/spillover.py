"""More volume through the same plant: third-party sales and allied makers."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def shared_utilisation(captive: Array, retained: Array, third_party: Array, capacity: Array) -> Array:
    r"""Utilisation of a plant that keeps part of its captive volume and sells to others.

    .. math:: u = (\kappa Q_c + Q_t) / C

    Parameters
    ----------
    captive : (s, y) [GWh/year]
        Taken by the former owner before.
    retained : (s, y) [1]
        Part of it that stays.
    third_party : (s, y) [GWh/year]
    capacity : (s, y) [GWh/year]

    Returns
    -------
    shared_utilisation : (s, y) [1]

    References
    ----------
    S73.
    """
    return (captive * retained + third_party) / capacity


def captive_saving(fixed: Array, capacity: Array, before: Array, after: Array, pass_through: Array) -> Array:
    r"""What a fuller plant takes off the captive price.

    .. math:: \pi \left( \frac{F}{u_0 C} - \frac{F}{u_1 C} \right)

    Parameters
    ----------
    fixed : (s, y) [USD million/year]
    capacity : (s, y) [GWh/year]
    before : (s, y) [1]
        Utilisation.
    after : (s, y) [1]
    pass_through : (s, y) [1]
        Part of the saving that the price hands on.

    Returns
    -------
    captive_saving : (s, y) [USD/kWh]
        Negative when the plant gets emptier; know-how leaks and lost priority are entered by themselves.

    References
    ----------
    S73.
    """
    return pass_through * fixed / capacity * (1.0 / before - 1.0 / after)


def pooled_volume(volume: Array) -> Array:
    """Volume of allied makers on one plant or contract.

    Parameters
    ----------
    volume : (s, m) [GWh/year]
        Of each maker.

    Returns
    -------
    pooled_volume : (s,) [GWh/year]
        Goes into the unit cost (S21) of a shared plant and the bands (S33) of a shared contract.

    References
    ----------
    S83.
    """
    xp = namespace(volume)
    return xp.sum(volume, axis=-1)
