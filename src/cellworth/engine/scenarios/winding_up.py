"""A buyer closes what loses money: sold plants once their plan is reached and the agreed supply has ended."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from cellworth.core.arrays import namespace
from cellworth.core.types import Array
from cellworth.engine.scenarios.case import OwnPlant
from cellworth.engine.scenarios.columns import in_columns
from cellworth.engine.scenarios.ledger import OTHERS, STATE, VENTURE, Ledger
from cellworth.engine.scenarios.setting import Setting
from cellworth.engine.scenarios.units import Operated
from cellworth.strategy.closing import ClosureCosts, closure_tax_relief

__all__ = ["open_years", "wind_up", "wound_up"]


def open_years(margin: Array, from_year: Array) -> Array | None:
    """One up to the first counted year whose receipts do not cover its cash cost; none if all do.

    Parameters
    ----------
    margin : (s, y) [USD/year], receipts less variable and fixed cash cost.
    from_year : (s, y) or (1, y), true from the first year on that counts.
    """
    loses = (margin < 0.0) & from_year
    if not np.any(loses):
        return None
    closed = np.maximum.accumulate(np.asarray(loses), axis=1)
    return in_columns(1.0 - closed)


def wound_up(run: Operated, open_: Array) -> Operated:
    """A run that ends when its plants close; nothing is left to sell at the end where they did."""
    last = open_[:, -1]
    return replace(
        run,
        output=run.output * open_,
        spare=run.spare * open_,
        variable=run.variable * open_,
        fixed=run.fixed * open_,
        investment=run.investment * open_,
        write_off=run.write_off * open_,
        end_book=run.end_book * last,
        end_salvage=run.end_salvage * last,
    )


def wind_up(
    setting: Setting, ledger: Ledger, plants: Sequence[OwnPlant], volume: str, begin: int, open_: Array
) -> Array:
    """Cash of closing plants in the year they close, entered (S25); (s, y) [USD/year].

    Parameters
    ----------
    setting : Setting
    ledger : Ledger
    plants : that close together.
    volume : name of the volume at which they ran. begin : first year of it.
    open_ : (s, y), one while they run.
    """
    xp = namespace(open_)
    before = xp.concat([xp.ones_like(open_[:, :1]), open_[:, :-1]], axis=1)
    closes = before - open_
    total: Array = np.zeros(setting.shape, order="F")
    for plant in plants:
        book = setting.stitched(plant, volume, begin).book[:, :-1]
        costs = ClosureCosts(
            severance=setting.draw(plant.severance)[:, None],
            remediation=setting.draw(plant.remediation)[:, None],
            contract_exit=setting.draw(plant.contract_exit)[:, None],
            loan_recall=setting.draw(plant.loan_recall)[:, None],
            clawback=np.zeros((1, 1)),
            salvage=setting.draw(plant.salvage)[:, None],
            working_capital=np.zeros((1, 1)),
            book_value=book,
        )
        relief = closes * closure_tax_relief(costs, setting.tax[:, None], setting.money("loss_use")[:, None])
        paid = costs.severance + costs.remediation + costs.contract_exit + costs.loan_recall
        ledger.pay(VENTURE, OTHERS, "closure", closes * paid)
        ledger.pay(OTHERS, VENTURE, "salvage", closes * costs.salvage)
        ledger.pay(STATE, VENTURE, "profit tax", relief)
        total = total + closes * (costs.salvage - paid) + relief
    return total
