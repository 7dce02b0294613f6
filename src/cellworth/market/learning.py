"""Learning with experience: what each doubling of output takes off a cost."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def learning_exponent(learning_rate: Array) -> Array:
    r"""Exponent of Wright's law from the fall per doubling.

    .. math:: b = -\log_2 (1 - LR)

    Parameters
    ----------
    learning_rate : (s,) [1]
        Below one; zero learns nothing.

    Returns
    -------
    exponent : (s,) [1]

    References
    ----------
    S14. [wright1936]_
    """
    xp = namespace(learning_rate)
    return -xp.log2(1.0 - learning_rate)


def wright_cost(cost: Array, experience_ratio: Array, learning_rate: Array) -> Array:
    r"""Cost after experience has grown by a ratio.

    .. math:: c = c_0 \, (Q / Q_0)^{-b}

    Parameters
    ----------
    cost : (s, y) [any]
        At the reference experience.
    experience_ratio : (s, y) [1]
    learning_rate : (s, y) [1]

    Returns
    -------
    cost : (s, y) [any]

    Notes
    -----
    Not for all-in prices on top of a model that already has scale and material prices in it.

    References
    ----------
    S14. [wright1936]_

    Examples
    --------
    A fall of a fifth per doubling, after two doublings:

    >>> import numpy as np
    >>> wright_cost(np.asarray([100.0]), np.asarray([4.0]), np.asarray([0.2])).round(6)
    array([64.])
    """
    return cost * experience_ratio ** -learning_exponent(learning_rate)


def two_factor_cost(
    cost: Array,
    floor: Array,
    own_ratio: Array,
    industry_ratio: Array,
    own_learning_rate: Array,
    industry_learning_rate: Array,
) -> Array:
    r"""Cost that falls towards a floor with own and with industry experience.

    .. math:: c = c_f + (c_0 - c_f) (Q_{own}/Q_{own,0})^{-b_o} (Q_{ind}/Q_{ind,0})^{-b_i}

    Parameters
    ----------
    cost : (s, y) [any]
        At the reference experience.
    floor : (s, y) [any]
        Part no experience removes, in the unit of `cost`.
    own_ratio, industry_ratio : (s, y) [1]
        Experience over the reference experience.
    own_learning_rate, industry_learning_rate : (s, y) [1]

    Returns
    -------
    cost : (s, y) [any]

    Notes
    -----
    For conversion cost and scrap only; materials follow their prices, scale the bottom-up model.

    References
    ----------
    S15.
    """
    learned = wright_cost(cost - floor, own_ratio, own_learning_rate)
    return floor + wright_cost(learned, industry_ratio, industry_learning_rate)


def effective_experience(
    own: Array, industry: Array, spillover: Array, customer: Array, taught: Array
) -> Array:
    r"""Experience that counts: one's own, some of the industry's, some of a customer's.

    .. math:: Q_{eff} = Q_{own} + \theta (Q_{ind} - Q_{own}) + \psi Q_{customer}

    Parameters
    ----------
    own, industry, customer : (s, y) [kWh]
        Cumulative output; the industry's holds the own.
    spillover : (s, y) [1]
        Share of the others' experience that counts.
    taught : (s, y) [1]
        Share of the customer's experience that is handed on.

    Returns
    -------
    experience : (s, y) [kWh]

    References
    ----------
    S16.
    """
    return own + spillover * (industry - own) + taught * customer


def fitted_level(gap: Array, slope: Array) -> Array:
    r"""Learnable part at the reference that comes nearest to what was observed.

    The two-factor law is linear in :math:`x = c_0 - c_f`; with :math:`g_k` the gap between an observed cost
    and the floor's and :math:`a_k` the effect of one unit of :math:`x` on it,

    .. math:: x = \sum_k a_k g_k \Big/ \sum_k a_k^2

    Parameters
    ----------
    gap : (k,) [USD/kWh]
    slope : (k,) [USD/kWh]
        Not all zero.

    Returns
    -------
    level : () [1]

    References
    ----------
    S15, least squares.
    """
    xp = namespace(gap, slope)
    return xp.sum(slope * gap) / xp.sum(slope * slope)
