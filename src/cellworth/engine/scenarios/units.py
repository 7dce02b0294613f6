"""Plants run together: what they make, spend and leave to their owners, written into the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cellworth.core.arrays import above_zero, namespace, or_one
from cellworth.core.constants import DAYS_PER_YEAR
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import OwnPlant
from cellworth.engine.scenarios.columns import in_columns, numbers
from cellworth.engine.scenarios.ledger import OTHERS, STATE, SUPPLIERS, VENTURE, Ledger, added_up
from cellworth.engine.scenarios.setting import Setting
from cellworth.strategy.closing import ClosureCosts, closure_tax_relief
from cellworth.strategy.depreciation import written_off
from cellworth.strategy.tax import free_cash_flow, profit_tax

__all__ = [
    "Operated",
    "Plan",
    "capacity_of",
    "close_plant",
    "end_value",
    "lasting_borne",
    "operate",
    "pay_owners",
    "pay_owners_once",
    "settle",
    "shared_out",
    "transfer_price_revenue",
]


@dataclass(frozen=True)
class Plan:
    """How a set of plants is run.

    Attributes
    ----------
    plants : in it.
    volume : name of the volume at which they are costed from `start` on; all of the demand before.
    start : position of the first year of the plan.
    open : (y,) one or zero, by plant that closes; all others are open.
    variable_factor, fixed_factor : [1] on costs from `start` on.
    invests_at : name of the volume whose investments hold from `start` on.
    added : (s,) [USD] by plant, invested at the start on top.
    downtime : [year] without output in the first year of the plan, by plant.
    lasting_borne : (s, y) [1], lasting cost of all plants over that of the open ones, which bear it; none for
        one.
    """

    plants: Sequence[OwnPlant]
    volume: str
    start: int
    open: Mapping[str, Array]
    variable_factor: float = 1.0
    fixed_factor: float = 1.0
    invests_at: str = "all"
    added: Mapping[str, Array] | None = None
    downtime: Mapping[str, float] | None = None
    lasting_borne: Array | None = None


@dataclass(frozen=True)
class Operated:
    """Plants of a plan together, (s, y).

    Attributes
    ----------
    output : [kWh/year]
    spare : [kWh/year], of open plants.
    variable, fixed, investment, write_off : [USD/year]
    end_book, end_salvage : (s,) [USD], of the plants open at the end.
    opening_need : (s,) [USD], working capital bound when the axis starts.
    """

    output: Array
    spare: Array
    variable: Array
    fixed: Array
    investment: Array
    write_off: Array
    end_book: Array
    end_salvage: Array
    opening_need: Array


def capacity_of(setting: Setting, plan: Plan, plant: OwnPlant) -> Array:
    """(s, y) [kWh/year] that a plant can deliver under a plan."""
    capacity = while_open(plan, plant, setting.stitched(plant, plan.volume, plan.start).capacity)
    down = (plan.downtime or {}).get(plant.name, 0.0)
    if not down or plan.start >= setting.n_years:
        return capacity
    return capacity * np.where(np.arange(setting.n_years) == plan.start, 1.0 - down, 1.0)


def while_open(plan: Plan, plant: OwnPlant, array: Array) -> Array:
    """(s, y) of a plant in the years in which it is open under a plan, zero in all others."""
    return array * plan.open[plant.name] if plant.name in plan.open else array


def lasting_borne(setting: Setting, plan: Plan) -> Array | None:
    """Lasting cost of all plants over that of the open ones (s, y) [1]; none where none closes alone.

    Research is for the cell, which is the same wherever it is made, and part of the administration is the
    venture's, not the plant's: plants that stay bear those of the closed ones.
    """
    still = np.stack([while_open(plan, plant, np.ones(setting.n_years)) for plant in plan.plants])
    if not plan.open or np.all(np.any(still, axis=0) == np.all(still, axis=0)):
        return None
    by_plant = [setting.stitched(plant, plan.volume, plan.start).lasting for plant in plan.plants]
    whole = sum(by_plant, np.zeros((1, 1)))
    kept = sum((r * o for r, o in zip(by_plant, still, strict=True)), np.zeros((1, 1)))
    xp = namespace(kept)
    return xp.where(kept > 0.0, whole / xp.where(kept > 0.0, kept, 1.0), 1.0)


def shared_out(setting: Setting, plan: Plan, wanted: Array) -> dict[str, Array]:
    """Output of each plant of a plan: its share, and of what others cannot make as far as it has room (S20).

    Parameters
    ----------
    setting : Setting
    plan : Plan
    wanted : (s, y) [kWh/year] of all of them; shares of closed plants are spread over the open ones.
    """
    shares = {
        plant.name: while_open(plan, plant, numbers(plant.share[: setting.n_years])) for plant in plan.plants
    }
    total: Array = sum(shares.values(), np.zeros(setting.n_years))
    xp = namespace(total)
    scale = xp.where(total > 0.0, 1.0 / xp.where(total > 0.0, total, 1.0), 0.0)
    made, room = {}, {}
    over: Array = wanted * (total > 0.0)
    for plant in plan.plants:
        can = capacity_of(setting, plan, plant)
        made[plant.name] = namespace(wanted, can).minimum(wanted * (shares[plant.name] * scale), can)
        room[plant.name] = (can - made[plant.name]) * (shares[plant.name] > 0.0)
        over = over - made[plant.name]
    if not np.any(over > 0.0):
        return made
    free: Array = sum(room.values())
    filled = namespace(over, free).minimum(above_zero(over), free) / or_one(free)
    return {name: output + room[name] * filled for name, output in made.items()}


def operate(setting: Setting, plan: Plan, made: Mapping[str, Array]) -> Operated:
    """Run the plants of a plan (S21).

    Parameters
    ----------
    setting : Setting
    plan : Plan
    made : (s, y) [kWh/year], output by plant.
    """
    sums: tuple[Array, ...] = ()
    book = salvage = opening = np.zeros(setting.shape[0])
    for plant in plan.plants:
        parts, left = _one(setting, plan, plant, made[plant.name])
        sums = tuple(total + part for total, part in zip(sums, parts, strict=True)) if sums else parts
        opening = opening + setting.opening_need(plant)
        if plant.name not in plan.open or plan.open[plant.name][-1]:
            book, salvage = book + left, salvage + setting.draw(plant.salvage)
    none = np.zeros(setting.shape, order="F")
    output, spare, variable, fixed, investment, write_off = sums or (none,) * 6
    return Operated(
        output=output,
        spare=spare,
        variable=variable,
        fixed=fixed,
        investment=investment,
        write_off=write_off,
        end_book=book,
        end_salvage=salvage,
        opening_need=opening,
    )


def _one(setting: Setting, plan: Plan, plant: OwnPlant, output: Array) -> tuple[tuple[Array, ...], Array]:
    """Sums of one plant, in the order of `Operated`, and its book value at the end."""
    acts = np.arange(setting.n_years) >= plan.start
    cost, invests = (setting.stitched(plant, name, plan.start) for name in (plan.volume, plan.invests_at))
    capacity = capacity_of(setting, plan, plant)
    variable = cost.variable * output
    if plan.variable_factor != 1.0:
        variable = variable * np.where(acts, plan.variable_factor, 1.0)
    fixed = cost.fixed
    if plan.lasting_borne is not None:
        fixed = fixed + cost.lasting * (plan.lasting_borne - 1.0)
    if plan.fixed_factor != 1.0:
        fixed = fixed * np.where(acts, plan.fixed_factor, 1.0)
    fixed = while_open(plan, plant, fixed)
    investment = while_open(plan, plant, invests.investment)
    write_off, left = while_open(plan, plant, invests.write_off), invests.book[:, -1]
    if plan.added is not None and plan.start < setting.n_years:
        at_start = np.arange(setting.n_years) == plan.start
        added = plan.added[plant.name][:, None]
        extra = in_columns(namespace(added).where(at_start, added, 0.0))
        off = written_off(extra, setting.table)
        investment, write_off = investment + extra, write_off + off
        left = left + added_up(extra - off)
    return (output, capacity - output, variable, fixed, investment, write_off), left


def transfer_price_revenue(
    operated: Operated, minimum: Mapping[str, Array], markup: Array, company: Array
) -> Array:
    """What the automaker pays the plants for their cells: cost with mark-up, while they make any (S39, S75).

    Parameters
    ----------
    operated : Operated
    minimum : (s, y) [USD/year] by party that gets it, paid for commitments without use.
    markup : (s, y) or (s, 1) [1]
    company : (y,) one in years in which the plants belong to a company.
    """
    if not np.any(company):
        return np.zeros((1, 1))
    cost = operated.variable + operated.fixed + operated.write_off
    price = (cost + sum(minimum.values()) if minimum else cost) * (1.0 + markup)
    paid = namespace(price).where(operated.output > 0.0, price, 0.0)
    return paid if np.all(company) else paid * company


def settle(
    setting: Setting,
    ledger: Ledger,
    operated: Operated,
    *,
    revenue: Array,
    minimum: Mapping[str, Array],
    company: Array,
) -> Array:
    """Enter what the plants pay, and return what is left for the owners (S22).

    Receipts are entered by the caller. While they are no company, their loss lowers the automaker's tax.

    Parameters
    ----------
    setting : Setting
    ledger : Ledger
    operated : Operated
    revenue : (s, y) [USD/year]
    minimum : (s, y) [USD/year] by party that gets it, paid for commitments without use (S32).
    company : (y,) one in years in which the plants belong to a company.

    Returns
    -------
    free cash flow : (s, y) [USD/year]
    """
    need = (setting.money("working_capital_days") / DAYS_PER_YEAR)[:, None]
    need = need * (operated.variable + operated.fixed)
    rise = need - namespace(need).concat([operated.opening_need[:, None], need[:, :-1]], axis=1)
    profit, fixed = revenue - operated.variable - operated.fixed, operated.fixed
    if minimum:
        unused = sum(minimum.values())
        profit, fixed = profit - unused, fixed + unused
    tax = _profit_tax(setting, profit - operated.write_off, company)
    free = free_cash_flow(
        revenue,
        operated.variable,
        fixed,
        tax,
        operated.investment,
        rise,
        np.zeros((1, 1)),
    )
    ledger.pay(VENTURE, SUPPLIERS, "materials and labour", operated.variable)
    ledger.pay(VENTURE, OTHERS, "fixed cost of plants", operated.fixed)
    ledger.pay(VENTURE, OTHERS, "investment", operated.investment)
    for payee, amount in minimum.items():
        ledger.pay(VENTURE, payee, "minimum purchases", amount)
    ledger.pay(VENTURE, OTHERS, "working capital", rise)
    ledger.pay(VENTURE, STATE, "profit tax", tax)
    return free


def _profit_tax(setting: Setting, profit: Array, company: Array) -> Array:
    """Tax of a company, or of a part of the automaker, whose losses lower what it pays elsewhere (S22)."""
    if np.all(company):
        return profit_tax(profit, setting.tax).profit_tax
    of_owner = setting.tax[:, None] * profit
    if not np.any(company):
        return of_owner
    return profit_tax(profit * company, setting.tax).profit_tax + of_owner * (1.0 - company)


def end_value(setting: Setting, ledger: Ledger, operated: Operated) -> Array:
    """Salvage, release of working capital and tax at the end (S27), entered; (s,) [USD] for the owners."""
    if not setting.options.end_value:
        return np.zeros(setting.shape[0])
    end = setting.n_years
    days = setting.money("working_capital_days") / DAYS_PER_YEAR
    released = days * (operated.variable[:, -1] + operated.fixed[:, -1])
    gain = operated.end_salvage - operated.end_book
    loss_use = setting.money("loss_use")
    taxed = namespace(gain, loss_use).where(gain > 0.0, 1.0, loss_use) * setting.tax * gain
    ledger.pay_once(OTHERS, VENTURE, "salvage", operated.end_salvage, end)
    ledger.pay_once(OTHERS, VENTURE, "working capital", released, end)
    ledger.pay_once(VENTURE, STATE, "profit tax", taxed, end)
    return operated.end_salvage + released - taxed


def close_plant(setting: Setting, ledger: Ledger, plant: OwnPlant, at: int) -> Array:
    """Cash of closing a plant at the start of a year, entered (S25); (s,) [USD], below zero what it takes.

    Working capital is set free with the falling need of the year, not here.
    """
    nothing = np.zeros(1)
    costs = ClosureCosts(
        severance=setting.draw(plant.severance),
        remediation=setting.draw(plant.remediation),
        contract_exit=setting.draw(plant.contract_exit),
        loan_recall=setting.draw(plant.loan_recall),
        clawback=nothing,
        salvage=setting.draw(plant.salvage),
        working_capital=nothing,
        book_value=setting.plant_years(plant, "all").book[:, at],
    )
    relief = closure_tax_relief(costs, setting.tax, setting.money("loss_use"))
    paid = costs.severance + costs.remediation + costs.contract_exit + costs.loan_recall
    zero = np.zeros(setting.shape[0])
    ledger.pay_once(VENTURE, OTHERS, "closure", zero + paid, at)
    ledger.pay_once(OTHERS, VENTURE, "salvage", zero + costs.salvage, at)
    ledger.pay_once(STATE, VENTURE, "profit tax", zero + relief, at)
    return zero + costs.salvage + relief - paid


def pay_owners(ledger: Ledger, free: Array, shares: Mapping[str, Array]) -> None:
    """Hand what is left to the owners by share, or call it from them (S39)."""
    for party, share in shares.items():
        if np.any(share):
            ledger.pay(VENTURE, party, "dividends", free * share)


def pay_owners_once(ledger: Ledger, amount: Array, shares: Mapping[str, Array], at: int) -> None:
    """The same for money of a day."""
    for party, share in shares.items():
        part = float(share[min(at, share.shape[0] - 1)])
        if part:
            ledger.pay_once(VENTURE, party, "dividends", amount * part, at)
