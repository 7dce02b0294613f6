"""Checks on a value from outside: what others paid per GWh, and what building anew would cost."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def value_per_capacity(enterprise_value: Array, capacity: Array) -> Array:
    r"""Enterprise value per yearly capacity, :math:`EV / C`.

    Parameters
    ----------
    enterprise_value : (s,) [USD million]
    capacity : (s,) [GWh/year]

    Returns
    -------
    value_per_capacity : (s,) [USD million/(GWh/year)]

    References
    ----------
    S59.
    """
    return enterprise_value / capacity


def comparable_multiple(multiple: Array, weight: Array) -> Array:
    r"""Geometric mean of comparable deals, :math:`\exp(\sum w \ln x / \sum w)`.

    Parameters
    ----------
    multiple : (s, d) [USD million/(GWh/year)]
        Of each deal, adjusted for utilisation and age of chemistry.
    weight : (s, d) [1]
        By reliability of the report (S2 to S4) and likeness.

    Returns
    -------
    comparable_multiple : (s,) [USD million/(GWh/year)]

    Notes
    -----
    A cross-check, never the value.

    References
    ----------
    S59.
    """
    xp = namespace(multiple, weight)
    return xp.exp(xp.sum(weight * xp.log(multiple), axis=-1) / xp.sum(weight, axis=-1))


def replacement_cap(
    capital_per_capacity: Array, capacity: Array, obsolescence: Array, yearly_cash: Array, years_saved: Array
) -> Array:
    r"""Most a buyer that could build would pay.

    .. math:: k C (1 - o) + b \, \Delta t

    Parameters
    ----------
    capital_per_capacity : (s,) [USD million/(GWh/year)]
    capacity : (s,) [GWh/year]
    obsolescence : (s,) [1]
    yearly_cash : (s,) [USD million/year]
        Earned while a new plant would still be building.
    years_saved : (s,) [year]

    Returns
    -------
    replacement_cap : (s,) [USD million]

    References
    ----------
    S60.
    """
    return capital_per_capacity * capacity * (1.0 - obsolescence) + yearly_cash * years_saved
