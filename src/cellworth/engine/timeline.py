"""The same case at several dates: what each run said, side by side."""

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.engine.scenarios.decision import WORST
from cellworth.engine.scenarios.result import StrategyResult, StrategyRow
from cellworth.uncertainty.errors import mean_error
from cellworth.uncertainty.tails import score_by_draw, sorted_columns

__all__ = ["SALE", "DatedRun"]

SALE = "sale"
"""Event that stands for a sale having come about, where the case has it."""


@dataclass(frozen=True)
class DatedRun:
    """A case run as of a date.

    Attributes
    ----------
    day : of the knowledge. news : what was new since the date before.
    result : of the run.
    numbers : in the case on that day. judged_later : own estimates made later that rest on nothing later.
    claims : known and weighed.
    """

    day: date
    news: str
    result: StrategyResult
    numbers: int
    judged_later: int
    claims: int

    @property
    def answer(self) -> StrategyRow:
        """Recommended strategy."""
        return next(row for row in self.result.strategies if row.name == self.result.strategy)

    @property
    def rival(self) -> StrategyRow | None:
        """Best member of the family that comes next; none without another family."""
        best = {entry.name: entry.best for entry in self.result.families}
        name = best.get(self.result.next_best) if self.result.next_best != self.result.family else None
        return next((row for row in self.result.strategies if row.name == name), None)

    @property
    def lead(self) -> tuple[float, float]:
        """How far the answer is ahead of the rival in what ranks them, and its standard error [USD].

        Draw by draw, as if the draws were independent; NaN where there is no rival.

        References
        ----------
        S47, S51.
        """
        if self.rival is None:
            return math.nan, math.nan
        both = np.stack([self.result.draws[name] for name in (self.answer.name, self.rival.name)], axis=-1)
        scores = score_by_draw(sorted_columns(both), both, WORST, self.result.case.risk_aversion)
        ahead = (scores[:, 0] - scores[:, 1])[:, None]
        return float(ordered_mean(ahead)[0]), float(mean_error(ahead)[0])

    @property
    def sale(self) -> StrategyRow | None:
        """Sale that the walk-away price belongs to: the best one; none without a sale."""
        kinds = {entry.name: entry.kind for entry in self.result.case.strategies}
        sales = [row for row in self.result.strategies if kinds[row.name] == "sell"]
        return max(sales, key=lambda row: row.mean, default=None)

    @property
    def most_paid(self) -> float:
        """Most any class of bidders can pay for it [USD]; NaN without bidders."""
        return max((bidder.reservation for bidder in self.result.bidders), default=math.nan)

    @property
    def price_expected(self) -> float:
        """Expected price at the door, beside the one to buy below [USD/kWh]; NaN where it is not known."""
        found = (entry.today for entry in self.result.breakevens if entry.quantity == "supply_price")
        return next(found, math.nan)

    @property
    def sale_chance(self) -> float:
        """Chance that the automaker sells, by the claims alone (S4) [1]; NaN without that event."""
        found = (entry.probability for entry in self.result.case.events if entry.name == SALE)
        return next(found, math.nan)

    @property
    def family_chances(self) -> dict[str, float]:
        """Chance that each family is best [1]."""
        return {entry.name: entry.chance_best for entry in self.result.families}
