"""Where the answer turns on the mean of fixed draws: supply price, volume, sale price, single inputs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from scipy.optimize import elementwise

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import Strategy, StrategyCase
from cellworth.engine.scenarios.components import Menu
from cellworth.engine.scenarios.deals import SaleDeal
from cellworth.engine.scenarios.decision import Decided
from cellworth.engine.scenarios.information import LIKELY, Explained
from cellworth.engine.scenarios.ledger import added_up
from cellworth.engine.scenarios.paths import ScenarioPaths
from cellworth.engine.scenarios.result import Breakeven
from cellworth.engine.scenarios.setting import Options, Setting
from cellworth.engine.scenarios.strategies import worth
from cellworth.uncertainty.breakeven import breakeven
from cellworth.uncertainty.tails import sorted_columns, value_quantile

__all__ = [
    "SupplyTie",
    "bought_from",
    "breakevens",
    "price_today",
    "supply_breakeven",
    "volume_breakeven",
    "volume_today",
]

TOLERANCE = 1e-4
DEFAULT = Options()
PRICES = (-0.8, 2.0)
"""Change of the supply price searched, over today's."""

VOLUMES = (0.1, 6.0)
"""Volumes searched, over the planned."""

FEW = 4


def bought_from(menu: Menu, decided: Decided) -> Strategy | None:
    """Strategy that stands for buying: the best that buys all, else the best with a supplier at all."""
    names = {entry.name: k for k, entry in enumerate(decided.strategies)}
    for kinds in (("buy_close",), ("dual", "supplier_stake")):
        found = [entry for entry in menu.plain if entry.kind in kinds and entry.name in names]
        if found:
            return max(found, key=lambda entry: float(decided.scores[names[entry.name]]))
    return None


def price_today(setting: Setting, supplier: str) -> float:
    """Mean landed price for all of the demand over the years, each kWh counted at its worth today."""
    discount, _ = setting.discount
    weight = setting.demand * discount
    price = added_up(setting.landed(supplier, "all") * weight)
    return float(ordered_mean(price) / ordered_mean(added_up(weight)))


def drawn_prices_today(setting: Setting, supplier: str) -> Array:
    """Landed price in each draw for all of the demand, each kWh at its worth today, (s,) [USD/kWh]."""
    discount, _ = setting.discount
    weight = setting.demand * discount
    energy = added_up(weight)
    some = energy > 0.0
    paid = added_up(setting.landed(supplier, "all") * weight)
    return np.where(some, paid / np.where(some, energy, 1.0), np.nan)


def volume_today(setting: Setting) -> float:
    """Mean packs a year over draws and years."""
    packs = setting.cut(setting.paths.packs)
    return float(ordered_mean(added_up(packs))) / setting.n_years


def _difference(
    setting: Setting,
    first: Strategy,
    second: Strategy,
    whole: float,
    standing: Options,
) -> Callable[[Options], float]:
    """Mean of one strategy less that of another under other options, moved to the mean over all draws."""

    def on_first(options: Options) -> float:
        other = setting.under(options)
        return float(ordered_mean(worth(other, first) - worth(other, second)))

    base = on_first(standing)
    return lambda options: whole + on_first(options) - base


@dataclass(frozen=True)
class SupplyTie:
    """Landed price at which buying and keeping tie (S41); prices in USD/kWh, NaN where there is none.

    Attributes
    ----------
    price : on the mean of all draws. today : expected.
    buys : strategy that stands for buying; empty without one.
    gap : [USD], mean worth of buying less that of keeping, at the expected price.
    slope : [USD per USD/kWh], what that gains per dollar the price falls, between expected and tie.
    by_draw : (d,), price at which the two tie in each of the first draws.
    today_by_draw : (d,), landed price of each.
    """

    price: float
    today: float
    buys: str = ""
    gap: float = float("nan")
    slope: float = float("nan")
    by_draw: Array = field(default_factory=lambda: np.empty(0))
    today_by_draw: Array = field(default_factory=lambda: np.empty(0))


def supply_breakeven(
    case: StrategyCase,
    menu: Menu,
    decided: Decided,
    paths: ScenarioPaths,
    standing: Options = DEFAULT,
) -> SupplyTie:
    """Landed price at which buying and keeping tie, on the mean and in each of the first draws (S41)."""
    buys, keep = bought_from(menu, decided), _named(menu, menu.keep)
    if buys is None or not buys.supplier:
        return SupplyTie(float("nan"), float("nan"))
    whole = float(ordered_mean(decided.column(buys.name) - decided.column(keep.name)))
    setting = Setting(case, paths, standing)
    gap = _difference(setting, buys, keep, whole, standing)
    today = price_today(setting, buys.supplier)
    low, high = (part * today for part in PRICES)
    shift = breakeven(lambda change: gap(replace(standing, price_shift=change)), low, high, TOLERANCE * today)
    drawn = drawn_prices_today(setting, buys.supplier)
    return SupplyTie(
        price=today + shift,
        today=today,
        buys=buys.name,
        gap=whole,
        slope=whole / shift if shift else float("nan"),
        by_draw=drawn + _drawn_shift(setting, buys, keep, (low, high), TOLERANCE * today),
        today_by_draw=drawn,
    )


def _drawn_shift(
    setting: Setting, buys: Strategy, keep: Strategy, ends: tuple[float, float], tolerance: float
) -> Array:
    """Change of the supply price at which they tie in each draw, (s,) [USD/kWh]; NaN if beyond the ends."""
    n = setting.shape[0]
    asked: Any = np.zeros(n)

    def gap(shift: Any, draws: Any) -> Any:
        # The search asks for the draws not yet found; a price must be given for all. Options hold one number
        # for all draws; here each draw has its own.
        asked[draws] = shift
        other = setting.under(replace(setting.options, price_shift=asked[:, None]))
        return (worth(other, buys) - worth(other, keep))[draws]

    found = elementwise.find_root(
        gap,
        (np.full(n, ends[0]), np.full(n, ends[1])),
        args=(np.arange(n),),
        tolerances={"xatol": tolerance, "xrtol": 0.0, "fatol": 0.0, "frtol": 0.0},
    )
    return np.where(found.success, found.x, np.nan)


def breakevens(
    case: StrategyCase,
    menu: Menu,
    decided: Decided,
    explained: Explained,
    supply: SupplyTie,
    volume: Sequence[Breakeven],
) -> tuple[Breakeven, ...]:
    """Facts that would change the answer, the nearest to today first; those out of reach are left out.

    Parameters
    ----------
    case : StrategyCase
    menu : Menu
    decided : Decided
    explained : how the lead hangs on single inputs.
    supply : price at which buying and keeping tie.
    volume : volume at which they do (`volume_breakeven`).
    """
    found = list(volume)
    buys, keep = bought_from(menu, decided), _named(menu, menu.keep)
    if buys is not None and np.isfinite(supply.price):
        found.append(
            Breakeven(
                quantity="supply_price",
                title=_supplier(case, buys.supplier),
                unit="USD/kWh",
                today=supply.today,
                breakeven=supply.price,
                towards=buys.name if supply.gap < 0.0 else keep.name,
                against=keep.name if supply.gap < 0.0 else buys.name,
                likely=_likely(supply.today_by_draw),
            )
        )
    if decided.reference is not None:
        found.append(_sale(decided, decided.reference))
    found += _of_inputs(case, decided, explained)
    return tuple(sorted(found, key=_distance))


def _supplier(case: StrategyCase, name: str) -> str:
    return next((each.title for each in case.companies if each.name == name), name)


def _likely(draws: Array) -> tuple[float, float]:
    """P1 and P99 of draws; those that are not a number are left out."""
    ordered = sorted_columns(draws[np.isfinite(draws)][:, None])
    low, high = (float(value_quantile(ordered, level)[0]) for level in LIKELY)
    return low, high


def volume_breakeven(
    case: StrategyCase, menu: Menu, decided: Decided, paths: ScenarioPaths
) -> tuple[Breakeven, ...]:
    """Packs a year at which buying and keeping tie on the mean; none without such a volume (S51)."""
    buys, keep = bought_from(menu, decided), _named(menu, menu.keep)
    if buys is None:
        return ()
    whole = float(ordered_mean(decided.column(buys.name) - decided.column(keep.name)))
    setting = Setting(case, paths)
    gap = _difference(setting, buys, keep, whole, DEFAULT)
    factor = breakeven(lambda volume: gap(Options(volume_factor=volume)), *VOLUMES, TOLERANCE)
    if not np.isfinite(factor):
        return ()
    today, packs = volume_today(setting), setting.cut(paths.packs)
    leads, falls = (buys, keep) if whole < 0.0 else (keep, buys)
    return (
        Breakeven(
            quantity="volume",
            title="packs a year",
            unit="1/year",
            today=today,
            breakeven=factor * today,
            towards=leads.name,
            against=falls.name,
            likely=_likely(added_up(packs) / setting.n_years),
            most=_made_at_most(setting, keep) / _energy_of_pack(setting),
        ),
    )


def _made_at_most(setting: Setting, keep: Strategy) -> float:
    """Mean capacity of all plants that stay, over the years [kWh/year]."""
    total = 0.0
    for plant in setting.case.plants:
        if keep.plants.get(plant.name) != "close":
            total += float(ordered_mean(added_up(setting.plant_years(plant, "all").capacity)))
    return total / setting.n_years


def _energy_of_pack(setting: Setting) -> float:
    """Mean energy of cells for each pack [kWh]."""
    packs = setting.cut(setting.paths.packs) * setting.options.volume_factor
    return float(ordered_mean(added_up(setting.demand)) / ordered_mean(added_up(packs)))


def _sale(decided: Decided, deal: SaleDeal) -> Breakeven:
    """Price asked at which signing is worth what is done without it, the risk of not closing counted (S66).

    Without that risk it is the least price to take (S61).
    """
    offer, price = deal.offer, deal.signed_prices[deal.winner]
    least = offer.least_to_sign(float(ordered_mean(decided.fallback_value)))
    sells = price >= least
    return Breakeven(
        quantity="sale_price",
        title=offer.bidder.title,
        unit="USD",
        today=price,
        breakeven=least,
        towards=decided.fallback if sells else deal.strategy.name,
        against=deal.strategy.name if sells else decided.fallback,
        most=max(entry.bid for entry in deal.offers),
    )


def _of_inputs(case: StrategyCase, decided: Decided, explained: Explained) -> list[Breakeven]:
    """Inputs at whose other value the lead is gone, by the straight line through the draws."""
    first, rival = decided.acting_pair()
    if first is rival:
        return []
    gap = float(ordered_mean(decided.column(first.name) - decided.column(rival.name)))
    if abs(gap) < case.materiality:
        return []  # They tie already: any input would turn them at its value of today.
    ranked = sorted(explained.shares, key=lambda name: -explained.shares[name])[:FEW]
    found = []
    for name, quantity in case.quantities.items():
        slope = explained.slopes.get(name, 0.0)
        if slope == 0.0 or (quantity.group or quantity.title) not in ranked:
            continue
        at = explained.means[name] - gap / slope
        if explained.lowest[name] <= at <= explained.highest[name]:
            found.append(
                Breakeven(
                    quantity=name,
                    title=quantity.title,
                    unit=quantity.unit,
                    today=explained.means[name],
                    breakeven=at,
                    towards=rival.name,
                    against=first.name,
                    likely=explained.likely[name],
                )
            )
    return found


def _distance(entry: Breakeven) -> float:
    """How far today's value is from the turn, over today's."""
    return abs(entry.breakeven - entry.today) / max(abs(entry.today), abs(entry.breakeven), 1e-300)


def _named(menu: Menu, name: str) -> Strategy:
    return next(entry for entry in menu.plain if entry.name == name)
