"""First pass over a block of scenarios: every number the decision needs, one per scenario."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.scenarios.by_year import paths_by_name
from cellworth.engine.scenarios.case import BidderClass, Strategy, StrategyCase
from cellworth.engine.scenarios.ledger import CHECKED, OWNERS, added_up
from cellworth.engine.scenarios.sale_worth import SaleWorth, operations_key, sale_shares
from cellworth.engine.scenarios.sales import sell
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.strategies import Valued, evaluate, start_index

__all__ = ["DATES", "Drawn", "Later", "Menu", "after_waiting", "components", "menu_of", "sale_fields"]

DATES = (1, 2, 3)
"""Years after the first at which waiting may end."""

DEAREST = 3.0
"""Own cost over the supplier's price beyond which it tells a rule of waiting nothing more."""


@cache
def sale_fields() -> tuple[str, ...]:
    """Fields of `SaleWorth` with one number per scenario."""
    return tuple(entry.name for entry in fields(SaleWorth) if entry.name != "residual")


@dataclass(frozen=True)
class Menu:
    """Strategies of a case, by how they are valued.

    Attributes
    ----------
    plain : neither sale nor waiting.
    sales : sales; operations : one sale for each set of terms, by key.
    wait : waiting, if the case has it.
    keep : the one all others are compared with.
    """

    plain: tuple[Strategy, ...]
    sales: tuple[Strategy, ...]
    operations: Mapping[tuple[object, ...], Strategy]
    wait: Strategy | None
    keep: str


def menu_of(case: StrategyCase) -> Menu:
    """Sort the strategies of a case."""
    plain = tuple(entry for entry in case.strategies if entry.kind not in ("sell", "wait"))
    sales = (
        tuple(entry for entry in case.strategies if entry.kind == "sell")
        if case.bidders and case.suppliers
        else ()
    )
    operations: dict[tuple[object, ...], Strategy] = {}
    for entry in sales:
        operations.setdefault(operations_key(entry), entry)
    waits = [entry for entry in case.strategies if entry.kind == "wait"]
    keep = next((entry.name for entry in plain if entry.kind == "keep"), plain[0].name)
    return Menu(plain, sales, operations, waits[0] if waits else None, keep)


@dataclass(frozen=True)
class Later:
    """What may be done after waiting: the best of each family, found on the first scenarios.

    Attributes
    ----------
    actions : strategies that do not sell.
    sale : best sale, and class of bidders it is best with; none without one.
    """

    actions: tuple[Strategy, ...]
    sale: tuple[Strategy, BidderClass] | None


class Drawn:
    """Numbers by scenario, read by what they are.

    Parameters
    ----------
    named : (s,) by name, as `components` gives them.
    """

    def __init__(self, named: Mapping[str, Array]) -> None:
        self.named = named
        self._means: dict[str, Array] = {}
        self._terms: dict[tuple[object, ...], str] = {}

    def value(self, strategy: str) -> Array:
        """Worth of a strategy."""
        return self.named[f"value|{strategy}"]

    def quantity(self, name: str) -> Array:
        """Draws of a quantity."""
        return self.named[f"input|{name}"]

    def mean(self, name: str) -> Array:
        """Mean of the draws of a quantity, taken once."""
        if name not in self._means:
            self._means[name] = ordered_mean(self.quantity(name))
        return self._means[name]

    def sale(self, case: StrategyCase, strategy: Strategy, bidder: BidderClass) -> dict[str, Array]:
        """Fields of `SaleWorth` for the terms of a sale under a class."""
        key = operations_key(strategy)
        if key not in self._terms:
            self._terms[key] = _terms(case, strategy)
        terms = self._terms[key]
        return {name: self.named[f"sale|{terms}|{bidder.name}|{name}"] for name in sale_fields()}

    def __len__(self) -> int:
        """Scenarios."""
        return len(self.named["scenario"])


def _terms(case: StrategyCase, strategy: Strategy) -> str:
    """Name of the first sale of the case on the same terms."""
    key = operations_key(strategy)
    alike = (entry for entry in case.strategies if entry.kind == "sell" and operations_key(entry) == key)
    return next(entry.name for entry in alike)


def components(
    setting: Setting,
    menu: Menu,
    later: Later | None = None,
    *,
    yearly: bool = True,
    checked: bool = True,
) -> dict[str, Array]:
    """All numbers by scenario of a block.

    Parameters
    ----------
    setting : Setting
    menu : Menu
    later : what may be done after waiting; none to leave it out.
    yearly : whether paths by year are wanted too.
    checked : whether the residual of the ledgers is wanted too.
    """
    case, paths, n = setting.case, setting.paths, setting.shape[0]
    found: dict[str, Array] = {
        "scenario": np.asarray(paths.scenario),
        "evaluations": np.full(n, paths.evaluations / n),
    }
    residual = np.zeros(n)
    books = CHECKED if checked else OWNERS
    by_year = dict(paths_by_name(case, paths)) if yearly else {}
    kept_of_vehicles = (1.0 - setting.tax[:, None]) * setting.vehicles
    for strategy in menu.plain:
        run = evaluate(setting, strategy, books=books)
        found[f"value|{strategy.name}"] = run.value
        found[f"partner|{strategy.name}"] = run.partner_value
        if checked:
            residual = np.maximum(residual, run.ledger.residual())
        by_year[f"cost_to_serve.{strategy.name}"] = kept_of_vehicles - run.cash
        if strategy.name == menu.keep:
            found |= _of_keeping(setting, run)
    for strategy in menu.operations.values():
        terms = _terms(case, strategy)
        for bidder in case.bidders:
            worth = sell(setting, strategy, bidder, books=books)
            found |= {f"sale|{terms}|{bidder.name}|{name}": getattr(worth, name) for name in sale_fields()}
            if worth.residual is not None:
                residual = np.maximum(residual, worth.residual)
    if checked:
        found["residual"] = residual
    for plant in case.plants:
        first = paths.own[plant.name]["all"].capital[:, 0]
        found[f"capital|{plant.name}"] = namespace(first).broadcast_to(first, (n,))
    for name, draws in paths.draws.items():
        found[f"input|{name}"] = namespace(draws).broadcast_to(draws, (n,))
    for name, path in by_year.items() if yearly else ():
        rows = np.broadcast_to(path, setting.shape)
        found |= {f"year|{name}|{year}": rows[:, year] for year in range(setting.n_years)}
    return found if later is None else found | after_waiting(setting, later)


def _of_keeping(setting: Setting, run: Valued) -> dict[str, Array]:
    """What later tables compare with: worth of the packs, price and volume of cells."""
    discount, _ = setting.discount
    packs = setting.cut(setting.paths.packs) * setting.options.volume_factor
    return {
        "worth_of_packs": added_up(packs * discount),
        "worth_of_energy": added_up(setting.demand * discount),
        "own_made": added_up(run.output * discount),
    }


def after_waiting(setting: Setting, later: Later) -> dict[str, Array]:
    """Worth of deciding at later dates, lead times unchanged, and what is known then (S52)."""
    found: dict[str, Array] = {}
    for date in DATES:
        if date >= setting.n_years:
            break
        for strategy in later.actions:
            start = start_index(setting, strategy) + date
            found[f"later|{strategy.name}|{date}"] = evaluate(setting, strategy, start, OWNERS).value
        if later.sale is not None:
            strategy, bidder = later.sale
            start = start_index(setting, strategy) + date
            worth = sell(setting, strategy, bidder, start, OWNERS)
            shares = sale_shares(setting.case, strategy)
            kept = shares.kept * worth.to_automaker + shares.kept_own * worth.to_automaker_own
            found[f"later_sale|{date}"] = worth.base + kept
        for number, state in enumerate(_known(setting, date - 1)):
            found[f"state|{number}|{date}"] = state
    return found


def _known(setting: Setting, year: int) -> tuple[Array, ...]:
    """Demand against plan, price of the first supplier, tightness, own cost against that price."""
    suppliers = setting.case.suppliers
    price = (setting.landed(suppliers[0].name, "all") if suppliers else setting.reference_cost)[:, year]
    own = setting.cut(setting.paths.pack_cost)[:, year]
    xp = namespace(own, price)
    own = xp.minimum(xp.where(xp.isnan(own), xp.inf, own), DEAREST * price)
    n = (setting.shape[0],)
    return (
        setting.demand[:, year] / setting.planned[:, year],
        xp.broadcast_to(price, n),
        xp.broadcast_to(setting.cut(setting.paths.industry_utilization)[:, year], n),
        own - price,
    )
