"""A supply contract: indexed with a collar, falling, by volume band, taken or paid (S32 to S34)."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import Strategy, StrategyCase, SupplierCase
from cellworth.engine.scenarios.columns import numbers
from cellworth.engine.scenarios.setting import Setting
from cellworth.market.prices import indexed_price
from cellworth.strategy.contracts import banded_payment, deficiency_payment

__all__ = ["SIGNED", "ContractTerms", "asks_contract", "contract_terms", "with_contract"]

SIGNED = "contract"
"""Term of a strategy that takes its supplier's contract instead of the market's price."""

WIDEST = 1e30
"""Width of the last band, kWh a year."""


@dataclass(frozen=True)
class ContractTerms:
    """What a contract makes of a year's purchase.

    Attributes
    ----------
    price : (s, y) [USD/kWh], mean over the bands; the market's outside its years.
    owed : (s, y) [USD/year], for what is due and not taken.
    """

    price: Array
    owed: Array


def contract_terms(
    setting: Setting, supplier: SupplierCase, market: Array, energy: Array, agreed: Array, begin: int
) -> ContractTerms | None:
    """Terms of a supplier's contract signed when buying starts; none where it asks for none.

    Parameters
    ----------
    setting : Setting
    supplier : SupplierCase
    market : (s, y) [USD/kWh], price without a contract.
    energy : (s, y) [kWh/year], taken.
    agreed : (s, y) [kWh/year], volume the contract is written on.
    begin : position of its first year.
    """
    contract = supplier.contract
    if contract is None or begin >= setting.n_years:
        return None
    year = np.arange(setting.n_years)
    runs = (year >= begin) & (year < begin + contract.years)
    since = np.maximum(year - begin, 0).astype(float)[None, :]
    weights = {name: numbers([[share]]) for name, share in contract.indexed.items()}
    paths = {name: setting.cut(setting.paths.index[name]) for name in weights}
    ratios = {name: path / path[:, begin : begin + 1] for name, path in paths.items()}
    still = np.zeros((1, 1))
    one = np.ones((1, 1))
    followed = indexed_price(one, weights, ratios, still, np.zeros_like(since))
    low, high = contract.collar
    falling = (1.0 - contract.yearly_fall) ** since
    xp = namespace(followed, market)
    firm = market[:, begin : begin + 1] * xp.minimum(xp.maximum(followed, low), high) * falling
    firm = firm * _band_factor(contract.bands, energy)
    owed = deficiency_payment(firm, energy, contract.minimum_share * agreed) * runs
    return ContractTerms(xp.where(runs, firm, market), owed)


def asks_contract(case: StrategyCase, strategy: Strategy) -> bool:
    """Whether the supplier a strategy buys from would ask for a contract."""
    return any(each.name == strategy.supplier and each.contract is not None for each in case.suppliers)


def with_contract(strategy: Strategy) -> Strategy:
    """The strategy on its supplier's contract."""
    return replace(strategy, terms={**strategy.terms, SIGNED: 1.0})


def _band_factor(bands: tuple[tuple[float, float], ...], energy: Array) -> Array:
    """Mean factor on the price over the bands that a volume fills (S33)."""
    if not bands:
        return np.ones((1, 1))
    starts = [volume for volume, _ in bands]
    widths = numbers([*(after - before for before, after in pairwise(starts)), WIDEST])
    paid = banded_payment(energy, widths, numbers([factor for _, factor in bands]))
    xp, some = namespace(energy), energy > 0.0
    return xp.where(some, paid / xp.where(some, energy, 1.0), bands[0][1])
