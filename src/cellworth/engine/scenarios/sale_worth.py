"""What a sale leaves to each side before any price, and who then holds what (S40, S62)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import BidderClass, Strategy, StrategyCase
from cellworth.engine.scenarios.columns import in_columns
from cellworth.engine.scenarios.partners import held_by_automaker
from cellworth.engine.scenarios.setting import Setting

__all__ = ["SaleWorth", "Shares", "of_supply", "operations_key", "sale_shares", "third_party_energy"]


@dataclass(frozen=True)
class Shares:
    """Who holds the sold plants after the sale.

    Attributes
    ----------
    kept : [1] of the venture and of plants of the automaker that go with it, by the automaker.
    kept_own : of the latter.
    bought, bought_own : the bidder's.
    partner : the partner's, of the venture.
    """

    kept: float
    kept_own: float
    bought: float
    bought_own: float
    partner: float


@dataclass(frozen=True)
class SaleWorth:
    """Terms of supply under one class of bidders, (s,) [USD] worth today; `venture` and `own` plants apart.

    Attributes
    ----------
    base : to the automaker, without price, fees and later dividends.
    to_automaker, to_automaker_own : later cash of the plants at the automaker's rate.
    to_bidder, to_bidder_own : the same at the bidder's rate.
    invested, unused : of it, investments and commitments without use, at the bidder's rate, both plants.
    partner_before : dividends of the partner before the sale.
    supplied : (s,) [kWh], agreed supply discounted like money at the automaker's rate.
    supplied_bidder : the same at the bidder's rate.
    supplied_by_own : (s,) [1], part of that supply from plants of the automaker that went with the venture.
    agreed_price : (s,) [USD/kWh], mean agreed price over that supply.
    residual : (s,) [1], of the ledger; none where it keeps some parties only.
    """

    base: Array
    to_automaker: Array
    to_automaker_own: Array
    to_bidder: Array
    to_bidder_own: Array
    invested: Array
    unused: Array
    partner_before: Array
    supplied: Array
    supplied_bidder: Array
    supplied_by_own: Array
    agreed_price: Array
    residual: Array | None


def of_supply(worth: Mapping[str, Array], of_venture: float, of_own: float) -> float:
    """Mean of two shares, weighted by what venture and own plants supply."""
    own = float(ordered_mean(worth["supplied_by_own"]))
    return of_venture * (1.0 - own) + of_own * own


def operations_key(strategy: Strategy) -> tuple[object, ...]:
    """Terms on which a sold venture runs; sales that share it differ only in who holds what."""
    return (
        strategy.supplier,
        strategy.supplier_share,
        strategy.agreement_years,
        strategy.agreement_share,
        tuple(sorted(strategy.plants.items())),
        strategy.start_year,
        tuple(sorted(strategy.terms.items())),
    )


def sale_shares(case: StrategyCase, strategy: Strategy) -> Shares:
    """Holdings after a sale: the partner stays with its share unless it is bought out first."""
    held = held_by_automaker(case)
    if strategy.partner_bought_out:
        kept = strategy.retained
        return Shares(kept, kept, 1.0 - kept, 1.0 - kept, 0.0)
    kept = min(strategy.retained, held)
    return Shares(kept, strategy.retained, held - kept, 1.0 - strategy.retained, 1.0 - held)


def third_party_energy(setting: Setting, bidder: BidderClass, begin: int) -> Array:
    """(s, y) [kWh/year] of sales to others a bidder adds, rising over its ramp from the sale on."""
    since = np.arange(setting.n_years) - begin + 1.0
    years = setting.draw(bidder.ramp_years)[:, None]
    xp = namespace(years)
    reached = xp.minimum(xp.maximum(since / xp.maximum(years, 1.0), 0.0), 1.0)
    return in_columns(setting.draw(bidder.third_party)[:, None] * reached)
