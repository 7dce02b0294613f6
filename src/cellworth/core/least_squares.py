"""Least squares whose bits do not depend on threads: few columns, many scenarios."""

from cellworth.core.arrays import namespace
from cellworth.core.sums import TILE, tile_sums
from cellworth.core.types import Array

SMALLEST = 1e-12
"""Directions below this share of the largest eigenvalue of the scaled normal matrix carry nothing."""


def normal_inverse(basis: Array, weight: Array | None = None) -> Array:
    r"""Inverse of the normal matrix, :math:`(B^T W B)^{+}`, collinear directions left out.

    Parameters
    ----------
    basis : (s, p) [any]
    weight : (s,) [1]
        Not negative; zero leaves a scenario out.

    Returns
    -------
    inverse : (p, p) [any]
    """
    xp = namespace(basis)
    if weight is None:
        upper = _moments(basis, basis, upper=True)
        normal = upper + xp.matrix_transpose(xp.triu(upper, k=1))
    else:
        normal = _moments(basis * weight[:, None], basis)
    norm = xp.sqrt(xp.linalg.diagonal(normal))
    norm = xp.where(norm > 0.0, norm, xp.ones_like(norm))
    values, vectors = xp.linalg.eigh(normal / norm[:, None] / norm[None, :])
    kept = values > SMALLEST * xp.max(values)
    scaled = xp.where(kept, 1.0 / xp.where(kept, values, xp.ones_like(values)), xp.zeros_like(values))
    inverse = xp.matmul(vectors * scaled[None, :], xp.matrix_transpose(vectors))
    return inverse / norm[:, None] / norm[None, :]


def least_squares(basis: Array, target: Array, weight: Array | None = None) -> Array:
    r"""Coefficients of the basis that come nearest to the targets.

    .. math:: \beta = (B^T W B)^{+} B^T W y

    Parameters
    ----------
    basis : (s, p) [any]
    target : (s, k) [any]
    weight : (s,) [1]

    Returns
    -------
    coefficients : (p, k) [any]
        Of collinear columns, the solution of smallest norm after scaling.
    """
    xp = namespace(basis, target)
    weighted = basis if weight is None else basis * weight[:, None]
    return xp.matmul(normal_inverse(basis, weight), _moments(weighted, target))


def _moments(basis: Array, target: Array, *, upper: bool = False) -> Array:
    """Sums over the scenarios of each column times each target (p, k), a tile that stays near at a time.

    With `upper` the columns left of the first one's own place are zero.
    """
    xp = namespace(basis, target)
    total: Array = 0.0
    for start in range(0, basis.shape[0], TILE):
        stop = min(start + TILE, basis.shape[0])
        tile, other = basis[start:stop, :], target[start:stop, :]
        rows = []
        for column in range(basis.shape[1]):
            left = column if upper else 0
            sums = tile_sums(tile[:, column][:, None] * other[:, left:])[0, :]
            rows.append(xp.concat([xp.zeros(left, dtype=sums.dtype), sums]) if left else sums)
        total = total + xp.stack(rows)
    return total


def fitted(basis: Array, coefficients: Array) -> Array:
    """Values of a fit, one column per target, added up column by column.

    Parameters
    ----------
    basis : (s, p) [any]
    coefficients : (p, k) [any]

    Returns
    -------
    values : (s, k) [any]
    """
    total = basis[:, 0][:, None] * coefficients[0, :][None, :]
    for column in range(1, basis.shape[1]):
        total = total + basis[:, column][:, None] * coefficients[column, :][None, :]
    return total
