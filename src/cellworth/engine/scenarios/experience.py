"""What experience has done to a cost, from the start of the axis on (S14 to S16)."""

from collections.abc import Mapping

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.market.learning import effective_experience, two_factor_cost

__all__ = ["Learning"]

NONE = np.zeros(1)
ONE = np.ones(1)


class Learning:
    """Learning of a block of scenarios, by year.

    Attributes
    ----------
    own_start : (s,) or (1,) [kWh], venture's cumulative output when the axis begins.
    """

    def __init__(self, case: StrategyCase, values: Mapping[str, Array], industry_energy: Array) -> None:
        drawn = {key: values[name] for key, name in case.learning.items()}
        self._drawn = drawn
        self._rates = drawn["own_rate"], drawn["industry_rate"]
        self.own_start = drawn["own_start"]
        start = drawn["industry_start"]
        self._industry = start + namespace(industry_energy).cumulative_sum(industry_energy, axis=0)
        self._industry_ratio = self._industry / start
        self._first = effective_experience(self.own_start, start, drawn["spillover"], NONE, NONE)

    def left(self, year: int, experience: Array, customer: Array = NONE) -> Array:
        """Learnable cost over its value at the start, floor aside.

        Parameters
        ----------
        year : position on the axis.
        experience : (s,) [kWh], cumulative output at the end of the year.
        customer : (s,) [kWh], of a customer who teaches.
        """
        drawn = self._drawn
        counts = effective_experience(
            experience, self._industry[year], drawn["spillover"], customer, drawn["customer_spillover"]
        )
        ratio = counts / self._first
        return two_factor_cost(ONE, NONE, ratio, self._industry_ratio[year], *self._rates)

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
