"""A plant in another country: labour, equipment, building, land, and the way to the customer."""

from cellworth.core.record import record, replace
from cellworth.core.types import Array
from cellworth.factory.parameters import FactoryParameters, StepParameters

__all__ = ["PlaceFactors", "land_cost", "landed_cost", "located", "unit_labor_ratio"]


@record
class PlaceFactors:
    """A country against the one the base plant is costed for.

    Attributes
    ----------
    labor_factor : (s,) [1]
        Cost of an hour of work of the base plant.
    equipment_factor, building_factor : (s,) [1]
    overhead_with_energy : (s,) [1]
        Variable overhead on labour once energy has a line of its own.
    """

    labor_factor: Array
    equipment_factor: Array
    building_factor: Array
    overhead_with_energy: Array


def unit_labor_ratio(
    wage: Array, productivity: Array, reference_wage: Array, reference_productivity: Array
) -> Array:
    r"""Cost of the same work over that in the reference country.

    .. math:: \frac{w_c / \pi_c}{w_r / \pi_r}

    Parameters
    ----------
    wage, reference_wage : (s,) [USD/h]
    productivity, reference_productivity : (s,) [1]

    Returns
    -------
    ratio : (s,) [1]

    References
    ----------
    X41.
    """
    return (wage / productivity) / (reference_wage / reference_productivity)


def located(parameters: FactoryParameters, place: PlaceFactors) -> FactoryParameters:
    r"""Parameters of the same plant in another country.

    .. math:: K_c = K g_c / g_r, \quad \ell_c = \ell (w_c/\pi_c)/(w_r/\pi_r), \quad \beta_c = \beta b_c / b_r

    Parameters
    ----------
    parameters : FactoryParameters
    place : PlaceFactors

    Returns
    -------
    parameters : FactoryParameters

    Notes
    -----
    Hours do not change. Variable overhead on labour falls, since energy leaves it (X42).

    References
    ----------
    X40, X41, X42, X43.
    """
    rates = replace(
        parameters.rates,
        labor_rate=parameters.rates.labor_rate * place.labor_factor,
        land_building_cost=parameters.rates.land_building_cost * place.building_factor,
        variable_overhead_on_labor=place.overhead_with_energy,
    )
    return replace(parameters, steps=located_steps(parameters.steps, place), rates=rates)


def located_steps(steps: dict[str, StepParameters], place: PlaceFactors) -> dict[str, StepParameters]:
    """Process steps with the equipment of another country.

    Parameters
    ----------
    steps : dict of StepParameters
    place : PlaceFactors

    Returns
    -------
    steps : dict of StepParameters

    References
    ----------
    X40.
    """
    factor = place.equipment_factor
    return {
        name: replace(step, baseline_equipment=step.baseline_equipment * factor)
        for name, step in steps.items()
    }


def land_cost(area: Array, land_price: Array, plot_factor: Array) -> Array:
    r"""Price of the plot, :math:`2.5 A p`; not written off.

    Parameters
    ----------
    area : (s,) [m^2]
        Floor.
    land_price : (s,) [USD/m^2]
    plot_factor : (s,) [1]

    Returns
    -------
    cost : (s,) [USD]

    References
    ----------
    X43.
    """
    return plot_factor * area * land_price


def landed_cost(cost: Array, freight: Array, duty: Array, customs_value: Array, credit: Array) -> Array:
    r"""Cost at the customer's door, :math:`C + f + \delta V - s`.

    Parameters
    ----------
    cost, freight, customs_value, credit : (s,) [USD/kWh]
    duty : (s,) [1]

    Returns
    -------
    cost : (s,) [USD/kWh]

    References
    ----------
    X44.
    """
    return cost + freight + duty * customs_value - credit
