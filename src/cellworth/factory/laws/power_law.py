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
        self._logarithms: dict[object, tuple[Array, Array | None]] = {}
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
        if isinstance(exponent, float) and exponent == 0.0:
            return namespace(*self._drivers.values()).ones(1)
        ratio = self.ratio(driver, baseline)
        if isinstance(exponent, float) and exponent == 1.0:
            return ratio
        xp, key = namespace(ratio), (driver, _key(baseline))
        if key not in self._logarithms:
            self._logarithms[key] = self._logarithm(xp, driver, ratio)
        logarithm, there = self._logarithms[key]
        power = xp.exp(exponent * logarithm)
        return power if there is None else power * there

    @staticmethod
    def _logarithm(xp: Any, driver: str, ratio: Array) -> tuple[Array, Array | None]:
        """Logarithm of a ratio; with one where it is there, and zero where not, if that may be."""
        if driver not in MAY_BE_ZERO:
            return xp.log(ratio), None
        there = ratio != 0.0
        return xp.log(xp.where(there, ratio, 1.0)), xp.astype(there, ratio.dtype)


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
    shared = shared_weights(weights, factors, multipliers)
    return ledger_sum([weight * factors[step] for step, weight in shared.items()])


def shared_weights(
    weights: Mapping[str, Array], factors: Mapping[str, Array], multipliers: Mapping[str, Array]
) -> dict[str, Array]:
    r"""Weight times multiplier of the steps that share factor and multiplier, under the first of them.

    Parameters
    ----------
    weights, factors, multipliers : as of `weighted_sum`.

    Returns
    -------
    shared : dict of (s,) [unit of the weights]

    References
    ----------
    C68. [batpac5]_
    """
    first: dict[tuple[int, int], str] = {}
    total: dict[str, Array] = {}
    for step, weight in weights.items():
        name = first.setdefault((id(factors[step]), id(multipliers[step])), step)
        total[name] = total[name] + weight if name in total else weight
    return {name: weight * multipliers[name] for name, weight in total.items()}


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
