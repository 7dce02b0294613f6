"""Waiting: keep, then do what then looks best; learned on half the draws, valued on the others (S52)."""

from dataclasses import dataclass, replace

import numpy as np

from cellworth.core.arrays import held, namespace
from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.components import DATES, Drawn, Later, Menu
from cellworth.engine.scenarios.deals import MONTHS_PER_YEAR, SaleDeal
from cellworth.strategy.wait_policy import WaitDraws, WaitPolicy, followed_policy, wait_policy
from cellworth.strategy.waiting import breakeven_leave_chance
from cellworth.uncertainty.errors import mean_error

__all__ = ["Learned", "Waited", "wait", "waiting_terms"]

N_STATES = 4
DEGREE = 2
FEWEST = 64
"""Draws below which no rule can be learned."""


@dataclass(frozen=True)
class Waited:
    """Waiting, with and without a bidder that stays.

    Attributes
    ----------
    value : (s,) [USD], chance of losing the bidder counted.
    stays, leaves : (s,) [USD], bidder sure to stay, sure to leave.
    acted : (s,) [year], after how long it acts; NaN where never.
    hazard : [1/year], chance that the bidder leaves.
    """

    value: Array
    stays: Array
    leaves: Array
    acted: Array
    hazard: float

    def figures(self, now: Array) -> dict[str, float]:
        """Worth of waiting against the best done now, (s,) [USD], and the hazard that ends it (S53)."""
        gain = (self.value - now)[:, None]
        acts = ~np.isnan(self.acted)
        share = float(ordered_mean(acts.astype(float)))
        years = float(ordered_mean(np.where(acts, self.acted, 0.0)))
        sums = (np.asarray([ordered_mean(column)]) for column in (now, self.stays, self.leaves))
        waits = years / share if share > 0.0 else float("nan")
        whole = float(breakeven_leave_chance(*sums)[0])
        return {
            "value": float(ordered_mean(gain)[0]),
            "error": float(mean_error(gain)[0]),
            "now": float(ordered_mean(now)),
            "bidder_stays": float(ordered_mean(self.stays)),
            "bidder_leaves": float(ordered_mean(self.leaves)),
            "hazard": self.hazard,
            "breakeven_hazard": 1.0 - (1.0 - min(max(whole, 0.0), 1.0)) ** (1.0 / waits),
            "acts": share,
            "years": waits,
        }


@dataclass(frozen=True)
class Learned:
    """Where a rule of waiting is learned, if not on the draws it is followed on.

    Attributes
    ----------
    drawn : draws it is learned on.
    deal : the sale of `Later` at the price expected on them; none to leave selling out.
    """

    drawn: Drawn
    deal: SaleDeal | None


def _dates(menu: Menu, drawn: Drawn) -> list[int]:
    """Years after which waiting may end, within the longest wait."""
    longest = menu.wait.terms.get("wait_years", float(DATES[-1])) if menu.wait else 0.0
    return [date for date in DATES if date <= longest and f"state|0|{date}" in drawn.named]


def waiting_terms(menu: Menu) -> dict[str, float]:
    """Chance per year that the bidder leaves, and part of its price lost per year."""
    terms = menu.wait.terms if menu.wait else {}
    return {name: terms.get(name, 0.0) for name in ("hazard", "erosion")}


def wait(
    case: StrategyCase,
    menu: Menu,
    drawn: Drawn,
    later: Later,
    deal: SaleDeal | None,
    learned: Learned | None = None,
) -> Waited | None:
    """Value waiting, the sale among what may be done then if a deal is given.

    Parameters
    ----------
    case : StrategyCase
    menu : Menu
    drawn : Drawn
    later : what may be done.
    deal : the sale of `later` at its price; none to leave selling out.
    learned : where the rule is learned; on each half of the draws for the other if not given.

    Returns
    -------
    waited : none where the case does not wait, or has too few draws or years.
    """
    dates = _dates(menu, drawn)
    if menu.wait is None or not dates or len(learned.drawn if learned else drawn) < FEWEST:
        return None
    terms = waiting_terms(menu)
    known = _draws(case, menu, learned.drawn, later, None, dates) if learned else None
    without = _followed(_draws(case, menu, drawn, later, None, dates), known)
    if deal is None or later.sale is None:
        return Waited(without[0], without[0], without[0], _years(without[1], dates), terms["hazard"])
    known = _draws(case, menu, learned.drawn, later, learned.deal, dates) if learned else None
    stays, at, action = _followed(_draws(case, menu, drawn, later, deal, dates), known)
    years = _years(at, dates)
    xp = namespace(years)
    sells = (action == len(later.actions)) & ~xp.isnan(years)
    gone = xp.where(sells, 1.0 - (1.0 - terms["hazard"]) ** xp.where(sells, years, 0.0), 0.0)
    value = (1.0 - gone) * stays + gone * without[0]
    return Waited(value, stays, without[0], years, terms["hazard"])


def _years(at: Array, dates: list[int]) -> Array:
    """Date of acting as years; NaN where never."""
    xp = namespace(at)
    return xp.asarray([*map(float, dates), xp.nan])[xp.astype(at, int)]


def _draws(
    case: StrategyCase, menu: Menu, drawn: Drawn, later: Later, deal: SaleDeal | None, dates: list[int]
) -> WaitDraws:
    keep = drawn.value(menu.keep)
    xp = namespace(keep)
    columns = []
    for date in dates:
        acts = [drawn.named[f"later|{action.name}|{date}"] for action in later.actions]
        if deal is not None:
            acts.append(_sale_later(case, menu, drawn, later, deal, date))
        columns.append(xp.stack(acts, axis=-1) if acts else keep[:, None])
    states = [
        xp.stack([drawn.named[f"state|{number}|{date}"] for number in range(N_STATES)], axis=-1)
        for date in dates
    ]
    return WaitDraws(
        wait_state=held(xp.stack(states, axis=1)),
        act_value=xp.stack(columns, axis=1),
        may_act=np.ones((len(drawn), len(dates))),
        never_value=keep,
        act_value_known=False,
    )


def _sale_later(
    case: StrategyCase, menu: Menu, drawn: Drawn, later: Later, deal: SaleDeal, date: int
) -> Array:
    """Worth of signing the sale at a later date, its price eroded; keeping if it fails."""
    assert later.sale is not None
    _, bidder = later.sale
    place = [entry.name for entry in case.bidders].index(bidder.name)
    offer, price = deal.offers[place], deal.signed_prices[place]
    left = (1.0 - waiting_terms(menu)["erosion"]) ** date
    years = date + drawn.quantity(bidder.months_to_close) / MONTHS_PER_YEAR
    factor = (1.0 + drawn.quantity(case.money["discount_rate"])) ** -years
    bought_out = deal.strategy.partner_bought_out
    partner = drawn.quantity(case.money["partner_price"]) if bought_out else 0.0
    eroded = price * left if price > 0.0 else price
    closed = drawn.named[f"later_sale|{date}"] + factor * (offer.net(eroded) - offer.fees - partner)
    failed = drawn.value(menu.keep) + factor * (offer.reverse_fee - offer.damage)
    return offer.closing * closed + (1.0 - offer.closing) * failed


def _followed(draws: WaitDraws, known: WaitDraws | None) -> tuple[Array, Array, Array]:
    """Value, date, action in each draw by the rule learned on known draws, or on those of the other half."""
    if known is not None:
        outcome = followed_policy(_rule(known), draws)
        return outcome.policy_value, outcome.acted_at, outcome.acted_with
    n = draws.never_value.shape[0]
    even, odd = (_part(draws, slice(first, n, 2)) for first in range(2))
    of_even = followed_policy(_rule(odd), even)
    of_odd = followed_policy(_rule(even), odd)
    order = np.argsort(np.concatenate([np.arange(first, n, 2) for first in range(2)]))
    xp = namespace(draws.act_value)
    return (
        xp.concat([of_even.policy_value, of_odd.policy_value])[order],
        xp.concat([of_even.acted_at, of_odd.acted_at])[order],
        xp.concat([of_even.acted_with, of_odd.acted_with])[order],
    )


def _rule(draws: WaitDraws) -> WaitPolicy:
    """Rule learned on some draws: a choice, which has no derivatives."""
    still = replace(draws, act_value=held(draws.act_value), never_value=held(draws.never_value))
    return wait_policy(still, DEGREE)


def _part(draws: WaitDraws, rows: slice) -> WaitDraws:
    return WaitDraws(
        wait_state=draws.wait_state[rows],
        act_value=draws.act_value[rows],
        may_act=draws.may_act[rows],
        never_value=draws.never_value[rows],
        act_value_known=draws.act_value_known,
    )
