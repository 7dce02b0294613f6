"""A production credit that depends on who owns the maker: to whom can outweigh how much."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array


@record
class OwnerLimits:
    """Holdings of specified foreign entities from which the credit is lost.

    Attributes
    ----------
    single_limit : float [1]
        Share of one entity.
    aggregate_limit : float [1]
        Share of all of them together.
    debt_limit : float [1]
        Share of the maker's debt.
    """

    single_limit: float
    aggregate_limit: float
    debt_limit: float


def credit_eligibility(
    single: Array, aggregate: Array, debt: Array, effective_control: Array, limits: OwnerLimits
) -> Array:
    """Whether a maker may claim the credit with these owners.

    Parameters
    ----------
    single : (s,) [1]
        Largest look-through share of one specified foreign entity.
    aggregate : (s,) [1]
        Look-through share of all of them.
    debt : (s,) [1]
        Part of the debt they hold.
    effective_control : (s,) [1]
        One with control by contract (S70).
    limits : OwnerLimits

    Returns
    -------
    credit_eligibility : (s,) [1]
        One or zero. Counsel confirms; thresholds are dated rules.

    References
    ----------
    S28. [pl119_2025]_
    """
    xp = namespace(single, aggregate, debt, effective_control)
    lost = (
        (single >= limits.single_limit)
        | (aggregate >= limits.aggregate_limit)
        | (debt >= limits.debt_limit)
        | (effective_control > 0.0)
    )
    return xp.astype(xp.logical_not(lost), xp.float64)


def production_credit(credit_rate: Array, phase: Array, sold: Array, eligible: Array) -> Array:
    r"""Yearly credit for cells sold.

    .. math:: G = g \, \phi_t \, y \, e

    Parameters
    ----------
    credit_rate : (s, y) [USD/kWh]
    phase : (s, y) [1]
        Part of the rate still paid in the year.
    sold : (s, y) [GWh/year]
    eligible : (s, y) [1]

    Returns
    -------
    production_credit : (s, y) [USD million/year]

    References
    ----------
    S28. [usc45x_2022]_
    """
    return credit_rate * phase * sold * eligible
