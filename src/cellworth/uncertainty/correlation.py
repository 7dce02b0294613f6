"""Correlated draws: Gaussian copula over a repaired correlation matrix."""

import math

from scipy.special import ndtr, ndtri

from cellworth.core.arrays import namespace
from cellworth.core.record import record
from cellworth.core.types import Array

LEAST_EIGENVALUE = 1e-8
"""A matrix below it has no stable factor and is repaired."""

MOST_ROUNDS = 1000
SETTLED = 1e-13


@record
class CorrelationRepair:
    """A correlation matrix that can be drawn from, and what it took.

    Attributes
    ----------
    correlation : (k, k) [1]
    largest_change : () [1]
        Largest change of an entry; zero when the matrix was good.
    total_change : () [1]
        Frobenius norm of the change.
    """

    correlation: Array
    largest_change: Array
    total_change: Array


def pearson_of_spearman(spearman: Array) -> Array:
    r"""Correlation of the normal scores that gives a wanted rank correlation.

    .. math:: \rho = 2 \sin(\pi \rho_s / 6)

    Parameters
    ----------
    spearman : (s,) [1]

    Returns
    -------
    pearson_of_spearman : (s,) [1]

    References
    ----------
    S7. [kruskal1958]_
    """
    xp = namespace(spearman)
    return 2.0 * xp.sin(math.pi / 6.0 * spearman)


def nearest_correlation(wanted: Array) -> CorrelationRepair:
    """The nearest matrix that is a correlation matrix, by alternating projections.

    Parameters
    ----------
    wanted : (k, k) [1]
        Symmetric, ones on the diagonal.

    Returns
    -------
    CorrelationRepair

    Notes
    -----
    A good matrix is returned as it is. The repaired one has its smallest eigenvalues lifted to 1e-8, so
    that it has a factor.

    References
    ----------
    S7. [higham2002]_
    """
    xp = namespace(wanted)
    found = wanted
    if float(xp.min(xp.linalg.eigvalsh(wanted))) < LEAST_EIGENVALUE:
        found = _unit_diagonal(xp, _lifted(xp, _alternating(xp, wanted), 2.0 * LEAST_EIGENVALUE))
    change = xp.abs(found - wanted)
    return CorrelationRepair(
        correlation=found, largest_change=xp.max(change), total_change=xp.sqrt(xp.sum(change**2))
    )


def _alternating(xp: Array, wanted: Array) -> Array:
    identity = xp.eye(wanted.shape[0], dtype=wanted.dtype)
    correction = xp.zeros_like(wanted)
    found = wanted
    for _ in range(MOST_ROUNDS):
        before = found
        shifted = found - correction
        positive = _lifted(xp, shifted, 0.0)
        correction = positive - shifted
        found = positive * (1.0 - identity) + identity
        if float(xp.max(xp.abs(found - before))) < SETTLED:
            break
    return found


def _lifted(xp: Array, matrix: Array, least: float) -> Array:
    values, vectors = xp.linalg.eigh(matrix)
    values = xp.maximum(values, xp.full_like(values, least))
    lifted = xp.matmul(vectors * values[None, :], xp.matrix_transpose(vectors))
    return (lifted + xp.matrix_transpose(lifted)) / 2.0


def _unit_diagonal(xp: Array, matrix: Array) -> Array:
    identity = xp.eye(matrix.shape[0], dtype=matrix.dtype)
    root = xp.sqrt(xp.linalg.diagonal(matrix))
    return matrix / root[:, None] / root[None, :] * (1.0 - identity) + identity


def correlated_uniforms(uniforms: Array, correlation: Array) -> Array:
    r"""Uniform draws with the wanted dependence, each still uniform by itself.

    .. math:: v = \Phi\bigl(L \, \Phi^{-1}(u)\bigr), \quad L L^T = \rho

    Parameters
    ----------
    uniforms : (s, k) [1]
        Columns in the order of their dimension numbers, so that a new parameter comes last and the
        others keep their draws.
    correlation : (k, k) [1]

    Returns
    -------
    uniforms : (s, k) [1]
        A column that depends on no earlier one keeps its bits.

    References
    ----------
    S7.
    """
    xp = namespace(uniforms)
    factor = namespace(correlation).linalg.cholesky(correlation)
    rows = [[float(factor[row, column]) for column in range(row + 1)] for row in range(factor.shape[0])]
    scores = ndtri(uniforms)
    columns = []
    for number, row in enumerate(rows):
        if not any(row[:number]):
            columns.append(uniforms[:, number])
            continue
        total = row[number] * scores[:, number]
        for earlier, share in enumerate(row[:number]):
            if share:
                total = total + share * scores[:, earlier]
        columns.append(ndtr(total))
    return xp.stack(columns, axis=-1)
