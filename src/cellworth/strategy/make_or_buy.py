"""Make or buy, year by year: unit cost, full cost, breakeven volume and price, worth of a stream."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def unit_cost(variable: Array, fixed: Array, volume: Array) -> Array:
    r"""Cost of one unit at a volume.

    .. math:: c = v + F / y

    Parameters
    ----------
    variable : (s, y) [USD/unit]
    fixed : (s, y) [USD/year]
        Falls due whatever the volume; at plant size.
    volume : (s, y) [unit/year]
        Above zero. The method's u·C; unit is kWh or pack.

    Returns
    -------
    cost : (s, y) [USD/unit]

    References
    ----------
    S21.
    """
    return variable + fixed / volume


def full_cost(variable: Array, cash_fixed: Array, capital: Array, recovery: Array, volume: Array) -> Array:
    r"""Unit cost that also pays back the plant with interest.

    .. math:: c = v + F / y + k \, \mathrm{CRF}(r, n) / y

    Parameters
    ----------
    variable : (s, y) [USD/unit]
    cash_fixed : (s, y) [USD/year]
    capital : (s, y) [USD]
        Equipment, building, launch.
    recovery : (s, y) [1/year]
        Capital recovery factor.
    volume : (s, y) [unit/year]

    Returns
    -------
    cost : (s, y) [USD/unit]

    References
    ----------
    S30, S21.
    """
    return unit_cost(variable, cash_fixed + capital * recovery, volume)


def breakeven_volume(fixed: Array, price: Array, variable: Array) -> Array:
    r"""Volume at which making costs what buying does.

    .. math:: Q^* = F / (p - v)

    Parameters
    ----------
    fixed : (s, y) [USD/year]
    price, variable : (s, y) [USD/unit]

    Returns
    -------
    volume : (s, y) [unit/year]
        NaN where the price does not cover the variable cost: no volume breaks even.

    References
    ----------
    S26.
    """
    xp = namespace(fixed, price, variable)
    margin = price - variable
    covers = margin > 0.0
    safe = xp.where(covers, margin, xp.ones_like(margin))
    return xp.where(covers, fixed / safe, xp.full_like(margin, xp.nan))


def present_value(flows: Array, rate: Array, *, mid_year: bool) -> Array:
    r"""Worth at the decision of yearly flows.

    .. math:: PV = \sum_t CF_t / (1 + r)^{t - h}, \quad h = \tfrac{1}{2} \text{ at mid-year, else } 0

    Parameters
    ----------
    flows : (s, y) [USD/year]
        The first column is year one after the decision.
    rate : (s,) [1/year]
    mid_year : static
        Flows fall in the middle of their year instead of its end.

    Returns
    -------
    value : (s,) [USD]

    References
    ----------
    S27.
    """
    xp = namespace(flows, rate)
    total = xp.zeros_like(flows[:, 0])
    for index in range(flows.shape[1]):
        years = index + (0.5 if mid_year else 1.0)
        total = total + flows[:, index] * (1.0 + rate) ** -years
    return total


def cost_to_serve(variable: Array, fixed: Array, volume: Array, rate: Array, *, mid_year: bool) -> Array:
    r"""Worth today of the cash that serves the demand.

    .. math:: PV = \sum_t (v_t D_t + F_t) / (1 + r)^{t}

    Parameters
    ----------
    variable : (s, y) [USD/unit]
        Own variable cost, or the price paid.
    fixed : (s, y) [USD/year]
        Zero where all is bought.
    volume : (s, y) [unit/year]
    rate : (s,) [1/year]
    mid_year : static

    Returns
    -------
    cost : (s,) [USD]

    References
    ----------
    S40.
    """
    return present_value(variable * volume + fixed, rate, mid_year=mid_year)


def indifference_price(cost_of_making: Array, closure: Array, worth_of_volume: Array) -> Array:
    r"""Supply price at which buying and closing costs what making does.

    .. math:: p^* = (PV_{make} - closure) / PV(Q)

    Parameters
    ----------
    cost_of_making : (s,) [USD]
        Avoided by buying, worth today.
    closure : (s,) [USD]
    worth_of_volume : (s,) [unit]
        Volume discounted like money; Q·a(r, n) where it is level.

    Returns
    -------
    price : (s,) [USD/unit]

    References
    ----------
    S41.
    """
    return (cost_of_making - closure) / worth_of_volume
