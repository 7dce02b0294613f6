"""How the automaker's demand beyond its own plants is served: bought, or not built at all."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cellworth.core.arrays import above_zero, namespace, or_one
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import StrategyCase, SupplierCase
from cellworth.engine.scenarios.columns import first_year
from cellworth.engine.scenarios.ledger import AUTOMAKER, OTHERS, STATE, SUPPLIERS, Ledger, added_up
from cellworth.engine.scenarios.setting import Setting
from cellworth.strategy.contracts import deficiency_payment, hold_up_bound
from cellworth.strategy.disruption import lost_margin, stopped_share

__all__ = [
    "Purchases",
    "buy",
    "deduct",
    "minimum_purchases",
    "party_of",
    "pay_purchases",
    "with_new_source",
]


@dataclass(frozen=True)
class Purchases:
    """Cells bought, by source in the order of asking.

    Attributes
    ----------
    sources : (supplier, name of the volume at which it is costed, (s, y) [kWh/year]).
    unserved : (s, y) [kWh/year]
    """

    sources: tuple[tuple[SupplierCase, str, Array], ...]
    unserved: Array


def buy(setting: Setting, main: str, volume: str, wanted: Array, short: Array) -> Purchases:
    """Buy what is wanted of the main supplier, and what is short from whoever has it (S79).

    Parameters
    ----------
    setting : Setting
    main : supplier asked first; empty for none.
    volume : name of the volume at which the main supplier is costed.
    wanted : (s, y) [kWh/year] of the main supplier.
    short : (s, y) [kWh/year] that own plants leave; asked of all suppliers in order.
    """
    suppliers = {supplier.name: supplier for supplier in setting.case.suppliers}
    sources, rest = [], short
    if main and np.any(wanted):
        available = setting.cut(setting.supply(main, volume).available)
        got = namespace(wanted, available).minimum(wanted, available)
        sources.append((suppliers[main], volume, got))
        rest = rest + (wanted - got)
        suppliers.pop(main)
    elif main:
        suppliers = {main: suppliers.pop(main), **suppliers}
        rest = rest + wanted
    else:
        rest = rest + wanted
    for name, supplier in suppliers.items():
        if not np.any(rest > 0.0):
            break
        available = setting.cut(setting.supply(name, "none").available)
        got = namespace(rest, available).minimum(rest, available)
        sources.append((supplier, "none", got))
        rest = rest - got
    return Purchases(tuple(sources), rest)


def with_new_source(setting: Setting, ledger: Ledger, bought: Purchases) -> tuple[Purchases, Array]:
    """Cells bought only because own plants are short, and what bringing a supplier in costs, entered (S40).

    It costs its qualification in the first year in which it delivers. Where the vehicles do not earn that,
    they are not built.

    Parameters
    ----------
    setting : Setting
    ledger : Ledger
    bought : nothing of it by choice.

    Returns
    -------
    bought : Purchases
    cost : (s, y) [USD/year]
    """
    energy = sum((amount for _, _, amount in bought.sources), np.zeros((1, 1)))
    some = energy > 0.0
    if not np.any(some):
        return bought, np.zeros((1, 1))
    earned: Array = 0.0
    for supplier, volume, amount in bought.sources:
        earned = earned + (setting.contribution - setting.landed(supplier.name, volume)) * amount
    cost = setting.money("switching_cost")[:, None] * first_year(some)
    comes = (added_up((earned - cost) * setting.discount[0]) > 0.0)[:, None]
    sources = tuple((supplier, volume, amount * comes) for supplier, volume, amount in bought.sources)
    cost = cost * comes
    ledger.pay(AUTOMAKER, OTHERS, "new source", cost)
    return Purchases(sources, bought.unserved + energy * ~comes), cost


def pay_purchases(
    setting: Setting,
    ledger: Ledger,
    bought: Purchases,
    *,
    spare: Array,
    sole_from: int | None,
    first_price: Array | None = None,
) -> Array:
    """Enter vehicles and the cells bought for them; (s, y) [USD/year] that lowers tax.

    The vehicles bring their contribution before cells; hold-up, disruption and vehicles not built cost.

    Parameters
    ----------
    setting : Setting
    ledger : Ledger
    bought : Purchases
    spare : (s, y) [kWh/year], own capacity that makes up for a supplier that stops.
    sole_from : first year in which the first source is the only one; none if there is a second.
    first_price : (s, y) [USD/kWh] of the first source, if not the market's.
    """
    ledger.pay(OTHERS, AUTOMAKER, "vehicles before their cells", setting.vehicles)
    paid = _not_built(setting, ledger, bought.unserved) - setting.vehicles
    rooms = _rooms(setting, bought) if len(bought.sources) > 1 else [spare]
    for rank, (supplier, volume, energy) in enumerate(bought.sources):
        path = setting.supply(supplier.name, volume)
        agreed = rank == 0 and first_price is not None
        price = first_price if agreed else setting.asked(path.price)
        way = setting.way(supplier.name, volume)
        ledger.pay(AUTOMAKER, SUPPLIERS, "bought cells", price * energy)
        ledger.pay(AUTOMAKER, OTHERS, "freight, duty, transit", way * energy)
        lost = _disrupted(setting, supplier, energy, bought, rooms, spare)
        ledger.pay(AUTOMAKER, OTHERS, "interrupted supply", lost)
        paid = paid + (price + way) * energy + lost
        if rank == 0 and sole_from is not None:
            raised = _held_up(setting, price, energy, sole_from)
            ledger.pay(AUTOMAKER, SUPPLIERS, "hold-up", raised)
            paid = paid + raised
    return paid


def _rooms(setting: Setting, bought: Purchases) -> list[Array]:
    """What each source could deliver on top (s, y) [kWh/year]."""
    found = []
    for supplier, _, energy in bought.sources:
        found.append(above_zero(setting.cut(setting.supply(supplier.name, "none").available) - energy))
    return found


def _not_built(setting: Setting, ledger: Ledger, unserved: Array) -> Array | float:
    """Contribution of vehicles without cells (S40)."""
    if not np.any(unserved > 0.0):
        return 0.0
    lost = unserved * setting.contribution
    ledger.pay(AUTOMAKER, OTHERS, "vehicles not built", lost)
    return lost


def _disrupted(
    setting: Setting,
    supplier: SupplierCase,
    energy: Array,
    bought: Purchases,
    rooms: Sequence[Array],
    spare: Array,
) -> Array:
    """Expected loss when a supplier stops; own spare plant and suppliers of another cause step in (S37).

    `rooms` is what each supplier bought from could deliver on top.
    """
    xp, others = namespace(energy, spare, setting.demand), spare
    apart = [
        room
        for (other, _, _), room in zip(bought.sources, rooms, strict=True)
        if other.name != supplier.name and (not supplier.cause or other.cause != supplier.cause)
    ]
    if apart:
        others = spare + sum(apart[1:], apart[0])
    part = others / or_one(energy)
    surge = xp.minimum(part, xp.ones_like(part)) * xp.astype(energy > 0.0, energy.dtype)
    rate, time, recovered = (
        setting.draw(name)[:, None]
        for name in (supplier.disruption_rate, supplier.disruption_time, supplier.recovered)
    )
    stopped = stopped_share(rate, time, energy / setting.some_demand, surge)
    return lost_margin(stopped, setting.demand, recovered, setting.contribution)


def _held_up(setting: Setting, price: Array, energy: Array, sole_from: int) -> Array:
    """What a sole supplier adds: a drawn share of its price, at most what switching away costs (S38)."""
    years = np.asarray([float(max(setting.n_years - sole_from, 1))])
    rate = setting.money("discount_rate") + setting.options.rate_shift
    level = added_up(setting.demand) / setting.n_years
    xp = namespace(level, price, rate)
    bound = hold_up_bound(setting.money("switching_cost"), rate, years, xp.maximum(level, 1.0))
    raised = xp.minimum(setting.money("sole_source_hold_up")[:, None] * price, bound[:, None])
    return xp.where(np.arange(setting.n_years) >= sole_from, raised * energy, 0.0)


def deduct(setting: Setting, ledger: Ledger, paid: Array) -> None:
    """Tax the automaker saves on what it pays for cells."""
    ledger.pay(STATE, AUTOMAKER, "tax relief", setting.tax[:, None] * paid)


def pay_once_deductible(
    setting: Setting, ledger: Ledger, payee: str, item: str, amount: Array, at: int
) -> None:
    """Enter a payment of the automaker on one day, and the tax it saves."""
    full = np.zeros(setting.shape[0]) + amount
    ledger.pay_once(AUTOMAKER, payee, item, full, at)
    ledger.pay_once(STATE, AUTOMAKER, "tax relief", setting.tax * full, at)


def party_of(case: StrategyCase, company: str) -> str:
    """Party of the ledger that a company belongs to."""
    parts = {entry.name: entry.part for entry in case.companies}
    known = {"automaker": "A", "venture": "J", "partner": "P", "supplier": "S", "bidder": "B"}
    return known.get(parts.get(company, ""), OTHERS)


def minimum_purchases(setting: Setting, output: Array, payer: str, sold_from: int) -> dict[str, Array]:
    """What a company pays for commitments beyond their use, by party that gets it (S32).

    A commitment that does not go with the venture is paid, once that is sold, by the company it stays with.

    Parameters
    ----------
    setting : Setting
    output : (s, y) [kWh/year], cells made, which use the commitment.
    payer : company.
    sold_from : position of the first year in new hands.
    """
    case = setting.case
    years = np.asarray(case.years[: setting.n_years])
    sold = np.arange(setting.n_years) >= sold_from
    found: dict[str, Array] = {}
    for purchase in case.purchases:
        moved = purchase.payer if purchase.moves_with == "venture" else purchase.moves_with
        pays = np.where(sold, moved == payer, purchase.payer == payer) & (years <= purchase.last_year)
        if np.any(pays):
            minimum, price = setting.draw(purchase.minimum), setting.draw(purchase.price)
            due = deficiency_payment(price[:, None], output, minimum[:, None]) * pays
            payee = party_of(case, purchase.payee)
            found[payee] = found.get(payee, 0.0) + due
    return found
