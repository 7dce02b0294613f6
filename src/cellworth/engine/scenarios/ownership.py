"""Who owns, controls and votes before and after the reference deal; capacity behind it (S68 to S72)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.deal.ownership.control import control
from cellworth.deal.ownership.integrated import look_through_capacity, ownership
from cellworth.deal.ownership.voting import banzhaf_power
from cellworth.engine.scenarios.case import StrategyCase
from cellworth.engine.scenarios.components import Drawn
from cellworth.engine.scenarios.deals import SaleDeal
from cellworth.engine.scenarios.result import OwnershipSide

__all__ = ["ownership_sides", "ultimate_error"]

THRESHOLDS = {"0.5": 0.5 + 1e-9, "0.6667": 2.0 / 3.0}
"""Votes that carry an ordinary and a special resolution."""

SOLD = "sold plants"


@dataclass(frozen=True)
class _Web:
    """Holdings as dictionaries: (holder, company) to share and to votes; capacity by owning company."""

    shares: Mapping[tuple[str, str], float]
    votes: Mapping[tuple[str, str], float]
    capacity: Mapping[str, float]


def ownership_sides(
    case: StrategyCase, drawn: Drawn, deal: SaleDeal | None
) -> tuple[OwnershipSide, OwnershipSide]:
    """Ownership today, and after the deal; twice today's without one."""
    before = _today(case, drawn)
    today = _side(case, "Today", before)
    if deal is None:
        return today, today
    title = f"After the sale to: {deal.offer.bidder.title}"
    return today, _side(case, title, _after(case, before, deal))


def _today(case: StrategyCase, drawn: Drawn) -> _Web:
    capacity: dict[str, float] = {}
    for plant in case.plants:
        owner = plant.through or plant.owner
        size = float(ordered_mean(drawn.quantity(plant.capacity)))
        capacity[owner] = capacity.get(owner, 0.0) + size
    return _Web(
        {(entry.holder, entry.company): entry.share for entry in case.holdings},
        {(entry.holder, entry.company): entry.votes for entry in case.holdings},
        capacity,
    )


def _after(case: StrategyCase, before: _Web, deal: SaleDeal) -> _Web:
    """Shares of the venture change hands; sold plants of the automaker go into it, or stand beside it."""
    buyer, shares = deal.offer.bidder.name, deal.shares
    held = {pair: share for pair, share in before.shares.items() if pair[1] != case.venture}
    votes = {pair: share for pair, share in before.votes.items() if pair[1] != case.venture}
    stays = {
        pair: share
        for pair, share in before.shares.items()
        if pair[1] == case.venture and pair[0] != case.automaker and shares.partner > 0.0
    }
    of_venture = {(case.automaker, case.venture): shares.kept, (buyer, case.venture): shares.bought, **stays}
    joined = case.venture if shares.kept == shares.kept_own and not stays else SOLD
    if joined == SOLD:
        of_venture |= {(case.automaker, SOLD): shares.kept_own, (buyer, SOLD): shares.bought_own}
    capacity: dict[str, float] = {case.venture: before.capacity.get(case.venture, 0.0)}
    parts = dict(before.capacity)
    parts.pop(case.venture, None)
    sold = _sold_owners(case, deal)
    for owner, size in parts.items():
        to = joined if owner in sold else owner
        capacity[to] = capacity.get(to, 0.0) + size
    return _Web(held | of_venture, votes | of_venture, capacity)


def _sold_owners(case: StrategyCase, deal: SaleDeal) -> set[str]:
    """Companies whose plants go with the venture."""
    return {
        plant.through or plant.owner
        for plant in case.plants
        if plant.owner == case.automaker and deal.strategy.plants.get(plant.name) == "sell"
    }


def _side(case: StrategyCase, title: str, web: _Web) -> OwnershipSide:
    named = [name for pair in web.shares for name in pair] + list(web.capacity)
    first = [case.automaker, case.venture, *(entry.name for entry in case.companies)]
    names = tuple(dict.fromkeys(name for name in (*first, *named) if name in named))
    shares, votes = _matrix(names, web.shares), _matrix(names, web.votes)
    through = ownership(shares[None])
    capacity = np.asarray([web.capacity.get(name, 0.0) for name in names])
    look = through.look_through[0]
    controls = control(votes[None], np.zeros_like(votes)[None]).controls[0]
    return OwnershipSide(
        title=title,
        companies=names,
        shares=shares,
        votes=votes,
        look_through=look,
        controller={name: _controller(names, controls, k) for k, name in enumerate(names)},
        power=_power(case, names, votes, controls),
        capacity={
            name: float(look_through_capacity(look[k], capacity)) + float(capacity[k])
            for k, name in enumerate(names)
            if name != case.venture and name != SOLD
        },
    )


def _matrix(names: tuple[str, ...], held: Mapping[tuple[str, str], float]) -> Array:
    return np.asarray([[held.get((holder, company), 0.0) for company in names] for holder in names])


def _controller(names: tuple[str, ...], controls: Array, company: int) -> str:
    """The company that controls one and is itself controlled by none other; empty if there is none."""
    for holder, name in enumerate(names):
        above = [k for k in range(len(names)) if k != holder and controls[k, holder] > 0.0]
        if holder != company and controls[holder, company] > 0.0 and not above:
            return name
    return ""


def _power(
    case: StrategyCase, names: tuple[str, ...], votes: Array, controls: Array
) -> dict[str, dict[str, float]]:
    """Power of the venture's holders at each threshold; a company votes with those it controls (S71)."""
    venture = names.index(case.venture)
    blocks: dict[str, float] = {}
    for holder, name in enumerate(names):
        if votes[holder, venture] > 0.0:
            head = _controller(names, controls, holder) or name
            blocks[head] = blocks.get(head, 0.0) + float(votes[holder, venture])
    if not blocks:
        return {}
    row = np.asarray([list(blocks.values())])
    power = {key: banzhaf_power(row, np.asarray([quota]))[0] for key, quota in THRESHOLDS.items()}
    return {name: {key: float(power[key][k]) for key in THRESHOLDS} for k, name in enumerate(blocks)}


def ultimate_error(side: OwnershipSide) -> float:
    """Largest gap of a column of ultimate shares from one (S69)."""
    found = ownership(np.asarray(side.shares)[None])
    return float(np.max(np.abs(np.sum(found.ultimate_share[0], axis=0) - 1.0)))
