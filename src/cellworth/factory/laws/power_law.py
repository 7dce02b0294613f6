"""Powers of rate ratios, each logarithm and each power of a driver taken once."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import add
from typing import Any

from cellworth.core.arrays import namespace
from cellworth.core.types import Array

MAY_BE_ZERO = frozenset(
    {
        "nmp_evaporated_kg_per_year",
        "cells_rejected_per_year",
        "positive_solvent_kg_per_m2_electrode",
        "negative_solvent_kg_per_m2_electrode",
    }
)
"""Drivers that are zero for some designs, where a logarithm has no value."""


def _key(number: Array) -> object:
    """A number by its value, an array by its identity."""
    return number if isinstance(number, float) else id(number)


def as_array(xp: Any, value: Array) -> Array:
    """A number as an array of length one, an array as it is (C10, C23)."""
    return xp.asarray([value]) if isinstance(value, float) else value


class SharedPowers:
    """Ratios of drivers over their baselines, and their powers, taken once for all steps.

    Steps that share driver, baseline and exponent get the same array, so that sums over
    steps can take it once.
    """

    def __init__(self, drivers: Mapping[str, Array]) -> None:
        self._drivers = drivers
        self._ratios: dict[object, Array] = {}
        self._logarithms: dict[object, Array] = {}
        self._powers: dict[object, Array] = {}
        self._named: list[tuple[Array, ...]] = []
        """Arrays that stand in a key by identity, which holds only as long as they live."""

    def ratio(self, driver: str, baseline: Array) -> Array:
        """Rate ratio ``x = B / B0`` of a driver (C56)."""
        key = (driver, _key(baseline))
        if key not in self._ratios:
            self._named.append((baseline,))
            self._ratios[key] = self._drivers[driver] / baseline
        return self._ratios[key]

    def power(self, driver: str, baseline: Array, exponent: Array) -> Array:
        """``x ** exponent``; ones of length one where the exponent is the number zero."""
        key = (driver, _key(baseline), _key(exponent))
        if key not in self._powers:
            self._named.append((baseline, exponent))
            self._powers[key] = self._take(driver, baseline, exponent)
        return self._powers[key]

    def product(self, one: Array, two: Array) -> Array:
        """Product of two powers, taken once for all steps that need it."""
        key = (id(one), id(two))
        if key not in self._powers:
            self._named.append((one, two))
            self._powers[key] = one * two
        return self._powers[key]

    def _take(self, driver: str, baseline: Array, exponent: Array) -> Array:
        ratio = self.ratio(driver, baseline)
        xp = namespace(ratio)
        if isinstance(exponent, float) and exponent == 0.0:
            return xp.ones_like(ratio[:1])
        if isinstance(exponent, float) and exponent == 1.0:
            return ratio
        key = (driver, _key(baseline))
        if driver not in MAY_BE_ZERO:
            if key not in self._logarithms:
                self._logarithms[key] = xp.log(ratio)
            return xp.exp(exponent * self._logarithms[key])
        there = ratio != 0.0
        if key not in self._logarithms:
            self._logarithms[key] = xp.log(xp.where(there, ratio, 1.0))
        return xp.exp(exponent * self._logarithms[key]) * xp.astype(there, ratio.dtype)


def weighted_sum(
    weights: Mapping[str, Array], factors: Mapping[str, Array], multipliers: Mapping[str, Array]
) -> Array:
    r"""Sum over steps of weight, factor and multiplier; steps that share both are taken together.

    .. math:: \sum_i w_i f_i m_i

    Parameters
    ----------
    weights : dict [any]
        Per step; the steps of the sum.
    factors, multipliers : dict of (s,) [1]
        Per step; the same array object where steps share it.

    Returns
    -------
    total : (s,) [unit of the weights]

    References
    ----------
    C68. [batpac5]_
    """
    shared: dict[tuple[int, int], tuple[Array, Array, Array]] = {}
    for step, weight in weights.items():
        factor, multiplier = factors[step], multipliers[step]
        key = (id(factor), id(multiplier))
        before = shared.get(key)
        shared[key] = (weight if before is None else before[0] + weight, factor, multiplier)
    terms = [(weight * multiplier) * factor for weight, factor, multiplier in shared.values()]
    return ledger_sum(terms)


def ledger_sum(parts: Iterable[Array]) -> Array:
    """Sum of the parts of a ledger, first to last (C30, C38, C50, C68).

    Parameters
    ----------
    parts : iterable of (s,)

    Returns
    -------
    total : (s,)
    """
    return reduce(add, parts)
