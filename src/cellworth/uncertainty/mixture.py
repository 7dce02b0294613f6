"""Draws from the pool of a claim and what was believed before: two normal numbers, one or the other."""

from scipy.special import ndtr, ndtri

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

ROUNDS = 60
"""Halvings of the bracket; after them it is as narrow as two neighbouring numbers."""


def mixture_value(
    uniform: Array, weight: float, claim_mean: float, claim_sd: float, base_mean: float, base_sd: float
) -> Array:
    r"""Draw from a linear pool of two normal numbers, rising with the uniform.

    .. math:: u = w \Phi\left(\frac{x - \mu_c}{\sigma_c}\right)
        + (1 - w) \Phi\left(\frac{x - \mu_b}{\sigma_b}\right)

    Parameters
    ----------
    uniform : (s,) [1]
    weight : float [1]
        Of the claim, from zero to one.
    claim_mean, claim_sd, base_mean, base_sd : float [any]
        Deviations not below zero; with zero the number is certain.

    Returns
    -------
    value : (s,) [any]

    Raises
    ------
    ValueError
        If the weight is no share or a deviation is below zero.

    Notes
    -----
    The value lies between what either number alone would give; that bracket is halved until it closes.

    References
    ----------
    S5, S8.
    """
    if not (0.0 <= weight <= 1.0 and claim_sd >= 0.0 and base_sd >= 0.0):
        raise ValueError(f"no pool has weight {weight} and deviations {claim_sd} and {base_sd}")
    xp = namespace(uniform)
    score = ndtri(uniform)
    claim, base = claim_mean + claim_sd * score, base_mean + base_sd * score
    low, high = xp.minimum(claim, base), xp.maximum(claim, base)
    for _ in range(ROUNDS):
        middle = low + (high - low) / 2.0
        below = weight * _chance_below(middle, claim_mean, claim_sd)
        below = below + (1.0 - weight) * _chance_below(middle, base_mean, base_sd)
        rises = below < uniform
        low, high = xp.where(rises, middle, low), xp.where(rises, high, middle)
    return low + (high - low) / 2.0


def _chance_below(value: Array, mean: float, sd: float) -> Array:
    if sd == 0.0:
        xp = namespace(value)
        return xp.astype(value >= mean, xp.float64)
    return ndtr((value - mean) / sd)
