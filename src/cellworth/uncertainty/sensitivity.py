"""Which inputs make the difference: Sobol' indices of groups of independent inputs."""

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array


@record
class SobolIndices:
    """Shares of the variance of one output.

    Attributes
    ----------
    first_index : (g,) [1]
        Share that a group explains by itself.
    total_index : (g,) [1]
        Share that goes when everything but the group is known.
    first_index_error : (g,) [1]
    total_index_error : (g,) [1]
    """

    first_index: Array
    total_index: Array
    first_index_error: Array
    total_index_error: Array


def mixed_inputs(base: Array, other: Array, group: tuple[int, ...]) -> Array:
    """Inputs of the base points with one group taken from the other points.

    Parameters
    ----------
    base : (s, k) [1]
    other : (s, k) [1]
        Drawn independently of `base`.
    group : tuple
        Columns of the group.

    Returns
    -------
    mixed_inputs : (s, k) [1]

    References
    ----------
    S50.
    """
    xp = namespace(base, other)
    taken = xp.asarray([column in group for column in range(base.shape[1])])
    return xp.where(taken[None, :], other, base)


def sobol_indices(of_base: Array, of_other: Array, of_mixed: Array) -> SobolIndices:
    r"""Sobol' indices of groups, from the output at base, other and mixed points.

    .. math:: S_g = \frac{E[f_B (f_{A_B} - f_A)]}{V}, \quad S_{T,g} = \frac{E[(f_A - f_{A_B})^2]}{2 V}

    Parameters
    ----------
    of_base : (s,) [any]
    of_other : (s,) [any]
    of_mixed : (s, g) [any]
        With each group in turn taken from the other points.

    Returns
    -------
    SobolIndices

    Notes
    -----
    Groups must be independent of each other; correlated inputs belong into one group. Standard errors
    as if the points were independent. An output that does not vary gives NaN.

    References
    ----------
    S50. [saltelli2010]_, [jansen1999]_
    """
    xp = namespace(of_base, of_other, of_mixed)
    middle = (ordered_mean(of_base) + ordered_mean(of_other)) / 2.0
    a, b, ab = of_base - middle, of_other - middle, of_mixed - middle
    spread = (a * a + b * b) / 2.0
    variance = ordered_mean(spread)
    safe = xp.where(variance > 0.0, variance, xp.full_like(variance, xp.nan))
    first = b[:, None] * (ab - a[:, None])
    total = (a[:, None] - ab) ** 2 / 2.0
    return SobolIndices(
        first_index=ordered_mean(first) / safe,
        total_index=ordered_mean(total) / safe,
        first_index_error=_ratio_error(first, spread, safe),
        total_index_error=_ratio_error(total, spread, safe),
    )


def _ratio_error(part: Array, spread: Array, variance: Array) -> Array:
    xp = namespace(part)
    ratio = ordered_mean(part) / variance
    off = (part - ratio[None, :] * spread[:, None]) / variance
    return xp.sqrt(ordered_mean(off * off) / part.shape[0])
