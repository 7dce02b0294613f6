"""Quantiles and tails of the draws."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array


@record
class SortedColumns:
    """Draws of each strategy in rising order.

    Attributes
    ----------
    sorted_value : (s, j) [USD million]
    reached : (s, j) [1]
        Share of the draws up to and including each one.
    share : (s, j) [1]
        Share that each draw carries.
    """

    sorted_value: Array
    reached: Array
    share: Array


def sorted_columns(value: Array, weight: Array | None = None) -> SortedColumns:
    """Sort once, for all quantiles and tails.

    Parameters
    ----------
    value : (s, j) [USD million]
    weight : (s,) [1]
        Of the draws; equal if not given.

    Returns
    -------
    SortedColumns

    References
    ----------
    S44, S47.
    """
    xp = namespace(value)
    if weight is None:
        n = value.shape[0]
        reached = xp.arange(1, n + 1, dtype=value.dtype)[:, None] / n
        return SortedColumns(
            sorted_value=xp.sort(value, axis=0), reached=reached, share=xp.full_like(reached, 1.0 / n)
        )
    order = xp.argsort(value, axis=0)
    carried = xp.take_along_axis(weight[:, None] + xp.zeros_like(value), order, axis=0)
    total = xp.cumulative_sum(carried, axis=0)
    return SortedColumns(
        sorted_value=xp.take_along_axis(value, order, axis=0),
        reached=total / total[-1:, :],
        share=carried / total[-1:, :],
    )


def value_quantile(ordered: SortedColumns, level: float) -> Array:
    """Value below which a share of the draws lies, straight between the middles of the draws.

    Parameters
    ----------
    ordered : SortedColumns
    level : float [1]

    Returns
    -------
    value_quantile : (j,) [USD million]

    References
    ----------
    S44. [hyndman1996]_, definition 5
    """
    xp = namespace(ordered.sorted_value)
    value = ordered.sorted_value
    middle = ordered.reached - ordered.share / 2.0 + xp.zeros_like(value)
    n = value.shape[0]
    above = xp.sum(xp.astype(middle < level, xp.int64), axis=0, keepdims=True)
    upper = xp.clip(above, 1, n - 1) if n > 1 else xp.zeros_like(above)
    lower = xp.clip(upper - 1, 0, n - 1)
    low, high = (xp.take_along_axis(value, at, axis=0) for at in (lower, upper))
    start, end = (xp.take_along_axis(middle, at, axis=0) for at in (lower, upper))
    gap = end - start
    way = xp.where(
        gap > 0.0, (level - start) / xp.where(gap > 0.0, gap, xp.ones_like(gap)), xp.zeros_like(gap)
    )
    return (low + (high - low) * xp.clip(way, 0.0, 1.0))[0, :]


def lower_tail_mean(ordered: SortedColumns, level: float) -> Array:
    r"""Mean of the worst share of the draws (CVaR); a draw on the edge counts in part.

    .. math:: \frac{1}{\alpha} \sum_i \min\bigl(\pi_i, \max(0, \alpha - \Pi_{i-1})\bigr) V_{(i)}

    Parameters
    ----------
    ordered : SortedColumns
    level : float [1]
        Share :math:`\alpha`, above zero.

    Returns
    -------
    lower_tail_mean : (j,) [USD million]

    References
    ----------
    S47. [rockafellar2000]_
    """
    xp = namespace(ordered.sorted_value)
    before = ordered.reached - ordered.share
    counted = xp.minimum(xp.maximum(level - before, xp.zeros_like(before)), ordered.share)
    return xp.sum(counted * ordered.sorted_value, axis=0) / xp.sum(counted, axis=0)


def score_by_draw(ordered: SortedColumns, value: Array, level: float, aversion: float) -> Array:
    r"""What each draw adds to the ranking number; its mean is that number, its spread the number's error.

    .. math:: (1 - \lambda) \, V + \lambda \, \bigl(q_\alpha + \min(V - q_\alpha, 0) / \alpha\bigr)

    Parameters
    ----------
    ordered : SortedColumns
        Of the values.
    value : (s, j) [USD million]
        In the order of the draws, so that strategies can be compared draw by draw.
    level, aversion : float [1]

    Returns
    -------
    score_by_draw : (s, j) [USD million]

    References
    ----------
    S47, S51. [rockafellar2000]_
    """
    xp = namespace(value)
    quantile = value_quantile(ordered, level)[None, :]
    short = xp.minimum(value - quantile, xp.zeros_like(value))
    return (1.0 - aversion) * value + aversion * (quantile + short / level)


def lower_tail_error(ordered: SortedColumns, level: float) -> Array:
    r"""Standard error of the mean of the worst share, as if the draws were independent.

    .. math:: \frac{1}{\alpha} \sqrt{\operatorname{Var} \min(V - q_\alpha, 0) / N}

    Parameters
    ----------
    ordered : SortedColumns
    level : float [1]

    Returns
    -------
    lower_tail_error : (j,) [USD million]

    References
    ----------
    S47, S51. [rockafellar2000]_
    """
    xp = namespace(ordered.sorted_value)
    quantile = value_quantile(ordered, level)
    short = xp.minimum(ordered.sorted_value - quantile[None, :], xp.zeros_like(ordered.sorted_value))
    mean = xp.sum(short * ordered.share, axis=0)
    variance = xp.sum((short - mean[None, :]) ** 2 * ordered.share, axis=0)
    return xp.sqrt(variance * xp.sum(ordered.share**2, axis=0)) / level
