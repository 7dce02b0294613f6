"""Electricity and gas of a cell plant by process step, and what they cost."""

from collections.abc import Mapping

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array
from cellworth.factory.laws.power_law import ledger_sum

__all__ = ["EnergyUse", "energy_cost", "energy_use", "fixed_share_factor"]


@record
class EnergyUse:
    """Energy for a kWh of good cells.

    Attributes
    ----------
    step_electricity, step_gas : dict of (s,) [kWh/kWh]
        By process step.
    electricity_use, gas_use : (s,) [kWh/kWh]
        All steps.
    """

    step_electricity: dict[str, Array]
    step_gas: dict[str, Array]
    electricity_use: Array
    gas_use: Array


def fixed_share_factor(fixed_share: Array, utilization: Array) -> Array:
    r"""Energy per output over that in full use, :math:`f / u + 1 - f`.

    Parameters
    ----------
    fixed_share : (s,) [1]
    utilization : (s,) [1]
        Above zero.

    Returns
    -------
    factor : (s,) [1]

    References
    ----------
    X46.
    """
    return fixed_share / utilization + 1.0 - fixed_share


def energy_use(
    electricity: Mapping[str, Array],
    gas: Mapping[str, Array],
    driver_ratio: Mapping[str, Array],
    fixed_share: Mapping[str, Array],
    utilization: Array,
) -> EnergyUse:
    r"""Energy by step, away from the reference cell.

    .. math:: E_k = e_k \frac{X_k}{X_{k,ref}} \Bigl[ \frac{f_k}{u} + 1 - f_k \Bigr]

    Parameters
    ----------
    electricity, gas : dict of (s,) [kWh/kWh]
        Of the reference cell, by step.
    driver_ratio : dict of (s,) [1]
        What drives a step, per kWh, over that of the reference cell; one for the reference cell.
    fixed_share : dict of (s,) [1]
        Share that does not fall with the output; steps left out have none.
    utilization : (s,) [1]

    Returns
    -------
    energy : EnergyUse

    References
    ----------
    X45, X46.
    """

    def by_step(carrier: Mapping[str, Array]) -> dict[str, Array]:
        return {
            step: value * driver_ratio[step] * fixed_share_factor(fixed_share.get(step, 0.0), utilization)
            for step, value in carrier.items()
        }

    step_electricity, step_gas = by_step(electricity), by_step(gas)
    return EnergyUse(
        step_electricity=step_electricity,
        step_gas=step_gas,
        electricity_use=ledger_sum(step_electricity.values()),
        gas_use=ledger_sum(step_gas.values()),
    )


def energy_cost(electricity_use: Array, gas_use: Array, electricity_price: Array, gas_price: Array) -> Array:
    r"""Energy cost of a kWh of cells, :math:`e_{el} p_{el} + e_{gas} p_{gas}`.

    Parameters
    ----------
    electricity_use, gas_use : (s,) [kWh/kWh]
    electricity_price, gas_price : (s,) [USD/kWh]

    Returns
    -------
    cost : (s,) [USD/kWh]

    References
    ----------
    X42.

    Examples
    --------
    >>> import numpy as np
    >>> use, prices = np.asarray([[18.0], [20.0]]), np.asarray([[0.15], [0.06]])
    >>> energy_cost(use[0], use[1], prices[0], prices[1]).round(2)
    array([3.9])
    """
    namespace(electricity_use, gas_use, electricity_price, gas_price)
    return electricity_use * electricity_price + gas_use * gas_price
