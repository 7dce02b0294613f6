"""A partner in the cells: who owns what from when, and what passes between partner and automaker (S75)."""

from collections.abc import Mapping

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import Strategy, StrategyCase
from cellworth.engine.scenarios.ledger import AUTOMAKER, PARTNER, SUPPLIERS, Ledger
from cellworth.engine.scenarios.serve import Purchases, pay_once_deductible
from cellworth.engine.scenarios.setting import Setting
from cellworth.strategy.partner import supplier_stake_cost, tolling_price

__all__ = [
    "held_by_automaker",
    "markup_of",
    "owners",
    "partner_days",
    "partner_running",
    "tolled_price",
]


def held_by_automaker(case: StrategyCase) -> float:
    """Share of the venture's cash flow that is the automaker's."""
    return sum(
        held.share for held in case.holdings if held.holder == case.automaker and held.company == case.venture
    )


def owners(
    setting: Setting, strategy: Strategy, begin: int, *, venture: bool
) -> tuple[Array, dict[str, Array]]:
    """Years in which plants belong to a company, and its owners' shares, (y,) each.

    Parameters
    ----------
    setting : Setting
    strategy : co-owned ones take a new partner in from `begin` on.
    begin : position of the first year.
    venture : the venture's plants, else the automaker's own.
    """
    acts = (np.arange(setting.n_years) >= begin) & (strategy.kind == "co_owned")
    held = held_by_automaker(setting.case) if venture else 1.0
    kept = np.where(acts, min(held, strategy.retained), held)
    shares = {AUTOMAKER: kept, PARTNER: np.full(setting.n_years, 1.0 - held), SUPPLIERS: held - kept}
    company = np.ones(setting.n_years) if venture else acts.astype(float)
    return company, shares


def markup_of(setting: Setting, strategy: Strategy, begin: int) -> Array:
    """Mark-up on cost in the transfer price, (s, y) or (s, 1)."""
    usual = setting.money("transfer_markup")[:, None]
    if "markup" not in strategy.terms:
        return usual
    acts = np.arange(setting.n_years) >= begin
    return namespace(usual).where(acts, strategy.terms["markup"], usual)


def tolled_price(setting: Setting, strategy: Strategy, volume: str) -> Array | None:
    """Price of cells from the automaker's materials at the supplier's plant; none without tolling (S75).

    The supplier's full cost less own cost of materials and labour stands for the fixed part of its plant.
    """
    if strategy.kind != "tolling" or not strategy.supplier:
        return None
    path = setting.supply(strategy.supplier, volume)
    full, materials = setting.cut(path.full_cost), _materials(setting)
    conversion = namespace(full, materials).maximum(full - materials, 0.0)
    margin = strategy.terms.get("margin", 0.0) * conversion
    return materials + tolling_price(conversion, np.ones((1, 1)), margin)


def _materials(setting: Setting) -> Array:
    """Own variable cost of a kWh, plants by their output of today; none where nothing is made."""
    cost: Array = 0.0
    made: Array = 0.0
    for plant in setting.case.plants:
        output = setting.cut(setting.paths.own[plant.name]["all"].output)
        cost = cost + setting.plant_years(plant, "all").variable * output
        made = made + output
    xp = namespace(made)
    return xp.where(made > 0.0, cost / xp.where(made > 0.0, made, 1.0), 0.0)


def partner_running(
    setting: Setting, ledger: Ledger, strategy: Strategy, begin: int, made: Array, bought: Purchases
) -> Array:
    """Enter licence fees and dividends of a stake in the supplier; (s, y) [USD/year] that lowers tax."""
    acts = np.arange(setting.n_years) >= begin
    paid: Array = np.zeros(setting.shape, order="F")
    fee = strategy.terms.get("fee", 0.0)
    if strategy.kind == "licence" and fee:
        paid = fee * made * acts
        ledger.pay(AUTOMAKER, _licensor(strategy), "licence", paid)
    stake = strategy.terms.get("share", 0.0)
    if strategy.kind == "supplier_stake" and stake:
        for supplier, volume, energy in bought.sources:
            if supplier.name == strategy.supplier:
                path = setting.supply(supplier.name, volume)
                price = setting.asked(path.price)
                back = price - supplier_stake_cost(price, price - setting.cut(path.full_cost), stake)
                ledger.pay(SUPPLIERS, AUTOMAKER, "dividends of the supplier", back * energy * acts)
    return paid


def partner_days(setting: Setting, ledger: Ledger, strategy: Strategy, begin: int) -> None:
    """Enter what is paid on the first day: up-front fee, price of a stake, entry of a partner."""
    if begin >= setting.n_years:
        return
    terms: Mapping[str, float] = strategy.terms
    nothing = np.zeros(setting.shape[0])
    if strategy.kind == "licence" and terms.get("up_front", 0.0):
        once = np.asarray(terms["up_front"])
        pay_once_deductible(setting, ledger, _licensor(strategy), "licence", once, begin)
    if strategy.kind == "supplier_stake" and terms.get("price", 0.0):
        ledger.pay_once(AUTOMAKER, SUPPLIERS, "stake", nothing + terms["price"], begin)
    if strategy.kind == "co_owned" and terms.get("entry_price", 0.0):
        ledger.pay_once(SUPPLIERS, AUTOMAKER, "stake", nothing + terms["entry_price"], begin)


def _licensor(strategy: Strategy) -> str:
    return SUPPLIERS if strategy.supplier else PARTNER
