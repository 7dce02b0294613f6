"""A set of stake deals: what each price implies, who controls what before and after, money in and out.

Money in USD. A price has three values: low, middle, high.
"""

from dataclasses import dataclass

import numpy as np

from cellworth.core.types import Array
from cellworth.deal.funds import SourcesUses, sources_and_uses
from cellworth.deal.ownership.control import control
from cellworth.deal.ownership.integrated import look_through_capacity, ownership
from cellworth.deal.ownership.voting import blocks_resolution
from cellworth.deal.stake import implied_before_money, implied_minority_level, implied_whole
from cellworth.engine.decision_inputs import Provenance
from cellworth.engine.scenarios.structure import Company, Holding
from cellworth.strategy.make_or_buy import unit_cost
from cellworth.strategy.spillover import pooled_volume

__all__ = [
    "DealResult",
    "Pool",
    "PoolResult",
    "Side",
    "StakeDeal",
    "StakesCase",
    "StakesResult",
    "Threshold",
    "run_stakes",
]


@dataclass(frozen=True)
class StakeDeal:
    """One deal.

    Attributes
    ----------
    name, title : key and printed name. day : on which it was agreed or reported, as text.
    company : whose shares. buyer, seller : companies; the seller of new shares is the company itself.
    new_shares : whether the money goes into the company.
    share : [1] of all shares after the deal.
    price : [USD], low, middle, high.
    control_premium : [1]
    """

    name: str
    title: str
    day: str
    company: str
    buyer: str
    seller: str
    new_shares: bool
    share: float
    price: tuple[float, float, float]
    control_premium: float


@dataclass(frozen=True)
class Threshold:
    """Votes that carry a resolution: key, printed name, share [1] that must be reached."""

    name: str
    title: str
    votes: float


@dataclass(frozen=True)
class Pool:
    """Makers on one plant or contract (S83).

    Attributes
    ----------
    name, title : key and printed name.
    variable : [USD/kWh]; fixed : [USD/year].
    volume : [kWh/year] by maker, the first one alone today.
    """

    name: str
    title: str
    variable: float
    fixed: float
    volume: dict[str, float]


@dataclass(frozen=True)
class StakesCase:
    """Deals, holdings before them, thresholds and pools of a case."""

    name: str
    title: str
    question: str
    as_of: str
    holder: str
    companies: tuple[Company, ...]
    holdings: tuple[Holding, ...]
    deals: tuple[StakeDeal, ...]
    thresholds: tuple[Threshold, ...]
    capacity: dict[str, float]
    pools: tuple[Pool, ...]
    numbers: tuple[Provenance, ...]
    limits: tuple[str, ...]


@dataclass(frozen=True)
class DealResult:
    """What a price implies, (3,) [USD]: whole equity with the money, before it, at minority level (S56)."""

    deal: StakeDeal
    price: Array
    whole: Array
    before_money: Array
    minority_level: Array


@dataclass(frozen=True)
class Side:
    """Ownership before or after all deals.

    Attributes
    ----------
    companies : names, in order. shares : (c, c) [1], row holds column.
    look_through : (c,) [1] of the holder in each.
    controls : (c,) whether the holder controls each, its own votes and those of all it controls counted.
    carries, blocks : whether the holder alone carries or stops a resolution, by company and threshold.
    capacity : [kWh/year] of the holder by look-through.
    """

    companies: tuple[str, ...]
    shares: Array
    look_through: Array
    controls: tuple[bool, ...]
    carries: dict[str, dict[str, bool]]
    blocks: dict[str, dict[str, bool]]
    capacity: float


@dataclass(frozen=True)
class PoolResult:
    """Unit cost [USD/kWh] at the first maker's volume and at all together (S21, S83)."""

    pool: Pool
    volume_alone: float
    volume_pooled: float
    cost_alone: float
    cost_pooled: float


@dataclass(frozen=True)
class StakesResult:
    """Everything a case of stake deals says; funds (3,) [USD]: poor, middle, good for the holder (S84)."""

    case: StakesCase
    deals: tuple[DealResult, ...]
    before: Side
    after: Side
    source_total: Array
    use_total: Array
    net_funds: Array
    pools: tuple[PoolResult, ...]


def run_stakes(case: StakesCase) -> StakesResult:
    """Work out a set of stake deals.

    References
    ----------
    S21, S56, S68, S70, S71, S72, S83, S84.
    """
    before = {(held.holder, held.company): (held.share, held.votes) for held in case.holdings}
    after = dict(before)
    for deal in case.deals:
        after = _dealt(after, deal)
    funds = _funds(case)
    return StakesResult(
        case=case,
        deals=tuple(_implied(deal) for deal in case.deals),
        before=_side(case, before),
        after=_side(case, after),
        source_total=funds.source_total,
        use_total=funds.use_total,
        net_funds=funds.net_funds,
        pools=tuple(_pool(pool) for pool in case.pools),
    )


def _implied(deal: StakeDeal) -> DealResult:
    price, share = np.asarray(deal.price), np.asarray([deal.share])
    whole = implied_whole(price, share)
    return DealResult(
        deal=deal,
        price=price,
        whole=whole,
        before_money=implied_before_money(price, share) if deal.new_shares else whole,
        minority_level=implied_minority_level(price, share, np.asarray([deal.control_premium])),
    )


Held = dict[tuple[str, str], tuple[float, float]]
"""Share and votes by holder and company."""


def _dealt(held: Held, deal: StakeDeal) -> Held:
    """Holdings after a deal; new shares thin out all old ones."""
    after = dict(held)
    if deal.new_shares:
        left = 1.0 - deal.share
        for (holder, company), (share, votes) in held.items():
            if company == deal.company:
                after[holder, company] = (share * left, votes * left)
    else:
        share, votes = after.get((deal.seller, deal.company), (0.0, 0.0))
        moved = min(deal.share / share, 1.0) if share > 0.0 else 0.0
        after[deal.seller, deal.company] = (share - share * moved, votes - votes * moved)
    if deal.buyer:
        share, votes = after.get((deal.buyer, deal.company), (0.0, 0.0))
        after[deal.buyer, deal.company] = (share + deal.share, votes + deal.share)
    return after


def _side(case: StakesCase, held: Held) -> Side:
    names = tuple(company.name for company in case.companies)
    shares, votes = np.zeros((1, len(names), len(names))), np.zeros((1, len(names), len(names)))
    for (holder, company), (share, vote) in held.items():
        row, column = names.index(holder), names.index(company)
        shares[0, row, column], votes[0, row, column] = share, vote
    at = names.index(case.holder)
    seen = ownership(shares).look_through[0, at]
    ruled = control(votes, np.zeros_like(votes))
    together = ruled.controlled_votes[0, at]
    carries, blocks = _resolutions(case, names, votes[0], together, ruled.controls[0, at])
    capacity = np.asarray([[case.capacity.get(name, 0.0) for name in names]])
    through = np.where(np.arange(len(names)) == at, 1.0, seen)
    return Side(
        companies=names,
        shares=shares[0],
        look_through=seen,
        controls=tuple(bool(value) for value in ruled.controls[0, at] > 0.0),
        carries=carries,
        blocks=blocks,
        capacity=float(look_through_capacity(through[None, :], capacity)[0]),
    )


def _resolutions(
    case: StakesCase, names: tuple[str, ...], votes: Array, together: Array, ruled: Array
) -> tuple[dict[str, dict[str, bool]], dict[str, dict[str, bool]]]:
    """Whether the holder, with all it controls, carries or stops resolutions, by company dealt in (S71)."""
    carries: dict[str, dict[str, bool]] = {}
    blocks: dict[str, dict[str, bool]] = {}
    for company in dict.fromkeys(deal.company for deal in case.deals):
        column = names.index(company)
        rest = votes[ruled == 0.0, column]
        ballot = np.asarray([[together[column], *rest, max(1.0 - together[column] - rest.sum(), 0.0)]])
        carries[company] = {t.name: bool(together[column] >= t.votes) for t in case.thresholds}
        blocks[company] = {
            t.name: bool(blocks_resolution(ballot, np.asarray([t.votes]))[0, 0]) for t in case.thresholds
        }
    return carries, blocks


def _funds(case: StakesCase) -> SourcesUses:
    """Money in at low, middle, high prices against money out at high, middle, low ones (S84)."""
    sold = [deal.price for deal in case.deals if deal.seller == case.holder]
    bought = [deal.price[::-1] for deal in case.deals if deal.buyer == case.holder]
    source = np.asarray(sold).T.reshape(3, len(sold))
    use = np.asarray(bought).T.reshape(3, len(bought))
    return sources_and_uses(source, use, np.ones_like(source), np.ones_like(use))


def _pool(pool: Pool) -> PoolResult:
    volumes = np.asarray([list(pool.volume.values())])
    alone, together = volumes[:, 0], pooled_volume(volumes)
    variable, fixed = np.asarray([pool.variable]), np.asarray([pool.fixed])
    return PoolResult(
        pool=pool,
        volume_alone=float(alone[0]),
        volume_pooled=float(together[0]),
        cost_alone=float(unit_cost(variable, fixed, alone)[0]),
        cost_pooled=float(unit_cost(variable, fixed, together)[0]),
    )
