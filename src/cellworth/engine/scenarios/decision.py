"""From numbers by scenario to values of all strategies: prices from means, waiting learned, families."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import Strategy, StrategyCase
from cellworth.engine.scenarios.components import Drawn, Later, Menu
from cellworth.engine.scenarios.deals import SaleDeal, sale_deal
from cellworth.engine.scenarios.signing import Turnout, turnouts
from cellworth.engine.scenarios.waiting import Waited, wait
from cellworth.uncertainty.decision import best_share, risk_score
from cellworth.uncertainty.errors import chance_error
from cellworth.uncertainty.tails import lower_tail_mean, sorted_columns

__all__ = ["Decided", "decide", "later_of"]

WORST = 0.1
BUYING = ("buy", "sell", "dual")
"""Families whose cells come from others, in whole or in part."""

STAKE_IN_SUPPLIER = "supplier_stake"


@dataclass(frozen=True)
class Decided:
    """Values of the strategies that are shown, on the same draws.

    Attributes
    ----------
    strategies : shown, one sale for each kind of sale.
    values : (s, j) [USD]
    means, scores : (j,) [USD], of the values, and ranking numbers with the case's risk aversion.
    fallback : name of the best other strategy, where a sale fails.
    fallback_value : (s,) [USD] of it when prices were set: waiting counts without a sale later on.
    deals : every sale with its prices, by name.
    reference : best sale; none without one.
    waited : waiting; none without it.
    case, drawn : what they were found from.
    """

    strategies: tuple[Strategy, ...]
    values: Array
    means: Array
    scores: Array
    fallback: str
    fallback_value: Array
    deals: Mapping[str, SaleDeal]
    reference: SaleDeal | None
    waited: Waited | None
    case: StrategyCase
    drawn: Drawn

    @property
    def families(self) -> tuple[str, ...]:
        """Families in the order of the strategies."""
        return tuple(dict.fromkeys(entry.family for entry in self.strategies))

    def column(self, name: str) -> Array:
        """Values of one strategy, (s,)."""
        return self.values[:, [entry.name for entry in self.strategies].index(name)]

    def best_of(self, family: str) -> Strategy:
        """Member of a family with the best ranking number."""
        places = [k for k, entry in enumerate(self.strategies) if entry.family == family]
        return self.strategies[max(places, key=lambda place: float(self.scores[place]))]

    def leader(self) -> Strategy:
        """Strategy with the best ranking number (S47)."""
        return self.strategies[int(np.argmax(self.scores))]

    def runner_up(self) -> Strategy | None:
        """Best strategy of any other family."""
        family = self.leader().family
        others = [k for k, entry in enumerate(self.strategies) if entry.family != family]
        return self.strategies[max(others, key=lambda k: float(self.scores[k]))] if others else None

    def other_way(self, keep: str) -> Strategy | None:
        """Best strategy that supplies the cells the other way than the recommended one.

        Keeping, for one that buys; for one that makes its own, the best that buys all, else the best that
        buys some, else the runner-up. None if there is no other.
        """
        leader = self.leader()
        if leader.family in BUYING or leader.kind == STAKE_IN_SUPPLIER:
            return next((entry for entry in self.strategies if entry.name == keep), None)
        for family in ("buy", "dual"):
            if family in self.families:
                return self.best_of(family)
        return self.runner_up()

    def acting_pair(self) -> tuple[Strategy, Strategy]:
        """Best members of the two leading families that act now; the same one twice if there is but one."""
        places = {entry.name: k for k, entry in enumerate(self.strategies)}
        best = [self.best_of(family) for family in self.families]
        acting = [entry for entry in best if entry.kind != "wait"]
        acting.sort(key=lambda entry: -float(self.scores[places[entry.name]]))
        return acting[0], acting[min(1, len(acting) - 1)]

    def family_values(self, values: Array) -> Array:
        """(s, f) [USD], best member of each family in each draw."""
        columns = [
            np.max(values[:, [k for k, e in enumerate(self.strategies) if e.family == family]], axis=1)
            for family in self.families
        ]
        return np.stack(columns, axis=-1)

    @cached_property
    def turnouts(self) -> list[Turnout]:
        """Ways in which bidders may turn up, with the worth of the sales shown."""
        shown = (self.deals[entry.name] for entry in self.strategies if entry.kind == "sell")
        return turnouts(self.case, self.drawn, list(shown), self.fallback_value)

    def family_chances(self, materiality: float) -> tuple[Array, Array]:
        """Chance that each family is best, near ties split, and its standard error (S45, S81).

        Over all ways in which bidders may turn up, with the price each sale would then be signed at.
        """
        chance = self._over_turnouts(lambda values: best_share(self.family_values(values), materiality))
        return chance, chance_error(chance, float(self.values.shape[0]))

    def strategy_chances(self, materiality: float) -> Array:
        """Chance that each strategy is best, near ties split, (j,), over the same ways (S45)."""
        return self._over_turnouts(lambda values: best_share(values, materiality))

    def _over_turnouts(self, shares: Callable[[Array], Array]) -> Array:
        """Mean of shares of the draws over all ways in which bidders may turn up."""
        sales = [place for place, entry in enumerate(self.strategies) if entry.kind == "sell"]
        total: Array = np.zeros(())
        for turnout in self.turnouts:
            values = self.values.copy()
            for place, signed in zip(sales, turnout.values, strict=True):
                values[:, place] = signed
            self._wait_without_sale(values, np.isfinite(values[:, sales]).any(axis=1))
            total = total + turnout.chance * ordered_mean(shares(values))
        return total

    def _wait_without_sale(self, values: Array, may_sell: Array) -> None:
        """Where no sale can be signed, waiting is worth what it is without one to wait for."""
        for place, entry in enumerate(self.strategies):
            if entry.kind == "wait" and self.waited is not None:
                values[:, place] = np.where(may_sell, values[:, place], self.waited.leaves)


def decide(case: StrategyCase, menu: Menu, drawn: Drawn, later: Later | None) -> Decided:
    """Set prices, learn when to wait, and put all values side by side.

    Parameters
    ----------
    case : StrategyCase
    menu : Menu
    drawn : Drawn
    later : what may be done after waiting; none to leave waiting out.
    """
    columns = {entry.name: drawn.value(entry.name) for entry in menu.plain}
    alone = wait(case, menu, drawn, later, None) if later else None
    others = dict(columns)
    if alone is not None and menu.wait is not None:
        others[menu.wait.name] = alone.value
    fallback = max(others, key=lambda name: ordered_mean(others[name]))
    instead = others[fallback]
    deals = {entry.name: sale_deal(case, drawn, entry, instead) for entry in menu.sales}
    shown = _best_of_kind(menu, deals)
    columns |= {deal.strategy.name: deal.value for deal in shown}
    reference = max(shown, key=lambda deal: ordered_mean(deal.value), default=None)
    waited = alone
    if later and later.sale:
        waited = wait(case, menu, drawn, later, deals[later.sale[0].name])
    if waited is not None and menu.wait is not None:
        columns[menu.wait.name] = waited.value
    strategies = tuple(entry for entry in case.strategies if entry.name in columns)
    values = namespace(*columns.values()).stack([columns[entry.name] for entry in strategies], axis=-1)
    means = ordered_mean(values)
    tail = lower_tail_mean(sorted_columns(values), WORST)
    scores = risk_score(means, tail, np.full(len(strategies), case.risk_aversion))
    return Decided(
        strategies, values, means, scores, fallback, instead, deals, reference, waited, case, drawn
    )


def _best_of_kind(menu: Menu, deals: Mapping[str, SaleDeal]) -> list[SaleDeal]:
    """The best sale of each kind: with or without supply, partner bought out or not (decision 7)."""
    best: dict[tuple[bool, bool], SaleDeal] = {}
    for entry in menu.sales:
        kind = (entry.agreement_years > 0 and entry.agreement_share > 0.0, entry.partner_bought_out)
        known = best.get(kind)
        if known is None or ordered_mean(deals[entry.name].value) > ordered_mean(known.value):
            best[kind] = deals[entry.name]
    return list(best.values())


def later_of(case: StrategyCase, menu: Menu, drawn: Drawn) -> Later:
    """What may be done after waiting: the best of each family on some first draws, keeping aside."""
    decided = decide(case, menu, drawn, None)
    names = {entry.name for entry in menu.plain}
    best = [decided.best_of(family) for family in decided.families]
    actions = tuple(entry for entry in best if entry.name in names and entry.name != menu.keep)
    deal = decided.reference
    return Later(actions, (deal.strategy, deal.offer.bidder) if deal is not None else None)
