"""What experience has done to a cost, from the start of the axis on (S14 to S16)."""

from collections.abc import Mapping

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.market.learning import effective_experience, learning_exponent, wright_cost

__all__ = ["Learning", "running_total"]

NONE = np.zeros(1)
ONE = np.ones(1)


def running_total(start: Array, flows: Array) -> Array:
    """What there is at the end of each year (k, s), from what there was before and (k, s) that is added."""
    total, rows = start, []
    for year in range(flows.shape[0]):
        total = total + flows[year]
        rows.append(total)
    return namespace(*rows).stack(rows)


class Learning:
    """Learning of a block of scenarios, by year.

    Attributes
    ----------
    own_start : (s,) or (1,) [kWh], venture's cumulative output when the axis begins.
    """

    def __init__(self, case: StrategyCase, values: Mapping[str, Array], industry_energy: Array) -> None:
        drawn = {key: values[name] for key, name in case.learning.items()}
        self._drawn = drawn
        self._own_power = -learning_exponent(drawn["own_rate"])
        self.own_start = drawn["own_start"]
        start = drawn["industry_start"]
        self._industry = start + namespace(industry_energy).cumulative_sum(industry_energy, axis=0)
        self._by_industry = wright_cost(ONE, self._industry / start, drawn["industry_rate"])
        self._first = effective_experience(self.own_start, start, drawn["spillover"], NONE, NONE)

    def left(self, years: int | slice, experience: Array, customer: Array = NONE) -> Array:
        """Learnable cost over its value at the start, floor aside.

        Parameters
        ----------
        years : position on the axis, or a run of them.
        experience : (s,) or (k, s) [kWh], cumulative output at the end of each year.
        customer : (s,) or (k, s) [kWh], of a customer who teaches.

        References
        ----------
        S15, S16.
        """
        drawn = self._drawn
        counts = effective_experience(
            experience, self._industry[years], drawn["spillover"], customer, drawn["customer_spillover"]
        )
        return (counts / self._first) ** self._own_power * self._by_industry[years]

    def cost(self, left: Array) -> Array:
        """Learnable cost over its value at the start: never below the floor."""
        floor = self._drawn["floor"]
        return floor + (1.0 - floor) * left

    def reject(self, left: Array) -> Array:
        """Share of rejected cells."""
        floor = self._drawn["reject_floor"]
        return floor + (self._drawn["reject_first"] - floor) * left

    def conversion_level(self, left: Array) -> Array:
        """Conversion cost in full use over that of the cost method: what is above it is learned away."""
        return 1.0 + (self._drawn["conversion_level"] - 1.0) * self.cost(left)

    @property
    def capital_level(self) -> Array:
        """Capital, and the fixed cash that follows it, over that of the cost method."""
        return self._drawn["capital_level"]
