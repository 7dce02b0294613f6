"""Coating thickness that a charge time allows."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.design.corrections import DesignCorrections
from cellworth.design.inputs import DesignTargets, PackLayout
from cellworth.design.parameters import ChargeFit
from cellworth.design.records import Counts, Goals, OpenCircuit

__all__ = ["charge_base", "charge_capacity", "charge_scale", "charge_thickness"]

WATT_HOURS_PER_KILOWATT_HOUR = 1000.0


def charge_capacity(
    goals: Goals,
    voltages: OpenCircuit,
    numbers: Counts,
    targets: DesignTargets,
    layout: PackLayout,
    corrections: DesignCorrections,
) -> Array:
    r"""Capacity in the charge fit, :math:`1000 E/(U_{sys} n_r)`.

    Parameters
    ----------
    goals : Goals
    voltages : OpenCircuit
    numbers : Counts
    targets : DesignTargets
    layout : PackLayout
    corrections : DesignCorrections

    Returns
    -------
    capacity : (s,) [Ah]

    Notes
    -----
    The method divides by the rows of modules, and has zero where capacity is the target; corrected it is
    the estimated capacity of a cell.

    References
    ----------
    D34. [batpac5]_
    """
    if corrections.charge_model_capacity:
        return goals.capacity_estimate / numbers.strings_in_parallel
    xp = namespace(targets.energy)
    energy = xp.where(xp.isnan(targets.energy), 0.0, targets.energy)
    return WATT_HOURS_PER_KILOWATT_HOUR * energy / (voltages.system_ocv_average * layout.rows)


def _plane(coefficients: dict[str, Array], temperature: Array, capacity: Array) -> Array:
    thermal, linear, product, free = (coefficients[number] for number in "1234")
    return (thermal * temperature + free) + (linear + product * temperature) * capacity


def charge_scale(time: Array, capacity: Array, fit: ChargeFit) -> Array:
    r"""Part of the fit that impedance scales, at 1 ohm cm^2.

    .. math:: 15.32^{1.1} (\ln t)^2 (\alpha_1 T + \alpha_2 C + \alpha_3 T C + \alpha_4)

    Parameters
    ----------
    time : (s,) [min]
    capacity : (s,) [Ah]
    fit : ChargeFit

    Returns
    -------
    scale : (s,) [um]

    References
    ----------
    D35. [batpac5]_
    """
    xp = namespace(time)
    logarithm = xp.log(time)
    plane = _plane(fit.charge_alpha, fit.charge_temperature, capacity)
    return fit.charge_asi_reference**fit.charge_asi_exponent * logarithm * logarithm * plane


def charge_base(capacity: Array, fit: ChargeFit) -> Array:
    r"""Part of the fit that impedance does not act on, :math:`\beta_1 T + \beta_2 C + \beta_3 T C + \beta_4`.

    Parameters
    ----------
    capacity : (s,) [Ah]
    fit : ChargeFit

    Returns
    -------
    base : (s,) [um]

    References
    ----------
    D35. [batpac5]_
    """
    return _plane(fit.charge_beta, fit.charge_temperature, capacity)


def charge_thickness(impedance: Array, scale: Array, base: Array, fit: ChargeFit) -> Array:
    r"""Thickness of the fit, scale :math:`R^{-1.1}` plus base.

    Parameters
    ----------
    impedance : (s,) [ohm cm^2]
    scale, base : (s,) [um]
    fit : ChargeFit

    Returns
    -------
    thickness : (s,) [um]

    References
    ----------
    D35. [batpac5]_
    """
    return scale * impedance ** (-fit.charge_asi_exponent) + base
