"""Prices over the years: materials follow metals, supplier prices tightness; the way to the door."""

from collections.abc import Mapping

from cellworth.core.arrays import namespace
from cellworth.core.constants import DAYS_PER_YEAR
from cellworth.core.types import Array


def indexed_price(
    start: Array,
    weights: Mapping[str, Array],
    ratios: Mapping[str, Array],
    productivity: Array,
    years: Array,
) -> Array:
    r"""Price that follows indices and falls by a yearly productivity.

    .. math::

       p_t = p_0 \Bigl[a_0 + \sum_i a_i I_{i,t}/I_{i,0}\Bigr] (1 - \delta)^t, \quad a_0 = 1 - \sum_i a_i

    Parameters
    ----------
    start : (s, y) [any]
        Price at the start.
    weights : dict of (s, y) [1]
        Share of the start price per index.
    ratios : dict of (s, y) [1]
        Index over its value at the start.
    productivity : (s, y) [1/year]
    years : (s, y) [year]
        Since the start.

    Returns
    -------
    price : (s, y) [any]

    Notes
    -----
    No cap or collar.

    References
    ----------
    S34.
    """
    followed = 1.0 + 0.0 * years
    for name, weight in weights.items():
        followed = followed + weight * (ratios[name] - 1.0)
    return start * followed * (1.0 - productivity) ** years


def tightness_margin(utilization: Array, lowest: Array, highest: Array, middle: Array, width: Array) -> Array:
    r"""Margin on full cost from the utilization of the industry.

    .. math:: m = m_{min} + \frac{m_{max} - m_{min}}{1 + e^{-(u - u_0)/w}}

    Parameters
    ----------
    utilization : (s, y) [1]
    lowest, highest : (s, y) [1]
        In a glut, where it may be negative, and in a tight market.
    middle, width : (s, y) [1]
        Utilization half way, and over which the margin turns.

    Returns
    -------
    margin : (s, y) [1]

    References
    ----------
    S31.
    """
    xp = namespace(utilization, lowest, highest, middle, width)
    return lowest + (highest - lowest) / (1.0 + xp.exp(-(utilization - middle) / width))


def market_price(cash_cost: Array, full_cost: Array, margin: Array) -> Array:
    r"""Supplier price: full cost with margin, never below cash cost.

    .. math:: P = \max(\text{cash cost}, \text{full cost} (1 + m))

    Parameters
    ----------
    cash_cost, full_cost : (s, y) [USD/kWh]
    margin : (s, y) [1]

    Returns
    -------
    price : (s, y) [USD/kWh]

    References
    ----------
    S31.
    """
    xp = namespace(cash_cost, full_cost, margin)
    return xp.maximum(cash_cost, full_cost * (1.0 + margin))


def landed_factor(duty: Array, rate: Array, transit: Array) -> Array:
    r"""Landed price per unit of price, freight aside.

    .. math:: 1 + d + r \, n / 365

    Parameters
    ----------
    duty : (s, y) [1]
    rate : (s, y) [1/year]
    transit : (s, y) [day]

    Returns
    -------
    factor : (s, y) [1]

    References
    ----------
    S29.
    """
    return 1.0 + duty + rate * transit / DAYS_PER_YEAR


def landed_price(price: Array, duty: Array, freight: Array, rate: Array, transit: Array) -> Array:
    r"""Price at the buyer's door: duty, freight, and money tied up on the way.

    .. math:: P (1 + d) + f + P \, r \, n / 365

    Parameters
    ----------
    price : (s, y) [USD/kWh]
    duty : (s, y) [1]
    freight : (s, y) [USD/kWh]
    rate : (s, y) [1/year]
    transit : (s, y) [day]

    Returns
    -------
    price : (s, y) [USD/kWh]

    References
    ----------
    S29.
    """
    return price * landed_factor(duty, rate, transit) + freight


def industry_utilization(demand: Array, operating: Array, announced: Array, realised: Array) -> Array:
    r"""Demand over the capacity that is really there.

    .. math:: u = D \Big/ \Bigl(\sum_k cap_k + s \, cap_{announced}\Bigr)

    Parameters
    ----------
    demand : (s, y) [kWh]
    operating, announced : (s, y) [kWh]
        Yearly capacity at work, and announced.
    realised : (s, y) [1]
        Share of the announced that comes.

    Returns
    -------
    utilization : (s, y) [1]

    References
    ----------
    S79.
    """
    return demand / (operating + realised * announced)


def answered_capacity(planned: Array, growth: Array, answer: Array, reached: Array) -> Array:
    r"""Capacity at work where new plants answer a market that outgrows or misses its plan.

    .. math:: C_t = \max\bigl(C_{t-1},\; C^0_t \, [1 + a \, h_t (g - 1)]\bigr)

    Parameters
    ----------
    planned : (y, 1) [kWh/year]
        Capacity that was planned for the planned market.
    growth : (1, s) [1]
        Market over its plan, lasting.
    answer : (1, 1) [1]
        Share of it that builders follow.
    reached : (y, 1) [1]
        How far they have got by the year, zero to one: works take years.

    Returns
    -------
    capacity : (y, s) [kWh/year]
        Plants that stand are not pulled down.

    Notes
    -----
    Ours, beside S79, which lets announced plants come late and not all; without an answer it is S79.

    References
    ----------
    S79.
    """
    xp = namespace(planned, growth, answer, reached)
    wanted = planned * (1.0 + answer * reached * (growth - 1.0))
    rows = [wanted[:1, :]]
    for year in range(1, wanted.shape[0]):
        rows.append(xp.maximum(rows[-1], wanted[year : year + 1, :]))
    return xp.concat(rows, axis=0)


def free_capacity(capacity: Array, effectiveness: Array, committed: Array) -> Array:
    r"""What a supplier can still deliver, :math:`\max(0, C \cdot OEE - \text{committed})`.

    Parameters
    ----------
    capacity : (s, y) [kWh/year]
        Nameplate.
    effectiveness : (s, y) [1]
        Output over nameplate at best.
    committed : (s, y) [kWh/year]
        Promised to others.

    Returns
    -------
    free_capacity : (s, y) [kWh/year]

    References
    ----------
    S79.
    """
    xp = namespace(capacity, effectiveness, committed)
    free = capacity * effectiveness - committed
    return xp.maximum(free, xp.zeros_like(free))
