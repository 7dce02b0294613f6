"""Ledgers by year and item of some strategies, as an accountant goes through them."""

from dataclasses import dataclass

import numpy as np

from cellworth.core.sums import ordered_mean
from cellworth.core.types import Array
from cellworth.engine.scenarios.ledger import AUTOMAKER, PARTNER, VENTURE, Ledger, added_up

__all__ = ["KEPT_PARTIES", "LedgerLine", "ledger_lines"]

KEPT_PARTIES = (AUTOMAKER, VENTURE, PARTNER)


@dataclass(frozen=True)
class LedgerLine:
    """One item of one party under one strategy.

    Attributes
    ----------
    strategy, party, item : keys; the party as in the ledger.
    on_a_day : whether it falls at the start of a year, or at the end of the last one, else over the year.
    cash : mean [USD], received above zero; one for each year, and one more for the end where it is on a day.
    worth : mean [USD] of the flows by scenario, each worth today at its automaker's rate (S27).
    """

    strategy: str
    party: str
    item: str
    on_a_day: bool
    cash: tuple[float, ...]
    worth: float


def ledger_lines(strategy: str, ledger: Ledger, discount: Array, opening: Array) -> tuple[LedgerLine, ...]:
    """Lines of the parties whose books are kept; those of the automaker add up to the worth of the strategy.

    Parameters
    ----------
    strategy : its key.
    ledger : with items, full.
    discount : (s, y), of the flows of a year. opening : (s, y + 1), of the flows at the start of a year.
    """
    yearly: dict[tuple[str, str], Array] = {}
    days: dict[tuple[str, str], dict[int, Array]] = {}
    n_scenarios, n_years = ledger.shape
    for (payer, payee, item), amount in ledger.items.items():
        for party, sign in ((payer, -1.0), (payee, 1.0)):
            if party in KEPT_PARTIES and payer != payee:
                flow = sign * np.broadcast_to(amount, ledger.shape)
                yearly[party, item] = yearly.get((party, item), 0.0) + flow
    for payer, payee, item, at, amount in ledger.items_once:
        for party, sign in ((payer, -1.0), (payee, 1.0)):
            if party in KEPT_PARTIES and payer != payee:
                held = days.setdefault((party, item), {})
                held[at] = held.get(at, 0.0) + sign * np.broadcast_to(amount, (n_scenarios,))
    lines = [
        LedgerLine(strategy, party, item, False, _means(flow), float(ordered_mean(added_up(flow * discount))))
        for (party, item), flow in yearly.items()
    ]
    for (party, item), held in days.items():
        cash = [float(ordered_mean(held[at])) if at in held else 0.0 for at in range(n_years + 1)]
        worth = sum(float(ordered_mean(flow * opening[:, at])) for at, flow in held.items())
        lines.append(LedgerLine(strategy, party, item, True, tuple(cash), worth))
    order = {party: place for place, party in enumerate(KEPT_PARTIES)}
    return tuple(sorted(lines, key=lambda line: (order[line.party], line.on_a_day)))


def _means(flow: Array) -> tuple[float, ...]:
    return tuple(float(value) for value in ordered_mean(flow))
