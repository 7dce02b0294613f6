"""Normal distribution for any array library: the one place of the ground that uses scipy."""

import math
from collections.abc import Callable

import numpy as np
from scipy.special import ndtr, ndtri

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

ROOT_TWO_PI = math.sqrt(2.0 * math.pi)


def normal_cdf(score: Array) -> Array:
    r"""Chance that a standard normal number lies below the score, :math:`\Phi(z)`.

    Parameters
    ----------
    score : (s,) [1]

    Returns
    -------
    chance : (s,) [1]
    """
    return _through_numpy(ndtr, score)


def normal_quantile(chance: Array) -> Array:
    r"""Score below which a standard normal number falls with the given chance, :math:`\Phi^{-1}(p)`.

    Parameters
    ----------
    chance : (s,) [1]
        Zero and one give minus and plus infinity; outside, NaN.

    Returns
    -------
    score : (s,) [1]
    """
    return _through_numpy(ndtri, chance)


def normal_density(score: Array) -> Array:
    r"""Density of the standard normal distribution, :math:`\varphi(z) = e^{-z^2/2} / \sqrt{2\pi}`.

    Parameters
    ----------
    score : (s,) [1]

    Returns
    -------
    density : (s,) [1]
    """
    xp = namespace(score)
    return xp.exp(-0.5 * score * score) / ROOT_TWO_PI


def _through_numpy(function: Callable[[Array], Array], argument: Array) -> Array:
    if isinstance(argument, np.ndarray):
        return function(argument)
    return namespace(argument).asarray(function(np.asarray(argument)))
