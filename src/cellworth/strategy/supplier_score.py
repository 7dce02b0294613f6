"""Ranking suppliers on several criteria, and how much of the ranking is the weights."""

from cellworth.core.arrays import namespace
from cellworth.core.types import Array


def normalised_score(raw: Array, *, higher_is_better: tuple[bool, ...]) -> Array:
    r"""Criteria on a scale from zero (worst supplier) to one (best supplier).

    .. math:: z = \frac{x - x_{\mathrm{worst}}}{x_{\mathrm{best}} - x_{\mathrm{worst}}}

    Parameters
    ----------
    raw : (s, k, c) [any]
        Each supplier's figure on each criterion.
    higher_is_better : static
        Of each criterion.

    Returns
    -------
    normalised_score : (s, k, c) [1]
        One for all where all suppliers are equal.

    References
    ----------
    S78.
    """
    xp = namespace(raw)
    sign = xp.asarray([1.0 if up else -1.0 for up in higher_is_better], dtype=raw.dtype)
    directed = raw * sign
    worst = xp.min(directed, axis=-2, keepdims=True)
    width = xp.max(directed, axis=-2, keepdims=True) - worst
    apart = width > 0.0
    scaled = (directed - worst) / xp.where(apart, width, xp.ones_like(width))
    return xp.where(apart, scaled, xp.ones_like(scaled))


def weighted_score(score: Array, weight: Array) -> Array:
    r"""Score of each supplier at given weights, :math:`\sum_c w_c z_c`.

    Parameters
    ----------
    score : (s, k, c) [1]
    weight : (s, c) [1]
        Sum to one.

    Returns
    -------
    weighted_score : (s, k) [1]

    References
    ----------
    S78.
    """
    xp = namespace(score, weight)
    return xp.sum(score * weight[..., None, :], axis=-1)


def simplex_weights(uniform: Array) -> Array:
    r"""Weights spread evenly over all that sum to one, :math:`w_c = \ln u_c / \sum \ln u`.

    Parameters
    ----------
    uniform : (n, c) [1]
        Inside (0, 1).

    Returns
    -------
    simplex_weights : (n, c) [1]

    References
    ----------
    S78.
    """
    xp = namespace(uniform)
    gap = -xp.log(uniform)
    return gap / xp.sum(gap, axis=-1, keepdims=True)


def share_first(score: Array, weight: Array) -> Array:
    """Share of weight vectors for which each supplier is first, ties split.

    Parameters
    ----------
    score : (k, c) [1]
    weight : (n, c) [1]
        Evenly spread weight vectors.

    Returns
    -------
    share_first : (k,) [1]

    References
    ----------
    S78.
    """
    xp = namespace(score, weight)
    total = weighted_score(score[None, :, :], weight)
    first = xp.astype(total >= xp.max(total, axis=-1, keepdims=True), total.dtype)
    return xp.mean(first / xp.sum(first, axis=-1, keepdims=True), axis=0)
