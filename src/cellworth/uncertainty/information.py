"""What learning some of the inputs would be worth, by additive splines."""

from typing import Any

from scipy.interpolate import BSpline
from scipy.special import ndtri
from scipy.stats import rankdata

from cellworth.core.arrays import namespace
from cellworth.core.least_squares import fitted, normal_inverse
from cellworth.core.record import record
from cellworth.core.sums import ordered_mean, ordered_sum
from cellworth.core.types import Array

MOST_DRAWS = 4096
"""Draws used; the first ones, which are the best spread."""

FEW_VALUES = 6
"""An input with at most so many values enters as steps, not as a curve."""

KNOTS = (0, 1, 3, 6)
"""Inner knots per input that are tried, beside no dependence at all."""

MOST_COLUMNS = 250
DEGREE = 3


@record
class PartialInformation:
    """What learning one group of inputs would be worth.

    Attributes
    ----------
    evppi : () [USD million]
    evppi_error : () [USD million]
        Standard error, from the draws and from the fit.
    n_columns : () [1]
        Columns of the chosen fit; one when the inputs explain nothing.
    """

    evppi: Array
    evppi_error: Array
    n_columns: Array


def partial_information_value(inputs: Array, value: Array) -> PartialInformation:
    r"""Worth of learning a group of inputs before choosing (EVPPI).

    .. math:: E \max_j \hat g_j(\varphi) - \max_j E \hat g_j(\varphi)

    with :math:`\hat g_j` the additive cubic splines of strategy :math:`j`'s lead over the best one.
    The number of knots, or none, is the one of smallest generalised cross-validation.

    Parameters
    ----------
    inputs : (s, g) [any]
        The inputs of the group; only their ranks matter.
    value : (s, j) [USD million]
        Of each strategy on the same draws.

    Returns
    -------
    PartialInformation

    Notes
    -----
    Uses at most the first 4,096 draws. Joint effects of two inputs beyond their sum are not seen.

    References
    ----------
    S49. [strong2014]_
    """
    xp = namespace(inputs, value)
    inputs, value = inputs[:MOST_DRAWS, :], value[:MOST_DRAWS, :]
    mean = ordered_mean(value)
    lead = value - value[:, xp.argmax(mean)][:, None]
    best: tuple[float, Array, Array, Array] | None = None
    for basis in _candidates(xp, inputs):
        inverse = normal_inverse(basis)
        moments = xp.stack([ordered_sum(basis[:, c][:, None] * lead) for c in range(basis.shape[1])])
        found = fitted(basis, xp.matmul(inverse, moments))
        left = ordered_sum(ordered_sum((lead - found) ** 2)[:, None])
        score = float(left[0]) / (1.0 - basis.shape[1] / basis.shape[0]) ** 2
        if best is None or score < best[0]:
            best = (score, basis, inverse, found)
    assert best is not None
    return _worth(xp, lead, *best[1:])


def _worth(xp: Any, lead: Array, basis: Array, inverse: Array, found: Array) -> PartialInformation:
    n, n_columns = basis.shape
    gain = xp.max(found, axis=1)
    evppi = ordered_mean(gain) - xp.max(ordered_mean(found))
    chosen = xp.astype(xp.arange(found.shape[1])[None, :] == xp.argmax(found, axis=1)[:, None], lead.dtype)
    slope = xp.stack([ordered_mean(chosen[:, j][:, None] * basis) for j in range(found.shape[1])])
    left = lead - found
    covariance = xp.stack(
        [ordered_sum(left[:, j][:, None] * left) / (n - n_columns) for j in range(found.shape[1])]
    )
    of_fit = xp.sum(covariance * xp.matmul(xp.matmul(slope, inverse), xp.matrix_transpose(slope)))
    of_draws = ordered_mean((gain - ordered_mean(gain)) ** 2) / n
    return PartialInformation(
        evppi=evppi, evppi_error=xp.sqrt(of_fit + of_draws), n_columns=xp.asarray(float(n_columns))
    )


def _candidates(xp: Any, inputs: Array) -> list[Array]:
    constant = xp.ones((inputs.shape[0], 1), dtype=inputs.dtype)
    bases = [constant]
    for knots in KNOTS:
        columns = [_curve(xp, inputs[:, k], knots) for k in range(inputs.shape[1])]
        basis = xp.concat([constant, *columns], axis=1)
        if basis.shape[1] <= min(MOST_COLUMNS, inputs.shape[0] // 4):
            bases.append(basis)
    return bases


def _curve(xp: Any, one: Array, knots: int) -> Array:
    """Columns of one input, the first left out because the constant stands for it."""
    values = xp.unique_values(one)
    if values.shape[0] <= FEW_VALUES:
        return xp.astype(one[:, None] == values[None, 1:], one.dtype)
    n = one.shape[0]
    score = ndtri((rankdata(one) - 0.5) / n)
    inner = [float(ndtri((k + 1.0) / (knots + 1.0))) for k in range(knots)]
    low, high = float(xp.min(score)), float(xp.max(score))
    inside = [at for at in inner if low < at < high]
    all_knots = xp.asarray([low] * (DEGREE + 1) + inside + [high] * (DEGREE + 1))
    return xp.asarray(BSpline.design_matrix(score, all_knots, DEGREE).toarray())[:, 1:]
