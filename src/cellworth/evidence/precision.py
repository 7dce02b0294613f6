"""How precise a bare figure is: its last digit and its hedge."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

ROOT_THREE = 3.0**0.5


def stated_precision(value: Array, half_unit: Array, hedge: Array) -> Array:
    r"""Relative standard deviation of a figure given without one.

    .. math:: \sigma_{\mathrm{rel}} = \sqrt{\left(\frac{u/2}{\sqrt{3} \, |x|}\right)^2 + h^2}

    Parameters
    ----------
    value : (s, c) [any]
        Not zero.
    half_unit : (s, c) [any]
        Half a unit of the last digit printed.
    hedge : (s, c) [1]
        Relative spread that words add: plain, "around", "over", "potentially".

    Returns
    -------
    stated_precision : (s, c) [1]

    References
    ----------
    S6.
    """
    xp = namespace(value, half_unit, hedge)
    return xp.sqrt((half_unit / (ROOT_THREE * xp.abs(value))) ** 2 + hedge**2)
